"""The long form of the balance's text (``-v``): what a council does not ask first and an auditor asks next."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import fsum

from thgbilanz.balance.insight import ScreeningLine
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import EliminationLine, OrganisationalBalance
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.certainty import TOTAL
from thgbilanz.exhibits.labels import activity_label, group_label, organisation_label, shows, shows_both
from thgbilanz.exhibits.medium import Medium, sentences
from thgbilanz.exhibits.rounding import decimals_for, factor_text, rounded_text, share_text
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, tonnes
from thgbilanz.exhibits.tables.certainty import gwp_table, uncertainty_table
from thgbilanz.exhibits.tables.consolidation import bridge_table, restatement_table
from thgbilanz.exhibits.tables.intensities import indicator_unit, intensity_matrix
from thgbilanz.exhibits.tables.organisational import sources_table
from thgbilanz.exhibits.tables.scope2 import instruments_table, methods_table
from thgbilanz.exhibits.tables.scope3 import presets_table, status_label
from thgbilanz.exhibits.terminal_parts import part

MARKET_INDICATOR = "je_tsd_eur_markt"
MARKET_SCOPE = "2-markt"
MORE_NOTE = "Mehr Tabellen mit -v (--ausfuehrlich), alle in bilanz.xlsx"
"""Stands where the short form leaves something out."""


def organisational_details(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    """Blocks about the group; each only where it tells something."""
    balance, insight = report.balance.organisational, report.balance.insight
    if balance is None or not shows(report, Space.ORGANISATIONAL):
        return
    if balance.group_by_source_kg:
        yield part(sources_table(balance), report, width, medium, "share")
    if insight.intensities:
        yield _intensity_lines(report, width, medium)
    yield part(_methods(report, balance), report, width, medium)
    if insight.market:
        yield part(instruments_table(report), report, width, medium)
    if insight.screening:
        yield _screening_lines(insight.screening, width, medium)
    if insight.presets:
        presets = presets_table(insight.presets).only("preset", "location_t", "market_t")
        yield part(presets, report, width, medium)
    if balance.eliminations:
        yield part(_eliminations(report, balance), report, width, medium)
    yield from _delivery_lines(report, width, medium)
    if insight.bridge and shows_both(report):
        yield part(bridge_table(insight.bridge).only("step", "change_t", "level_t"), report, width, medium)


def uncertainty_parts(report: BalanceReport, width: int, medium: Medium, *, always: bool) -> Iterable[list[str]]:
    """Intervals of the totals; a Monte Carlo run was asked for, so that its result is shown in any case."""
    lines = [line for line in report.balance.insight.uncertainty if line.space in report.views]
    if not always and all(line.low_kg is None for line in lines):
        return
    for space in Space:
        # of the organisations only their sums: every figure of theirs stands in the workbook
        own = [line for line in lines if line.space == space and (not line.organisation or line.figure == TOTAL)]
        own = [replace(line, label="Summe") if line.organisation else line for line in own]
        if own:
            table = uncertainty_table(report, own)
            title = f"{space.label}: Unsicherheit (95 %)"
            yield part(replace(table, title=title), report, width, medium)


def certainty_details(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    """Blocks about what the figures rest on, of both accounting spaces."""
    insight = report.balance.insight
    gwp = [line for line in insight.gwp if line.space in report.views]
    if any(not line.is_run_basis for line in gwp):
        yield part(_gwp(gwp_table(report, gwp)), report, width, medium)
    if insight.restatement is not None:
        table = restatement_table(insight.restatement)
        yield part(table.only("cause", "t", "share"), report, width, medium, note=table.notes[0])


def _methods(report: BalanceReport, balance: OrganisationalBalance) -> Table:
    table = methods_table(report, balance)
    keys = ["organisation", "location_t", "market_t", "difference_t"]
    return table.only(*keys, "uncovered_mwh") if report.balance.insight.market else table.only(*keys)


def _intensity_lines(report: BalanceReport, width: int, medium: Medium) -> list[str]:
    """Indicators of several organisations as a table; below it what only one of them has."""
    lines = report.balance.insight.intensities
    table = intensity_matrix(report, lines)
    organisations: dict[str, set[str]] = {}
    for line in lines:
        organisations.setdefault(line.indicator, set()).add(line.organisation)
    shared = [column.key for column in table.columns[1:] if len(organisations[column.key]) > 1]
    shown = [key for key in shared if key != MARKET_INDICATOR]
    text = part(table.only("organisation", *shown), report, width, medium) if shown else []
    text = text or section(table.title, width, medium)
    single = [line for line in lines if line.indicator not in shared]
    for line in single:
        unit = indicator_unit(line.indicator)
        who = organisation_label(report, line.organisation) if line.organisation else group_label(report)
        value = f"{factor_text(line.value_kg * unit.per_kg)} {unit.unit} {line.label}"
        text += sentences(medium.own(f"{who}: {value}"), width, "", "  ")
    return text


def _eliminations(report: BalanceReport, balance: OrganisationalBalance) -> Table:
    """What each supplier delivers, by rule, and to how many; every delivery stands in the workbook."""
    groups: dict[tuple[str, str, str], list[EliminationLine]] = {}
    for line in balance.eliminations:
        if line.scope != MARKET_SCOPE:
            groups.setdefault((line.supplier, line.activity, line.rule), []).append(line)
    rows = [
        TableRow((_elimination_label(report, lines), -tonnes(fsum(line.kg for line in lines)), rule))
        for (_, _, rule), lines in groups.items()
    ]
    whole = fsum(line.kg for line in balance.eliminations if line.scope != MARKET_SCOPE)
    rows.append(TableRow(("Summe standortbasiert", -tonnes(whole), None), "sum"))
    columns = (
        TableColumn("label", "Lieferung"),
        TableColumn("t", "Abzug", "tonnes", CO2E),
        TableColumn("rule", "Regel", "code"),
    )
    return Table("eliminationen", "Eliminationen nach Lieferant", columns, tuple(rows))


def _elimination_label(report: BalanceReport, lines: Sequence[EliminationLine]) -> str:
    first = lines[0]
    receivers = list(dict.fromkeys(organisation_label(report, line.receiver) for line in lines))
    to = receivers[0] if len(receivers) == 1 else f"{len(receivers)} Organisationen"
    return f"{organisation_label(report, first.supplier)}: {activity_label(report, first.activity)} an {to}"


def _screening_lines(lines: Sequence[ScreeningLine], width: int, medium: Medium) -> list[str]:
    text = section("Scope 3: Prüfung aller Kategorien", width, medium)
    decimals = decimals_for(tonnes(line.group_kg or 0.0) for line in lines)
    for line in lines:
        facts = [status_label(line.status)]
        if line.group_kg is not None:
            facts.append(f"{rounded_text(tonnes(line.group_kg), decimals)} {CO2E}")
        if line.primary_share is not None:
            facts.append(f"{share_text(line.primary_share)} % Primärdaten")
        reason = f": {line.reason}" if line.reason else ""
        text += sentences(medium.own(f"{line.category} {line.label} – {', '.join(facts)}{reason}"), width, "", "     ")
    return text


def _delivery_lines(report: BalanceReport, width: int, medium: Medium) -> Iterable[list[str]]:
    apart = [line for line in report.balance.insight.deliveries if line.agrees is False]
    if not apart:
        return
    text = section("Lieferungen mit verschiedenen Angaben beider Seiten", width, medium)
    for line in apart:
        names = f"{organisation_label(report, line.supplier)} → {organisation_label(report, line.receiver)}"
        sides = f"geliefert {_amount(line.supplied)}, bezogen {_amount(line.received)} {line.unit}"
        difference = f"{share_text(line.difference_share)} % Abweichung"
        label = activity_label(report, line.activity)
        text += sentences(medium.fit(f"{names}: {label}, {sides}, {difference}"), width, "  ", "    ")
    yield text


def _amount(value: float | None) -> str:
    return rounded_text(value, 0)


def _gwp(table: Table) -> Table:
    """Accounting space and basis in one label."""
    rows = tuple(replace(row, cells=(f"{row.cells[0]}: {row.cells[1]}", *row.cells[2:4])) for row in table.rows)
    columns = (TableColumn("label", "Grundlage"), *table.columns[2:4])
    return replace(table, columns=columns, rows=rows)
