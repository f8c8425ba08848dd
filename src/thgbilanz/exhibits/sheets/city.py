"""Sheets of what the city's balance tells: BISKO check, and data quality with indicators and readings."""

from typing import Final

from thgbilanz.balance.bisko.result import Verdict
from thgbilanz.balance.result import TerritorialBalance
from thgbilanz.exhibits.sheets.book import Book
from thgbilanz.exhibits.sheets.placing import Page, Placed, new_page, place
from thgbilanz.exhibits.tables.city import (
    cells_table,
    criteria_table,
    heat_table,
    indicators_table,
    levers_table,
    modes_table,
    readings_table,
    side_table,
)

CHECK_NAME: Final = "BISKO-Prüfung"
FIGURES_NAME: Final = "Stadt Kennzahlen"
_FILLS: Final = {
    Verdict.PASSED: ("#E3F1E5", "#1E5A2C"),
    Verdict.FAILED: ("#F8D7D4", "#8E1B14"),
    Verdict.OPEN: ("#FFF2CC", "#6B4E00"),
    Verdict.NOT_APPLICABLE: ("#EDEFF1", "#4A545C"),
}
"""Fill and ink by verdict; the words carry the meaning."""


def check_sheet(book: Book, balance: TerritorialBalance) -> None:
    """Criteria, mandatory cells and heat; left out if nobody made the check."""
    report = balance.city.conformity
    if report is None:
        return
    page = new_page(book, CHECK_NAME, f"BISKO-Prüfung: {report.result.value}")
    for table in (criteria_table(report), cells_table(report)):
        _coloured(book, page, place(page, table))
    if balance.city.heat:
        place(page, heat_table(balance.city.heat))
    page.finish()


def figures_sheet(book: Book, balance: TerritorialBalance) -> None:
    """Indicators, data quality, transport, readings and the side balance, as far as there is any."""
    city = balance.city
    tables = [
        *([indicators_table(city)] if city.indicators else []),
        *([levers_table(book.report, city)] if city.levers else []),
        *([modes_table(city)] if city.modes else []),
        *([readings_table(city, balance)] if city.readings else []),
        *([side_table(city)] if city.side else []),
    ]
    if not tables:
        return
    page = new_page(book, FIGURES_NAME, "Stadtgebiet: Kennzahlen, Datengüte, Lesarten")
    for table in tables:
        place(page, table)
    page.finish()


def _coloured(book: Book, page: Page, placed: Placed) -> None:
    column = placed.column("verdict")
    for verdict, (fill, ink) in _FILLS.items():
        style = book.workbook.add_format({"bg_color": fill, "font_color": ink})
        rule = {"type": "cell", "criteria": "==", "value": f'"{verdict.value}"', "format": style}
        page.sheet.conditional_format(placed.first_row, column, placed.last_row(), column, rule)
