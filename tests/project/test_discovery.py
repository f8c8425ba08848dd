"""Finding the project and its data files by folders and names."""

from pathlib import Path

from thgbilanz.core.diagnostic import Severity
from thgbilanz.project.discovery import data_files, files_about, find_project, left_out, place_name, year_folder


def filled(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"")
    return folder


def test_the_project_is_found_from_a_folder_below(tmp_path: Path) -> None:
    filled(tmp_path, "thg.toml")
    below = filled(tmp_path / "daten" / "2019")
    assert find_project(below) == tmp_path
    assert find_project(tmp_path) == tmp_path


def test_a_folder_called_thg_toml_makes_no_project(tmp_path: Path) -> None:
    (tmp_path / "thg.toml").mkdir()
    assert find_project(tmp_path) != tmp_path


def test_data_files_are_sorted_and_foreign_formats_are_handed_on(tmp_path: Path) -> None:
    names = ("b.XLSX", "a.csv", "alt.xls", "c.xlsm", "ohne", "libre.ods", "binaer.xlsb")
    filled(year_folder(tmp_path, 2019), *names, "~$b.XLSX", ".versteckt.csv", "rechnung.pdf", "Thumbs.db")
    (year_folder(tmp_path, 2019) / "unten.xlsx").mkdir()
    assert [path.name for path in data_files(tmp_path, 2019)] == sorted(names)


def test_a_year_without_a_folder_has_no_files(tmp_path: Path) -> None:
    assert data_files(tmp_path, 2019) == []
    filled(tmp_path / "daten", "2020")
    assert data_files(tmp_path, 2020) == []


def test_what_is_left_out_is_named(tmp_path: Path) -> None:
    folder = filled(year_folder(tmp_path, 2019), "stadt.xlsx", "rechnung.pdf", ".DS_Store")
    (folder / "Schulen").mkdir()
    found = [(f.code, f.severity, f.place.file) for f in left_out(tmp_path, folder)]
    assert found == [
        ("THG519", Severity.WARNING, "daten/2019/Schulen"),
        ("THG519", Severity.NOTE, "daten/2019/rechnung.pdf"),
    ]


def test_a_workbook_open_in_excel_is_a_warning(tmp_path: Path) -> None:
    folder = filled(year_folder(tmp_path, 2019), "stadt.xlsx", "~$stadt.xlsx")
    (finding,) = left_out(tmp_path, folder)
    assert (finding.code, finding.severity) == ("THG520", Severity.WARNING)
    assert finding.text == "„stadt.xlsx“ ist gerade in Excel geöffnet"


def test_names_of_places_are_relative_and_composed(tmp_path: Path) -> None:
    assert place_name(tmp_path, tmp_path / "daten" / "Ko\u0308ln.csv") == "daten/Köln.csv"
    assert place_name(tmp_path / "x", Path("/anderswo/a.csv")) == "/anderswo/a.csv"


def test_files_named_after_another_organisation_are_not_about_this_one(tmp_path: Path) -> None:
    folder = tmp_path / "daten" / "2019"
    folder.mkdir(parents=True)
    names = ("stadt.xlsx", "stadt-werke_2019.xlsx", "Stadtwerke.csv", "wohnen 2019.xlsx", "zähler.csv", "STADT_alt.csv")
    for name in names:
        (folder / name).write_text("x", encoding="utf-8")
    known = ("stadt", "stadt-werke", "wohnen")
    about_stadt = {path.name for path in files_about(tmp_path, 2019, {"stadt"}, known)}
    assert about_stadt == {"stadt.xlsx", "STADT_alt.csv", "Stadtwerke.csv", "zähler.csv"}
