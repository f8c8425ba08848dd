"""Paths to a target and progress towards them: test vectors of method/organisation.md 10, computed by hand."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thgbilanz.balance.trend import path as paths
from thgbilanz.balance.trend.progress import sector_gap, target_progress, trend_line
from thgbilanz.balance.trend.targets import DEFAULT_LARR_PERCENT, PathKind, Target


def target(**more: object) -> Target:
    given_values = {"number": 1, "subject": "stadtgebiet", "base_year": 2019, "year": 2035, "source": "Rat", **more}
    return Target(**given_values)  # type: ignore[arg-type]


def test_two_ways_to_count_a_linear_path() -> None:
    """E0 = 100, 2019 to 2035: area 100 x 16 / 2 = 800; inclusive sum of 17 figures 17 x 50 = 850."""
    way = paths.linear(100.0, 2019, 0.0, 2035)
    assert paths.area(way, 2019, 2035) == 800.0
    assert paths.yearly_sum(way, 2019, 2035) == 850.0


def test_a_linear_path_with_a_residual() -> None:
    way = paths.linear(100.0, 2019, 20.0, 2035)
    assert [way(year) for year in (2019, 2027, 2035, 2050)] == [100.0, 60.0, 20.0, 20.0]


def test_an_exponential_path_meets_its_target() -> None:
    rate = paths.yearly_rate(100.0, 2019, 10.0, 2035)
    assert rate == pytest.approx(1 - 0.1 ** (1 / 16))
    assert paths.exponential(100.0, 2019, rate or 0)(2035) == pytest.approx(10.0)
    assert paths.yearly_rate(100.0, 2019, 0.0, 2035) is None


def test_absolute_contraction_is_linear_on_the_base_year() -> None:
    """4.2 % of 2020 a year: 58 % are left in 2030 (compound it would be 65.1 %), nothing after 24 years."""
    way = paths.absolute_contraction(100.0, 2020, DEFAULT_LARR_PERCENT / 100)
    assert way(2030) == pytest.approx(58.0)
    assert way(2050) == 0.0


@given(st.floats(1, 1e6), st.floats(1, 1e8))
def test_paths_by_budget_spend_exactly_the_budget(e0: float, budget: float) -> None:
    _, zero = paths.budget_linear(e0, 2020, budget)
    assert e0 * (zero - 2020) / 2 == pytest.approx(budget)
    # area to infinity of E0 exp(-k t) is E0 / k
    ratio = paths.budget_exponential(e0, 2020, budget)(2021) / e0
    if ratio > 1e-12:
        assert e0 / -log(ratio) == pytest.approx(budget, rel=1e-3)


def test_the_distance_to_the_path_and_a_trend_that_comes_too_late() -> None:
    """100 t falling by 2 t a year: the path to 0 in 2035 is at 75 in 2023, the trend meets 0 in 2069."""
    figures = {2019 + n: 1000.0 * (100 - 2 * n) for n in range(5)}
    progress = target_progress(target(tonnes=0.0), figures, {})
    assert progress.path_kg[2023] == 75_000.0
    assert progress.distance_kg[2023] == 17_000.0
    assert progress.line is not None
    assert progress.line.slope_kg == pytest.approx(-2000.0)
    assert progress.meets == 2069


def test_a_trend_that_rises_never_meets_its_target() -> None:
    figures = {2019: 90.0, 2020: 95.0, 2021: 100.0}
    assert target_progress(target(reduction_percent=50.0), figures, {}).meets is None


def test_a_trend_needs_three_years_and_takes_the_last_five() -> None:
    assert trend_line({2019: 1.0, 2020: 2.0}) is None
    line = trend_line({year: float(year) for year in range(2010, 2024)})
    assert line is not None
    assert line.years == (2019, 2020, 2021, 2022, 2023)


def test_a_trend_already_below_the_target_meets_it_next_year() -> None:
    progress = target_progress(target(tonnes=1.0), {2019: 3000.0, 2020: 2000.0, 2021: 900.0}, {})
    assert progress.meets == 2022


def test_a_target_per_head_takes_the_inhabitants_of_its_year_or_the_latest() -> None:
    figures = {2019: 1e9}
    now = target_progress(target(per_head_t=2.0), figures, {2019: 100_000, 2023: 120_000})
    assert (now.target_kg, now.population_year) == (240e6, 2023)
    then = target_progress(target(per_head_t=2.0), figures, {2019: 100_000, 2035: 130_000})
    assert (then.target_kg, then.population_year) == (260e6, 2035)
    assert "Einwohnerzahlen fehlen" in target_progress(target(per_head_t=2.0), figures, {}).problem


def test_what_is_left_of_a_budget() -> None:
    """500 t from 2019, 100 t in each of three years: 200 t left, used up at the end of the second year from now."""
    figures = {2019: 100e3, 2020: 100e3, 2021: 100e3}
    stated = target(path=PathKind.BUDGET_LINEAR, budget_t=500.0, budget_from=2019, budget_source="Gutachten")
    budget = target_progress(stated, figures, {}).budget
    assert budget is not None
    assert (budget.used_kg, budget.remaining_kg) == (300e3, 200e3)
    assert budget.used_up_constant == 2023
    # the path from 100 t to 0 in 2019 + 2 x 5 = 2029 is at 70, 60, 50, 40 t from 2022 on: 180 t, and 220 t in 2025
    assert budget.used_up_on_path == 2025


def test_a_budget_that_is_spent_says_by_how_much() -> None:
    stated = target(tonnes=0.0, budget_t=150.0, budget_from=2019, budget_source="Gutachten")
    budget = target_progress(stated, {2019: 100e3, 2020: 100e3}, {}).budget
    assert budget is not None
    assert budget.exceeded
    assert budget.remaining_kg == -50e3
    assert (budget.used_up_constant, budget.used_up_on_path) == (None, None)


def test_a_gap_leaves_the_budget_open() -> None:
    stated = target(tonnes=0.0, budget_t=500.0, budget_from=2019, budget_source="Gutachten")
    budget = target_progress(stated, {2019: 100e3, 2021: 100e3}, {}).budget
    assert budget is not None
    assert (budget.used_kg, budget.gaps) == (None, (2020,))


def test_sector_targets_are_summed_against_the_whole() -> None:
    figures = {2019: 100e3}
    whole = target_progress(target(tonnes=10.0), figures, {})
    parts = [
        target_progress(target(tonnes=t, sector=s), figures, {}) for t, s in ((4.0, "haushalte"), (5.0, "verkehr"))
    ]
    assert sector_gap([whole, *parts]) == (10e3, 9e3)
    assert sector_gap([whole, parts[0]]) is None
    assert sector_gap(parts) is None
