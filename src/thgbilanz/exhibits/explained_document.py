"""``thg erklaere --format json``: the same tree as the text, with stable keys and every posting."""

from collections.abc import Sequence
from typing import Any

from thgbilanz.balance.explain import Branch, Explanation
from thgbilanz.booking.proof import Proof
from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.document import run_object
from thgbilanz.exhibits.explained import Answer, Evidence, cell_place, interval_of, recomputing_findings, widths_of
from thgbilanz.exhibits.explained_text import branch_label
from thgbilanz.exhibits.findings import findings_json
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.exhibits.labels import organisation_label
from thgbilanz.exhibits.rounding import share_of
from thgbilanz.journal.identity import posting_id_text
from thgbilanz.journal.names import german_keys

SCHEMA_ID = "thgbilanz.erklaerung/1"
"""Name and version of the document; a change of its keys raises the version."""


def answer_document(answer: Answer) -> dict[str, object]:
    """The answer as plain values; figures in full precision."""
    report, explanation = answer.report, answer.explanation
    return {
        "schema": SCHEMA_ID,
        "projekt": utf8_text(report.project.name),
        "jahr": report.year,
        "vorlaeufig": report.provisional,
        "lauf": run_object(report.record),
        "kennzahl": None if explanation is None else _figure(answer, explanation),
        "gruppen": [] if explanation is None else _branches(answer, explanation, explanation.branches),
        "buchungen": [_posting(answer, evidence) for evidence in answer.evidence],
        "nachgerechnet": answer.agrees,
        "befunde": findings_json(recomputing_findings(answer)),
    }


def _figure(answer: Answer, explanation: Explanation) -> dict[str, object]:
    figure, balance = explanation.figure, answer.report.balance.organisational
    interval = interval_of(answer.report, figure)
    return {
        "name": utf8_text(figure.name),
        "bezeichnung": utf8_text(figure.label),
        "raum": figure.space,
        "wert": number(explanation.value),
        "einheit": figure.unit,
        "buchungen": len(explanation.parts),
        "konsolidierung": balance.approach if figure.weighted and balance is not None else None,
        "dieselbe_wie": utf8_text(figure.same_as) or None,
        "bereich_95": None
        if interval is None
        else {
            "halbe_breite_t": thousandth(interval.half_width_kg),
            "von_t": thousandth(interval.low_kg),
            "bis_t": thousandth(interval.high_kg),
            "anteil_angenommen": number(interval.assumed_share),
        },
    }


def _branches(answer: Answer, explanation: Explanation, branches: Sequence[Branch]) -> list[dict[str, object]]:
    return [
        {
            "spalte": branch.column,
            "schluessel": utf8_text(branch.key),
            "bezeichnung": utf8_text(branch_label(answer.report, branch)),
            "wert": number(branch.value),
            "anteil": number(share_of(branch.value, explanation.value)),
            "buchungen": branch.count,
            "gruppen": _branches(answer, explanation, branch.branches),
        }
        for branch in branches
    ]


def _posting(answer: Answer, evidence: Evidence) -> dict[str, object]:
    row, place = evidence.posting, cell_place(evidence.posting)
    value, widths = evidence.part.value, widths_of(row, answer.report.assumed)
    return {
        "buchung": posting_id_text(row["posting_id"]),
        "wert": number(value),
        "gewicht": number(evidence.part.weight),
        "anteil": number(share_of(value, answer.explanation.value)) if answer.explanation else None,
        "organisation": {
            "id": utf8_text(row["organisation"]),
            "name": utf8_text(organisation_label(answer.report, row["organisation"])),
        },
        **{key: utf8_text(row[column]) for key, column in _TEXTS.items()},
        "bezeichnung": utf8_text(activity_label(row["activity"])),
        "zelle": {
            "datei": utf8_text(place.file),
            "blatt": utf8_text(place.sheet),
            "zelle": place.cell,
            "sha256": row["file_sha256"],
        },
        "rechnung": _reckoning(evidence.proof),
        "faktor": _factor(evidence.proof),
        "endenergie_kwh": number(row["energy_kwh"]),
        "unsicherheit": None
        if widths is None
        else {
            key: {"prozent": number(one.percent), "annahme": one.is_assumed}
            for key, one in zip(("menge", "faktor"), widths, strict=True)
        },
        "gegenseiten": [
            {
                "seite": side.role,
                "buchung": posting_id_text(side.posting["posting_id"]),
                "organisation": utf8_text(side.posting["organisation"]),
                "menge": number(side.posting["amount"]),
                "einheit": utf8_text(side.posting["unit"]),
                "t": thousandth(side.posting["emissions_kg"]),
                "zelle": utf8_text(str(cell_place(side.posting))),
            }
            for side in evidence.sides
        ],
        "lieferant_scope1_t": thousandth(evidence.supplier_scope1_kg),
        "befunde": [
            {
                "code": finding.code,
                "schwere": finding.severity.value,
                "text": utf8_text(finding.text),
                "bestaetigung": utf8_text(finding.confirmation),
            }
            for finding in evidence.findings
        ],
    }


_TEXTS = german_keys(
    "space",
    "sector",
    "scope",
    "scope3_category",
    "method",
    "activity",
    "layer",
    "rule",
    "counterparty",
    "delivery",
    "flow",
    "contract",
    "eu_ets",
    "site",
    "meter",
    "data_quality",
    "author",
    "recorded_on",
    "reason",
    "source",
    "remark",
    "match_reason",
)
"""Keys of the document to columns of the posting."""


def _reckoning(proof: Proof) -> dict[str, object]:
    row, reckoning = proof.posting, proof.reckoning
    steps: list[dict[str, Any]] = [
        {
            "zeichen": step.sign,
            "zahl": number(step.number),
            "bedeutung": utf8_text(step.what),
            "ergebnis": number(step.result),
            "einheit": utf8_text(step.unit),
            "beleg": utf8_text(step.reason),
        }
        for step in reckoning.steps
    ]
    return {
        "menge": number(row["amount"]),
        "einheit": utf8_text(row["unit"]),
        "herleitung": utf8_text(row["conversion"]),
        "schritte": steps,
        "menge_umgerechnet": number(row["quantity"]),
        "einheit_umgerechnet": utf8_text(row["quantity_unit"]),
        "kg_je_einheit": number(row["factor_kg"]),
        "kg": number(row["emissions_kg"]),
        "nachgerechnet_kg": number(reckoning.emissions_kg),
        "stimmt": proof.agrees,
    }


def _factor(proof: Proof) -> dict[str, object]:
    row, factor, source = proof.posting, proof.factor, proof.source
    return {
        "id": utf8_text(row["factor_id"]),
        "jahr": int(row["factor_year"]),
        "region": utf8_text(row["factor_region"]),
        "ausgabe": utf8_text(row["factor_edition"]),
        "systemgrenze": utf8_text(factor.boundary if factor else row["boundary"]),
        "gwp": utf8_text(row["gwp_set"]),
        "gase": [
            {"gas": term.gas, "kg": number(term.mass_kg), "potential": number(term.potential)} for term in proof.gases
        ],
        "fundstelle": utf8_text(row["factor_source"]),
        "tabelle": f"{factor.table}:{factor.line}" if factor and factor.table else None,
        "titel": utf8_text(source.title) if source else None,
        "herausgeber": utf8_text(source.institution) if source else None,
        "jahr_der_quelle": source.year if source else None,
        "adresse": (source.url or source.doi) if source else None,
        "vorbehalt": utf8_text(row["factor_reservation"]),
        "stimmt": proof.factor_agrees,
    }
