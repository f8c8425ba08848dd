"""Sheets of the organisational balance: scopes, organisations, eliminations."""

from typing import Final

from thgbilanz.balance.result import OrganisationalBalance
from thgbilanz.exhibits.palette import SCOPES, carrier_colours
from thgbilanz.exhibits.sheets.book import Book
from thgbilanz.exhibits.sheets.charts import ChartSpec, bars_by_row, has_figures, stacked_by_row
from thgbilanz.exhibits.sheets.placing import new_page, place
from thgbilanz.exhibits.tables.consolidation import approaches_table, deliveries_table, ets_table
from thgbilanz.exhibits.tables.organisational import (
    activity_matrix,
    categories_table,
    eliminations_table,
    emitters_in_order,
    emitters_table,
    energy_matrix,
    headline_table,
    organisations_table,
    sources_table,
)

SCOPES_NAME: Final = "Scopes"
ORGANISATIONS_NAME: Final = "Organisationen"
ELIMINATIONS_NAME: Final = "Eliminationen"


def scopes_sheet(book: Book, balance: OrganisationalBalance) -> list[ChartSpec]:
    """Scopes, scope 3 categories and activities of the group; returns the chart of activities."""
    page = new_page(book, SCOPES_NAME, "Emissionen nach Scope, Kategorie und Aktivität")
    place(page, headline_table(book.report, balance))
    if balance.group_by_source_kg:
        place(page, sources_table(balance))
    place(page, categories_table(balance))
    emitters = place(page, emitters_table(book.report, balance))
    if book.report.balance.insight.ets is not None:
        place(page, ets_table(book.report.balance.insight.ets))
    page.finish()
    if not has_figures(emitters, ["t"]):
        return []
    colours = carrier_colours(emitters_in_order(balance))
    ordered = [colours[activity] for activity in emitters_in_order(balance)]
    title = "Emissionen nach Energieträger und Aktivität (t CO2e)"
    return [bars_by_row(book, emitters, "t", title, ordered)]


def organisations_sheet(book: Book, balance: OrganisationalBalance) -> list[ChartSpec]:
    """Organisations by scope and by activity; returns the stacked chart of scopes."""
    page = new_page(book, ORGANISATIONS_NAME, "Organisationen nach Scope und Aktivität")
    scopes = place(page, organisations_table(book.report, balance))
    place(page, activity_matrix(book.report, balance))
    place(page, energy_matrix(book.report, balance))
    page.finish()
    if not has_figures(scopes, list(SCOPES)):
        return []
    return [stacked_by_row(book, scopes, "Emissionen nach Organisation und Scope (t CO2e)", SCOPES)]


def eliminations_sheet(book: Book, balance: OrganisationalBalance) -> None:
    """Deliveries inside the group that are taken off, each with its rule."""
    page = new_page(book, ELIMINATIONS_NAME, "Eliminationen konzerninterner Lieferungen")
    place(page, eliminations_table(book.report, balance))
    insight = book.report.balance.insight
    if insight.deliveries:
        place(page, deliveries_table(book.report, insight.deliveries))
    if len(insight.approaches) > 1:
        place(page, approaches_table(insight.approaches, balance))
    page.finish()
