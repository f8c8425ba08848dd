"""Layouts of official workbooks, read from plain cell rows: nothing is guessed, nothing is the first match."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from thgbilanz.factors.importers.layouts import Problem, Reading, readings
from thgbilanz.factors.importers.mapping import ImportMapping, import_mapping
from thgbilanz.factors.importers.sheet import CellValue, Printed, Sheet

UBA_HEAD = ["ID", "Scope", "Level 1", "Level 2", "Einheit", "kg CO2e", "kg CO2", "kg CH4", "kg N2O"]
# UBA list v2.1, sheet 01, ID 01_10_02_004_01: natural gas per kWh (Hi)
GAS = ["01_10_02_004_01", "Scope 1", "Brennstoffe", "Erdgas", "kWh", 0.2029379076, 0.202395672, 0.0000108, 9.0504e-07]
COLUMNS = {"factor_id": "erdgas.waerme", "year_valid": 2024, "gas_split": "full", "year_published": 2025}


def mapping(kind: str, **line: Any) -> ImportMapping:
    entry = {"id": "01_10_02_004_01", "blatt": "01", "einheit": "kWh", **COLUMNS, **line}
    found, problems = import_mapping({"art": kind, "tabelle": "x.csv", "zeile": [entry]})
    assert problems == []
    assert found is not None
    return found


def read(kind: str, rows: Sequence[Sequence[CellValue]], **line: Any) -> Reading:
    wanted = mapping(kind, **line)
    sheet = Sheet("liste.xlsx", "01", rows)
    ((_, reading),) = readings(wanted, {"01": sheet}, "liste.xlsx")
    return reading


def figures(reading: Reading) -> dict[str, str]:
    assert not isinstance(reading, Problem), reading
    return {name: format(cell.value, "f") for name, cell in reading.items()}


def problem(reading: Reading) -> Problem:
    assert isinstance(reading, Problem)
    return reading


def test_the_uba_list_gives_masses_per_gas_with_their_cells() -> None:
    reading = read("uba-liste", [["Stationäre Verbrennung"], [], UBA_HEAD, GAS])
    assert figures(reading) == {
        "co2e_kg": "0.2029379076",
        "co2_fossil_kg": "0.202395672",
        "ch4_fossil_kg": "0.0000108",
        "n2o_kg": "0.00000090504",
    }
    assert not isinstance(reading, Problem)
    cell = reading["ch4_fossil_kg"]
    assert isinstance(cell, Printed)
    assert str(cell.place) == "liste.xlsx › 01 › H4"


def test_methane_of_biogenic_fuels_goes_to_its_own_column() -> None:
    row = [*GAS[:6], None, *GAS[7:]]
    found = figures(read("uba-liste", [UBA_HEAD, row], kohlenstoff="biogen"))
    assert set(found) == {"co2e_kg", "ch4_biogenic_kg", "n2o_kg"}


def test_float_noise_ends_at_twelve_digits() -> None:
    row = [*GAS[:5], 0.1 + 0.2, *GAS[6:]]
    assert figures(read("uba-liste", [UBA_HEAD, row]))["co2e_kg"] == "0.3"


def test_an_id_that_stands_twice_or_never_is_a_problem() -> None:
    twice = problem(read("uba-liste", [UBA_HEAD, GAS, GAS]))
    assert (twice.found, twice.expected) == ("2 Zeilen: 2, 3", "eine Zeile")
    assert problem(read("uba-liste", [UBA_HEAD, GAS], id="01_99")).found == "keine Zeile"


def test_another_unit_is_a_problem_at_its_cell() -> None:
    found = problem(read("uba-liste", [UBA_HEAD, [*GAS[:4], "MWh", *GAS[5:]]]))
    assert (found.found, found.expected, found.place.cell) == ("MWh", "kWh", "E2")


@pytest.mark.parametrize("bad", ["0,2029", "#REF!", "1.234,5", "n/a", "", None, "-0.2"])
def test_a_cell_that_is_no_plain_number_is_a_problem(bad: CellValue) -> None:
    found = problem(read("uba-liste", [UBA_HEAD, [*GAS[:5], bad, *GAS[6:]]]))
    assert found.place.cell == "F2"
    assert found.found == (bad or "leere Zelle")


def test_a_missing_gas_column_names_the_columns_that_are_looked_for() -> None:
    found = problem(read("uba-liste", [UBA_HEAD[:-1], GAS]))
    assert "kg N2O" in found.expected


def test_a_missing_sheet_is_a_problem() -> None:
    ((_, reading),) = readings(mapping("uba-liste"), {"02": Sheet("liste.xlsx", "02", [])}, "liste.xlsx")
    assert problem(reading).text == "Blatt „01“ fehlt in der Mappe"


FLAT = ["ID", "Scope", "Level 1", "Level 2", "Level 3", "Level 4", "Column Text", "UOM", "GHG/Unit",
        "GHG Conversion Factor 2025"]  # fmt: skip


def flat(gas: str = "kg CO2e", unit: str = "Room per night", value: CellValue = 13.2) -> list[CellValue]:
    # DESNZ 2025, ID 29_600_4017_13_1: hotel night in Germany 13.2 kg CO2e
    return ["29_600_4017_13_1", "Scope 3", "Hotel stay", "Hotel stay", "Germany", "", "", unit, gas, value]


def test_the_flat_file_gives_co2e() -> None:
    line = {"id": "29_600_4017_13_1", "einheit": "Room per night"}
    assert figures(read("desnz", [["UK Government"], FLAT, flat()], **line)) == {"co2e_kg": "13.2"}
    # The same figure as text of a CSV file.
    assert figures(read("desnz", [FLAT, flat(value="13.2")], **line)) == {"co2e_kg": "13.2"}


def test_a_gas_share_that_is_co2e_already_is_never_taken_as_a_factor() -> None:
    line = {"id": "29_600_4017_13_1", "einheit": "Room per night"}
    found = problem(read("desnz", [FLAT, flat(gas="kg CO2e of CH4 per unit")], **line))
    assert (found.found, found.expected) == ("kg CO2e of CH4 per unit", "kg CO2e")


def test_the_flat_file_of_another_year_is_not_read() -> None:
    line = {"id": "29_600_4017_13_1", "einheit": "Room per night"}
    head = [*FLAT[:-1], "GHG Conversion Factor 2024"]
    assert "GHG Conversion Factor 2025" in problem(read("desnz", [head, flat()], **line)).expected


# BISKO as printed: natural gas 247 g, electricity 478 g per kWh in 2019 (Leipzig); 429 g electricity in 2020 (Mannheim)
BISKO = [
    ["Emissionsfaktoren in t/MWh"],
    ["Energieträger", 2019.0, 2020.0],
    ["Strom", 0.478, 0.429],
    ["Erdgas", 0.247, 0.247],
]


def test_a_bisko_table_is_read_by_carrier_and_year() -> None:
    line = {"id": "Strom", "einheit": "t/MWh", "jahr": 2020}
    assert figures(read("bisko", BISKO, **line)) == {"co2e_kg": "0.429"}


def test_a_bisko_table_in_another_unit_is_a_problem() -> None:
    in_grams = [["Emissionsfaktoren in g/kWh"], *BISKO[1:]]
    found = problem(read("bisko", in_grams, id="Strom", einheit="t/MWh", jahr=2020))
    assert found.text == "Einheit „t/MWh“ steht nicht über der Tabelle"


def test_a_bisko_year_that_is_missing_is_a_problem() -> None:
    assert problem(read("bisko", BISKO, id="Strom", einheit="t/MWh", jahr=2021)).expected == "Energieträger, 2021"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"mal": "0.3"}, "Zehnerpotenz"),
        ({"mal": "x"}, "Zehnerpotenz"),
        ({"co2e_kg": "0.5"}, "kommt aus der Mappe"),
        ({"faktor": "erdgas"}, "Schlüssel „faktor“ gibt es nicht"),
        ({"boundary": "gesamt"}, "boundary „gesamt“"),
        ({"kohlenstoff": "grün"}, "fossil oder biogen"),
        ({"id": ""}, "id fehlt"),
        ({"jahr": "2019"}, "ganze Zahl"),
    ],
)
def test_a_mistake_in_a_mapping_is_named(change: dict[str, Any], words: str) -> None:
    entry = {"id": "1", **COLUMNS, **change}
    found, problems = import_mapping({"art": "bisko", "tabelle": "x.csv", "zeile": [entry]})
    assert found is None
    assert any(words in text for text in problems)


def test_a_table_outside_the_folder_is_refused() -> None:
    entry = {"id": "1", **COLUMNS}
    for name in ("../x.csv", "a\\b.csv", "x.txt", ""):
        _, problems = import_mapping({"art": "bisko", "tabelle": name, "zeile": [entry]})
        assert any(text.startswith("tabelle:") for text in problems)


def test_two_lines_for_one_row_are_refused() -> None:
    entry = {"id": "1", **COLUMNS}
    _, problems = import_mapping({"art": "bisko", "tabelle": "x.csv", "zeile": [entry, {**entry, "id": "2"}]})
    assert problems == ["zeile 2: erdgas.waerme 2024 steht doppelt in der Zuordnung"]


def test_the_scale_is_a_power_of_ten() -> None:
    assert mapping("desnz", mal="0.001").lines[0].scale == Decimal("0.001")
