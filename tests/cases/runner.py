"""Runs a case file through intake and booking and compares its postings with the expected kilograms."""

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from thgbilanz.booking.book import BookingResult, booked
from thgbilanz.core.diagnostic import has_errors
from thgbilanz.core.factor import Factor, Source
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.load import load_factors
from thgbilanz.intake.read import read_files

SETS = {"betrieblich": "uba-betrieblich", "territorial": "bisko"}
_LATEST_YEAR = 2100
_IN_TABLES_ONLY = {"table", "line"}

FACTOR_COLUMNS = tuple(name for name in Factor.__dataclass_fields__ if name not in _IN_TABLES_ONLY)
_FACTOR_DEFAULTS = {"region": "DE", "accounting": "na", "u_kind": "none", "derivation": "local", "status": "active"}
_SOURCE_COLUMNS = tuple(Source.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Case:
    """A case file; ``expected`` lists every posting in the order of rows."""

    path: Path
    title: str
    source: str
    gwp: str
    tables: str
    factors: tuple[dict[str, Any], ...]
    expected: tuple[dict[str, Any], ...]
    excluded: int
    tolerance: float


def case_files() -> list[Path]:
    """All case files, sorted."""
    return sorted(Path(__file__).parent.glob("*.yaml"))


def loaded_case(path: Path) -> Case:
    """The case of a file; KeyError if a required key is missing."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Case(
        path,
        data["titel"],
        data["quelle"].strip(),
        data.get("gwp", "AR5"),
        data["tabelle"],
        tuple(data.get("faktoren", ())),
        tuple(data["buchungen"]),
        data.get("ausgeschlossen", 0),
        data.get("toleranz", 1e-9),
    )


def booked_case(case: Case, root: Path) -> BookingResult:
    """The case booked by the same line as a project: CSV file, intake, factors, booking."""
    table = root / "daten" / "tabelle.csv"
    table.parent.mkdir(parents=True)
    table.write_text(case.tables, encoding="utf-8", newline="\n")
    intake = read_files([table], root, None, {"fall": "Fall"}, _LATEST_YEAR)
    assert not has_errors(intake.findings), intake.findings
    return booked(intake.activities, _factors(case, root), SETS, case.gwp)


def _factors(case: Case, root: Path) -> FactorBase:
    if not case.factors:
        return load_factors()[0]
    folder = root / "faktoren"
    folder.mkdir()
    rows = [{**_FACTOR_DEFAULTS, "source_id": "fall", **row} for row in case.factors]
    _write(folder / "faktoren.csv", FACTOR_COLUMNS, rows)
    source = {
        "source_id": "fall",
        "title": case.title,
        "institution": "siehe quelle",
        "licence_spdx": "CC0-1.0",
        "redistribution": "yes",
    }
    _write(folder / "quellen.csv", _SOURCE_COLUMNS, [source])
    base, findings = load_factors(local=folder)
    assert not has_errors(findings), findings
    return base


def _write(path: Path, columns: Any, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def assert_postings(case: Case, result: BookingResult) -> None:
    """Every expected posting is there with its kilograms, and no other."""
    found = [
        (int(row), str(scope), str(category), str(method), str(boundary), float(kg))
        for row, scope, category, method, boundary, kg in zip(
            *(
                result.postings[name]
                for name in ("row", "scope", "scope3_category", "method", "boundary", "emissions_kg")
            ),
            strict=True,
        )
    ]
    expected = [
        (
            int(posting["zeile"]),
            str(posting.get("scope", "")),
            str(posting.get("kategorie", "")),
            posting.get("methode", ""),
            posting["grenze"],
            float(posting["kg"]),
        )
        for posting in case.expected
    ]
    assert sorted(row[:-1] for row in found) == sorted(row[:-1] for row in expected)
    for have, want in zip(sorted(found), sorted(expected), strict=True):
        assert math.isclose(have[-1], want[-1], rel_tol=case.tolerance), (have, want)
