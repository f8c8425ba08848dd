"""F22: an exception excuses one check for one row, until its day, and only while it is needed."""

from dataclasses import replace

from tests.factors.checking.workshop import changed_tables, shipped
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.factors.checking.findings import row_key
from thgbilanz.factors.checking.layout import Waiver
from thgbilanz.factors.checking.run import table_findings

TABLE = "emission_factors/waivers.csv"
ROW = next(row for row in shipped().factors if row.factor_id == "wasser.trinkwasser")
WRONG = replace(ROW, co2e_kg=(ROW.co2e_kg or 0) * 1000)
"""Gram for kilogram: F08 and nothing that a waiver for F08 would not cover, as its edition prints one year only."""
WAIVER = Waiver("F08", row_key(ROW), "Quelle druckt es so", "A. B.", "2027-12-31", TABLE, 2)


def findings(*waivers: Waiver, wrong: bool = True) -> list[Diagnostic]:
    rows = tuple(WRONG if wrong and row == ROW else row for row in shipped().factors)
    return [f for f in table_findings(changed_tables(factors=rows, waivers=waivers)) if f.code in {"F08", "F22"}]


def test_a_valid_waiver_lets_one_check_pass_for_one_row() -> None:
    assert [finding.code for finding in findings()] == ["F08"]
    assert findings(WAIVER) == []


def test_a_waiver_for_another_row_lets_nothing_pass() -> None:
    assert {finding.code for finding in findings(replace(WAIVER, row_key="x"))} == {"F08", "F22"}


def test_an_expired_waiver_is_found() -> None:
    found = findings(replace(WAIVER, until_date="2026-11-21"))
    assert [finding.text for finding in found if finding.code == "F22"] == ["Ausnahme ist abgelaufen"]
    assert "F08" in {finding.code for finding in found}


def test_a_waiver_holds_on_its_last_day() -> None:
    assert findings(replace(WAIVER, until_date="2026-11-22")) == []


def test_an_unused_waiver_is_found() -> None:
    assert [finding.text for finding in findings(WAIVER, wrong=False)] == ["Ausnahme wird nicht gebraucht"]


def test_some_checks_know_no_waiver() -> None:
    found = findings(replace(WAIVER, check_id="F15"))
    assert "Von F15 gibt es keine Ausnahme" in {finding.text for finding in found}
