"""``thg fehler``: the page of a code, however it is written, and the list."""

from pathlib import Path

import pytest

from tests.cli.calls import thg
from thgbilanz.errors import check_ids, error_codes


@pytest.mark.parametrize("written", ["THG501", "thg501", "501", " 501 "])
def test_a_page_says_what_why_and_how(tmp_path: Path, written: str) -> None:
    result = thg("fehler", written, folder=tmp_path)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("THG501 (Fehler): thg.toml ist nicht lesbar\n")
    for heading in ("Was geprüft wird", "Warum es zählt", "Beispiel", "Abhilfe"):
        assert f"\n{heading}\n  " in result.out
    assert max(len(line) for line in result.out.splitlines()) <= 80


def test_the_list_has_one_line_per_code(tmp_path: Path) -> None:
    result = thg("fehler", folder=tmp_path)
    starts = [line.split(" ")[0] for line in result.out.splitlines()]
    assert [start for start in starts if start in {*error_codes(), *check_ids()}] == [*error_codes(), *check_ids()]
    assert max(len(line) for line in result.out.splitlines()) <= 80


def test_the_list_is_grouped_and_ends_with_what_to_do_next(tmp_path: Path) -> None:
    lines = thg("fehler", folder=tmp_path).out.splitlines()
    assert lines[:2] == ["Dateien", "THG001  Fehler   Datei nicht gefunden"]
    assert lines[lines.index("Einheiten") - 1] == ""
    assert lines[lines.index("Einheiten") + 1].startswith("THG100  ")
    assert lines[-1] == "Mehr zu einem Befund: thg fehler CODE"


def test_an_unknown_code_gets_a_proposal(tmp_path: Path) -> None:
    result = thg("fehler", "TGH501", folder=tmp_path)
    assert result.code == 2
    assert "Einen Befund „TGH501“ gibt es nicht" in result.err
    assert "THG501" in result.err


def test_json_holds_every_page(tmp_path: Path) -> None:
    entries = thg("fehler", "--format", "json", folder=tmp_path).document["befunde"]
    assert [entry["code"] for entry in entries] == [*error_codes(), *check_ids()]
    assert all(entry[key] for entry in entries for key in ("schwere", "titel", "was", "warum", "beispiel", "abhilfe"))
