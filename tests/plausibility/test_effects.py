"""Effects, severity by effect, and the meter. Natural gas: 0.3045 kg/kWh (tests.support.factors: 0.2545 + 0.05)."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import booked
from thgbilanz.core.diagnostic import Diagnostic, Severity, note, warning
from thgbilanz.core.place import Place
from thgbilanz.errors import error_page
from thgbilanz.factors.load import load_factors
from thgbilanz.factors.match import property_between
from thgbilanz.plausibility.confirmable import CONFIRMABLE
from thgbilanz.plausibility.effect_rules import EFFECT_RULES
from thgbilanz.plausibility.effects import RowIndex, graver, weighed, with_effects
from thgbilanz.plausibility.entered_totals import totals_of
from thgbilanz.plausibility.rows import BookedRows, booked_rows

FILE = "daten/2019/stadt.csv"
HANDBOOK = Path(__file__).parents[2] / "docs" / "handbuch" / "5-bestaetigen.md"


def rows_of(*rows: dict[str, object]) -> BookedRows:
    activities = activity_table(*rows)
    return booked_rows(2019, activities, booked(activities, factor_base(), SETS, "AR5").postings)


def about(code: str, *rows: int, effect_kg: float | None = None) -> Diagnostic:
    finding = warning(code, "auffällig", Place(FILE, "", f"D{rows[0]}"))
    return replace(finding, rows=rows, count=len(rows), effect_kg=effect_kg)


def effect(finding: Diagnostic, rows: BookedRows) -> float | None:
    return with_effects([finding], rows)[0].effect_kg


def test_hidden_rows_could_fall_away_whole() -> None:
    # 1000 kWh + 10 kWh of 1020 kWh are hidden: 1010 x 0.3045
    rows = rows_of({"amount": 1000.0}, {"amount": 10.0}, {"amount": 10.0})
    assert effect(about("THG025", 2, 3), rows) == pytest.approx(1010 * 0.3045)


def test_a_finding_about_a_sheet_is_about_all_its_rows() -> None:
    rows = rows_of(
        {"amount": 1000.0, "sheet": "Wärme"}, {"amount": 10.0, "sheet": "Wärme"}, {"amount": 5.0, "sheet": "Strom"}
    )
    assert effect(warning("THG024", "ausgeblendet", Place(FILE, "Wärme")), rows) == pytest.approx(1010 * 0.3045)


def test_a_gross_calorific_value_is_weighed_by_the_property_row() -> None:
    # erdgas.hs_hi (EBeV 2030, Anlage 2): 0.903 kWh (Hi) per kWh (Hs), so 9.7 % of the tonnes are in doubt
    factors, _ = load_factors()
    row = property_between(factors, "erdgas", "kWh_Hs", "kWh_Hi", 2019)
    assert row is not None
    rows = rows_of({"amount": 1000.0})
    known = with_effects([about("THG104", 2)], rows, lambda _activity, _year: row.value)[0]
    assert known.effect_kg == pytest.approx(1000 * 0.3045 * (1 - 0.903))
    assert effect(about("THG104", 2), rows) is None


def test_open_rows_and_what_was_not_read_have_an_unknown_effect() -> None:
    rows = rows_of({"amount": 1000.0, "unit": "Eimer"}, {"amount": 0.0})
    assert effect(about("THG025", 2), rows) is None
    assert effect(about("THG059", 3), rows) is None
    assert effect(warning("THG023", "Kopie", Place(FILE, "Energie (2)")), rows) is None


def test_a_finding_that_weighs_itself_is_not_weighed_again_and_a_note_is_not_weighed() -> None:
    rows = rows_of({"amount": 1000.0})
    assert effect(about("THG310", 2, effect_kg=7.0), rows) == 7.0
    assert effect(replace(about("THG025", 2), severity=Severity.NOTE), rows) is None
    assert effect(note("THG047", "Kommentar", Place(FILE, "", "D2")), rows) is None


def judged(finding: Diagnostic, rows: BookedRows, percent: float = 5.0) -> Diagnostic:
    index = RowIndex((rows,))
    (item,) = weighed([finding], index)
    return graver(item, index, totals_of(rows), percent).finding


@pytest.mark.parametrize(
    ("hidden_kwh", "severity"), [(50.0, Severity.ERROR), (49.9, Severity.WARNING), (1000.0, Severity.ERROR)]
)
def test_five_percent_of_a_total_make_a_fehler(hidden_kwh: float, severity: Severity) -> None:
    # row 2 is hidden, the rest makes the total 1000 kWh: the share is hidden_kwh / 1000
    rows = rows_of({"amount": hidden_kwh}, {"amount": 1000.0 - hidden_kwh})
    finding = judged(about("THG025", 2), rows)
    assert finding.severity is severity
    assert ("ausnahmen.toml" in finding.hint) is (severity is Severity.ERROR)


def test_the_own_total_of_a_small_company_counts_too() -> None:
    rows = rows_of({"amount": 10.0, "organisation": "wohnen"}, {"amount": 100_000.0})
    assert judged(about("THG025", 2), rows).severity is Severity.ERROR


def test_the_threshold_of_the_project_counts() -> None:
    rows = rows_of({"amount": 100.0}, {"amount": 900.0})
    assert judged(about("THG025", 2), rows, percent=11.0).severity is Severity.WARNING


def test_what_nobody_can_confirm_or_somebody_has_confirmed_stays_as_it_is() -> None:
    rows = rows_of({"amount": 1000.0})
    assert judged(about("THG402", 2), rows).severity is Severity.WARNING
    confirmed = replace(about("THG025", 2), severity=Severity.NOTE, confirmation="A. Muster am 01.02.2020: Ja")
    assert judged(confirmed, rows).severity is Severity.NOTE


def test_an_effect_over_several_rows_goes_with_their_tonnes() -> None:
    rows = rows_of({"amount": 100.0}, {"amount": 300.0}, {"amount": 1.0, "unit": "Eimer"})
    index = RowIndex((rows,))
    (item,) = weighed([about("THG310", 2, 3, 4, effect_kg=40.0)], index)
    assert [item.by_row[0, position] for position in range(3)] == pytest.approx([10.0, 30.0, 0.0])
    (alone,) = weighed([about("THG310", 4, effect_kg=40.0)], index)
    assert math.fsum(alone.by_row.values()) == 40.0


def test_the_handbook_lists_every_rule_and_everything_that_can_be_confirmed() -> None:
    page = HANDBOOK.read_text(encoding="utf-8")
    rules = [f"| {code} | {rule.part.value} | {rule.reason} |" for code, rule in EFFECT_RULES.items()]
    sayings = [f"| {code} | {title_of(code)} | {saying} |" for code, saying in CONFIRMABLE.items()]
    assert [line for line in (*rules, *sayings) if line not in page] == []


def title_of(code: str) -> str:
    page = error_page(code)
    assert page is not None
    return page.title
