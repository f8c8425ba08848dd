"""A balance with a foreign list: tonnes, control equation, run record and what the user sees."""

from pathlib import Path

import pytest

from tests.cli.calls import thg
from tests.mapping import lists
from tests.mapping.lists import CONFIRMED, HEAD, WIDE, changed, foreign_project, housing_list
from thgbilanz.project.run import run_balance

# District heat needs a local factor, heating oil does not.
MAPPING = lists.MAPPING.replace('"fernwaerme"', '"heizoel"')
TIDY = lists.TIDY.replace(";fernwaerme;", ";heizoel;")


def test_the_tonnes_are_those_of_the_tidy_table(tmp_path: Path) -> None:
    roots = (
        foreign_project(tmp_path / "fremd", {"wohnen.toml": MAPPING}, {"liste.xlsx": housing_list()}),
        foreign_project(tmp_path / "eigen", {}, {"tabelle.csv": TIDY}),
    )
    foreign, own = (thg("bilanz", "2019", "--format", "json", folder=root).document for root in roots)
    assert foreign["betrieblich"] == own["betrieblich"]
    assert foreign["betrieblich"]["summe_t"] > 0


def test_the_control_equation_counts_skipped_rows_and_control_totals(tmp_path: Path) -> None:
    root = foreign_project(tmp_path, {"wohnen.toml": MAPPING}, {"liste.xlsx": housing_list()})
    control = thg("bilanz", "2019", "--format", "json", folder=root).document["kontrolle"]
    # 2 houses x 3 carriers and one row of totals; two amounts are declared absent
    assert {key: control[key] for key in ("gelesen", "gebucht", "offen", "ausgeschlossen", "stimmt")} == {
        "gelesen": 7,
        "gebucht": 4,
        "offen": 0,
        "ausgeschlossen": 3,
        "stimmt": True,
    }
    assert {"grund": "Summenzeile", "anzahl": 1} in control["ausgeschlossen_gruende"]
    assert control["dateisummen"] == {"verglichen": 3, "gleich": 3}


def test_the_run_record_names_the_mapping_and_its_hash(tmp_path: Path) -> None:
    root = foreign_project(tmp_path, {"wohnen.toml": MAPPING}, {"liste.xlsx": housing_list()})
    report = run_balance(root, 2019, latest_year=2026).report
    assert report is not None
    inputs = {entry.file: entry for entry in report.record.inputs}
    assert inputs["daten/2019/liste.xlsx"].mapping == "zuordnungen/wohnen.toml"
    assert len(inputs["zuordnungen/wohnen.toml"].sha256) == 64
    assert sorted(inputs) == ["daten/2019/liste.xlsx", "thg.toml", "zuordnungen/wohnen.toml"]


def test_people_see_that_the_totals_agree(tmp_path: Path) -> None:
    root = foreign_project(tmp_path, {"wohnen.toml": MAPPING}, {"liste.xlsx": housing_list()})
    called = thg("bilanz", "2019", folder=root)
    assert called.code == 0
    assert "Kontrollsummen der Dateien: 3 von 3 stimmen" in called.out


def test_a_total_that_differs_stops_the_balance(tmp_path: Path) -> None:
    root = foreign_project(tmp_path, {"wohnen.toml": MAPPING}, {"liste.xlsx": housing_list(changed(7, 6, 1.0))})
    called = thg("bilanz", "2019", folder=root)
    assert called.code == 1
    assert "Kontrollsummen der Dateien: 2 von 3 stimmen" in called.out


@pytest.mark.parametrize("text", [HEAD + WIDE, HEAD + CONFIRMED])
def test_a_proposal_and_a_broken_mapping_stop_the_balance(tmp_path: Path, text: str) -> None:
    root = foreign_project(tmp_path, {"wohnen.toml": text}, {"liste.xlsx": housing_list()})
    assert thg("bilanz", "2019", folder=root).code == 1
    assert thg("pruefen", folder=root).code == 1
    assert thg("pruefen", "daten/2019/liste.xlsx", folder=root).code == 1


def test_checking_a_single_file_uses_the_mappings_too(tmp_path: Path) -> None:
    root = foreign_project(tmp_path, {"wohnen.toml": MAPPING}, {"liste.xlsx": housing_list()})
    called = thg("pruefen", "daten/2019/liste.xlsx", folder=root)
    assert called.code == 0
    assert "THG552" in called.out
