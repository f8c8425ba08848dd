"""Head of a sheet of postings: titles, widths, filter, and the model row whose cells carry the formats of all rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from thgbilanz.exhibits.clean import cell_text
from thgbilanz.exhibits.sheets.book import FIRST_ROW, Canvas
from thgbilanz.exhibits.sheets.placing import height

MODEL_ROW = FIRST_ROW + 1
"""Row of the first posting, from 0."""


@dataclass(frozen=True, slots=True)
class PostingColumn:
    """A column of the sheet."""

    title: str
    kind: str
    """Kind of its cells, for the number format."""
    is_number: bool
    width: float


def posting_head(book: Canvas, sheet: Worksheet, columns: Sequence[PostingColumn], count: int) -> None:
    """Write head and, if there are postings, the model row of an empty sheet for ``count`` postings."""
    sheet.set_row(FIRST_ROW, height((column.title, column.width) for column in columns) + 4)
    for index, column in enumerate(columns):
        style = book.style("head_right" if column.is_number else "head")
        sheet.write_string(FIRST_ROW, index, cell_text(column.title), style)
        sheet.set_column(index, index, column.width)
        if count:
            sheet.write_blank(MODEL_ROW, index, None, book.cell(column.kind, wrap=False))
    sheet.freeze_panes(MODEL_ROW, 1)
    sheet.autofilter(FIRST_ROW, 0, FIRST_ROW + count, len(columns) - 1)
    sheet.repeat_rows(FIRST_ROW)
