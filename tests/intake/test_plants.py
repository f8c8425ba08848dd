"""The sheet of plants: one line becomes fuel, own use, feed-in, deliveries, heat (faults.md 116).

Factors are those of tests.support.factors: natural gas 0.2545 direct and 0.05 upstream, electricity 0.4 / 0.7 / 0.1.
"""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.test_derived_rows import ORGANISATIONS, Row, cell
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import booked
from thgbilanz.booking.coverage import kwh_per_unit
from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.deriving.anlagen import PLANTS
from thgbilanz.intake.deriving.row import SheetRow
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.plausibility.plants import plant_findings
from thgbilanz.plausibility.rows import booked_rows
from thgbilanz.templates.definition import SHEETS, TIDY
from thgbilanz.templates.workbook import template_bytes

BASE = factor_base()
CHP: Row = {
    "liegenschaft": "BHKW",
    "anlagenart": "kwk",
    "aktivitaet": "erdgas",
    "menge": 8000,
    "einheit": "MWh (Hi)",
    "waerme_erzeugt_mwh": 3900,
    "strom_erzeugt_mwh": 2700,
    "eigenverbrauch_mwh": 2100,
    "einspeisung_mwh": 400,
    "direktlieferung_mwh": 200,
    "gegenpartei": "wohnen",
    "eu_ets": "nein",
}
PV: Row = {
    "liegenschaft": "Schuldach",
    "anlagenart": "pv",
    "strom_erzeugt_mwh": 96.4,
    "eigenverbrauch_mwh": 61.2,
    "einspeisung_mwh": 35.2,
    "eeg": "ja",
}


def read(folder: Path, *rows: Row) -> IntakeResult:
    path = folder / "mappe.xlsx"
    path.write_bytes(template_bytes(["anlagen"], "stadt", "Stadt", 2019, rows={"anlagen": rows}))
    return read_files([path], folder, 2019, ORGANISATIONS, 2026)


def told(folder: Path, *rows: Row) -> list[tuple[str, Severity, str]]:
    return [(finding.code, finding.severity, finding.place.cell) for finding in read(folder, *rows).findings]


def postings(folder: Path, *rows: Row) -> Any:
    return booked(read(folder, *rows).activities, BASE, SETS, "AR5").postings


def test_a_chp_plant_burns_its_fuel_once_and_tells_the_rest(tmp_path: Path) -> None:
    lines = postings(tmp_path, CHP)
    kg = lines.groupby(["scope", "scope3_category"], observed=True)["emissions_kg"].sum()
    # 8,000,000 kWh x 0.2545 = 2,036,000 kg in scope 1, x 0.05 = 400,000 kg upstream; nothing else emits
    assert kg["1", ""] == pytest.approx(2_036_000)
    assert kg["3", "3.3"] == pytest.approx(400_000)
    assert lines["emissions_kg"].sum() == pytest.approx(2_436_000)
    assert lines["energy_kwh"].sum() == pytest.approx(8_000_000)
    statements = lines[lines["flow"] == "lieferung"]
    said = statements[["activity", "delivery", "counterparty", "quantity", "eu_ets"]].astype(object).to_numpy().tolist()
    assert said == [
        ["fernwaerme", "eigen", "", 3_900_000.0, ""],
        ["strom", "eigen", "", 2_100_000.0, ""],
        ["strom", "eigen", "", 400_000.0, ""],
        ["strom", "direkt", "wohnen", 200_000.0, ""],
    ]
    assert set(lines[lines["scope"] == "1"]["eu_ets"]) == {"nein"}
    assert lines["posting_id"].is_unique


def test_own_power_of_the_sun_is_energy_without_emissions_and_feed_in_is_not_netted(tmp_path: Path) -> None:
    lines = postings(tmp_path, PV)
    assert lines["emissions_kg"].sum() == 0
    assert lines["energy_kwh"].sum() == pytest.approx(61_200)
    fed_in = lines[lines["conversion"].astype(str).str.startswith("Einspeisung")]
    assert fed_in["quantity"].tolist() == [pytest.approx(35_200)]


def test_every_posting_leads_to_its_cell(tmp_path: Path) -> None:
    columns = read(tmp_path, CHP).activities.columns
    keys = ("menge", "waerme_erzeugt_mwh", "eigenverbrauch_mwh", "einspeisung_mwh", "direktlieferung_mwh")
    assert [f"{letter}7" for letter in columns["column"]] == [cell("anlagen", key) for key in keys]


def test_power_without_use_is_told_as_a_whole(tmp_path: Path) -> None:
    columns = read(tmp_path, {"liegenschaft": "Dach", "anlagenart": "pv", "strom_erzeugt_mwh": 9}).activities.columns
    assert (columns["amount"], columns["flow"], columns["delivery"]) == ([9.0], ["lieferung"], ["eigen"])


@pytest.mark.parametrize(
    ("fed_in", "severity"), [(35.2, None), (35.0, None), (30.0, Severity.WARNING), (53.2, Severity.ERROR)]
)
def test_the_power_of_a_plant_goes_somewhere(tmp_path: Path, fed_in: float, severity: Severity | None) -> None:
    # 96.4 MWh generated and 61.2 MWh used: 35.2 MWh are left, 0.2 MWh missing is rounding (0.2 %)
    expected = [] if severity is None else [("THG630", severity, cell("anlagen", "strom_erzeugt_mwh"))]
    assert told(tmp_path, PV | {"einspeisung_mwh": fed_in}) == expected


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (PV | {"aktivitaet": "erdgas", "menge": 1, "einheit": "kWh (Hi)"}, "aktivitaet"),
        (CHP | {"anlagenart": "heizwerk"}, "strom_erzeugt_mwh"),
    ],
)
def test_what_does_not_fit_the_kind_of_plant_is_refused(tmp_path: Path, row: Row, key: str) -> None:
    assert told(tmp_path, row) == [("THG631", Severity.ERROR, cell("anlagen", key))]


def test_a_plant_that_burns_needs_its_fuel(tmp_path: Path) -> None:
    row = {key: value for key, value in CHP.items() if key not in {"aktivitaet", "menge", "einheit"}}
    assert [(code, place) for code, _, place in told(tmp_path, row)] == [
        ("THG601", cell("anlagen", key)) for key in ("aktivitaet", "menge", "einheit")
    ]


def test_power_paid_by_the_eeg_carries_no_guarantees_of_origin(tmp_path: Path) -> None:
    row = PV | {"herkunftsnachweise": "ja"}
    assert told(tmp_path, row) == [("THG632", Severity.ERROR, cell("anlagen", "herkunftsnachweise"))]


def balance(folder: Path, row: Row) -> list[tuple[str, Severity, str]]:
    activities = read(folder, row).activities
    rows = booked_rows(2019, activities, booked(activities, BASE, SETS, "AR5").postings)
    return [(finding.code, finding.severity, finding.place.cell) for finding in plant_findings(rows, kwh_per_unit)]


def test_more_energy_than_the_fuel_holds_is_impossible(tmp_path: Path) -> None:
    # 3,900 + 2,700 = 6,600 MWh from 8,000 MWh is right, from 8,000 kWh it is not
    assert balance(tmp_path, CHP) == []
    assert balance(tmp_path, CHP | {"einheit": "kWh (Hi)"}) == [("THG629", Severity.ERROR, cell("anlagen", "menge"))]


@pytest.mark.parametrize(
    ("heat", "codes"), [(100.0, []), (104.0, ["THG633"]), (120.0, ["THG633"]), (121.0, ["THG629"])]
)
def test_a_condensing_boiler_is_asked_about(tmp_path: Path, heat: float, codes: list[str]) -> None:
    boiler = {
        "liegenschaft": "Kessel",
        "anlagenart": "heizwerk",
        "aktivitaet": "erdgas",
        "menge": 100,
        "einheit": "MWh (Hi)",
        "waerme_erzeugt_mwh": heat,
    }
    assert [code for code, _, _ in balance(tmp_path, boiler)] == codes


def test_the_balance_uses_the_heating_value_of_fuel_by_volume(tmp_path: Path) -> None:
    # 1 l heating oil is 10 kWh in the test base: 10,000 l hold 100 MWh
    boiler = {
        "liegenschaft": "Kessel",
        "anlagenart": "heizwerk",
        "aktivitaet": "heizoel",
        "menge": 10_000,
        "einheit": "l",
        "waerme_erzeugt_mwh": 130,
    }
    assert [code for code, _, _ in balance(tmp_path, boiler)] == ["THG629"]


COLUMNS = {**TIDY, **{column.key: column for column in SHEETS["anlagen"].columns}}
AMOUNT = st.none() | st.floats(0, 1e6)


@given(st.sampled_from(["kwk", "pv", "mhkw", "wind_wasser"]), AMOUNT, AMOUNT, AMOUNT)
def test_what_is_told_of_power_is_what_stands_in_the_row(
    kind: str, own: float | None, fed_in: float | None, direct: float | None
) -> None:
    values: dict[str, Any] = dict.fromkeys(COLUMNS, None) | {"anlagenart": kind, "gegenpartei": "wohnen"}
    values |= {"eigenverbrauch_mwh": own, "einspeisung_mwh": fed_in, "direktlieferung_mwh": direct}
    rows = PLANTS.rows(SheetRow(values, COLUMNS)).rows
    parts = [part for part in (own, fed_in, direct) if part is not None]
    assert [derived.amount for derived in rows] == parts
    received = [derived for derived in rows if derived.changes["richtung"] == "bezug"]
    assert [derived.amount for derived in received] == (
        [own] if own is not None and kind in {"pv", "wind_wasser"} else []
    )
