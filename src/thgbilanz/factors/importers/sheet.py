"""Cell rows of a foreign sheet: where the header stands, which column is which, numbers with twelve digits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from thgbilanz.core.place import Place, column_letter

CellValue = str | float | None
"""Text, number or nothing; errors and formulas without a value come as text and are never a number."""

_HEADER_ROWS = 60
"""Official workbooks have a page of words above the table, never more than this."""

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
_DIGITS = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as rows of cells from A1."""

    file: str
    name: str
    rows: Sequence[Sequence[CellValue]]

    def place(self, row: int, column: int, title: str = "") -> Place:
        """Place of a cell by its zero-based row and column."""
        return Place(self.file, self.name, f"{column_letter(column)}{row + 1}", title)


@dataclass(frozen=True, slots=True)
class Header:
    """A header row and the columns that were asked for."""

    row: int
    columns: dict[str, int]


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as a source prints it, with its cell and what the source says about it."""

    value: Decimal
    place: Place
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that was looked for and holds no number; empty text for an empty cell."""

    text: str
    place: Place


def cell_text(value: CellValue) -> str:
    """Text of a cell, blanks folded; a whole number without its point.

    >>> cell_text("kg  CO2e "), cell_text(2019.0), cell_text(None)
    ('kg CO2e', '2019', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def header_of(sheet: Sheet, titles: Sequence[str]) -> Header | None:
    """The first row that has all titles; a title may stand twice, the first column counts."""
    for index, row in enumerate(sheet.rows[:_HEADER_ROWS]):
        texts = [cell_text(cell) for cell in row]
        if all(title in texts for title in titles):
            return Header(index, {title: texts.index(title) for title in titles})
    return None


def data_rows(sheet: Sheet, header: Header) -> Iterator[tuple[int, Sequence[CellValue]]]:
    """Rows below the header with their index."""
    return enumerate(sheet.rows[header.row + 1 :], header.row + 1)


def cell_at(row: Sequence[CellValue], column: int) -> CellValue:
    """A cell, nothing where a row is shorter than the header."""
    return row[column] if column < len(row) else None


def printed(sheet: Sheet, row: int, column: int, title: str, unit: str = "") -> Printed | Unread:
    """The figure of a cell, twelve significant digits: more are noise of the source's own calculation.

    A text must be written with a decimal point: a comma could be either sign.
    """
    value = cell_at(sheet.rows[row], column)
    place = sheet.place(row, column, title)
    if isinstance(value, float):
        return Printed(_DIGITS.create_decimal(repr(value)).normalize(), place, unit)
    text = cell_text(value)
    if _PLAIN.fullmatch(text):
        return Printed(_DIGITS.create_decimal(text).normalize(), place, unit)
    return Unread(text, place)
