"""The group under all three consolidation approaches, from the same rows; only when somebody asks for it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from thgbilanz.balance.consolidation import Perimeter, perimeter_of
from thgbilanz.balance.cube import cube_of
from thgbilanz.balance.eliminations import Eliminations
from thgbilanz.balance.insight import ApproachTotal
from thgbilanz.balance.scopes import group_kg, scope_totals
from thgbilanz.balance.weighting import group_weights
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.vocabulary import Consolidation, Space
from thgbilanz.journal.frame import appended

if TYPE_CHECKING:
    import pandas as pd


def approach_totals(
    journal: "pd.DataFrame",
    organisations: Sequence[Organisation],
    year: int,
    tree: Sequence[Organisation],
    eliminated: Callable[["pd.DataFrame", Perimeter], Eliminations],
) -> tuple[ApproachTotal, ...]:
    """Totals of a journal without eliminations, each approach with its own weights and eliminations."""
    lines = []
    for approach in Consolidation:
        perimeter = perimeter_of(organisations, approach, year, tree)
        whole = appended(journal, eliminated(journal, perimeter).postings)
        rows = [row for row in cube_of(whole, group_weights(whole, perimeter)) if row.space == Space.ORGANISATIONAL]
        totals = scope_totals(rows, group_kg)
        lines.append(ApproachTotal(approach.value, approach.label, totals.total_kg, totals.total_market_kg))
    return tuple(lines)
