"""A batch as tables: its items, and how many of them ended how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from thgbilanz.balance.batch import BatchReport, ItemKind, ItemResult, ItemStatus
from thgbilanz.balance.result import ScopeTotals
from thgbilanz.core.diagnostic import Severity
from thgbilanz.exhibits.table import CO2E, Kind, Table, TableColumn, TableRow, Value, tonnes

NO_SUM: Final = (
    "Je Datei die Summe ihrer Zeilen, je Projekt der Konzern nach Konsolidierung. Die Ergebnisse sind nicht addiert: "
    "Das wäre eine Konsolidierung ohne Anteile und ohne Abzug innerer Lieferungen"
)
"""Stands below every table of items."""
_KIND_LABELS: Final = {ItemKind.PROJECT: "Projekt", ItemKind.FILE: "Datei"}


@dataclass(frozen=True, slots=True)
class _Column:
    column: TableColumn
    value: Callable[[ItemResult], Value]


def _text(key: str, title: str, value: Callable[[ItemResult], Value], kind: Kind = "text") -> _Column:
    return _Column(TableColumn(key, title, kind), value)


def _count(key: str, title: str, value: Callable[[ItemResult], Value], short: str = "") -> _Column:
    return _Column(TableColumn(key, title, "count", short=short), value)


def _scope(key: str, title: str, kg: Callable[[ScopeTotals], float], short: str = "") -> _Column:
    def value(item: ItemResult) -> Value:
        return None if item.organisational is None else tonnes(kg(item.organisational))

    return _Column(TableColumn(key, title, "tonnes", CO2E, short), value)


def _hash(item: ItemResult) -> str:
    return item.inputs[0].sha256 if item.kind is ItemKind.FILE and item.inputs else ""


_COLUMNS: Final = (
    _text("name", "Datei oder Projekt", lambda item: item.name),
    _text("kind", "Art", lambda item: _KIND_LABELS[item.kind]),
    _text("status", "Status", lambda item: item.status.value),
    _text("organisations", "Organisationen", lambda item: ", ".join(item.organisations)),
    _count("errors", "Fehler", lambda item: item.count(Severity.ERROR)),
    _count("warnings", "Warnungen", lambda item: item.count(Severity.WARNING), "Warn."),
    _count("notes", "Hinweise", lambda item: item.count(Severity.NOTE)),
    _count("read", "Zeilen gelesen", lambda item: item.rows.read),
    _count("booked", "Zeilen gebucht", lambda item: item.rows.booked),
    _count("open", "Zeilen offen", lambda item: item.rows.open),
    _count("excluded", "Zeilen ausgeschlossen", lambda item: item.rows.excluded),
    _scope("scope1_t", "Scope 1", lambda totals: totals.scope1_kg),
    _scope(
        "scope2_location_t", "Scope 2 standortbasiert", lambda totals: totals.scope2_location_kg, "Scope 2 Standort"
    ),
    _scope("scope2_market_t", "Scope 2 marktbasiert", lambda totals: totals.scope2_market_kg, "Scope 2 Markt"),
    _scope("scope3_t", "Scope 3", lambda totals: totals.scope3_kg),
    _scope("outside_t", "Außerhalb der Scopes", lambda totals: totals.outside_kg),
    _Column(
        TableColumn("territorial_t", "Stadtgebiet", "tonnes", CO2E, "Gebiet"),
        lambda item: None if item.territorial_kg is None else tonnes(item.territorial_kg),
    ),
    _text("provisional", "Vorläufig", lambda item: "ja" if item.provisional else "nein"),
    _text("sha256", "SHA-256", _hash, "code"),
)
COLUMN_KEYS: Final = tuple(column.column.key for column in _COLUMNS)


def items_table(report: BatchReport, title: str = "Dateien und Projekte") -> Table:
    """One row per item in the order of their names, every figure that there is."""
    return Table(
        "stapel",
        title,
        tuple(column.column for column in _COLUMNS),
        tuple(TableRow(tuple(column.value(item) for column in _COLUMNS)) for item in report.items),
        (NO_SUM,),
    )


def status_table(report: BatchReport) -> Table:
    """How many items ended how, the worst first."""
    ended = [(status.value, count) for status in reversed(ItemStatus) if (count := report.statuses[status])]
    rows = tuple(TableRow(cells) for cells in ended)
    columns = (TableColumn("status", "Status"), TableColumn("count", "Anzahl", "count"))
    return Table("status", "Stand", columns, (*rows, TableRow(("Gesamt", len(report.items)), "sum")))


def worst_first(report: BatchReport) -> list[tuple[ItemStatus, list[ItemResult]]]:
    """Items by status, those that need a person first."""
    return [
        (status, [item for item in report.items if item.status is status])
        for status in reversed(ItemStatus)
        if report.statuses[status]
    ]
