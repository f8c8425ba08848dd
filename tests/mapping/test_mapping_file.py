"""Mapping files: closed schema, every problem at once, each with its place."""

from pathlib import Path

import pytest

from tests.mapping.lists import CONFIRMED, HEAD, MAPPING, ORGANISATIONS, WIDE
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.intake.layout import Layout, Title
from thgbilanz.project.mappings import load_mappings


def loaded(folder: Path, text: str | bytes) -> tuple[tuple[Layout, ...], list[Diagnostic]]:
    (folder / "zuordnungen").mkdir()
    path = folder / "zuordnungen" / "a.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_mappings(folder, ORGANISATIONS)


def test_a_project_without_mappings_has_none(tmp_path: Path) -> None:
    assert load_mappings(tmp_path, ORGANISATIONS) == ((), [])


def test_a_right_file_is_a_layout(tmp_path: Path) -> None:
    layouts, findings = loaded(tmp_path, MAPPING)
    assert findings == []
    (layout,) = layouts
    assert layout.file == "zuordnungen/a.toml"
    assert layout.is_confirmed
    (sheet,) = layout.sheets
    assert [amount.title for amount in sheet.amounts] == [
        Title("Erdgas [kWh Hs]"),
        Title("Fernwärme [MWh]"),
        Title("Allgemeinstrom [kWh]"),
    ]
    assert sheet.constants == {"organisation": "wohnen", "raum": "betrieblich", "jahr": 2019, "datenguete": "A"}


CASES = {
    "unknown table": (MAPPING + "\n[fest]\njahr = 2019\n", "THG555", "fest"),
    "unknown key": (MAPPING.replace("[blatt.spalten]", "[blatt.spalte]"), "THG555", "blatt[1].spalte"),
    "unknown tidy key": (
        MAPPING.replace('flaeche_m2 = "Fläche"', 'flaeche = "Fläche"'),
        "THG555",
        "blatt[1].spalten.flaeche",
    ),
    "no name": (MAPPING.replace('name = "Verbrauchsliste der Wohnbau"', ""), "THG556", "zuordnung.name"),
    "no sheet": (HEAD + CONFIRMED, "THG556", "blatt"),
    "no sheet name": (MAPPING.replace('name = "Verbräuche"', ""), "THG556", "blatt[1].name"),
    "no amount": (MAPPING.partition("[[blatt.menge]]")[0], "THG556", "blatt[1].spalten.menge"),
    "nobody": (MAPPING.replace("wer = ", "# wer = "), "THG556", "bestaetigung.wer"),
    "empty signature": (MAPPING.replace("Umweltamt, A. Beispiel", " "), "THG557", "bestaetigung.wer"),
    "no day": (MAPPING.replace("2026-02-14", '"gestern"'), "THG557", "bestaetigung.wann"),
    "unsaid": (MAPPING.replace('raum = "betrieblich"\n', ""), "THG556", "bestaetigung"),
    "unknown organisation": (MAPPING.replace('"wohnen"', '"wohnbau"'), "THG557", "blatt[1].fest.organisation"),
    "unknown activity": (MAPPING.replace('"erdgas"', '"gas"'), "THG557", "blatt[1].menge[1].aktivitaet"),
    "milliwatts": (MAPPING.replace('einheit = "MWh"', 'einheit = "mWh"'), "THG557", "blatt[1].menge[2].einheit"),
    "unit of another kind": (
        MAPPING.replace('einheit = "MWh"', 'einheit = "km"'),
        "THG557",
        "blatt[1].menge[2].einheit",
    ),
    "year as text": (MAPPING.replace("jahr = 2019", 'jahr = "2019"'), "THG557", "blatt[1].fest.jahr"),
    "year of two digits": (MAPPING.replace("jahr = 2019", "jahr = 19"), "THG557", "blatt[1].fest.jahr"),
    "word for a switch": (
        MAPPING.replace("kontrollsumme = true", 'kontrollsumme = "ja"'),
        "THG557",
        "blatt[1].ueberspringen[1].kontrollsumme",
    ),
    "skip without text": (MAPPING.replace('text = "Summe", ', ""), "THG556", "blatt[1].ueberspringen[1]"),
    "skip without reason": (
        MAPPING.replace('grund = "Summenzeile", ', ""),
        "THG556",
        "blatt[1].ueberspringen[1].grund",
    ),
    "key that is none": (
        MAPPING.replace('leer = "kommt_nicht_vor"', 'leer = "null"'),
        "THG557",
        "blatt[1].kennzeichen.leer",
    ),
    "column and constant": (
        MAPPING.replace("jahr = 2019", 'jahr = 2019\nliegenschaft = "Haus"'),
        "THG558",
        "blatt[1].fest.liegenschaft",
    ),
    "amount twice": (MAPPING.replace("Fernwärme [MWh]", "Erdgas [kWh Hs]"), "THG558", "blatt[1].menge[2].spalte"),
    "translation of nothing": (
        MAPPING + '\n[blatt.werte.aktivitaet]\nGas = "erdgas"\n',
        "THG558",
        "blatt[1].werte.aktivitaet",
    ),
    "header row 0": (MAPPING.replace("nicht_gelesen", "kopfzeile = 0\nnicht_gelesen"), "THG557", "blatt[1].kopfzeile"),
    "delimiter": (
        MAPPING.replace('name = "Verbräuche"', 'csv = { trennzeichen = ":" }'),
        "THG557",
        "blatt[1].csv.trennzeichen",
    ),
    "two signs in one": (
        MAPPING.replace('name = "Verbräuche"', 'csv = { trennzeichen = ",", dezimalzeichen = "," }'),
        "THG558",
        "blatt[1].csv.dezimalzeichen",
    ),
    "sheet twice": (MAPPING + WIDE, "THG558", "blatt[2].name"),
    "a list for a table": (MAPPING.replace("[bestaetigung]", "[[bestaetigung]]"), "THG557", "bestaetigung"),
    "syntax": (MAPPING + "\nx = ", "THG550", ""),
    "not UTF-8": (MAPPING.encode("cp1252"), "THG550", ""),
}


@pytest.mark.parametrize("case", CASES)
def test_a_problem_is_found_at_its_place(tmp_path: Path, case: str) -> None:
    text, code, cell = CASES[case]
    layouts, findings = loaded(tmp_path, text)
    assert layouts == ()
    assert (code, cell) in [(finding.code, finding.place.cell) for finding in findings]
    assert {finding.place.file for finding in findings} == {"zuordnungen/a.toml"}


def test_all_problems_come_at_once_and_quote_their_lines(tmp_path: Path) -> None:
    text = MAPPING.replace("jahr = 2019", "jahr = 19").replace('"erdgas"', '"gas"').replace("spalte = ", "spalt = ", 1)
    _, findings = loaded(tmp_path, text)
    assert {finding.code for finding in findings} == {"THG555", "THG556", "THG557"}
    year = next(finding for finding in findings if finding.place.cell == "blatt[1].fest.jahr")
    assert year.found.endswith(": jahr = 19")
    assert year.expected == "eine Jahreszahl wie 2019, ohne Anführungszeichen"
    assert all(finding.expected for finding in findings)


def test_a_proposal_may_be_incomplete_but_not_a_signed_mapping(tmp_path: Path) -> None:
    text = HEAD + WIDE.replace('organisation = "wohnen"\n', "").replace("jahr = 2019\n", "")
    (layout,), findings = loaded(tmp_path, text)
    assert findings == []
    assert layout.missing == ("organisation", "jahr")
    assert not layout.is_confirmed


def test_a_file_that_is_wrong_does_not_hide_the_others(tmp_path: Path) -> None:
    loaded(tmp_path, MAPPING)
    (tmp_path / "zuordnungen" / "b.toml").write_text("x", encoding="utf-8")
    layouts, findings = load_mappings(tmp_path, ORGANISATIONS)
    assert [layout.file for layout in layouts] == ["zuordnungen/a.toml"]
    assert [(finding.code, finding.place.file) for finding in findings] == [("THG550", "zuordnungen/b.toml")]
