"""The activity table: what intake hands to booking, one row per activity read from a file.

Columns instead of objects, because a batch has millions of rows and few distinct values per column.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from thgbilanz.core.schema import Column

ACTIVITY_SCHEMA: tuple[Column, ...] = (
    Column("organisation", "category", "Organisation", "id of the organisation; `stadtgebiet` for the territory"),
    Column("space", "category", "Bilanzraum", "accounting space, values of vocabulary.Space"),
    Column("sector", "category", "Sektor", "values of vocabulary.Sector; empty in the organisational space"),
    Column("activity", "category", "Aktivität", "id of an activity kind"),
    Column("amount", "float", "Menge (wie angegeben)", "amount as written; NaN if a notation key stands instead"),
    Column("unit", "category", "Einheit (wie angegeben)", "unit as written, trimmed and in Unicode NFC"),
    Column("year", "int", "Jahr", "calendar year of the activity"),
    Column("start", "category", "Von", "first day of the period, ISO 8601"),
    Column("end", "category", "Bis", "last day of the period, ISO 8601"),
    Column(
        "portion",
        "float",
        "Anteil im Bilanzjahr",
        "part of the amount that belongs to `year`, 0 to 1; below 1 if the period crosses a year's end",
    ),
    Column("portion_basis", "category", "Grund des Anteils", "German: how the portion was split; empty if it is 1"),
    Column("data_quality", "category", "Datengüte", "A to D, empty if not graded"),
    Column("scope3_category", "category", "Scope-3-Kategorie", "`3.1` to `3.15` if given by the user"),
    Column("counterparty", "category", "Gegenpartei", "organisation id of the supplier or receiver inside the group"),
    Column("delivery", "category", "Lieferung", "values of vocabulary.Delivery"),
    Column("flow", "category", "Richtung", "values of vocabulary.Flow"),
    Column("contract", "category", "Vertrag", "id of the supply contract (scope 2 by market); empty if none"),
    Column("eu_ets", "category", "EU-Emissionshandel", "`ja`, `nein`, empty if not stated"),
    Column("local_factor", "category", "Lokaler Faktor", "id of a local factor chosen in the row"),
    Column("meter", "category", "Zähler", "meter number as text"),
    Column("site", "category", "Liegenschaft", "site, building or vehicle group"),
    Column("floor_area_m2", "float", "Fläche (m²)", "floor area of the site, m2; NaN if not given"),
    Column("cost_eur", "float", "Kosten (EUR)", "cost in EUR; NaN if not given"),
    Column("uncertainty_percent", "float", "Unsicherheit (%)", "half of the 95 % interval; NaN if not given"),
    Column("weather_corrected", "category", "Witterungsbereinigt", "`ja`, `nein`, empty if not stated"),
    Column("notation", "category", "Kennzeichen", "values of vocabulary.Notation; empty if an amount is given"),
    Column("remark", "category", "Bemerkung", "free text of the user"),
    Column("confirmation", "category", "Bestätigt", "who confirmed an unusual value, when and why, as written"),
    Column("source", "category", "Quelle", "source of the value as the user names it"),
    Column(
        "derivation",
        "category",
        "Herleitung",
        "German: how the amount was computed from other cells of its row, with sources; empty if it is as written",
    ),
    Column("layer", "category", "Ebene", "values of vocabulary.Layer"),
    Column("author", "category", "Autor", "author of an estimate or correction; empty for layer `ist`"),
    Column("recorded_on", "category", "Erfasst am", "date of an estimate or correction, ISO 8601"),
    Column("reason", "category", "Begründung", "reason of an estimate or correction"),
    Column("file", "category", "Datei", "path relative to the project"),
    Column("sheet", "category", "Blatt", "sheet name; empty for CSV"),
    Column("row", "int", "Zeile", "row number as Excel shows it, from 1"),
    Column("column", "category", "Spalte", "column letter of the amount"),
    Column("column_title", "category", "Spaltentitel", "title of that column as it stands in the file"),
    Column("unit_column", "category", "Spalte der Einheit", "column letter of the unit"),
    Column("unit_title", "category", "Spaltentitel der Einheit", "title of that column as it stands in the file"),
    Column("file_sha256", "category", "SHA-256 der Datei", "hash of the file's bytes"),
)
"""Declared columns of the activity table, in this order."""

ACTIVITY_COLUMNS: tuple[str, ...] = tuple(column.name for column in ACTIVITY_SCHEMA)


@dataclass(frozen=True, slots=True)
class ActivityTable:
    """Columns of equal length, keyed by ``ACTIVITY_COLUMNS``."""

    columns: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.columns["activity"])

    def __post_init__(self) -> None:
        if tuple(self.columns) != ACTIVITY_COLUMNS:
            msg = f"activity table needs exactly the columns {ACTIVITY_COLUMNS}, got {tuple(self.columns)}"
            raise ValueError(msg)
        if len({len(values) for values in self.columns.values()}) > 1:
            msg = "columns of an activity table must have equal length"
            raise ValueError(msg)


def empty_activities() -> ActivityTable:
    """An activity table without rows."""
    return ActivityTable({name: [] for name in ACTIVITY_COLUMNS})


def joined(tables: Iterable[ActivityTable]) -> ActivityTable:
    """One activity table with the rows of all, in the given order."""
    parts = list(tables)
    return ActivityTable({name: [value for part in parts for value in part.columns[name]] for name in ACTIVITY_COLUMNS})
