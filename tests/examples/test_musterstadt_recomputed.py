"""Totals of Musterstadt 2019 worked out a second time, without our units, tables, booking or balance.

The rows come from the tables that the example is made of, the factors stand here as published: UBA (Climate Change
22/2020, 13/2025, TREMOD 2020), BAFA heating values, BISKO as printed by Leipzig for 2019. ``erwartet_2019.json`` holds
the result for the smoke test of the wheel.
"""

import json
import math
from pathlib import Path

import pytest

from examples.making import musterstadt
from examples.making.tables import Row, rows_of
from thgbilanz.project.run import run_balance

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "musterstadt"
MAKING = EXAMPLE / "erzeugung"
YEAR = 2019

KWH_PER_UNIT = {
    ("erdgas", "kWh (Hs)"): 0.903,
    ("erdgas", "MWh (Hs)"): 903,
    ("heizoel", "l"): 10,
    ("diesel", "l"): 10,
    ("benzin", "l"): 32 / 3.6,
    ("fluessiggas", "kWh (Hi)"): 1,
    ("holzpellets", "kWh (Hi)"): 1,
    ("abfallverbrennung", "t"): 1,
}
DIRECT_KG = {
    "erdgas": 0.201,
    "heizoel": 0.266,
    "diesel": 74.027 * 0.0036,
    "benzin": 75.286 * 0.0036,
    "fluessiggas": 0.239,
    # CH4 1.78961 mg and N2O 1.20196 mg per kWh with AR5: 28 and 265
    "holzpellets": 1.78961117714e-6 * 28 + 1.20196474889e-6 * 265,
    "abfallverbrennung": 457.55,
}
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


def _organisational() -> list[Row]:
    return [row for row in _rows("bestand.csv") if int(row["ab"]) == YEAR]


def _scope1_t() -> float:
    return math.fsum(
        _amount(row) * KWH_PER_UNIT[row["aktivitaet"], row["einheit"]] * DIRECT_KG[row["aktivitaet"]] / 1000
        for row in _organisational()
        if row["aktivitaet"] in DIRECT_KG
    )


def _territorial_t() -> float:
    return math.fsum(
        _amount(row) * TERRITORIAL_KG[row["aktivitaet"]] for row in _rows("bestand_stadtgebiet.csv") if row["menge"]
    )


def test_expected_figures_are_the_recomputed_ones() -> None:
    expected = json.loads((EXAMPLE / "erwartet_2019.json").read_text(encoding="utf-8"))
    assert expected["zeilen"] == len(_organisational()) + len(_rows("bestand_stadtgebiet.csv"))
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
