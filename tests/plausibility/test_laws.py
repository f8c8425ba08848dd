"""What must hold for any plausible pair of years."""

from array import array
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plausibility.asking import found
from tests.plausibility.years import year_of
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.slips import effect_of, slip_of

Row = dict[str, Any]
SLIPS = {"THG310", "THG311", "THG312", "THG313", "THG314"}


@st.composite
def two_plausible_years(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Rows with meters or sites of their own; consumption halves or doubles at most, areas and prices are usual."""
    now, then = [], []
    for number in range(draw(st.integers(1, 12))):
        activity = draw(st.sampled_from(["strom", "oekostrom", "fernwaerme", "heizoel", "diesel"]))
        amount = draw(st.floats(1e3, 1e7))
        has_meter = draw(st.booleans())
        row: Row = {
            "organisation": draw(st.sampled_from(["stadt", "wohnen"])),
            "activity": activity,
            "meter": f"{number:08}" if has_meter else "",
            "site": "" if has_meter and draw(st.booleans()) else f"Haus {number}",
            "amount": amount,
        }
        if draw(st.booleans()):
            row["floor_area_m2"] = amount / draw(st.floats(30.0, 150.0))
        if draw(st.booleans()):
            row["cost_eur"] = amount * draw(st.floats(0.15, 0.3))
        then.append(row)
        change = draw(st.floats(0.5, 2.0))
        now.append(row | {name: row[name] * change for name in ("amount", "cost_eur") if name in row})
    return now, then


def brief(findings: list[Diagnostic]) -> set[tuple[object, ...]]:
    return {(one.code, one.place.cell, one.rows, one.severity, round(one.effect_kg or 0.0, 3)) for one in findings}


@given(two_plausible_years())
def test_nothing_is_suspicious_in_plausible_years(years: tuple[list[Row], list[Row]]) -> None:
    now, then = years
    assert found(year_of(2020, *now), year_of(2019, *then)) == []
    assert found(year_of(2020, *now), year_of(2019, *now)) == []


@given(two_plausible_years(), st.data())
def test_one_amount_times_a_thousand_is_always_found(years: tuple[list[Row], list[Row]], data: st.DataObject) -> None:
    now, then = years
    position = data.draw(st.integers(0, len(now) - 1))
    for factor in (1000.0, 0.001):
        slipped = [row | {"amount": row["amount"] * factor} if n == position else row for n, row in enumerate(now)]
        findings = found(year_of(2020, *slipped), year_of(2019, *then))
        [finding] = [one for one in findings if one.code in SLIPS]
        assert finding.place.cell == f"D{position + 2}"
        kilograms = slipped[position]["amount"] * 0.5
        assert abs((finding.effect_kg or 0.0) - abs(kilograms - kilograms / factor)) <= 1e-9 * kilograms * 1000


@given(two_plausible_years(), st.data())
def test_units_scaled_with_their_amounts_change_nothing(
    years: tuple[list[Row], list[Row]], data: st.DataObject
) -> None:
    now, then = years
    position = data.draw(st.integers(0, len(now) - 1))
    slipped = [row | {"amount": row["amount"] * 1000} if n == position else row for n, row in enumerate(now)]
    in_mwh = [[row | {"amount": row["amount"] / 1000, "unit": "MWh"} for row in rows] for rows in (slipped, then)]
    in_kwh = found(year_of(2020, *slipped), year_of(2019, *then))
    assert brief(found(year_of(2020, *in_mwh[0]), year_of(2019, *in_mwh[1]))) == brief(in_kwh)


def shuffled(rows: BookedRows, order: list[int]) -> BookedRows:
    columns = {name: [values[position] for position in order] for name, values in rows.activities.columns.items()}
    return replace(
        rows,
        activities=ActivityTable(columns),
        emissions_kg=array("d", (rows.emissions_kg[position] for position in order)),
        energy_kwh=array("d", (rows.energy_kwh[position] for position in order)),
    )


@settings(max_examples=50)
@given(two_plausible_years(), st.data())
def test_the_order_of_rows_does_not_matter(years: tuple[list[Row], list[Row]], data: st.DataObject) -> None:
    now, then = years
    position = data.draw(st.integers(0, len(now) - 1))
    changed = [row | {"amount": row["amount"] * 1000} if n == position else row for n, row in enumerate(now)]
    first, second = year_of(2020, *changed[:-1]) if len(changed) > 1 else year_of(2020, *changed), year_of(2019, *then)
    orders = [data.draw(st.permutations(range(len(year.activities)))) for year in (first, second)]
    usual = found(first, second)
    mixed = found(shuffled(first, orders[0]), shuffled(second, orders[1]))
    assert sorted(map(repr, mixed)) == sorted(map(repr, usual))


@given(st.floats(1e-9, 1e9))
def test_a_slip_and_its_inverse_belong_together(ratio: float) -> None:
    slip = slip_of(ratio)
    back = slip_of(1 / ratio)
    assert (slip == 0) == (back == 0)
    assert slip == 0 or abs(slip * back - 1) < 1e-12
    assert slip == 0 or effect_of(slip, 10.0) >= 0
