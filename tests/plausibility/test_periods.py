"""What is split between years, and days of a year that no row covers. 0.5 kg per kWh (tests/plausibility/years.py)."""

from typing import Any

import pytest

from tests.plausibility.years import year_of
from tests.support.activities import NAN
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.plausibility.coverage import coverage_findings
from thgbilanz.plausibility.periods import names_periods, period_findings
from thgbilanz.plausibility.split_periods import split_findings


def gaps(*rows: dict[str, Any]) -> list[Diagnostic]:
    return coverage_findings(year_of(2019, *rows))


def span(start: str, end: str, **further: Any) -> dict[str, Any]:
    """A row about some days of 2019, given as month and day."""
    return {"start": f"2019-{start}", "end": f"2019-{end}", "amount": 3180.0, **further}


METER: dict[str, Any] = {"meter": "DE0001234", "site": "Rathaus"}


def test_a_meter_with_missing_days_is_named_with_its_effect() -> None:
    (finding,) = gaps(span("01-01", "11-14", **METER), {"meter": "DE0009999"})
    assert finding.text == "Zähler DE0001234 (Strom, Rathaus): 318 von 365 Tagen belegt, es fehlt 15.11.–31.12.2019"
    assert (finding.code, finding.severity, finding.place.cell, finding.rows) == (
        "THG091",
        Severity.WARNING,
        "D2",
        (2,),
    )
    # 3180 kWh x 0.5 kg/kWh = 1590 kg in 318 days: 5 kg a day; 47 days are missing
    assert finding.effect_kg == pytest.approx(235.0)


def test_a_bill_across_the_year_end_covers_its_days_of_the_year() -> None:
    bill = {"start": "2018-11-15", "end": "2019-11-14", "amount": 3650.0, "portion": 318 / 365, **METER}
    (finding,) = gaps(bill)
    assert "318 von 365 Tagen belegt, es fehlt 15.11.–31.12.2019" in finding.text
    assert finding.effect_kg == pytest.approx(235.0)  # 3650 kWh x 318 / 365 = 3180 kWh
    following = {"start": "2019-11-15", "end": "2020-11-14", **METER}
    assert gaps(bill, following) == []


def test_gaps_are_named_one_by_one() -> None:
    (finding,) = gaps(span("02-01", "05-04", **METER), span("05-06", "12-30", **METER))
    assert finding.text.endswith("332 von 365 Tagen belegt, es fehlt 01.01.–31.01.2019, 05.05.2019, 31.12.2019")
    assert (finding.count, finding.rows, len(finding.related)) == (2, (2, 3), 1)


def test_a_whole_year_has_no_gap() -> None:
    assert gaps({}, METER) == []
    assert gaps(span("01-01", "06-30", **METER), span("07-01", "12-31", **METER)) == []
    assert gaps(span("01-01", "06-30", **METER), METER) == []


def test_a_leap_year_has_366_days() -> None:
    rows = year_of(2020, {"start": "2020-01-01", "end": "2020-12-30", **METER})
    assert "365 von 366 Tagen" in coverage_findings(rows)[0].text


def test_the_rows_of_a_meter_count_together_across_files() -> None:
    first, second = span("01-01", "06-30", **METER), span("07-01", "12-31", **METER, file="daten/2019/b.csv")
    assert gaps(first, second) == []
    assert gaps(first, second | {"meter": "de0001234", "site": "anders geschrieben"}) == []


def test_short_meter_numbers_count_in_their_building() -> None:
    first, second = span("01-01", "06-30", meter="1", site="A"), span("07-01", "12-31", meter="1", site="B")
    assert len(gaps(first, second)) == 2
    assert gaps(first, second | {"site": "A"}) == []


def test_a_meter_that_was_exchanged_is_one_meter() -> None:
    old, new = span("01-01", "05-14", **METER), span("05-15", "12-31", **METER | {"meter": "DE0005678"})
    assert gaps(old, new) == []
    assert len(gaps(old, new | {"site": "Bad"})) == 2
    assert len(gaps(old, new | {"start": "2019-05-20"})) == 2
    assert len(gaps(old, new | {"start": "2019-05-10"})) == 2  # both ran: two meters
    assert len(gaps(old | {"site": ""}, new | {"site": ""})) == 2  # nothing says that it is one place


def test_rows_without_a_meter_count_by_site_if_one_names_a_period() -> None:
    heat = {"site": "Schule", "activity": "fernwaerme"}
    (finding,) = gaps(span("01-01", "06-30", **heat), span("08-01", "12-31", **heat), {"site": "Bad"})
    assert finding.text == "Schule, Fernwärme: 334 von 365 Tagen belegt, es fehlt 01.07.–31.07.2019"
    assert gaps(heat, heat) == []


@pytest.mark.parametrize("activity", ["diesel", "dienstreise_flug_inland", "kaeltemittel_r134a", "restabfall"])
def test_what_does_not_run_all_year_has_no_gaps(activity: str) -> None:
    assert gaps(span("01-01", "03-31", activity=activity, site="Hof")) == []


def test_deliveries_on_single_days_are_no_readings() -> None:
    assert gaps(span("03-05", "03-05", activity="heizoel"), span("09-01", "09-01", activity="heizoel")) == []


def test_a_declared_gap_is_no_gap() -> None:
    declared = span("07-01", "12-31", **METER) | {"amount": NAN, "notation": "nicht_erhoben"}
    assert gaps(span("01-01", "06-30", **METER), declared) == []
    (finding,) = gaps(span("01-01", "05-31", **METER), declared)
    # 3180 kWh x 0.5 kg/kWh = 1590 kg over 151 + 184 covered days, 30 days missing
    assert finding.effect_kg == pytest.approx(1590 / 335 * 30)


def test_remarks_make_one_hinweis_per_file() -> None:
    pool = span("05-01", "09-30", remark="nur Sommerbetrieb")
    heat, water = {"meter": "DE0001", "site": "Freibad"}, {"activity": "wasser", "unit": "m³", "site": "Freibad"}
    (finding,) = gaps(pool | heat, pool | water, {"amount": 1e6})
    assert (finding.severity, finding.found, finding.count) == (Severity.NOTE, "nur Sommerbetrieb", 2)
    assert finding.text == "2 Zähler oder Standorte sind nur für einen Teil des Jahres belegt, mit Bemerkung"
    assert finding.effect_kg is None


def test_a_remark_does_not_explain_what_could_change_the_total() -> None:
    pool = span("05-01", "09-30", remark="nur Sommerbetrieb", **METER)
    # 1590 kg in 153 days, 212 days missing: 2203 kg. 5 % of the total are reached below 1590 + 42471 kg
    effect_kg = 1590 / 153 * 212
    rest_kwh = (effect_kg / 0.05 - 1590) / 0.5
    assert [f.severity for f in gaps(pool, {"amount": rest_kwh * 1.001})] == [Severity.NOTE]
    (finding,) = gaps(pool, {"amount": rest_kwh * 0.999})
    assert (finding.severity, finding.effect_kg) == (Severity.WARNING, pytest.approx(effect_kg))
    (other,) = gaps(pool, {"amount": rest_kwh * 1.001, "organisation": "werke"})
    assert other.severity is Severity.WARNING


def test_the_effect_of_an_open_row_is_not_known() -> None:
    rows = year_of(2019, span("01-01", "06-30", **METER), span("08-01", "12-31", **METER))
    rows.emissions_kg[1] = NAN
    assert coverage_findings(rows)[0].effect_kg is None
    rows.emissions_kg[0] = NAN
    assert coverage_findings(rows) == []  # nothing is booked: other findings say why


DAYS, HEAT = "318 von 365 Tagen des Abrechnungszeitraums …", "3 von 4 Gradtagen des Abrechnungszeitraums …"


def split(basis: str, **further: Any) -> dict[str, Any]:
    return {
        "start": "2018-11-15",
        "end": "2019-11-14",
        "portion": 0.5,
        "portion_basis": basis,
        "amount": 100.0,
        **further,
    }


def test_split_rows_are_told_with_their_share() -> None:
    # 50 kWh, 50 kWh and 300 kWh: a quarter is split
    rows = year_of(2019, split(DAYS), split(HEAT, activity="fernwaerme"), {"amount": 300.0}, {"file": "b.csv"})
    (finding,) = split_findings(rows)
    assert finding.text == (
        "2 Zeilen sind über den Jahreswechsel auf Jahre verteilt: 1 nach Gradtagen und 1 nach Tagen, "
        "25,0 % der Emissionen der Tabelle"
    )
    assert (finding.code, finding.severity, finding.rows, finding.count) == ("THG090", Severity.WARNING, (2, 3), 2)
    assert "gradtage.csv" not in finding.hint


def test_the_hint_names_degree_days_only_where_they_would_help() -> None:
    (finding,) = split_findings(year_of(2019, split(DAYS, activity="erdgas", unit="kWh (Hi)")))
    assert "daten/gradtage.csv" in finding.hint
    assert finding.text.startswith("1 Zeile ist über den Jahreswechsel auf Jahre verteilt: 1 nach Tagen, 100,0 %")


def test_each_sheet_has_its_finding() -> None:
    rows = year_of(
        2019, split(DAYS, sheet="Wärme"), split(DAYS, sheet="Strom"), split(DAYS, file="z.xlsx", sheet="Strom")
    )
    places = [(finding.place.file, finding.place.sheet) for finding in split_findings(rows)]
    assert places == [("daten/2019/a.csv", "Strom"), ("daten/2019/a.csv", "Wärme"), ("z.xlsx", "Strom")]


def test_both_kinds_of_findings_come_together_where_a_row_names_a_period() -> None:
    rows = year_of(2019, split(DAYS, meter="DE0001234"), {})
    assert names_periods(rows.activities)
    assert [finding.code for finding in period_findings(rows)] == ["THG090", "THG091"]
    assert not names_periods(year_of(2019, {}, {}).activities)
    assert names_periods(year_of(2019, span("01-01", "12-30")).activities)
