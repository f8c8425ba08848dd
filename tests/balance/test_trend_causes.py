"""Causes of a change: additive LMDI-I after Ang 2005, Eq. 5, computed by hand; exact for whatever cells."""

from dataclasses import replace
from math import fsum, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thgbilanz.balance.trend.breaks import breaks_between
from thgbilanz.balance.trend.causes import causes_of_change, drivers_of, sums_by_cause
from thgbilanz.balance.trend.cells import Cell, CellKey, YearCells
from thgbilanz.balance.trend.lmdi import log_mean
from thgbilanz.balance.trend.result import BreakKind, Cause
from thgbilanz.balance.trend.sector_split import joined_sectors

TERRITORIAL = CellKey("territorial", "stadtgebiet", "haushalte", "strom", "", "", "total", "kWh", "")
OWN = CellKey("betrieblich", "hafen", "", "diesel", "1", "", "direct", "kWh_Hi", "")


def cell(quantity: float, emissions_kg: float, *factors: str) -> Cell:
    return Cell(quantity, emissions_kg, quantity, frozenset(factors or ("faktor",)), frozenset({"1"}))


def city(year: int, cells: dict[CellKey, Cell], **more: object) -> YearCells:
    return replace(YearCells(year, cells, {"stadtgebiet": 1.0}), **more)


def group(year: int, cells: dict[CellKey, Cell], **weights: float) -> YearCells:
    return YearCells(year, cells, weights or {"hafen": 1.0, "stadt": 1.0})


def causes(before: YearCells, after: YearCells, room_heat_share: float = 1.0) -> dict[Cause, float]:
    found = sums_by_cause(causes_of_change(before, after, room_heat_share), Cause)
    assert fsum(found.values()) == pytest.approx(after.total() - before.total(), rel=1e-12, abs=1e-9)
    return {cause: kg for cause, kg in found.items() if kg}


def test_two_factors_by_hand() -> None:
    """100 kWh x 0.5 becomes 80 kWh x 0.45: L(36, 50) = 14 / ln(50/36) = 42.61744; x ln 0.8, x ln 0.9."""
    found = causes(city(2019, {TERRITORIAL: cell(100, 50)}), city(2020, {TERRITORIAL: cell(80, 36)}))
    assert found == {
        Cause.ACTIVITY: pytest.approx(-9.509808, abs=1e-5),
        Cause.FACTOR: pytest.approx(-4.490192, abs=1e-5),
    }
    assert log_mean(36, 50) == pytest.approx(42.61744, abs=1e-5)


def test_inhabitants_and_degree_days_take_their_part_of_the_activity() -> None:
    """Gas 100 -> 100 kWh at the same factor while inhabitants grow by 5 % and degree days fall by 10 %."""
    key = TERRITORIAL._replace(activity="erdgas")
    before = city(2019, {key: cell(100, 20)}, population=100, degree_days=3000.0)
    after = city(2020, {key: cell(100, 20)}, population=105, degree_days=2700.0)
    found = causes(before, after)
    people, weather = 20 * log(1.05), 20 * log(0.9)
    assert found[Cause.POPULATION] == pytest.approx(people)
    assert found[Cause.WEATHER] == pytest.approx(weather)
    assert found[Cause.ACTIVITY] == pytest.approx(-people - weather)
    assert causes(before, after, 0.8)[Cause.WEATHER] == pytest.approx(0.8 * weather)


@pytest.mark.parametrize(
    ("activity", "sector"), [("strom", "haushalte"), ("erdgas", "industrie"), ("diesel", "verkehr")]
)
def test_what_heats_no_rooms_has_no_weather(activity: str, sector: str) -> None:
    key = TERRITORIAL._replace(activity=activity, sector=sector)
    before = city(2019, {key: cell(100, 20)}, degree_days=3000.0)
    assert Cause.WEATHER not in causes(before, city(2020, {key: cell(90, 18)}, degree_days=2700.0))


@pytest.mark.parametrize(("old", "new"), [(0.0, 50.0), (50.0, 0.0)])
def test_a_factor_of_zero_in_one_year_is_a_change_of_the_factor(old: float, new: float) -> None:
    """100 kWh in both years: ln of the factor is infinite, of the quantity 0, so all goes to the factor."""
    found = causes(city(2019, {TERRITORIAL: cell(100, old)}), city(2020, {TERRITORIAL: cell(100, new)}))
    assert found == {Cause.FACTOR: new - old}
    other = causes(city(2019, {TERRITORIAL: cell(100, old, "a")}), city(2020, {TERRITORIAL: cell(100, new, "b")}))
    assert other == {Cause.METHOD: new - old}


def test_a_quantity_of_zero_in_one_year_is_a_change_of_the_activity() -> None:
    found = causes(city(2019, {TERRITORIAL: cell(0, 0)}), city(2020, {TERRITORIAL: cell(100, 50)}))
    assert found == {Cause.ACTIVITY: 50.0}


def test_a_correction_below_zero_on_other_days_than_its_row_is_no_weight() -> None:
    """A participation bought in July: 100 kWh before count nowhere, a correction of -10 kWh after counts."""
    first = Cell(90, 9, 90, frozenset({"f"}), frozenset(), (-10.0, -1.0, -10.0))
    second = Cell(-9, -0.9, -9, frozenset({"f"}), frozenset(), (-9.0, -0.9, -9.0))
    found = causes(group(2019, {OWN: first}), group(2020, {OWN: second}))
    assert found[Cause.ACTIVITY] == pytest.approx(0.1)


def test_a_changed_weight_in_the_group_is_perimeter() -> None:
    """A participation goes from 50 to 100 %, nothing else changes: 50 -> 100 kg, all of it perimeter."""
    found = causes(group(2019, {OWN: cell(10, 100)}, hafen=0.5), group(2020, {OWN: cell(10, 100)}, hafen=1.0))
    assert found == {Cause.PERIMETER: pytest.approx(50.0)}


def test_an_organisation_that_enters_or_leaves_is_perimeter() -> None:
    town = OWN._replace(organisation="stadt")
    alone, both = group(2019, {town: cell(1, 10)}), group(2020, {town: cell(1, 10), OWN: cell(5, 50)})
    assert causes(alone, both) == {Cause.PERIMETER: 50.0}
    assert causes(both, alone) == {Cause.PERIMETER: -50.0}


def test_an_elimination_with_an_organisation_that_enters_is_perimeter_too() -> None:
    receiver = OWN._replace(organisation="stadt", activity="fernwaerme", scope="2")
    eliminated = receiver._replace(eliminated_with="hafen")
    before = group(2019, {receiver: cell(10, 40)})
    after = group(2020, {receiver: cell(10, 40), OWN: cell(5, 50), eliminated: cell(-10, -40)})
    assert causes(before, after) == {Cause.PERIMETER: 10.0}


def test_a_new_activity_is_activity_and_one_that_was_not_collected_is_perimeter() -> None:
    oil = OWN._replace(activity="heizoel")
    before, after = group(2019, {OWN: cell(5, 50)}), group(2020, {OWN: cell(5, 50), oil: cell(2, 6)})
    assert causes(before, after) == {Cause.ACTIVITY: 6.0}
    declared = replace(before, uncollected=frozenset({("hafen", "", "heizoel")}))
    assert causes(declared, after) == {Cause.PERIMETER: 6.0}


def test_a_scope_3_category_that_nobody_collected_before_is_perimeter() -> None:
    waste = OWN._replace(activity="restabfall", scope="3", category="3.5", boundary="total", unit="t")
    upstream = OWN._replace(scope="3", category="3.3", boundary="upstream")
    before = group(2019, {OWN: cell(5, 50)})
    assert causes(before, group(2020, {OWN: cell(5, 50), waste: cell(2, 6)})) == {Cause.PERIMETER: 6.0}
    assert causes(before, group(2020, {OWN: cell(5, 50), upstream: cell(2, 6)})) == {Cause.ACTIVITY: 6.0}


def test_another_factor_is_method_and_another_value_of_the_same_is_factor() -> None:
    before = group(2019, {OWN: cell(10, 50, "standard")})
    assert causes(before, group(2020, {OWN: cell(10, 40, "standard", "netz")})) == {Cause.FACTOR: pytest.approx(-10)}
    assert causes(before, group(2020, {OWN: cell(10, 40, "netz")})) == {Cause.METHOD: pytest.approx(-10)}
    other_gwp = replace(group(2020, {OWN: cell(10, 40, "standard")}), method={"GWP": "AR6"})
    assert causes(replace(before, method={"GWP": "AR5"}), other_gwp) == {Cause.METHOD: pytest.approx(-10)}


def test_a_changed_unit_is_method() -> None:
    km = OWN._replace(unit="km")
    assert causes(group(2019, {OWN: cell(10, 50)}), group(2020, {km: cell(7, 44)})) == {Cause.METHOD: pytest.approx(-6)}


def test_a_changed_sector_split_invents_no_change() -> None:
    """One figure for buildings becomes three sectors with the same sum: 100 kg stay 100 kg, in every cause."""
    one = {TERRITORIAL._replace(sector="gebaeude"): cell(200, 100)}
    three = {
        TERRITORIAL: cell(120, 60),
        TERRITORIAL._replace(sector="ghd"): cell(60, 30),
        TERRITORIAL._replace(sector="kommunal"): cell(20, 10),
    }
    before, after = city(2019, one), city(2020, three)
    assert causes(before, after) == {}
    assert [entry.kind for entry in breaks_between(before, after, {})] == [BreakKind.SECTORS]
    assert joined_sectors((before, after)) == {"gebaeude", "haushalte", "ghd", "kommunal"}


def test_municipal_facilities_that_were_part_of_commerce_are_compared_with_it() -> None:
    trade, town = TERRITORIAL._replace(sector="ghd"), TERRITORIAL._replace(sector="kommunal")
    before, after = city(2019, {trade: cell(100, 50)}), city(2020, {trade: cell(70, 35), town: cell(20, 10)})
    assert causes(before, after) == {Cause.ACTIVITY: pytest.approx(-5)}


def test_a_sector_that_nobody_collected_before_is_perimeter() -> None:
    industry = TERRITORIAL._replace(sector="industrie")
    before, after = city(2019, {TERRITORIAL: cell(9, 3)}), city(2020, {TERRITORIAL: cell(9, 3), industry: cell(50, 20)})
    assert causes(before, after) == {Cause.PERIMETER: 20.0}
    assert [entry.text for entry in breaks_between(before, after, {})] == ["neu erfasst: Industrie"]


def test_drivers_are_the_largest_parts_by_cause_and_activity() -> None:
    oil = OWN._replace(activity="heizoel")
    before = group(2019, {OWN: cell(10, 100), oil: cell(10, 30)})
    after = group(2020, {OWN: cell(5, 50), oil: cell(20, 60)})
    found = drivers_of(causes_of_change(before, after), 1)
    assert [(driver.cause, driver.activity, driver.kg) for driver in found] == [
        (Cause.ACTIVITY, "diesel", pytest.approx(-50))
    ]


def test_breaks_name_what_changed() -> None:
    before = replace(group(2019, {OWN: cell(5, 50, "a")}, hafen=0.6), method={"GWP": "AR4"})
    town = OWN._replace(organisation="stadt")
    after = replace(group(2020, {OWN: cell(5, 60, "b"), town: cell(1, 1)}, hafen=1.0, stadt=1.0), method={"GWP": "AR5"})
    texts = {entry.kind: entry.text for entry in breaks_between(before, after, {"hafen": "Hafen", "stadt": "Stadt"})}
    assert texts == {
        BreakKind.METHOD: "GWP: AR4 → AR5",
        BreakKind.ORGANISATION: "Stadt kommt hinzu (2019 nicht im Konzern)",
        BreakKind.WEIGHT: "Hafen zählt zu 100 % statt 60 %",
        BreakKind.FACTOR: "anderer Faktor: Diesel",
    }


AMOUNT = st.floats(min_value=1e-6, max_value=1e9)
MAYBE = st.one_of(st.just(0.0), AMOUNT)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[YearCells, YearCells]:
    """Two years of a group and a city with cells, weights, inhabitants and degree days of whatever size."""
    keys = [
        key._replace(activity=activity, organisation=who, scope=scope, category=category)
        for key in (OWN, TERRITORIAL)
        for activity in ("erdgas", "strom")
        for who in (("hafen", "stadt") if key is OWN else ("stadtgebiet",))
        for scope, category in ((("1", ""), ("3", "3.5")) if key is OWN else (("", ""),))
    ]
    keys += [OWN._replace(organisation="stadt", scope="2", eliminated_with="hafen")]
    years = []
    for year in (2019, 2020):
        cells = {}
        for key in keys:
            quantity, emissions = draw(MAYBE), draw(MAYBE)
            sign = -1 if key.eliminated_with else 1
            if draw(st.booleans()):
                cells[key] = cell(sign * quantity, sign * emissions, draw(st.sampled_from(["a", "b"])))
        weights = {"stadtgebiet": 1.0, "stadt": 1.0, "hafen": draw(st.sampled_from([0.0, 0.3, 1.0]))}
        people = draw(st.one_of(st.none(), st.integers(1, 10**7)))
        days = draw(st.one_of(st.none(), st.floats(500, 5000)))
        years.append(YearCells(year, cells, weights, people, days))
    return years[0], years[1]


@given(pairs(), st.floats(0, 1))
def test_causes_add_up_without_a_rest(pair: tuple[YearCells, YearCells], share: float) -> None:
    before, after = pair
    parts = causes_of_change(before, after, share)
    scale = max(fsum(abs(year.emissions(key)) for key in year.cells) for year in pair)
    assert abs(fsum(part.kg for part in parts) - (after.total() - before.total())) <= 1e-9 * scale


@given(pairs())
def test_turning_time_around_turns_every_cause(pair: tuple[YearCells, YearCells]) -> None:
    before, after = pair
    there, back = (sums_by_cause(causes_of_change(*years), Cause) for years in ((before, after), (after, before)))
    scale = 1 + max(fsum(abs(year.emissions(key)) for key in year.cells) for year in pair)
    ratio = 200  # logarithms of the ratios drawn here stay below this
    assert all(abs(there[cause] + back[cause]) <= 1e-9 * scale * ratio for cause in Cause)


@given(st.floats(1e-9, 1e12), st.floats(1e-9, 1e12))
def test_the_logarithmic_mean_lies_between_its_figures_and_is_symmetric(a: float, b: float) -> None:
    mean = log_mean(a, b)
    assert min(a, b) * (1 - 1e-9) <= mean <= max(a, b) * (1 + 1e-9)
    assert mean == pytest.approx(log_mean(b, a), rel=1e-9)
