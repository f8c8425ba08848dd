"""Transport by modes: mileage x specific use x share of the fuel, or measured consumption (method/bisko.md 9)."""

from collections.abc import Mapping
from math import fsum
from typing import TYPE_CHECKING, Any, Final

from thgbilanz.balance.bisko.result import ModeLine
from thgbilanz.balance.quality import weighted_quality
from thgbilanz.core.vocabulary import Sector, Space

if TYPE_CHECKING:
    import pandas as pd

MEASURED: Final = "ohne Angabe des Verkehrsmittels"


def fuel_amount(mileage_km: float, use_per_km: float, fuel_share: float) -> float:
    """E = mileage x specific use x share of the fuel in the mileage, in the unit of the use.

    >>> fuel_amount(2_000_000.0, 0.6, 0.25)  # km, kWh per km, a quarter of the mileage
    300000.0
    """
    return mileage_km * use_per_km * fuel_share


def mode_lines(journal: "pd.DataFrame", mileage_km: Mapping[str, float]) -> tuple[ModeLine, ...]:
    """Modes of the transport sector with energy and emissions, in the order of their emissions.

    Rows of transport that name no mode come last. Empty if no row names any.
    """
    own = journal[(journal["space"] == Space.TERRITORIAL.value) & (journal["sector"] == Sector.TRANSPORT.value)]
    if own.empty or not any(own["site"].astype(object)):
        return ()
    sums = own.groupby(["site", "data_quality"], observed=True, sort=True)[["energy_kwh", "emissions_kg"]].sum()
    parts: dict[str, list[tuple[str, float, float]]] = {}
    keys: list[tuple[Any, ...]] = sums.index.tolist()
    for key, energy, emissions in zip(keys, sums["energy_kwh"].tolist(), sums["emissions_kg"].tolist(), strict=True):
        parts.setdefault(key[0], []).append((key[1], energy, emissions))
    lines = [
        ModeLine(
            mode or MEASURED,
            mileage_km.get(mode),
            fsum(energy for _, energy, _ in group),
            fsum(emissions for _, _, emissions in group),
            weighted_quality((grade, energy) for grade, energy, _ in group),
        )
        for mode, group in parts.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.mode == MEASURED, -line.emissions_kg, line.mode)))
