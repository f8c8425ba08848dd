"""Meters and sites of the year before that are gone; 0.5 kg per kWh."""

from typing import Any

import pytest

from tests.plausibility.asking import found
from tests.plausibility.years import year_of
from thgbilanz.core.diagnostic import Diagnostic, Severity

Row = dict[str, Any]
STAYS: Row = {"meter": "0000000001", "site": "Rathaus", "amount": 1_000_000.0}
POOL: Row = {"meter": "0012345678", "site": "Hallenbad", "amount": 100_000.0}


def gone(now: list[Row], then: list[Row]) -> list[Diagnostic]:
    return found(year_of(2020, *now), year_of(2019, *then))


def test_a_meter_that_is_gone() -> None:
    # 100,000 kWh x 0.5 kg = 50 t; this year 550 t: 9.1 %
    other = {**POOL, "meter": "0012345679"}
    [finding] = gone([STAYS, other], [STAYS, other, POOL])
    assert finding.code == "THG318"
    assert finding.text == (
        "Zähler 0012345678 (Strom, Hallenbad) fehlt seit 2020; 2019 waren es 100.000 kWh, 50 t CO2e, 9,1 % von Stadt"
    )
    assert finding.effect_kg == pytest.approx(50_000.0)
    assert finding.severity is Severity.ERROR
    assert (finding.place.file, finding.place.cell) == ("daten/2019/a.csv", "D4")


def test_a_small_meter_is_a_warning() -> None:
    # 40,000 kWh = 20 t of 500 t: 4 %
    [finding] = gone([STAYS], [STAYS, {"meter": "0012345678", "amount": 40_000.0}])
    assert (finding.code, finding.severity) == ("THG318", Severity.WARNING)


def test_a_site_that_is_gone_is_one_finding() -> None:
    heat = {"meter": "0099999999", "site": "Hallenbad", "activity": "fernwaerme", "amount": 300_000.0}
    [finding] = gone([STAYS], [STAYS, POOL, heat])
    assert finding.code == "THG319"
    assert finding.text == (
        "Liegenschaft „Hallenbad“ (Strom, Fernwärme) fehlt seit 2020; 2019 waren es 200 t CO2e, 40 % von Stadt"
    )
    assert finding.rows == (3, 4)
    assert finding.place.cell == "D4", "the larger row"


def test_a_carrier_of_a_site_that_is_gone() -> None:
    diesel = {"site": "Fuhrpark", "activity": "diesel", "amount": 100_000.0}
    petrol = {"site": "Fuhrpark", "activity": "benzin", "amount": 100_000.0}
    [finding] = gone([STAYS, petrol], [STAYS, petrol, diesel])
    assert finding.text.startswith("Diesel der Liegenschaft „Fuhrpark“ fehlt seit 2020")


def test_a_replaced_meter_is_there() -> None:
    assert gone([STAYS, {**POOL, "meter": "0055555555"}], [STAYS, POOL]) == []


def test_a_renamed_site_is_there_by_its_meter() -> None:
    assert gone([STAYS, {**POOL, "site": "Hallenbad Mitte"}], [STAYS, POOL]) == []


def test_a_new_kind_of_heating_replaces_the_old() -> None:
    oil = {"site": "Schule", "activity": "heizoel", "amount": 100_000.0}
    heat = {"meter": "0077777777", "site": "Schule", "activity": "fernwaerme", "amount": 100_000.0}
    assert gone([STAYS, heat], [STAYS, oil]) == []
    [finding] = gone([STAYS, heat], [STAYS, oil, heat])
    assert finding.text.startswith("Heizöl EL der Liegenschaft „Schule“ fehlt")


@pytest.mark.parametrize("where", [{"site": "Hallenbad"}, {"meter": "0012345678"}, {}])
def test_a_declared_row_is_no_gap(where: Row) -> None:
    declared = {"amount": float("nan"), "notation": "kommt_nicht_vor", **where}
    assert gone([STAYS, declared], [STAYS, POOL]) == []


def test_a_declaration_speaks_for_its_activity_only() -> None:
    declared = {"amount": float("nan"), "notation": "kommt_nicht_vor", "site": "Hallenbad", "activity": "fernwaerme"}
    assert [finding.code for finding in gone([STAYS, declared], [STAYS, POOL])] == ["THG318"]


def test_an_absent_organisation_is_not_taken_apart() -> None:
    assert gone([STAYS], [STAYS, {**POOL, "organisation": "wohnen"}]) == []


def test_a_short_meter_number_of_another_organisation_is_another_meter() -> None:
    mine, theirs = {"meter": "1", "amount": 100_000.0}, {"meter": "1", "amount": 100_000.0, "organisation": "wohnen"}
    [finding] = gone([STAYS, theirs], [STAYS, theirs, mine])
    assert finding.text.startswith("Zähler 1 (Strom) fehlt")


def test_meters_without_consumption_are_not_missed() -> None:
    assert gone([STAYS], [STAYS, {**POOL, "amount": 0.0}]) == []


def test_an_open_row_is_there() -> None:
    assert gone([STAYS, {**POOL, "amount": float("nan")}], [STAYS, POOL]) == []


def test_an_estimate_beside_a_meter_need_not_come_again() -> None:
    estimate = {"site": "Hallenbad", "amount": 20_000.0, "layer": "schaetzung"}
    assert gone([STAYS, POOL], [STAYS, POOL, estimate]) == []
    # where nothing of that activity is left at the site, it is missed like any other row
    [finding] = gone([STAYS, {**POOL, "activity": "erdgas"}], [STAYS, {**POOL, "activity": "erdgas"}, estimate])
    assert finding.text.startswith("Strom der Liegenschaft „Hallenbad“ fehlt seit 2020")
