"""Figures without a journal are those of the journal, row by row, to the bit."""

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.booking.test_contracts import CERTIFICATE, SUPPLIER
from tests.support.activities import NAN, activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import booked
from thgbilanz.booking.judged import Judge, judged
from thgbilanz.booking.plan import Rules
from thgbilanz.plausibility.rows import booked_rows

BASE = factor_base()
_ACTIVITIES = tuple(sorted({pin.activity for pins in BASE.sets.values() for pin in pins}))
ROWS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "amount": st.just(NAN) | st.floats(-1e9, 1e9),
        "space": st.sampled_from(["betrieblich", "territorial"]),
        "activity": st.sampled_from([*_ACTIVITIES, "unbekannt"]),
        "unit": st.sampled_from(["kWh (Hi)", "kWh (Hs)", "kWh", "MWh", "l", "km", "Eimer"]),
        "year": st.sampled_from([2018, 2019]),
        "organisation": st.sampled_from(["stadt", "werke"]),
        "scope3_category": st.sampled_from(["", "3.8"]),
        "file": st.sampled_from(["a.csv", "b.csv"]),
        "sheet": st.sampled_from(["", "Wärme"]),
        "portion": st.sampled_from([1.0, 318 / 365]),
        "flow": st.sampled_from(["bezug", "bezug", "lieferung"]),
        "delivery": st.sampled_from(["", "netz", "direkt", "eigen"]),
        "contract": st.sampled_from(["", "SV-1", "HKN-1", "weg"]),
    }
)


def test_the_sum_of_what_counts_and_nothing_for_what_is_open() -> None:
    # direct 0.2545 kg/kWh and upstream 0.05 kg/kWh: 1000 kWh are 304.5 kg
    rows = judged(activity_table({"amount": 1000.0}, {"unit": "Eimer"}, {"amount": 0.0}), BASE, SETS, "AR5")
    assert rows.emissions_kg[0] == 1000.0 * 0.2545 + 1000.0 * 0.05
    assert math.isnan(rows.emissions_kg[1])
    assert (rows.emissions_kg[2], rows.energy_kwh.tolist()[0]) == (0.0, 1000.0)
    assert [(finding.severity.value, finding.rows) for finding in rows.findings] == [("Fehler", (3,))]


@given(st.lists(ROWS, min_size=1, max_size=30))
def test_figures_and_findings_are_those_of_the_journal(rows: list[dict[str, Any]]) -> None:
    activities = activity_table(*rows)
    excluded = {"werke": "nicht gewählt"}
    contracts = (SUPPLIER, CERTIFICATE)
    booking = booked(activities, BASE, SETS, "AR5", excluded, contracts)
    expected = booked_rows(2019, activities, booking.postings)
    result = judged(activities, BASE, SETS, "AR5", excluded, contracts)
    assert result.findings == booking.findings
    assert list(map(repr, result.emissions_kg)) == list(map(repr, expected.emissions_kg))
    assert list(map(repr, result.energy_kwh)) == list(map(repr, expected.energy_kwh))
    postings = booking.postings
    keys = list(zip(*(postings[name].astype(str) for name in ("space", "scope", "method")), strict=True))
    kg = postings["emissions_kg"].tolist()
    assert result.sums_kg == {
        key: math.fsum(value for of, value in zip(keys, kg, strict=True) if of == key) for key in set(keys)
    }
    assert (result.open_reasons, result.excluded_reasons) == (booking.open_reasons, booking.excluded_reasons)


def test_one_judge_serves_many_tables() -> None:
    # 1,000 kWh: 254.5 kg in scope 1 and 50 kg upstream, as above
    judge = Judge(Rules(BASE, SETS, "AR5"))
    sums = [judge.judged(activity_table({"amount": 1000.0})).sums_kg for _ in range(2)]
    assert sums[0] == sums[1] == {("betrieblich", "1", ""): 1000.0 * 0.2545, ("betrieblich", "3", ""): 1000.0 * 0.05}
