"""``datapackage.json`` describes every table, and every cell keeps what it says.

A second reader after the Table Schema specification, apart from the readers of the loader.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from thgbilanz.factors.descriptor import descriptor_text
from thgbilanz.factors.fields import FACTOR_FIELDS, GWP_FIELDS, PROPERTY_FIELDS, SET_FIELDS, SOURCE_FIELDS
from thgbilanz.factors.load import shipped_folder
from thgbilanz.factors.schema import FACTOR_READERS, GWP_READERS, PROPERTY_READERS, SET_READERS, SOURCE_READERS

FOLDER = shipped_folder()
TEXT = (FOLDER / "datapackage.json").read_text(encoding="utf-8")
RESOURCES: dict[str, dict[str, Any]] = {resource["name"]: resource for resource in json.loads(TEXT)["resources"]}
CAST = {"string": str, "date": str, "integer": int, "number": float}


def paths_of(resource: dict[str, Any]) -> list[Path]:
    path = resource["path"]
    return [FOLDER / part for part in ([path] if isinstance(path, str) else path)]


def rows_of(resource: dict[str, Any]) -> Iterator[dict[str, str]]:
    names = [field["name"] for field in resource["schema"]["fields"]]
    for path in paths_of(resource):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            assert reader.fieldnames == names, path
            yield from reader


def test_the_descriptor_is_up_to_date() -> None:
    # Renew it with: python -m thgbilanz.factors.descriptor emission_factors
    assert descriptor_text(FOLDER) == TEXT


def test_every_table_is_described_once() -> None:
    described = [path for resource in RESOURCES.values() for path in paths_of(resource)]
    assert sorted(described) == sorted(FOLDER.rglob("*.csv"))


@pytest.mark.parametrize(
    ("fields", "readers"),
    [
        (FACTOR_FIELDS, FACTOR_READERS),
        (PROPERTY_FIELDS, PROPERTY_READERS),
        (SOURCE_FIELDS, SOURCE_READERS),
        (SET_FIELDS, SET_READERS),
        (GWP_FIELDS, GWP_READERS),
    ],
)
def test_described_columns_are_those_of_the_loader(fields: Any, readers: Any) -> None:
    assert [field.name for field in fields] == list(readers)
    assert all(field.description for field in fields)


def test_names_follow_the_specification() -> None:
    # Data Package v1: lower case, digits, ".", "_" and "-", unique; at least a path and fields.
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in RESOURCES)
    assert len(RESOURCES) == len(json.loads(TEXT)["resources"])
    assert all(resource["path"] and resource["schema"]["fields"] for resource in RESOURCES.values())


@pytest.mark.parametrize("name", RESOURCES)
def test_every_cell_keeps_its_type_and_constraints(name: str) -> None:
    fields = RESOURCES[name]["schema"]["fields"]
    count = 0
    for row in rows_of(RESOURCES[name]):
        count += 1
        for field in fields:
            broken = problem(row[field["name"]], field["type"], field.get("constraints", {}))
            assert not broken, (name, field["name"], row[field["name"]], broken)
    assert count or name.startswith(("waivers", "checks"))


def problem(cell: str, kind: str, limits: dict[str, Any]) -> str:
    if not cell:
        return "required" if limits.get("required") else ""
    value = CAST[kind](cell)
    if kind == "date" and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        return "date"
    if "enum" in limits and value not in limits["enum"]:
        return "enum"
    if "pattern" in limits and not re.fullmatch(limits["pattern"], cell):
        return "pattern"
    if not limits.get("minimum", value) <= value <= limits.get("maximum", value):
        return "range"
    return ""


def test_a_cell_that_breaks_its_constraints_is_found() -> None:
    assert problem("", "string", {"required": True}) == "required"
    assert problem("-1", "number", {"minimum": 0}) == "range"
    assert problem("KWh", "string", {"enum": ["kWh"]}) == "enum"
    with pytest.raises(ValueError, match="0,17"):
        problem("0,17", "number", {})


@pytest.mark.parametrize("name", [name for name, resource in RESOURCES.items() if "primaryKey" in resource["schema"]])
def test_primary_keys_are_unique(name: str) -> None:
    key = RESOURCES[name]["schema"]["primaryKey"]
    keys = [tuple(row[column] for column in key) for row in rows_of(RESOURCES[name])]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", [name for name, resource in RESOURCES.items() if "foreignKeys" in resource["schema"]])
def test_foreign_keys_lead_somewhere(name: str) -> None:
    for foreign in RESOURCES[name]["schema"]["foreignKeys"]:
        there = foreign["reference"]
        known = {tuple(row[c] for c in there["fields"]) for row in rows_of(RESOURCES[there["resource"]])}
        assert {tuple(row[c] for c in foreign["fields"]) for row in rows_of(RESOURCES[name])} <= known
