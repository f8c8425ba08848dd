"""A difference as JSON and as CSV: totals with their causes, and every posting that differs, in full precision."""

import csv
import io
from collections.abc import Mapping
from math import isnan

from thgbilanz.exhibits.clean import csv_text, utf8_text
from thgbilanz.exhibits.difference_lines import DifferenceLine, OneSide, difference_lines, what_changed
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.journal.difference import Cause, Difference, FigureDifference, JournalSide
from thgbilanz.journal.names import german_keys

SCHEMA_ID = "thgbilanz.vergleich/1"

_ABOUT = german_keys(
    "organisation",
    "space",
    "sector",
    "scope",
    "scope3_category",
    "method",
    "activity",
    "site",
    "meter",
    "layer",
)
_SIDE = german_keys(
    "amount",
    "unit",
    "factor_id",
    "factor_edition",
    "factor_kg",
    "gwp_set",
)


def difference_document(difference: Difference) -> dict[str, object]:
    """The difference as plain values."""
    return {
        "schema": SCHEMA_ID,
        "vorher": _side(difference.before),
        "nachher": _side(difference.after),
        "kennzahlen": [_figure(figure) for figure in difference.figures],
        "unveraendert": difference.unchanged,
        "buchungen": [_line(line) for line in difference_lines(difference)],
    }


def _side(side: JournalSide) -> dict[str, object]:
    weights = None if side.members is None else {id_: number(weight) for id_, weight in side.members.items()}
    return {
        "name": utf8_text(side.label),
        "jahr": side.year,
        "buchungen": len(side.journal),
        "konsolidierung": side.approach or None,
        "gwp": side.gwp or None,
        "anteile": weights,
    }


def _figure(figure: FigureDifference) -> dict[str, object]:
    return {
        "raum": figure.space,
        "methode": figure.method,
        "vorher_t": thousandth(figure.before_kg),
        "nachher_t": thousandth(figure.after_kg),
        "unterschied_t": thousandth(figure.change_kg),
        "ursachen": {
            cause.value: {"t": thousandth(figure.causes[cause.value]), "buchungen": figure.postings[cause.value]}
            for cause in Cause
        },
    }


def _line(line: DifferenceLine) -> dict[str, object]:
    about = {key: utf8_text(str(line.about[name])) for key, name in _ABOUT.items()}
    return {
        **about,
        "vorher_t": number(line.before_t),
        "nachher_t": number(line.after_t),
        "unterschied_t": number(line.change_t),
        **{f"{name}_t": number(value) for name, value in line.causes_t.items()},
        "was": utf8_text(what_changed(line)),
        "vorher": _one(line.before),
        "nachher": _one(line.after),
    }


def _one(side: OneSide | None) -> dict[str, object] | None:
    if side is None:
        return None
    values: dict[str, object] = {"buchung": side.id, "buchungen": side.count, "anteil": number(side.weight)}
    for key, name in _SIDE.items():
        value = side.values[name]
        values[key] = number(value) if isinstance(value, float) else utf8_text(str(value))
    return values | {"ort": utf8_text(side.place)}


def difference_csv(difference: Difference) -> str:
    """The changed postings as CSV for programs; no cell can become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    sides = ("buchung", "buchungen", "anteil", *_SIDE, "ort")
    figures = ("vorher_t", "nachher_t", "unterschied_t", *(f"{cause.value}_t" for cause in Cause))
    writer.writerow([*_ABOUT, *figures, "was", *(f"{key}_{side}" for side in ("vorher", "nachher") for key in sides)])
    for line in difference_lines(difference):
        entry = _line(line)
        cells = [_cell(entry[key]) for key in (*_ABOUT, *figures, "was")]
        for name in ("vorher", "nachher"):
            side = entry[name]
            cells += [_cell(side[key]) if isinstance(side, Mapping) else "" for key in sides]
        writer.writerow(cells)
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    return csv_text(value) if isinstance(value, str) else value
