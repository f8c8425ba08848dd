"""Rows of which a part belongs to another year: booked with their portion, traceable, with identities of their own."""

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import booked
from thgbilanz.core.vocabulary import GAS_COLUMNS

BASE = factor_base((2019, 2020))
BASIS = "{} von 366 Tagen des Abrechnungszeitraums 15.11.2019–14.11.2020"
BILL: dict[str, Any] = {"amount": 3660.0, "start": "2019-11-15", "end": "2020-11-14"}
IN_2019 = BILL | {"year": 2019, "portion": 47 / 366, "portion_basis": BASIS.format(47)}
IN_2020 = BILL | {"year": 2020, "portion": 319 / 366, "portion_basis": BASIS.format(319)}
"""16 days of November and 31 of December 2019; 2020 is a leap year."""
FIGURES = ("quantity", "energy_kwh", "emissions_kg", *GAS_COLUMNS)


def postings(*rows: dict[str, Any]) -> pd.DataFrame:
    return booked(activity_table(*rows), BASE, SETS, "AR5").postings


def test_the_portion_is_booked_and_the_amount_stays_as_written() -> None:
    line = postings(IN_2019).query("scope == '1'").iloc[0]
    # 3660 kWh x 47 / 366 = 470 kWh; direct 0.2545 kg/kWh as in the tests of booking: 119.615 kg
    assert (line["amount"], line["portion"]) == (3660.0, 47 / 366)
    assert (line["quantity"], line["energy_kwh"]) == pytest.approx((470.0, 470.0))
    assert (line["emissions_kg"], line["co2_fossil_kg"]) == pytest.approx((119.615, 94.0))
    assert (line["start"], line["end"], line["year"]) == ("2019-11-15", "2020-11-14", 2019)


def test_the_conversion_says_how_the_portion_was_found() -> None:
    table = postings(IN_2019 | {"unit": "MWh (Hs)"}, {"unit": "MWh (Hs)"}, IN_2020, {})
    direct = table.query("scope == '1'")["conversion"].tolist()
    step = "× 0,1284153005 (47 von 366 Tagen des Abrechnungszeitraums 15.11.2019–14.11.2020)"
    assert direct[0] == f"{direct[1]}; {step}"
    assert direct[2] == "× 0,8715846995 (319 von 366 Tagen des Abrechnungszeitraums 15.11.2019–14.11.2020)"
    assert (direct[1].startswith("× 1000 = kWh (Hs)"), direct[3]) == (True, "")


def test_the_bill_in_both_years_sums_to_the_whole() -> None:
    split, whole = (
        postings(IN_2019, IN_2020),
        postings(BILL | {"start": "2020-01-01", "end": "2020-12-31", "year": 2020}),
    )
    for figure in FIGURES:
        assert split[figure].sum() == pytest.approx(whole[figure].sum(), nan_ok=True), figure


def test_the_bill_in_two_years_is_two_postings_even_from_one_line_of_one_file() -> None:
    first, second = postings(IN_2019 | {"row": 7}), postings(IN_2020 | {"row": 7})
    assert set(first["posting_id"]).isdisjoint(second["posting_id"])


def test_the_identity_does_not_hang_on_how_the_portion_was_found() -> None:
    by_degree_days = IN_2019 | {"portion": 0.2, "portion_basis": "500 von 2.500 Gradtagen des …"}
    assert postings(IN_2019)["posting_id"].tolist() == postings(by_degree_days)["posting_id"].tolist()


def test_rows_beside_a_split_row_keep_their_identity_and_figures() -> None:
    alone, beside = postings({"amount": 10.0}), postings({"amount": 10.0}, IN_2019 | {"row": 3})
    kept = beside[beside["row"] == 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, kept, check_dtype=False, check_categorical=False)


def test_a_run_without_split_rows_has_portions_of_one() -> None:
    assert postings({}, {"activity": "strom", "unit": "kWh"})["portion"].tolist() == [1.0] * 5


@given(st.floats(0, 1), st.floats(0, 1e12))
def test_two_portions_sum_to_the_whole_in_every_figure(portion: float, amount: float) -> None:
    def of(share: float, basis: str) -> pd.DataFrame:
        return postings(
            {"amount": amount, "portion": share, "portion_basis": basis, "activity": "strom", "unit": "kWh"}
        )

    first, second, whole = of(portion, "a"), of(1 - portion, "b"), of(1.0, "")
    for figure in ("quantity", "energy_kwh", "emissions_kg"):
        parts = math.fsum([*first[figure], *second[figure]])
        assert math.isclose(parts, math.fsum(whole[figure]), rel_tol=1e-12, abs_tol=1e-12)
