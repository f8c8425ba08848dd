"""Electricity by instrument: what covers each kWh in the market-based method (factors of tests.support.factors)."""

from dataclasses import replace
from typing import Any

import pytest

from tests.booking.test_contracts import CERTIFICATE, SUPPLIER
from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.balance.insight import MarketLine
from thgbilanz.balance.market import market_lines
from thgbilanz.booking.book import booked
from thgbilanz.core.contract import Contract
from thgbilanz.core.factor import SetEntry

BASE = factor_base()


def lines(*rows: dict[str, Any], contracts: tuple[Contract, ...] = (SUPPLIER, CERTIFICATE)) -> list[MarketLine]:
    full = [{"activity": "strom", "unit": "kWh"} | row for row in rows]
    postings = booked(activity_table(*full), BASE, SETS, "AR5", contracts=contracts).postings
    return list(market_lines(postings, contracts))


def test_certificates_suppliers_and_the_rest_stand_apart() -> None:
    # 1,000 kWh: 600 certified, 400 x 0.7 = 280 kg; 500 kWh x 0.2 = 100 kg; location 0.4 kg/kWh throughout
    found = lines({"amount": 1000.0, "contract": "HKN-1"}, {"amount": 500.0, "contract": "SV-1"}, {"amount": 10.0})
    figures = [(line.instrument, line.contract, line.energy_kwh, line.location_kg, line.market_kg) for line in found]
    assert figures == [
        ("zertifikat", "HKN-1", pytest.approx(600), pytest.approx(240), 0.0),
        ("lieferant", "SV-1", pytest.approx(500), pytest.approx(200), pytest.approx(100)),
        ("residualmix", "", pytest.approx(410), pytest.approx(164), pytest.approx(287)),
    ]


def test_a_contract_that_fails_is_named_with_its_criteria() -> None:
    weak = replace(SUPPLIER, criteria=("ja", "nein", "ja", "ja", "ja"))
    (line,) = lines({"amount": 100.0, "contract": "SV-1"}, contracts=(weak,))
    assert (line.instrument, line.contract, line.failed_criteria) == ("residualmix", "SV-1", ("2",))
    assert line.market_kg == pytest.approx(70)


def test_own_power_is_an_instrument_of_its_own() -> None:
    (line,) = lines({"amount": 100.0, "delivery": "eigen"})
    assert (line.instrument, line.energy_kwh, line.market_kg) == ("eigenerzeugung", 100.0, 0.0)


def test_power_by_a_direct_line_is_no_gap_of_the_grid() -> None:
    row = {"activity": "strom", "unit": "kWh", "amount": 100.0}
    table = activity_table(row, row | {"delivery": "direkt"})
    pins = {name: tuple(_by_location(pin) for pin in pins) for name, pins in BASE.sets.items()}
    found = market_lines(booked(table, replace(BASE, sets=pins), SETS, "AR5").postings, ())
    assert [(line.instrument, line.energy_kwh) for line in found] == [("netzmix", 100.0), ("direktleitung", 100.0)]


def _by_location(pin: SetEntry) -> SetEntry:
    """A set without residual mix: the grid's average stands for it."""
    return replace(pin, factor_id="strom.direkt") if pin.role == "market" else pin


def test_what_is_handed_on_is_no_electricity_of_the_supplier() -> None:
    assert lines({"amount": 100.0, "flow": "lieferung", "delivery": "netz"}) == []


def test_kwh_and_kg_are_those_of_the_journal() -> None:
    rows = [
        {"amount": 100.0, "contract": "HKN-1", "organisation": "stadt"},
        {"amount": 900.0, "contract": "HKN-1", "unit": "MWh"},
        {"amount": 7.0, "organisation": "werke", "contract": "SV-1"},
    ]
    full = [{"activity": "strom", "unit": "kWh"} | row for row in rows]
    postings = booked(activity_table(*full), BASE, SETS, "AR5", contracts=(SUPPLIER, CERTIFICATE)).postings
    found = market_lines(postings, (SUPPLIER, CERTIFICATE))
    for method, kg in (("standort", "location_kg"), ("markt", "market_kg")):
        expected = postings[postings["method"] == method]["emissions_kg"].sum()
        assert sum(getattr(line, kg) for line in found) == pytest.approx(expected)
    assert sum(line.energy_kwh for line in found) == pytest.approx(postings["energy_kwh"].sum())
