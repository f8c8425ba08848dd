"""The supplier's side of a delivery: never its own consumption, told once (method/organisation.md section 2)."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import BookingResult, booked
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.vocabulary import Space

BASE = factor_base()


def book(*rows: dict[str, Any]) -> BookingResult:
    return booked(activity_table(*rows), BASE, SETS, "AR5")


def delivered(activity: str, unit: str, amount: float, delivery: str = "") -> dict[str, Any]:
    return {"activity": activity, "unit": unit, "amount": amount, "flow": "lieferung", "delivery": delivery}


def lines(result: BookingResult) -> list[tuple[str, str, str, float]]:
    """Scope, scope 3 category, method and kg of every posting."""
    columns = ("scope", "scope3_category", "method", "emissions_kg")
    return [tuple(row) for row in result.postings[list(columns)].itertuples(index=False)]


@pytest.mark.parametrize("delivery", ["netz", ""])
def test_electricity_bought_and_resold_is_3_3_of_the_reseller(delivery: str) -> None:
    # 2,000 kWh x 0.4 kg (generation) and x 0.1 kg (upstream), one method only
    result = book(delivered("strom", "MWh", 2.0, delivery))
    assert lines(result) == [("3", "3.3", "", pytest.approx(800.0)), ("3", "3.3", "", pytest.approx(200.0))]
    assert result.postings["energy_kwh"].sum() == 0


def test_fuel_sold_burns_with_the_buyer() -> None:
    # 1,000 kWh x (0.2 + 0.001 x 28 + 0.0001 x 265) = 254.5 kg burnt by the buyer, x 0.05 kg upstream of the goods
    result = book(delivered("erdgas", "kWh (Hi)", 1000.0))
    assert lines(result) == [("3", "3.11", "", pytest.approx(254.5)), ("3", "3.1", "", pytest.approx(50.0))]
    assert result.postings["energy_kwh"].sum() == 0


def test_biogenic_co2_of_wood_that_is_sold_stands_with_the_buyer() -> None:
    assert "ausserhalb" in set(book({"activity": "holz", "amount": 1.0}).postings["scope"])
    assert "ausserhalb" not in set(book(delivered("holz", "kWh (Hi)", 1.0)).postings["scope"])


@pytest.mark.parametrize(
    ("activity", "unit", "delivery", "quantity", "canonical"),
    [
        ("fernwaerme", "MWh", "", 3000.0, "kWh"),
        ("strom", "MWh", "direkt", 3000.0, "kWh"),
        ("strom", "MWh", "eigen", 3000.0, "kWh"),
        ("restabfall", "kg", "", 0.003, "t"),
        ("abwasser", "m³", "", 3.0, "m3"),
        ("pendeln_linienbus", "Pkm", "", 3.0, "Pkm"),
    ],
)
def test_what_the_supplier_emits_itself_is_only_told(
    activity: str, unit: str, delivery: str, quantity: float, canonical: str
) -> None:
    """No factor is needed: none of the test base knows district heat, waste water or buses."""
    result = book(delivered(activity, unit, 3.0, delivery))
    (line,) = result.postings.to_dict("records")
    assert (line["emissions_kg"], line["energy_kwh"], line["scope"], line["factor_id"]) == (0.0, 0.0, "", "")
    assert (line["quantity"], line["quantity_unit"]) == (pytest.approx(quantity), canonical)
    assert "Angabe" in line["match_reason"]
    assert (result.read, result.booked, result.open_reasons) == (1, 1, ())


def test_own_electricity_is_energy_without_scope_2() -> None:
    result = book({"activity": "strom", "unit": "MWh", "amount": 2.0, "delivery": "eigen"})
    assert lines(result) == [("2", "", "standort", 0.0), ("2", "", "markt", 0.0)]
    assert result.postings["energy_kwh"].sum() == pytest.approx(2000.0)


def test_both_sides_of_a_delivery_from_one_row_of_two_files_are_two_postings() -> None:
    both = book({"activity": "strom", "unit": "kWh"}, delivered("strom", "kWh", 1.0) | {"row": 2})
    assert both.postings["posting_id"].is_unique


KINDS = [kind for kind in ACTIVITY_KINDS if Space.ORGANISATIONAL in kind.spaces]


@given(
    st.sampled_from(KINDS), st.sampled_from(["", "netz", "direkt", "eigen"]), st.floats(0, 1e9), st.sampled_from([1, 2])
)
def test_a_delivery_is_never_scope_1_or_2_nor_final_energy(kind: Any, delivery: str, amount: float, row: int) -> None:
    units = {"m3": "m³", "kWh_Hi": "kWh (Hi)", "Nacht": "Nächte"}
    unit = units.get(kind.unit, kind.unit)
    result = book(delivered(kind.id, unit, amount, delivery) | {"row": row})
    assert not {"1", "2", "ausserhalb"} & set(result.postings["scope"])
    assert result.postings["energy_kwh"].sum() == 0
    assert result.read == result.booked + sum(count for _, count in result.open_reasons)


def test_a_delivery_leaves_what_stands_beside_it_as_it_is() -> None:
    own = {"activity": "strom", "unit": "kWh", "amount": 7.0, "row": 2}
    alone = book(own).postings.reset_index(drop=True)
    beside = book(own, delivered("strom", "kWh", 5.0, "netz") | {"row": 3}).postings
    same = beside[beside["flow"] == "bezug"].reset_index(drop=True)
    names = ["posting_id", "scope", "method", "emissions_kg", "energy_kwh"]
    pd.testing.assert_frame_equal(same[names].astype(str), alone[names].astype(str))
