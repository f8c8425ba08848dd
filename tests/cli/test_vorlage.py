"""``thg vorlage``: templates for who needs them, existing files untouched."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.calls import SETTINGS, project, thg, tree
from thgbilanz.templates.definition import SHEETS


def sheets(path: Path) -> list[str]:
    return CalamineWorkbook.from_path(str(path)).sheet_names


def test_each_organisation_and_the_territory_get_a_workbook(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    result = thg("vorlage", "2020", folder=root)
    folder = root / "daten" / "2020"
    names = ["stadt_2020.xlsx", "stadtgebiet_2020.xlsx", "wohnen_2020.xlsx"]
    assert (result.code, result.err) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == names
    assert sorted(result.out.splitlines()) == [(folder / name).as_posix() for name in names]
    assert {"Stammdaten", "Strom"} <= set(sheets(folder / "stadt_2020.xlsx"))
    assert "Stadtgebiet" not in sheets(folder / "stadt_2020.xlsx")
    assert "Strom" not in sheets(folder / "stadtgebiet_2020.xlsx")


def test_without_a_year_the_base_year_counts(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    assert thg("vorlage", folder=root).code == 0
    assert (root / "daten" / "2019" / "stadt_2019.xlsx").is_file()


def test_existing_files_are_never_overwritten(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    mine = root / "daten" / "2019" / "stadt_2019.xlsx"
    mine.write_bytes(b"filled in for weeks")
    result = thg("vorlage", "2019", folder=root)
    assert result.code == 0
    assert mine.read_bytes() == b"filled in for weeks"
    assert "Schon vorhanden und unverändert: stadt_2019.xlsx" in result.err
    assert (root / "daten" / "2019" / "wohnen_2019.xlsx").is_file()
    before = tree(root)
    again = thg("vorlage", "2019", folder=root)
    assert (again.code, again.out) == (0, "")
    assert tree(root) == before


def test_a_choice_of_organisations_and_sheets(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    thg("vorlage", "2019", "--organisation", "wohnen", "--art", "strom", folder=root)
    assert [path.name for path in (root / "daten" / "2019").iterdir()] == ["wohnen_2019_strom.xlsx"]
    thg("vorlage", "2019", "--art", "stadtgebiet", "--ausgabe", "woanders", folder=root)
    assert [path.name for path in (root / "woanders").iterdir()] == ["stadtgebiet_2019.xlsx"]


def test_organisations_that_did_not_exist_get_none(tmp_path: Path) -> None:
    root = project(tmp_path, None, SETTINGS + "gueltig_ab = 2021-01-01\n")
    thg("vorlage", "2020", folder=root)
    assert not (root / "daten" / "2020" / "wohnen_2020.xlsx").exists()
    thg("vorlage", "2021", folder=root)
    assert (root / "daten" / "2021" / "wohnen_2021.xlsx").is_file()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--organisation", "wohnne"], "Meinten Sie „wohnen“?"),
        (["--art", "gas"], "Möglich: strom, "),
        (["--organisation", "stadtgebiet", "--art", "strom"], "ergibt diese Auswahl keine Vorlage"),
    ],
)
def test_an_impossible_choice_writes_nothing(tmp_path: Path, options: list[str], words: str) -> None:
    root = project(tmp_path, None)
    result = thg("vorlage", "2019", *options, folder=root)
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert list((root / "daten" / "2019").iterdir()) == []


def test_a_name_that_looks_like_markup_or_a_formula_stays_text(tmp_path: Path) -> None:
    root = project(tmp_path, None, SETTINGS.replace("Wohnen GmbH", "=1+1 [/b] Wohnen"))
    assert thg("vorlage", "2019", "--organisation", "wohnen", folder=root).code == 0
    cells = CalamineWorkbook.from_path(str(root / "daten" / "2019" / "wohnen_2019.xlsx"))
    texts = [str(cell) for row in cells.get_sheet_by_name("Stammdaten").to_python() for cell in row]
    assert "=1+1 [/b] Wohnen" in texts


def test_templates_that_nobody_filled_in_are_named_as_empty(tmp_path: Path) -> None:
    thg("neu", "dorf", folder=tmp_path)
    root = tmp_path / "dorf"
    assert thg("vorlage", "2019", folder=root).code == 0
    for call in (("pruefen",), ("bilanz", "2019")):
        result = thg(*call, "--format", "json", folder=root)
        assert result.code == 1
        findings = result.document["befunde"]
        assert {finding["datei"] for finding in findings if finding["schwere"] == "Fehler"} == {
            "daten/2019/stadt_2019.xlsx",
            "daten/2019/stadtgebiet_2019.xlsx",
        }
    assert not (root / "ausgabe").exists()


def test_who_has_delivered_under_any_name_gets_no_empty_workbook(tmp_path: Path) -> None:
    table = "organisation;raum;aktivitaet;menge;einheit;jahr;datenguete\nwohnen;betrieblich;strom;1200;kWh;2019;A\n"
    root = project(tmp_path, table)
    result = thg("vorlage", "2019", folder=root)
    written = {Path(line).name for line in result.out.splitlines()}
    assert (result.code, written) == (0, {"stadt_2019.xlsx", "stadtgebiet_2019.xlsx"})
    assert "schon Daten da sind: daten/2019/" in result.err
    asked = thg("vorlage", "2019", "--organisation", "wohnen", folder=root)
    assert [Path(line).name for line in asked.out.splitlines()] == ["wohnen_2019.xlsx"]


def test_a_workbook_holds_what_fits_its_organisation(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    assert thg("vorlage", "2019", folder=root).code == 0
    city, housing = (set(sheets(root / "daten" / "2019" / f"{name}_2019.xlsx")) for name in ("stadt", "wohnen"))
    core = {"Strom", "Wärme und Brennstoffe", "Fuhrpark und Kraftstoffe", "Kältemittel", "Dienstreisen"}
    assert core | {"Mietobjekte", "Korrekturen und Schätzungen"} <= city & housing
    assert {"Beschaffung", "Abfall", "Wasser und Abwasser"} <= city - housing


def test_every_sheet_is_one_word_away(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    assert thg("vorlage", "2019", "--organisation", "wohnen", "--art", "alle", folder=root).code == 0
    known = {sheet.sheet for sheet in SHEETS.values()}
    assert known - set(sheets(root / "daten" / "2019" / "wohnen_2019.xlsx")) == {"Stadtgebiet"}


@pytest.mark.parametrize("stated", ["Kältemittel", "kaeltemittel", "KÄLTEMITTEL", "Kältemittel und SF6"])
def test_a_sheet_may_be_asked_for_by_the_name_that_people_see(tmp_path: Path, stated: str) -> None:
    root = project(tmp_path, None)
    assert thg("vorlage", "2019", "--organisation", "stadt", "--art", stated, folder=root).code == 0
    assert sheets(root / "daten" / "2019" / "stadt_2019_kaeltemittel.xlsx")[2] == "Kältemittel"
