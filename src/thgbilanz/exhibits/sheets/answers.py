"""Sheets that answer what follows a total: scope 2, scope 3, intensities, bridge, uncertainty, restatement."""

from typing import Final

from thgbilanz.balance.result import OrganisationalBalance
from thgbilanz.exhibits.labels import shows_both
from thgbilanz.exhibits.sheets.book import Book
from thgbilanz.exhibits.sheets.charts import has_figures, waterfall
from thgbilanz.exhibits.sheets.placing import new_page, place
from thgbilanz.exhibits.tables.certainty import gwp_table, uncertainty_table
from thgbilanz.exhibits.tables.consolidation import bridge_chart_table, bridge_table, restatement_table
from thgbilanz.exhibits.tables.intensities import intensity_matrix, intensity_table
from thgbilanz.exhibits.tables.organisational import categories_table
from thgbilanz.exhibits.tables.scope2 import contracts_table, instruments_table, methods_table
from thgbilanz.exhibits.tables.scope3 import presets_table, screening_table

SCOPE2_NAME: Final = "Scope 2"
SCOPE3_NAME: Final = "Scope 3"
INTENSITIES_NAME: Final = "Kennwerte"
BRIDGE_NAME: Final = "Brücke"
CERTAINTY_NAME: Final = "Unsicherheit"
RESTATEMENT_NAME: Final = "Neuberechnung"


def scope2_sheet(book: Book, balance: OrganisationalBalance) -> None:
    """Both methods side by side, by organisation and by what covers the electricity."""
    page = new_page(book, SCOPE2_NAME, "Scope 2: standortbasiert gegen marktbasiert")
    place(page, methods_table(book.report, balance))
    if book.report.balance.insight.market:
        place(page, instruments_table(book.report))
        place(page, contracts_table(book.report))
    page.finish()


def scope3_sheet(book: Book, balance: OrganisationalBalance) -> None:
    """Categories with figures, all fifteen as screened, and presets; left out if there is nothing beyond the first."""
    insight = book.report.balance.insight
    if not insight.screening and not insight.presets:
        return
    page = new_page(book, SCOPE3_NAME, "Scope 3: Kategorien, Prüfung und Umfang")
    if insight.screening:
        place(page, screening_table(insight.screening))
    if insight.presets:
        place(page, presets_table(insight.presets))
    place(page, categories_table(balance))
    page.finish()


def intensities_sheet(book: Book) -> None:
    """Intensities side by side and with their derivation; left out if nobody states a denominator."""
    lines = book.report.balance.insight.intensities
    if not lines:
        return
    page = new_page(book, INTENSITIES_NAME, "Kennwerte: Emissionen je Bezugsgröße")
    place(page, intensity_matrix(book.report, lines))
    place(page, intensity_table(book.report, lines))
    page.finish()


def bridge_sheet(book: Book) -> None:
    """The bridge between both balances, as a table and as a waterfall that reads its cells."""
    bridge = book.report.balance.insight.bridge
    if not bridge or not shows_both(book.report):
        return
    page = new_page(book, BRIDGE_NAME, "Brücke zwischen betrieblicher und territorialer Bilanz")
    page.sheet.fit_to_pages(1, 1)
    place(page, bridge_table(bridge))
    chart_row = page.row
    data = bridge_chart_table(bridge)
    page.row += _CHART_ROWS + len(data.rows)
    placed = place(page, data)
    if has_figures(placed, ["level_t"]):
        spec = waterfall(book, placed, "Brücke von der betrieblichen zur territorialen Bilanz (t CO2e)")
        options = {"description": spec.description, "object_position": 3}
        page.sheet.insert_chart(chart_row, 0, spec.chart, options)
    page.finish()


_CHART_ROWS: Final = 10
"""Rows that the chart takes between the table and its data, beside those of its bars."""


def certainty_sheet(book: Book) -> None:
    """Intervals of the totals, and the global warming potentials behind the factors."""
    insight, views = book.report.balance.insight, book.report.views
    uncertainty = [line for line in insight.uncertainty if line.space in views]
    gwp = [line for line in insight.gwp if line.space in views]
    if not uncertainty and not gwp:
        return
    page = new_page(book, CERTAINTY_NAME, "Unsicherheit und Grundlagen der Faktoren")
    if uncertainty:
        place(page, uncertainty_table(book.report, uncertainty))
    if gwp:
        place(page, gwp_table(book.report, gwp))
    page.finish()


def restatement_sheet(book: Book) -> None:
    """A sealed year beside its recalculation; left out if none is sealed."""
    restatement = book.report.balance.insight.restatement
    if restatement is None:
        return
    page = new_page(book, RESTATEMENT_NAME, f"Neuberechnung {restatement.year}")
    place(page, restatement_table(restatement))
    page.finish()
