"""What was judged, as text: the materiality meter, confirmations, and the completeness of the year."""

from collections.abc import Iterable

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.diagnostic import Diagnostic, in_order
from thgbilanz.core.materiality import Materiality, OpenEffect, SpaceMateriality
from thgbilanz.exhibits.completeness_text import MatrixNames, brief_lines
from thgbilanz.exhibits.labels import organisation_label, space_label
from thgbilanz.exhibits.layout import count_text
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import decimals_for, rounded_text, share_text
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import CO2E, tonnes
from thgbilanz.units.german import german_number

_MOST_CONFIRMATIONS = 6


def meter_lines(report: BalanceReport, width: int, medium: Medium) -> list[str]:
    """What all open findings together could change, in two lines per accounting space at most."""
    meter = report.materiality
    if meter is None:
        return []
    spaces = [part for part in meter.spaces if part.space in report.views]
    title = f"Wesentlichkeit: was offene Befunde ändern könnten (Schwelle {threshold_text(meter)})"
    lines = section(title, width, medium)
    for part in spaces:
        exceeds = part.effect.exceeds(meter.threshold_percent)
        style = medium.alarm if exceeds else medium.good if not part.effect.findings else medium.warn
        text = f"{space_label(part.space)}: {_effect_text(part.effect)}"
        lines += [style(line) for line in wrapped(medium.own(text), width, "  ", "    ")]
        if part.organisation_effect is not None:
            lines += wrapped(medium.own(_organisation_text(report, part)), width, medium.fit("  – "), "    ")
    if meter.elsewhere:
        text = f"{count_text(meter.elsewhere, 'Befund', 'Befunde')} ohne bekannte Wirkung auf eine Zeile"
        lines += wrapped(medium.fit(text), width, "  ", "    ")
    return lines


def threshold_text(meter: Materiality) -> str:
    """``5 %``: what counts as material."""
    decimals = 0 if meter.threshold_percent == int(meter.threshold_percent) else 1
    return f"{german_number(meter.threshold_percent, decimals)} %"


def _effect_text(effect: OpenEffect) -> str:
    if not effect.findings and not effect.unknown:
        return "nichts offen ✓"
    parts = []
    if effect.findings:
        amount = rounded_text(tonnes(effect.open_kg), decimals_for([tonnes(effect.open_kg)]))
        share = "" if effect.share is None else f" = {share_text(effect.share)} %"
        parts.append(f"bis zu {amount} {CO2E}{share} aus {count_text(effect.findings, 'Befund', 'Befunden')}")
    if effect.unknown:
        parts.append(f"{count_text(effect.unknown, 'Befund', 'Befunde')} mit unbekannter Wirkung")
    return ", ".join(parts)


def _organisation_text(report: BalanceReport, part: SpaceMateriality) -> str:
    effect = part.organisation_effect
    if effect is None:
        return ""
    share = "ohne eigene Summe" if effect.share is None else f"{share_text(effect.share)} % der eigenen Bilanz"
    return f"am meisten bei {organisation_label(report, part.organisation)}: {share}"


def confirmation_lines(report: BalanceReport, width: int, medium: Medium) -> list[str]:
    """Who confirmed what, when and why."""
    confirmed = confirmed_findings(report)
    if not confirmed:
        return []
    count = count_text(len(confirmed), "Befund", "Befunde")
    lines = section(f"Bestätigt: {count}", width, medium)
    for finding in confirmed[:_MOST_CONFIRMATIONS]:
        text = f"{finding.code} {finding.place}: {finding.confirmation}"
        lines += wrapped(medium.fit(text), width, "  ", "    ")
    if len(confirmed) > _MOST_CONFIRMATIONS:
        rest = len(confirmed) - _MOST_CONFIRMATIONS
        text = f"und {count_text(rest, 'weiterer', 'weitere')}, alle in bilanz.xlsx, Blatt „Bestätigungen“"
        lines += wrapped(medium.fit(text), width, "  ", "    ")
    return lines


def confirmed_findings(report: BalanceReport) -> list[Diagnostic]:
    """Findings that somebody confirmed, in the order of the files."""
    return [finding for finding in in_order(report.findings) if finding.confirmation]


def completeness_lines(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    """The matrix of the year and the one before: what is missing, estimated or declared, or one line."""
    matrix = report.completeness
    if matrix is None or not matrix.rows or report.year not in matrix.years:
        return
    names = MatrixNames(report.organisation_names, report.activity_labels)
    yield brief_lines(matrix, names, width, medium)
