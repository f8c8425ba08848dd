"""Slips beside peers of the run and beside published spans, with ratios worked out by hand."""

from typing import Any

import pytest

from tests.plausibility.asking import found
from tests.plausibility.years import year_of
from thgbilanz.core.diagnostic import Diagnostic, Severity

Row = dict[str, Any]
OFFICES = [60.0, 65.0, 70.0, 75.0, 80.0]
"""kWh per m² of five sites."""


def sites(*intensities: float, activity: str = "strom", area: float = 1_000.0) -> list[Row]:
    return [
        {"site": f"Haus {number}", "activity": activity, "amount": value * area, "floor_area_m2": area}
        for number, value in enumerate(intensities)
    ]


def prices(*values: float, activity: str = "strom", amount: float = 10_000.0) -> list[Row]:
    return [{"activity": activity, "amount": amount, "cost_eur": value * amount} for value in values]


def in_year(rows: list[Row], code: str = "") -> list[Diagnostic]:
    return found(year_of(2019, *rows), code=code)


def test_a_site_a_thousand_times_above_its_peers() -> None:
    # 70,000 kWh/m² beside a median of 70: 1,000; 70e6 kWh x 0.5 kg x 0.999 = 34,965,000 kg
    [finding] = in_year(sites(*OFFICES, 70_000.0))
    assert finding.code == "THG311"
    assert finding.text == (
        "Haus 5, Strom: 70.000.000 kWh, 70.000 kWh je m², bei anderen Liegenschaften im Mittel 70 kWh je m², "
        "Verhältnis 1.000 – verrutschte Einheit kWh/MWh?"
    )
    assert finding.effect_kg == pytest.approx(34_965_000.0)
    assert finding.severity is Severity.ERROR
    assert finding.place.cell == "D7"


def test_a_site_a_thousandth_of_its_peers() -> None:
    # 0.07 kWh/m² x 1,000 m² = 70 kWh = 35 kg; if it slipped, 999 x 35 kg are missing
    [finding] = in_year(sites(*OFFICES, 0.07))
    assert finding.effect_kg == pytest.approx(34_965.0)
    assert "Verhältnis 1 : 1.000" in finding.text


def test_four_peers_are_too_few() -> None:
    assert in_year(sites(*OFFICES[1:], 70_000.0)) == []


def test_peers_that_do_not_agree_prove_nothing() -> None:
    # quartiles of the others: 1 and 1,000
    assert in_year(sites(1.0, 1.0, 1.0, 30.0, 1_000.0, 1_000.0, 1_000.0, 30_000.0)) == []


def test_two_slipped_sites_do_not_hide_each_other() -> None:
    assert [finding.place.cell for finding in in_year(sites(*OFFICES, 70_000.0, 65_000.0))] == ["D7", "D8"]


def test_other_activities_are_no_peers() -> None:
    assert in_year([*sites(*OFFICES), *sites(70_000.0, activity="fernwaerme")], "THG311") == []


def test_the_area_of_a_site_counts_once_for_its_meters_and_months() -> None:
    # 35 + 35 kWh/m² on the same 1,000 m² make 70, not 35
    rows = [*sites(*OFFICES), *sites(70_000_000.0 / 2_000, 70_000_000.0 / 2_000)]
    for row in rows[-2:]:
        row["site"] = "Schule"
    [finding] = in_year(rows)
    assert "Schule, Strom: 70.000.000 kWh, 70.000 kWh je m²" in finding.text
    assert finding.rows == (7, 8)


def test_a_price_a_thousandth_of_its_peers() -> None:
    # 0.0002 EUR/kWh beside a median of 0.2: the amount is a thousand times too large
    rows = [
        *prices(0.18, 0.19, 0.2, 0.21, 0.22, activity="fernwaerme"),
        *prices(0.0002, activity="fernwaerme", amount=1e7),
    ]
    [finding] = in_year(rows)
    assert finding.code == "THG312"
    assert "0,0002 EUR je kWh, bei anderen Zeilen im Mittel 0,2 EUR je kWh, Verhältnis 1 : 1.000" in finding.text
    assert finding.effect_kg == pytest.approx(1e7 * 0.5 * 0.999)


def test_a_price_a_thousand_times_above_its_peers_means_too_small_an_amount() -> None:
    rows = [
        *prices(0.18, 0.19, 0.2, 0.21, 0.22, activity="fernwaerme"),
        *prices(200.0, activity="fernwaerme", amount=10.0),
    ]
    [finding] = in_year(rows)
    assert finding.effect_kg == pytest.approx(10 * 0.5 * 999)


def test_a_slipped_cost_changes_no_tonne() -> None:
    # kWh per m² are usual, so the cost is what slipped
    rows = sites(*OFFICES, 70.0)
    for row, price in zip(rows, (0.18, 0.19, 0.2, 0.21, 0.22, 0.0002), strict=True):
        row["cost_eur"] = row["amount"] * price
    assert in_year(rows) == []


def test_the_price_of_a_split_period_is_that_of_the_whole_bill() -> None:
    rows = prices(0.18, 0.19, 0.2, 0.21, 0.22, 0.2)
    rows[-1] |= {"portion": 0.001}
    assert in_year(rows) == []


def test_heat_a_thousand_times_above_published_values() -> None:
    # 97,297 kWh/m²; the notice of 2021 gives 25.56 to 192.588 (tests/plausibility/test_bands.py)
    [finding] = in_year(
        [{"site": "Rathaus", "activity": "erdgas", "amount": 180_000.0, "unit": "MWh (Hi)", "floor_area_m2": 1_850.0}]
    )
    assert finding.code == "THG313"
    assert "97.297 kWh je m², veröffentlicht sind 25,56 bis 192,6 kWh je m²" in finding.text
    assert finding.expected.startswith(
        "25,56 bis 192,6 kWh je m² (Bekanntmachung der Regeln für Energieverbrauchswerte"
    )


@pytest.mark.parametrize(("intensity", "expected"), [(8_000.0, 0), (9_000.0, 1), (0.6, 0), (0.5, 1), (1_500.0, 0)])
def test_only_what_a_slip_brings_back_into_the_span_counts(intensity: float, expected: int) -> None:
    # window: 25.56 / 3 x 1,000 = 8,520 and 192.588 x 3 / 1,000 = 0.578
    assert len(in_year(sites(intensity, activity="fernwaerme"))) == expected


def test_a_value_inside_the_published_span_stands_against_slipped_peers() -> None:
    # four of six sites slipped: the median is wrong, the published span is not
    findings = in_year(sites(70.0, 80.0, 60_000.0, 65_000.0, 70_000.0, 75_000.0, 80_000.0, activity="fernwaerme"))
    assert {finding.place.cell for finding in findings} == {"D4", "D5", "D6", "D7", "D8"}
    assert {finding.code for finding in findings} == {"THG313"}


def test_a_price_a_thousandth_of_published_prices() -> None:
    # 14,000 EUR for 70,000 MWh: 0.0002 EUR/kWh; published 0.1488 to 0.4752
    [finding] = in_year(prices(0.0002, amount=7e7))
    assert finding.code == "THG314"
    assert "0,0002 EUR je kWh, veröffentlicht sind 0,1488 bis 0,4752 EUR je kWh" in finding.text


def test_one_cell_gets_one_finding_that_names_all_evidence() -> None:
    then = year_of(2019, {"meter": "4711", "site": "Haus 5", "amount": 70_000.0})
    rows = sites(*OFFICES, 70_000.0)
    rows[-1] |= {"meter": "4711", "cost_eur": 14_000.0}
    [finding] = [one for one in found(year_of(2020, *rows), then) if one.place.cell == "D7"]
    assert finding.code == "THG310", "the same meter is the strongest evidence"
    assert finding.text == (
        "Zähler 4711 (Strom, Haus 5): 70.000.000 kWh, im Vorjahr 70.000 kWh, Verhältnis 1.000 – verrutschte Einheit "
        "kWh/MWh? Auch: 70.000 kWh je m², bei anderen Liegenschaften im Mittel 70 kWh je m², Verhältnis 1.000; "
        "0,0002 EUR je kWh, veröffentlicht sind 0,1488 bis 0,4752 EUR je kWh"
    )
    assert finding.found == "70.000.000 kWh"
