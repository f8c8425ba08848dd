"""Units of cells: what is taken, what is refused, and what is said about it."""

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, KIND_BY_ID
from thgbilanz.core.diagnostic import Severity
from thgbilanz.units.admission import admission_of
from thgbilanz.units.catalogue import (
    BILLED_BY_GROSS_CALORIFIC_VALUE,
    UnitProblem,
    base_of,
    unit_ids,
    unit_label,
    unit_reading,
    unit_spellings,
)
from thgbilanz.units.tables import refused_spellings, spellings, units

ACTIVITIES = [kind.id for kind in ACTIVITY_KINDS]


def problem(spelling: str, activity: str) -> UnitProblem:
    found = unit_reading(spelling, activity).problem
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("spelling", "activity", "unit", "factor"),
    [
        ("kWh", "strom", "kWh", 1),
        ("MWh", "strom", "kWh", 1000),
        ("MWh/a", "strom", "kWh", 1000),
        ("Tsd. kWh", "strom", "kWh", 1000),
        ("T kWh", "strom", "kWh", 1000),
        ("GWh", "fernwaerme", "kWh", 1e6),
        ("GJ", "fernwaerme", "kWh", 1000 / 3.6),
        ("MJ", "fernwaerme", "kWh", 1 / 3.6),
        ("kWh", "heizoel", "kWh_Hi", 1),
        ("MWh", "holzpellets", "kWh_Hi", 1000),
        ("kWh (Hi)", "erdgas", "kWh_Hi", 1),
        ("kWh (Hs)", "erdgas", "kWh_Hs", 1),
        ("MWh Ho", "erdgas", "kWh_Hs", 1000),
        ("kWh (Brennwert)", "erdgas", "kWh_Hs", 1),
        ("Nm³", "erdgas", "Nm3", 1),
        ("m³ (Vn)", "erdgas", "Nm3", 1),
        ("m³", "erdgas", "m3", 1),
        ("l", "diesel", "m3", 0.001),
        ("Liter", "heizoel", "m3", 0.001),
        ("hl", "heizoel", "m3", 0.1),
        ("m3", "heizoel", "m3", 1),
        ("t", "steinkohle", "kg", 1000),
        ("t SKE", "steinkohle", "kWh_Hi", 8141),
        ("kg", "cng", "kg", 1),
        ("Srm", "holzhackschnitzel", "SRm", 1),
        ("Ster", "holz", "rm", 1),
        ("Mg", "restabfall", "kg", 1000),
        ("to", "restabfall", "kg", 1000),
        ("cbm", "wasser", "m3", 1),
        ("Tsd. m³", "wasser", "m3", 1000),
    ],
)
def test_spelling_is_taken_without_a_word(spelling: str, activity: str, unit: str, factor: float) -> None:
    reading = unit_reading(spelling, activity)

    assert (reading.unit, reading.problem) == (unit, None)
    assert reading.factor == pytest.approx(factor, rel=1e-15)


@pytest.mark.parametrize("spelling", [" kWh", "kWh\u00a0", "kWh\u200b", "\ufeffkWh", "kWh\n"])
def test_blanks_and_invisible_characters_at_the_ends_do_not_matter(spelling: str) -> None:
    assert unit_reading(spelling, "strom").unit == "kWh"


@pytest.mark.parametrize("spelling", ["Tsd.\u00a0kWh", "Tsd.\u202fkWh", "Tsd.  kWh", "Tsd.\nkWh"])
def test_any_run_of_blanks_is_one_blank(spelling: str) -> None:
    assert unit_reading(spelling, "strom").factor == 1000


def test_decomposed_umlauts_are_the_same_spelling() -> None:
    assert unit_reading(unicodedata.normalize("NFD", "Schüttraummeter"), "holz").unit == "SRm"


@pytest.mark.parametrize(
    ("spelling", "code", "meant"),
    [
        ("kwh", "THG102", "kWh"),
        ("KWH", "THG102", "kWh"),
        ("KWh", "THG102", "kWh"),
        ("Kwh", "THG102", "kWh"),
        ("mwh", "THG102", "MWh"),
        ("MWH", "THG102", "MWh"),
        ("gwh", "THG102", "GWh"),
        ("mWh", "THG103", "MWh"),
    ],
)
def test_wrong_case_is_refused_and_the_right_one_named(spelling: str, code: str, meant: str) -> None:
    reading = unit_reading(spelling, "strom")

    assert (reading.unit, reading.factor) == ("", 0.0)
    assert reading.problem is not None
    assert reading.problem.code == code
    assert f"„{meant}“" in reading.problem.text + reading.problem.hint


def test_milliwatt_hours_are_called_by_name() -> None:
    assert problem("mWh", "strom").text == "Einheit „mWh“ bedeutet Milliwattstunden"


def test_unknown_spelling_is_refused_with_near_ones_of_the_same_activity() -> None:
    found = problem("Litre", "diesel")

    assert (found.code, found.severity) == ("THG100", Severity.ERROR)
    assert found.text == "Einheit „Litre“ ist unbekannt"
    assert "„Liter“" in found.hint
    assert found.expected == "l, m³, kg, t, kWh (Hi) oder MWh (Hi)"
    assert "Liter" not in problem("Litre", "strom").hint


@pytest.mark.parametrize("spelling", ["Gallonen", "x" * 5000, "=1+1", "[/bold]"])
def test_unknown_spelling_without_a_near_one(spelling: str) -> None:
    assert problem(spelling, "diesel").hint == "Eine der erwarteten Einheiten eintragen und die Menge dazu umrechnen"


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("", "THG109"),
        ("  ", "THG109"),
        ("k. A.", "THG109"),
        ("-", "THG109"),
        ("kW", "THG107"),
        ("kWp", "THG107"),
        ("t CO2", "THG108"),
        ("kg CO₂e", "THG108"),
        ("kWh/m²", "THG110"),
        ("€/kWh", "THG110"),
        ("kWh/Monat", "THG110"),
        ("%", "THG110"),
        ("Tkm", "THG103"),
    ],
)
def test_what_is_no_unit_of_a_quantity_is_refused(spelling: str, code: str) -> None:
    assert (problem(spelling, "strom").code, problem(spelling, "strom").severity) == (code, Severity.ERROR)


@pytest.mark.parametrize(("spelling", "activity"), [
    ("Nm³", "fernwaerme"), ("t", "strom"), ("l", "strom"), ("l", "erdgas"), ("km", "diesel"), ("EUR", "strom"),
    ("kWh", "wasser"), ("m³", "restabfall"), ("SRm", "heizoel"), ("Nm³", "diesel"), ("m²", "strom"), ("Pkm", "diesel"),
    ("Personen", "strom"),
])  # fmt: skip
def test_unit_of_another_dimension_is_refused(spelling: str, activity: str) -> None:
    found = problem(spelling, activity)

    assert found.code == "THG101"
    assert found.text == f"Einheit „{spelling}“ ist für {KIND_BY_ID[activity].label} nicht zulässig"
    assert found.hint


def test_gas_unit_beside_district_heat_asks_whether_it_is_gas() -> None:
    found = problem("Nm³", "fernwaerme")

    assert found.expected == "kWh, MWh, GWh oder GJ"
    assert found.hint == "Steht hier ein Gasverbrauch? Dann als Aktivität „Erdgas“ wählen"


@pytest.mark.parametrize("activity", ["strom", "fernwaerme", "solarthermie"])
def test_electricity_and_heat_have_no_calorific_value(activity: str) -> None:
    found = problem("MWh (Hs)", activity)

    assert found.code == "THG105"
    assert "hat keinen Brennwert" in found.text
    assert "„MWh“" in found.hint  # the same figure stays right beside it


@pytest.mark.parametrize("activity", ["holz", "holzpellets", "holzhackschnitzel", "biomasse", "fluessiggas", "lpg"])
def test_cubic_metres_that_may_be_two_things_are_refused(activity: str) -> None:
    assert problem("m³", activity).code == "THG106"


@pytest.mark.parametrize("activity", sorted(BILLED_BY_GROSS_CALORIFIC_VALUE))
def test_plain_kwh_of_a_gas_is_taken_as_net_with_a_warning(activity: str) -> None:
    reading = unit_reading("MWh", activity)

    assert (reading.unit, reading.factor) == ("kWh_Hi", 1000)
    assert reading.problem is not None
    assert (reading.problem.code, reading.problem.severity) == ("THG104", Severity.WARNING)
    assert reading.problem.expected == "MWh (Hi) oder MWh (Hs)"
    assert "10 %" in reading.problem.hint


@pytest.mark.parametrize("spelling", [text for text, known in spellings().items() if known.unit.base == "kWh"])
def test_the_advice_for_a_gas_keeps_the_figure_right(spelling: str) -> None:
    taken = unit_reading(spelling, "erdgas")
    assert taken.problem is not None

    net, gross = (unit_reading(text, "erdgas") for text in taken.problem.expected.split(" oder "))

    assert (net.unit, gross.unit) == ("kWh_Hi", "kWh_Hs")
    assert (net.problem, gross.problem) == (None, None)
    assert net.factor == gross.factor == taken.factor


def test_other_fuels_take_plain_kwh_as_net_in_silence() -> None:
    others = [
        kind.id for kind in ACTIVITY_KINDS if kind.unit == "kWh_Hi" and kind.id not in BILLED_BY_GROSS_CALORIFIC_VALUE
    ]

    assert len(others) > 10
    assert {unit_reading("kWh", activity).problem for activity in others} == {None}
    assert {unit_reading("kWh", activity).unit for activity in others} == {"kWh_Hi"}


def test_beside_an_unknown_activity_the_spelling_decides() -> None:
    assert unit_reading("Pkm", "zauberei").unit == "Pkm"
    assert problem("Plm", "zauberei").code == "THG100"


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_offered_spelling_is_taken_without_a_word(activity: str) -> None:
    offered = unit_spellings(activity)

    assert offered
    assert len(set(offered)) == len(offered)
    assert [text for text in offered if unit_reading(text, activity).problem] == []


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_the_unit_of_every_kind_is_admissible_for_it(activity: str) -> None:
    unit = KIND_BY_ID[activity].unit

    assert unit in unit_ids()
    assert unit_reading(unit_label(unit), activity).unit == base_of(unit)[0]


def test_admission_of_a_kind_without_a_row_is_its_own_dimension() -> None:
    admission = admission_of("abfallverbrennung")

    assert admission is not None
    assert admission.measures == ("kg",)


def test_dropdown_of_gas_begins_with_the_unit_of_the_bill() -> None:
    assert unit_spellings("erdgas") == ("kWh (Hs)", "MWh (Hs)", "kWh (Hi)", "MWh (Hi)", "Nm³", "m³")
    assert unit_spellings("strom")[0] == "kWh"
    assert unit_spellings("diesel")[0] == "l"
    assert "kWh" in unit_spellings("zauberei")


@given(st.text(max_size=60), st.sampled_from([*ACTIVITIES, "", "zauberei"]))
def test_no_text_raises_and_every_refusal_is_complete(spelling: str, activity: str) -> None:
    reading = unit_reading(spelling, activity)

    refused = reading.problem is not None and reading.problem.severity is Severity.ERROR
    assert refused == (reading.unit == "")
    if reading.problem:
        parts = (reading.problem.text, reading.problem.expected, reading.problem.hint)
        assert all(parts)
        "".join(parts).encode("utf-8")


@given(st.sampled_from([*spellings(), *refused_spellings()]), st.sampled_from(ACTIVITIES), st.data())
def test_nothing_is_guessed(spelling: str, activity: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(spelling)))
    mutated = spelling[:position] + data.draw(st.sampled_from("xq7?-")) + spelling[position:]

    assert mutated in spellings() or unit_reading(mutated, activity).unit == ""


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_headlines_have_no_full_stop_and_fit_a_line(activity: str) -> None:
    found = [unit_reading(spelling, activity).problem for spelling in (*spellings(), *refused_spellings())]

    assert [each.text for each in found if each and not re.fullmatch(r".{1,110}[^.]", each.text)] == []


def test_unit_label_is_german_and_leaves_other_text_alone() -> None:
    assert [unit_label(unit) for unit in ("kWh_Hi", "L", "m3", "Nm3", "SRm", "EUR")] == [
        "kWh (Hi)", "l", "m³", "Nm³", "SRm", "EUR",
    ]  # fmt: skip
    assert unit_label("Bananen") == "Bananen"


def test_base_of_an_id_outside_the_table_is_a_defect() -> None:
    with pytest.raises(KeyError):
        base_of("kwh")


def test_unit_ids_are_the_table() -> None:
    assert unit_ids() == tuple(units())


def test_reading_units_and_numbers_never_imports_pint() -> None:
    code = (
        "import sys; from thgbilanz.units.catalogue import base_of, unit_reading, unit_spellings;"
        "from thgbilanz.units.numbers import number_reading; from thgbilanz.units.german import german_number;"
        "unit_reading('Tsd. kWh', 'erdgas'); unit_reading('kwhh', 'x'); unit_spellings('erdgas'); base_of('MWh');"
        "number_reading('1.234 kWh'); german_number(1.5, 1);"
        "print(sorted({'pint', 'pandas', 'numpy', 'pydantic'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
