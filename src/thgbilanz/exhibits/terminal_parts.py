"""A table as a part of the balance's text: its head on a rule, its sums marked while errors stand open."""

from dataclasses import replace

from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.headline import MARK
from thgbilanz.exhibits.layout import table_lines
from thgbilanz.exhibits.medium import Medium
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import Table


def part(table: Table, report: BalanceReport, width: int, medium: Medium, bar: str = "", note: str = "") -> list[str]:
    """Lines of a table with its title; ``bar`` names a share column that is drawn if there is room."""
    shown = _marked(table) if report.provisional else table
    return [*section(table.title, width, medium, note), *table_lines(shown, width, medium, bar=bar)]


def _marked(table: Table) -> Table:
    """The table with every sum marked, so that a copied line still says what it is worth."""
    rows = (
        replace(row, cells=(f"{row.cells[0]} ({MARK})", *row.cells[1:])) if row.role == "sum" else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))
