"""Sheets that prove the balance: factors with sources, findings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.exhibits.figure_list import figures_table
from thgbilanz.exhibits.sheets.book import Book, Canvas
from thgbilanz.exhibits.sheets.placing import new_page, place, place_note, write_value
from thgbilanz.exhibits.tables.evidence import factor_sets_table, factors_table, findings_table, sources_table
from thgbilanz.exhibits.tables.reservations import reservations_table, thin_factors_table

FACTORS_NAME: Final = "Faktoren"
SOURCES_NAME: Final = "Quellen"
FINDINGS_NAME: Final = "Befunde"
FIGURES_NAME: Final = "Kennzahlen"
_NAME_WIDTH: Final = 62.0


def factors_sheet(book: Book) -> None:
    """Factors used and their sets."""
    page = new_page(book, FACTORS_NAME, "Verwendete Emissionsfaktoren")
    placed = place(page, factors_table(book.report))
    place(page, reservations_table(book.report))
    thin = thin_factors_table(book.report)
    if thin.rows:
        place(page, thin)
    place(page, factor_sets_table(book.report))
    page.sheet.freeze_panes(placed.first_row, 1)
    page.finish()


def sources_sheet(book: Book) -> None:
    """Publications behind the factors: what a reader needs to look a figure up."""
    page = new_page(book, SOURCES_NAME, "Veröffentlichungen hinter den Faktoren")
    place(page, sources_table(book.report))
    page.finish()


def figures_sheet(book: Book, document: Mapping[str, object] | None = None) -> None:
    """Every figure with the name under which ``thg erklaere`` knows it."""
    table = figures_table(book.report, document)
    page = new_page(book, FIGURES_NAME, "Kennzahlen und ihre Namen")
    placed = place(page, replace(table, rows=(), notes=()))
    # hundreds of plain rows: written without measuring texts that never wrap, in a third of the time
    formats = [book.cell(column.kind, wrap=False) for column in table.columns]
    for offset, row in enumerate(table.rows):
        for index, (value, style) in enumerate(zip(row.cells, formats, strict=True)):
            write_value(page, placed.first_row + offset, index, value, style)
    page.row = placed.first_row + len(table.rows) + 1
    for note in table.notes:
        place_note(page, note)
    page.widths |= dict.fromkeys((0, 1), _NAME_WIDTH)
    page.sheet.autofilter(placed.head_row, 0, placed.head_row + len(table.rows), len(table.columns) - 1)
    page.sheet.freeze_panes(placed.first_row, 1)
    page.sheet.repeat_rows(placed.head_row)
    page.finish()


def findings_sheet(book: Canvas, findings: Sequence[Diagnostic]) -> None:
    """Every finding with its place."""
    page = new_page(book, FINDINGS_NAME, "Befunde der Prüfung")
    placed = place(page, findings_table(findings))
    last = max(placed.first_row, placed.last_row())
    page.sheet.autofilter(placed.head_row, 0, last, len(placed.table.columns) - 1)
    page.sheet.freeze_panes(placed.first_row, 0)
    page.sheet.repeat_rows(placed.head_row)
    page.finish()
