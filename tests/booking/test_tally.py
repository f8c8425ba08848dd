"""The tally of a table is what booking it would sum to: figures to the last bit, findings, counts and reasons."""

from math import fsum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import NAN, activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import booked
from thgbilanz.booking.plan import Rules
from thgbilanz.booking.tally import Tallier
from thgbilanz.core.diagnostic import in_order

BASE = factor_base()
RULES = Rules(BASE, SETS, "AR5")

ROWS = st.fixed_dictionaries(
    {
        "activity": st.sampled_from(["erdgas", "strom", "heizoel", "fernwaerme", "kohle", "holz"]),
        "unit": st.sampled_from(["kWh (Hi)", "kWh", "MWh", "l", "mWh", "Karton"]),
        "space": st.sampled_from(["betrieblich", "territorial"]),
        "amount": st.one_of(st.just(NAN), st.floats(0, 1e12, allow_nan=False)),
        "portion": st.floats(0.001, 1),
        "notation": st.sampled_from(["", "kommt_nicht_vor", "vertraulich"]),
        "file": st.sampled_from(["a.csv", "b.csv"]),
        "year": st.sampled_from([2018, 2019]),
    }
)


@given(st.lists(ROWS, max_size=30))
def test_a_tally_is_what_booking_sums_to(rows: list[dict[str, Any]]) -> None:
    table = activity_table(*rows)
    tally, result = Tallier(RULES).tally(table), booked(table, BASE, SETS, "AR5")

    postings = result.postings
    keys = list(zip(*(postings[name].astype(str) for name in ("space", "scope", "method")), strict=True))
    kg = postings["emissions_kg"].tolist()
    expected = {key: fsum(value for of, value in zip(keys, kg, strict=True) if of == key) for key in set(keys)}
    assert tally.emissions_kg == expected
    assert in_order(tally.findings) == in_order(result.findings)
    assert (tally.read, tally.booked) == (result.read, result.booked)
    assert (tally.open_reasons, tally.excluded_reasons) == (result.open_reasons, result.excluded_reasons)


def test_one_tallier_serves_many_tables() -> None:
    # 1,000 kWh: scope 1 254.5 kg and upstream 50 kg, as in test_book
    tallier = Tallier(RULES)
    sums = [tallier.tally(activity_table({"amount": 1000.0})).emissions_kg for _ in range(2)]
    assert sums[0] == sums[1]
    assert round(sums[0]["betrieblich", "1", ""], 6) == 254.5
    assert round(sums[0]["betrieblich", "3", ""], 6) == 50.0
