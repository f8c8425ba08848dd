"""Why a territorial balance may not be called BISKO-conform: a first, strict reading of the criteria.

Mandatory cells and criteria: method/bisko.md sections 1 and 4. A doubt is a deviation: the label is given
only when nothing speaks against it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from thgbilanz.balance.result import FactorUse, TerritorialCell
from thgbilanz.core.vocabulary import Boundary, Sector

BISKO_EDITION_PREFIX = "bisko"
"""Editions of factors that a BISKO document or a BISKO balance of a city prints begin so."""

_HEATED = (Sector.HOUSEHOLDS, Sector.COMMERCE, Sector.INDUSTRY)
_CARRIERS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Strom", frozenset({"strom"})),
    ("Erdgas", frozenset({"erdgas"})),
    ("Fernwärme", frozenset({"fernwaerme", "nahwaerme"})),
    ("Heizöl", frozenset({"heizoel"})),
    ("Biomasse", frozenset({"biomasse", "holz", "holzpellets", "holzhackschnitzel"})),
    ("Solarthermie", frozenset({"solarthermie"})),
    ("Umweltwärme", frozenset({"umweltwaerme"})),
)


@dataclass(frozen=True, slots=True)
class DeclaredCell:
    """A sector and carrier for which the city declared by a notation key why there is no amount."""

    sector: str
    activity: str
    notation: str


def bisko_deviations(
    cells: Sequence[TerritorialCell],
    declared: Collection[DeclaredCell],
    quality: float | None,
    factors: Iterable[FactorUse],
) -> tuple[str, ...]:
    """German sentences, one per deviation; empty if nothing speaks against the label."""
    found = [*_sectors(cells), *_mandatory_cells(cells, declared), *_factors(factors)]
    if quality is None:
        found.append("Datengüte fehlt bei mindestens einem Wert (Kriterium 7)")
    return tuple(found)


def _sectors(cells: Sequence[TerritorialCell]) -> list[str]:
    present = {cell.sector for cell in cells}
    found = []
    if Sector.BUILDINGS in present:
        found.append("Gebäude sind nicht nach Haushalten, GHD und kommunalen Einrichtungen getrennt (Kriterium 2)")
    if Sector.TRANSPORT not in present:
        found.append("Sektor Verkehr fehlt (Kriterium 2)")
    return found


def _mandatory_cells(cells: Sequence[TerritorialCell], declared: Collection[DeclaredCell]) -> list[str]:
    given = {(cell.sector, cell.activity) for cell in cells}
    given |= {(cell.sector, cell.activity) for cell in declared if cell.notation == "kommt_nicht_vor"}
    missing = [
        f"{label} ({sector.label})"
        for sector in _HEATED
        for label, activities in _CARRIERS
        if not any((sector.value, activity) in given for activity in activities)
    ]
    return [f"Pflichtangaben fehlen: {', '.join(missing)}"] if missing else []


def _factors(factors: Iterable[FactorUse]) -> list[str]:
    foreign = sorted(
        {
            f"{use.factor_id} ({use.edition})"
            for use in factors
            if use.boundary == Boundary.TOTAL and not use.edition.startswith(BISKO_EDITION_PREFIX)
        }
    )
    return [f"Faktoren, die nicht aus BISKO stammen: {', '.join(foreign)}"] if foreign else []
