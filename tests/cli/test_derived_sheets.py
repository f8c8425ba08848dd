"""Sheets whose amounts are computed, from the command line: every row counted once, marked copies, batches."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.calls import project, thg
from thgbilanz.templates.workbook import template_bytes

COMMUTE: dict[str, Any] = {
    "liegenschaft": "Rathaus",
    "aktivitaet": "pendeln_pkw",
    "beschaeftigte": 120,
    "tage_je_jahr": 200,
    "entfernung_km": 14.2,
    "anteil_prozent": 60,
    "datenguete": "B",
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "pendeln": [COMMUTE, COMMUTE | {"liegenschaft": "Bauhof", "entfernung_km": "ca. 9"}],
    "wasser": [
        {"liegenschaft": "Bad", "trinkwasser_m3": 5180, "abwasser_m3": 4900, "datenguete": "A"},
        {"liegenschaft": "Kita", "notation": "nicht_erhoben"},
    ],
    "beschaffung": [
        {
            "liegenschaft": "Reinigung", "aktivitaet": "ausgaben_leistungen", "ausgaben_eur": 119000,
            "mwst_prozent": 19, "preisjahr_faktor": 2019,
        }
    ],
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = project(tmp_path / "Prüf übung", None)
    content = template_bytes(list(ROWS), "stadt", "Stadt", 2019, kind="verwaltung", rows=ROWS)
    (folder / "daten" / "2019" / "stadt.xlsx").write_bytes(content)
    return folder


def test_every_activity_is_booked_open_or_excluded(root: Path) -> None:
    document = thg("bilanz", "2019", "--format", "json", folder=root).document
    control = document["kontrolle"]
    # commute, water in, water out; the kindergarten; the spend without a factor; the row that cannot be read
    assert (control["gelesen"], control["gebucht"]) == (6, 3)
    assert control["gelesen"] == control["gebucht"] + control["offen"] + control["ausgeschlossen"]


def test_a_copy_marks_the_cell_that_the_amount_is_computed_from(root: Path) -> None:
    called = thg("pruefen", "daten/2019/stadt.xlsx", "--kopie", "geprueft.xlsx", folder=root)
    assert called.code == 1
    book = load_workbook(BytesIO((root / "geprueft.xlsx").read_bytes()))
    assert "ungefähre Angabe" in book["Pendeln"]["E8"].comment.text
    assert "keinen Faktor für Dienstleistungen nach Ausgaben" in book["Beschaffung"]["E7"].comment.text


def test_a_batch_finds_a_row_that_two_files_hold(root: Path) -> None:
    for name in ("a", "b"):
        rows = {"pendeln": [COMMUTE], "wasser": [{"trinkwasser_m3": 5 if name == "a" else 6}]}
        content = template_bytes(list(rows), "stadt", "Stadt", 2019, rows=rows)
        (root / "daten" / "2019" / f"{name}.xlsx").write_bytes(content)
    (root / "daten" / "2019" / "stadt.xlsx").unlink()
    called = thg("stapel", "daten/2019", "--jahr", "2019", "--format", "json", folder=root)
    (repeated,) = (finding for finding in called.document["befunde"] if finding["code"] == "THG055")
    assert (repeated["blatt"], repeated["zelle"]) == ("Pendeln", "C7")
