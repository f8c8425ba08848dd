"""One factor as a JSON document: series, sources, formulas, sets, organisations; figures in full precision."""

from collections.abc import Sequence

from thgbilanz.core.factor import Factor, Source
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.factor_formula import explained
from thgbilanz.exhibits.factor_list import factor_row, json_rows
from thgbilanz.exhibits.factor_words import GASES
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.listing import BalanceUse, uses_in_sets
from thgbilanz.factors.series import Series, series_of

SCHEMA_ID = "thgbilanz.faktor/1"


def page_document(base: FactorBase, rows: Sequence[Factor], used_by: Sequence[BalanceUse] | None) -> dict[str, object]:
    """The page of a factor as plain values; ``used_by`` is None outside a project."""
    sources = [base.sources[id_] for id_ in dict.fromkeys(row.source_id for row in rows) if id_ in base.sources]
    return {
        "schema": SCHEMA_ID,
        "faktor": rows[0].factor_id,
        "reihen": [_series(series, base) for series in series_of(rows)],
        "quellen": [_source(source) for source in sources],
        "saetze": _sets(base, rows[0].factor_id),
        "projekt": None if used_by is None else [_use(use) for use in used_by],
    }


def _series(series: Series, base: FactorBase) -> dict[str, object]:
    return {
        "region": series.region,
        "ausgabe": series.edition,
        "systemgrenze": series.boundary,
        "methode": series.accounting,
        "einheit": series.unit,
        "werte": [_value(row, base) for row in series.rows],
    }


def _value(row: Factor, base: FactorBase) -> dict[str, object]:
    made = explained(row, base)
    shown = json_rows([factor_row(row, base)])[0]
    extra: dict[str, object] = {
        "gase_kg": {column: getattr(row, column) for column in GASES},
        "jahr_daten": row.year_data,
        "jahr_veroeffentlicht": row.year_published,
        "status": row.status,
        "formel": None
        if made is None
        else {"ausdruck": row.formula_ref, "regel": made.sentence, "eingaben": list(made.inputs)},
        "begruendung_null": utf8_text(row.zero_reason),
        "bemerkung": utf8_text(row.note),
    }
    return shown | extra


def _source(source: Source) -> dict[str, object]:
    return {
        "kennung": source.source_id,
        "titel": utf8_text(source.title),
        "herausgeber": utf8_text(source.institution),
        "jahr": source.year,
        "adresse": source.url,
        "doi": source.doi,
        "lizenz": source.licence_spdx,
        "weitergabe": source.redistribution,
        "bemerkung": utf8_text(source.note),
    }


def _sets(base: FactorBase, factor_id: str) -> list[dict[str, object]]:
    return [
        {
            "satz": use.entry.set_id,
            "satz_ausgabe": use.entry.set_edition,
            "bilanzraum": use.entry.space,
            "aktivitaet": use.entry.activity,
            "rolle": use.entry.role,
            "ausgabe": use.entry.edition,
            "jahre": list(use.years),
        }
        for use in uses_in_sets(base, factor_id)
    ]


def _use(use: BalanceUse) -> dict[str, object]:
    return {
        "organisation": use.organisation,
        "name": utf8_text(use.name),
        "aktivitaet": use.activity,
        "systemgrenze": use.boundary,
        "ausgabe": use.edition,
        "jahre": list(use.years),
    }
