"""Factor-1000 slips against the year before. Tonnes: 0.5 kg per kWh (tests/plausibility/years.py)."""

from typing import Any

import pytest

from tests.plausibility.asking import found
from tests.plausibility.years import year_of
from thgbilanz.core.diagnostic import Diagnostic, Severity

Row = dict[str, Any]


def two_years(now: list[Row], then: list[Row]) -> list[Diagnostic]:
    return found(year_of(2020, *now), year_of(2019, *then), "THG310")


def meter(number: str, amount: float, unit: str = "kWh", **more: Any) -> Row:
    return {"meter": number, "amount": amount, "unit": unit, **more}


def test_a_meter_a_thousand_times_larger_than_the_year_before() -> None:
    # 1,250,000 MWh against 1,180 MWh: ratio 1,059; 1.25e9 kWh x 0.5 kg x 0.999 = 624,375,000 kg
    [finding] = two_years([meter("4711", 1_250_000.0, "MWh")], [meter("4711", 1_180.0, "MWh")])
    assert finding.text == (
        "Zähler 4711 (Strom): 1.250.000 MWh, im Vorjahr 1.180 MWh, Verhältnis 1.059 – verrutschte Einheit kWh/MWh?"
    )
    assert finding.severity is Severity.ERROR
    assert finding.effect_kg == pytest.approx(624_375_000.0)
    assert (finding.place.cell, finding.rows) == ("D2", (2,))
    assert finding.expected == "etwa wie 2019: 1.180 MWh (daten/2019/a.csv › D2)"


def test_a_meter_a_thousand_times_smaller_would_add_to_the_total() -> None:
    # 1,180 kWh against 1,180,000 kWh; if the unit slipped, 590 kg x 999 = 589,410 kg are missing
    [finding] = two_years([meter("4711", 1_180.0)], [meter("4711", 1_180_000.0)])
    assert "Verhältnis 1 : 1.000 – verrutschte Einheit kWh/MWh?" in finding.text
    assert finding.effect_kg == pytest.approx(589_410.0)


@pytest.mark.parametrize(
    ("ratio", "expected"), [(300, 0), (334, 1), (2_999, 1), (3_100, 0), (300_000, 0), (500_000, 1), (1 / 334, 1)]
)
def test_only_ratios_near_a_power_of_a_thousand_are_slips(ratio: float, expected: int) -> None:
    assert len(two_years([meter("4711", 1_000.0 * ratio)], [meter("4711", 1_000.0)])) == expected


def test_severity_is_the_share_of_the_organisation() -> None:
    # 1,000 kWh instead of 1 kWh beside 100,000 kWh: 499.5 kg of 50,500 kg = 0.99 %; beside 18,000 kWh: 5.3 %
    slip, before = meter("4711", 1_000.0), meter("4711", 1.0)
    for other, severity in ((100_000.0, Severity.WARNING), (18_000.0, Severity.ERROR)):
        rest = meter("0815", other)
        [finding] = two_years([slip, rest], [before, rest])
        assert finding.severity is severity
    [finding] = two_years(
        [slip, meter("0815", 18_000.0), meter("0816", 9e9, organisation="wohnen")],
        [before, meter("0815", 18_000.0), meter("0816", 9e9, organisation="wohnen")],
    )
    assert finding.severity is Severity.ERROR, "a large sister organisation does not make it harmless"


def test_a_changed_unit_is_looked_at_in_its_cell() -> None:
    [finding] = two_years([meter("4711", 1_180.0, "MWh")], [meter("4711", 1_180.0, "kWh")])
    assert (finding.place.cell, finding.place.column) == ("E2", "einheit")


def test_a_changed_unit_with_a_changed_number_is_no_slip() -> None:
    assert two_years([meter("4711", 1.18, "MWh")], [meter("4711", 1_180.0, "kWh")]) == []


def test_joule_for_watt_hours_needs_the_same_number() -> None:
    # 1,000 MWh after 1,000 GJ (= 277.8 MWh): ratio 3.6, the number stayed
    [finding] = two_years([meter("4711", 1_000.0, "MWh")], [meter("4711", 1_000.0, "GJ")])
    assert finding.text.endswith("Verhältnis 3,6 – verrutschte Einheit GJ/MWh?")
    assert finding.effect_kg == pytest.approx(500_000 - 500_000 / 3.6)
    assert two_years([meter("4711", 3_600.0, "MWh")], [meter("4711", 1_000.0, "MWh")]) == []
    assert two_years([meter("4711", 1_000.0, "MWh")], [meter("4711", 3_600.0, "GJ")]) == []


def test_a_replaced_meter_is_compared_by_its_site() -> None:
    [finding] = two_years([meter("99999", 70_000_000.0, site="Rathaus")], [meter("11111", 70_000.0, site=" rathaus ")])
    assert finding.text.startswith("Zähler 99999 (Strom, Rathaus): 70.000.000 kWh, im Vorjahr 70.000 kWh")


def test_green_electricity_at_the_same_meter_is_the_same_thing() -> None:
    [finding] = two_years(
        [meter("4711", 70_000_000.0, activity="oekostrom")], [meter("4711", 70_000.0, activity="strom")]
    )
    assert finding.code == "THG310"


def test_short_meter_numbers_count_per_organisation() -> None:
    now = [meter("1", 1_000.0), meter("1", 1_000_000.0, organisation="wohnen")]
    then = [meter("1", 1_000.0), meter("1", 1_000_000.0, organisation="wohnen")]
    assert two_years(now, then) == []


def test_rows_without_meter_and_site_are_compared_as_one_sum() -> None:
    # 40 + 60 t of paper against 100 kg: 1,000
    now = [
        {"activity": "papier", "amount": 40_000.0, "unit": "kg"},
        {"activity": "papier", "amount": 60_000.0, "unit": "kg"},
    ]
    [finding] = two_years(now, [{"activity": "papier", "amount": 100.0, "unit": "kg"}])
    assert (
        finding.text
        == "Stadt, Papier (Frischfaser): 100.000 kg, im Vorjahr 100 kg, Verhältnis 1.000 – verrutschte Einheit kg/t?"
    )
    assert finding.rows == (2, 3)
    assert finding.place.cell == "D3", "the larger row"


def test_new_sites_are_compared_by_the_total_of_the_activity() -> None:
    now = [{"site": "Halle A", "amount": 5e8}, {"site": "Halle B", "amount": 5e8}]
    [finding] = two_years(now, [{"amount": 1e6}])
    assert finding.text.startswith("Stadt, Strom zusammen: 1.000.000.000 kWh, im Vorjahr 1.000.000 kWh")


def months(amounts: list[float], year: int, **more: Any) -> list[Row]:
    return [
        {"meter": "4711", "amount": amount, "start": f"{year}-{month:02}-01", "end": f"{year}-{month:02}-28", **more}
        for month, amount in enumerate(amounts, 1)
    ]


def test_one_slipped_month_is_found_at_its_cell() -> None:
    # May: 1,000 kWh as 1,000,000; the year was 12,000 kWh
    usual = [1_000.0] * 12
    slipped = [*usual[:4], 1_000_000.0, *usual[5:]]
    [finding] = two_years(months(slipped, 2020), months(usual, 2019))
    assert (finding.place.cell, finding.rows) == ("D6", (6,))
    assert finding.effect_kg == pytest.approx(1_000_000 * 0.5 * 0.999)


def test_a_summer_month_of_gas_may_really_fall_to_a_thousandth() -> None:
    usual = [20_000.0] * 6 + [2_000.0] + [20_000.0] * 5
    warm = [20_000.0] * 6 + [2.0] + [20_000.0] * 5
    assert two_years(months(warm, 2020), months(usual, 2019)) == []
    assert two_years(months(usual, 2020), months(warm, 2019)) == []


def test_all_months_slipped_are_one_finding() -> None:
    [finding] = two_years(months([1_000_000.0] * 12, 2020), months([1_000.0] * 12, 2019))
    assert finding.rows == tuple(range(2, 14))
    assert "12.000.000 kWh, im Vorjahr 12.000 kWh, Verhältnis 1.000" in finding.text


def test_a_row_of_a_site_without_periods_is_compared_with_the_mean() -> None:
    now = [{"site": "Fuhrpark", "amount": amount} for amount in (900_000.0, 1_000.0, 1_100.0)]
    then = [{"site": "Fuhrpark", "amount": amount} for amount in (900.0, 1_000.0, 1_100.0)]
    [finding] = two_years(now, then)
    assert finding.rows == (2,)
    assert "2019 3.000 kWh in 3 Zeilen, Verhältnis zum Mittel 900" in finding.text


def test_a_new_large_machine_at_a_site_is_no_slip() -> None:
    # one row of 1 kWh, now with a second of 10,000 kWh: 10,001-fold, and neither row near 1,000
    assert (
        two_years(
            [{"site": "Halle", "amount": 1.0}, {"site": "Halle", "amount": 10_000.0}],
            [{"site": "Halle", "amount": 1.0}],
        )
        == []
    )


def test_a_split_period_counts_with_its_portion() -> None:
    # 4,000 kWh billed over two years, half of it here
    assert two_years([meter("4711", 1_998_000.0, portion=0.5)], [meter("4711", 1_000.0)])[0].found == "999.000 kWh"


def test_zero_and_open_rows_are_left_to_other_checks() -> None:
    nan = float("nan")
    assert two_years([meter("4711", 0.0)], [meter("4711", 1_000.0)]) == []
    assert two_years([meter("4711", nan)], [meter("4711", 1_000.0)]) == []
    assert two_years([meter("4711", 1_000.0)], [meter("4711", 0.0)]) == []


def test_the_territory_is_compared_by_sector_and_carrier() -> None:
    cell = {"organisation": "stadtgebiet", "space": "territorial", "activity": "erdgas", "sector": "haushalte"}
    [finding] = two_years(
        [{**cell, "amount": 900_000.0, "unit": "GWh"}], [{**cell, "amount": 900_000.0, "unit": "MWh"}]
    )
    assert finding.text.startswith("Private Haushalte, Erdgas: 900.000 GWh, im Vorjahr 900.000 MWh, Verhältnis 1.000")


def test_a_group_that_stays_odd_without_its_largest_row_is_odd_as_a_whole() -> None:
    # 900,000 is 900 times the mean of 1,000; without the slip 200,900 kWh would still be the 67-fold of 3,000
    now = [{"site": "Fuhrpark", "amount": amount} for amount in (900_000.0, 100_000.0, 100_000.0)]
    then = [{"site": "Fuhrpark", "amount": 1_000.0}] * 3
    [finding] = two_years(now, then)
    assert finding.rows == (2, 3, 4)


def test_february_is_one_period_in_leap_years_too() -> None:
    # beside the mean of 9,250 kWh February would be the 10,811-fold, beside its own 100,000 kWh it is the 1,000-fold
    then = months([1_000.0, 100_000.0, *[1_000.0] * 10], 2019)
    now = months([1_000.0, 100_000_000.0, *[1_000.0] * 10], 2020)
    now[1]["end"] = "2020-02-29"
    [finding] = two_years(now, then)
    assert finding.rows == (3,)


def test_a_new_meter_is_not_compared_with_a_meter_that_is_still_there() -> None:
    old, large = meter("00001", 1_000.0, site="Halle"), meter("00003", 5_000_000.0, site="Werk")
    assert two_years([old, large, meter("00002", 1_000_000.0, site="Halle")], [old, large]) == []
