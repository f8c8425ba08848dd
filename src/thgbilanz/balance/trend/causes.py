"""Why emissions changed between two years: each cell's change split into causes that add up exactly.

A cell that both years have is split by additive LMDI-I: weight in the group (Umfang), inhabitants (Bevölkerung), degree
days for the part that heats rooms (Witterung), quantity beyond these (Aktivität), implied factor (Emissionsfaktor, or
Methode where both years share no factor id or the run's method changed). The change of a cell that only one year has
belongs to one cause as a whole, which is the limit of LMDI for a factor that is zero (Ang and Liu, Energy Policy 35
(2007) 238-246): Umfang where the balance did not cover it, Methode where it only changed its unit, else Aktivität.
Where both years have the quantity and one of them a factor of zero, the same limit gives all to the factor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from thgbilanz.balance.trend.cells import CellKey, YearCells
from thgbilanz.balance.trend.lmdi import contributions, log_ratio
from thgbilanz.balance.trend.result import Cause, Driver
from thgbilanz.balance.trend.sector_split import joined_sectors, sectors_in, with_joined
from thgbilanz.core.heating import heats
from thgbilanz.core.vocabulary import Sector, Space

_ENERGY_UPSTREAM = "3.3"
"""Follows the energy itself: it is no category of its own that a balance could have left out."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Part of one cell in one cause."""

    cause: Cause
    key: CellKey
    kg: float


def causes_of_change(before: YearCells, after: YearCells, room_heat_share: float = 1.0) -> list[Contribution]:
    """Every cell's contributions to the change of the total; their sum is ``after.total() - before.total()``.

    ``room_heat_share`` is the share of heating energy that follows the degree days (the rest is hot water).
    """
    joined = joined_sectors((before, after))
    first, second = with_joined(before, joined), with_joined(after, joined)
    pair = _Pair(first, second, room_heat_share)
    return [part for key in sorted({*first.cells, *second.cells}) for part in pair.of(key) if part.kg]


def sums_by_cause(parts: Iterable[Contribution], causes: Iterable[Cause]) -> dict[Cause, float]:
    """kg CO2e of each cause, zero where nothing belongs to it."""
    found: dict[Cause, list[float]] = {cause: [] for cause in causes}
    for part in parts:
        found.setdefault(part.cause, []).append(part.kg)
    return {cause: fsum(values) for cause, values in found.items()}


def drivers_of(parts: Iterable[Contribution], most: int) -> tuple[Driver, ...]:
    """The largest parts by cause and activity, largest first."""
    found: dict[tuple[Cause, str], list[float]] = {}
    for part in parts:
        found.setdefault((part.cause, part.key.activity), []).append(part.kg)
    drivers = [Driver(cause, activity, fsum(values)) for (cause, activity), values in found.items()]
    return tuple(sorted(drivers, key=lambda d: (-abs(d.kg), d.cause.value, d.activity))[:most])


class _Pair:
    """Two years, compared cell by cell."""

    def __init__(self, before: YearCells, after: YearCells, room_heat_share: float) -> None:
        self._before, self._after = before, after
        self._population = _ratio(before.population, after.population)
        self._weather = room_heat_share * _ratio(before.degree_days, after.degree_days)
        self._same_method = before.method == after.method

    def of(self, key: CellKey) -> list[Contribution]:
        """Contributions of one cell."""
        old, new = self._before.emissions(key), self._after.emissions(key)
        if old and new and self._is_split(key, old, new):
            return self._split(key, old, new)
        if old and new:
            # a figure that changes its sign, or one without a quantity, has no logarithm: the change stays whole
            return [Contribution(Cause.ACTIVITY, key, new - old)]
        if old != new and self._before.quantity(key) * self._after.quantity(key) > 0:
            # used in both years, but at a factor of zero in one: the limit gives all of it to the factor
            return [Contribution(self._factor_cause(key), key, new - old)]
        has, lacks = (self._before, self._after) if old else (self._after, self._before)
        return [Contribution(_cause_of_one_sided(key, has, lacks), key, new - old)]

    def _is_split(self, key: CellKey, old: float, new: float) -> bool:
        return old * new > 0 and self._before.quantity(key) * old > 0 and self._after.quantity(key) * new > 0

    def _split(self, key: CellKey, old: float, new: float) -> list[Contribution]:
        weight = _ratio(self._before.perimeter_weight(key), self._after.perimeter_weight(key))
        people = self._population if key.space == Space.TERRITORIAL else 0.0
        weather = self._weather if heats(key.activity, _one_sector(key.sector)) else 0.0
        entered = log_ratio(abs(self._after.quantity(key)), abs(self._before.quantity(key)))
        factor = log_ratio(abs(new), abs(old)) - entered
        causes = (
            (Cause.PERIMETER, weight),
            (Cause.POPULATION, people),
            (Cause.WEATHER, weather),
            (Cause.ACTIVITY, entered - weight - people - weather),
            (self._factor_cause(key), factor),
        )
        parts = contributions(old, new, [ratio for _, ratio in causes])
        return [Contribution(cause, key, kg) for (cause, _), kg in zip(causes, parts, strict=True)]

    def _factor_cause(self, key: CellKey) -> Cause:
        """What a changed implied factor of a cell of both years is: no factor id in common is another method."""
        in_common = self._before.cells[key].factors & self._after.cells[key].factors
        return Cause.FACTOR if self._same_method and in_common else Cause.METHOD


def _ratio(before: float | None, after: float | None) -> float:
    return log_ratio(after, before) if before and after else 0.0


def _one_sector(sector: str) -> str:
    """A joined sector heats as households do: industry and transport are never part of one."""
    return Sector.HOUSEHOLDS.value if "+" in sector else sector


def _cause_of_one_sided(key: CellKey, has: YearCells, lacks: YearCells) -> Cause:
    if _outside(key, lacks) or _not_covered(key, lacks):
        return Cause.PERIMETER
    if _only_unit_changed(key, has, lacks):
        return Cause.METHOD
    return Cause.ACTIVITY


def _outside(key: CellKey, lacks: YearCells) -> bool:
    inside = lacks.organisations()
    return key.organisation not in inside or bool(key.eliminated_with and key.eliminated_with not in inside)


def _not_covered(key: CellKey, lacks: YearCells) -> bool:
    if (key.organisation, key.sector, key.activity) in lacks.uncollected:
        return True
    if key.space == Space.TERRITORIAL:
        return key.sector not in sectors_in(lacks)
    of_its_own = bool(key.category) and key.category != _ENERGY_UPSTREAM
    return of_its_own and all(other.category != key.category for other in lacks.cells)


def _only_unit_changed(key: CellKey, has: YearCells, lacks: YearCells) -> bool:
    others = [other for other in lacks.cells if other._replace(unit=key.unit) == key]
    return any(other not in has.cells for other in others)
