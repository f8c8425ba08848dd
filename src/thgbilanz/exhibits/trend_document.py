"""The time series as a JSON document; figures in full precision, null where there is none (``trend.schema.json``)."""

import json
from importlib.resources import files
from typing import Any

from thgbilanz.balance.trend.progress import BudgetState, TargetProgress
from thgbilanz.balance.trend.published import PublishedYear
from thgbilanz.balance.trend.report import TrendReport
from thgbilanz.balance.trend.result import TrendPoint, TrendSeries, TrendStep
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.document import run_object
from thgbilanz.exhibits.findings import findings_json
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.exhibits.rounding import share_of

SCHEMA_ID = "thgbilanz.trend/1"
"""Name and version of the document; a change of what it declares raises the version."""


def trend_document(report: TrendReport) -> dict[str, object]:
    """The series as plain values, keys in declared order."""
    project, record = report.project, report.record
    return {
        "schema": SCHEMA_ID,
        "projekt": {
            "name": utf8_text(project.name),
            "ags": utf8_text(project.ags),
            "basisjahr": project.base_year,
            "zieljahr": project.target_year,
        },
        "von": report.first,
        "bis": report.last,
        "jahre_mit_daten": list(report.years),
        "vorlaeufig": report.provisional,
        "verfahren": {
            "zerlegung": "additiver LMDI-I (Ang 2005)",
            "trend": "Ausgleichsgerade (kleinste Quadrate) durch die letzten Jahre, höchstens fünf",
            "raumwaerme_anteil": number(report.room_heat_share),
            "gradtage_quellen": [utf8_text(source) for source in report.degree_day_sources],
        },
        "lauf": run_object(record),
        "reihen": [_series(entry) for entry in report.series],
        "befunde": findings_json(report.findings),
    }


def trend_schema() -> dict[str, Any]:
    """JSON Schema (draft 7) of ``trend_document``."""
    text = files("thgbilanz.exhibits").joinpath("trend.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _series(series: TrendSeries) -> dict[str, object]:
    return {
        "id": series.subject,
        "name": utf8_text(series.name),
        "basisjahr": series.base_year,
        "gleicher_umfang": utf8_text(series.like_for_like),
        "teile_nach": series.parts_by,
        "jahre": [_point(point) for point in series.points],
        "aenderungen": [_step(step) for step in series.steps],
        "ziele": [_target(progress) for progress in series.targets],
        "veroeffentlicht": [_published(entry) for entry in series.published],
    }


def _point(point: TrendPoint) -> dict[str, object]:
    return {
        "jahr": point.year,
        "status": point.status.value,
        "t": thousandth(point.emissions_kg),
        "markt_t": thousandth(point.market_kg),
        "endenergie_mwh": thousandth(point.energy_kwh),
        "einwohner": point.population,
        "je_einwohner_t": thousandth(point.per_head_kg),
        "index": number(point.index),
        "gleicher_umfang_t": thousandth(point.like_for_like_kg),
        "teile_t": {utf8_text(name): thousandth(kg) for name, kg in point.parts_kg.items()},
    }


def _step(step: TrendStep) -> dict[str, object]:
    return {
        "von": step.start,
        "bis": step.end,
        "jahre_ohne_daten": step.skipped,
        "t": thousandth(step.change_kg),
        "anteil": number(share_of(step.change_kg, step.before_kg)),
        "ursachen_t": {cause.value: thousandth(kg) for cause, kg in step.effects_kg.items()},
        "ursachen_anteil": {c.value: number(share_of(kg, step.before_kg)) for c, kg in step.effects_kg.items()},
        "nicht_abgetrennt": [cause.value for cause in step.not_separated],
        "groesste_beitraege": [
            {"ursache": driver.cause.value, "aktivitaet": driver.activity, "t": thousandth(driver.kg)}
            for driver in step.drivers
        ],
        "brueche": [{"art": entry.kind.value, "text": utf8_text(entry.text)} for entry in step.breaks],
    }


def _target(progress: TargetProgress) -> dict[str, object]:
    target, line = progress.target, progress.line
    return {
        "nummer": target.number,
        "sektor": target.sector,
        "basisjahr": target.base_year,
        "jahr": target.year,
        "pfad": target.path.value,
        "quelle": utf8_text(target.source),
        "ziel_t": thousandth(progress.target_kg),
        "einwohner_aus": progress.population_year,
        "rate": number(progress.rate),
        "rate_quelle": utf8_text(target.larr_source) if target.path.value == "sbti-aca" else "",
        "problem": utf8_text(progress.problem),
        "pfad_t": {str(year): thousandth(kg) for year, kg in progress.path_kg.items()},
        "abstand_t": {str(year): thousandth(kg) for year, kg in progress.distance_kg.items()},
        "trend": None
        if line is None
        else {"jahre": list(line.years), "t_je_jahr": thousandth(line.slope_kg), "erreicht_ziel": progress.meets},
        "budget": _budget(progress.budget) if progress.budget is not None else None,
    }


def _budget(budget: BudgetState) -> dict[str, object]:
    return {
        "t": thousandth(budget.budget_kg),
        "ab": budget.start,
        "quelle": utf8_text(budget.source),
        "verbraucht_t": thousandth(budget.used_kg),
        "rest_t": thousandth(budget.remaining_kg),
        "luecken": list(budget.gaps),
        "aufgebraucht_gleichbleibend": budget.used_up_constant,
        "aufgebraucht_auf_pfad": budget.used_up_on_path,
    }


def _published(entry: PublishedYear) -> dict[str, object]:
    return {
        "jahr": entry.year,
        "veroeffentlicht_t": thousandth(entry.published_kg),
        "berechnet_t": thousandth(entry.ours_kg),
        "unterschied_t": thousandth(entry.difference_kg),
        "gruende_t": {part.kind: thousandth(part.kg) for part in entry.parts},
        "groesste_unterschiede": [
            {
                "sektor": sector,
                "energietraeger": activity,
                "veroeffentlicht_t": thousandth(theirs),
                "berechnet_t": thousandth(ours),
            }
            for sector, activity, theirs, ours in entry.cells
        ],
        "quellen": [utf8_text(source) for source in entry.sources],
    }
