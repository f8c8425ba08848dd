"""Laws of derivations: the text is the arithmetic, more of a factor is more of the amount, nothing is assumed."""

import re
from math import isclose
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from thgbilanz.intake.answers import Value
from thgbilanz.intake.deriving.loss_rates import loss_rates
from thgbilanz.intake.deriving.registry import DERIVATIONS
from thgbilanz.intake.deriving.row import Outcome, SheetRow
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


@given(figures(1_000_000), figures(500))
def test_the_text_of_a_floor_area_gives_its_energy(area: float, per_area: float) -> None:
    row = {"mietverhaeltnis": "vermietet", "betreiber": "mieter", "aktivitaet": "erdgas", "quelle": "Ausweis"}
    (one,) = derived("mietobjekte", flaeche_m2=area, kennwert_kwh_m2=per_area, **row).rows
    assert isclose(computed(one.steps), one.amount, rel_tol=1e-11)


@given(figures(10_000_000), st.sampled_from([0, 7, 19]), figures(200).map(lambda more: 1 + more))
def test_the_text_of_spend_gives_its_net_value(spent: float, vat: float, index: float) -> None:
    row = {"ausgaben_eur": spent, "mwst_prozent": vat, "preisjahr_faktor": 2015, "preisindex": index}
    (one,) = derived("beschaffung", aktivitaet="ausgaben_waren", preisindex_faktor=100, **row).rows
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
