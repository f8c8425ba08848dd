"""The balance as text for a terminal or a pipe: headline first, figures never cut, words carry the meaning.

Laid out without rich: importing rich.console and rich.table costs more than this whole text, and its tables
cut figures with an ellipsis when a terminal is narrow (docs/decisions/0007-ausgaben.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import OrganisationalBalance
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.headline import headlines, provisional_text
from thgbilanz.exhibits.labels import shows
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import ROUNDING_NOTE
from thgbilanz.exhibits.tables.consolidation import approaches_table
from thgbilanz.exhibits.tables.organisational import (
    categories_table,
    emitters_table,
    headline_table,
    organisations_table,
)
from thgbilanz.exhibits.tables.territorial import emissions_cross_table, sectors_table
from thgbilanz.exhibits.terminal_city import city_blocks
from thgbilanz.exhibits.terminal_detail import MORE_NOTE, certainty_details, organisational_details, uncertainty_parts
from thgbilanz.exhibits.terminal_evidence import (
    control_lines,
    factor_lines,
    findings_lines,
    reservation_lines,
    short_sets_text,
    written_lines,
)
from thgbilanz.exhibits.terminal_facts import group_fact_lines
from thgbilanz.exhibits.terminal_judgement import completeness_lines, confirmation_lines, meter_lines
from thgbilanz.exhibits.terminal_parts import part

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
    detail: bool = False,
) -> str:
    """The balance for people to read; no line is longer than ``width`` (but a line has at least 24 columns).

    ``encoding`` is that of the stream: characters it lacks are spelled out. ``written`` are the files that
    the run wrote, as the user should see them. The short form answers how much, where and how sure; ``detail``
    adds what an auditor asks next.
    """
    medium = Medium(colour, encoding)
    columns = max(_NARROWEST, min(width, _WIDEST))
    blocks = [
        _headline(report, columns, medium),
        *_organisational(report, columns, medium),
        *(organisational_details(report, columns, medium) if detail else ()),
        *_territorial(report, columns, medium),
        *uncertainty_parts(report, columns, medium, always=detail),
        *(certainty_details(report, columns, medium) if detail else ()),
        _notes(report, columns, medium, detail=detail),
        control_lines(report, columns, medium),
        *(factor_lines(report, columns, medium) if detail else ()),
        *(reservation_lines(report, columns, medium) if detail else ()),
        *completeness_lines(report, columns, medium),
        findings_lines(report, columns, medium),
        meter_lines(report, columns, medium),
        confirmation_lines(report, columns, medium),
        written_lines(written, columns, medium),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _notes(report: BalanceReport, width: int, medium: Medium, *, detail: bool) -> list[str]:
    notes = (ROUNDING_NOTE,) if detail else (ROUNDING_NOTE, short_sets_text(report.record), MORE_NOTE)
    return [medium.dim(line) for note in notes for line in wrapped(medium.fit(note), width)]


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


def _organisational(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    balance = report.balance.organisational
    if balance is None or not shows(report, Space.ORGANISATIONAL):
        return
    yield part(headline_table(report, balance), report, width, medium, "share")
    yield _organisations(report, balance, width, medium)
    yield part(emitters_table(report, balance, _MOST_ACTIVITIES), report, width, medium, "share")
    if balance.group_by_category_kg:
        yield part(categories_table(balance), report, width, medium, "share")
    if len(report.balance.insight.approaches) > 1:
        # Computed only because somebody asked: then it is part of the answer.
        yield part(approaches_table(report.balance.insight.approaches, balance), report, width, medium)
    yield group_fact_lines(report, width, medium)


def _organisations(report: BalanceReport, balance: OrganisationalBalance, width: int, medium: Medium) -> list[str]:
    table = organisations_table(report, balance)
    keys = ["organisation", "scope1_t", "scope2_location_t", "scope2_market_t", "scope3_t", "total_t", "share"]
    if any(own.weight != 1 for own in balance.organisations):
        keys.insert(1, "weight")
    note = f"Konsolidierung: {balance.approach}; Summe mit Scope 2 standortbasiert"
    return part(table.only(*keys), report, width, medium, note=note)


def _territorial(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    balance = report.balance.territorial
    if balance is None or not shows(report, Space.TERRITORIAL):
        return
    sectors = sectors_table(balance).only("label", "mwh", "energy_share", "t", "share")
    yield part(replace(sectors, title="Stadtgebiet nach Sektor"), report, width, medium, "share")
    yield part(
        replace(emissions_cross_table(report, balance), title="Stadtgebiet: Emissionen nach Energieträger und Sektor"),
        report,
        width,
        medium,
    )
    yield from city_blocks(report, balance, width, medium)
