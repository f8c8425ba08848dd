"""A declared route from thg.toml and plant table to the verdict; gas of the BISKO set 2019 is 0.247 kg per kWh."""

from pathlib import Path

import pytest

from tests.project.city.making import city, codes, row, run, territory
from thgbilanz.balance.bisko.result import HeatNetwork, Verdict

PLANTS = """\
jahr;faktor;anlage;art;brennstoff;brennstoff_mwh;waerme_mwh;strom_mwh;vorlauf_c;faktor_kg_je_kwh;quelle_faktor;quelle
2019;probestadt.netz;BHKW;kwk;Erdgas;1000;620;380;90;;;Jahresbericht
2019;probestadt.netz;Kessel;heizwerk;Erdgas;80;90;;;;;Jahresbericht
2019;probestadt.netz;Kessel;heizwerk;Altholz;20;;;;0,02;Gutachten;Jahresbericht
2019;probestadt.netz;Netz;abgabe;;;600;;;;;Jahresbericht
2018;probestadt.netz;Netz;abgabe;;;1;;;;;Jahresbericht
"""
DECLARED = """
[[stadtbilanz.fernwaerme]]
faktor = "probestadt.netz"
weg = "eigene_anlagen"
jahre = [2019]
"""
ROWS = (row("haushalte", "fernwaerme", "590", factor="probestadt.netz"),)
SHARE = (80 / 363 * 620) / (380 + 80 / 363 * 620)
"""eta_c = 1 - 283/363 = 80/363; a_heat = eta_c Q / (W + eta_c Q) = 0.26448."""
FACTOR = (SHARE * 1000 * 0.247 + 80 * 0.247 + 20 * 0.02) / 600
"""65.326 + 19.76 + 0.4 = 85.486 t; / 600 MWh = 0.14248."""


def network_of(folder: Path, tables: dict[str, str], factor: str, toml: str = DECLARED) -> HeatNetwork:
    (network,) = territory(run(city(folder, ROWS, tables, toml=toml, heat_factor=factor))).city.heat
    return network


def test_a_factor_that_agrees_with_its_plants_passes(tmp_path: Path) -> None:
    result = run(city(tmp_path, ROWS, {"fernwaerme.csv": PLANTS}, toml=DECLARED, heat_factor="0.142"))
    (network,) = territory(result).city.heat
    assert network.computed_kg == pytest.approx(FACTOR, rel=1e-9)
    assert (network.verdict, network.used_kg) == (Verdict.PASSED, pytest.approx(0.142))
    assert codes(result) == []
    assert result.report is not None
    assert "stadtgebiet/fernwaerme.csv" in [entry.file for entry in result.report.record.inputs]


def test_a_factor_that_disagrees_with_its_plants_is_a_finding(tmp_path: Path) -> None:
    result = run(city(tmp_path, ROWS, {"fernwaerme.csv": PLANTS}, toml=DECLARED, heat_factor="0.130"))
    assert codes(result) == ["THG731"]
    assert territory(result).city.heat[0].verdict is Verdict.FAILED


def test_a_factor_without_declaration_is_open(tmp_path: Path) -> None:
    network = network_of(tmp_path, {"fernwaerme.csv": PLANTS}, "0.142", toml="")
    assert (network.verdict, network.remedy[:14]) == (Verdict.OPEN, "Weg in thg.tom")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (";380;90;", ";380;;", "Vorlauftemperatur"),
        (";380;90;", ";;90;", "Strom"),
        (";620;380", ";;380", "Wärme"),
        (";0,02;Gutachten;", ";0,02;;", "quelle_faktor"),
        (";0,02;Gutachten;", ";;;", "kein Faktor"),
        ("abgabe;;;600", "abgabe;;;", "gelieferte Wärme"),
        ("kwk;Erdgas;1000", "kwk;Erdgas;", "brennstoff_mwh"),
        ("kwk;Erdgas;1000", "kwk;;", "Brennstoffe fehlen"),
        ("BHKW;kwk", "BHKW;heizwerk", "art ist kwk"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, old: str, new: str, word: str) -> None:
    assert old in PLANTS
    network = network_of(tmp_path, {"fernwaerme.csv": PLANTS.replace(old, new)}, "0.142")
    assert network.verdict is Verdict.OPEN
    assert word in network.found


def test_without_the_table_the_route_is_open(tmp_path: Path) -> None:
    assert "keine Anlagen" in network_of(tmp_path, {}, "0.142").found


@pytest.mark.parametrize(("amount", "found"), [("570", []), ("569", ["THG740"]), ("630", []), ("631", ["THG740"])])
def test_heat_of_the_balance_beside_what_was_delivered(tmp_path: Path, amount: str, found: list[str]) -> None:
    """Delivered are 600 MWh; 5 % are 30."""
    rows = (row("haushalte", "fernwaerme", amount, factor="probestadt.netz"),)
    result = run(city(tmp_path, rows, {"fernwaerme.csv": PLANTS}, toml=DECLARED, heat_factor="0.142"))
    assert codes(result) == found
