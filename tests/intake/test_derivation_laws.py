"""Laws of derivations: the text is the arithmetic, more of a factor is more of the amount, nothing is assumed."""

import datetime as dt
import re
from math import isclose, isnan
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.activities import taken
from thgbilanz.intake.answers import Value
from thgbilanz.intake.cells import Cell, ErrorCell, Grid, NoValue, TextResult
from thgbilanz.intake.deriving.loss_rates import loss_rates
from thgbilanz.intake.deriving.registry import DERIVATIONS
from thgbilanz.intake.deriving.row import Outcome, SheetRow
from thgbilanz.intake.deriving.table import derived_table
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.master_data import MasterData
from thgbilanz.intake.readings import read_table
from thgbilanz.intake.row_problems import RowContext
from thgbilanz.intake.sheet_facts import SheetFacts
from thgbilanz.intake.sheet_table import sheet_table
from thgbilanz.intake.validation import valid_rows
from thgbilanz.templates.definition import SHEETS, TIDY

_TERM = re.compile(r"([×÷]?)\s*(?:[^0-9×÷]*\s)?([0-9][0-9.]*(?:,[0-9]+)?)( %)?[^×÷]*")


def computed(steps: str) -> float:
    """A derivation computed again from nothing but its text: terms between × and ÷, the first figure of each."""
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", "", steps)
    result = 1.0
    for sign, figure, percent in _TERM.findall(plain):
        value = float(figure.replace(".", "").replace(",", ".")) / (100 if percent else 1)
        result = result / value if sign == "÷" else result * value
    return result


def derived(sheet: str, **cells: Value) -> Outcome:
    """The outcome of a row in which all other cells are empty."""
    columns = {**TIDY, **{column.key: column for column in SHEETS[sheet].columns}}
    numbers = {"number", "percent", "year", "date"}
    values: dict[str, Value] = {key: None if column.kind in numbers else "" for key, column in columns.items()}
    return DERIVATIONS[sheet].rows(SheetRow(values | cells, columns, 2019))


def figures(most: int) -> st.SearchStrategy[float]:
    """What people write: up to three decimals."""
    return st.integers(1, most * 1000).map(lambda thousandths: thousandths / 1000)


commutes = st.fixed_dictionaries(
    {
        "aktivitaet": st.sampled_from(["pendeln_pkw", "pendeln_stadtbahn", "pendeln_motorrad"]),
        "beschaeftigte": figures(100_000),
        "tage_je_jahr": figures(366),
        "entfernung_km": figures(500),
        "anteil_prozent": figures(100),
        "personen_je_fahrzeug": st.one_of(st.none(), figures(8).map(lambda more: 1 + more)),
    }
)


def test_the_reader_of_these_tests_reads_a_derivation() -> None:
    assert computed("120 Beschäftigte × 200 Tage × 2 × 14,2 km × 60 % Pkw ÷ 1,2 Personen je Fahrzeug") == 340_800
    assert computed("Füllmenge 1.240 kg × Verlustrate 8,5 % je Jahr [Quelle 7, US]") == 1240 * 0.085


@given(commutes)
def test_the_text_of_a_commute_gives_its_amount(row: dict[str, Any]) -> None:
    (one,) = derived("pendeln", **row).rows
    assert isclose(computed(one.steps), one.amount, rel_tol=1e-11)


@given(figures(10_000), st.sampled_from(sorted(loss_rates())))
def test_the_text_of_a_loss_gives_its_amount_which_is_less_than_the_charge(charge: float, application: str) -> None:
    row = {"aktivitaet": "kaeltemittel_r32", "fuellmenge_kg": charge, "anwendung": application}
    (one,) = derived("kaeltemittel", **row).rows
    assert isclose(computed(one.steps), one.amount, rel_tol=1e-11)
    assert 0 < one.amount < charge


@given(figures(10_000), figures(10_000))
def test_the_text_of_trips_gives_their_distance(trips: float, distance: float) -> None:
    (one,) = derived("dienstreisen", aktivitaet="dienstreise_taxi", reisen=trips, strecke_je_reise_km=distance).rows
    assert isclose(computed(one.steps), one.amount, rel_tol=1e-11)
    assert one.unit == "km"


@given(figures(10_000), figures(400), figures(3))
def test_the_text_of_containers_gives_their_weight(volume: float, collections: float, density: float) -> None:
    row = {"behaelter_l": volume, "leerungen": collections, "dichte_kg_l": density, "quelle": "Entsorger"}
    (one,) = derived("abfall", aktivitaet="restabfall", **row).rows
    assert isclose(computed(one.steps), one.amount, rel_tol=1e-11)


@given(figures(1_000_000), figures(500))
def test_the_text_of_a_floor_area_gives_its_energy(area: float, per_area: float) -> None:
    row = {"mietverhaeltnis": "vermietet", "betreiber": "mieter", "aktivitaet": "erdgas", "quelle": "Ausweis"}
    (one,) = derived("mietobjekte", flaeche_m2=area, kennwert_kwh_m2=per_area, **row).rows
    assert isclose(computed(one.steps), one.amount, rel_tol=1e-11)


@given(figures(10_000_000), st.sampled_from([0, 7, 19]), figures(200).map(lambda more: 1 + more))
def test_the_text_of_spend_gives_its_net_value(spent: float, vat: float, index: float) -> None:
    row = {"ausgaben_eur": spent, "mwst_prozent": vat, "preisjahr_faktor": 2015, "preisindex": index}
    (one,) = derived("beschaffung", aktivitaet="ausgaben_waren", preisindex_faktor=100, quelle="VPI", **row).rows
    assert isclose(computed(one.steps), one.amount, rel_tol=1e-11)
    # tax and inflation only ever take away: what is left is no more than was spent
    assert one.amount <= spent * max(1, 100 / index) * (1 + 1e-12)


@given(commutes, st.sampled_from(["beschaeftigte", "tage_je_jahr", "entfernung_km", "anteil_prozent"]))
def test_a_commute_without_one_of_its_figures_has_no_amount(row: dict[str, Any], absent: str) -> None:
    outcome = derived("pendeln", **row | {absent: None})
    assert (outcome.rows, [problem.key for problem in outcome.problems]) == ((), [absent])


def test_empty_rows_become_nothing_and_no_problem() -> None:
    for sheet in DERIVATIONS:
        assert derived(sheet) == Outcome()


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.just(""),
    st.floats(),
    st.floats(0, 1e4),
    st.sampled_from(
        ["12,5", "1.234", "k. A.", "ca. 5", "19 %", "=1+1", "vermietet", "Mieter", "Strom", "Arbeitsweg Pkw"]
    ),
    st.sampled_from(["nicht erhoben", "Kaltwassersätze", "Kältemittel R32", "kg", "kWh", "Pkm", "D", "A", "\u200b"]),
    st.booleans(),
    st.dates(dt.date(1999, 1, 1), dt.date(2030, 1, 1)),
    st.sampled_from([ErrorCell("#REF!"), NoValue.UNCACHED, TextResult("12")]),
    st.text(max_size=5),
)


@pytest.mark.parametrize("sheet", sorted(DERIVATIONS))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_cell_raises_and_every_row_counts(sheet: str, data: st.DataObject) -> None:
    template = SHEETS[sheet]
    titles: list[Cell] = [column.title for column in template.columns]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(titles), max_size=len(titles)), min_size=1, max_size=4))
    grid = Grid(template.sheet, [titles, *rows], SheetFacts())
    reading = sheet_table(grid, template, "a.xlsx", "", MasterData("stadt", 2019, is_usable=True, findings=()))
    assert reading.table is not None
    groups = FindingGroups()
    values = derived_table(read_table(reading.table, groups, 2026), groups)
    valid = valid_rows(values, RowContext({"stadt": "Stadt"}, 2019), groups)
    table = taken(values, valid, reading.odd)
    # a row becomes an activity, or is refused and somebody is told why
    assert {*table.activities.columns["row"]} <= {*reading.table.rows}
    assert len(table.activities) + table.rejected - reading.odd >= len(reading.table.rows)
    assert not table.rejected or any(
        finding.severity is Severity.ERROR for finding in (*groups.diagnostics(), *reading.findings)
    )
    assert all(amount >= 0 or isnan(amount) for amount in table.activities.columns["amount"])
