"""Scope 2 by market: what contracts cover, and what is left to the residual mix. Factors are round and invented:
residual mix 0.7, grid mix 0.4, upstream 0.1 kg/kWh (tests.support.factors)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import BookingResult, booked
from thgbilanz.core.contract import Contract, Instrument
from thgbilanz.core.diagnostic import Severity

BASE = factor_base()
COLUMNS = tuple((key, letter, key) for key, letter in (("vertrag", "A"), ("strommenge_kwh", "H"), ("kg_je_kwh", "I")))
SUPPLIER = Contract(
    "SV-1",
    "stadt",
    2019,
    Instrument.SUPPLIER,
    supplier="Stadtwerke",
    product="Natur",
    start="2019-01-01",
    end="2019-12-31",
    kg_per_kwh=0.2,
    factor_source="Stromkennzeichnung 2019, S. 2",
    criteria=("ja",) * 5,
    file="daten/2019/stadt.xlsx",
    sheet="Stromverträge",
    row=7,
    columns=COLUMNS,
)
CERTIFICATE = replace(SUPPLIER, id="HKN-1", instrument=Instrument.CERTIFICATE, kg_per_kwh=0.0, covered_kwh=600.0)


def row(amount: float, contract: str, **values: Any) -> dict[str, Any]:
    return {"activity": "strom", "unit": "kWh", "amount": amount, "contract": contract, **values}


def book(*rows: dict[str, Any], contracts: tuple[Contract, ...] = (SUPPLIER, CERTIFICATE)) -> BookingResult:
    return booked(activity_table(*rows), BASE, SETS, "AR5", contracts=contracts)


def market(result: BookingResult) -> list[tuple[str, float, float]]:
    """Factor, kWh and kg of every posting by market."""
    lines = result.postings[result.postings["method"] == "markt"]
    return list(zip(lines["factor_id"], lines["quantity"].tolist(), lines["emissions_kg"].tolist(), strict=True))


def total(result: BookingResult, method: str) -> float:
    lines = result.postings
    return float(lines[lines["method"] == method]["emissions_kg"].sum())


def test_the_rate_of_the_supplier_covers_what_it_delivers() -> None:
    # 1,000 kWh x 0.2 kg = 200 kg; by location 1,000 x 0.4 = 400 kg as ever
    result = book(row(1000.0, "SV-1"))
    assert market(result) == [("vertrag.SV-1", 1000.0, 200.0)]
    assert total(result, "standort") == pytest.approx(400.0)
    assert result.findings == ()


def test_a_tonne_leads_to_the_cell_of_the_contract() -> None:
    lines = book(row(1000.0, "SV-1")).postings.query("method == 'markt'")
    assert lines["factor_source"].iloc[0] == (
        "stromvertrag, daten/2019/stadt.xlsx › Stromverträge › I7: Stromkennzeichnung 2019, S. 2"
    )
    assert lines["match_reason"].iloc[0].startswith("Vertrag SV-1 (Stadtwerke Natur), Produkt des Lieferanten")


def test_what_exceeds_the_certificates_goes_to_the_residual_mix() -> None:
    # 1,000 kWh used, 600 kWh cancelled: 600 x 0 + 400 x 0.7 = 280 kg
    result = book(row(1000.0, "HKN-1"))
    assert market(result) == [
        ("vertrag.HKN-1", 600.0, 0.0),
        ("strom.markt", pytest.approx(400.0), pytest.approx(280.0)),
    ]
    assert result.postings["posting_id"].is_unique
    (finding,) = result.findings
    assert (finding.code, finding.place.cell) == ("THG625", "H7")
    assert "400 kWh fehlen" in finding.text


def test_certificates_are_shared_by_all_rows_that_name_them() -> None:
    # 300 + 900 = 1,200 kWh, 600 covered: half of each row; 1,200 x 0.5 x 0.7 = 420 kg
    result = book(row(300.0, "HKN-1", row=2), row(900.0, "HKN-1", row=3))
    assert [(kwh, kg) for _, kwh, kg in market(result)] == [
        (150.0, 0.0), (150.0, pytest.approx(105.0)), (450.0, 0.0), (450.0, pytest.approx(315.0)),
    ]  # fmt: skip


def test_exactly_the_certificates_leave_nothing_over() -> None:
    result = book(
        row(0.1, "HKN-1", row=2), row(0.2, "HKN-1", row=3), contracts=(replace(CERTIFICATE, covered_kwh=0.3),)
    )
    assert [factor for factor, _, _ in market(result)] == ["vertrag.HKN-1"] * 2
    assert result.findings == ()


def test_green_electricity_over_the_contract_is_not_green() -> None:
    """The set's pin for green electricity would be 0 kg: what no certificate covers is residual mix."""
    result = book(row(1000.0, "HKN-1", activity="oekostrom"))
    # the test base knows no factors for green electricity beside the market: the row stays open as a whole
    assert result.open_reasons == (("kein Emissionsfaktor", 1),)


REFUSED = [
    (replace(SUPPLIER, criteria=("ja", "ja", "nein", "ja", "")), "THG623", "Kriterien 3, 5"),
    (replace(SUPPLIER, kg_per_kwh=None), "THG624", "keinen Emissionsfaktor"),
    (replace(SUPPLIER, kg_per_kwh=350.0), "THG624", "kann nicht in kg je kWh stehen"),
    (replace(SUPPLIER, end="2019-06-30"), "THG622", "gilt nicht im ganzen Zeitraum"),
    (replace(SUPPLIER, organisation="werke"), "THG621", "gehört „werke“"),
    (replace(SUPPLIER, year=2020), "THG620", "steht in keiner Tabelle"),
    (replace(CERTIFICATE, id="SV-1", covered_kwh=None), "THG628", "keine gedeckte Menge"),
    (replace(SUPPLIER, id="SV-2"), "THG620", "steht in keiner Tabelle"),
]


@pytest.mark.parametrize(("contract", "code", "words"), REFUSED)
def test_a_contract_that_does_not_count_leaves_all_to_the_residual_mix(
    contract: Contract, code: str, words: str
) -> None:
    # 1,000 kWh x 0.7 = 700 kg
    result = book(row(1000.0, "SV-1"), contracts=(contract,))
    assert market(result) == [("strom.markt", 1000.0, pytest.approx(700.0))]
    (finding,) = result.findings
    assert finding.code == code
    assert words in finding.text
    assert result.postings.query("method == 'markt'")["match_reason"].iloc[0].startswith("Vertrag SV-1 zählt nicht")


def test_a_framework_contract_covers_the_organisations_it_names() -> None:
    group = replace(SUPPLIER, organisation="werke", also_for=("stadt",))
    assert market(book(row(1000.0, "SV-1"), contracts=(group,))) == [("vertrag.SV-1", 1000.0, 200.0)]


def test_an_id_that_stands_twice_covers_nothing() -> None:
    result = book(row(1000.0, "SV-1"), contracts=(SUPPLIER, replace(SUPPLIER, row=8, kg_per_kwh=0.1)))
    assert [factor for factor, _, _ in market(result)] == ["strom.markt"]
    assert [(finding.code, finding.severity, finding.place.cell) for finding in result.findings] == [
        ("THG627", Severity.ERROR, "A8")
    ]


def test_a_contract_beside_gas_does_nothing_and_says_so() -> None:
    result = book({"activity": "erdgas", "unit": "kWh (Hi)", "amount": 1.0, "contract": "SV-1"})
    assert [finding.code for finding in result.findings] == ["THG626"]
    assert set(result.postings["scope"]) == {"1", "3"}


def test_a_month_within_the_contract_is_covered_the_one_after_is_not() -> None:
    ended = replace(SUPPLIER, end="2019-06-30")
    june = row(10.0, "SV-1", row=2, start="2019-06-01", end="2019-06-30")
    july = row(10.0, "SV-1", row=3, start="2019-07-01", end="2019-07-31")
    result = book(june, july, contracts=(ended,))
    assert [factor for factor, _, _ in market(result)] == ["vertrag.SV-1", "strom.markt"]
    assert [(finding.code, finding.rows) for finding in result.findings] == [("THG622", (3,))]


ROWS = st.lists(
    st.tuples(st.floats(0.001, 1e7), st.sampled_from(["", "SV-1", "HKN-1", "weg"]), st.sampled_from(["kWh", "MWh"])),
    min_size=1,
    max_size=12,
)


def _rows(drawn: list[tuple[float, str, str]]) -> list[dict[str, Any]]:
    return [row(amount, contract, unit=unit, row=2 + n) for n, (amount, contract, unit) in enumerate(drawn)]


@given(ROWS, st.floats(0, 1e8))
def test_covered_and_uncovered_are_what_was_used(drawn: list[tuple[float, str, str]], covered: float) -> None:
    result = book(*_rows(drawn), contracts=(SUPPLIER, replace(CERTIFICATE, covered_kwh=covered)))
    used = sum(amount * (1000 if unit == "MWh" else 1) for amount, _, unit in drawn)
    certified = sum(kwh for factor, kwh, _ in market(result) if factor == "vertrag.HKN-1")
    assert sum(kwh for _, kwh, _ in market(result)) == pytest.approx(used)
    assert certified <= covered * (1 + 1e-8)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_contracts_changes_no_posting(drawn: list[tuple[float, str, str]], random: Any) -> None:
    rows = _rows(drawn)
    shuffled = random.sample(rows, len(rows))
    names = ["posting_id", "emissions_kg", "factor_source"]
    first = book(*rows).postings[names].astype(str).to_numpy().tolist()
    assert first == book(*shuffled, contracts=(CERTIFICATE, SUPPLIER)).postings[names].astype(str).to_numpy().tolist()


@given(ROWS)
def test_contracts_never_change_the_figure_by_location(drawn: list[tuple[float, str, str]]) -> None:
    with_contracts, without = book(*_rows(drawn)), book(*(values | {"contract": ""} for values in _rows(drawn)))
    names = ["posting_id", "emissions_kg", "energy_kwh"]
    sides = [
        result.postings.query("method != 'markt'")[names].to_numpy().tolist() for result in (with_contracts, without)
    ]
    assert sides[0] == sides[1]
