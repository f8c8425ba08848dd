"""What must hold of the number parser for any text and any float."""

import math
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from thgbilanz.core.diagnostic import Severity
from thgbilanz.units.numbers import number_reading

QUANTITIES = st.floats(min_value=-1e15, max_value=1e15).filter(lambda value: value == 0 or abs(value) >= 1e-9)
LOOKALIKES = st.text(alphabet="0123456789.,-+'% \u00a0\u202f\u2212–eEx=()\nkWh?~", max_size=70)


def german(value: float, group: str) -> str:
    """The float's exact decimal digits in German notation: independent of the product's formatter."""
    whole, _, decimals = f"{Decimal(repr(value)):f}".removeprefix("-").partition(".")
    head = len(whole) % 3
    groups = ([whole[:head]] if head else []) + [whole[start : start + 3] for start in range(head, len(whole), 3)]
    sign = "-" if math.copysign(1, value) < 0 else ""
    return sign + group.join(groups) + (f",{decimals}" if decimals else "")


@given(QUANTITIES)
def test_every_float_round_trips_without_grouping(value: float) -> None:
    assert number_reading(german(value, "")).value == value


@given(QUANTITIES)
def test_every_float_round_trips_with_blanks_between_groups(value: float) -> None:
    for blank in (" ", "\u00a0", "\u202f", "\u2009"):
        assert number_reading(german(value, blank)).value == value


@given(QUANTITIES)
@example(1234.5)
def test_every_float_with_decimals_round_trips_with_points(value: float) -> None:
    # repr of these floats always has decimals ("1234.0"), hence a comma that proves the notation
    assert number_reading(german(value, ".")).value == value


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=999))
def test_a_single_group_after_a_point_is_never_read(thousands: int, rest: int) -> None:
    reading = number_reading(f"{thousands}.{rest:03}")

    assert (reading.value, reading.code) == (None, "THG063")


@given(st.integers(min_value=1, max_value=999), st.lists(st.integers(0, 999), min_size=2, max_size=3))
def test_two_groups_after_points_are_thousands(first: int, rest: list[int]) -> None:
    digits = str(first) + "".join(f"{group:03}" for group in rest)

    assert number_reading(f"{first}." + ".".join(f"{group:03}" for group in rest)).value == int(digits)


@given(LOOKALIKES, LOOKALIKES, LOOKALIKES)
@example("1", "234", "5")
def test_a_comma_before_a_point_is_never_read(left: str, middle: str, right: str) -> None:
    assert number_reading(f"{left},{middle}.{right}").value is None


@given(
    st.one_of(LOOKALIKES, st.text(max_size=200), st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf", "Nd"])))
)
@example("\ud800")
@example("{found}")
@example("[/bold]")
def test_no_text_raises_and_every_reading_is_complete(text: str) -> None:
    reading = number_reading(text)

    assert (reading.value is None) == (reading.severity is Severity.ERROR)
    assert reading.value is None or math.isfinite(reading.value)
    assert reading.code
    assert reading.text
    (reading.text + reading.expected + reading.hint).encode("utf-8")


@given(st.text(alphabet="0123456789,.", min_size=1, max_size=15))
def test_a_value_read_has_exactly_the_digits_of_the_text(text: str) -> None:
    value = number_reading(text).value
    if value is not None:
        assert Decimal(text.replace(".", "").replace(",", ".")) == Decimal(repr(value))


@given(st.characters(categories=["Nd"]).filter(lambda digit: not digit.isascii()))
def test_digits_of_other_scripts_are_never_read(digit: str) -> None:
    for text in (digit, f"1{digit}", f"{digit}1,5"):
        assert number_reading(text).code == "THG078"


@given(st.integers(0, 30000))
def test_long_texts_are_refused_at_once(length: int) -> None:
    for text in ("1" * length + "x", " " * length + "x", "1." * length, "1 " * length + "x"):
        assert number_reading(text).value is None
