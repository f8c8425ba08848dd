"""What proves the balance, as text: control equation, factor sets, weightiest factors, findings, files."""

from collections.abc import Iterable, Sequence
from math import fsum

from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import Control, FactorUse
from thgbilanz.core.diagnostic import Diagnostic, Severity, in_order
from thgbilanz.core.run_record import RunRecord
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.finding_text import severity_counts, severity_style
from thgbilanz.exhibits.labels import boundary_label, space_label
from thgbilanz.exhibits.layout import count_text, listed
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import factor_text, share_of, share_text
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.tables.evidence import factor_share, factors_by_weight
from thgbilanz.exhibits.tables.reservations import emissions_by_reservation_kg
from thgbilanz.units.catalogue import unit_label
from thgbilanz.units.german import german_number

_TOP_FACTORS = 4
_TOP_CODES = 6
_HASH_DIGITS = 12


def control_lines(report: BalanceReport, width: int, medium: Medium) -> list[str]:
    """The control equation, the reasons for what was not booked, and the four sums."""
    control = report.balance.control
    style = medium.good if control.holds else medium.alarm
    lines = section("Kontrolle", width, medium)
    lines += [style(line) for line in wrapped(medium.fit(equation(control)), width, "  ", "    ")]
    for word, items in (("offen", control.open_reasons), ("ausgeschlossen", control.excluded_reasons)):
        for item in items:
            text = f"{german_number(item.count, 0)} {word}: {item.reason}"
            lines += wrapped(medium.fit(text), width, medium.fit("  – "), "    ")
    if control.totals:
        proven = medium.good if control.agreeing_totals == control.totals else medium.alarm
        lines += [proven(line) for line in wrapped(medium.fit(totals_sentence(control)), width, "  ", "    ")]
    for space, sums in report.balance.sums:
        label = space_label(space)
        verdict = "stimmen überein ✓" if sums.agree else "stimmen nicht überein ✗"
        text = f"{label}: vier unabhängige Summen {verdict}"
        agree = medium.good if sums.agree else medium.alarm
        lines += [agree(line) for line in wrapped(medium.fit(text), width, "  ", "    ")]
    return lines


def equation(control: Control) -> str:
    """The control equation in rows: ``612 gelesen = 600 gebucht + 10 offen + 2 ausgeschlossen ✓``."""
    read, booked, waiting, excluded = (
        german_number(count, 0) for count in (control.read, control.booked, control.open, control.excluded)
    )
    sign, mark = ("=", "✓") if control.holds else ("≠", "✗")
    return f"{read} gelesen {sign} {booked} gebucht + {waiting} offen + {excluded} ausgeschlossen {mark}"


def totals_sentence(control: Control) -> str:
    """How many control totals of the sheets agree with what was read: ``Kontrollsummen der Dateien: 3 von 3 ✓``."""
    mark = "✓" if control.agreeing_totals == control.totals else "✗"
    return f"Kontrollsummen der Dateien: {control.agreeing_totals} von {control.totals} stimmen {mark}"


def factor_lines(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    """Factor sets with their editions, and the factors that move most tonnes with their sources."""
    record = report.record
    lines = section(f"Faktorensätze (Treibhauspotenziale {record.gwp})", width, medium)
    for use in record.factor_sets:
        text = f"{use.set_id}, Ausgabe {use.edition}, SHA-256 {use.sha256[:_HASH_DIGITS]}…"
        lines += wrapped(medium.fit(text), width, "  ", "    ")
    yield lines
    for space in report.views:
        top = [use for use in factors_by_weight(report) if use.space == space and use.in_total][:_TOP_FACTORS]
        if top:
            heads = [f"  {share_text(factor_share(report, use))} %" for use in top]
            title = f"{space_label(space)}: gewichtigste Faktoren"
            yield [*section(title, width, medium), *listed(heads, [_factor_text(use) for use in top], width, medium)]


def short_sets_text(record: RunRecord) -> str:
    """Factor sets and global warming potentials in one line."""
    sets = ", ".join(f"{use.set_id} {use.edition}" for use in record.factor_sets)
    return f"Faktorensätze: {sets or 'keine'}; Treibhauspotenziale {record.gwp}"


def reservation_lines(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    """How much of each accounting space rests on thin factors."""
    for space in Space:
        sums = emissions_by_reservation_kg(report, space)
        if space.value in report.views and sums:
            whole = fsum(sums.values())
            heads = [f"  {share_text(share_of(kg, whole))} %" for kg in sums.values()]
            title = f"{space.label}: Belastbarkeit der Faktoren"
            yield [*section(title, width, medium), *listed(heads, list(sums), width, medium)]


def _factor_text(use: FactorUse) -> str:
    value = f"{factor_text(use.factor_kg)} kg CO₂e je {unit_label(use.unit)}"
    return f"{use.factor_id} {use.year}, {boundary_label(use.boundary)}: {value}; {use.source} (Ausgabe {use.edition})"


def findings_lines(report: BalanceReport, width: int, medium: Medium) -> list[str]:
    """How many findings, and the most frequent ones; the findings themselves have a text of their own."""
    ordered = in_order(report.findings)
    counts = ", ".join(severity_counts(ordered)) or "keine"
    lines = section(f"Befunde: {counts}", width, medium)
    codes: dict[tuple[Severity, str], list[Diagnostic]] = {}
    for finding in sorted(ordered, key=lambda f: list(Severity).index(f.severity)):
        codes.setdefault((finding.severity, finding.code), []).append(finding)
    for (severity, code), same in list(codes.items())[:_TOP_CODES]:
        lines += _code_lines(severity, code, same, width, medium)
    if len(codes) > _TOP_CODES:
        more = count_text(len(codes) - _TOP_CODES, "weitere Art von Befunden", "weitere Arten von Befunden")
        lines += wrapped(medium.fit(f"und {more}"), width, "  ", "    ")
    return lines


def _code_lines(severity: Severity, code: str, same: Sequence[Diagnostic], width: int, medium: Medium) -> list[str]:
    count = sum(finding.count for finding in same)
    times = f" (und {count_text(count - 1, 'weitere Stelle', 'weitere Stellen')})" if count > 1 else ""
    mark = f"{severity.value} {code}:"
    lines = wrapped(medium.fit(f"{mark} {same[0].text}{times}"), width, "  ", "    ")
    return [lines[0].replace(mark, severity_style(severity, mark, medium), 1), *lines[1:]]


def written_lines(written: Sequence[str], width: int, medium: Medium) -> list[str]:
    """The files that the run wrote."""
    if not written:
        return []
    lines = section("Geschrieben", width, medium)
    return lines + [line for path in written for line in wrapped(medium.fit(path), width, "  ", "    ")]
