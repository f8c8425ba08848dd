"""The activities of all tables of a run, each still knowing the cell that it came from."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain, compress
from typing import Any

from thgbilanz.core.activity import ACTIVITY_COLUMNS, ActivityTable
from thgbilanz.core.place import Place
from thgbilanz.intake.activities import TakenTable


class AllActivities:
    """One activity table made of several, addressed by row position."""

    def __init__(self, tables: Sequence[TakenTable]) -> None:
        parts = [table.activities for table in tables]
        self._tables = tables
        self._ends = list(accumulate(map(len, parts)))
        self.table = parts[0] if len(parts) == 1 else _joined(parts)

    def column(self, name: str) -> list[Any]:
        """A column of the activity table."""
        return self.table.columns[name]

    def place(self, row: int, key: str) -> Place:
        """The cell of a tidy key in the file that the row came from."""
        number = bisect_right(self._ends, row)
        source = self._tables[number]
        offset = self._ends[number] - len(source.activities)
        return source.raw.place(key, source.positions[row - offset])

    def without(self, dropped: set[int]) -> ActivityTable:
        """The activity table without some rows."""
        if not dropped:
            return self.table
        kept = [row not in dropped for row in range(len(self.table))]
        return ActivityTable({name: list(compress(values, kept)) for name, values in self.table.columns.items()})


def _joined(parts: Sequence[ActivityTable]) -> ActivityTable:
    return ActivityTable(
        {name: list(chain.from_iterable(part.columns[name] for part in parts)) for name in ACTIVITY_COLUMNS}
    )
