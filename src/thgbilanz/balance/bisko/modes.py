"""Transport by modes: mileage x specific use x share of the fuel, or measured consumption (method/bisko.md 9)."""

from collections.abc import Iterable, Mapping
from math import fsum
from typing import Final

from thgbilanz.balance.bisko.result import ModeLine
from thgbilanz.balance.bisko.rows import TerritoryRow
from thgbilanz.balance.quality import weighted_quality
from thgbilanz.core.vocabulary import Sector

MEASURED: Final = "nicht zugeordnet"
"""Rows that name no mode: measured consumption of the template."""


def fuel_amount(mileage_km: float, use_per_km: float, fuel_share: float) -> float:
    """E = mileage x specific use x share of the fuel in the mileage, in the unit of the use.

    >>> fuel_amount(2_000_000.0, 0.6, 0.25)  # km, kWh per km, a quarter of the mileage
    300000.0
    """
    return mileage_km * use_per_km * fuel_share


def mode_lines(rows: Iterable[TerritoryRow], mileage_km: Mapping[str, float]) -> tuple[ModeLine, ...]:
    """Modes of the transport sector with energy and emissions, in the order of their emissions.

    Rows of transport that name no mode come last. Empty if no row names any.
    """
    parts: dict[str, list[TerritoryRow]] = {}
    for row in rows:
        if row.sector == Sector.TRANSPORT:
            parts.setdefault(row.site, []).append(row)
    if not any(parts):
        return ()
    lines = [
        ModeLine(
            mode or MEASURED,
            mileage_km.get(mode),
            fsum(row.energy_kwh for row in group),
            fsum(row.emissions_kg for row in group),
            weighted_quality((row.data_quality, row.energy_kwh) for row in group),
        )
        for mode, group in parts.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.mode == MEASURED, -line.emissions_kg, line.mode)))
