"""Which factor each carrier of the territory was computed with."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from thgbilanz.balance.bisko.rows import TerritoryRow
from thgbilanz.core.factor import LOCAL_FACTOR_REASON


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
    is_local: bool
    """Whether the row is the project's own, not one of the set."""
    factor_kg: float
    """kg CO2e per unit of the factor."""
    emissions_kg: float
    energy_kwh: float


_Key = tuple[str, str, str, int, str, str, str, str, bool, float]


def carrier_factors(rows: Iterable[TerritoryRow]) -> tuple[CarrierFactor, ...]:
    """One line per carrier and factor row of the territory, sorted by both."""
    groups: dict[_Key, list[TerritoryRow]] = {}
    for row in rows:
        groups.setdefault(_key(row), []).append(row)
    return tuple(
        CarrierFactor(*key, fsum(row.emissions_kg for row in groups[key]), fsum(row.energy_kwh for row in groups[key]))
        for key in sorted(groups)
    )


def _key(row: TerritoryRow) -> _Key:
    return (
        row.activity,
        row.factor_id,
        row.factor_edition,
        row.factor_year,
        row.factor_region,
        row.boundary,
        row.gwp_set,
        row.factor_reservation,
        row.match_reason.startswith(LOCAL_FACTOR_REASON),
        row.factor_kg,
    )
