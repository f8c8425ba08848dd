"""``ausnahmen.toml``: a closed schema, and what its entries do to a balance."""

from datetime import date
from pathlib import Path

import pytest

from tests.cli.calls import HEADER, project, thg
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.project.exceptions_file import load_exceptions

LAST_DAY = date(2026, 11, 22)
ENTRY = """\
[[ausnahme]]
code = "THG104"
datei = "daten/2019/tabelle.csv"
zelle = "E2"
wer = "A. Muster"
wann = 2020-03-12
warum = "Rechnung geprüft: Heizwert"
"""
GAS = HEADER + "stadt;betrieblich;erdgas;1000;kWh;2019;A\n"
"""One row of gas in plain kWh: 9.7 % of the total are in doubt, which is material."""


def findings_of(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    (folder / "ausnahmen.toml").write_text(text, encoding="utf-8")
    return load_exceptions(folder, LAST_DAY).findings


def codes_of(folder: Path, text: str) -> list[str]:
    return [finding.code for finding in findings_of(folder, text)]


def test_a_good_entry_has_no_findings(tmp_path: Path) -> None:
    assert findings_of(tmp_path, ENTRY) == ()
    (entry,) = load_exceptions(tmp_path, LAST_DAY).entries
    assert entry.text == "A. Muster am 12.03.2020: Rechnung geprüft: Heizwert"
    assert load_exceptions(tmp_path / "nirgends", LAST_DAY).findings == ()


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path, ENTRY.replace('"A. Muster"', '"A. Muster'))
    assert (finding.code, finding.severity) == ("THG330", Severity.ERROR)
    assert "Zeile 5" in finding.text


def test_an_unknown_key(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path, ENTRY.replace("zelle", "zele"))
    assert (finding.code, finding.place.cell, finding.hint) == ("THG331", "ausnahme[1].zele", "Meinten Sie „zelle“?")
    assert finding.found == 'Zeile 4: zele = "E2"'
    assert codes_of(tmp_path, ENTRY.replace("[[ausnahme]]", "[[ausname]]")) == ["THG331"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('wer = "A. Muster"\n', ""),
        ('"A. Muster"', '" "'),
        ('"A. Muster"', "7"),
        ("2020-03-12", '"2020-03-12"'),
        ("2020-03-12", "2020-03-12T08:00:00"),
        ('"daten/2019/tabelle.csv"', "true"),
        ("[[ausnahme]]", "[ausnahme]"),
    ],
)
def test_a_missing_or_wrong_field(tmp_path: Path, old: str, new: str) -> None:
    assert codes_of(tmp_path, ENTRY.replace(old, new)) == ["THG332"]
    assert load_exceptions(tmp_path, LAST_DAY).entries == ()


def test_an_unknown_code(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path, ENTRY.replace("THG104", "THG1040"))
    assert finding.code == "THG333"
    assert "Meinten Sie „THG104“?" in finding.hint or "Meinten Sie" in finding.hint


def test_a_code_that_nobody_can_confirm(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path, ENTRY.replace("THG104", "THG063"))
    assert finding.code == "THG334"
    assert "Zelle berichtigen" in finding.hint


def test_a_day_in_the_future(tmp_path: Path) -> None:
    assert codes_of(tmp_path, ENTRY.replace("2020-03-12", "2026-11-23")) == ["THG335"]
    assert codes_of(tmp_path, ENTRY.replace("2020-03-12", "2026-11-22")) == []


def test_all_problems_come_at_once_and_good_entries_hold(tmp_path: Path) -> None:
    bad = ENTRY.replace("wer", "wehr").replace("2020-03-12", "2099-01-01")
    assert sorted(codes_of(tmp_path, ENTRY + bad)) == ["THG331", "THG332", "THG335"]
    assert len(load_exceptions(tmp_path, LAST_DAY).entries) == 1


def balance(root: Path, text: str = "", table: str = GAS) -> tuple[int, dict[str, dict[str, str]], dict[str, object]]:
    project(root, table)
    if text:
        (root / "ausnahmen.toml").write_text(text, encoding="utf-8")
    result = thg("bilanz", "2019", "--format", "json", folder=root)
    document = result.document
    return result.code, {finding["code"]: finding for finding in document["befunde"]}, document


def test_a_material_suspicion_is_a_fehler_until_it_is_confirmed(tmp_path: Path) -> None:
    code, findings, document = balance(tmp_path)
    assert (code, findings["THG104"]["schwere"], document["vorlaeufig"]) == (1, "Fehler", True)
    code, findings, document = balance(tmp_path, ENTRY)
    assert (code, findings["THG104"]["schwere"], document["vorlaeufig"]) == (0, "Hinweis", False)
    assert findings["THG104"]["bestaetigung"] == "A. Muster am 12.03.2020: Rechnung geprüft: Heizwert"


def test_the_file_is_an_input_of_the_run(tmp_path: Path) -> None:
    _, _, document = balance(tmp_path, ENTRY)
    run = document["lauf"]
    assert isinstance(run, dict)
    assert "ausnahmen.toml" in [entry["datei"] for entry in run["eingaben"]]


def test_an_entry_that_confirms_nothing_is_named(tmp_path: Path) -> None:
    code, findings, _ = balance(tmp_path, ENTRY.replace('"E2"', '"E9"'))
    assert (code, findings["THG104"]["schwere"]) == (1, "Fehler")
    assert (findings["THG336"]["schwere"], findings["THG336"]["zelle"]) == ("Hinweis", "ausnahme[1]")


def test_an_entry_for_another_year_is_not_judged(tmp_path: Path) -> None:
    _, findings, _ = balance(tmp_path, ENTRY + ENTRY.replace("daten/2019", "daten/2020"))
    assert "THG336" not in findings


def test_another_value_makes_a_confirmation_stale(tmp_path: Path) -> None:
    code, findings, _ = balance(tmp_path, ENTRY + 'gefunden = "MWh"\n')
    assert (code, findings["THG104"]["schwere"]) == (1, "Fehler")
    assert findings["THG337"]["schwere"] == "Warnung"
    assert findings["THG337"]["zelle"] == "ausnahme[1].gefunden"
    assert "THG336" not in findings
