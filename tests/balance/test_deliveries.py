"""Both sides of internal deliveries (faults.md 113): compared in one unit, told apart by cell."""

from dataclasses import replace

import pytest

from tests.support.group import balance_of, codes, delivered, fuel, heat, scope3, taken_off, total_of
from thgbilanz.balance.delivery_statements import Statement
from thgbilanz.core.place import Place
from thgbilanz.units.catalogue import base_of

SUPPLIER = "daten/2019/werke.csv"


def test_both_sides_may_differ_by_one_percent_and_no_more() -> None:
    """|1000 - 990| / 1000 = 1 % agrees; 989 kWh does not."""
    plant = fuel("werke", 300.0)
    close = balance_of(heat("wohnen", 150.0, "werke", quantity=990.0), delivered("werke", "wohnen", 1000.0), plant)
    assert codes(close) == []
    assert total_of(close) == 300.0
    beyond = balance_of(heat("wohnen", 150.0, "werke", quantity=989.0), delivered("werke", "wohnen", 1000.0), plant)
    assert codes(beyond) == ["THG410"]
    apart = balance_of(
        heat("wohnen", 150.0, "werke", quantity=1000.0),
        delivered("werke", "wohnen", 800.0, file=SUPPLIER, row=7),
        plant,
    )
    (finding,) = [finding for finding in apart.findings if finding.code == "THG410"]
    assert finding.place == Place("daten/2019/gruppe.csv", "", "D2")
    assert finding.related == (Place(SUPPLIER, "", "D7"),)
    assert finding.hint.startswith("Angabe des Lieferanten: daten/2019/werke.csv › D7. ")
    assert finding.found == "800 kWh geliefert, 1.000 kWh bezogen"
    assert finding.effect_kg == pytest.approx(150.0 * 0.2)
    # Only what both sides know is taken off: 800 of 1,000 kWh.
    assert taken_off(apart) == [("E2", "werke", "wohnen", pytest.approx(150.0 * 0.8))]


def test_a_supplier_that_states_more_takes_off_no_more_than_the_receivers_line() -> None:
    result = balance_of(heat("wohnen", 150.0, "werke"), delivered("werke", "wohnen", 500.0), fuel("werke", 300.0))
    assert taken_off(result) == [("E2", "werke", "wohnen", 150.0)]
    assert "THG410" in codes(result)


def test_a_delivery_that_nobody_received_is_named() -> None:
    result = balance_of(heat("wohnen", 150.0), delivered("werke", "wohnen", 500.0), fuel("werke", 300.0))
    assert codes(result) == ["THG411"]
    assert total_of(result) == 450.0


def test_a_silent_supplier_is_named_once() -> None:
    rows = (heat("wohnen", 150.0, "werke"), heat("stadt", 50.0, "werke"), fuel("werke", 300.0))
    result = balance_of(*rows)
    assert codes(result) == ["THG412"]
    assert total_of(result) == 300.0


def test_resold_power_goes_only_as_far_as_the_receiver_used_it() -> None:
    """Receiver names nobody: its 400 + 200 kWh are all that 1,000 resold kWh can have become."""
    used = heat("wohnen", 40.0, activity="strom", quantity=400.0)
    more = heat("wohnen", 20.0, activity="oekostrom", quantity=200.0)
    sold = scope3(
        "werke", 500.0, "3.3", "strom", flow="lieferung", counterparty="wohnen", delivery="netz", quantity=1000.0
    )
    result = balance_of(used, more, sold)
    assert taken_off(result) == [("E5", "werke", "wohnen", pytest.approx(300.0))]
    assert codes(result) == ["THG411"]
    named = heat("wohnen", 60.0, "werke", activity="strom", delivery="netz", quantity=600.0)
    result = balance_of(named, sold)
    assert taken_off(result) == [("E5", "werke", "wohnen", pytest.approx(300.0))]
    assert codes(result) == ["THG410"]


def test_resold_power_that_nobody_uses_stays() -> None:
    sold = scope3("werke", 500.0, "3.3", "strom", flow="lieferung", counterparty="wohnen", delivery="netz")
    result = balance_of(sold, fuel("wohnen", 1.0))
    assert taken_off(result) == []
    assert codes(result) == ["THG411"]


def test_sides_are_compared_in_one_unit_and_by_what_they_are() -> None:
    """1 MWh of Nahwärme and 1,000 kWh of Fernwärme are the same delivery."""
    told = delivered("werke", "wohnen", 1.0, quantity_unit="MWh", activity="nahwaerme")
    used = heat("wohnen", 150.0, "werke", quantity=1000.0)
    result = balance_of(used, told, fuel("werke", 300.0), base_of=base_of)
    (check,) = result.balance.insight.deliveries
    assert (check.supplied, check.received, check.unit, check.agrees) == (1000.0, 1000.0, "kWh", True)
    assert check.emissions_kg == 150.0


def test_a_row_counts_once_however_many_postings_it_has() -> None:
    direct = heat("wohnen", 150.0, "werke", quantity=1000.0, row=5)
    upstream = {**direct, "scope": "3", "scope3_category": "3.3", "boundary": "upstream", "method": "", "posting_id": 9}
    (check,) = balance_of(direct, upstream).balance.insight.deliveries
    assert check.received == 1000.0
    assert check.emissions_kg == 300.0


def test_deliveries_to_others_are_nobodys_business() -> None:
    assert balance_of(heat("wohnen", 1.0), fuel("werke", 2.0)).balance.insight.deliveries == ()


def test_a_statement_of_nothing_mirrors_nothing() -> None:
    assert Statement(received=[0.0], generated=[5.0]).mirrored_share() == 0.0
    assert Statement(received=[0.0], generated=[0.0]).difference() == 0.0
    assert replace(Statement(), received=[1.0]).difference() is None
