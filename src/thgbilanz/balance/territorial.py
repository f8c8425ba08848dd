"""The territorial balance: final energy and emissions by sector and carrier (BISKO, method/bisko.md)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

from thgbilanz.balance.bisko.cells import DeclaredCell
from thgbilanz.balance.bisko.city import city_insight
from thgbilanz.balance.bisko.given import CityInput
from thgbilanz.balance.bisko.result import Conformity
from thgbilanz.balance.cube import CubeRow
from thgbilanz.balance.quality import weighted_quality
from thgbilanz.balance.result import TerritorialBalance, TerritorialCell
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.vocabulary import Sector, Space

if TYPE_CHECKING:
    import pandas as pd

_SECTOR_ORDER = {sector.value: number for number, sector in enumerate(Sector)}
_ACTIVITY_ORDER = {kind.id: number for number, kind in enumerate(ACTIVITY_KINDS)}


def territorial_balance(rows: Sequence[CubeRow], population: int | None) -> TerritorialBalance | None:
    """The balance of the territory, not yet judged (``judged``), or None if nothing was booked there."""
    own = [row for row in rows if row.space == Space.TERRITORIAL]
    if not own:
        return None
    grouped: dict[tuple[str, str], list[CubeRow]] = {}
    for row in own:
        grouped.setdefault((row.sector, row.activity), []).append(row)
    return TerritorialBalance(
        cells=tuple(_cell(key, grouped[key]) for key in sorted(grouped, key=_cell_order)),
        energy_kwh=fsum(row.energy_kwh for row in own),
        emissions_kg=fsum(row.emissions_kg for row in own),
        population=population,
        quality=weighted_quality((row.data_quality, row.energy_kwh) for row in own),
        bisko_conform=False,
        deviations=(),
    )


def judged(
    balance: TerritorialBalance,
    journal: "pd.DataFrame",
    declared: Collection[DeclaredCell],
    year: int,
    given: CityInput,
) -> TerritorialBalance:
    """The balance with its BISKO check and everything else that the city asks of it.

    ``declared`` are cells whose absence the city has explained by a notation key.
    """
    city = city_insight(journal, balance, declared, year, given)
    report = city.conformity
    if report is None:
        return replace(balance, city=city)
    conform = report.result is Conformity.CONFORM
    return replace(balance, bisko_conform=conform, deviations=report.deviations, city=city)


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
