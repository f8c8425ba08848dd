"""Sheets of what was judged: completeness, and materiality with the confirmations."""

from typing import Final

from xlsxwriter.worksheet import Worksheet

from thgbilanz.core.completeness import Standing
from thgbilanz.exhibits.sheets.book import Book
from thgbilanz.exhibits.sheets.placing import Placed, new_page, place
from thgbilanz.exhibits.tables.judgement import completeness_table, confirmations_table, materiality_table

CONFIRMATIONS_NAME: Final = "Bestätigungen"
COMPLETENESS_NAME: Final = "Vollständigkeit"
_FILLS: Final = {
    Standing.DELIVERED: ("#E3F1E5", "#1E5A2C"),
    Standing.ESTIMATED: ("#FFF2CC", "#6B4E00"),
    Standing.DECLARED: ("#EDEFF1", "#4A545C"),
    Standing.WITHHELD: ("#F8D7D4", "#8E1B14"),
    Standing.MISSING: ("#F8D7D4", "#8E1B14"),
}
"""Fill and ink by what stands in the cell; the words carry the meaning."""


def confirmations_sheet(book: Book) -> None:
    """The meter and who confirmed what."""
    page = new_page(book, CONFIRMATIONS_NAME, "Wesentlichkeit und Bestätigungen")
    if book.report.materiality is not None:
        place(page, materiality_table(book.report, book.report.materiality))
    place(page, confirmations_table(book.report))
    page.finish()


def completeness_sheet(book: Book) -> None:
    """The matrix, coloured by what the words say; left out if nobody made one."""
    matrix = book.report.completeness
    if matrix is None or not matrix.rows:
        return
    page = new_page(book, COMPLETENESS_NAME, "Vollständigkeit der Angaben")
    placed = place(page, completeness_table(book.report, matrix))
    _coloured(book, page.sheet, placed)
    page.sheet.autofilter(placed.head_row, 0, placed.last_row(), len(placed.table.columns) - 1)
    page.sheet.freeze_panes(placed.first_row, 3)
    page.sheet.repeat_rows(placed.head_row)
    page.finish()


def _coloured(book: Book, sheet: Worksheet, placed: Placed) -> None:
    first, last = 3, len(placed.table.columns) - 1
    for standing, (fill, ink) in _FILLS.items():
        style = book.workbook.add_format({"bg_color": fill, "font_color": ink})
        rule = {"type": "text", "criteria": "begins with", "value": standing.value, "format": style}
        sheet.conditional_format(placed.first_row, first, placed.last_row(), last, rule)
