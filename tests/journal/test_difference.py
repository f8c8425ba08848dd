"""Differences of two journals: every cause by hand, and laws that hold for any pair of journals."""

from math import fsum
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.journal.test_store import frame_with
from thgbilanz.journal.difference import Cause, Difference, JournalSide, explained

GROUP = {"stadt": 1.0, "wohnen": 1.0}
PLAIN: dict[str, Any] = {
    "posting_id": 1,
    "organisation": "stadt",
    "space": "betrieblich",
    "scope": "1",
    "activity": "erdgas",
    "boundary": "direct",
    "year": 2019,
    "start": "2019-01-01",
    "end": "2019-12-31",
    "amount": 100.0,
    "unit": "MWh",
    "portion": 1.0,
    "quantity": 100_000.0,
    "quantity_unit": "kWh_Hi",
    "factor_kg": 0.2,
    "emissions_kg": 20_000.0,
    "gwp_set": "AR5",
    "layer": "ist",
    "file": "daten/2019/stadt.csv",
    "column": "D",
    "row": 2,
}


def journal(*rows: dict[str, Any]) -> pd.DataFrame:
    """Postings; each names only what differs from 100 MWh of gas at 0.2 kg/kWh. Emissions follow unless given."""
    full = []
    for number, row in enumerate(rows):
        merged = {**PLAIN, "posting_id": number + 1, "row": number + 2, **row}
        if "quantity" not in row and "amount" in row:
            merged["quantity"] = row["amount"] * merged["portion"] * 1000.0
        if "emissions_kg" not in row:
            merged["emissions_kg"] = merged["quantity"] * merged["factor_kg"]
        full.append(merged)
    names = list(full[0]) if full else list(PLAIN)
    return frame_with(**{name: [row[name] for row in full] for name in names}) if full else frame_with(year=[])


def side(
    *rows: dict[str, Any],
    weights: dict[str, float] | None = None,
    approach: str = "operativ",
    gwp: str = "AR5",
    year: int = 2019,
) -> JournalSide:
    members = GROUP if weights is None else weights
    postings = journal(*rows)
    return JournalSide("x", year, postings, members, shares_of(postings, members), approach, gwp)


def shares_of(postings: pd.DataFrame, members: dict[str, float]) -> Any:
    """What each posting counts: eliminations are weighted already, the territory is whole."""
    whole = (postings["layer"] == "elimination") | (postings["space"] == "territorial")
    own = [members.get(id_, 0.0) for id_ in postings["organisation"]]
    return np.where(whole.to_numpy(dtype=bool), 1.0, np.array(own, dtype=float))


def causes(difference: Difference, figure: int = 0) -> dict[str, float]:
    """Causes that changed anything, in kg."""
    return {name: pytest.approx(kg) for name, kg in difference.figures[figure].causes.items() if kg}


def test_the_same_journal_does_not_differ() -> None:
    result = explained(side({}, {"amount": 5.0}), side({}, {"amount": 5.0}))
    assert (result.is_empty, result.unchanged) == (True, 2)
    assert result.figures[0].change_kg == 0
    assert set(result.figures[0].causes.values()) == {0.0}


def test_another_amount_is_activity() -> None:
    result = explained(side({}), side({"amount": 130.0}))
    assert causes(result) == {"aktivitaet": 6000.0}  # 30 MWh x 1000 x 0.2
    line = result.lines.iloc[0]
    assert (line["before_kg"], line["after_kg"], line["change_kg"]) == (20000.0, 26000.0, 6000.0)


def test_another_factor_is_factor_and_both_at_once_are_shared_evenly() -> None:
    assert causes(explained(side({}), side({"factor_kg": 0.25}))) == {"faktor": 5000.0}
    # 100 -> 130 MWh and 0.2 -> 0.25: the mean of both orders, 30000 x (0.2 + 0.25)/2 and 0.05 x (100000 + 130000)/2
    both = explained(side({}), side({"amount": 130.0, "factor_kg": 0.25}))
    assert causes(both) == {"aktivitaet": 6750.0, "faktor": 5750.0}
    assert both.figures[0].change_kg == pytest.approx(130_000 * 0.25 - 20_000)


def test_another_conversion_is_method() -> None:
    result = explained(side({}), side({"quantity": 90_000.0, "amount": 100.0}))
    assert causes(result) == {"methode": -2000.0}  # 10,000 kWh (Hi) less from the same bill x 0.2


def test_another_portion_of_the_same_bill_is_method_of_another_period_activity() -> None:
    half = {"portion": 0.5, "quantity": 50_000.0}
    assert causes(explained(side({}), side(half))) == {"methode": -10_000.0}
    assert causes(explained(side({}), side({**half, "end": "2020-12-31"}))) == {"aktivitaet": -10_000.0}


def test_another_gwp_set_of_the_run_is_method_of_the_factor_row_alone_factor() -> None:
    new = {"factor_kg": 0.21, "gwp_set": "AR6"}
    assert causes(explained(side({}), side(new, gwp="AR6"))) == {"methode": 1000.0}
    assert causes(explained(side({}), side(new))) == {"faktor": 1000.0}


def test_a_row_that_came_or_went_is_activity() -> None:
    result = explained(side({}, {"amount": 7.0, "site": "Bad"}), side({}))
    assert causes(result) == {"aktivitaet": -1400.0}
    assert (result.lines.iloc[0]["before_row"], result.lines.iloc[0]["after_row"]) == (1, -1)
    assert causes(explained(side({}), side({}, {"amount": 7.0, "site": "Bad"}))) == {"aktivitaet": 1400.0}


def test_an_organisation_that_came_or_left_is_perimeter() -> None:
    wohnen = {"organisation": "wohnen", "amount": 7.0}
    alone = {"stadt": 1.0}
    assert causes(explained(side({}, wohnen), side({}, weights=alone))) == {"perimeter": -1400.0}
    assert causes(explained(side({}, weights=alone), side({}, wohnen))) == {"perimeter": 1400.0}
    # booked on both sides, but without a share on one
    assert causes(explained(side({}, wohnen), side({}, wohnen, weights={"stadt": 1.0, "wohnen": 0.0}))) == {
        "perimeter": -1400.0
    }


def test_another_share_is_perimeter_unless_the_approach_changed() -> None:
    equity = {"stadt": 0.6, "wohnen": 1.0}
    assert causes(explained(side({}), side({}, weights=equity))) == {"perimeter": -8000.0}
    assert causes(explained(side({}), side({}, weights=equity, approach="beteiligung"))) == {"methode": -8000.0}
    # three at once, x = w·a·f from 1·100000·0.2 to 0.6·130000·0.25; Shapley of the share:
    # -0.4 x ((a1 f1 + a2 f2)/3 + (a1 f2 + a2 f1)/6) = -0.4 x ((20000 + 32500)/3 + (25000 + 26000)/6) = -10400
    result = explained(side({}), side({"amount": 130.0, "factor_kg": 0.25}, weights=equity))
    assert result.figures[0].causes["perimeter"] == pytest.approx(-10_400.0)
    assert fsum(result.figures[0].causes.values()) == pytest.approx(0.6 * 32_500 - 20_000, rel=1e-12)


def test_a_row_that_is_booked_in_another_scope_is_method() -> None:
    moved = {"posting_id": 9, "scope": "3", "scope3_category": "3.8"}
    base = {"scope3_category": ""}
    assert causes(explained(side(base), side(moved))) == {}
    result = explained(side(base), side({**moved, "boundary": "total", "factor_kg": 0.25}))
    assert causes(result) == {"methode": 5000.0}
    assert result.figures[0].postings["methode"] == 2


def test_a_correction_is_a_correction() -> None:
    correction = {"posting_id": 7, "layer": "korrektur", "amount": -4.0, "reason": "Zählerstand", "author": "A"}
    base = {"reason": "", "author": ""}
    assert causes(explained(side(base), side(base, correction))) == {"fehler": -800.0}


def test_an_estimate_that_became_a_reading_is_activity() -> None:
    result = explained(side({"layer": "schaetzung"}), side({"posting_id": 55, "amount": 110.0}))
    assert causes(result) == {"aktivitaet": 2000.0}
    assert len(result.lines) == 1


HEAT = {"organisation": "wohnen", "activity": "fernwaerme", "scope": "2", "method": "standort", "counterparty": "werke",
        "rule": "", "reason": ""}  # fmt: skip
TAKEN = {**HEAT, "posting_id": 99, "layer": "elimination", "rule": "E2"}
WITH_WORKS = {"stadt": 1.0, "wohnen": 1.0, "werke": 1.0}


def test_an_elimination_follows_its_line() -> None:
    # line and elimination change together: nothing remains in the group
    old = side({**HEAT}, {**TAKEN, "row": 2, "amount": -100.0}, weights=WITH_WORKS)
    new = side({**HEAT, "amount": 130.0}, {**TAKEN, "row": 2, "amount": -130.0}, weights=WITH_WORKS)
    result = explained(old, new)
    assert result.figures[0].change_kg == 0
    assert sorted(result.lines["aktivitaet"]) == [-6000.0, 6000.0]


def test_the_share_of_an_elimination_is_perimeter() -> None:
    # 60 % of werke instead of all: 40 % of the line are no longer taken off
    old = side({**HEAT}, {**TAKEN, "row": 2, "amount": -100.0}, weights=WITH_WORKS)
    new = side({**HEAT}, {**TAKEN, "row": 2, "amount": -60.0}, weights={**WITH_WORKS, "werke": 0.6})
    assert causes(explained(old, new)) == {"perimeter": 8000.0}


def test_an_elimination_that_a_rule_brought_is_method_one_that_a_row_brought_activity() -> None:
    line = {**HEAT, "delivery": "direkt"}
    old = side(line, weights=WITH_WORKS)
    new = side(line, {**TAKEN, "delivery": "direkt", "row": 2, "amount": -100.0}, weights=WITH_WORKS)
    assert causes(explained(old, new)) == {"methode": -20_000.0}
    other = side({**HEAT, "delivery": ""}, weights=WITH_WORKS)  # the row itself says another way of delivery
    assert causes(explained(other, new)) == {"aktivitaet": -20_000.0}
    gone = side(line, weights={"stadt": 1.0, "wohnen": 1.0})
    assert causes(explained(new, gone)) == {"perimeter": 20_000.0}


def test_a_row_inserted_above_moves_no_other() -> None:
    sites = [{"site": name, "amount": amount} for name, amount in (("Rathaus", 10.0), ("Bad", 20.0), ("Hof", 30.0))]
    old = side(*sites)
    new = side({"site": "Neu", "amount": 1.0}, *sites)  # ids and rows now belong to the neighbour
    result = explained(old, new)
    assert (len(result.lines), result.unchanged) == (1, 3)
    assert causes(result) == {"aktivitaet": 200.0}


def test_a_file_that_moved_changes_nothing() -> None:
    old = side({"site": "Rathaus"}, {"site": "Bad", "amount": 3.0})
    moved = {"file": "daten/2019/neu.csv"}
    new = side(
        {"site": "Bad", "amount": 3.0, "posting_id": 70, **moved}, {"site": "Rathaus", "posting_id": 71, **moved}
    )
    assert explained(old, new).is_empty


def test_methods_of_scope_2_and_spaces_are_never_added() -> None:
    power = [
        {"scope": "2", "method": method, "factor_kg": factor} for method, factor in (("standort", 0.4), ("markt", 0.7))
    ]
    town = {"space": "territorial", "organisation": "stadtgebiet", "scope": "", "method": "", "factor_kg": 0.25}
    outside = {"scope": "ausserhalb", "method": "", "factor_kg": 9.0}
    old = side(*power, town, outside)
    new = side(*({**row, "amount": 110.0} for row in (*power, town, outside)))
    result = explained(old, new)
    assert [(figure.space, figure.method, pytest.approx(figure.change_kg)) for figure in result.figures] == [
        ("betrieblich", "standort", 4000.0),
        ("betrieblich", "markt", 7000.0),
        ("territorial", "", 2500.0),
    ]
    assert len(result.lines) == 4


def test_final_energy_without_tonnes_is_a_difference() -> None:
    """1,000 kWh of a source without emissions become 9,000: no tonne moves, the final energy of the year does."""
    place = {"factor_kg": 0.0, "activity": "solarthermie"}
    difference = explained(
        side({**place, "amount": 1.0, "energy_kwh": 1000.0}), side({**place, "amount": 9.0, "energy_kwh": 9000.0})
    )
    assert not difference.is_empty
    assert difference.lines["change_kg"].tolist() == [0.0]


def test_an_organisation_without_a_share_differs_in_its_own_balance() -> None:
    """The group's total does not move, but the own balance of the port does: 20 t become 40 t."""
    weights = {**GROUP, "hafen": 0.0}
    difference = explained(
        side({"organisation": "hafen"}, weights=weights),
        side({"organisation": "hafen", "amount": 200.0}, weights=weights),
    )
    assert difference.figures[0].change_kg == 0.0
    assert not difference.is_empty


def test_years_pair_by_what_a_posting_is_about() -> None:
    months = [{"site": "Rathaus", "meter": "1", "amount": 10.0} for _ in range(3)]
    new_place = {"file": "daten/2020/stadt.csv", "start": "2020-01-01", "end": "2020-12-31", "year": 2020}
    old = side(*months, {"site": "Bad", "meter": "2", "amount": 5.0}, {"site": "Hof", "meter": "3", "amount": 1.0})
    new = side(
        {"site": "Rathaus", "meter": "1", "amount": 33.0, "factor_kg": 0.25, **new_place},
        {"site": "Bad", "meter": "", "amount": 5.0, **new_place},
        year=2020,
    )
    result = explained(old, new)
    # Rathaus: 30 -> 33 MWh and 0.2 -> 0.25; Hof gone; Bad unchanged although its meter is not named any more
    assert causes(result) == {
        "aktivitaet": 3000.0 * (0.2 + 0.25) / 2 - 200.0,
        "faktor": 0.05 * (30_000 + 33_000) / 2,
    }
    assert result.unchanged == 1
    line = result.lines.iloc[0]
    assert (line["before_count"], line["after_count"]) == (3, 1)


def test_units_that_changed_are_compared_by_what_the_factor_takes() -> None:
    result = explained(side({}), side({"amount": 110_000.0, "unit": "kWh", "quantity": 110_000.0}))
    assert causes(result) == {"aktivitaet": 2000.0}
    other = {"amount": 10_000.0, "unit": "l", "quantity": 10_000.0, "quantity_unit": "L", "factor_kg": 2.5}
    assert causes(explained(side({}), side(other))) == {"aktivitaet": 5000.0}


def test_a_zero_became_an_amount() -> None:
    zero = {"amount": 0.0, "quantity": 0.0, "emissions_kg": 0.0}
    assert causes(explained(side(zero), side({}))) == {"aktivitaet": 20_000.0}
    # nothing was there: the new factor had nothing to change, half of its step belongs to the amount by symmetry
    result = explained(side(zero), side({"factor_kg": 0.3}))
    assert causes(result) == {"aktivitaet": 100_000 * (0.2 + 0.3) / 2, "faktor": 0.1 * 100_000 / 2}


def test_without_known_weights_every_posting_counts_whole() -> None:
    unknown = JournalSide("a.csv", 2019, journal({}))
    assert (
        explained(unknown, JournalSide("b.csv", 2019, journal({"organisation": "fremd"}))).figures[0].before_kg == 2e4
    )


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "posting_id": st.integers(1, 6),
            "organisation": st.sampled_from(["stadt", "wohnen", "fremd"]),
            "scope": st.sampled_from(["1", "3"]),
            "site": st.sampled_from(["", "Rathaus", "Bad"]),
            "unit": st.sampled_from(["MWh", "kWh"]),
            "amount": st.integers(-1000, 1000).map(lambda number: number / 8),
            "portion": st.sampled_from([1.0, 0.25]),
            "factor_kg": st.sampled_from([0.0, 0.2, 0.25, 3.0]),
            "layer": st.sampled_from(["ist", "ist", "schaetzung", "korrektur", "elimination"]),
            "rule": st.just(""),
            "row": st.integers(2, 5),
        }
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS, st.sampled_from([2019, 2020]), st.sampled_from([0.0, 0.3, 1.0]))
def test_causes_always_add_up_to_the_difference(
    old: list[dict[str, Any]], new: list[dict[str, Any]], year: int, share: float
) -> None:
    before = side(*old, weights={"stadt": 1.0, "wohnen": 0.5})
    after = side(*new, weights={"stadt": share, "wohnen": 1.0, "fremd": 1.0}, year=year)
    result = explained(before, after)
    gross = sum(abs(value) for each in (before, after) for value in each.journal["emissions_kg"]) + 1e-9
    for figure in result.figures:
        assert fsum(figure.causes.values()) == pytest.approx(figure.change_kg, abs=1e-9 * gross)
    parts = result.lines[[cause.value for cause in Cause]].to_numpy().sum(axis=1)
    assert np.allclose(parts, result.lines["change_kg"], rtol=1e-9, atol=1e-9 * gross)
    opposite = explained(after, before)
    for figure, mirrored in zip(result.figures, opposite.figures, strict=True):
        assert mirrored.change_kg == pytest.approx(-figure.change_kg, abs=1e-9 * gross)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.randoms())
def test_the_order_of_postings_changes_nothing(rows: list[dict[str, Any]], random: Any) -> None:
    shuffled = [dict(row, posting_id=number + 1) for number, row in enumerate(rows)]
    other = list(shuffled)
    random.shuffle(other)
    assert explained(side(*shuffled), side(*other)).is_empty
