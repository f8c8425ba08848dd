"""Where a series stands against a target: path, distance, trend of the last years, budget.

The trend is the straight line of least squares through the last years with final or provisional figures, at most five
and at least three of them. It is a description of these years, no forecast.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, fsum

from thgbilanz.balance.trend import path as paths
from thgbilanz.balance.trend.targets import PathKind, Target

TREND_YEARS = 5
LEAST_TREND_YEARS = 3
_HORIZON = 200
"""Years within which a trend must meet a target to be called one that does."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """Straight line through the last years."""

    years: tuple[int, ...]
    slope_kg: float
    """kg CO2e per year, below zero if emissions fall."""
    middle_year: float
    middle_kg: float

    def at(self, year: float) -> float:
        """kg CO2e that the line has in a year."""
        return self.middle_kg + self.slope_kg * (year - self.middle_year)

    def meets(self, kg: float) -> int | None:
        """First year after the last one in which the line is at or below ``kg``; None if it never gets there."""
        last = self.years[-1]
        if self.at(last + 1) <= kg:
            return last + 1
        if self.slope_kg >= 0:
            return None
        year = self.middle_year + (kg - self.middle_kg) / self.slope_kg
        return ceil(round(year, 9)) if year - last <= _HORIZON else None


@dataclass(frozen=True, slots=True)
class BudgetState:
    """What is left of an emission budget."""

    budget_kg: float
    start: int
    source: str
    used_kg: float | None
    """Sum of the yearly emissions since ``start``; None if a year of these has no figure."""
    gaps: tuple[int, ...]
    remaining_kg: float | None
    used_up_constant: int | None
    """Year in which the rest is used up if emissions stay as in the last year."""
    used_up_on_path: int | None
    """Year in which it is used up on the target path; None if the path stays within it."""

    @property
    def exceeded(self) -> bool:
        """Whether nothing is left."""
        return self.remaining_kg is not None and self.remaining_kg < 0


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target beside the actual figures."""

    target: Target
    base_kg: float | None
    target_kg: float | None
    """kg CO2e in the target year; None if it cannot be computed."""
    population_year: int | None
    """Year whose inhabitants a target per head was multiplied with."""
    problem: str
    """German: why there is no path; empty if there is one."""
    path_kg: Mapping[int, float]
    """Year to kg CO2e on the path."""
    distance_kg: Mapping[int, float]
    """Year with a figure to actual minus path; above zero: too high."""
    line: TrendLine | None
    meets: int | None
    """Year in which the trend of the last years meets the target; None: never."""
    rate: float | None
    """Yearly reduction: share of the year before (exponential) or of the start (linear, SBTi)."""
    budget: BudgetState | None


def trend_line(figures: Mapping[int, float]) -> TrendLine | None:
    """Line of least squares through the last years; None with fewer than three.

    >>> trend_line({2019: 10.0, 2020: 8.0, 2021: 6.0}).slope_kg
    -2.0
    """
    years = sorted(figures)[-TREND_YEARS:]
    if len(years) < LEAST_TREND_YEARS:
        return None
    middle = fsum(years) / len(years)
    level = fsum(figures[year] for year in years) / len(years)
    spread = fsum((year - middle) ** 2 for year in years)
    slope = fsum((year - middle) * (figures[year] - level) for year in years) / spread
    return TrendLine(tuple(years), slope, middle, level)


def target_progress(target: Target, figures: Mapping[int, float], population: Mapping[int, int]) -> TargetProgress:
    """Progress of a series (year to kg CO2e) towards a target.

    ``population`` are inhabitants by year; a target per head takes those of the target year, or the latest known.
    """
    base = figures.get(target.base_year)
    people_year = _population_year(target, population)
    goal = _target_kg(target, base, population.get(people_year) if people_year else None)
    way, rate, problem = _path(target, figures, base, goal)
    start = _start(target)
    years = range(start, max([target.year, *figures]) + 1)
    path_kg = {year: way(year) for year in years} if way else {}
    if goal is None and target.year in path_kg:
        goal = path_kg[target.year]
    line = trend_line(figures)
    return TargetProgress(
        target=target,
        base_kg=base,
        target_kg=goal,
        population_year=people_year,
        problem=problem,
        path_kg=path_kg,
        distance_kg={year: figures[year] - path_kg[year] for year in sorted(figures) if year in path_kg},
        line=line,
        meets=line.meets(goal) if line and goal is not None else None,
        rate=rate,
        budget=_budget(target, figures, way),
    )


def _start(target: Target) -> int:
    return target.budget_from if target.path.by_budget and target.budget_from is not None else target.base_year


def _population_year(target: Target, population: Mapping[int, int]) -> int | None:
    if target.per_head_t is None or not population:
        return None
    return target.year if target.year in population else max(population)


def _target_kg(target: Target, base: float | None, people: int | None) -> float | None:
    if target.tonnes is not None:
        return target.tonnes * 1000
    if target.per_head_t is not None:
        return target.per_head_t * people * 1000 if people else None
    if target.reduction_percent is not None and base is not None:
        return base * (1 - target.reduction_percent / 100)
    return None


def _path(
    target: Target, figures: Mapping[int, float], base: float | None, goal: float | None
) -> tuple[paths.Path | None, float | None, str]:
    """The path, its yearly rate, and why there is none."""
    if target.path.by_budget:
        return _budget_path(target, figures)
    if base is None or base <= 0:
        return None, None, f"Für das Basisjahr {target.base_year} fehlt eine Bilanz"
    if target.path is PathKind.SBTI:
        larr = target.larr_percent / 100
        return paths.absolute_contraction(base, target.base_year, larr), larr, ""
    if goal is None:
        return None, None, "Die Zielmenge lässt sich nicht berechnen: Einwohnerzahlen fehlen"
    return _figure_path(target, base, goal)


def _figure_path(target: Target, base: float, goal: float) -> tuple[paths.Path | None, float | None, str]:
    if target.path is PathKind.LINEAR:
        yearly = (base - goal) / base / (target.year - target.base_year)
        return paths.linear(base, target.base_year, goal, target.year), yearly, ""
    rate = paths.yearly_rate(base, target.base_year, goal, target.year)
    if rate is None:
        return None, None, "Ein exponentieller Pfad erreicht null nie: Restmenge über null oder linearen Pfad angeben"
    return paths.exponential(base, target.base_year, rate), rate, ""


def _budget_path(target: Target, figures: Mapping[int, float]) -> tuple[paths.Path | None, float | None, str]:
    start, budget = target.budget_from, target.budget_t
    if start is None or budget is None:
        return None, None, "Budget fehlt"
    first = figures.get(start)
    if first is None or first <= 0:
        return None, None, f"Für {start}, das erste Jahr des Budgets, fehlt eine Bilanz"
    if target.path is PathKind.BUDGET_LINEAR:
        way, zero = paths.budget_linear(first, start, budget * 1000)
        return way, 1 / (zero - start), ""
    return paths.budget_exponential(first, start, budget * 1000), None, ""


def _budget(target: Target, figures: Mapping[int, float], way: paths.Path | None) -> BudgetState | None:
    start, stated = target.budget_from, target.budget_t
    if start is None or stated is None or not figures:
        return None
    budget, last = stated * 1000, max(figures)
    gaps = tuple(year for year in range(start, last + 1) if year not in figures)
    known = not gaps and last >= start
    used = fsum(figures[year] for year in range(start, last + 1)) if known else None
    remaining = budget - used if used is not None else None
    constant = on_path = None
    if remaining is not None and remaining >= 0:
        constant = _constant(figures[last], last, remaining)
        on_path = _used_up(way, last, remaining) if way else None
    return BudgetState(budget, start, target.budget_source, used, gaps, remaining, constant, on_path)


def _constant(yearly: float, last: int, remaining: float) -> int | None:
    if yearly <= 0 or remaining / yearly > _HORIZON:
        return None
    # the year in which the rest runs out; a rest of exactly n years lasts to the end of the n-th
    return ceil(paths.exhausted_at_constant(yearly, last + 1, remaining) - 1e-9) - 1


def _used_up(way: paths.Path, last: int, remaining: float) -> int | None:
    left = remaining
    for year in range(last + 1, last + 1 + _HORIZON):
        left -= way(year)
        if left < 0:
            return year
    return None


def sector_gap(progress: Sequence[TargetProgress]) -> tuple[float, float] | None:
    """Target of the whole and sum of its sectors' targets in kg CO2e; None if they cannot be compared.

    All must be for the same subject and target year, one without a sector and at least two with one.
    """
    whole = [entry.target_kg for entry in progress if not entry.target.sector]
    parts = [entry.target_kg for entry in progress if entry.target.sector]
    if len(whole) != 1 or len(parts) < 2 or None in {*whole, *parts}:  # noqa: PLR2004 - one sector is no sum
        return None
    return whole[0] or 0.0, fsum(part or 0.0 for part in parts)
