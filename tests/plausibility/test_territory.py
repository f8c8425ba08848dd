"""The territory beside published spans; 100,000 inhabitants, so that 1 MWh each is 100 GWh."""

from typing import Any

import pytest

from tests.plausibility.asking import found
from tests.plausibility.years import year_of
from thgbilanz.core.diagnostic import Diagnostic, Severity

POPULATION = {2019: 100_000, 2020: 100_000}
Row = dict[str, Any]


def cell(sector: str, activity: str, gwh: float, **more: Any) -> Row:
    place = {"organisation": "stadtgebiet", "space": "territorial"}
    return {**place, "sector": sector, "activity": activity, "amount": gwh, "unit": "GWh", **more}


USUAL = [
    cell("haushalte", "erdgas", 500.0),
    cell("haushalte", "strom", 150.0),
    cell("haushalte", "heizoel", 150.0),
    cell("ghd", "strom", 150.0),
    cell("ghd", "erdgas", 150.0),
    cell("industrie", "strom", 150.0),
    cell("industrie", "erdgas", 150.0),
    cell("kommunal", "strom", 20.0),
    cell("verkehr", "diesel", 600.0),
]
"""MWh per inhabitant: households 8, commerce 3, municipal 0.2, electricity 4.7, gas 8, oil 1.5, stationary 14.2."""


def asked(now: list[Row], then: list[Row] | None = None) -> list[Diagnostic]:
    return found(year_of(2020, *now), year_of(2019, *then) if then else None, population=POPULATION)


def changed(position: int, **values: Any) -> list[Row]:
    rows = [dict(row) for row in USUAL]
    rows[position] |= values
    return rows


def test_a_usual_territory_is_silent() -> None:
    assert asked(USUAL) == []
    assert asked(USUAL, USUAL) == []


def test_energy_per_inhabitant_above_the_published_span() -> None:
    # households 1,500 + 150 + 150 GWh = 18 MWh each, published 4.34 to 17: 1 MWh x 100,000 too much at 0.5 kg/kWh
    # = 50,000 t; gas 1,800 GWh = 18, published 1.87 to 16: 100 + 100 GWh = 100,000 t, the larger distance
    [finding] = asked(changed(0, amount=1_500.0))
    assert finding.code == "THG315"
    assert finding.text == (
        "Erdgas ohne Verkehr: 18 MWh je Einwohner, bei 90 Kommunen 1,87 bis 16; "
        "Private Haushalte: 18 MWh je Einwohner, bei 90 Kommunen 4,34 bis 17"
    )
    assert finding.effect_kg == pytest.approx(100_000_000.0)
    assert finding.severity is Severity.ERROR, "100,000 t of 1,510,000 t are 6.6 %"
    assert finding.place.cell == "D2"
    assert "Klimaschutz-Planer" in finding.expected


def test_energy_per_inhabitant_below_the_published_span() -> None:
    # electricity of all four sectors: 150 GWh = 1.5 MWh each, published 1.71 to 10.2: 21 GWh x 0.5 kg = 10,500 t
    rows = [row for row in USUAL if row["activity"] != "strom"] + [cell("haushalte", "strom", 150.0)]
    [finding] = asked(rows)
    assert finding.text.startswith("Strom ohne Verkehr: 1,5 MWh je Einwohner")
    assert finding.effect_kg == pytest.approx(10_500_000.0)
    assert finding.severity is Severity.WARNING, "10,500 t of 850,000 t are 1.2 %"


def test_an_incomplete_sum_is_not_called_too_small() -> None:
    rows = [row for row in USUAL if row["activity"] != "strom"] + [cell("haushalte", "strom", 150.0)]
    hidden = cell("industrie", "strom", float("nan"), notation="vertraulich")
    assert asked([*rows, hidden]) == []
    [finding] = asked([*rows, {**hidden, "notation": "kommt_nicht_vor"}])
    assert finding.text.startswith("Strom ohne Verkehr")


def test_traffic_belongs_to_no_stationary_band() -> None:
    assert asked([*USUAL, cell("verkehr", "strom", 90_000.0)]) == []


def test_undivided_buildings_leave_the_sectors_open_but_not_the_carriers() -> None:
    undivided = [cell("gebaeude", "strom", 400.0), cell("gebaeude", "erdgas", 700.0), cell("kommunal", "strom", 200.0)]
    assert asked(undivided) == [], "2 MWh each in municipal facilities would be above 0.99"
    [finding] = asked([cell("gebaeude", "strom", 2_000.0), cell("gebaeude", "erdgas", 500.0)])
    assert finding.text.startswith("Strom ohne Verkehr: 20 MWh je Einwohner")


def test_a_jump_from_year_to_year() -> None:
    # electricity 470 GWh -> 620 GWh: 1.319, published 0.8 to 1.25; 620 - 1.25 x 470 = 32.5 GWh x 0.5 kg = 16,250 t
    [finding] = asked(changed(3, amount=300.0), USUAL)
    assert finding.code == "THG316"
    assert finding.text == (
        "Strom ohne Verkehr: 620.000 MWh, 2019 470.000 MWh, Verhältnis 1,319, bei anderen Kommunen 0,8 bis 1,25"
    )
    assert finding.effect_kg == pytest.approx(16_250_000.0)
    assert finding.place.cell == "D5", "the cell that grew most"


def test_a_slip_is_told_once() -> None:
    # industry 150 -> 150,000 GWh: the cell itself speaks, the spans that it leaves are further evidence
    [finding] = asked(changed(5, amount=150_000.0), USUAL)
    assert finding.code == "THG310"
    assert "Strom ohne Verkehr: 1.503 MWh je Einwohner" in finding.text


def test_a_sector_of_zero_is_weighed_with_the_mix_of_the_territory() -> None:
    # heating oil 0, published 0.266 to 10.2: 0.266 MWh x 100,000 x 0.5 kg/kWh = 13,300 t
    findings = asked(changed(2, amount=0.0))
    assert [finding.effect_kg for finding in findings] == [pytest.approx(13_300_000.0)]


def test_without_inhabitants_one_note_and_no_division() -> None:
    [finding] = found(year_of(2020, *USUAL), population={2019: 100_000, 2020: 0})
    assert (finding.code, finding.severity, finding.effect_kg) == ("THG317", Severity.NOTE, None)
    assert "nicht berechenbar" in finding.text


def test_organisations_need_no_inhabitants() -> None:
    assert found(year_of(2020, {"amount": 1.0})) == []


def test_a_cell_that_was_confidential_makes_no_jump() -> None:
    # industry's 150 GWh of electricity were hidden: 470 after 320 GWh would be 1.47
    assert asked(USUAL, changed(5, amount=float("nan"), notation="vertraulich")) == []
