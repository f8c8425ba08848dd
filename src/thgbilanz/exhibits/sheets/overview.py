"""Sheet "Überblick": the figures a reader wants first, the charts, and what the result was made from."""

from collections.abc import Iterable
from typing import Final

from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.clean import cell_text
from thgbilanz.exhibits.headline import headlines
from thgbilanz.exhibits.labels import shows
from thgbilanz.exhibits.sheets.book import FIRST_ROW, Book
from thgbilanz.exhibits.sheets.charts import ChartSpec
from thgbilanz.exhibits.sheets.placing import Page, new_page, place
from thgbilanz.exhibits.tables.evidence import (
    control_table,
    factor_sets_table,
    inputs_table,
    run_table,
    sums_table,
)
from thgbilanz.exhibits.tables.organisational import headline_table
from thgbilanz.exhibits.tables.territorial import conformity_table, sectors_table

_GUTTER: Final = 5
_CHART_GAP: Final = 16
NAME: Final = "Überblick"
_CHART_COLUMN: Final = 7
"""Charts stand to the right of the tables, where they are seen without scrolling."""


def overview_page(book: Book) -> Page:
    """The sheet without its charts, which need the cells of the other sheets first."""
    report = book.report
    balance = report.balance
    page = new_page(book, NAME, f"Treibhausgasbilanz {report.year}")
    for headline in headlines(report):
        text = cell_text(f"{headline.subject} · {headline.amount}")
        page.sheet.write_string(page.row, 0, text, book.style("headline"))
        page.row += 1
    page.row += 1
    if balance.organisational is not None and shows(report, Space.ORGANISATIONAL):
        place(page, headline_table(report, balance.organisational))
    if balance.territorial is not None and shows(report, Space.TERRITORIAL):
        place(page, sectors_table(balance.territorial).only("label", "mwh", "t", "share"))
        place(page, conformity_table(balance.territorial))
    for table in (control_table, sums_table, run_table, factor_sets_table, inputs_table):
        place(page, table(report))
    return page


def place_charts(page: Page, charts: Iterable[ChartSpec]) -> None:
    """Put charts below each other, beside the tables."""
    page.widths[_CHART_COLUMN - 1] = _GUTTER
    top = 0
    for spec in charts:
        options = {"description": spec.description, "object_position": 3, "y_offset": top}
        page.sheet.insert_chart(FIRST_ROW, _CHART_COLUMN, spec.chart, options)
        top += spec.height + _CHART_GAP
