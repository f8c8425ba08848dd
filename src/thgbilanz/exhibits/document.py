"""The balance as a JSON document: the contract's keys first, then more; figures in full precision.

A key of the contract is always there: null or empty where a view does not exist. ``bilanz.schema.json``
declares every key.
"""

import json
from collections.abc import Iterable
from importlib.resources import files
from math import fsum
from typing import Any

from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.result import FactorUse, IndependentSums, OpenItem
from thgbilanz.core.run_record import InputFile, RunRecord
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.document_answers import organisational_answers, overall_answers
from thgbilanz.exhibits.document_judgement import completeness_object, materiality_object
from thgbilanz.exhibits.document_organisational import organisational_object
from thgbilanz.exhibits.document_territorial import territorial_object
from thgbilanz.exhibits.findings import findings_json
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.exhibits.labels import error_count, shows
from thgbilanz.exhibits.rounding import share_of
from thgbilanz.exhibits.tables.evidence import factor_share, factors_by_weight
from thgbilanz.exhibits.tables.reservations import emissions_by_reservation_kg

SCHEMA_ID = "thgbilanz.bilanz/1"
"""Name and version of the document; a change of what stands in the contract raises the version."""


def balance_document(report: BalanceReport) -> dict[str, object]:
    """The balance as plain values; every figure a finite number or null, keys in declared order."""
    balance = report.balance
    organisational = balance.organisational if shows(report, Space.ORGANISATIONAL) else None
    territorial = balance.territorial if shows(report, Space.TERRITORIAL) else None
    return {
        "schema": SCHEMA_ID,
        "projekt": _project(report),
        "jahr": report.year,
        "vorlaeufig": report.provisional,
        "lauf": run_object(report.record),
        "kontrolle": _control(report),
        "betrieblich": {
            **organisational_object(organisational, report.provisional),
            **organisational_answers(report),
        },
        "territorial": territorial_object(territorial, report.provisional),
        "kontrollsummen": {space: _sums(sums) for space, sums in balance.sums},
        "faktoren": [_factor(report, use) for use in factors_by_weight(report)],
        "belastbarkeit": [_reservations(report, space) for space in Space if shows(report, space)],
        "quellen": _sources(report),
        **overall_answers(report),
        "wesentlichkeit": materiality_object(report.materiality, report.organisation_names, report.views),
        "vollstaendigkeit": completeness_object(report.completeness, report.organisation_names, report.activity_labels),
        "befunde": findings_json(report.findings),
    }


def document_text(document: object) -> str:
    """JSON text of a document: UTF-8 characters as they are, no NaN, keys as declared, a line end at the end."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def balance_schema() -> dict[str, Any]:
    """JSON Schema (draft 7) of ``balance_document``."""
    text = files("thgbilanz.exhibits").joinpath("bilanz.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _project(report: BalanceReport) -> dict[str, object]:
    project = report.project
    return {
        "name": utf8_text(project.name),
        "ags": utf8_text(project.ags),
        "basisjahr": project.base_year,
        "zieljahr": project.target_year,
        "einwohner": project.population.get(report.year),
    }


def run_object(record: RunRecord) -> dict[str, object]:
    """What a result was made from (contract.md, key ``lauf``)."""
    return {
        "version": record.version,
        "faktoren": [{"satz": use.set_id, "ausgabe": use.edition, "sha256": use.sha256} for use in record.factor_sets],
        "gwp": record.gwp,
        "eingaben": [_input(entry) for entry in record.inputs],
        "optionen": {utf8_text(name): utf8_text(value) for name, value in record.options},
    }


def _input(entry: InputFile) -> dict[str, object]:
    mapping = {"zuordnung": utf8_text(entry.mapping)} if entry.mapping else {}
    return {"datei": utf8_text(entry.file), "sha256": entry.sha256, **mapping}


def _control(report: BalanceReport) -> dict[str, object]:
    control = report.balance.control
    return {
        "gelesen": control.read,
        "gebucht": control.booked,
        "offen": control.open,
        "ausgeschlossen": control.excluded,
        "stimmt": control.holds,
        "offen_gruende": _reasons(control.open_reasons),
        "ausgeschlossen_gruende": _reasons(control.excluded_reasons),
        "offene_fehler": error_count(report),
        "dateisummen": {"verglichen": control.totals, "gleich": control.agreeing_totals},
    }


def _reasons(items: Iterable[OpenItem]) -> list[dict[str, object]]:
    return [{"grund": utf8_text(item.reason), "anzahl": item.count} for item in items]


def _sums(sums: IndependentSums) -> dict[str, object]:
    return {
        "scope_t": thousandth(sums.by_scope_kg),
        "organisation_t": thousandth(sums.by_organisation_kg),
        "aktivitaet_t": thousandth(sums.by_activity_kg),
        "datei_t": thousandth(sums.by_file_kg),
        "stimmt": sums.agree,
    }


def _factor(report: BalanceReport, use: FactorUse) -> dict[str, object]:
    return {
        "raum": use.space,
        "faktor": use.factor_id,
        "ausgabe": use.edition,
        "jahr": use.year,
        "region": use.region,
        "systemgrenze": use.boundary,
        "kg_je_einheit": number(use.factor_kg),
        "einheit": use.unit,
        "gwp": use.gwp_set,
        "quelle": utf8_text(use.source),
        "vorbehalt": use.reservation,
        "grund": utf8_text(use.match_reason),
        "buchungen": use.postings,
        "t": thousandth(use.emissions_kg),
        "anteil": factor_share(report, use),
    }


def _reservations(report: BalanceReport, space: Space) -> dict[str, object]:
    sums = emissions_by_reservation_kg(report, space)
    whole = fsum(sums.values())
    parts = [{"vorbehalt": name, "t": thousandth(kg), "anteil": share_of(kg, whole)} for name, kg in sums.items()]
    return {"raum": space.value, "teile": parts}


def _sources(report: BalanceReport) -> list[dict[str, object]]:
    return [
        {
            "kennung": line.source_id,
            "titel": utf8_text(line.title),
            "herausgeber": utf8_text(line.institution),
            "jahr": line.year,
            "adresse": line.url,
            "lizenz": line.licence,
        }
        for line in report.sources
    ]
