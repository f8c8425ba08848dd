"""Billing periods that are no calendar years (faults.md 119): which year, which part of it, and what is said."""

import datetime as dt
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.conftest import LATEST_YEAR, Reader, codes, only
from tests.intake.workbooks import GOOD, MASTER, ORGANISATIONS, SHEET, TITLES, heat, workbook
from thgbilanz.core.diagnostic import Severity
from thgbilanz.core.period import Period
from thgbilanz.intake.degree_days import DegreeDays
from thgbilanz.intake.portions import portion_of
from thgbilanz.intake.read import IntakeResult, read_files

BILL = (dt.date(2018, 11, 15), dt.date(2019, 11, 14))
"""365 days: 47 in 2018 (16 in November, 31 in December), 318 in 2019."""
IN_2019 = 318 / 365


def bill(start: dt.date = BILL[0], end: dt.date = BILL[1]) -> bytes:
    return heat((*GOOD, None, start, end))


def period_of(result: IntakeResult) -> tuple[int, float, str]:
    columns = result.activities.columns
    return columns["year"][0], columns["portion"][0], columns["portion_basis"][0]


def test_a_bill_belongs_to_the_asked_year_with_its_days(read: Reader) -> None:
    result = read(bill())
    assert codes(result) == []
    basis = "318 von 365 Tagen des Abrechnungszeitraums 15.11.2018–14.11.2019"
    assert period_of(result) == (2019, IN_2019, basis)
    assert result.activities.columns["amount"] == [312500.0]  # as written
    assert (result.activities.columns["start"], result.activities.columns["end"]) == (["2018-11-15"], ["2019-11-14"])


def test_a_period_inside_the_year_is_whole(read: Reader) -> None:
    assert period_of(read(bill(dt.date(2019, 1, 1), dt.date(2019, 11, 14)))) == (2019, 1.0, "")


TABLE = "organisation;raum;aktivitaet;menge;einheit;jahr;von;bis\nstadt;betrieblich;strom;5;kWh;{};{};{}\n"


@pytest.mark.parametrize(
    ("named", "start", "end", "year"),
    [
        ("", "15.11.2018", "14.11.2019", 2019),  # most days
        ("2018", "15.11.2018", "14.11.2019", 2018),
        ("", "02.07.2018", "01.07.2019", 2018),  # 183 of 365 days in 2018
        ("", "03.07.2018", "02.07.2019", 2019),  # 183 of 365 days in 2019
        ("", "01.12.2018", "31.01.2019", 2018),  # 31 days each: the earlier year
    ],
)
def test_without_an_asked_year_the_row_or_most_days_decide(
    read: Reader, named: str, start: str, end: str, year: int
) -> None:
    result = read(TABLE.format(named, start, end), year=None)
    assert codes(result) == []
    assert result.activities.columns["year"] == [year]


@pytest.mark.parametrize(("reporting_year", "year"), [(2018.0, 2018), (2019.0, 2019), (2021.0, 2019)])
def test_without_an_asked_year_the_master_data_come_first(read: Reader, reporting_year: float, year: int) -> None:
    master = [(title, reporting_year if title == "Berichtsjahr" else value) for title, value in MASTER]
    data = workbook({SHEET: [TITLES, (*GOOD, None, *BILL)]}, master=master)
    assert read(data, year=None).activities.columns["year"] == [year]


def test_the_named_year_is_a_label_when_another_year_of_the_period_is_asked(read: Reader) -> None:
    result = read(TABLE.format("2018", "15.11.2018", "14.11.2019"))
    assert codes(result) == []
    assert period_of(result)[:2] == (2019, IN_2019)


def test_three_years_are_a_bill_and_a_day_more_is_a_slip(read: Reader) -> None:
    # 365 + 366 + 365 days, 2020 is a leap year
    assert period_of(read(bill(dt.date(2019, 7, 1), dt.date(2022, 6, 30))))[1] == 184 / 1096
    assert "drei Jahre" in only(read(bill(dt.date(2019, 7, 1), dt.date(2022, 7, 1))), "THG087").text


def test_consecutive_bills_of_a_meter_do_not_overlap(read: Reader) -> None:
    following = (dt.date(2019, 11, 15), dt.date(2020, 11, 14))
    result = read(heat((*GOOD, None, *BILL), (*GOOD, None, *following)))
    assert codes(result) == []
    # 47 of 366 days: 2020 is a leap year
    assert result.activities.columns["portion"] == [IN_2019, 47 / 366]


def test_bills_of_a_meter_that_overlap_are_found_across_the_year_end(read: Reader) -> None:
    other = (dt.date(2019, 11, 14), dt.date(2020, 11, 13))
    assert only(read(heat((*GOOD, None, *BILL), (*GOOD, None, *other))), "THG056").place.cell == "B3"


def test_the_same_bill_in_the_files_of_both_years_counts_once_in_each(read: Reader) -> None:
    table = "organisation;raum;aktivitaet;menge;einheit;jahr;von;bis;zaehler\n"
    row = "stadt;betrieblich;strom;5;kWh;{};15.11.2018;14.11.2019;DE0001234\n"
    files = {f"{year}.csv": table + row.format(year) for year in (2018, 2019)}
    result = read(files, year=None)
    assert codes(result) == []
    assert result.activities.columns["year"] == [2018, 2019]
    assert math.fsum(result.activities.columns["portion"]) == 1
    assert only(read({name: table + row.format(2019) for name in ("a.csv", "b.csv")}), "THG055").count == 1


@pytest.mark.parametrize(
    ("unit", "period", "warned"),
    [
        ("kWh/a", ("01.01.2019", "31.03.2019"), True),
        ("kWh/a", ("01.01.2018", "31.12.2019"), True),
        ("kWh/a", ("01.01.2019", "31.12.2019"), False),
        ("kWh/a", ("15.11.2018", "14.11.2019"), False),
        ("kWh/a", ("", ""), False),
        ("kWh", ("01.01.2019", "31.03.2019"), False),
    ],
)
def test_annual_units_need_a_year(read: Reader, unit: str, period: tuple[str, str], warned: bool) -> None:
    year = "" if period[0] else "2019"
    result = read(TABLE.format(year, *period).replace(";kWh;", f";{unit};"))
    assert codes(result) == (["THG094"] if warned else [])
    if warned:
        finding = only(result, "THG094")
        assert (finding.severity, finding.place.cell, finding.found) == (Severity.WARNING, "E2", "kWh/a")


GAS = "organisation;raum;aktivitaet;menge;einheit;von;bis\nstadt;betrieblich;{};5;{};01.12.2018;14.02.2019\n"
DEGREE_DAYS = "monat;gradtage;quelle\n2018-12;500;DWD, Station A\n2019-01;600;DWD, Station A\n2019-02;420;Stadtarchiv\n"


def heated(folder: Path, table: str, degree_days: str) -> IntakeResult:
    (folder / "tabelle.csv").write_text(table, encoding="utf-8")
    (folder / "gradtage.csv").write_text(degree_days, encoding="utf-8")
    paths, degrees = [folder / "tabelle.csv"], folder / "gradtage.csv"
    return read_files(paths, folder, 2019, ORGANISATIONS, LATEST_YEAR, degree_days=degrees)


@pytest.mark.parametrize(("activity", "unit"), [("erdgas", "kWh (Hi)"), ("fernwaerme", "kWh")])
def test_heating_is_split_by_degree_days(tmp_path: Path, activity: str, unit: str) -> None:
    result = heated(tmp_path, GAS.format(activity, unit), DEGREE_DAYS)
    # December 500; January 600 and 14 of 28 days of February, 210: 810 of 1310
    basis = "810 von 1.310 Gradtagen des Abrechnungszeitraums 01.12.2018–14.02.2019, DWD, Station A; Stadtarchiv"
    assert codes(result) == []
    assert period_of(result) == (2019, pytest.approx(810 / 1310, rel=1e-15), basis)
    assert [record.file for record in result.inputs] == ["tabelle.csv", "gradtage.csv"]


@pytest.mark.parametrize(("activity", "unit"), [("strom", "kWh"), ("diesel", "kWh (Hi)"), ("biogas", "kWh (Hi)")])
def test_what_does_not_heat_is_split_by_days(tmp_path: Path, activity: str, unit: str) -> None:
    result = heated(tmp_path, GAS.format(activity, unit), DEGREE_DAYS)
    assert period_of(result)[1:] == (45 / 76, "45 von 76 Tagen des Abrechnungszeitraums 01.12.2018–14.02.2019")


def test_a_month_that_is_missing_means_days(tmp_path: Path) -> None:
    result = heated(tmp_path, GAS.format("erdgas", "kWh (Hi)"), DEGREE_DAYS.replace("2019-01", "2018-01"))
    basis = "45 von 76 Tagen des Abrechnungszeitraums 01.12.2018–14.02.2019; Gradtage fehlen für 2019-01"
    assert period_of(result)[1:] == (45 / 76, basis)


def test_industry_heats_processes_not_rooms(tmp_path: Path) -> None:
    table = (
        "organisation;raum;sektor;aktivitaet;menge;einheit;von;bis\n"
        "stadtgebiet;territorial;industrie;erdgas;5;kWh (Hi);01.12.2018;14.02.2019\n"
        "stadtgebiet;territorial;haushalte;erdgas;5;kWh (Hi);01.12.2018;14.02.2019\n"
    )
    result = heated(tmp_path, table, DEGREE_DAYS)
    assert result.activities.columns["portion"] == [45 / 76, pytest.approx(810 / 1310, rel=1e-15)]


days = st.dates(dt.date(2015, 1, 1), dt.date(2022, 12, 31))
periods = st.builds(lambda start, length: Period(start, start + dt.timedelta(length)), days, st.integers(0, 1095))
months = st.lists(st.floats(0, 1500), min_size=144, max_size=144).map(
    lambda values: DegreeDays(
        {(2015 + number // 12, number % 12 + 1): value for number, value in enumerate(values)},
        {(2015 + number // 12, number % 12 + 1): "Quelle" for number in range(len(values))},
    )
)


@given(periods, st.one_of(st.just(DegreeDays()), months))
def test_portions_of_all_years_sum_to_the_whole(period: Period, degree_days: DegreeDays) -> None:
    portions = [portion_of(period, year, degree_days) for year in period.years]
    assert math.isclose(math.fsum(portion.value for portion in portions), 1, abs_tol=1e-12)
    assert all(0 <= portion.value <= 1 for portion in portions)
    assert all(bool(portion.basis) == (len(period.years) > 1) for portion in portions)


@given(periods, st.data(), st.one_of(st.just(DegreeDays()), months))
def test_splitting_a_row_at_any_day_changes_no_year(
    period: Period, data: st.DataObject, degree_days: DegreeDays
) -> None:
    """Two rows whose amounts follow the same weights as the split amount to the same in every year."""
    if period.days == 1:
        return
    first = Period(period.start, period.start + dt.timedelta(data.draw(st.integers(0, period.days - 2))))
    second = Period(first.end + dt.timedelta(1), period.end)
    total = degree_days.of(period) if degree_days.values else 0.0

    def weight(part: Period) -> float:
        return degree_days.of(part) / total if total else part.days / period.days

    # Without any degree day in a part, days count there, but its amount is 0 as well.
    for year in period.years:
        whole = portion_of(period, year, degree_days).value
        parts = [
            weight(part) * portion_of(part, year, degree_days).value for part in (first, second) if year in part.years
        ]
        assert math.isclose(math.fsum(parts), whole, rel_tol=1e-9, abs_tol=1e-12)
