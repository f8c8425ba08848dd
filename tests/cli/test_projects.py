"""Which project a call works on, and what it says if there is none."""

from pathlib import Path

from tests.cli.calls import project, thg


def test_no_project_is_a_usage_error_with_remedy(tmp_path: Path) -> None:
    result = thg("bilanz", "2019", folder=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "Fehler THG500: Hier ist kein Projekt" in result.err
    assert "thg neu ORDNER" in result.err


def test_no_project_as_json_stands_on_standard_output(tmp_path: Path) -> None:
    result = thg("pruefen", "--projekt", "nirgends", "--format", "json", folder=tmp_path)
    assert (result.code, result.err) == (2, "")
    (finding,) = result.document["befunde"]
    assert (finding["code"], finding["schwere"], finding["datei"]) == ("THG500", "Fehler", "nirgends")


def test_a_folder_without_thg_toml_is_told_apart_from_one_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    assert "thg.toml fehlt" in thg("bilanz", "2019", "--projekt", "leer", folder=tmp_path).err
    assert "gibt es nicht" in thg("bilanz", "2019", "--projekt", "weg", folder=tmp_path).err


def test_the_project_is_found_from_below_and_by_its_file(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    inside = thg("pruefen", "--format", "csv", folder=root / "daten" / "2019")
    by_folder = thg("pruefen", "--format", "csv", "--projekt", "p", folder=tmp_path)
    by_file = thg("pruefen", "--format", "csv", "--projekt", "p/thg.toml", folder=tmp_path)
    assert inside == by_folder == by_file
    assert inside.code == 0


def test_problems_of_thg_toml_end_every_command_with_code_2(tmp_path: Path) -> None:
    root = project(tmp_path, settings='[projekt]\nname = "[/b] Stadt"\nbasisjahr = 2019\n')
    for call in (["bilanz", "2019"], ["pruefen"], ["vorlage"]):
        result = thg(*call, folder=root)
        assert result.code == 2
        assert "Fehler THG503: Angabe „zieljahr“ fehlt in [projekt]" in result.out + result.err
