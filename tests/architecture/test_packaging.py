"""Metadata that others read: licences, catalogues, citation, versions."""

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

from thgbilanz import __version__

ROOT = Path(__file__).parent.parent.parent

PUBLICCODE_REQUIRED = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}


def _annotation(path: str) -> dict[str, Any]:
    tables = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    return next(table for table in tables if table["path"] == path)


def _licences(expression: str) -> set[str]:
    return set(re.split(r"\s+(?:AND|OR)\s+", expression))


def test_factor_tables_state_exactly_the_licences_of_their_sources() -> None:
    with (ROOT / "emission_factors" / "sources.csv").open(encoding="utf-8", newline="") as stream:
        stated = {row["licence_spdx"] for row in csv.DictReader(stream)}
    assert _licences(_annotation("emission_factors/**")["SPDX-License-Identifier"]) == stated


def test_every_licence_has_its_text() -> None:
    tables = tomllib.loads((ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    used = {licence for table in tables for licence in _licences(table["SPDX-License-Identifier"])}
    assert used == {path.stem for path in (ROOT / "LICENSES").glob("*.txt")}


def test_licence_texts_are_complete() -> None:
    # Last words of the published texts: a cut copy would be no licence.
    endings = {
        "EUPL-1.2": "require the production of a new EUPL version.",
        "CC-BY-4.0": "Creative Commons may be contacted at creativecommons.org.",
        "CC0-1.0": "with respect to this CC0 or use of the Work.",
    }
    for name, ending in endings.items():
        text = " ".join((ROOT / "LICENSES" / f"{name}.txt").read_text(encoding="utf-8").split())
        assert text.endswith(ending), name


def test_publiccode_follows_the_standard() -> None:
    data = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert data.keys() >= PUBLICCODE_REQUIRED
    assert data["developmentStatus"] in {"concept", "development", "beta", "stable", "obsolete"}
    assert data["softwareType"] == "standalone/other"
    assert data["maintenance"]["type"] == "community"
    assert data["maintenance"]["contacts"]
    assert isinstance(data["localisation"]["localisationReady"], bool)
    for texts in data["description"].values():
        assert len(texts["shortDescription"]) <= 150
        assert 150 <= len(texts["longDescription"]) <= 10_000
        assert texts["features"]


def test_versions_and_licence_agree_everywhere() -> None:
    publiccode = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert publiccode["softwareVersion"] == citation["version"] == __version__
    assert publiccode["legal"]["license"] == citation["license"] == project["license"] == "EUPL-1.2"
