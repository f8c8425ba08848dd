"""A table as data: what every writer (terminal, workbook, report) shows, in full precision."""

from dataclasses import dataclass, replace
from typing import Final, Literal

CO2E: Final = "t CO2e"
"""Unit of emissions in every exhibit."""

BY_ROW: Final = "laut Zeile"
"""Unit of a column whose rows state their own unit."""

Value = str | int | float | None
"""Content of a cell: text, a figure in the unit of its column, or None for "no figure"."""

Kind = Literal[
    "text", "code", "tonnes", "energy", "share", "spread", "ratio", "factor", "per_head", "score", "count", "year",
    "delta", "delta_share",
]  # fmt: skip
"""How a column is written. ``share`` is a fraction (0 to 1) printed in percent, ``score`` is 0 to 1,
``spread`` is half of a 95 % interval as a fraction, ``ratio`` is emissions per something.

``delta`` and ``delta_share`` are tonnes and shares of a change, with their sign.
"""

Role = Literal["item", "sum", "memo"]
"""Part that a row plays: an item of the sum, the sum itself, or told beside it and in no sum."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column with its unit; ``short`` is the title where room is scarce."""

    key: str
    title: str
    kind: Kind = "text"
    unit: str = ""
    short: str = ""

    @property
    def heading(self) -> str:
        """Title with unit.

        >>> TableColumn("t", "Emissionen", "tonnes", "t CO2e").heading
        'Emissionen (t CO2e)'
        """
        return f"{self.title} ({self.unit})" if self.unit else self.title

    @property
    def numeric(self) -> bool:
        """Whether the column holds figures, which stand flush right."""
        return self.kind not in {"text", "code"}


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: one value per column."""

    cells: tuple[Value, ...]
    role: Role = "item"
    kind: Kind | None = None
    """How the figures of this row are written in columns whose unit is ``BY_ROW``."""

    def kind_in(self, column: TableColumn) -> Kind:
        """How a value of this row is written."""
        return self.kind if self.kind is not None and column.unit == BY_ROW else column.kind


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table. ``notes`` stand below it and say what a reader could get wrong."""

    id: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()
    magnitude: float = 0.0
    """Largest figure, in t, of the balance that the table is a part of: all its tables have the same decimals."""

    def index(self, key: str) -> int:
        """Position of a column; KeyError names what is missing."""
        for position, column in enumerate(self.columns):
            if column.key == key:
                return position
        msg = f"table {self.id} has no column {key}"
        raise KeyError(msg)

    def values(self, key: str) -> list[Value]:
        """Values of one column, row by row."""
        position = self.index(key)
        return [row.cells[position] for row in self.rows]

    def only(self, *keys: str) -> "Table":
        """The same table with some of its columns, in the order asked for."""
        positions = [self.index(key) for key in keys]
        return replace(
            self,
            columns=tuple(self.columns[position] for position in positions),
            rows=tuple(replace(row, cells=tuple(row.cells[position] for position in positions)) for row in self.rows),
        )


def tonnes(kg: float) -> float:
    """Tonnes from kilograms, the unit of every exhibit."""
    return kg / 1000


def megawatt_hours(kwh: float) -> float:
    """Megawatt hours from kilowatt hours, the unit of every exhibit."""
    return kwh / 1000
