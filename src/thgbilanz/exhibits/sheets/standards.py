"""Sheets in the form of reporting standards: ESRS E1-6 and VSME B3."""

from typing import Final

from thgbilanz.exhibits.sheets.book import Book
from thgbilanz.exhibits.sheets.placing import new_page, place
from thgbilanz.exhibits.tables.esrs import esrs_table
from thgbilanz.exhibits.tables.vsme import vsme_emissions_table, vsme_energy_table, vsme_intensity_table

ESRS_NAME: Final = "ESRS E1-6"
VSME_NAME: Final = "VSME B3"


def esrs_sheet(book: Book) -> None:
    """The table of AR 48 with the intensity of AR 54."""
    page = new_page(book, ESRS_NAME, "ESRS E1-6: THG-Bruttoemissionen und THG-Gesamtemissionen")
    place(page, esrs_table(book.report))
    page.finish()


def vsme_sheet(book: Book) -> None:
    """Disclosure B3 of every organisation; left out without organisations."""
    lines = book.report.balance.insight.vsme
    if not lines:
        return
    page = new_page(book, VSME_NAME, "VSME B3: Energie und Treibhausgasemissionen")
    for table in (vsme_energy_table, vsme_emissions_table, vsme_intensity_table):
        place(page, table(book.report, lines))
    page.finish()
