import math

import pytest

from thgbilanz.exhibits.rounding import decimals_for, factor_text, rounded_text, share_of, share_text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1439.5, 0, "1.440"),
        (0.4999, 0, "< 1"),
        (0.5, 0, "1"),
        (-0.4, 0, "> -1"),
        (0.04, 1, "< 0,1"),
        (-150.0, 1, "-150,0"),
        (0.0, 1, "0,0"),
        (-0.0, 1, "0,0"),
        (math.nan, 1, "–"),
        (math.inf, 0, "–"),
        (None, 0, "–"),
        (1e15, 0, "1.000.000.000.000.000"),
    ],
)
def test_a_figure_is_rounded_once_and_never_becomes_a_false_zero(value: float | None, decimals: int, text: str) -> None:
    assert rounded_text(value, decimals) == text


def test_decimals_follow_the_largest_figure_and_ignore_what_is_no_number() -> None:
    assert decimals_for([]) == 1
    assert decimals_for([-2000.0, 1.0]) == 0
    assert decimals_for([math.nan, math.inf, 12.0]) == 1


def test_shares_without_a_whole_do_not_exist() -> None:
    assert share_of(5.0, 0.0) is None
    assert share_of(5.0, -1.0) is None
    assert share_of(math.nan, 5.0) is None
    assert share_of(0.0, 5.0) == 0.0
    assert share_text(1 / 3) == "33,3"
    assert share_text(None) == "–"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.26, "0,26"),
        (2.6, "2,6"),
        (97_432.0, "97.432"),
        (999.96, "1.000"),
        (1e-7, "0,0000001"),
        (None, "–"),
    ],
)
def test_factors_keep_four_significant_digits(value: float | None, text: str) -> None:
    assert factor_text(value) == text
