"""Indicators and levers of data quality with hand-computed values."""

from typing import Any

import pytest

from tests.balance.bisko.making import cell
from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.balance.bisko.given import NO_CITY, CityFact, CityInput, PowerSource, Span
from thgbilanz.balance.bisko.indicators import city_indicators
from thgbilanz.balance.bisko.levers import quality_levers
from thgbilanz.balance.bisko.result import Indicator
from thgbilanz.balance.bisko.rows import territory_rows
from thgbilanz.booking.book import booked

CELLS = (
    cell("haushalte", "strom", 1_000_000.0),
    cell("haushalte", "erdgas", 2_500_000.0),
    cell("haushalte", "holzpellets", 500_000.0),
    cell("ghd", "strom", 400_000.0),
    cell("industrie", "erdgas", 600_000.0),
    cell("verkehr", "diesel", 1_900_000.0),
    cell("verkehr", "biodiesel", 100_000.0),
)
"""7,000 MWh at 0.2 kg per kWh: 1,400 t."""


def figure(key: str, cells: Any = CELLS, population: int | None = 500, given: CityInput = NO_CITY) -> Indicator:
    return next(one for one in city_indicators(cells, population, given) if one.key == key)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("t_je_einwohner", 1400 / 500),
        ("haushalte_t_je_einwohner", 800 / 500),
        ("mwh_je_einwohner", 7000 / 500),
        ("ee_anteil_waerme", 500 / 3600),  # pellets of pellets + gas; power has no share of its own
        ("ee_anteil_kraftstoffe", 100 / 2000),
    ],
)
def test_figures_that_every_city_has(key: str, value: float) -> None:
    assert figure(key).value == pytest.approx(value)


def test_figures_per_fact_need_the_fact() -> None:
    given = CityInput(facts=(CityFact("wohnungen", 250.0, "Zensus"), CityFact("beschaeftigte", 200.0, "BA")))
    assert figure("haushalte_mwh_je_wohnung", given=given).value == pytest.approx(4000 / 250)
    assert figure("wirtschaft_mwh_je_beschaeftigte", given=given).value == pytest.approx(1000 / 200)
    assert figure("haushalte_mwh_je_wohnung", given=given).source == "Zensus"
    keys = [one.key for one in city_indicators(CELLS, 500, given)]
    assert "ghd_mwh_je_beschaeftigte" not in keys


def test_generation_beside_consumption() -> None:
    """350 of 1,400 MWh."""
    given = CityInput(local_power=(PowerSource("PV", 250_000.0, 0.04, ""), PowerSource("Wind", 100_000.0, 0.01, "")))
    assert figure("stromerzeugung_am_verbrauch", given=given).value == pytest.approx(350 / 1400)


def test_without_population_there_is_no_figure_per_head() -> None:
    one = figure("t_je_einwohner", population=None)
    assert (one.value, bool(one.note)) == (None, True)


def test_buildings_as_one_figure_have_no_household_figure() -> None:
    cells = (cell("gebaeude", "erdgas", 1000.0), cell("verkehr", "diesel", 1000.0))
    assert figure("haushalte_t_je_einwohner", cells).value is None
    assert figure("t_je_einwohner", cells).value == pytest.approx(0.4 / 500)


@pytest.mark.parametrize(
    ("lower", "upper", "place"), [(1.0, 9.0, "im üblichen Bereich"), (9.0, 10.0, "darunter"), (1.0, 7.9, "darüber")]
)
def test_a_span_says_where_the_city_lies(lower: float, upper: float, place: str) -> None:
    span = Span("haushalte", "Haushalte", frozenset({"haushalte"}), frozenset(), lower, upper, "90 Städte")
    one = figure("haushalte", given=CityInput(spans=(span,)))
    assert (one.value, one.comparison) == (pytest.approx(4000 / 500), place)


def test_a_span_of_undivided_sectors_takes_buildings_as_they_come() -> None:
    sectors = frozenset({"haushalte", "ghd", "industrie", "kommunal", "gebaeude"})
    span = Span("gas", "Erdgas", sectors, frozenset({"erdgas"}), 1.0, 9.0, "90 Städte")
    cells = (cell("gebaeude", "erdgas", 1_000_000.0),)
    assert figure("gas", cells, given=CityInput(spans=(span,))).value == pytest.approx(2.0)
    own = Span("hh", "Haushalte", frozenset({"haushalte"}), frozenset(), 1.0, 9.0, "90 Städte")
    assert figure("hh", cells, given=CityInput(spans=(own,))).value is None


def rows(*grades: tuple[float, str]) -> Any:
    place = {"organisation": "stadtgebiet", "space": "territorial", "sector": "haushalte"}
    table = activity_table(*({**place, "amount": amount, "data_quality": grade} for amount, grade in grades))
    return territory_rows(booked(table, factor_base(), SETS, "AR5").postings)


def test_the_best_lever_is_energy_times_what_is_missing_to_a() -> None:
    """DG = sum(dg E) / sum(E): 1000 of B gain 500, 800 of D gain 800, 200 of C gain 150, of 4000 in all."""
    levers = quality_levers(rows((2000.0, "A"), (1000.0, "B"), (800.0, "D"), (200.0, "C")))
    assert [(line.grade, line.gain) for line in levers.lines] == [
        ("D", pytest.approx(800 / 4000)),
        ("B", pytest.approx(500 / 4000)),
        ("C", pytest.approx(150 / 4000)),
    ]
    assert levers.ungraded == 0
    assert levers.lines[0].place == "daten/2019/stadt.csv › D4"


def test_an_ungraded_value_leaves_gains_unknown_and_comes_first() -> None:
    levers = quality_levers(rows((2000.0, "D"), (10.0, "")))
    assert [(line.grade, line.gain) for line in levers.lines] == [("", None), ("D", None)]
    assert levers.ungraded == 1


def test_the_list_is_short() -> None:
    assert len(quality_levers(rows(*((100.0 + number, "B") for number in range(40)))).lines) == 20
