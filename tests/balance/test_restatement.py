"""A published year beside its recalculation: totals, causes and the threshold, every figure by hand."""

import pytest

from tests.balance.test_startbilanz import BASE, FILE, GROUP, PLANT, POWER, WASTE, balance_of
from tests.support.activities import activity_table
from tests.support.factors import SETS
from thgbilanz.balance.restatement import Published, published_totals, restatement_of
from thgbilanz.balance.startbilanz import BalanceResult
from thgbilanz.booking.book import booked
from thgbilanz.core.vocabulary import Consolidation
from thgbilanz.journal.difference import JournalSide, explained
from thgbilanz.project.sealing import members_of_group


def side(result: BalanceResult) -> JournalSide:
    return JournalSide("x", 2019, result.journal, members_of_group(result.balance), result.weights, "operativ", "AR5")


ROWS = (WASTE, PLANT, {**POWER, "delivery": "direkt"}, {"amount": 500.0, "site": "Rathaus"})


@pytest.mark.parametrize("approach", Consolidation)
def test_the_journal_with_its_weights_is_the_group(approach: Consolidation) -> None:
    result = balance_of(*ROWS, approach=approach)
    difference = explained(side(result), side(result))
    group = result.balance.organisational
    assert group is not None
    location, market = difference.figures
    assert location.before_kg == pytest.approx(group.group.total_kg, rel=1e-12)
    assert market.before_kg == pytest.approx(group.group.total_market_kg, rel=1e-12)


def test_one_cause_at_a_time_in_a_group_with_deliveries() -> None:
    before = balance_of(*ROWS)
    # 100 kWh (Hi) more gas in the town hall: 100 x (0.2545 + 0.05) kg, direct and upstream
    after = balance_of(*ROWS[:3], {"amount": 600.0, "site": "Rathaus"})
    figure = explained(side(before), side(after)).figures[0]
    assert {name: kg for name, kg in figure.causes.items() if kg} == {"aktivitaet": pytest.approx(30.45)}
    # 5 t more waste to the group's own plant: wohnen has more, the group nothing
    after = balance_of({**WASTE, "amount": 15.0}, *ROWS[1:])
    difference = explained(side(before), side(after))
    assert difference.figures[0].change_kg == pytest.approx(0.0, abs=1e-9)
    assert sorted(difference.lines["aktivitaet"]) == [pytest.approx(-2000.0), pytest.approx(2000.0)]


def test_shares_of_the_group_are_perimeter_with_their_eliminations() -> None:
    before = balance_of(*ROWS, approach=Consolidation.EQUITY)
    sold = (GROUP[0], GROUP[1], type(GROUP[2])(GROUP[2].id, GROUP[2].name, GROUP[2].kind, "stadt", 30.0))
    after = balance_of(*ROWS, organisations=sold, approach=Consolidation.EQUITY)
    figure = explained(side(before), side(after)).figures[0]
    assert {name for name, kg in figure.causes.items() if kg} == {"perimeter"}
    old, new = (result.balance.organisational.group.total_kg for result in (before, after))  # type: ignore[union-attr]
    assert figure.causes["perimeter"] == pytest.approx(new - old, rel=1e-12)


def published(result: BalanceResult) -> Published:
    return Published("2026-11-22", "Rat", published_totals(result.balance))


def test_the_same_balance_need_not_be_restated() -> None:
    result = balance_of(*ROWS)
    restated = restatement_of(published(result), result.balance, None, 5.0, is_base_year=True)
    assert (restated.must_restate, restated.differs, restated.causes) == (False, False, ())
    assert (restated.space, restated.published_kg) == ("betrieblich", restated.recalculated_kg)
    assert [test.figure for test in restated.tests] == ["summe", "summe_markt", "scope1_2", "scope1_2_markt"]


@pytest.mark.parametrize(("amount", "reached"), [(1049.0, False), (1050.0, True), (951.0, False), (950.0, True)])
def test_the_threshold_itself_counts_in_both_directions(amount: float, reached: bool) -> None:
    before, after = balance_of({"amount": 1000.0}), balance_of({"amount": amount})
    difference = explained(side(before), side(after))
    restated = restatement_of(published(before), after.balance, difference, 5.0, is_base_year=True)
    assert (restated.must_restate, restated.threshold) == (reached, 0.05)
    assert restated.published_kg == pytest.approx(304.5)  # 1000 x (0.2545 + 0.05)
    assert restated.recalculated_kg == pytest.approx(0.3045 * amount)
    causes = {line.cause: (line.kg, line.postings) for line in restated.causes if line.kg}
    assert causes == {"aktivitaet": (pytest.approx(0.3045 * (amount - 1000)), 2)}


def test_scope_1_and_2_alone_can_reach_the_threshold() -> None:
    # waste burnt elsewhere (3.5) dominates: 6 % of the gas are less than 1 % of the total but 6 % of scope 1 + 2
    far = {**WASTE, "counterparty": "", "amount": 100.0}
    before, after = balance_of(far, {"amount": 1000.0}), balance_of(far, {"amount": 1060.0})
    difference = explained(side(before), side(after))
    restated = restatement_of(published(before), after.balance, difference, 5.0, is_base_year=True)
    reached = {test.figure: test.reached for test in restated.tests}
    assert reached == {"summe": False, "summe_markt": False, "scope1_2": True, "scope1_2_markt": True}
    assert restated.must_restate


def test_a_space_that_was_not_published_reaches_any_threshold() -> None:
    town = {"organisation": "stadtgebiet", "space": "territorial", "sector": "haushalte", "amount": 10.0}
    before, after = balance_of({"amount": 1000.0}), balance_of({"amount": 1000.0}, town)
    difference = explained(side(before), side(after))
    restated = restatement_of(published(before), after.balance, difference, 5.0, is_base_year=True)
    assert [(test.label, test.share, test.reached) for test in restated.tests if test.reached] == [
        ("Stadtgebiet", None, True)
    ]


def test_another_gwp_set_is_method_of_every_posting_with_all_gases() -> None:
    journals = [
        booked(activity_table({"amount": 1000.0, "file": FILE}), BASE, SETS, gwp).postings for gwp in ("AR5", "AR6")
    ]
    first, second = (
        JournalSide(gwp, 2019, journal, gwp=gwp) for gwp, journal in zip(("AR5", "AR6"), journals, strict=True)
    )
    figure = explained(first, second).figures[0]
    change = journals[1]["emissions_kg"].sum() - journals[0]["emissions_kg"].sum()
    assert change != 0
    assert {name: kg for name, kg in figure.causes.items() if kg} == {"methode": pytest.approx(change)}
