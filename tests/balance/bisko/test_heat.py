"""Heat factors by every route (method/bisko.md 6); the test vector is W = 0.38, Q = 0.62, T_o = 363 K and 373 K."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.balance.bisko.making import used
from thgbilanz.balance.bisko.allocation import (
    carnot_efficiency,
    energetic_heat_share,
    exergetic_heat_share,
    finnish_heat_share,
    kelvin,
)
from thgbilanz.balance.bisko.heat import Fuel, Plant, heat_methods
from thgbilanz.balance.bisko.heat_routes import HeatDeclaration, Route, heat_networks
from thgbilanz.balance.bisko.result import HeatNetwork, Verdict

NETWORK_HEAT = frozenset({"fernwaerme", "nahwaerme"})
ENERGIES = st.floats(min_value=1.0, max_value=1e9)

# 1,000 kWh of gas at 0.25 kg make 380 kWh power and 620 kWh heat of 90 °C (the test vector).
COGENERATION = Plant("BHKW", (Fuel("erdgas", 1000.0, 0.25, "Satz"),), 620.0, 380.0, 90.0)
BOILER = Plant("Kessel", (Fuel("erdgas", 100.0, 0.25, "Satz"),), 90.0)


def test_the_carnot_efficiency_of_the_test_vector() -> None:
    """1 - 283/363 = 0.22039, 1 - 283/373 = 0.24129 (method/bisko.md 6)."""
    assert carnot_efficiency(363.0) == pytest.approx(0.22039, abs=5e-6)
    assert carnot_efficiency(373.0) == pytest.approx(0.24129, abs=5e-6)
    assert kelvin(90.0) == 363.0


def test_the_exergetic_share_of_the_test_vector() -> None:
    assert exergetic_heat_share(0.38, 0.62, 363.0) == pytest.approx(0.26448, abs=5e-6)


def test_heat_at_ambient_temperature_has_no_exergy() -> None:
    with pytest.raises(ValueError, match="283"):
        carnot_efficiency(283.0)


@given(power=ENERGIES, heat=ENERGIES, supply_c=st.floats(min_value=20.0, max_value=200.0))
def test_shares_lie_between_0_and_1_and_heat_bears_less_than_by_energy(
    power: float, heat: float, supply_c: float
) -> None:
    exergetic = exergetic_heat_share(power, heat, kelvin(supply_c))
    assert 0.0 < exergetic < energetic_heat_share(power, heat) < 1.0
    assert 0.0 < finnish_heat_share(power, heat) < 1.0


@given(power=ENERGIES, heat=ENERGIES, scale=st.floats(min_value=1e-3, max_value=1e3))
def test_shares_do_not_depend_on_the_unit(power: float, heat: float, scale: float) -> None:
    assert exergetic_heat_share(power * scale, heat * scale, 363.0) == pytest.approx(
        exergetic_heat_share(power, heat, 363.0), rel=1e-9
    )


def test_the_factor_of_a_network_by_hand() -> None:
    """(0.26448 x 250 kg + 25 kg of the boiler) / 600 kWh delivered = 0.15187 kg per kWh."""
    methods = heat_methods((COGENERATION, BOILER), 600.0)
    assert methods[0].key == "exergetisch"
    assert methods[0].factor_kg == pytest.approx((0.26448 * 250 + 25) / 600, abs=1e-5)
    by_key = {method.key: method.factor_kg for method in methods}
    assert by_key["finnisch"] == pytest.approx((0.42034 * 250 + 25) / 600, abs=1e-5)
    assert by_key["energetisch"] == pytest.approx((0.62 * 250 + 25) / 600)
    assert by_key["gutschrift"] == pytest.approx((250 - 380 * 0.86 + 25) / 600)
    assert [method.admitted for method in methods] == [True, False, False, False]


def test_losses_of_the_network_raise_the_factor() -> None:
    assert heat_methods((BOILER,), 90.0)[0].factor_kg == pytest.approx(25 / 90)
    assert heat_methods((BOILER,), 80.0)[0].factor_kg == pytest.approx(25 / 80)


def network(declaration: HeatDeclaration | None, factor_kg: float) -> HeatNetwork:
    line = used("fernwaerme", "netz", "stadt-2019", emissions_kg=3000.0 * factor_kg)
    (found,) = heat_networks((line,), (declaration,) if declaration else (), NETWORK_HEAT)
    return found


PLANTS = HeatDeclaration("netz", Route.PLANTS, (COGENERATION, BOILER), 600.0)


@pytest.mark.parametrize(
    ("used_kg", "verdict"), [(0.152, Verdict.PASSED), (0.1514, Verdict.PASSED), (0.150, Verdict.FAILED)]
)
def test_own_plants_must_give_the_factor_to_the_printed_gram(used_kg: float, verdict: Verdict) -> None:
    found = network(PLANTS, used_kg)
    assert found.verdict is verdict
    assert found.computed_kg == pytest.approx(0.15187, abs=1e-5)


def test_plants_that_cannot_be_computed_leave_the_route_open() -> None:
    found = network(replace(PLANTS, problems=("BHKW: Vorlauftemperatur (vorlauf_c) fehlt",)), 0.152)
    assert (found.verdict, found.computed_kg) == (Verdict.OPEN, None)


@pytest.mark.parametrize(("used_kg", "verdict"), [(0.26, Verdict.PASSED), (0.18, Verdict.FAILED)])
def test_the_standard_factor_is_that_of_coal_cogeneration(used_kg: float, verdict: Verdict) -> None:
    """M2: Table 5, Kohle-KWK, 0.26 t/MWh (method/bisko.md 6)."""
    assert network(HeatDeclaration("netz", Route.STANDARD), used_kg).verdict is verdict


@pytest.mark.parametrize(("share", "verdict"), [(0.80, Verdict.PASSED), (0.79, Verdict.FAILED)])
def test_a_variant_needs_four_fifths_of_the_heat(share: float, verdict: Verdict) -> None:
    declared = HeatDeclaration("netz", Route.VARIANT, (), 0.0, "Gas-KWK", share, "Tabelle 5")
    assert network(declared, 0.2).verdict is verdict


@pytest.mark.parametrize(("used_kg", "verdict"), [(0.26, Verdict.PASSED), (0.2, Verdict.FAILED)])
def test_the_one_known_variant_is_compared(used_kg: float, verdict: Verdict) -> None:
    declared = HeatDeclaration("netz", Route.VARIANT, (), 0.0, "Kohle-KWK", 0.9, "Tabelle 5")
    assert network(declared, used_kg).verdict is verdict


@pytest.mark.parametrize("route", [Route.VARIANT, Route.STATEMENT])
def test_what_cannot_be_computed_needs_a_document(route: Route) -> None:
    declared = HeatDeclaration("netz", route, (), 0.0, "Gas-KWK", 0.9)
    assert network(declared, 0.2).verdict is Verdict.OPEN
    assert network(replace(declared, reference="Gutachten 2019"), 0.2).verdict is Verdict.PASSED


def test_an_undeclared_factor_leaves_the_criterion_open() -> None:
    found = network(None, 0.2)
    assert (found.verdict, found.route) == (Verdict.OPEN, "")


def test_routes_of_one_year_are_not_mixed() -> None:
    lines = (used("fernwaerme", "netz"), used("nahwaerme", "insel", emissions_kg=780.0))
    declared = (
        HeatDeclaration("netz", Route.STATEMENT, reference="Gutachten"),
        HeatDeclaration("insel", Route.STANDARD),
    )
    verdicts = [found.verdict for found in heat_networks(lines, declared, NETWORK_HEAT)]
    assert verdicts == [Verdict.FAILED, Verdict.FAILED]


def test_a_statement_and_own_plants_are_the_same_route() -> None:
    lines = (used("fernwaerme", "netz"), used("nahwaerme", "insel", emissions_kg=3000 * 0.152))
    declared = (
        HeatDeclaration("netz", Route.STATEMENT, reference="Gutachten"),
        replace(PLANTS, factor_id="insel"),
    )
    assert {found.verdict for found in heat_networks(lines, declared, NETWORK_HEAT)} == {Verdict.PASSED}
