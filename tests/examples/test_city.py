"""Musterstadt is BISKO-conform as far as BISKO factors are published, and its heat factors follow from its plants."""

from pathlib import Path

import pytest

from thgbilanz.balance.bisko.result import Conformity, Verdict
from thgbilanz.project.run import run_balance

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "musterstadt"
PRINTED = {2019: 0.182, 2020: 0.180, 2021: 0.183, 2022: 0.177, 2023: 0.171}
"""kg CO2e per kWh with upstream, as ``faktoren/`` has them."""

PUBLISHED_UNTIL = 2021
"""Last year whose federal mix the set has from a BISKO balance of a city (Münster 2021)."""


@pytest.mark.parametrize("year", PRINTED)
def test_every_year_is_conform_with_the_heat_factor_of_its_plants(year: int) -> None:
    run = run_balance(EXAMPLE, year, latest_year=2100)
    assert run.report is not None
    territorial = run.report.balance.territorial
    assert territorial is not None
    report = territorial.city.conformity
    assert report is not None
    expected = Conformity.CONFORM if year <= PUBLISHED_UNTIL else Conformity.INCOMPLETE
    assert report.result is expected, territorial.deviations
    open_ones = [line.number for line in report.criteria if line.verdict is not Verdict.PASSED]
    assert open_ones == ([] if year <= PUBLISHED_UNTIL else [3])
    assert {cell.verdict for cell in report.cells} == {Verdict.PASSED}
    (network,) = territorial.city.heat
    assert network.used_kg == pytest.approx(PRINTED[year], abs=1e-9)
    assert network.computed_kg == pytest.approx(PRINTED[year], abs=0.0005)
    assert network.delivered_kwh == pytest.approx(network.energy_kwh, rel=0.01)
    assert [finding.code for finding in run.findings if "THG730" <= finding.code <= "THG759"] == []
