"""Holding a balance against the seal of its year: the same, or different for reasons that can be named in tonnes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isclose
from pathlib import Path
from typing import TYPE_CHECKING

from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.restatement import Published, published_totals, restatement_of
from thgbilanz.core.diagnostic import Diagnostic, error, in_order, warning
from thgbilanz.core.german import german_number
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Space
from thgbilanz.project.discovery import place_name
from thgbilanz.project.seal_file import Seal, SealedYear, load_sealed, seal_path
from thgbilanz.project.settings import FILE_NAME, Settings

if TYPE_CHECKING:
    from thgbilanz.balance.insight import Restatement
    from thgbilanz.balance.result import Balance
    from thgbilanz.journal.difference import Difference, FigureDifference, JournalSide

SEAL_CODES = frozenset({"THG646", "THG647", "THG648", "THG654"})
"""Codes of findings that a seal causes; closing the year again answers them."""

_SAME = 1e-9
_TONNE_KG = 1000.0


@dataclass(frozen=True, slots=True)
class SealCheck:
    """A balance held against its seal."""

    sealed: SealedYear
    difference: "Difference | None" = None
    """None if the journal is the sealed one, byte for byte, with the same shares in the group."""
    restatement: "Restatement | None" = None
    findings: tuple[Diagnostic, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether there is a seal and nothing differs from it."""
        return self.sealed.seal is not None and not self.findings


def with_seal_check(root: Path, settings: Settings, report: BalanceReport) -> BalanceReport:
    """The report with what its year's seal says about it; as it was if the year is not sealed."""
    if not seal_path(root, report.year).exists():
        return report
    check = against_seal(root, settings, report)
    insight = replace(report.balance.insight, restatement=check.restatement)
    findings = tuple(in_order([*report.findings, *check.findings]))
    return replace(report, balance=replace(report.balance, insight=insight), findings=findings)


def against_seal(root: Path, settings: Settings, report: BalanceReport) -> SealCheck:
    """Compare a balance with the seal of its year."""
    sealed = load_sealed(root, report.year)
    seal = sealed.seal
    if seal is None or sealed.journal is None:
        return SealCheck(sealed, findings=sealed.findings)
    difference = _difference(sealed, report, settings)
    published = Published(seal.closed_on, seal.reason, sealed_totals(seal))
    restatement = restatement_of(
        published,
        report.balance,
        difference,
        settings.restatement_percent,
        is_base_year=report.year == settings.base_year,
    )
    findings = _findings(seal_path(root, report.year), root, difference, restatement, seal)
    return SealCheck(sealed, difference, restatement, (*sealed.findings, *findings))


def seal_side(sealed: SealedYear) -> "JournalSide | None":
    """A sealed year as one side of a comparison; None if it could not be read."""
    from thgbilanz.journal.difference import JournalSide  # noqa: PLC0415 - pandas only for who compares

    seal = sealed.seal
    if seal is None or sealed.journal is None:
        return None
    label = f"Abschluss {seal.year} vom {_german_day(seal.closed_on)}"
    return JournalSide(label, seal.year, sealed.journal, seal.weights, sealed.shares, seal.approach, seal.gwp)


def report_side(report: BalanceReport, approach: str) -> "JournalSide":
    """A balance of this run as one side of a comparison."""
    from thgbilanz.journal.difference import JournalSide  # noqa: PLC0415 - pandas only for who compares

    label = f"Bilanz {report.year}"
    return JournalSide(
        label,
        report.year,
        report.journal,
        members_of_group(report.balance),
        report.weights,
        approach,
        report.record.gwp,
    )


def members_of_group(balance: "Balance") -> dict[str, float]:
    """Share of each organisation in the group over the year."""
    group = balance.organisational
    return {own.organisation.id: own.weight for own in group.organisations} if group is not None else {}


def sealed_totals(seal: Seal) -> dict[tuple[str, str], float]:
    """Totals of a seal that the threshold is held against, kg CO2e."""
    found: dict[tuple[str, str], float] = {}
    group = seal.totals.get(Space.ORGANISATIONAL.value)
    if group is not None:
        space = Space.ORGANISATIONAL.value
        scope1 = group.get("scope1_t", 0.0)
        found[space, "summe"] = group.get("summe_t", 0.0) * _TONNE_KG
        found[space, "summe_markt"] = group.get("summe_markt_t", 0.0) * _TONNE_KG
        found[space, "scope1_2"] = (scope1 + group.get("scope2_standort_t", 0.0)) * _TONNE_KG
        found[space, "scope1_2_markt"] = (scope1 + group.get("scope2_markt_t", 0.0)) * _TONNE_KG
    territory = seal.totals.get(Space.TERRITORIAL.value)
    if territory is not None:
        found[Space.TERRITORIAL.value, "summe"] = territory.get("summe_t", 0.0) * _TONNE_KG
    return found


def _difference(sealed: SealedYear, report: BalanceReport, settings: Settings) -> "Difference | None":
    from thgbilanz.journal.difference import explained  # noqa: PLC0415 - pandas only for who compares
    from thgbilanz.journal.store import journal_bytes  # noqa: PLC0415

    seal = sealed.seal
    before = seal_side(sealed)
    after = report_side(report, settings.consolidation.value)
    if seal is None or before is None:
        return None
    same_shares = _same_figures(seal.weights, after.members or {}) and seal.approach == settings.consolidation.value
    if same_shares and journal_bytes(report.journal, report.weights) == sealed.content:
        return None
    difference = explained(before, after)
    same_totals = _same_figures(_named(sealed_totals(seal)), _named(published_totals(report.balance)))
    return None if difference.is_empty and same_totals else difference


def _named(totals: Mapping[tuple[str, str], float]) -> dict[str, float]:
    return {" ".join(key): value for key, value in totals.items()}


def _same_figures(old: Mapping[str, float], new: Mapping[str, float]) -> bool:
    return old.keys() == new.keys() and all(isclose(old[key], new[key], rel_tol=_SAME, abs_tol=1e-6) for key in old)


def _findings(
    path: Path, root: Path, difference: "Difference | None", restatement: "Restatement", seal: Seal
) -> list[Diagnostic]:
    if difference is None:
        return []
    name = place_name(root, path)
    changed = [figure for figure in difference.figures if _differs(figure)]
    leading = changed[0] if changed else None
    closed = _german_day(seal.closed_on)
    what = f"{len(difference.lines)} Buchungen sind anders, die Summen gleich"
    if leading is not None:
        what = f"{_signed(leading.change_kg)} ({_figure_name(leading)}): {causes_text(leading)}"
    findings = [
        error(
            "THG646",
            f"Die Bilanz {seal.year} weicht vom Abschluss vom {closed} ab: {what}",
            Place(name),
            found="; ".join(f"{_figure_name(figure)} {_tonnes(figure.after_kg)} t CO2e" for figure in changed),
            expected="; ".join(f"{_figure_name(figure)} {_tonnes(figure.before_kg)} t CO2e" for figure in changed),
            hint=f"Erklären: thg journal vergleiche {name} {seal.year} · "
            f'anerkennen: thg abschluss {seal.year} --grund "…"',
        )
    ]
    if restatement.is_base_year and restatement.must_restate:
        findings.append(_must_restate(restatement))
    return findings


def _must_restate(restatement: "Restatement") -> Diagnostic:
    reached = [test for test in restatement.tests if test.reached]
    shown = [
        f"{test.label} {german_number(100 * test.share, 1)} %" if test.share is not None else f"{test.label} neu"
        for test in reached
    ]
    percent = german_number(100 * restatement.threshold, 1).removesuffix(",0")
    return warning(
        "THG654",
        f"Das Basisjahr {restatement.year} ist neu zu berechnen: die Schwelle von {percent} % ist erreicht",
        Place(FILE_NAME, cell="neuberechnung.schwelle"),
        found=", ".join(shown),
        expected=f"unter {percent} % der abgeschlossenen Summe",
        hint=f"Neu abschließen und beide Reihen zeigen, die alte und die neue: "
        f'thg abschluss {restatement.year} --grund "…"',
    )


def _differs(figure: "FigureDifference") -> bool:
    scale = max(abs(figure.before_kg), abs(figure.after_kg))
    return abs(figure.change_kg) > _SAME * scale


def causes_text(figure: "FigureDifference") -> str:
    """The causes of a difference in tonnes, largest first, in German."""
    from thgbilanz.journal.difference import Cause  # noqa: PLC0415 - pandas only for who compares

    parts = [(figure.causes[cause.value], cause.label) for cause in Cause if figure.causes[cause.value]]
    return ", ".join(f"{label} {_signed(kg)}" for kg, label in sorted(parts, key=lambda part: (-abs(part[0]), part[1])))


def _figure_name(figure: "FigureDifference") -> str:
    if figure.space != Space.ORGANISATIONAL:
        return "Stadtgebiet"
    return f"Konzern {'marktbasiert' if figure.method == 'markt' else 'standortbasiert'}"


def _signed(kg: float) -> str:
    return f"{'+' if kg > 0 else ''}{_tonnes(kg)} t"


def _tonnes(kg: float) -> str:
    """Tonnes with as many decimals as it takes to see them.

    >>> _tonnes(1234567.0), _tonnes(-4.2)
    ('1.234,6', '-0,0042')
    >>> _tonnes(0.0)  # nothing was booked then
    '0'
    """
    tonnes = kg / _TONNE_KG
    if tonnes == 0:
        return "0"
    decimals = next((number for number in (1, 2, 3, 4, 6) if abs(tonnes) * 10**number >= 10), 9)  # noqa: PLR2004
    return german_number(tonnes, decimals)


def _german_day(day: str) -> str:
    """A day as people write it.

    >>> _german_day("2026-11-22")
    '22.11.2026'
    """
    parts = day.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else day  # noqa: PLR2004 - year, month, day
