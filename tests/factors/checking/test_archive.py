"""F21: a stored workbook is read again at the cell that a row names."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.cli.calls import thg
from tests.factors.conftest import OWN_ROW, OWN_SOURCE, csv_text
from thgbilanz.factors.schema import FACTOR_READERS, SOURCE_READERS

Build = Callable[..., Path]


@pytest.fixture
def city(tmp_path: Path) -> Build:
    """A city whose supplier sent a workbook: g/kWh in cell C12 of sheet Werte."""

    def build(printed: float | str = 180, value: str = "0.18", *, tampered: bool = False) -> Path:
        archive = tmp_path / "archiv"
        archive.mkdir()
        with xlsxwriter.Workbook(str(archive / "werk.xlsx")) as book:
            book.add_worksheet("Werte").write("C12", printed)
        sha256 = hashlib.sha256((archive / "werk.xlsx").read_bytes()).hexdigest()
        source = OWN_SOURCE | {"archived_copy": "werk.xlsx", "sha256": "0" * 64 if tampered else sha256}
        row = OWN_ROW | {"source_locator": "Blatt Werte, Zelle C12", "co2e_kg": value}
        folder = tmp_path / "faktoren"
        folder.mkdir()
        (folder / "netze.csv").write_text(csv_text(FACTOR_READERS, [row]), encoding="utf-8", newline="\n")
        (folder / "quellen.csv").write_text(csv_text(SOURCE_READERS, [source]), encoding="utf-8", newline="\n")
        return tmp_path

    return build


def findings(folder: Path) -> list[tuple[str, str, str]]:
    called = thg("faktoren", "pruefen", "faktoren", "--archiv", "archiv", "--format", "json", folder=folder)
    return [(found["code"], found["schwere"], found["text"]) for found in called.document["befunde"]]


@pytest.mark.parametrize("printed", [0.18, 180, 180_000])
def test_a_power_of_ten_is_no_difference(city: Build, printed: float) -> None:
    assert findings(city(printed)) == []


def test_a_transcription_error_is_found(city: Build) -> None:
    assert findings(city(180, "0.181")) == [("F21", "Fehler", "Wert ist nicht der an der Fundstelle gedruckte")]


def test_a_cell_without_a_number_is_named(city: Build) -> None:
    assert findings(city("siehe unten")) == [("F21", "Warnung", "An der Fundstelle steht keine Zahl")]


def test_another_file_than_the_one_that_was_read_is_found(city: Build) -> None:
    assert findings(city(tampered=True)) == [("F21", "Fehler", "Abgelegte Quelle ist nicht mehr die gelesene")]


def test_without_an_archive_nothing_is_read(city: Build) -> None:
    assert thg("faktoren", "pruefen", "faktoren", folder=city(999)).code == 0
