"""The balance as text for a terminal or a pipe: headline first, figures never cut, words carry the meaning.

Laid out without rich: importing rich.console and rich.table costs more than this whole text, and its tables
cut figures with an ellipsis when a terminal is narrow (docs/decisions/0007-ausgaben.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import OrganisationalBalance
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.headline import MARK, headlines, provisional_text
from thgbilanz.exhibits.labels import shows
from thgbilanz.exhibits.layout import table_lines
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import ROUNDING_NOTE
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import Table
from thgbilanz.exhibits.tables.organisational import (
    categories_table,
    emitters_table,
    headline_table,
    organisations_table,
)
from thgbilanz.exhibits.tables.territorial import emissions_cross_table, sectors_table
from thgbilanz.exhibits.terminal_city import city_blocks
from thgbilanz.exhibits.terminal_evidence import (
    control_lines,
    factor_lines,
    findings_lines,
    reservation_lines,
    written_lines,
)
from thgbilanz.exhibits.terminal_judgement import completeness_lines, confirmation_lines, meter_lines

_NARROWEST = 24
_WIDEST = 100
_MOST_ACTIVITIES = 10
_NO_BREAK = "\N{NO-BREAK SPACE}"
"""Holds a figure and its unit on one line."""


def balance_text(
    report: BalanceReport,
    width: int = 80,
    colour: bool = False,
    *,
    encoding: str = "utf-8",
    written: Sequence[str] = (),
) -> str:
    """The balance for people to read; no line is longer than ``width`` (but a line has at least 24 columns).

    ``encoding`` is that of the stream: characters it lacks are spelled out. ``written`` are the files that
    the run wrote, as the user should see them.
    """
    medium = Medium(colour, encoding)
    columns = max(_NARROWEST, min(width, _WIDEST))
    blocks = [
        _headline(report, columns, medium),
        *_organisational(report, columns, medium),
        *_territorial(report, columns, medium),
        [medium.dim(line) for line in wrapped(medium.fit(ROUNDING_NOTE), columns)],
        control_lines(report, columns, medium),
        *factor_lines(report, columns, medium),
        *reservation_lines(report, columns, medium),
        *completeness_lines(report, columns, medium),
        findings_lines(report, columns, medium),
        meter_lines(report, columns, medium),
        confirmation_lines(report, columns, medium),
        written_lines(written, columns, medium),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _headline(report: BalanceReport, width: int, medium: Medium) -> list[str]:
    lines: list[str] = []
    for headline in headlines(report):
        amount = medium.own(headline.amount).replace(" ", _NO_BREAK)
        text = wrapped(f"{medium.fit(f'{headline.subject} · ')}{amount}", width, "", "  ")
        lines += [medium.bold(line.replace(_NO_BREAK, " ")) for line in text]
    lines.append(medium.dim(medium.heavy * width))
    if report.provisional:
        lines += [medium.alarm(line) for line in wrapped(medium.fit(provisional_text(report)), width)]
    return lines


def _part(table: Table, report: BalanceReport, width: int, medium: Medium, bar: str = "", note: str = "") -> list[str]:
    shown = _marked(table) if report.provisional else table
    return [*section(table.title, width, medium, note), *table_lines(shown, width, medium, bar=bar)]


def _marked(table: Table) -> Table:
    """The table with every sum marked, so that a copied line still says what it is worth."""
    rows = (
        replace(row, cells=(f"{row.cells[0]} ({MARK})", *row.cells[1:])) if row.role == "sum" else row
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _organisational(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    balance = report.balance.organisational
    if balance is None or not shows(report, Space.ORGANISATIONAL):
        return
    yield _part(headline_table(report, balance), report, width, medium, "share")
    yield _organisations(report, balance, width, medium)
    yield _part(emitters_table(report, balance, _MOST_ACTIVITIES), report, width, medium, "share")
    if balance.group_by_category_kg:
        yield _part(categories_table(balance), report, width, medium, "share")


def _organisations(report: BalanceReport, balance: OrganisationalBalance, width: int, medium: Medium) -> list[str]:
    table = organisations_table(report, balance)
    keys = ["organisation", "scope1_t", "scope2_location_t", "scope2_market_t", "scope3_t", "total_t", "share"]
    if any(own.weight != 1 for own in balance.organisations):
        keys.insert(1, "weight")
    note = f"Konsolidierung: {balance.approach}; Summe mit Scope 2 standortbasiert"
    return _part(table.only(*keys), report, width, medium, note=note)


def _territorial(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    balance = report.balance.territorial
    if balance is None or not shows(report, Space.TERRITORIAL):
        return
    sectors = sectors_table(balance).only("label", "mwh", "energy_share", "t", "share")
    yield _part(replace(sectors, title="Stadtgebiet nach Sektor"), report, width, medium, "share")
    yield _part(
        replace(emissions_cross_table(report, balance), title="Stadtgebiet: Emissionen nach Energieträger und Sektor"),
        report,
        width,
        medium,
    )
    yield from city_blocks(report, balance, width, medium)
