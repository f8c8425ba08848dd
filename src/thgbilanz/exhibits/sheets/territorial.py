"""Sheet of the territorial balance: sectors, energy carriers and both crossed."""

from typing import Final

from thgbilanz.balance.result import TerritorialBalance
from thgbilanz.exhibits.labels import activities_in_order, sectors_in_order
from thgbilanz.exhibits.palette import SECTORS, carrier_colours
from thgbilanz.exhibits.sheets.book import Book
from thgbilanz.exhibits.sheets.charts import ChartSpec, has_figures, shares_of_columns
from thgbilanz.exhibits.sheets.placing import new_page, place
from thgbilanz.exhibits.tables.territorial import (
    carriers_table,
    conformity_table,
    emissions_cross_table,
    energy_cross_table,
    sectors_table,
)

NAME: Final = "Sektoren × Energieträger"
_PAIR: Final = ("mwh", "t")


def territorial_sheet(book: Book, balance: TerritorialBalance) -> list[ChartSpec]:
    """Energy and emissions by sector and carrier; returns the charts of shares."""
    report = book.report
    page = new_page(book, NAME, "Stadtgebiet nach Sektor und Energieträger")
    sectors = place(page, sectors_table(balance))
    carriers = place(page, carriers_table(report, balance))
    place(page, energy_cross_table(report, balance))
    place(page, emissions_cross_table(report, balance))
    place(page, conformity_table(balance))
    page.finish()
    by_sector = [SECTORS.get(sector, "#7D6B8A") for sector in sectors_in_order(cell.sector for cell in balance.cells)]
    by_carrier = list(carrier_colours(activities_in_order(cell.activity for cell in balance.cells)).values())
    placed = (("Sektoren", sectors, by_sector), ("Energieträger", carriers, by_carrier))
    return [
        shares_of_columns(book, table, _PAIR, f"Anteile der {what} an Endenergie und Emissionen (%)", colours)
        for what, table, colours in placed
        if has_figures(table, _PAIR)
    ]
