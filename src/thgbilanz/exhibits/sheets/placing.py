"""Tables on a sheet: title, head with units, rows, notes; and where they stand, for charts and filters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, isfinite
from textwrap import wrap
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from thgbilanz.exhibits.clean import cell_text
from thgbilanz.exhibits.sheets.book import FIRST_ROW, ROW_HEIGHT, Canvas, new_sheet
from thgbilanz.exhibits.table import Table, TableColumn, TableRow, Value

_NOTE_WIDTH: Final = 110
_NUMBER_WIDTH: Final = 15
_TEXT_WIDTHS: Final = (12, 48)
_LINE_HEIGHT: Final = 15
_WORD_END: Final = re.compile(r"[ -]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A table on a sheet; rows and columns count from 0, as XlsxWriter does."""

    table: Table
    sheet: str
    head_row: int
    first_column: int = 0

    @property
    def first_row(self) -> int:
        """Row of the first value."""
        return self.head_row + 1

    def last_row(self, role: str = "") -> int:
        """Last row of the table, or the last one before the first row that is not of this role."""
        rows = self.table.rows
        count = next((index for index, row in enumerate(rows) if role and row.role != role), len(rows))
        return self.head_row + count

    def column(self, key: str) -> int:
        """Column of the sheet."""
        return self.first_column + self.table.index(key)


@dataclass(slots=True)
class Page:
    """A sheet that is filled from top to bottom."""

    book: Canvas
    name: str
    sheet: Worksheet
    row: int = FIRST_ROW
    widths: dict[int, float] = field(default_factory=dict)

    def finish(self) -> None:
        """Set the widths of the columns, once it is known what stands in them."""
        for column, width in self.widths.items():
            self.sheet.set_column(column, column, width)


def new_page(book: Canvas, name: str, title: str) -> Page:
    """An empty page with its head."""
    return Page(book, name, new_sheet(book, name, title))


def place(page: Page, table: Table, *, first_column: int = 0) -> Placed:
    """Write a table at the page's current row and move on; returns where it stands."""
    page.sheet.write_string(page.row, first_column, cell_text(table.title), page.book.style("table_title"))
    placed = Placed(table, page.name, page.row + 1, first_column)
    _widen(page, placed)
    _head(page, placed)
    for offset, row in enumerate(table.rows):
        _row(page, placed, placed.first_row + offset, row)
    page.row = placed.last_row() + 1
    for note in table.notes:
        place_note(page, note, first_column)
    page.row += 1
    return placed


def place_note(page: Page, text: str, column: int = 0) -> None:
    """Write a remark, in as many rows as it needs."""
    for line in wrap(cell_text(text), _NOTE_WIDTH):
        page.sheet.write_string(page.row, column, line, page.book.style("note"))
        page.row += 1


def write_value(page: Page, row: int, column: int, value: Value, style: Format) -> None:
    """Write a value with its type: text stays text, no figure stays empty."""
    if isinstance(value, str):
        page.sheet.write_string(row, column, cell_text(value), style)
    elif value is None or not isfinite(value):
        page.sheet.write_blank(row, column, None, style)
    else:
        page.sheet.write_number(row, column, value, style)


def height(texts: Iterable[tuple[str, float]]) -> float:
    """Height of a row, in points, whose texts wrap in columns of these widths.

    Stated for every row that needs it, because not every program measures a row when it opens a file.
    """
    lines = (_lines_of(text, max(4, int(width) - 2)) for text, width in texts)
    return ROW_HEIGHT + _LINE_HEIGHT * (max(1, max(lines, default=1)) - 1)


def _lines_of(text: str, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(len(wrap(part, width)) for part in text.split("\n"))


def _widen(page: Page, placed: Placed) -> None:
    for offset, column in enumerate(placed.table.columns):
        index = placed.first_column + offset
        page.widths[index] = max(page.widths.get(index, 0), _width(placed.table, column))


def _width(table: Table, column: TableColumn) -> float:
    if column.numeric:
        # a word that does not fit would break anywhere
        longest_word = max(map(len, _WORD_END.split(column.title)))
        return max(_NUMBER_WIDTH, ceil(longest_word * 1.15) + 1)
    least, most = _TEXT_WIDTHS
    if column.kind == "code" and column is table.columns[-1]:
        # a hash or a sentence in the last column reaches into the empty cells beside it
        return least
    longest = max((len(value) for value in table.values(column.key) if isinstance(value, str)), default=0)
    return max(least, min(most, ceil(longest * 1.1) + 1))


def _head(page: Page, placed: Placed) -> None:
    columns = placed.table.columns
    widths = [(_heading(column), page.widths[placed.first_column + index]) for index, column in enumerate(columns)]
    page.sheet.set_row(placed.head_row, height(widths) + 4)
    for index, column in enumerate(columns):
        after_figure = index > 0 and columns[index - 1].numeric
        style = page.book.style("head_right" if column.numeric else "head_indented" if after_figure else "head")
        page.sheet.write_string(placed.head_row, placed.first_column + index, _heading(column), style)


def _heading(column: TableColumn) -> str:
    # the unit has a line of its own, else a narrow column breaks inside it
    return f"{cell_text(column.title)}\n({column.unit})" if column.unit else cell_text(column.title)


def _row(page: Page, placed: Placed, row: int, content: TableRow) -> None:
    texts = [
        (value, page.widths[placed.first_column + index])
        for index, (column, value) in enumerate(zip(placed.table.columns, content.cells, strict=True))
        if isinstance(value, str) and column.kind == "text"
    ]
    if height(texts) > ROW_HEIGHT:
        page.sheet.set_row(row, height(texts))
    after_figure = False
    for index, (column, value) in enumerate(zip(placed.table.columns, content.cells, strict=True)):
        style = page.book.cell(content.kind_in(column), content.role, indent=after_figure and not column.numeric)
        after_figure = column.numeric
        write_value(page, row, placed.first_column + index, value, style)
