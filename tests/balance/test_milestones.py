"""Milestones of the group's target, on paths worked out by hand."""

import pytest

from thgbilanz.balance.milestones import NO_MILESTONES, milestones_of
from thgbilanz.balance.trend.targets import Target

FIGURES = {2019: 160_000.0, 2020: 150_000.0}
GROUP = Target(1, "konzern", 2019, 2035, reduction_percent=80.0, source="Ratsbeschluss 12/2020")


def test_milestones_lie_on_the_straight_line_to_the_target() -> None:
    found = milestones_of((GROUP,), FIGURES, {})
    # 160 t to 32 t in 16 years: 8 t a year, 5 % of the base year
    assert found.by_year_kg[2025] == pytest.approx(112_000.0)
    assert found.by_year_kg[2030] == pytest.approx(72_000.0)
    assert found.yearly_share == pytest.approx(0.05)
    assert 2050 not in found.by_year_kg
    assert (found.target_year, found.source) == (2035, "Ratsbeschluss 12/2020")


def test_targets_of_others_and_targets_without_a_base_are_none_of_the_group() -> None:
    others = (
        Target(1, "stadtgebiet", 2019, 2035, reduction_percent=80.0),
        Target(2, "wohnen", 2019, 2035, reduction_percent=80.0),
        Target(3, "konzern", 2018, 2035, reduction_percent=80.0),
    )
    assert milestones_of(others, FIGURES, {}) == NO_MILESTONES
    assert milestones_of((*others, GROUP), FIGURES, {}).target_year == 2035
    assert milestones_of((), FIGURES, {}) == NO_MILESTONES
