"""The Frictionless descriptor of a factor folder, made from the column texts so that the two can't drift apart.

``python -m thgbilanz.factors.descriptor emission_factors`` rewrites ``datapackage.json``.
"""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from thgbilanz.factors.fields import (
    BIO_SHARE_FIELDS,
    FACTOR_FIELDS,
    GWP_FIELDS,
    LOSS_FIELDS,
    PROPERTY_FIELDS,
    SET_FIELDS,
    SOURCE_FIELDS,
    Field,
)

FILE_NAME = "datapackage.json"
VERSION = "2026.1"
FACTOR_KEY = ("factor_id", "year_valid", "region", "boundary", "accounting", "edition")
_TO_SOURCES = {"fields": ["source_id"], "reference": {"resource": "sources", "fields": ["source_id"]}}


def descriptor(folder: Path) -> dict[str, Any]:
    """Data package of a factor folder: one resource for all factor tables, one for each other table.

    Tables without a description here (checks, waivers) are described by their header, every cell a text.
    """
    tables = sorted((folder / "factors").glob("*.csv"))
    factor_paths = [f"factors/{path.name}" for path in tables]
    resources = [_resource("factors", factor_paths, "Emissionsfaktoren", FACTOR_FIELDS, FACTOR_KEY)]
    resources += [
        _resource(name, path, title, fields, key)
        for name, path, title, fields, key in _TABLES
        if (folder / path).is_file()
    ]
    described = {"sources.csv", *factor_paths, *(path for _, path, *_ in _TABLES)}
    resources += [
        _plain(path.relative_to(folder).as_posix(), _header(path))
        for path in sorted(folder.rglob("*.csv"))
        if path.relative_to(folder).as_posix() not in described
    ]
    return {
        "profile": "tabular-data-package",
        "name": "thgbilanz-emission-factors",
        "title": "Emissionsfaktoren für kommunale Treibhausgasbilanzen",
        "version": VERSION,
        "licenses": [{"name": "CC0-1.0", "title": "Zusammenstellung; je Quelle gilt licence_spdx in sources.csv"}],
        "resources": resources,
    }


def descriptor_text(folder: Path) -> str:
    """Text of ``datapackage.json``, same bytes for same tables."""
    return json.dumps(descriptor(folder), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


_Table = tuple[str, str, str, tuple[Field, ...], tuple[str, ...]]
_PROPERTY_KEY = ("property_id", "edition")
_SET_KEY = ("set_id", "space", "activity", "role", "year_from")
_TABLES: tuple[_Table, ...] = (
    ("properties", "properties.csv", "Stoffeigenschaften in Gebrauch", PROPERTY_FIELDS, _PROPERTY_KEY),
    (
        "properties-alternatives",
        "properties_weitere.csv",
        "Weitere veröffentlichte Stoffeigenschaften, nicht in Gebrauch",
        PROPERTY_FIELDS,
        _PROPERTY_KEY,
    ),
    ("sources", "sources.csv", "Quellen", SOURCE_FIELDS, ("source_id",)),
    ("sets", "sets.csv", "Faktorsätze", SET_FIELDS, _SET_KEY),
    ("gwp", "gwp.csv", "Treibhauspotenziale", GWP_FIELDS, ("gas", "gwp_set", "horizon_years")),
    (
        "refrigerant-losses",
        "verlustraten.csv",
        "Verlustraten von Kältemitteln",
        LOSS_FIELDS,
        ("application", "region", "source_id", "source_locator"),
    ),
    (
        "bio-shares",
        "bioanteile.csv",
        "Bioanteile in Kraftstoffen",
        BIO_SHARE_FIELDS,
        ("fuel", "year_valid", "region", "source_id"),
    ),
)


def _resource(
    name: str, path: str | Sequence[str], title: str, fields: Iterable[Field], key: tuple[str, ...]
) -> dict[str, Any]:
    listed = list(fields)
    schema: dict[str, Any] = {
        "fields": [_field(field) for field in listed],
        "missingValues": [""],
        "primaryKey": list(key),
    }
    if name != "sources" and any(field.name == "source_id" for field in listed):
        schema["foreignKeys"] = [_TO_SOURCES]
    return _table(name, path, title, schema)


def _plain(path: str, header: Sequence[str]) -> dict[str, Any]:
    name = path.removesuffix(".csv").replace("/", "-").replace("_", "-")
    schema = {"fields": [{"name": column, "type": "string"} for column in header], "missingValues": [""]}
    return _table(name, path, f"Tabelle {path}", schema)


def _table(name: str, path: str | Sequence[str], title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "profile": "tabular-data-resource",
        "path": path,
        "title": title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n"},
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if field.required else {}
    if field.enum:
        limits["enum"] = [int(value) for value in field.enum] if field.type == "integer" else list(field.enum)
    if field.pattern:
        limits["pattern"] = field.pattern
    limits |= {
        name: value for name, value in (("minimum", field.minimum), ("maximum", field.maximum)) if value is not None
    }
    said = {"name": field.name, "type": field.type, "description": field.description}
    return said | ({"constraints": limits} if limits else {})


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), [])


if __name__ == "__main__":
    target = Path(sys.argv[1])
    (target / FILE_NAME).write_text(descriptor_text(target), encoding="utf-8", newline="\n")
