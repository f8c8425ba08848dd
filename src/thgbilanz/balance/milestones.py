"""Milestones of the group's target for the table of ESRS E1-6 (E1-4 34, AR 48): what the stated path says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from thgbilanz.balance.trend.progress import target_progress
from thgbilanz.balance.trend.targets import Target
from thgbilanz.core.reference import GROUP


@dataclass(frozen=True, slots=True)
class Milestones:
    """Points on the path of one ``[[ziel]]``; empty if the project states none for the group."""

    by_year_kg: Mapping[int, float] = field(default_factory=dict)
    yearly_share: float | None = None
    """Yearly reduction up to the target as a share of the target's base year."""
    target_year: int | None = None
    source: str = ""
    """Decision behind the target, as the project states it."""


NO_MILESTONES = Milestones()


def milestones_of(
    targets: Iterable[Target], figures_kg: Mapping[int, float], population: Mapping[int, int]
) -> Milestones:
    """Milestones of the first target of the whole group that has a path.

    ``figures_kg`` are totals of the group by year (scope 2 by location), which the path starts from.
    """
    for target in targets:
        if target.subject != GROUP or target.sector:
            continue
        progress = target_progress(target, figures_kg, population)
        base, goal = progress.base_kg, progress.target_kg
        by_year = {year: kg for year, kg in progress.path_kg.items() if year <= target.year}
        if by_year and base and goal is not None:
            yearly = (base - goal) / base / (target.year - target.base_year)
            return Milestones(by_year, yearly, target.year, target.source)
    return NO_MILESTONES
