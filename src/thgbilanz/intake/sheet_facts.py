"""What the XML of a sheet says that the cell reader does not: errors, formulas, hidden rows, extent."""

import re
from dataclasses import dataclass, field

_CELL = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
LAST_COLUMN = 16_384
LAST_ROW = 1_048_576


@dataclass(slots=True)
class SheetFacts:
    """Facts of one sheet, collected by the quick scan or by the exact walk: both must agree."""

    errors: dict[str, str] = field(default_factory=dict)
    """Cell to error text such as ``#REF!`` (faults.md 74): the cell reader returns an empty text there."""
    uncached: set[str] = field(default_factory=set)
    """Formulas without a stored value (75)."""
    text_formulas: set[str] = field(default_factory=set)
    """Formulas whose stored value is a text (76)."""
    formulas: int = 0
    """Formulas with a stored value."""
    foreign: dict[str, int] = field(default_factory=dict)
    """Cell to the number of the other workbook that its formula refers to (20)."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last column, from 1."""
    misleading: dict[str, str] = field(default_factory=dict)
    """Cell to a number format that shows another number (93)."""
    struck: list[str] = field(default_factory=list)
    """Cells with struck-through text (94)."""
    cells: int = 0
    rows: int = 0
    """Upper bound of the last row with a cell."""
    columns: int = 0
    """Upper bound of the last column with a cell."""
    text_bytes: int = 0
    """Size of all shared texts of the sheet; only the exact walk knows it."""
    stray: tuple[str, ...] = ()
    """Filled cells far outside the table, taken away before the cell reader sees the sheet (27)."""


def cell_position(cell: str) -> tuple[int, int] | None:
    """Row and column of an A1 reference, both from 1, or None.

    >>> cell_position("XFD1048576"), cell_position("A0"), cell_position("7")
    ((1048576, 16384), None, None)
    """
    match = _CELL.fullmatch(cell)
    if not match:
        return None
    row, column = int(match[2]), column_number(match[1])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def column_number(letters: str) -> int:
    """Number of a column from 1.

    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
