"""The definition of a row, and that equal rows may be validated once."""

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.intake.workbooks import ORGANISATIONS
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.raw_table import RawTable
from thgbilanz.intake.readings import ReadTable
from thgbilanz.intake.row import Row
from thgbilanz.intake.row_problems import RowContext
from thgbilanz.intake.validation import valid_rows
from thgbilanz.templates.definition import TIDY_COLUMNS

CONTEXT = RowContext(ORGANISATIONS, 2019)
GOOD: dict[str, object] = {
    "raum": "betrieblich",
    "organisation": "stadt",
    "aktivitaet": "erdgas",
    "sektor": "",
    "notation": "",
    "menge": 5.0,
    "einheit": "kWh (Hi)",
    "von": None,
    "bis": None,
    "jahr": 2019,
    "datenguete": "A",
    "scope3_kategorie": "",
    "gegenpartei": "",
    "lieferung": "",
    "richtung": "",
    "eu_ets": "",
    "witterungsbereinigt": "",
    "flaeche_m2": None,
    "kosten_eur": None,
    "unsicherheit_prozent": None,
    "ebene": "",
    "autor": "",
    "erfasst_am": None,
    "begruendung": "",
    "quelle": "",
}
adapter = TypeAdapter(list[Row])


def problems_of(*rows: dict[str, object]) -> set[tuple[int, str, str]]:
    """Row number, field and code of everything that is wrong."""
    try:
        adapter.validate_python(list(rows), context=CONTEXT)
    except ValidationError as failure:
        return {(int(error["loc"][0]), str(error["loc"][1]), error["type"]) for error in failure.errors()}
    return set()


def test_fields_of_a_row_are_keys_of_the_tidy_table() -> None:
    assert set(Row.model_fields) == set(GOOD)
    assert set(GOOD) < {column.key for column in TIDY_COLUMNS}


def test_all_problems_of_all_rows_come_at_once() -> None:
    bad = GOOD | {"organisation": "x", "aktivitaet": "gas", "menge": -1.0, "datenguete": "E", "jahr": 2018}
    assert problems_of(GOOD, bad, GOOD | {"einheit": ""}) == {
        (1, "organisation", "THG058"),
        (1, "aktivitaet", "THG052"),
        (1, "menge", "THG085"),
        (1, "datenguete", "THG086"),
        (1, "jahr", "THG057"),
        (2, "einheit", "THG109"),
    }


def test_ids_come_out_as_thg_toml_writes_them() -> None:
    (row,) = adapter.validate_python([GOOD | {"organisation": " STADT", "gegenpartei": "Wohnen"}], context=CONTEXT)
    assert (row.organisation, row.gegenpartei) == ("stadt", "wohnen")


def test_year_of_a_period_is_taken_from_it() -> None:
    period = {"von": dt.date(2019, 3, 1), "bis": dt.date(2019, 3, 31), "jahr": None}
    (row,) = adapter.validate_python([GOOD | period], context=CONTEXT)
    assert row.jahr == 2019


def test_braces_in_a_text_are_no_template() -> None:
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python([GOOD | {"aktivitaet": "{text} {0} %s"}], context=CONTEXT)
    assert caught.value.errors()[0]["msg"] == "Aktivität „{text} {0} %s“ ist nicht bekannt"


CHOICES: dict[str, list[object]] = {
    "raum": ["betrieblich", "territorial", "", "x"],
    "organisation": ["stadt", "wohnen", "stadtgebiet", "", "x"],
    "aktivitaet": ["erdgas", "umweltwaerme", "restabfall", "gas", "", "x"],
    "sektor": ["", "haushalte", "x"],
    "notation": ["", "vertraulich", "x"],
    "menge": [None, 0.0, 5.0, 7.5, -1.0],
    "einheit": ["kWh", ""],
    "von": [None, dt.date(2019, 1, 1), dt.date(2018, 12, 31)],
    "bis": [None, dt.date(2019, 12, 31), dt.date(2018, 12, 31)],
    "jahr": [None, 2019, 2018],
    "datenguete": ["A", "", "E"],
    "scope3_kategorie": ["", "3.5", "3.99"],
    "gegenpartei": ["", "wohnen", "x"],
    "lieferung": ["", "netz", "x"],
    "richtung": ["", "bezug", "lieferung", "x"],
    "eu_ets": ["", "ja", "nein", "x"],
    "witterungsbereinigt": ["", "ja", "nein", "x"],
    "flaeche_m2": [None, 10.0, -2.0],
    "kosten_eur": [None, 3.0, -3.0],
    "unsicherheit_prozent": [None, 0.0, 5.0, 50.0, 0.5, 101.0],
    "ebene": ["", "ist", "schaetzung", "korrektur", "elimination"],
    "autor": ["", "KS", "EB"],
    "erfasst_am": [None, dt.date(2020, 3, 14)],
    "begruendung": ["", "defekt", "verrechnet"],
    "quelle": ["", "Rechnung", "Ablesung"],
}
rows = st.builds(
    lambda changes: GOOD | changes,
    st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in CHOICES.items()}),
)


@given(st.lists(rows, max_size=12))
def test_validating_equal_rows_once_finds_the_same(table: list[dict[str, object]]) -> None:
    count = len(table)
    raw = RawTable("a.csv", "", "", Dialect.GERMAN_CSV, {}, list(range(2, count + 2)), {}, {})
    values = {column.key: [row.get(column.key, "") for row in table] for column in TIDY_COLUMNS}
    groups = FindingGroups()
    validated = valid_rows(ReadTable(raw, values), CONTEXT, groups)
    wrong = problems_of(*table)
    assert validated.is_valid == [number not in {row for row, _, _ in wrong} for number in range(count)]
    assert {finding.code for finding in groups.diagnostics()} == {code for _, _, code in wrong}
    assert sum(finding.count for finding in groups.diagnostics()) == len(wrong)


def test_reading_imports_nothing_heavy_at_start() -> None:
    heavy = {"pandas", "numpy", "openpyxl", "pydantic", "python_calamine", "pint", "xlsxwriter"}
    code = "import sys, thgbilanz.intake.read; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert heavy.isdisjoint(done.stdout.split())
