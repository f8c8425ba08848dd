"""``thg faktoren``: factors with year, boundary, source and the place in it."""

import csv
import io
from pathlib import Path

from tests.cli.calls import project, thg


def test_a_list_by_activity_year_and_set_has_only_those(tmp_path: Path) -> None:
    call = ("faktoren", "liste", "--aktivitaet", "strom", "--jahr", "2019", "--satz", "bisko", "--format", "json")
    rows = thg(*call, folder=tmp_path).document["faktoren"]
    assert len(rows) == 1
    # 0.478 kg/kWh is the federal mix 2019 with upstream as BISKO balances print it (Leipzig 2019).
    assert (rows[0]["jahr"], rows[0]["einheit"], rows[0]["kg_co2e_je_einheit"]) == (2019, "kWh", 0.478)
    assert rows[0]["quelle"]
    assert rows[0]["fundstelle"]


def test_text_shows_figure_source_and_place_on_lines_of_their_own(tmp_path: Path) -> None:
    out = thg("faktoren", "liste", "--satz", "bisko", "--aktivitaet", "strom", "--jahr", "2019", folder=tmp_path).out
    assert "0,478 kg CO2e/kWh" in out
    assert out.endswith("1 Faktor\n")


def test_csv_has_the_same_rows_as_json(tmp_path: Path) -> None:
    call = ("faktoren", "liste", "--aktivitaet", "erdgas")
    rows = thg(*call, "--format", "json", folder=tmp_path).document["faktoren"]
    table = list(csv.DictReader(io.StringIO(thg(*call, "--format", "csv", folder=tmp_path).out)))
    assert len(rows) > 1
    assert [(row["faktor"], row["jahr"]) for row in table] == [(row["faktor"], str(row["jahr"])) for row in rows]


def test_a_factor_is_shown_with_its_publication(tmp_path: Path) -> None:
    out = thg("faktoren", "zeige", "strom.netz.bundesmix", "--jahr", "2019", folder=tmp_path).out
    assert "\nQuellen\n" in out
    assert "Umweltbundesamt" in out


def test_a_year_without_the_factor_names_the_years_there_are(tmp_path: Path) -> None:
    result = thg("faktoren", "zeige", "strom.netz.bundesmix", "--jahr", "1900", folder=tmp_path)
    assert "gilt nicht für 1900" in result.out
    assert "2019" in result.out


def test_own_factors_of_the_project_are_listed(tmp_path: Path) -> None:
    root = project(tmp_path)
    thg("neu", "neu", folder=tmp_path)
    header = (tmp_path / "neu" / "faktoren" / "eigene_faktoren.csv").read_text(encoding="utf-8")
    empty = dict.fromkeys(header.strip().split(","), "")
    row = empty | {
        "factor_id": "fernwaerme.netz_nord",
        "year_valid": "2019",
        "region": "NET-nord",
        "boundary": "total",
        "accounting": "na",
        "edition": "stadtwerke-2020",
        "activity_unit": "kWh",
        "heat_basis": "na",
        "co2e_kg": "0.123",
        "co2e_gwp": "unknown",
        "gas_split": "co2e_only",
        "u_kind": "none",
        "derivation": "local",
        "year_published": "2020",
        "source_id": "eigene",
        "source_locator": "Schreiben vom 1.2.2020",
        "status": "active",
    }
    (root / "faktoren").mkdir()
    table = root / "faktoren" / "waerme.csv"
    table.write_text(header + ",".join(row.values()) + "\n", encoding="utf-8")
    result = thg("faktoren", "liste", "--aktivitaet", "fernwaerme", "--jahr", "2019", "--format", "json", folder=root)
    own = [entry for entry in result.document["faktoren"] if entry["faktor"] == "fernwaerme.netz_nord"]
    assert [(entry["kg_co2e_je_einheit"], entry["herkunft"]) for entry in own] == [(0.123, "eigener Faktor")]
