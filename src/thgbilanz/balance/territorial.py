"""The territorial balance: final energy and emissions by sector and carrier (BISKO, method/bisko.md)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import fsum

from thgbilanz.balance.bisko import DeclaredCell, bisko_deviations
from thgbilanz.balance.cube import CubeRow
from thgbilanz.balance.quality import weighted_quality
from thgbilanz.balance.result import FactorUse, TerritorialBalance, TerritorialCell
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.vocabulary import Sector, Space

_SECTOR_ORDER = {sector.value: number for number, sector in enumerate(Sector)}
_ACTIVITY_ORDER = {kind.id: number for number, kind in enumerate(ACTIVITY_KINDS)}


def territorial_balance(
    rows: Sequence[CubeRow], population: int | None, declared: Collection[DeclaredCell], factors: Iterable[FactorUse]
) -> TerritorialBalance | None:
    """The balance of the territory, or None if nothing was booked there.

    ``declared`` are cells whose absence the city has explained by a notation key.
    """
    own = [row for row in rows if row.space == Space.TERRITORIAL]
    if not own:
        return None
    grouped: dict[tuple[str, str], list[CubeRow]] = {}
    for row in own:
        grouped.setdefault((row.sector, row.activity), []).append(row)
    cells = tuple(_cell(key, grouped[key]) for key in sorted(grouped, key=_cell_order))
    quality = weighted_quality((row.data_quality, row.energy_kwh) for row in own)
    deviations = bisko_deviations(cells, declared, quality, factors)
    return TerritorialBalance(
        cells=cells,
        energy_kwh=fsum(row.energy_kwh for row in own),
        emissions_kg=fsum(row.emissions_kg for row in own),
        population=population,
        quality=quality,
        bisko_conform=not deviations,
        deviations=deviations,
    )


def _cell_order(key: tuple[str, str]) -> tuple[int, int]:
    return _SECTOR_ORDER.get(key[0], len(_SECTOR_ORDER)), _ACTIVITY_ORDER.get(key[1], len(_ACTIVITY_ORDER))


def _cell(key: tuple[str, str], rows: Sequence[CubeRow]) -> TerritorialCell:
    return TerritorialCell(
        sector=key[0],
        activity=key[1],
        energy_kwh=fsum(row.energy_kwh for row in rows),
        emissions_kg=fsum(row.emissions_kg for row in rows),
        quality=weighted_quality((row.data_quality, row.energy_kwh) for row in rows),
    )


def sector_totals(cells: Iterable[TerritorialCell]) -> Mapping[str, tuple[float, float]]:
    """Energy in kWh and emissions in kg of each sector, in the order of sectors."""
    parts: dict[str, list[TerritorialCell]] = {}
    for cell in cells:
        parts.setdefault(cell.sector, []).append(cell)
    return {
        sector: (fsum(cell.energy_kwh for cell in group), fsum(cell.emissions_kg for cell in group))
        for sector, group in parts.items()
    }
