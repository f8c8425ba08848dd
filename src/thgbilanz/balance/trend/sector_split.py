"""Sectors that one year prints apart and another together: compared as one, so that no change is invented.

BISKO (method/bisko.md 3): kommunale Einrichtungen may be part of GHD until a city separates them; publications
print households, commerce and municipal facilities as one figure (``gebaeude``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from thgbilanz.balance.trend.cells import Cell, CellKey, YearCells, merged
from thgbilanz.core.vocabulary import Sector, Space

_BUILDINGS = frozenset({Sector.HOUSEHOLDS.value, Sector.COMMERCE.value, Sector.MUNICIPAL.value, Sector.BUILDINGS.value})
_WITH_MUNICIPAL = frozenset({Sector.COMMERCE.value, Sector.MUNICIPAL.value})
_ORDER = [sector.value for sector in Sector]


def sectors_in(year: YearCells) -> frozenset[str]:
    """Sectors of the territory that a year has."""
    return frozenset(key.sector for key in year.cells if key.space == Space.TERRITORIAL)


def joined_sectors(years: Iterable[YearCells]) -> frozenset[str]:
    """Sectors to compare as one over these years; empty if every year splits alike."""
    found = [sectors_in(year) for year in years]
    if not found:
        return frozenset()
    every, common = frozenset().union(*found), frozenset.intersection(*found)
    if Sector.BUILDINGS.value in every - common:
        return every & _BUILDINGS
    municipal_apart = Sector.MUNICIPAL.value in every - common and Sector.COMMERCE.value in common
    return _WITH_MUNICIPAL if municipal_apart else frozenset()


def with_joined(year: YearCells, sectors: frozenset[str]) -> YearCells:
    """The year with these sectors as one, named after all of them (``haushalte+ghd``)."""
    if not sectors:
        return year
    name = "+".join(sector for sector in _ORDER if sector in sectors)
    grouped: dict[CellKey, list[Cell]] = {}
    for key, cell in year.cells.items():
        joined = key._replace(sector=name) if key.space == Space.TERRITORIAL and key.sector in sectors else key
        grouped.setdefault(joined, []).append(cell)
    cells: Mapping[CellKey, Cell] = {key: merged(grouped[key]) for key in sorted(grouped)}
    return replace(year, cells=cells)
