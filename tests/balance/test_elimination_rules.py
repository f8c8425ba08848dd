"""Every row of the table in method/organisation.md section 2, with figures that can be added in the head."""

from typing import Any

import pytest

from tests.support.group import (
    GROUP,
    balance_of,
    codes,
    delivered,
    fuel,
    group_of,
    heat,
    posting,
    power,
    scope3,
    taken_off,
    total_of,
)
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.vocabulary import Consolidation, Control, OrganisationKind


def test_power_from_the_roof_needs_no_fuel_if_the_supplier_states_it() -> None:
    """PV has no scope 1: the supplier's own statement is the proof."""
    used = power("wohnen", 400.0, "werke", "direkt")
    upstream = scope3(
        "wohnen", 60.0, "3.3", "strom", counterparty="werke", delivery="direkt", row=2, boundary="upstream"
    )
    told = delivered("werke", "wohnen", 400.0, activity="strom", delivery="direkt")
    assert total_of(balance_of({**used, "row": 2}, upstream)) == 460.0
    result = balance_of({**used, "row": 2}, upstream, told)
    assert total_of(result) == 0.0
    assert codes(result) == []


def test_bought_power_that_is_resold_stays_with_its_user() -> None:
    """Group keeps the receiver's scope 2; the reseller's 3.3 goes."""
    used = power("wohnen", 400.0, "werke", "netz", quantity=1000.0)
    sold = scope3(
        "werke", 500.0, "3.3", "strom", flow="lieferung", counterparty="wohnen", delivery="netz", quantity=1000.0
    )
    result = balance_of(used, sold)
    assert total_of(result) == 400.0
    assert taken_off(result) == [("E5", "werke", "wohnen", 500.0)]
    assert group_of(result).organisations[2].totals.scope3_kg == 500.0


def test_bought_power_over_a_direct_line_is_not_taken_off_twice() -> None:
    """What the supplier bought has no plant behind it: the receiver's scope 2 stays, the resale goes."""
    used = power("wohnen", 400.0, "werke", "direkt", quantity=1000.0)
    sold = scope3(
        "werke", 500.0, "3.3", "strom", flow="lieferung", counterparty="wohnen", delivery="direkt", quantity=1000.0
    )
    assert total_of(balance_of(used, sold, fuel("werke", 7.0))) == 407.0


def test_own_and_bought_power_on_one_line_are_told_apart() -> None:
    """600 of 1,000 kWh from the own plant: 60 % of the receiver's scope 2 goes, and the resale of the other 400."""
    used = power("wohnen", 400.0, "werke", "direkt", quantity=1000.0)
    own = delivered("werke", "wohnen", 600.0, activity="strom", delivery="direkt")
    sold = scope3(
        "werke", 200.0, "3.3", "strom", flow="lieferung", counterparty="wohnen", delivery="direkt", quantity=400.0
    )
    result = balance_of(used, own, sold, fuel("werke", 300.0))
    assert total_of(result) == pytest.approx(300.0 + 400.0 * 0.4)


def test_sold_gas_burns_with_its_buyer() -> None:
    burnt = fuel("wohnen", 200.0, counterparty="werke", quantity=1000.0, quantity_unit="kWh_Hi", row=2)
    upstream = scope3("wohnen", 40.0, "3.3", "erdgas", counterparty="werke", boundary="upstream", row=2)
    seller = {"flow": "lieferung", "counterparty": "wohnen", "quantity": 1000.0, "quantity_unit": "kWh_Hi", "row": 9}
    sold = scope3("werke", 200.0, "3.11", "erdgas", **seller)
    bought = scope3("werke", 40.0, "3.1", "erdgas", **{**seller, "boundary": "upstream"})
    result = balance_of(burnt, {**upstream, "quantity": 1000.0, "quantity_unit": "kWh_Hi"}, sold, bought)
    assert total_of(result) == 240.0
    assert {line[0] for line in taken_off(result)} == {"E6"}
    assert codes(result) == []


def test_a_ride_on_the_groups_tram_is_the_trams() -> None:
    ride = scope3("stadt", 30.0, "3.7", "pendeln_stadtbahn", counterparty="werke", quantity_unit="Pkm")
    trip = scope3("stadt", 20.0, "3.6", "dienstreise_linienbus", counterparty="werke", quantity_unit="Pkm")
    result = balance_of(ride, trip, power("werke", 500.0))
    assert total_of(result) == 500.0
    assert [line[:3] for line in taken_off(result)] == [("E7", "werke", "stadt")] * 2


def test_a_private_car_is_nobodys_line() -> None:
    drive = scope3("stadt", 30.0, "3.7", "pendeln_pkw", counterparty="werke", quantity_unit="km")
    result = balance_of(drive, power("werke", 500.0))
    assert total_of(result) == 530.0
    assert codes(result) == ["THG413"]


def test_a_ride_stays_where_the_operator_books_no_drive() -> None:
    ride = scope3("stadt", 30.0, "3.7", "pendeln_stadtbahn", counterparty="werke", quantity_unit="Pkm")
    result = balance_of(ride, fuel("werke", 5.0))
    assert total_of(result) == 35.0
    assert codes(result) == ["THG401"]


def test_rooms_let_within_the_group_count_once() -> None:
    let = scope3("wohnen", 100.0, "3.13", "fernwaerme", counterparty="stadt")
    assert taken_off(balance_of(let, heat("stadt", 90.0))) == [("E8", "wohnen", "stadt", 100.0)]
    rented = scope3("stadt", 100.0, "3.8", "fernwaerme", counterparty="wohnen")
    assert taken_off(balance_of(rented, heat("wohnen", 90.0))) == [("E9", "wohnen", "stadt", 100.0)]


def test_of_two_mirrors_one_stays() -> None:
    """Landlord and tenant book the same rooms in scope 3 and other rooms themselves: the rooms must not vanish."""
    let = scope3("wohnen", 100.0, "3.13", "fernwaerme", counterparty="stadt")
    rented = scope3("stadt", 100.0, "3.8", "fernwaerme", counterparty="wohnen")
    result = balance_of(let, rented, heat("wohnen", 7.0), heat("stadt", 5.0))
    assert total_of(result) == 100.0 + 7.0 + 5.0


def test_an_invoice_between_sisters_goes() -> None:
    bill = scope3("stadt", 80.0, "3.1", "it_geraete", counterparty="werke", quantity_unit="kg")
    assert total_of(balance_of(bill, power("werke", 50.0))) == 50.0
    assert total_of(balance_of(bill)) == 80.0


def test_invoices_in_a_ring_prove_nothing() -> None:
    """Stadt buys from Wohnen and Wohnen from Stadt; nobody books what causes it: 10 + 5 stay."""
    ring = (
        scope3("stadt", 10.0, "3.1", "ausgaben_leistungen", counterparty="wohnen"),
        scope3("wohnen", 5.0, "3.1", "ausgaben_leistungen", counterparty="stadt"),
    )
    assert total_of(balance_of(*ring)) == 15.0
    # once Wohnen burns gas, the way from Stadt leads to it, and so does its own from Stadt: 10 + 5 go, 7 stay
    assert total_of(balance_of(*ring, fuel("wohnen", 7.0))) == 7.0


def test_invoices_in_a_chain_lead_to_who_emits() -> None:
    """Stadt buys from Wohnen what Wohnen buys from Werke, who burns 7 for it."""
    chain = (
        scope3("stadt", 10.0, "3.1", "ausgaben_leistungen", counterparty="wohnen"),
        scope3("wohnen", 9.0, "3.1", "ausgaben_leistungen", counterparty="werke"),
        fuel("werke", 7.0),
    )
    assert total_of(balance_of(*chain)) == 7.0


def test_a_plant_that_a_correction_takes_back_proves_nothing() -> None:
    """The fuel was booked with the wrong company and corrected: without a plant the heat is nobody's mirror."""
    rows = (heat("wohnen", 100.0, "werke"), fuel("werke", 50.0), fuel("werke", -50.0, layer="korrektur"))
    assert total_of(balance_of(*rows)) == 100.0
    assert total_of(balance_of(*rows, fuel("werke", 30.0))) == 30.0


def test_a_participation_in_a_consolidated_company_goes_whole() -> None:
    """The holding's 3.15 is its share already; under equity share nothing of it may stay (60 % of 1,000 = 600)."""
    held = scope3("stadt", 600.0, "3.15", "erdgas", counterparty="werke")
    for approach in (Consolidation.OPERATIONAL, Consolidation.EQUITY):
        result = balance_of(held, fuel("werke", 1000.0), approach=approach)
        assert taken_off(result) == [("E11", "werke", "stadt", 600.0)]


def test_a_participation_outside_of_the_perimeter_stays() -> None:
    airport = Organisation("flug", "Flughafen", OrganisationKind.OTHER, "stadt", 20.0, Control.NONE)
    held = scope3("stadt", 600.0, "3.15", "erdgas", counterparty="flug")
    result = balance_of(held, fuel("flug", 3000.0), organisations=(*GROUP, airport))
    assert total_of(result) == 600.0


def test_buying_back_through_the_public_grid_counts_gross_unless_the_project_chooses() -> None:
    used = power("wohnen", 400.0, "werke", "netz", quantity=1000.0)
    fed_in = delivered("werke", "wohnen", 1000.0, activity="strom", delivery="eigen")
    rows = (used, fed_in, fuel("werke", 300.0))
    assert total_of(balance_of(*rows)) == 700.0
    chosen = balance_of(*rows, grid_buy_back=True)
    assert total_of(chosen) == 300.0
    assert taken_off(chosen) == [("E12", "werke", "wohnen", 400.0)]


def test_the_choice_needs_the_suppliers_statement() -> None:
    used = power("wohnen", 400.0, "werke", "netz")
    assert total_of(balance_of(used, fuel("werke", 300.0), grid_buy_back=True)) == 700.0


def test_biogenic_carbon_dioxide_of_a_mirrored_line_goes_with_it() -> None:
    outside = {"scope": "ausserhalb", "activity": "fernwaerme", "counterparty": "werke"}
    result = balance_of(
        heat("wohnen", 10.0, "werke", row=2),
        posting(50.0, organisation="wohnen", **outside, row=2),
        fuel("werke", 9.0),
        posting(50.0, organisation="werke", scope="ausserhalb", activity="holz"),
    )
    assert group_of(result).group.outside_kg == 50.0


def test_biogenic_carbon_dioxide_of_fuel_from_a_sister_stays_with_who_burns_it() -> None:
    common = {"organisation": "wohnen", "activity": "biogas", "counterparty": "werke", "row": 2}
    result = balance_of(
        posting(3.0, **common),
        scope3("wohnen", 1.0, "3.3", "biogas", counterparty="werke", boundary="upstream", row=2),
        posting(50.0, scope="ausserhalb", **common),
        fuel("werke", 9.0),
    )
    assert group_of(result).group.outside_kg == 50.0
    assert total_of(result) == 13.0


def test_both_methods_of_scope_2_and_the_gases_go_together() -> None:
    gases = {"co2_fossil_kg": 390.0, "ch4_fossil_kg": 0.1, "n2o_kg": 0.01}
    used = power("wohnen", 400.0, "werke", "direkt", row=2, **gases)
    market = {**used, "method": "markt", "emissions_kg": 300.0, "posting_id": 99}
    journal = balance_of(used, market, fuel("werke", 7.0)).journal
    whole = journal[journal["organisation"] == "wohnen"]
    for column in ("emissions_kg", *gases):
        assert whole[column].sum() == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(("approach", "share"), [(Consolidation.EQUITY, 0.6), (Consolidation.OPERATIONAL, 1.0)])
def test_partial_weights_take_the_smaller_share(approach: Consolidation, share: float) -> None:
    """Wohnen 80 %, Werke 60 %: min(0.8, 0.6) x 400 is taken off (method/organisation.md section 2)."""
    rows: tuple[dict[str, Any], ...] = (heat("wohnen", 400.0, "werke"), fuel("werke", 100.0))
    assert taken_off(balance_of(*rows, approach=approach)) == [("E2", "werke", "wohnen", pytest.approx(400.0 * share))]
