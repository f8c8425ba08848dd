"""A batch as JSON and as CSV: one object, one line per item, figures in full precision."""

import csv
import io
import json
from importlib.resources import files
from typing import Any, Final

from thgbilanz.balance.batch import BatchReport, ItemResult, ItemStatus
from thgbilanz.core.diagnostic import Severity
from thgbilanz.exhibits.batch_tables import items_table
from thgbilanz.exhibits.clean import csv_text, utf8_text
from thgbilanz.exhibits.document_organisational import totals_object
from thgbilanz.exhibits.findings import findings_json
from thgbilanz.exhibits.json_number import number, thousandth

SCHEMA_ID: Final = "thgbilanz.stapel/1"
_BOM: Final = "\ufeff"
_CSV_KEYS: Final = {
    "name": "name",
    "kind": "art",
    "status": "status",
    "organisations": "organisationen",
    "errors": "fehler",
    "warnings": "warnungen",
    "notes": "hinweise",
    "read": "gelesen",
    "booked": "gebucht",
    "open": "offen",
    "excluded": "ausgeschlossen",
    "scope1_t": "scope1_t",
    "scope2_location_t": "scope2_standort_t",
    "scope2_market_t": "scope2_markt_t",
    "scope3_t": "scope3_t",
    "outside_t": "ausserhalb_t",
    "territorial_t": "territorial_t",
    "provisional": "vorlaeufig",
    "sha256": "sha256",
}


def batch_document(report: BatchReport) -> dict[str, object]:
    """The batch as plain values; ``stapel.schema.json`` declares every key."""
    return {
        "schema": SCHEMA_ID,
        "jahr": report.year,
        "lauf": {"version": report.version},
        "anzahl": {
            "gesamt": len(report.items),
            **{_status_key(status): count for status, count in report.statuses.items()},
        },
        "addiert": False,
        "ergebnisse": [_item(item) for item in report.items],
        "befunde": findings_json(report.findings),
    }


def batch_schema() -> dict[str, Any]:
    """JSON Schema (draft 7) of ``batch_document``."""
    text = files("thgbilanz.exhibits").joinpath("stapel.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _status_key(status: ItemStatus) -> str:
    return status.value.replace(" ", "_").casefold()


def _item(item: ItemResult) -> dict[str, object]:
    rows = item.rows
    return {
        "name": utf8_text(item.name),
        "art": item.kind.value,
        "status": _status_key(item.status),
        "vorlaeufig": item.provisional,
        "organisationen": [utf8_text(id_) for id_ in item.organisations],
        "befunde": {severity.value: item.count(severity) for severity in Severity},
        "zeilen": {
            "gelesen": rows.read,
            "gebucht": rows.booked,
            "offen": rows.open,
            "ausgeschlossen": rows.excluded,
        },
        "betrieblich": totals_object(item.organisational),
        "territorial": {"summe_t": thousandth(item.territorial_kg)},
        "eingaben": [{"datei": utf8_text(entry.file), "sha256": entry.sha256} for entry in item.inputs],
    }


def batch_csv(report: BatchReport, *, excel: bool = False) -> str:
    """One line per item; no cell can become a formula (faults.md 171).

    Two dialects (faults.md 181): for machines with comma and point, for a German Excel with semicolon, decimal comma
    and byte order mark. Figures in full precision.
    """
    table = items_table(report)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\n")
    writer.writerow([_CSV_KEYS[column.key] for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_value(value, excel=excel) for value in row.cells])
    return (_BOM if excel else "") + out.getvalue()


def _csv_value(value: str | float | None, *, excel: bool) -> str | int:
    if isinstance(value, str):
        return csv_text(value)
    if value is None or isinstance(value, int):
        return "" if value is None else value
    figure = number(value)
    text = "" if figure is None else repr(figure)
    return text.replace(".", ",") if excel else text
