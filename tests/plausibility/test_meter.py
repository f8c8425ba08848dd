"""The meter: rows count once with their largest effect. Natural gas: 0.3045 kg/kWh."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plausibility.test_effects import about, rows_of
from thgbilanz.core.diagnostic import Diagnostic, warning
from thgbilanz.core.materiality import Materiality
from thgbilanz.core.place import Place
from thgbilanz.plausibility.effects import RowIndex, weighed
from thgbilanz.plausibility.entered_totals import EnteredTotals, own_totals, totals_of
from thgbilanz.plausibility.meter import materiality, meter_findings
from thgbilanz.plausibility.rows import BookedRows

KG = 0.3045


def meter_of(rows: BookedRows, *findings: Diagnostic, totals: EnteredTotals | None = None) -> Materiality:
    index = RowIndex((rows,))
    return materiality(weighed(findings, index), index, totals or totals_of(rows), 5.0)


def test_a_row_that_two_findings_doubt_counts_once_with_the_larger_effect() -> None:
    rows = rows_of({"amount": 100.0}, {"amount": 300.0}, {"amount": 600.0})
    meter = meter_of(rows, about("THG025", 2, 3), about("THG013", 3), about("THG310", 2, effect_kg=50.0))
    (space,) = meter.spaces
    # row 2: max(30.45, 50), row 3: 91.35 once
    assert space.effect.open_kg == pytest.approx(50 + 300 * KG)
    assert space.effect.total_kg == pytest.approx(1000 * KG)
    assert (space.effect.findings, space.effect.unknown) == (3, 0)


def test_unknown_effects_are_counted_not_taken_for_zero() -> None:
    rows = rows_of({"amount": 100.0})
    meter = meter_of(rows, about("THG059", 2), warning("THG520", "offen", Place("daten/2019/~$stadt.xlsx")))
    assert (meter.spaces[0].effect.open_kg, meter.spaces[0].effect.unknown) == (0.0, 1)
    assert meter.elsewhere == 1
    assert meter_findings(meter) == []


def test_the_organisation_in_most_doubt_is_named() -> None:
    rows = rows_of({"amount": 900.0}, {"amount": 100.0, "organisation": "wohnen"})
    (space,) = meter_of(rows, about("THG025", 2), about("THG025", 3)).spaces
    assert space.organisation in {"stadt", "wohnen"}
    (space,) = meter_of(rows, about("THG310", 2, effect_kg=9.0), about("THG310", 3, effect_kg=9.0)).spaces
    assert space.organisation == "wohnen"
    assert space.organisation_effect is not None
    assert space.organisation_effect.share == pytest.approx(9.0 / (100 * KG))


def test_a_share_in_the_group_weighs_what_is_open_there() -> None:
    rows = rows_of({"amount": 100.0, "organisation": "wohnen"}, {"amount": 100.0})
    totals = EnteredTotals({"betrieblich": 150 * KG}, own_totals(rows), {"wohnen": 0.5})
    (space,) = meter_of(rows, about("THG025", 2), totals=totals).spaces
    assert space.effect.open_kg == pytest.approx(50 * KG)
    assert space.organisation_effect is not None
    assert space.organisation_effect.open_kg == pytest.approx(100 * KG)


def test_many_small_doubts_together_reach_the_threshold() -> None:
    # twenty rows of 1 %: four doubted rows are below 5 %, five reach it
    rows = rows_of(*({"amount": 1.0} for _ in range(100)))
    assert meter_findings(meter_of(rows, *(about("THG025", row) for row in (2, 3, 4, 5)))) == []
    (finding,) = meter_findings(meter_of(rows, *(about("THG025", row) for row in (2, 3, 4, 5, 6))))
    assert finding.code == "THG340"
    assert "5,0 %" in finding.text


@given(st.lists(st.tuples(st.integers(0, 4), st.floats(0, 1e6)), max_size=12))
def test_more_findings_never_make_the_meter_smaller_and_their_order_does_not_matter(
    doubts: list[tuple[int, float]],
) -> None:
    rows = rows_of(*({"amount": 100.0} for _ in range(5)))
    findings = [about("THG310", row + 2, effect_kg=kg) for row, kg in doubts]
    whole = meter_of(rows, *findings).spaces[0].effect.open_kg
    assert meter_of(rows, *reversed(findings)).spaces[0].effect.open_kg == pytest.approx(whole)
    assert meter_of(rows, *findings[:-1]).spaces[0].effect.open_kg <= whole + 1e-6
    assert whole == pytest.approx(sum(max((kg for r, kg in doubts if r == row), default=0.0) for row in range(5)))
