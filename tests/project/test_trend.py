"""The series of a project: cells add up to balances, or a finding says that they do not."""

from thgbilanz.balance.trend.cells import Cell, CellKey, YearCells
from thgbilanz.balance.trend.result import PointStatus
from thgbilanz.balance.trend.series import SeriesInput, SeriesYear
from thgbilanz.project.trend_findings import _mismatches

KEY = CellKey("territorial", "stadtgebiet", "haushalte", "strom", "", "", "total", "kWh", "")


def given(total_kg: float) -> SeriesInput:
    cell = Cell(100.0, 50.0, 100.0, frozenset({"f"}), frozenset({"1"}))
    year = SeriesYear(2019, PointStatus.FINAL, YearCells(2019, {KEY: cell}, {"stadtgebiet": 1.0}), total_kg)
    return SeriesInput("stadtgebiet", "Stadtgebiet", "sektor", 2019, 50.0, [year])


def test_cells_that_miss_the_total_are_a_finding() -> None:
    assert _mismatches(given(50.0)) == []
    found = _mismatches(given(51.0))
    assert [(finding.code, finding.found, finding.expected) for finding in found] == [
        ("THG710", "0,050 t CO2e", "0,051 t CO2e")
    ]
