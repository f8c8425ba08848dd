"""``thg pruefen --kopie``: where the copy may go, what is said, and that the original is never touched."""

import os
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.cli.calls import GOOD, Called, project, thg, tree
from thgbilanz.templates.workbook import template_bytes

ROWS = {
    "strom": [
        {"standort": "Rathaus", "aktivitaet": "strom", "menge": 1000, "einheit": "kWh", "datenguete": "A"},
        {"standort": "Bad", "aktivitaet": "strom", "menge": "1.234", "einheit": "kWh", "datenguete": "A"},
    ]
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = project(tmp_path / "p", None)
    content = template_bytes(["strom"], "stadt", "Stadt", 2019, kind="verwaltung", rows=ROWS)
    (folder / "daten" / "2019" / "stadt.xlsx").write_bytes(content)
    return folder


def _copy(root: Path, target: str = "geprueft.xlsx", *more: str, source: str = "daten/2019/stadt.xlsx") -> Called:
    return thg("pruefen", source, "--kopie", target, *more, folder=root)


def test_the_copy_is_written_and_nothing_else(root: Path) -> None:
    before = tree(root)
    result = _copy(root)
    assert result.code == 1
    assert "Geschrieben: geprueft.xlsx" in result.err
    after = tree(root)
    copy = after.pop("geprueft.xlsx")
    assert after == before
    book = load_workbook(BytesIO(copy))
    report = book["Prüfbericht"]
    assert report["A2"].value == "daten/2019/stadt.xlsx: 1 Fehler"
    assert report["D7"].hyperlink.location == f"'Strom'!{report['D7'].value}"
    assert "1.234" in book["Strom"][report["D7"].value].comment.text


def test_two_runs_write_the_same_bytes(root: Path) -> None:
    _copy(root, "a.xlsx")
    _copy(root, "b.xlsx")
    assert (root / "a.xlsx").read_bytes() == (root / "b.xlsx").read_bytes()


def test_the_copy_of_a_copy_can_be_checked(root: Path) -> None:
    _copy(root)
    result = _copy(root, "noch-einmal.xlsx", source="geprueft.xlsx")
    assert result.code == 1
    assert (root / "noch-einmal.xlsx").exists()


def _refused(root: Path, result: Called, *words: str) -> None:
    assert (result.code, result.out) == (2, "")
    for word in words:
        assert word in " ".join(result.err.split())
    assert sorted(path.name for path in root.rglob("*.xls*")) == ["stadt.xlsx"]


@pytest.mark.parametrize("target", ["daten/2019/stadt.xlsx", "./daten/../daten/2019/stadt.xlsx"])
def test_the_workbook_itself_is_refused(root: Path, target: str) -> None:
    before = tree(root)
    _refused(root, _copy(root, target), "nicht die geprüfte Mappe selbst")
    assert tree(root) == before


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_link_to_the_workbook_is_refused(root: Path, link: object, tmp_path: Path) -> None:
    other = tmp_path / "link.xlsx"
    assert callable(link)
    link(root / "daten" / "2019" / "stadt.xlsx", other)
    _refused(root, _copy(root, "../link.xlsx"), "nicht die geprüfte Mappe selbst")


def test_an_existing_file_and_a_dangling_link_are_refused(root: Path) -> None:
    (root / "da.xlsx").write_bytes(b"x")
    (root / "tot.xlsx").symlink_to(root / "nirgends.xlsx")
    for name in ("da.xlsx", "tot.xlsx"):
        result = _copy(root, name)
        assert (result.code, result.out) == (2, "")
        assert f"„{name}“ gibt es schon" in result.err
    assert (root / "da.xlsx").read_bytes() == b"x"
    assert not (root / "nirgends.xlsx").exists()


def test_the_data_folder_of_any_project_is_refused(root: Path, tmp_path: Path) -> None:
    project(tmp_path / "q")
    (tmp_path / "link").symlink_to(root / "daten" / "2019")
    for target in ("daten/2019/kopie.xlsx", "daten/neu/kopie.xlsx", "../q/daten/2019/k.xlsx", "../link/kopie.xlsx"):
        _refused(root, _copy(root, target), "als weitere Eingabe gelesen")


def test_only_one_workbook_can_be_copied(root: Path) -> None:
    shutil.copy(root / "daten" / "2019" / "stadt.xlsx", root / "daten" / "2019" / "zwei.xlsx")
    result = thg("pruefen", "daten/2019", "--kopie", "k.xlsx", folder=root)
    assert (result.code, result.out) == (2, "")
    assert "genau eine Mappe, nicht für 2 Dateien" in result.err
    assert "ein ganzes Projekt" in thg("pruefen", "--kopie", "k.xlsx", folder=root).err


def test_a_table_cannot_be_copied(root: Path) -> None:
    (root / "tabelle.csv").write_text(GOOD, encoding="utf-8")
    _refused(root, _copy(root, "k.csv", source="tabelle.csv"), "ist eine CSV-Tabelle", "--format csv")
    _refused(root, _copy(root, "k.xlsx", source="thg.toml"), "ist eine Textdatei")


def test_the_suffix_must_fit(root: Path) -> None:
    _refused(root, _copy(root, "k.xlsm"), "Die Kopie muss auf .xlsx enden")


def test_an_unreadable_workbook_gives_no_copy(root: Path) -> None:
    (root / "daten" / "2019" / "stadt.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    result = _copy(root)
    assert result.code == 3
    assert "THG543: Keine Kopie der Mappe: sie lässt sich nicht lesen" in result.err
    assert not (root / "geprueft.xlsx").exists()
    as_json = _copy(root, "geprueft.xlsx", "--format", "json")
    assert as_json.err == ""
    assert "THG543" in {finding["code"] for finding in as_json.document["befunde"]}


def test_a_broken_thg_toml_gives_no_copy(root: Path) -> None:
    (root / "thg.toml").write_text("[projekt]\n", encoding="utf-8")
    result = _copy(root)
    assert result.code == 2
    assert "erst muss thg.toml stimmen" in result.err
    assert not (root / "geprueft.xlsx").exists()


def test_a_copy_that_cannot_be_written_is_an_output_error(root: Path) -> None:
    (root / "datei").write_text("x", encoding="utf-8")
    result = _copy(root, "datei/geprueft.xlsx")
    assert result.code == 4
    assert "THG53" in result.err


def test_what_the_copy_cannot_hold_is_told(root: Path) -> None:
    path = root / "daten" / "2019" / "stadt.xlsx"
    with ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"x")
    result = _copy(root)
    assert "THG544" in result.err
    assert "Bilder" in result.err
    as_json = _copy(root, "zwei.xlsx", "--format", "json")
    assert as_json.err == ""
    assert [f["gefunden"] for f in as_json.document["befunde"] if f["code"] == "THG544"] == ["Bilder"]


def test_quiet_says_nothing_of_the_copy(root: Path) -> None:
    assert _copy(root, "k.xlsx", "-q").err == ""
