"""German names that stand only in exhibits, and the order in which rows and columns stand."""

from collections.abc import Iterable, Mapping
from typing import Final

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Severity
from thgbilanz.core.scope3 import SCOPE3_CATEGORIES
from thgbilanz.core.vocabulary import Boundary, Sector, Space

SECTOR_SHORT: Final[Mapping[str, str]] = {
    "haushalte": "Haushalte",
    "ghd": "GHD",
    "industrie": "Industrie",
    "kommunal": "Kommunal",
    "verkehr": "Verkehr",
    "gebaeude": "Gebäude",
}
"""Sector names for table heads that have little room."""

SCOPE_LABELS: Final[Mapping[str, str]] = {
    "1": "Scope 1",
    "2": "Scope 2 (standortbasiert)",
    "2-markt": "Scope 2 (marktbasiert)",
    "3": "Scope 3",
    "ausserhalb": "Außerhalb der Scopes",
}

INSTRUMENT_LABELS: Final[Mapping[str, str]] = {
    "eigenerzeugung": "eigene Erzeugung",
    "direktleitung": "Direktleitung",
    "zertifikat": "Herkunftsnachweis",
    "lieferant": "Liefervertrag",
    "residualmix": "Residualmix",
    "netzmix": "nicht gedeckt (Netzmix)",
}
"""What covers electricity in the market-based method, best first; the last is a gap that must be seen."""

SCREENING_LABELS: Final[Mapping[str, str]] = {
    "erfasst": "erfasst",
    "abgeschaetzt": "abgeschätzt",
    "ausgeschlossen": "ausgeschlossen",
    "offen": "offen",
}

CAUSE_LABELS: Final[Mapping[str, str]] = {
    "aktivitaet": "Aktivitätsdaten",
    "faktor": "Emissionsfaktoren",
    "perimeter": "Abgrenzung",
    "methode": "Methode",
    "fehler": "Fehlerkorrektur",
}

_SECTOR_ORDER: Final = {sector.value: index for index, sector in enumerate(Sector)}
_ACTIVITY_ORDER: Final = {kind.id: index for index, kind in enumerate(ACTIVITY_KINDS)}
_RENEWABLE: Final = frozenset(kind.id for kind in ACTIVITY_KINDS if kind.renewable)


def sectors_in_order(sectors: Iterable[str]) -> list[str]:
    """Distinct sectors in the order of the vocabulary."""
    return sorted(set(sectors), key=lambda sector: (_SECTOR_ORDER.get(sector, len(_SECTOR_ORDER)), sector))


def activities_in_order(activities: Iterable[str]) -> list[str]:
    """Distinct activities in the order of the vocabulary."""
    return sorted(set(activities), key=lambda activity: (_ACTIVITY_ORDER.get(activity, len(_ACTIVITY_ORDER)), activity))


def categories_in_order(categories: Iterable[str]) -> list[str]:
    """Scope 3 categories by number: 3.2 before 3.10."""
    return sorted(set(categories), key=lambda category: (len(category), category))


def is_renewable(activity: str) -> bool:
    """Whether the vocabulary calls an energy carrier renewable."""
    return activity in _RENEWABLE


def sector_label(sector: str) -> str:
    """German name of a sector."""
    return Sector(sector).label if sector in _SECTOR_ORDER else sector


def boundary_label(boundary: str) -> str:
    """German name of a system boundary."""
    return Boundary(boundary).label if boundary in set(Boundary) else boundary


def category_label(category: str) -> str:
    """Number and German name of a scope 3 category."""
    return f"{category} {SCOPE3_CATEGORIES[category]}" if category in SCOPE3_CATEGORIES else category


def activity_label(report: BalanceReport, activity: str) -> str:
    """German name of an activity kind."""
    return report.activity_labels.get(activity, activity)


def organisation_label(report: BalanceReport, organisation: str) -> str:
    """Name of an organisation as ``thg.toml`` has it."""
    return report.organisation_names.get(organisation, organisation)


def balance_title(report: BalanceReport) -> str:
    """Name of the balance: the one of the base year is the Startbilanz."""
    return f"{'Startbilanz' if report.year == report.project.base_year else 'Bilanz'} {report.year}"


def group_label(report: BalanceReport) -> str:
    """Who the organisational balance is about: the group, or the only organisation in it."""
    organisational = report.balance.organisational
    if organisational is not None and len(organisational.organisations) == 1:
        return organisational.organisations[0].organisation.name
    return "Konzern"


def space_label(space: str) -> str:
    """German name of an accounting space; a text that is none is printed as it is."""
    return Space(space).label if space in set(Space) else space


def shows(report: BalanceReport, space: Space) -> bool:
    """Whether a report has and wants to show an accounting space."""
    present = {Space.ORGANISATIONAL: report.balance.organisational, Space.TERRITORIAL: report.balance.territorial}
    return space.value in report.views and present[space] is not None


def shows_both(report: BalanceReport) -> bool:
    """Whether both accounting spaces are shown: what compares them has no place elsewhere."""
    return shows(report, Space.ORGANISATIONAL) and shows(report, Space.TERRITORIAL)


def error_count(report: BalanceReport) -> int:
    """How many findings of severity Fehler stand open."""
    return sum(finding.count for finding in report.findings if finding.severity is Severity.ERROR)
