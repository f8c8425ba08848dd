"""Figures of one year that tables over several years need: the group by scope and category."""

from collections.abc import Mapping
from dataclasses import dataclass

from thgbilanz.balance.result import Balance, ScopeTotals

COMPUTED = "gerechnet"
"""Origin of figures that were computed from the year's data in this run."""


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The group in one year, kg CO2e."""

    year: int
    group: ScopeTotals
    by_category_kg: Mapping[str, float]
    ets_share: float | None
    """Share of scope 1 under the EU ETS, 0 to 1; None if nobody states it."""
    turnover_thousand_eur: float | None
    """Turnover of the group in T€; None if nobody states it."""
    provisional: bool = False
    """Whether errors stand open in that year's data."""


def year_figures(balance: Balance, *, provisional: bool = False) -> YearFigures | None:
    """The figures of a balance, or None if it has no organisational part."""
    group = balance.organisational
    if group is None:
        return None
    ids = {"", *(own.organisation.id for own in group.organisations if len(group.organisations) == 1)}
    turnover = (
        line.denominator
        for line in balance.insight.intensities
        if line.indicator == "je_tsd_eur" and line.organisation in ids
    )
    ets = balance.insight.ets
    return YearFigures(
        year=balance.year,
        group=group.group,
        by_category_kg=group.group_by_category_kg,
        # where nobody says anything about the EU ETS, zero percent would be a statement
        ets_share=None if ets is None or (ets.unstated_kg and not ets.ets_kg) else ets.share,
        turnover_thousand_eur=next(turnover, None),
        provisional=provisional,
    )
