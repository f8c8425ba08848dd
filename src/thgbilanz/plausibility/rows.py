"""Activity rows with what they amount to: the common ground of every plausibility check.

A check compares rows with rows of the previous year, with peers or with published bands, and weighs a suspicion by
the tonnes that stand on the row. Both come from booking; open rows have no tonnes (NaN).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Method, Scope

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]

_WHERE = ("file", "sheet", "row", "column")


@dataclass(frozen=True, slots=True)
class BookedRows:
    """The activities of one year, row by row, with their share of the totals.

    Positions are those of the activity table. ``emissions_kg`` counts what enters a total (scope 1, scope 2 by
    location, scope 3; all of the territory), ``energy_kwh`` final energy; NaN for rows that are open.
    """

    year: int
    activities: ActivityTable
    emissions_kg: Floats
    energy_kwh: Floats

    def column(self, name: str) -> list[Any]:
        """A column of the activity table."""
        return self.activities.columns[name]

    def place(self, position: int, *, unit: bool = False) -> Place:
        """The cell of a row's amount, or of its unit."""
        columns = self.activities.columns
        letter, title = ("unit_column", "unit_title") if unit else ("column", "column_title")
        cell = f"{columns[letter][position]}{columns['row'][position]}"
        return Place(columns["file"][position], columns["sheet"][position], cell, columns[title][position])


def booked_rows(year: int, activities: ActivityTable, postings: "pd.DataFrame") -> BookedRows:
    """Join activities and the postings made from them by file, sheet, row and amount column."""
    keys = _keys(*(activities.columns[name] for name in _WHERE))
    position = {key: number for number, key in enumerate(keys)}
    emissions = np.full(len(keys), np.nan)
    energy = np.full(len(keys), np.nan)
    if len(postings):
        of_posting = np.array([position.get(key, -1) for key in _keys(*(postings[name].to_numpy() for name in _WHERE))])
        known = of_posting >= 0
        counts = known & _counts(postings)
        emissions[of_posting[known]] = 0.0
        energy[of_posting[known]] = 0.0
        np.add.at(emissions, of_posting[counts], postings["emissions_kg"].to_numpy()[counts])
        np.add.at(energy, of_posting[known], np.nan_to_num(postings["energy_kwh"].to_numpy()[known]))
    return BookedRows(year, activities, emissions, energy)


def _counts(postings: "pd.DataFrame") -> npt.NDArray[np.bool_]:
    """Postings that enter a total: not scope 2 by market, not biogenic CO2 outside the scopes."""
    outside = (postings["method"] == Method.MARKET.value) | (postings["scope"] == Scope.OUTSIDE.value)
    result: npt.NDArray[np.bool_] = ~outside.to_numpy()
    return result


def _keys(*columns: Iterable[Any]) -> list[tuple[Any, ...]]:
    return list(zip(*columns, strict=True))
