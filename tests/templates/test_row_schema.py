"""The JSON schema of a row says the same as the definition."""

import json
from typing import Any

import pytest

from thgbilanz.core.vocabulary import Sector
from thgbilanz.templates.data_sheet import example_rows
from thgbilanz.templates.definition import SHEETS, SheetTemplate
from thgbilanz.templates.row_schema import row_schema, tidy_schema

EVERY_SHEET = pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
EVERY_PLAIN_SHEET = pytest.mark.parametrize(
    "sheet",
    [sheet for sheet in SHEETS.values() if not sheet.derivation and sheet.id != "korrekturen"],
    ids=lambda sheet: sheet.id,
)


def fits(schema: dict[str, Any], row: dict[str, object]) -> bool:
    """The part of JSON schema that our schemas use."""
    if not set(schema.get("required", ())) <= set(row):
        return False
    if not all(any(set(option["required"]) <= set(row) for option in rule["anyOf"]) for rule in schema["allOf"]):
        return False
    return all(key in schema["properties"] and property_fits(schema["properties"][key], v) for key, v in row.items())


def property_fits(schema: dict[str, Any], value: object) -> bool:
    types = {"string": str, "number": (int, float), "integer": int}
    if not isinstance(value, types[schema["type"]]) or value not in schema.get("enum", [value]):
        return False
    return not isinstance(value, (int, float)) or schema.get("minimum", value) <= value <= schema.get("maximum", value)


@EVERY_SHEET
def test_examples_fit_the_schema(sheet: SheetTemplate) -> None:
    for row in example_rows(sheet, 2019):
        assert fits(row_schema(sheet.id), row)


@EVERY_PLAIN_SHEET
def test_rows_that_are_wrong_do_not_fit(sheet: SheetTemplate) -> None:
    schema, (row, *_) = row_schema(sheet.id), example_rows(sheet, 2019)
    assert not fits(schema, {**row, "menge": -1})
    assert not fits(schema, {**row, "aktivitaet": "gas"})
    assert not fits(schema, {**row, "datenguete": "E"})
    assert not fits(schema, {**row, "unbekannt": "x"})
    assert not fits(schema, {key: value for key, value in row.items() if key != "menge"})
    assert fits(schema, {**{k: v for k, v in row.items() if k not in ("menge", "einheit")}, "notation": "vertraulich"})


def test_the_tidy_schema_asks_for_a_sector_in_the_territory_and_for_a_year_or_a_period() -> None:
    schema = tidy_schema()
    assert schema["required"] == ["organisation", "raum", "aktivitaet"]
    assert {"anyOf": [{"required": ["jahr"]}, {"required": ["von"]}]} in schema["allOf"]
    territorial = {
        "if": {"properties": {"raum": {"const": "territorial"}}},
        "then": {"required": ["sektor"]},
    }
    assert territorial in schema["allOf"]
    assert schema["properties"]["sektor"]["enum"] == [sector.value for sector in Sector]


def test_only_a_correction_may_be_negative_and_what_is_made_says_who_and_why() -> None:
    rules = tidy_schema()["allOf"]
    correction = {"properties": {"ebene": {"const": "korrektur"}}, "required": ["ebene"]}
    assert {"if": correction, "else": {"properties": {"menge": {"minimum": 0}}}} in rules
    made = {"properties": {"ebene": {"enum": ["schaetzung", "korrektur"]}}, "required": ["ebene"]}
    assert {"if": made, "then": {"required": ["autor", "erfasst_am", "begruendung", "quelle"]}} in rules
    assert "minimum" not in row_schema("korrekturen")["properties"]["menge"]
    assert row_schema("strom")["properties"]["menge"]["minimum"] == 0


def test_schemas_are_closed_named_and_plain_json() -> None:
    schemas = [tidy_schema(), *map(row_schema, SHEETS)]
    assert all(schema["additionalProperties"] is False for schema in schemas)
    assert len({schema["$id"] for schema in schemas}) == len(schemas)
    assert json.loads(json.dumps(schemas, allow_nan=False)) == schemas
