"""``thg pruefen``: every finding with place and remedy, in four formats, and nothing written."""

import csv
import io
import os
from pathlib import Path

import pytest

from tests.cli.calls import AMBIGUOUS, CLEAN, GOOD, HEADER, SETTINGS, project, thg, tree

WARNED = HEADER + "stadt;betrieblich;erdgas;1000;kWh;2019;A\nstadt;betrieblich;heizoel;1000;l;2019;A\n"


def test_a_clean_project_has_no_findings_and_code_0(tmp_path: Path) -> None:
    result = thg("pruefen", folder=project(tmp_path, CLEAN))
    assert (result.code, result.out) == (0, "Keine Befunde\n")
    assert result.err == "Geprüft: 2 Dateien\n"


def test_a_finding_names_place_and_remedy(tmp_path: Path) -> None:
    result = thg("pruefen", folder=project(tmp_path, AMBIGUOUS))
    assert result.code == 1
    assert "daten/2019/tabelle.csv › D3" in result.out
    assert "1.234" in result.out
    assert "Mehr: thg fehler THG" in result.out


def test_nothing_is_written(tmp_path: Path) -> None:
    root = project(tmp_path, AMBIGUOUS)
    before = tree(root)
    thg("pruefen", folder=root)
    thg("pruefen", "daten/2019/tabelle.csv", folder=root)
    assert tree(root) == before


def test_json_csv_and_github_say_the_same(tmp_path: Path) -> None:
    root = project(tmp_path, AMBIGUOUS)
    as_json, as_csv, as_github = (thg("pruefen", "--format", name, folder=root) for name in ("json", "csv", "github"))
    assert {as_json.code, as_csv.code, as_github.code} == {1}
    assert as_json.err == as_csv.err == as_github.err == ""
    assert as_json.document["schema"] == "thgbilanz.befunde/1"
    findings = as_json.document["befunde"]
    rows = list(csv.DictReader(io.StringIO(as_csv.out)))
    assert [row["code"] for row in rows] == [finding["code"] for finding in findings]
    assert len(as_github.out.splitlines()) == len(findings)
    error = next(finding for finding in findings if finding["schwere"] == "Fehler")
    assert (error["datei"], error["zelle"], error["spalte"]) == ("daten/2019/tabelle.csv", "D3", "menge")
    assert error["gefunden"] == "1.234"
    assert "::error file=daten/2019/tabelle.csv,line=3" in as_github.out


def test_warnings_count_only_with_streng(tmp_path: Path) -> None:
    root = project(tmp_path, WARNED)
    assert thg("pruefen", folder=root).code == 0
    assert thg("pruefen", "--streng", folder=root).code == 1
    assert thg("pruefen", "--streng", folder=project(tmp_path / "clean", GOOD)).code == 0


def test_quiet_shows_only_errors(tmp_path: Path) -> None:
    result = thg("pruefen", "-q", folder=project(tmp_path, WARNED))
    assert (result.code, result.out, result.err) == (0, "Keine Befunde\n", "")


def test_all_years_are_checked(tmp_path: Path) -> None:
    root = project(tmp_path, GOOD)
    project(root, AMBIGUOUS.replace("2019", "2020"), settings=SETTINGS, year=2020)
    result = thg("pruefen", "--format", "json", folder=root)
    assert result.code == 1
    assert {f["datei"] for f in result.document["befunde"] if f["schwere"] == "Fehler"} == {"daten/2020/tabelle.csv"}


def test_single_files_of_any_year_are_checked_against_their_project(tmp_path: Path) -> None:
    root = project(tmp_path / "p", GOOD)
    project(root, GOOD.replace("2019", "2020"), settings=SETTINGS, year=2020)
    for path in ("p/daten/2020/tabelle.csv", "p/daten/2020", "p/daten/2020/*.csv"):
        result = thg("pruefen", path, folder=tmp_path)
        assert (result.code, result.out) == (0, "Keine Befunde\n"), path
    unknown = GOOD.replace("wohnen;", "wohnung;")
    (root / "daten" / "2019" / "tabelle.csv").write_text(unknown, encoding="utf-8")
    result = thg("pruefen", "p/daten/2019/tabelle.csv", "--format", "json", folder=tmp_path)
    assert result.code == 1
    assert [finding["zelle"] for finding in result.document["befunde"]] == ["A3"]


def test_thg_toml_alone_can_be_checked(tmp_path: Path) -> None:
    root = project(tmp_path, AMBIGUOUS)
    assert thg("pruefen", "thg.toml", folder=root).code == 0


def test_a_path_that_does_not_exist_suggests_the_nearest_name(tmp_path: Path) -> None:
    root = project(tmp_path)
    result = thg("pruefen", "daten/2019/tabele.csv", "daten/2019/tabelle.csv", folder=root)
    assert (result.code, result.out) == (2, "")
    assert "THG540: „daten/2019/tabele.csv“ gibt es nicht" in result.err
    assert "Meinten Sie „tabelle.csv“?" in result.err


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "leer").mkdir()
    result = thg("pruefen", "leer", "--format", "json", folder=root)
    assert (result.code, result.err) == (2, "")
    assert [finding["code"] for finding in result.document["befunde"]] == ["THG541"]


def test_an_unreadable_file_does_not_hide_the_others(tmp_path: Path) -> None:
    root = project(tmp_path, AMBIGUOUS)
    (root / "daten" / "2019" / "alt.xlsx").write_bytes(b"not a workbook")
    result = thg("pruefen", "--format", "json", folder=root)
    assert result.code == 3
    assert {finding["datei"] for finding in result.document["befunde"]} >= {
        "daten/2019/alt.xlsx",
        "daten/2019/tabelle.csv",
    }


@pytest.mark.parametrize(
    "name", ["[b] Halle [red].csv", "a\nb.csv", "-x.csv", "Ko\u0308ln $(ls).csv", "ä" * 80 + ".csv"]
)
def test_strange_file_names_are_only_names(tmp_path: Path, name: str) -> None:
    root = project(tmp_path, None)
    (root / "daten" / "2019" / name).write_text(AMBIGUOUS, encoding="utf-8")
    for output_format in ("text", "json", "csv", "github"):
        assert thg("pruefen", "--format", output_format, folder=root).code == 1


def test_a_pipe_is_refused_before_it_is_read(tmp_path: Path) -> None:
    root = project(tmp_path)
    os.mkfifo(root / "rohr.csv")
    result = thg("pruefen", "rohr.csv", "--format", "json", folder=root)
    assert result.code == 2
    assert [finding["code"] for finding in result.document["befunde"]] == ["THG542"]


@pytest.mark.parametrize("path", ["x" * 300, "a\0b"])
@pytest.mark.parametrize(
    "call",
    [("pruefen",), ("pruefen", "--projekt"), ("bilanz", "2019", "--ausgabe"), ("vorlage", "--ausgabe"), ("neu",)],
)
def test_a_path_that_cannot_be_one_is_a_usage_error(tmp_path: Path, call: tuple[str, ...], path: str) -> None:
    result = thg(*call, path, folder=project(tmp_path))
    assert (result.code, result.out) == (2, "")
    assert "kann kein Pfad sein" in " ".join(result.err.split())


def test_the_matrix_of_all_years_stands_below_the_findings(tmp_path: Path) -> None:
    root = project(tmp_path, CLEAN)
    project(root, CLEAN.replace("2019", "2020").replace("wohnen;betrieblich;heizoel;1000;l;2020;A\n", ""), year=2020)
    result = thg("pruefen", folder=root)
    assert "\nVollständigkeit ─" in result.out
    assert "2020: 2 Aktivitäten: 1 geliefert, 1 fehlt" in result.out
    assert "●     ✗" in result.out
    assert "Vollständigkeit" not in thg("pruefen", "-q", folder=root).out
    document = thg("pruefen", "--format", "json", folder=root).document
    assert document["vollstaendigkeit"]["jahre"] == [2019, 2020]
    assert "vollstaendigkeit" not in thg("pruefen", "daten/2019", "--format", "json", folder=root).document
