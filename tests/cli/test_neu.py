"""``thg neu``: a folder that is valid as it stands, and nothing that was there is touched."""

from pathlib import Path

import pytest

from tests.cli.calls import thg, tree
from thgbilanz.project import create
from thgbilanz.project.settings import load_settings


def test_a_new_project_is_complete_and_valid(tmp_path: Path) -> None:
    result = thg(
        "neu", "dorf", "--name", "Dorf am [/b] See", "--ags", "05999999", "--zieljahr", "2040", folder=tmp_path
    )
    assert (result.code, result.out) == (0, "dorf\n")
    assert "thg vorlage 2019 --projekt dorf" in result.err
    root = tmp_path / "dorf"
    settings, findings = load_settings(root / "thg.toml")
    assert findings == []
    assert settings is not None
    assert (settings.name, settings.ags, settings.base_year, settings.target_year) == (
        "Dorf am [/b] See",
        "05999999",
        2019,
        2040,
    )
    assert (root / "daten" / "2019").is_dir()
    own = {"LIESMICH.md", "eigene_faktoren.csv", "quellen.csv"}
    assert set(tree(root)) == {"thg.toml", *(f"faktoren/{name}" for name in own)}
    for name, start in (("eigene_faktoren", "factor_id,year_valid,region,"), ("quellen", "source_id,title,")):
        header = (root / "faktoren" / f"{name}.csv").read_text(encoding="utf-8")
        assert header.startswith(start)
        assert header.count("\n") == 1


def test_the_name_is_that_of_the_folder_if_none_is_given(tmp_path: Path) -> None:
    thg("neu", "Köln", folder=tmp_path)
    settings, _ = load_settings(tmp_path / "Köln" / "thg.toml")
    assert settings is not None
    assert settings.name == "Köln"


def test_the_new_project_passes_its_own_check_except_for_missing_data(tmp_path: Path) -> None:
    thg("neu", "dorf", folder=tmp_path)
    result = thg("pruefen", "--projekt", "dorf", "--format", "json", folder=tmp_path)
    assert result.code == 1
    assert [finding["code"] for finding in result.document["befunde"]] == ["THG515"]


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--basisjahr", "neunzehn", "„neunzehn“ ist für --basisjahr kein Jahr"),
        ("--zieljahr", "2018", "Das Zieljahr 2018 liegt nicht nach dem Basisjahr 2019"),
        ("--ags", "5999999", "„5999999“ ist kein Gemeindeschlüssel"),
        ("--name", " ", "Der Name ist leer"),
        ("--beispiel", "musterstatt", "Meinten Sie „musterstadt“?"),
    ],
)
def test_a_bad_answer_makes_no_folder(tmp_path: Path, option: str, value: str, words: str) -> None:
    result = thg("neu", "dorf", option, value, folder=tmp_path)
    assert result.code == 2
    assert words in result.err
    assert list(tmp_path.iterdir()) == []


def test_an_occupied_folder_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "dorf").mkdir()
    (tmp_path / "dorf" / "thg.toml").write_text("mine", encoding="utf-8")
    (tmp_path / "datei").write_text("mine", encoding="utf-8")
    for name in ("dorf", "datei", "."):
        result = thg("neu", name, folder=tmp_path)
        assert result.code == 4
        assert "THG536" in result.err
    assert tree(tmp_path) == {"dorf/thg.toml": b"mine", "datei": b"mine"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "dorf").mkdir()
    assert thg("neu", "dorf", folder=tmp_path).code == 0
    assert (tmp_path / "dorf" / "thg.toml").is_file()


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path, _texts: object, _year: int) -> None:
        (folder / "thg.toml").write_text("half", encoding="utf-8")
        raise OSError(28, "full")

    monkeypatch.setattr(create, "write_project", fail)
    result = thg("neu", "dorf", folder=tmp_path)
    assert result.code == 4
    assert "THG531" in result.err
    assert list(tmp_path.iterdir()) == []


def test_an_example_is_copied_without_results(tmp_path: Path) -> None:
    result = thg("neu", "probe", "--beispiel", "musterstadt", folder=tmp_path)
    assert result.code == 0
    names = set(tree(tmp_path / "probe"))
    assert "thg.toml" in names
    assert any(name.startswith("daten/2019/") for name in names)
    assert not any(name.startswith("ausgabe/") for name in names)


def test_an_installation_without_examples_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(create, "examples_folder", lambda _start: None)
    result = thg("neu", "probe", "--beispiel", "musterstadt", folder=tmp_path)
    assert result.code == 2
    assert "THG537" in result.err
    assert list(tmp_path.iterdir()) == []


def test_the_next_steps_can_be_pasted_if_the_name_of_the_folder_has_blanks(tmp_path: Path) -> None:
    result = thg("neu", "Bad Füßen", folder=tmp_path)
    assert 'thg bilanz 2019 --projekt "Bad Füßen"' in result.err
