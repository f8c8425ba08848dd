"""The bridge from the group to the city: steps with names that add up, worked out by hand."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.group import balance_of, delivered, fuel, heat, posting, power, scope3
from thgbilanz.balance.insight import BridgeLine


def city(kg: float, activity: str, kwh: float, sector: str = "haushalte") -> dict[str, Any]:
    place = {"organisation": "stadtgebiet", "space": "territorial", "scope": "", "boundary": "total"}
    return posting(kg, activity=activity, sector=sector, energy_kwh=kwh, quantity=kwh, **place)


def lines_of(*rows: dict[str, Any], **given: Any) -> dict[str, BridgeLine]:
    return {line.key: line for line in balance_of(*rows, **given).balance.insight.bridge}


def test_every_step_by_hand() -> None:
    """Werke burns gas for the heat that Wohnen and the city get; Stadt heats with gas and drives.

    Group: 500 + 100 (plant) + 200 + 40 (boiler) + 90 (diesel) + 60 (power) + 70 (waste) + 30 (leak) = 1,090,
    heat 150 booked and eliminated. Final energy: 240 + 90 + 60 + 150 = 540 kg for 1,000 + 300 + 200 + 800 kWh.
    City: gas 0.3, diesel 0.5, power 0.4, heat 0.25 kg/kWh: 300 + 150 + 80 + 200 = 730 kg.
    """
    rows = (
        fuel("werke", 500.0, energy_kwh=2500.0),
        scope3("werke", 100.0, "3.3", "erdgas", boundary="upstream"),
        fuel("stadt", 200.0, energy_kwh=1000.0),
        scope3("stadt", 40.0, "3.3", "erdgas", boundary="upstream"),
        fuel("stadt", 90.0, activity="diesel", energy_kwh=300.0),
        power("stadt", 60.0, activity="oekostrom", energy_kwh=200.0),
        heat("wohnen", 150.0, "werke", energy_kwh=800.0),
        scope3("stadt", 70.0, "3.5", "restabfall"),
        fuel("stadt", 30.0, activity="kaeltemittel_r32"),
        *(city(3000.0, "erdgas", 10_000.0), city(900.0, "diesel", 1800.0, "verkehr"), city(400.0, "strom", 1000.0)),
        city(500.0, "fernwaerme", 2000.0, "kommunal"),
    )
    lines = lines_of(*rows)
    steps = {key: line.kg for key, line in lines.items()}
    assert steps == {
        "konzern": 1090.0,
        "wertschoepfung": -70.0,
        "nicht_energie": -30.0,
        "umwandlung": -600.0,
        "eliminiert": 150.0,
        "endenergie": 540.0,
        "nur_konzern": 0.0,
        "faktoren": pytest.approx(190.0),
        "ueber_stadt": 0.0,
        "gemeinsam": pytest.approx(730.0),
        "uebrige": pytest.approx(4800.0 - 730.0),
        "stadtgebiet": 4800.0,
    }
    assert "1 t als kommunale" in lines["gemeinsam"].note  # 500 kg


def test_what_the_city_does_not_know_and_what_is_more_than_the_city_has() -> None:
    """Wood is in no cell of the city; of 500 kWh power the whole city uses 100 (0.4 kg each)."""
    rows = (
        fuel("stadt", 8.0, activity="holzpellets", energy_kwh=50.0),
        power("stadt", 200.0, energy_kwh=500.0),
        city(40.0, "strom", 100.0),
    )
    lines = lines_of(*rows)
    assert lines["nur_konzern"].kg == -8.0
    assert lines["nur_konzern"].note == "Holzpellets"
    assert lines["faktoren"].kg == pytest.approx(0.0)
    assert lines["ueber_stadt"].kg == pytest.approx(-160.0)
    assert lines["gemeinsam"].kg == 40.0
    assert lines["uebrige"].kg == 0.0


def test_energy_of_tenants_is_energy_of_the_city() -> None:
    tenants = scope3("wohnen", 30.0, "3.13", "fernwaerme", energy_kwh=100.0)
    lines = lines_of(tenants, city(50.0, "fernwaerme", 200.0))
    assert (lines["wertschoepfung"].kg, lines["gemeinsam"].kg) == (0.0, 25.0)


@pytest.mark.parametrize(
    ("owner", "other", "category"),
    [("wohnen", "stadt", "3.8"), ("stadt", "wohnen", "3.13")],
    ids=["tenant", "landlord"],
)
def test_rented_rooms_are_heated_once(owner: str, other: str, category: str) -> None:
    """500 kWh gas in scope 1 of one side, the same 500 kWh in scope 3 of the other: the city sees 500 kWh x 0.3."""
    rows = (
        fuel(owner, 100.0, energy_kwh=500.0),
        scope3(other, 100.0, category, "erdgas", counterparty=owner, energy_kwh=500.0),
        city(3000.0, "erdgas", 10_000.0),
    )
    steps = {key: line.kg for key, line in lines_of(*rows).items()}
    assert (steps["konzern"], steps["eliminiert"], steps["endenergie"]) == (100.0, 0.0, 100.0)
    assert (steps["gemeinsam"], steps["uebrige"]) == (pytest.approx(150.0), pytest.approx(2850.0))


@pytest.mark.parametrize(
    "told",
    [
        delivered("wohnen", "stadt", 9.0, activity="restabfall", scope="3", scope3_category="3.5"),
        delivered("wohnen", "stadt", 9.0, scope="3", scope3_category="3.13"),
        scope3("stadt", 0.0, "3.8", "fernwaerme", counterparty="wohnen", quantity=9.0),
    ],
    ids=["waste", "landlord", "tenant"],
)
def test_the_boiler_of_who_delivers_no_energy_is_final_energy(told: dict[str, Any]) -> None:
    """500 kWh gas burnt by a company that takes waste or passes heat on with its rooms."""
    lines = lines_of(fuel("wohnen", 100.0, energy_kwh=500.0), told, city(3000.0, "erdgas", 10_000.0))
    assert (lines["umwandlung"].kg, lines["endenergie"].kg) == (0.0, 100.0)


def test_resale_is_no_energy_of_the_supplier() -> None:
    sold = scope3(
        "werke", 50.0, "3.3", "strom", flow="lieferung", counterparty="wohnen", delivery="netz", quantity=100.0
    )
    used = power("wohnen", 40.0, "werke", "netz", quantity=100.0, energy_kwh=100.0)
    lines = lines_of(sold, used, city(45.0, "strom", 100.0))
    assert lines["konzern"].kg == 40.0
    assert (lines["eliminiert"].kg, lines["endenergie"].kg, lines["gemeinsam"].kg) == (0.0, 40.0, 45.0)


def test_no_bridge_with_one_end() -> None:
    assert lines_of(fuel("stadt", 1.0)) == {}
    assert lines_of(city(1.0, "erdgas", 5.0)) == {}


CARRIERS = st.sampled_from(["erdgas", "strom", "oekostrom", "fernwaerme", "diesel", "holz", "biomasse"])
KG = st.floats(0.0, 1e7)
OWN = st.builds(
    lambda who, what, kg, kwh, other: posting(
        kg, organisation=who, activity=what, energy_kwh=kwh, counterparty=other, scope="2", method="standort"
    ),
    st.sampled_from(["stadt", "wohnen", "werke"]),
    CARRIERS,
    KG,
    KG,
    st.sampled_from(["", "werke"]),
)
OTHER = st.one_of(
    st.builds(lambda kg: scope3("stadt", kg, "3.5", "restabfall", counterparty="werke"), KG),
    st.builds(lambda kg: fuel("werke", kg, energy_kwh=kg), KG),
    st.builds(lambda kwh: delivered("werke", "wohnen", kwh), KG),
)
CITY = st.builds(city, KG, CARRIERS, KG)


@settings(max_examples=40)
@given(st.lists(OWN | OTHER, min_size=1, max_size=8), st.lists(CITY, min_size=1, max_size=5))
def test_the_steps_add_up(own: list[dict[str, Any]], territory: list[dict[str, Any]]) -> None:
    rows = [*own, *territory]
    result = balance_of(*rows)
    lines = result.balance.insight.bridge
    size = 1e-9 * max(1.0, sum(abs(line.kg) for line in lines))
    assert result.balance.organisational is not None
    assert result.balance.territorial is not None
    assert lines[0].kg == pytest.approx(result.balance.organisational.group.total_kg, abs=size)
    assert lines[-1].kg == pytest.approx(result.balance.territorial.emissions_kg, abs=size)
    running = 0.0
    for line in lines:
        if line.role in {"start", "step"}:
            running += line.kg
        else:
            assert running == pytest.approx(line.kg, abs=size), line.key
    common = next(line for line in lines if line.key == "gemeinsam")
    assert -size <= common.kg <= lines[-1].kg + size
