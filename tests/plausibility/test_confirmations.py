"""Confirmations: who, when and why turn an open finding into a note; anything less confirms nothing."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import activity_table
from thgbilanz.core.diagnostic import Diagnostic, Severity, error, warning
from thgbilanz.core.place import Place
from thgbilanz.errors import error_codes, error_page
from thgbilanz.plausibility.confirmable import CONFIRMABLE
from thgbilanz.plausibility.confirmations import Confirmation, column_confirmations, confirmed, parsed_confirmation

LAST_DAY = date(2026, 11, 22)
FILE, SHEET = "daten/2019/stadt.xlsx", "Wärme"


def hidden(*rows: int) -> Diagnostic:
    finding = warning("THG025", "ausgeblendet", Place(FILE, SHEET, f"D{rows[0]}", "Menge"), found="7 MWh")
    return replace(finding, rows=rows, count=len(rows))


def confirmation(**values: object) -> Confirmation:
    plain = Confirmation(FILE, SHEET, "A. Muster", date(2020, 3, 12), "Geprüft", code="THG025")
    return replace(plain, origin=Place("ausnahmen.toml", cell="ausnahme[1]"), **values)


def test_a_confirmed_finding_is_a_note_that_says_who_when_and_why() -> None:
    result = confirmed([hidden(7, 8)], [confirmation()])
    (finding,) = result.findings
    assert finding.severity is Severity.NOTE
    assert finding.confirmation == "A. Muster am 12.03.2020: Geprüft"
    assert result.held == {Place("ausnahmen.toml", cell="ausnahme[1]")}


@pytest.mark.parametrize(
    "changed", [{"code": "THG013"}, {"file": "daten/2019/werke.xlsx"}, {"sheet": "Strom"}, {"cell": "D9"}]
)
def test_another_code_file_sheet_or_cell_confirms_nothing(changed: dict[str, str]) -> None:
    result = confirmed([hidden(7, 8)], [confirmation(**changed)])
    assert result.findings == (hidden(7, 8),)
    assert result.held == frozenset()


def test_one_cell_of_many_leaves_the_others_open() -> None:
    result = confirmed([hidden(7, 8, 9)], [confirmation(cell="D8")])
    parts = {part.rows: part for part in result.findings}
    assert set(parts) == {(8,), (7, 9)}
    assert (parts[8,].severity, parts[8,].place.cell, parts[8,].count) == (Severity.NOTE, "D8", 1)
    assert (parts[7, 9].severity, parts[7, 9].place.cell, parts[7, 9].count) == (Severity.WARNING, "D7", 2)
    assert [place.cell for place in parts[7, 9].related] == ["D9"]


def test_the_cell_of_another_column_is_another_cell() -> None:
    assert confirmed([hidden(7)], [confirmation(cell="E7")]).findings == (hidden(7),)


def test_a_finding_that_does_not_name_its_rows_is_confirmed_only_whole() -> None:
    several = replace(hidden(7), rows=(), count=5)
    assert confirmed([several], [confirmation(cell="D7")]).findings == (several,)
    (whole,) = confirmed([several], [confirmation()]).findings
    assert whole.confirmation


def test_another_value_makes_the_confirmation_stale() -> None:
    result = confirmed([hidden(7)], [confirmation(found="8 MWh")])
    assert result.findings == (hidden(7),)
    assert [(entry.found, now) for entry, now in result.stale] == [("8 MWh", "7 MWh")]


@pytest.mark.parametrize(
    ("value", "holds"),
    [("1.250 MWh", True), ("1.250\N{NO-BREAK SPACE}MWh", True), ("250 MWh", False), ("1.250 MW", False), ("1", False)],
)
def test_the_value_must_stand_in_the_finding_as_a_whole(value: str, holds: bool) -> None:
    finding = replace(hidden(7), found="Zähler 4711: 1.250 MWh; im Vorjahr 3 MWh")
    (result,) = confirmed([finding], [confirmation(found=value)]).findings
    assert bool(result.confirmation) is holds


def test_what_is_not_in_the_table_cannot_be_confirmed() -> None:
    unreadable = replace(error("THG063", "mehrdeutig", Place(FILE, SHEET, "D7")), rows=(7,))
    assert confirmed([unreadable], [confirmation(code="", rows=frozenset({7}))]).findings == (unreadable,)


def test_the_column_confirms_the_findings_of_its_row() -> None:
    table = activity_table(
        {"file": FILE, "sheet": SHEET, "row": 7, "confirmation": "A. Muster; 12.3.2020; Neu; seit Mai"},
        {"file": FILE, "sheet": SHEET, "row": 8},
    )
    confirmations, findings = column_confirmations(table, LAST_DAY)
    assert findings == []
    result = confirmed([hidden(7, 8)], confirmations)
    assert {part.rows: part.confirmation for part in result.findings} == {
        (7,): "A. Muster am 12.03.2020: Neu; seit Mai",
        (8,): "",
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ok", "Semikolon"),
        ("A. Muster; 12.03.2020", "Semikolon"),
        ("A. Muster;; Freibad", "Semikolon"),
        ("A. Muster; gestern; Freibad", "nicht lesbar"),
        ("A. Muster; 31.02.2020; Freibad", "nicht lesbar"),
        ("A. Muster; 23.11.2026; Freibad", "Zukunft"),
    ],
)
def test_a_text_in_the_column_that_says_too_little_confirms_nothing(text: str, why: str) -> None:
    table = activity_table({"confirmation": text}, {"confirmation": text})
    confirmations, (finding,) = column_confirmations(table, LAST_DAY)
    assert confirmations == []
    assert (finding.code, finding.severity, finding.rows, finding.count) == ("THG338", Severity.WARNING, (2, 3), 2)
    assert why in finding.text


names = st.text(st.characters(blacklist_characters=";", blacklist_categories=("Cs", "Cc")), min_size=1).map(str.strip)


@given(names.filter(bool), st.dates(date(1990, 1, 1), LAST_DAY), names.filter(bool))
def test_what_is_written_in_the_stated_form_is_read_back(who: str, day: date, why: str) -> None:
    text = f"{who}; {day.day:02}.{day.month:02}.{day.year}; {why}"
    assert parsed_confirmation(text, LAST_DAY) == (who, day, why)


@given(st.sets(st.integers(2, 40), min_size=1), st.sets(st.integers(2, 40), min_size=1))
def test_no_row_of_a_finding_is_lost_or_confirmed_by_accident(rows: set[int], wanted: set[int]) -> None:
    result = confirmed([hidden(*sorted(rows))], [confirmation(rows=frozenset(wanted))]).findings
    assert sorted(row for part in result for row in part.rows) == sorted(rows)
    assert {row for part in result if part.confirmation for row in part.rows} == rows & wanted


def test_every_suspicion_can_be_confirmed_and_every_code_of_the_table_exists() -> None:
    pages = {code: error_page(code) for code in error_codes() if "THG310" <= code <= "THG329"}
    suspicions = {code for code, page in pages.items() if page is not None and page.severity is not Severity.NOTE}
    assert suspicions <= set(CONFIRMABLE) <= set(error_codes())
