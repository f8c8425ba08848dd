"""Weights day by day: every approach, every change within a year, worked out in days of 2019 (365)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.group import balance_of, fuel, group_of, heat, total_of
from thgbilanz.balance.consolidation import Perimeter, perimeter_of
from thgbilanz.core.organisation import Change, Organisation, lineage
from thgbilanz.core.vocabulary import Consolidation, Control, FinancialControl, OrganisationKind

OPERATIONAL, FINANCIAL, EQUITY = Consolidation
KIND = OrganisationKind.OTHER
CITY = Organisation("stadt", "Stadt", KIND)
MID = date(2019, 7, 1)
"""181 days before, 184 from then on."""


def weights(approach: Consolidation, *organisations: Organisation, year: int = 2019) -> dict[str, float]:
    return perimeter_of((CITY, *organisations), approach, year).weights


def daughter(**values: object) -> Organisation:
    return Organisation("werke", "Werke", KIND, "stadt", **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("control", "operational", "financial"),
    [
        (Control.OPERATIONAL, 1.0, 1.0),
        (Control.FINANCIAL, 0.0, 1.0),
        (Control.JOINT, 0.0, 0.5),
        (Control.NONE, 0.0, 0.0),
    ],
)
def test_each_control_under_each_approach(control: Control, operational: float, financial: float) -> None:
    company = daughter(share_percent=50.0, control=control)
    assert weights(OPERATIONAL, company)["werke"] == operational
    assert weights(FINANCIAL, company)["werke"] == financial
    assert weights(EQUITY, company)["werke"] == 0.5


def test_a_joint_venture_that_the_group_runs() -> None:
    """Operated by the group, financially controlled with a partner: 100 % and 50 %."""
    company = daughter(share_percent=50.0, financial=FinancialControl.JOINT)
    assert (weights(OPERATIONAL, company)["werke"], weights(FINANCIAL, company)["werke"]) == (1.0, 0.5)


def test_a_joint_venture_of_a_controlled_company_enters_with_that_companys_share() -> None:
    """The parent enters whole, minority interest included, and so does its half of the venture."""
    parent = daughter(share_percent=60.0)
    venture = Organisation("netz", "Netz", KIND, "werke", 50.0, Control.JOINT)
    assert weights(FINANCIAL, parent, venture)["netz"] == 0.5
    assert weights(EQUITY, parent, venture)["netz"] == 0.3
    outsider = daughter(share_percent=60.0, control=Control.NONE)
    assert weights(FINANCIAL, outsider, venture)["netz"] == 0.0


def test_shares_multiply_along_a_chain_of_any_depth() -> None:
    chain = [Organisation(f"o{n}", f"O{n}", KIND, f"o{n - 1}" if n else "stadt", 50.0) for n in range(12)]
    assert weights(EQUITY, *chain)["o11"] == 0.5**12


def test_the_share_of_an_organisation_without_a_parent_is_that_of_the_group() -> None:
    alone = Organisation("messe", "Messe", KIND, share_percent=40.0)
    assert weights(EQUITY, alone)["messe"] == 0.4


def test_a_change_within_the_year_counts_by_days() -> None:
    company = daughter(changes=(Change(MID, share_percent=50.0),))
    assert weights(EQUITY, company)["werke"] == pytest.approx((181 * 1.0 + 184 * 0.5) / 365, rel=1e-15)
    assert weights(EQUITY, company, year=2018)["werke"] == 1.0
    assert weights(EQUITY, company, year=2020)["werke"] == 0.5


def test_a_company_sold_within_the_year_that_reports_the_whole_year() -> None:
    company = daughter(changes=(Change(MID, control=Control.NONE, share_percent=0.0),))
    for approach in Consolidation:
        assert weights(approach, company)["werke"] == pytest.approx(181 / 365, rel=1e-15)


def test_rows_with_a_period_count_by_their_own_days() -> None:
    perimeter = perimeter_of((CITY, daughter(changes=(Change(MID, control=Control.NONE),))), OPERATIONAL, 2019)
    assert perimeter.weight("werke", "2019-01-01", "2019-06-30") == 1.0
    assert perimeter.weight("werke", "2019-07-01", "2019-12-31") == 0.0
    assert perimeter.weight("werke", "2019-06-21", "2019-07-10") == 0.5
    # a bill across the year's end: only its days of 2019
    assert perimeter.weight("werke", "2018-11-01", "2019-01-31") == 1.0


def test_a_row_of_the_whole_year_is_about_the_days_on_which_its_organisation_existed() -> None:
    """Founded on 1 July: what it reports for the year is what it caused since, and counts whole."""
    founded = perimeter_of((CITY, daughter(valid_from=MID)), OPERATIONAL, 2019)
    assert founded.weight("werke") == 1.0
    assert founded.weight("werke", "2019-04-01", "2019-09-30") == pytest.approx(92 / 183)
    wound_up = perimeter_of((CITY, daughter(valid_until=date(2019, 3, 31))), OPERATIONAL, 2019)
    assert wound_up.weight("werke") == 1.0
    assert wound_up.weight("werke", "2019-04-01", "2019-04-30") == 0.0


def test_a_leap_year_has_366_days() -> None:
    company = daughter(changes=(Change(date(2020, 12, 31), share_percent=0.0),))
    assert weights(EQUITY, company, year=2020)["werke"] == pytest.approx(365 / 366, rel=1e-15)


def test_daughters_of_a_merged_company_go_with_it() -> None:
    """Alt (50 %) is merged into Neu (80 %) at midyear; its daughter's share follows."""
    old = Organisation("alt", "Alt", KIND, "stadt", 50.0, valid_until=date(2019, 6, 30), successor="neu")
    new = Organisation("neu", "Neu", KIND, "stadt", 80.0)
    child = Organisation("netz", "Netz", KIND, "alt")
    assert weights(EQUITY, old, new, child)["netz"] == pytest.approx((181 * 0.5 + 184 * 0.8) / 365, rel=1e-15)
    assert lineage((CITY, old, new, child)) == {"stadt": "stadt", "alt": "neu", "neu": "neu", "netz": "netz"}


def test_a_parent_outside_of_the_choice_keeps_its_share() -> None:
    parent, child = daughter(share_percent=50.0), Organisation("netz", "Netz", KIND, "werke", 50.0)
    perimeter = perimeter_of((child,), EQUITY, 2019, (CITY, parent, child))
    assert perimeter.weights == {"netz": 0.25}


def test_the_balance_weighs_each_posting_by_its_days() -> None:
    company = daughter(changes=(Change(MID, control=Control.NONE),))
    rows = (
        fuel("werke", 100.0, start="2019-01-01", end="2019-06-30"),
        fuel("werke", 40.0, start="2019-07-01", end="2019-12-31"),
        fuel("werke", 365.0),
    )
    result = balance_of(*rows, organisations=(CITY, company))
    assert total_of(result) == pytest.approx(100.0 + 0.0 + 181.0)
    own = group_of(result).organisations[1]
    assert own.totals.total_kg == 505.0
    assert own.weighted.total_kg == pytest.approx(281.0)


def test_an_internal_delivery_is_taken_off_on_the_days_on_which_both_belong() -> None:
    company = daughter(changes=(Change(MID, control=Control.NONE),))
    rows = (heat("stadt", 365.0, "werke"), fuel("werke", 730.0))
    result = balance_of(*rows, organisations=(CITY, company))
    assert total_of(result) == pytest.approx(365.0 - 181.0 + 730.0 * 181 / 365)


def test_names_follow_the_year() -> None:
    renamed = daughter(changes=(Change(date(2020, 1, 1), name="Werke AG"),))
    assert (renamed.in_year(2019).name, renamed.in_year(2020).name) == ("Werke", "Werke AG")


DAYS = st.dates(date(2018, 6, 1), date(2020, 6, 30))
CHANGES = st.lists(
    st.builds(
        Change,
        DAYS,
        share_percent=st.none() | st.sampled_from([0.0, 25.0, 50.0, 100.0]),
        control=st.none() | st.sampled_from(list(Control)),
    ),
    max_size=4,
    unique_by=lambda change: change.since,
).map(tuple)
ORGANISATIONS = st.builds(
    daughter, share_percent=st.sampled_from([0.0, 30.0, 100.0]), changes=CHANGES, valid_from=st.none() | DAYS
)


def on_each_day(company: Organisation, approach: Consolidation, first: date, last: date) -> float:
    """The definition, day by day, without spans."""
    total, days = 0.0, 0
    day = first
    while day <= last:
        state = company.at(day)
        if company.exists_on(day):
            share = state.share_percent / 100
            financial = {FinancialControl.SOLE: 1.0, FinancialControl.JOINT: share, FinancialControl.NONE: 0.0}
            by_approach = {
                EQUITY: share,
                FINANCIAL: financial[state.financial_control],
                OPERATIONAL: float(state.control is Control.OPERATIONAL),
            }
            total += by_approach[approach]
        days += 1
        day += timedelta(days=1)
    return total / days


@given(ORGANISATIONS, st.sampled_from(list(Consolidation)), st.integers(2, 363), st.integers(2, 363))
def test_a_period_weighs_as_the_mean_of_its_days(
    company: Organisation, approach: Consolidation, one: int, other: int
) -> None:
    first, last = (date(2019, 1, 1) + timedelta(days=days) for days in sorted((one, other)))
    perimeter: Perimeter = perimeter_of((CITY, company), approach, 2019)
    expected = on_each_day(company, approach, first, last)
    assert perimeter.weight("werke", first.isoformat(), last.isoformat()) == pytest.approx(expected, abs=1e-12)


@given(ORGANISATIONS, st.sampled_from(list(Consolidation)), st.integers(2, 364))
def test_cutting_a_row_into_two_periods_changes_nothing(
    company: Organisation, approach: Consolidation, cut: int
) -> None:
    perimeter = perimeter_of((CITY, company), approach, 2019)
    start, end = date(2019, 1, 2), date(2019, 12, 31)
    middle = start + timedelta(days=cut - 2)
    parts = [(start, middle), (middle + timedelta(days=1), end)]
    shared = sum(
        ((last - first).days + 1) * perimeter.weight("werke", first.isoformat(), last.isoformat())
        for first, last in parts
        if first <= last
    )
    assert shared == pytest.approx(364 * perimeter.weight("werke", start.isoformat(), end.isoformat()), abs=1e-9)
