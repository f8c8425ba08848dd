"""Paths of emissions to a target: linear, exponential, budget preserving, SBTi absolute contraction.

Formulas: method/organisation.md section 10. E0 is the emission of the start year t0. Emissions may have any unit; a
budget has the same unit. Sums over years can be counted in two ways, and both are here because they differ: as the area
under the path (trapezoid; continuous for a linear path) and as the sum of the yearly figures, both ends included.
"""

from collections.abc import Callable
from math import exp, fsum

Path = Callable[[float], float]
"""Emission in a year; years may be fractions."""


def linear(e0: float, t0: int, residual: float, end: int) -> Path:
    """Straight line from ``e0`` in ``t0`` to ``residual`` in ``end``, constant afterwards.

    >>> path = linear(100.0, 2019, 0.0, 2035)
    >>> path(2019), path(2027), path(2035), path(2040)
    (100.0, 50.0, 0.0, 0.0)
    """

    def value(year: float) -> float:
        return e0 - (e0 - residual) * min(1.0, (year - t0) / (end - t0))

    return value


def exponential(e0: float, t0: int, rate: float) -> Path:
    """The same share ``rate`` less every year.

    >>> exponential(100.0, 2019, 0.5)(2021)
    25.0
    """

    def value(year: float) -> float:
        return float(e0 * (1 - rate) ** (year - t0))

    return value


def yearly_rate(e0: float, t0: int, target: float, end: int) -> float | None:
    """Yearly reduction r = 1 - (ET / E0)^(1 / (T - t0)) of an exponential path; None if it cannot reach the target.

    >>> yearly_rate(100.0, 2019, 25.0, 2021)
    0.5
    """
    return 1 - (target / e0) ** (1 / (end - t0)) if e0 > 0 and target > 0 else None


def absolute_contraction(e0: float, base_year: int, larr: float) -> Path:
    """SBTi absolute contraction: CE(y) = CE(base) (1 - LARR (y - base)), never below zero.

    Linear on the base year's value, not compound (Corporate Net-Zero Standard V2 draft, Eq. 4.1).

    >>> round(absolute_contraction(100.0, 2020, 0.042)(2030), 6)
    58.0
    """

    def value(year: float) -> float:
        return max(0.0, e0 * (1 - larr * (year - base_year)))

    return value


def budget_linear(e0: float, t0: float, budget: float) -> tuple[Path, float]:
    """Straight line to zero whose area is the budget, and the year in which it is zero: tN = t0 + 2 B / E0.

    >>> path, zero = budget_linear(100.0, 2019, 800.0)
    >>> zero, path(2027), path(2040)
    (2035.0, 50.0, 0.0)
    """
    zero = t0 + 2 * budget / e0

    def value(year: float) -> float:
        return max(0.0, e0 * (1 - (year - t0) / (zero - t0)))

    return value, zero


def budget_exponential(e0: float, t0: float, budget: float) -> Path:
    """Exponential decline whose area to infinity is the budget: k = E0 / B.

    >>> round(budget_exponential(100.0, 2019, 1000.0)(2029), 4)
    36.7879
    """

    def value(year: float) -> float:
        return e0 * exp(-e0 / budget * (year - t0))

    return value


def exhausted_at_constant(e0: float, t0: float, budget: float) -> float:
    """Point in time at which a budget is used up if emissions stay as they are: t0 + B / E0.

    >>> exhausted_at_constant(100.0, 2020.0, 250.0)
    2022.5
    """
    return t0 + budget / e0


def area(path: Path, start: int, end: int) -> float:
    """Emissions from ``start`` to ``end`` by trapezoids of one year.

    >>> area(linear(100.0, 2019, 0.0, 2035), 2019, 2035)
    800.0
    """
    return fsum((path(year) + path(year + 1)) / 2 for year in range(start, end))


def yearly_sum(path: Path, start: int, end: int) -> float:
    """Emissions of the years ``start`` to ``end``, both included.

    >>> yearly_sum(linear(100.0, 2019, 0.0, 2035), 2019, 2035)
    850.0
    """
    return fsum(path(year) for year in range(start, end + 1))
