"""Postings as JSON: their declared columns under their declared names, figures in full precision."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from thgbilanz.core.posting import POSTING_SCHEMA
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.document import run_object
from thgbilanz.exhibits.findings import findings_json
from thgbilanz.exhibits.journal_view import JournalView, is_weighted
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.journal.identity import posting_id_text
from thgbilanz.journal.names import NAMES, JournalName
from thgbilanz.journal.sums import SpaceSum

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_ID = "thgbilanz.journal/1"


def journal_document(view: JournalView) -> dict[str, object]:
    """The postings of a view with their sums and the run record."""
    report = view.report
    names = view.names or tuple(name for name in NAMES if name.divisor == 1)
    return {
        "schema": SCHEMA_ID,
        "projekt": utf8_text(report.project.name),
        "jahr": report.year,
        "vorlaeufig": report.provisional,
        "lauf": run_object(report.record),
        "bedingungen": [utf8_text(condition) for condition in view.conditions],
        "buchungen_gesamt": len(report.journal),
        "anzahl": len(view.postings),
        "anteile_eingerechnet": not is_weighted(report),
        "summen": [_sums(sums) for sums in view.sums],
        "buchungen": postings_json(view.postings, names),
        "befunde": findings_json(report.findings),
    }


def _sums(sums: SpaceSum) -> dict[str, object]:
    return {
        "raum": sums.space,
        "methode": sums.method if sums.space == "betrieblich" else "",
        "anzahl": sum(part.postings for part in sums.in_total),
        "summe_t": thousandth(sums.total_kg),
        "vor_eliminationen_t": thousandth(sums.own_kg),
        "teile": [
            {
                "scope": part.scope,
                "methode": part.method,
                "anzahl": part.postings,
                "vor_eliminationen_t": thousandth(part.own_kg),
                "eliminationen_t": thousandth(part.eliminated_kg),
                "in_summe": part in sums.in_total,
            }
            for part in sums.parts
        ],
    }


def postings_json(postings: "pd.DataFrame", names: Sequence[JournalName]) -> list[dict[str, object]]:
    """One object per posting; keys are the German keys of the columns, absent figures null."""
    columns = [_values(name, postings[name.column].tolist()) for name in names]
    keys = [name.key for name in names]
    return [dict(zip(keys, row, strict=True)) for row in zip(*columns, strict=True)]


_INTEGERS = frozenset(column.name for column in POSTING_SCHEMA if column.kind == "int")


def _values(name: JournalName, values: Sequence[Any]) -> list[object]:
    if name.kind == "id":
        return [posting_id_text(value) for value in values]
    if name.column in _INTEGERS:
        return [int(value) for value in values]
    if name.kind == "float":
        return [number(value if name.divisor == 1 else value / name.divisor) for value in values]
    return [utf8_text(str(value)) for value in values]
