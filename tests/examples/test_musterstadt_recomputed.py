"""Musterstadt 2019 worked out a second time, without our units, tables, booking or balance.

The organisational half is ``nachrechnung/nachrechnung_2019.xlsx``: every line a chain of formulas from the amount in
the data file and a factor typed from its publication. The territorial half stands here, with factors as printed by
Leipzig for 2019. ``erwartet_2019.json`` holds the result for the smoke test of the wheel.
"""

import json
import math
from pathlib import Path

import openpyxl
import pytest

from examples.making import musterstadt
from examples.making.tables import Row, rows_of
from tests.faults.test_second_writer import saved
from thgbilanz.project.run import run_balance

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "musterstadt"
MAKING = EXAMPLE / "erzeugung"
YEAR = 2019

TERRITORIAL_KG = {
    "strom": 0.478,
    "erdgas": 0.247,
    "fernwaerme": 0.182,
    "heizoel": 0.318,
    "biomasse": 0.025,
    "solarthermie": 0.025,
    "umweltwaerme": 0.150,
    "fluessiggas": 0.276,
    "diesel": 0.326,
    "benzin": 0.322,
    "biodiesel": 0.112,
    "bioethanol": 0.149,
    "lpg": 0.290,
    "cng": 0.2485,
}


def _rows(name: str) -> list[Row]:
    return rows_of(MAKING / name)


def _amount(row: Row) -> float:
    profiles = {
        profile["profil"]: {year: float(profile[str(year)]) for year in musterstadt.YEARS}
        for profile in _rows("profile.csv")
    }
    return musterstadt.first_year_amount(row, profiles)


Sums = dict[tuple[str, ...], float]


def _by_hand() -> Sums:
    """kg by organisation, activity, scope, category and method; eliminations with their rule and both sides."""
    lines, factors = musterstadt.musterstadt_recalculation(EXAMPLE)
    parts: dict[tuple[str, ...], list[float]] = {}
    for line in lines:
        goes_to = (line.activity, line.scope, line.category, line.method)
        kilograms = line.kilograms(factors)
        parts.setdefault((line.organisation, *goes_to), []).append(kilograms)
        if line.rule:
            sides = (line.rule, line.supplier, line.receiver, *goes_to)
            parts.setdefault(sides, []).append(-kilograms * line.limit)
    return {key: math.fsum(values) for key, values in parts.items()}


def _by_program() -> Sums:
    report = run_balance(EXAMPLE, YEAR, latest_year=2100).report
    assert report is not None
    journal = report.journal[report.journal["space"] == "betrieblich"]
    names = ("organisation", "counterparty", "flow", "rule", "activity", "scope", "scope3_category", "method")
    parts: dict[tuple[str, ...], list[float]] = {}
    for *key, kilograms in zip(*(journal[name] for name in (*names, "emissions_kg")), strict=True):
        organisation, counterparty, flow, rule, *goes_to = (str(part) for part in key)
        if not goes_to[1]:
            assert kilograms == 0, "what a supplier states beside its scope 1 holds no emissions"
            continue
        supplier, receiver = (organisation, counterparty) if flow == "lieferung" else (counterparty, organisation)
        sides = (rule, supplier, receiver) if rule else (organisation,)
        parts.setdefault((*sides, *goes_to), []).append(kilograms)
    return {key: math.fsum(values) for key, values in parts.items()}


def _scope1_t() -> float:
    return math.fsum(kg for key, kg in _by_hand().items() if len(key) == 5 and key[2] == "1") / 1000


def _territorial_t() -> float:
    return math.fsum(
        _amount(row) * TERRITORIAL_KG[row["aktivitaet"]] for row in _rows("bestand_stadtgebiet.csv") if row["menge"]
    )


def test_expected_figures_are_the_recomputed_ones() -> None:
    expected = json.loads((EXAMPLE / "erwartet_2019.json").read_text(encoding="utf-8"))
    report = run_balance(EXAMPLE, YEAR, latest_year=2100).report
    assert report is not None
    assert expected["zeilen"] == report.balance.control.read
    assert expected["scope1_t"] == pytest.approx(_scope1_t(), rel=1e-11)
    assert expected["territorial_t"] == pytest.approx(_territorial_t(), rel=1e-11)


def test_the_program_computes_the_recomputed_figures() -> None:
    report = run_balance(EXAMPLE, YEAR, latest_year=2100).report
    assert report is not None
    organisational, territorial = report.balance.organisational, report.balance.territorial
    assert organisational is not None
    assert territorial is not None
    assert organisational.group.scope1_kg == pytest.approx(_scope1_t() * 1000, rel=1e-9)
    assert territorial.emissions_kg == pytest.approx(_territorial_t() * 1000, rel=1e-9)


def test_every_organisation_activity_scope_and_elimination_is_the_one_worked_out_by_hand() -> None:
    by_hand, by_program = _by_hand(), _by_program()
    assert set(by_hand) == set(by_program)
    assert len(by_hand) > 150
    for key, kilograms in by_hand.items():
        assert by_program[key] == pytest.approx(kilograms, rel=1e-9, abs=1e-9), key


def test_the_group_in_the_workbook_is_the_group_of_the_program() -> None:
    book = openpyxl.load_workbook(EXAMPLE / "nachrechnung" / "nachrechnung_2019.xlsx", data_only=True)
    rows = {row[0]: row[1:] for row in book["Konzern"].iter_rows(min_row=5, values_only=True)}
    report = run_balance(EXAMPLE, YEAR, latest_year=2100).report
    assert report is not None
    assert report.balance.organisational is not None
    group = report.balance.organisational.group
    figures = (group.scope1_kg, group.scope2_location_kg, group.scope2_market_kg, group.scope3_kg, group.outside_kg)
    assert rows["Konzern"][:5] == pytest.approx(figures, rel=1e-9)


@pytest.mark.lang
def test_another_program_works_out_the_same_from_the_formulas(tmp_path: Path) -> None:
    source = EXAMPLE / "nachrechnung" / "nachrechnung_2019.xlsx"
    stored = openpyxl.load_workbook(source, data_only=True)
    bare = openpyxl.load_workbook(source)
    bare.save(tmp_path / "nachrechnung.xlsx")  # openpyxl writes formulas without their values
    folder = tmp_path / "gerechnet"
    folder.mkdir()
    [again] = saved([tmp_path / "nachrechnung.xlsx"], "xlsx", folder)
    worked_out = openpyxl.load_workbook(again, data_only=True)
    for name in ("Konzern", "Zeilen", "Faktoren"):
        cells = [cell for row in stored[name].iter_rows() for cell in row if isinstance(cell.value, float)]
        assert cells
        for cell in cells:
            assert worked_out[name][cell.coordinate].value == pytest.approx(cell.value, rel=1e-12, abs=1e-12)
