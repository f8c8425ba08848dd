"""Rows and what they amount to, as booking says. Factors are round and invented."""

import math

import pytest

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import booked
from thgbilanz.plausibility.rows import BookedRows, booked_rows


def rows_of(*rows: dict[str, object]) -> BookedRows:
    activities = activity_table(*rows)
    return booked_rows(2019, activities, booked(activities, factor_base(), SETS, "AR5").postings)


def test_a_row_carries_the_tonnes_of_all_its_postings_that_count() -> None:
    # direct 0.2545 kg/kWh and upstream 0.05 kg/kWh, as in the tests of booking
    rows = rows_of({"amount": 1000.0}, {"amount": 10.0})
    assert rows.emissions_kg.tolist() == pytest.approx([304.5, 3.045])
    assert rows.energy_kwh.tolist() == pytest.approx([1000.0, 10.0])


def test_open_rows_have_no_tonnes_instead_of_zero() -> None:
    rows = rows_of({"amount": 1000.0, "unit": "Eimer"}, {"amount": 0.0})
    assert math.isnan(rows.emissions_kg[0])
    assert rows.emissions_kg[1] == 0


def test_the_place_of_a_row_is_its_amount_or_its_unit() -> None:
    rows = rows_of({"amount": 1.0})
    assert (rows.place(0).cell, rows.place(0).column) == ("D2", "menge")
    assert (rows.place(0, unit=True).cell, rows.place(0, unit=True).column) == ("E2", "einheit")
