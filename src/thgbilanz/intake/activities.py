"""From validated rows to the activity table, column by column."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any

from thgbilanz.core.activity import ACTIVITY_COLUMNS, ActivityTable
from thgbilanz.core.heating import heats
from thgbilanz.core.period import Period
from thgbilanz.core.vocabulary import Flow, Layer
from thgbilanz.intake.degree_days import NO_DEGREE_DAYS, DegreeDays
from thgbilanz.intake.portions import WHOLE, Portion, portion_of
from thgbilanz.intake.raw_table import ColumnHead, RawTable
from thgbilanz.intake.readings import ReadTable

if TYPE_CHECKING:
    from thgbilanz.intake.row import Row
    from thgbilanz.intake.validation import ValidRows

_FROM_ROW = {
    "organisation": "organisation",
    "space": "raum",
    "sector": "sektor",
    "activity": "aktivitaet",
    "unit": "einheit",
    "data_quality": "datenguete",
    "scope3_category": "scope3_kategorie",
    "counterparty": "gegenpartei",
    "delivery": "lieferung",
    "eu_ets": "eu_ets",
    "notation": "notation",
    "weather_corrected": "witterungsbereinigt",
    "year": "jahr",
}
"""Columns that rows with equal fields share; the other columns come from the cells of each row."""
_FROM_CELLS = {
    "local_factor": "faktor",
    "contract": "vertrag",
    "meter": "zaehler",
    "site": "liegenschaft",
    "remark": "bemerkung",
    "source": "quelle",
    "confirmation": "bestaetigt",
    "author": "autor",
    "reason": "begruendung",
}
_NUMBERS = {
    "amount": "menge",
    "floor_area_m2": "flaeche_m2",
    "cost_eur": "kosten_eur",
    "uncertainty_percent": "unsicherheit_prozent",
}


@dataclass(frozen=True, slots=True)
class TakenTable:
    """The activities of one table, and where they stand in it."""

    raw: RawTable
    positions: list[int]
    """Position in the raw table of each activity."""
    activities: ActivityTable
    rejected: int
    """Rows that were read and not taken."""


def taken(table: ReadTable, rows: "ValidRows", odd: int, degree_days: DegreeDays = NO_DEGREE_DAYS) -> TakenTable:
    """Activities of the valid rows. ``odd`` rows (totals, second headers) were read too and count as rejected.

    ``degree_days`` split the periods of heating that cross a year's end.
    """
    kept = list(compress(rows.kind_of, rows.is_valid))
    raw, count = table.raw, len(kept)
    amounts = _amount_heads(table, rows)
    unit = raw.heads.get("einheit") or (raw.heads.get("menge") if raw.layout else None)
    periods = [_period(row) if row else ("", "") for row in rows.kinds]
    portions = [_portion(row, degree_days) if row else WHOLE for row in rows.kinds]
    received, actual = Flow.RECEIVED.value, Layer.ACTUAL.value
    columns: dict[str, list[Any]] = {
        **{name: _per_kind(rows, kept, field) for name, field in _FROM_ROW.items()},
        **{name: list(compress(table.values[key], rows.is_valid)) for name, key in _FROM_CELLS.items()},
        **{name: _floats(compress(table.values[key], rows.is_valid)) for name, key in _NUMBERS.items()},
        "start": [periods[kind][0] for kind in kept],
        "end": [periods[kind][1] for kind in kept],
        "portion": [portions[kind].value for kind in kept],
        "portion_basis": [portions[kind].basis for kind in kept],
        "flow": [flow or received for flow in _per_kind(rows, kept, "richtung")],
        "derivation": list(compress(table.derivations, rows.is_valid)) if table.derivations else [""] * count,
        "layer": [layer or actual for layer in _per_kind(rows, kept, "ebene")],
        "recorded_on": _days(compress(table.values["erfasst_am"], rows.is_valid)),
        "file": [raw.file] * count,
        "sheet": [raw.sheet] * count,
        "row": list(compress(raw.rows, rows.is_valid)),
        "column": [head.letter if head else "" for head in amounts],
        "column_title": [head.title if head else "" for head in amounts],
        "unit_column": [unit.letter if unit else ""] * count,
        "unit_title": [unit.title if unit else ""] * count,
        "file_sha256": [raw.sha256] * count,
    }
    ordered = ActivityTable({name: columns[name] for name in ACTIVITY_COLUMNS})
    positions = list(compress(range(len(rows.is_valid)), rows.is_valid))
    return TakenTable(raw, positions, ordered, len(rows.is_valid) - count + odd)


def _amount_heads(table: ReadTable, rows: "ValidRows") -> "list[ColumnHead | None]":
    """The column of every amount that is kept."""
    raw = table.raw
    if not raw.amount_keys:
        return [raw.heads.get("menge")] * sum(rows.is_valid)
    return [raw.heads.get(key) for key in compress(raw.amount_keys, rows.is_valid)]


def _per_kind(rows: "ValidRows", kept: Sequence[int], field: str) -> list[Any]:
    values = [getattr(row, field) if row else "" for row in rows.kinds]
    return [values[kind] for kind in kept]


def _period(row: "Row") -> tuple[str, str]:
    if row.von is not None and row.bis is not None:
        return row.von.isoformat(), row.bis.isoformat()
    return f"{row.jahr}-01-01", f"{row.jahr}-12-31"


def _portion(row: "Row", degree_days: DegreeDays) -> Portion:
    if row.von is None or row.bis is None or row.jahr is None:
        return WHOLE
    heats_rooms = heats(row.aktivitaet, row.sektor)
    return portion_of(Period(row.von, row.bis), row.jahr, degree_days if heats_rooms else NO_DEGREE_DAYS)


def _days(values: "compress[Any]") -> list[str]:
    return [value.isoformat() if isinstance(value, dt.date) else "" for value in values]


def _floats(values: "Sequence[Any] | compress[Any]") -> list[float]:
    # One NaN object for all: rows compare equal in tuples only if it is the same object.
    return [math.nan if value is None else float(value) for value in values]
