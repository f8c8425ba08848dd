"""Activity rows with what they amount to: the common ground of every plausibility check.

A check compares rows with rows of the previous year, with peers or with published bands, and weighs a suspicion by
the tonnes that stand on the row. Both come from booking; open rows have no tonnes (NaN).
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan, nan
from typing import TYPE_CHECKING, Any

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Method, Scope

if TYPE_CHECKING:
    import pandas as pd

_WHERE = ("file", "sheet", "row", "column")


@dataclass(frozen=True, slots=True)
class BookedRows:
    """The activities of one year, row by row, with their share of the totals.

    Positions are those of the activity table. ``emissions_kg`` counts what enters a total (scope 1, scope 2 by
    location, scope 3; all of the territory), ``energy_kwh`` final energy; NaN for rows that are open.
    """

    year: int
    activities: ActivityTable
    emissions_kg: "array[float]"
    energy_kwh: "array[float]"

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
    position = {key: number for number, key in enumerate(_keys(*(activities.columns[name] for name in _WHERE)))}
    emissions = array("d", [nan]) * len(activities)
    energy = array("d", [nan]) * len(activities)
    figures = (postings[name].tolist() for name in ("emissions_kg", "energy_kwh", "method", "scope"))
    places = _keys(*(postings[name].tolist() for name in _WHERE))
    for key, kg, kwh, method, scope in zip(places, *figures, strict=True):
        row = position.get(key)
        if row is None:
            continue
        if isnan(emissions[row]):
            emissions[row] = energy[row] = 0.0
        # scope 2 by market stands beside the total, biogenic CO2 outside the scopes
        if method != Method.MARKET.value and scope != Scope.OUTSIDE.value:
            emissions[row] += kg
        energy[row] += 0.0 if isnan(kwh) else kwh
    return BookedRows(year, activities, emissions, energy)


def _keys(*columns: Iterable[Any]) -> list[tuple[Any, ...]]:
    return list(zip(*columns, strict=True))
