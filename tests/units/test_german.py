"""Printing numbers for German readers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thgbilanz.units.german import german_number
from thgbilanz.units.numbers import number_reading


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (0, 2, "0,00"),
        (999, 0, "999"),
        (1000, 0, "1.000"),
        (1234.5, 1, "1.234,5"),
        (-1234567.891, 2, "-1.234.567,89"),
        (1e15, 0, "1.000.000.000.000.000"),
        # half away from zero on the decimal digits, not on the binary value (2.675 is 2.67499999… in binary)
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.5, 0, "-1"),
        (2.675, 2, "2,68"),
        (0.125, 2, "0,13"),
        (-0.0, 1, "0,0"),
        (-0.04, 1, "0,0"),
        (5e-324, 3, "0,000"),
        (math.nan, 2, "–"),
        (math.inf, 2, "–"),
        (-math.inf, 0, "–"),
    ],
)
def test_german_number(value: float, decimals: int, text: str) -> None:
    assert german_number(value, decimals) == text


def test_numpy_scalars_print_like_floats() -> None:
    assert german_number(np.float64(1234.5), 1) == "1.234,5"


@given(st.floats(min_value=-1e12, max_value=1e12), st.integers(1, 2))
def test_what_is_printed_is_read_back(value: float, decimals: int) -> None:
    # one or two decimals: with a comma and no group of three behind it, the notation is certain
    read = number_reading(german_number(value, decimals)).value

    assert read is not None
    assert abs(read - value) <= 0.5 * 10**-decimals * (1 + 1e-9) + abs(value) * 1e-15


@given(st.floats(min_value=-1.7e308, max_value=1.7e308), st.integers(0, 6))
def test_every_finite_float_prints(value: float, decimals: int) -> None:
    text = german_number(value, decimals)

    assert set(text) <= set("0123456789.,-")
    assert len(text.rpartition(",")[2]) == decimals or decimals == 0
