"""JSON schema of one row, made from the same definition as the workbook: for other programs that write our tables."""

from typing import Any

from thgbilanz.core.vocabulary import Layer, Space
from thgbilanz.templates.definition import EARLIEST_YEAR, SHEETS, TIDY_COLUMNS
from thgbilanz.templates.model import ColumnKind, TemplateColumn

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: dict[ColumnKind, dict[str, Any]] = {
    "text": {"type": "string"},
    "id": {"type": "string", "minLength": 1},
    "unit": {"type": "string", "minLength": 1},
    "choice": {"type": "string"},
    "number": {"type": "number", "minimum": 0},
    "percent": {"type": "number", "minimum": 0, "maximum": 100},
    "year": {"type": "integer", "minimum": EARLIEST_YEAR},
    "date": {"type": "string", "format": "date"},
}


def _property(column: TemplateColumn) -> dict[str, Any]:
    schema = {"title": column.title, "description": column.meaning, **_TYPES[column.kind]}
    if column.signed:
        del schema["minimum"]
    if column.kind == "choice":
        schema["enum"] = [choice.value for choice in column.choices]
    if column.kind == "unit" and column.choices:
        schema["examples"] = [choice.value for choice in column.choices]
    return schema


def _requirements(columns: tuple[TemplateColumn, ...]) -> dict[str, Any]:
    """Required keys; where another column may replace one, either of the two is enough."""
    return {
        "required": [column.key for column in columns if column.required and not column.unless],
        "allOf": [
            {"anyOf": [{"required": [column.key]}, {"required": [column.unless]}]}
            for column in columns
            if column.required and column.unless
        ],
    }


def row_schema(sheet_id: str) -> dict[str, Any]:
    """JSON schema (draft 2020-12) of a row of a data sheet, by tidy key and value, without the sheet's constants."""
    sheet = SHEETS[sheet_id]
    return {
        "$schema": _DIALECT,
        "$id": f"thgbilanz.vorlage.{sheet.id}/{sheet.version}",
        "title": sheet.title,
        "description": sheet.purpose,
        "type": "object",
        "additionalProperties": False,
        "properties": {column.key: _property(column) for column in sheet.columns},
        **_requirements(sheet.columns),
    }


def tidy_schema() -> dict[str, Any]:
    """JSON schema (draft 2020-12) of a row of the tidy CSV table; the territorial balance needs a sector."""
    requirements = _requirements(TIDY_COLUMNS)
    properties = {column.key: _property(column) for column in TIDY_COLUMNS}
    least = {"minimum": properties["menge"].pop("minimum")}
    correction = {"properties": {"ebene": {"const": Layer.CORRECTION.value}}, "required": ["ebene"]}
    made = {"properties": {"ebene": {"enum": [Layer.ESTIMATE.value, Layer.CORRECTION.value]}}, "required": ["ebene"]}
    territorial = {"properties": {"raum": {"const": Space.TERRITORIAL.value}}}
    requirements["allOf"] = [*requirements["allOf"], {"if": territorial, "then": {"required": ["sektor"]}}]
    requirements["allOf"] += [
        {"if": correction, "else": {"properties": {"menge": least}}},
        {"if": made, "then": {"required": ["autor", "erfasst_am", "begruendung", "quelle"]}},
    ]
    return {
        "$schema": _DIALECT,
        "$id": "thgbilanz.aktivitaeten/1",
        "title": "Aktivitätstabelle",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        **requirements,
    }
