"""Booking: which postings a row becomes, and that no row gets lost. Factors are round and invented."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import NAN, activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import BookingResult, booked
from thgbilanz.core.diagnostic import Severity
from thgbilanz.core.posting import POSTING_COLUMNS

BASE = factor_base()


def book(*rows: dict[str, Any], gwp: str = "AR5", **options: Any) -> BookingResult:
    return booked(activity_table(*rows), BASE, SETS, gwp, **options)


def kg(result: BookingResult, **where: str) -> float:
    lines = result.postings
    for column, value in where.items():
        lines = lines[lines[column] == value]
    return float(lines["emissions_kg"].sum())


def test_fuel_is_booked_in_scope_1_and_its_upstream_in_3_3() -> None:
    result = book({"amount": 1000.0})
    # direct: 0.2 + 0.001 x 28 + 0.0001 x 265 = 0.2545 kg/kWh; upstream 0.05 kg/kWh
    assert kg(result, scope="1") == pytest.approx(254.5)
    assert kg(result, scope="3", scope3_category="3.3") == pytest.approx(50.0)
    assert len(result.postings) == 2


def test_gwp_set_moves_the_total_as_computed_by_hand() -> None:
    # AR6 of the test base: 0.2 + 0.001 x 30 + 0.0001 x 273 = 0.2573
    assert kg(book({"amount": 1000.0}, gwp="AR6"), scope="1") == pytest.approx(257.3)


def test_gases_are_masses_of_their_own() -> None:
    line = book({"amount": 1000.0}).postings.query("scope == '1'").iloc[0]
    assert (line["co2_fossil_kg"], line["ch4_fossil_kg"], line["n2o_kg"]) == pytest.approx((200.0, 1.0, 0.1))


def test_electricity_is_booked_by_location_and_by_market() -> None:
    result = book({"activity": "strom", "unit": "MWh", "amount": 2.0})
    assert kg(result, method="standort") == pytest.approx(2000 * 0.4)
    assert kg(result, method="markt") == pytest.approx(2000 * 0.7)
    assert kg(result, scope3_category="3.3") == pytest.approx(2000 * 0.1)


def test_final_energy_is_counted_once_per_row() -> None:
    result = book({"activity": "strom", "unit": "MWh", "amount": 2.0})
    assert result.postings["energy_kwh"].sum() == pytest.approx(2000.0)


def test_gas_bill_in_hs_becomes_hi_by_the_property_row() -> None:
    result = book({"amount": 1.0, "unit": "MWh (Hs)"})
    line = result.postings.query("scope == '1'").iloc[0]
    assert line["quantity"] == pytest.approx(900.0)  # 1 MWh Hs = 1000 kWh Hs x 0.9
    assert "erdgas.hs_hi" in line["conversion"]
    assert line["energy_kwh"] == pytest.approx(900.0)


def test_litres_of_heating_oil_become_kwh() -> None:
    result = book({"activity": "heizoel", "unit": "l", "amount": 100.0})
    assert kg(result, scope="1") == pytest.approx(100 * 10 * 0.3)


def test_gas_in_cubic_metres_stays_open() -> None:
    result = book({"unit": "m³", "amount": 12400.0})
    assert result.postings.empty
    assert result.open_reasons == (("Menge nicht umrechenbar", 1),)
    assert [finding.code for finding in result.findings] == ["THG301"]


def test_biogenic_co2_lies_outside_the_scopes_and_its_methane_inside() -> None:
    result = book({"activity": "holz", "amount": 1000.0})
    assert kg(result, scope="ausserhalb") == pytest.approx(350.0)
    assert kg(result, scope="1") == pytest.approx(0.0001 * 28 * 1000)


def test_territory_is_booked_with_the_total_factor_and_no_scope() -> None:
    result = book({"organisation": "stadtgebiet", "space": "territorial", "sector": "haushalte", "amount": 1000.0})
    assert kg(result, scope="", sector="haushalte") == pytest.approx(250.0)
    assert set(result.postings["boundary"]) == {"total"}


def test_energy_of_leased_assets_goes_whole_into_its_category() -> None:
    result = book({"activity": "strom", "unit": "kWh", "amount": 1000.0, "scope3_category": "3.13"})
    assert kg(result, scope="3", scope3_category="3.13") == pytest.approx(1000 * (0.4 + 0.1))
    assert kg(result) == kg(result, scope="3")


def test_a_year_without_factor_is_open_and_never_a_zero() -> None:
    result = book({"year": 2035})
    assert (result.booked, result.open_reasons) == (0, (("kein Emissionsfaktor", 1),))
    assert result.findings[0].severity is Severity.ERROR
    assert result.findings[0].place.cell == "D2"


def test_unknown_activity_stays_open() -> None:
    result = book({"activity": "plutonium"})
    assert result.postings.empty
    assert [finding.code for finding in result.findings] == ["THG300"]


def test_a_notation_key_excludes_the_row_with_its_reason() -> None:
    result = book({"amount": NAN, "notation": "kommt_nicht_vor"}, {})
    assert (result.read, result.booked) == (2, 1)
    assert result.excluded_reasons == (("Kennzeichen „kommt nicht vor“", 1),)


def test_rows_of_an_organisation_outside_the_run_are_excluded_without_findings() -> None:
    result = book({"organisation": "fremd", "activity": "plutonium"}, excluded_organisations={"fremd": "nicht gewählt"})
    assert (result.excluded_reasons, result.findings) == ((("nicht gewählt", 1),), ())


def test_the_same_problem_in_many_rows_is_told_once_with_examples() -> None:
    result = book(*({"year": 2035} for _ in range(300)))
    assert [(finding.count, len(finding.related)) for finding in result.findings] == [(300, 3)]
    assert [len(set(finding.rows)) for finding in result.findings] == [300]


def test_every_posting_points_to_its_cell_and_its_factor_row() -> None:
    result = book({"file": "daten/2019/a.xlsx", "sheet": "Wärme", "row": 14, "column": "D"})
    line = result.postings.iloc[0]
    assert (line["file"], line["sheet"], line["row"], line["column"]) == ("daten/2019/a.xlsx", "Wärme", 14, "D")
    assert (line["factor_id"], line["factor_edition"], line["factor_source"]) == (
        "erdgas.direkt",
        "test",
        "test, Tab. 1",
    )
    assert tuple(result.postings.columns) == POSTING_COLUMNS


def test_identities_are_unique_and_do_not_depend_on_amount_or_factor() -> None:
    first, second = book({"amount": 1.0}, {"amount": 2.0}), book({"amount": 9.0}, {"amount": 2.0}, gwp="AR6")
    assert first.postings["posting_id"].is_unique
    assert first.postings["posting_id"].tolist() == second.postings["posting_id"].tolist()


def test_identity_of_a_posting_stays_what_it_was() -> None:
    # A sealed year holds these ids: a change of the rule would break every seal.
    assert f"{int(book({}).postings['posting_id'].iloc[0]):016x}" == "84197278296f1b6e"


AMOUNTS = st.floats(min_value=0, max_value=1e9)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "activity": st.sampled_from(["erdgas", "heizoel", "strom", "holz", "plutonium"]),
            "unit": st.sampled_from(["kWh", "MWh", "kWh (Hi)", "m³", "l"]),
            "amount": st.one_of(AMOUNTS, st.just(NAN)),
            "notation": st.sampled_from(["", "nicht_erhoben"]),
            "year": st.sampled_from([2018, 2019, 2020]),
            "organisation": st.sampled_from(["stadt", "wohnen", "fremd"]),
        }
    ),
    max_size=12,
)


@given(ROWS)
def test_read_is_booked_plus_open_plus_excluded(rows: list[dict[str, Any]]) -> None:
    result = book(*rows, excluded_organisations={"fremd": "nicht gewählt"})
    counted = sum(count for _, count in (*result.open_reasons, *result.excluded_reasons))
    assert result.read == len(rows) == result.booked + counted
    assert result.booked == len(result.postings[["file", "sheet", "row"]].drop_duplicates())


@given(ROWS, st.randoms(use_true_random=False))
def test_row_order_does_not_matter(rows: list[dict[str, Any]], random: Any) -> None:
    placed = [{**row, "row": number + 2} for number, row in enumerate(rows)]
    shuffled = list(placed)
    random.shuffle(shuffled)
    pd.testing.assert_frame_equal(book(*placed).postings, book(*shuffled).postings, check_categorical=False)


@given(AMOUNTS)
def test_kwh_or_mwh_does_not_matter(amount: float) -> None:
    small, large = book({"amount": amount * 1000}), book({"amount": amount, "unit": "MWh (Hi)"})
    assert kg(small) == pytest.approx(kg(large), rel=1e-12)


@given(AMOUNTS, st.floats(min_value=0, max_value=1))
def test_splitting_a_row_does_not_matter(amount: float, share: float) -> None:
    whole, parts = book({"amount": amount}), book({"amount": amount * share}, {"amount": amount - amount * share})
    assert kg(parts) == pytest.approx(kg(whole), rel=1e-9)
