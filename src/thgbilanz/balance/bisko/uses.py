"""Which factor each carrier of the territory was computed with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thgbilanz.core.vocabulary import Space

if TYPE_CHECKING:
    import pandas as pd

_KEYS = (
    "activity", "factor_id", "factor_edition", "factor_year", "factor_region", "boundary", "gwp_set",
    "factor_reservation", "factor_kg",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CarrierFactor:
    """A carrier, a factor row it was computed with, and what rests on it."""

    activity: str
    factor_id: str
    edition: str
    year: int
    region: str
    boundary: str
    gwp_set: str
    reservation: str
    factor_kg: float
    """kg CO2e per unit of the factor."""
    emissions_kg: float
    energy_kwh: float


def carrier_factors(journal: "pd.DataFrame") -> tuple[CarrierFactor, ...]:
    """One line per carrier and factor row of the territory, sorted by both."""
    own = journal[journal["space"] == Space.TERRITORIAL.value]
    if own.empty:
        return ()
    sums = own.groupby(list(_KEYS), observed=True, sort=True, dropna=False)[["emissions_kg", "energy_kwh"]].sum()
    keys: list[tuple[Any, ...]] = sums.index.tolist()
    figures = zip(sums["emissions_kg"].tolist(), sums["energy_kwh"].tolist(), strict=True)
    lines: list[tuple[Any, ...]] = [(*key, *values) for key, values in zip(keys, figures, strict=True)]
    return tuple(CarrierFactor(*line) for line in lines)
