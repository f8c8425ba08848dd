"""The shipped factor base, and small tables of a project to load on top of it."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree

import pytest

from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.load import load_factors, shipped_folder
from thgbilanz.factors.schema import FACTOR_READERS, SOURCE_READERS

OWN_ROW: Mapping[str, str] = {
    "factor_id": "fernwaerme.stadtwerke",
    "year_valid": "2019",
    "region": "NET-stadtwerke",
    "boundary": "direct",
    "accounting": "location",
    "edition": "stadtwerke-2019",
    "activity_unit": "kWh",
    "heat_basis": "na",
    "co2e_kg": "0.18",
    "co2e_gwp": "unknown",
    "gas_split": "co2e_only",
    "u_kind": "none",
    "derivation": "local",
    "source_id": "stadtwerke",
    "source_locator": "Bescheinigung vom 1. Juli 2020",
    "status": "active",
}
OWN_SOURCE: Mapping[str, str] = {
    "source_id": "stadtwerke",
    "title": "Bescheinigung des Emissionsfaktors",
    "institution": "Stadtwerke",
    "licence_spdx": "LicenseRef-Zahlenzitat",
    "redistribution": "no",
}


def csv_text(columns: Mapping[str, object], rows: list[Mapping[str, str]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def base() -> FactorBase:
    loaded, findings = load_factors()
    assert findings == []
    return loaded


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Path]:
    """Folder ``faktoren`` with one table of rows, each the sample row with changes, and its source."""

    def write(*changes: Mapping[str, str]) -> Path:
        folder = tmp_path / "faktoren"
        folder.mkdir(exist_ok=True)
        rows = [{**OWN_ROW, **change} for change in changes or ({},)]
        folder.joinpath("fernwaerme.csv").write_text(csv_text(FACTOR_READERS, rows), encoding="utf-8", newline="\n")
        folder.joinpath("quellen.csv").write_text(
            csv_text(SOURCE_READERS, [OWN_SOURCE]), encoding="utf-8", newline="\n"
        )
        return folder

    return write


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Copy of the shipped folder with one text replaced once in one table."""

    def write(table: str, old: str, new: str) -> Path:
        folder = tmp_path / "emission_factors"
        copytree(shipped_folder(), folder)
        path = folder / table
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {table}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
        return folder

    return write
