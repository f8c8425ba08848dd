"""Leipzig 2019, row by row against the published tonnes (tests/cases/leipzig_2019.csv)."""

import csv
from pathlib import Path

import pytest

from examples.making.leipzig import CARRIERS, LOCAL_FACTORS, SECTORS
from thgbilanz.balance.bisko.result import Conformity
from thgbilanz.project.run import BalanceRun, run_balance

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "leipzig-2019"
PRINTED_SUMS = {"Gebäude": "gebaeude", "Verkehr": "verkehr", "Industrie": "industrie"}
IMPLIED = {key for key in LOCAL_FACTORS if key[1] != "lpg"}
"""Rows whose factor is computed from their own tonnes: they prove nothing and are checked for that alone."""

Printed = dict[str, str]


def _case() -> list[Printed]:
    with (ROOT / "tests" / "cases" / "leipzig_2019.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = [row for row in _case() if row["quantity"]]


def _key(row: Printed) -> tuple[str, str]:
    return SECTORS[row["sector"]], CARRIERS[row["carrier"]]


def _name(row: Printed) -> str:
    return "-".join(_key(row))


@pytest.fixture(scope="module")
def run() -> BalanceRun:
    return run_balance(EXAMPLE, 2019, latest_year=2100)


def _tonnes(run: BalanceRun) -> dict[tuple[str, str], float]:
    assert run.report is not None
    territorial = run.report.balance.territorial
    assert territorial is not None
    return {(cell.sector, cell.activity): cell.emissions_kg / 1000 for cell in territorial.cells if cell.energy_kwh}


def test_every_published_row_is_there_once(run: BalanceRun) -> None:
    assert len(ROWS) == 22
    assert set(_tonnes(run)) == {_key(row) for row in ROWS}


@pytest.mark.parametrize("row", [row for row in ROWS if _key(row) not in IMPLIED], ids=_name)
def test_rows_with_a_printed_factor_come_within_two_per_mille(run: BalanceRun, row: Printed) -> None:
    published = float(row["published_t_co2e"])
    assert _tonnes(run)[_key(row)] == pytest.approx(published, rel=0.002)


@pytest.mark.parametrize("row", [row for row in ROWS if _key(row) in IMPLIED], ids=_name)
def test_rows_without_a_printed_factor_use_the_implied_one(run: BalanceRun, row: Printed) -> None:
    # Six printed digits of the factor: tonnes ÷ MWh gives the row back within 0.001 %.
    implied_t = float(row["published_t_co2e"])
    assert _tonnes(run)[_key(row)] == pytest.approx(implied_t, rel=1e-5)


@pytest.mark.parametrize("printed_sector", PRINTED_SUMS)
def test_sector_sums_come_within_half_a_percent(run: BalanceRun, printed_sector: str) -> None:
    published = next(
        float(row["published_t_co2e"])
        for row in _case()
        if row["sector"] == printed_sector and row["carrier"] == "SUMME published"
    )
    ours = sum(t for (sector, _), t in _tonnes(run).items() if sector == PRINTED_SUMS[printed_sector])
    assert ours == pytest.approx(published, rel=0.005)


def test_energy_is_the_published_energy(run: BalanceRun) -> None:
    assert run.report is not None
    territorial = run.report.balance.territorial
    assert territorial is not None
    assert territorial.energy_kwh == pytest.approx(1000 * sum(float(row["quantity"]) for row in ROWS), rel=1e-12)


def test_the_publication_contradicts_itself_as_the_page_says() -> None:
    """1,440,023 + 801,370 + 860,061 = 3,101,454; printed scopes: 3,114,000; difference: industry heating oil."""
    sums = [float(row["published_t_co2e"]) for row in _case() if row["carrier"] == "SUMME published"]
    scopes = [float(row["published_t_co2e"]) for row in _case() if row["carrier"].startswith("Scope")]
    oil = next(row for row in ROWS if _key(row) == ("industrie", "heizoel"))
    assert sum(scopes) - sum(sums) == float(oil["published_t_co2e"]) == 12_546
    page = (EXAMPLE / "LIESMICH.md").read_text(encoding="utf-8")
    assert all(figure in page for figure in ("3.114.000", "3.101.454", "12.546", "544", "478", "170"))


def test_the_balance_is_marked_as_not_bisko_conform(run: BalanceRun) -> None:
    """Buildings are one figure (2), four factors are implied (3), the origin of heat factors is not published (6)."""
    assert run.report is not None
    territorial = run.report.balance.territorial
    assert territorial is not None
    assert not territorial.bisko_conform
    report = territorial.city.conformity
    assert report is not None
    assert report.result is Conformity.NOT_CONFORM
    assert [line.verdict.value for line in report.criteria] == [
        "erfüllt",
        "nicht erfüllt",
        "nicht erfüllt",
        "erfüllt",
        "erfüllt",
        "offen",
        "offen",
    ]
    assert len(territorial.deviations) == 4


def test_the_cells_of_industry_stand_and_those_of_buildings_do_not(run: BalanceRun) -> None:
    """Published for industry: Strom, Fernwärme, Erdgas, Heizöl; no grade. Buildings fill no cell."""
    assert run.report is not None
    assert run.report.balance.territorial is not None
    report = run.report.balance.territorial.city.conformity
    assert report is not None
    given = {(cell.sector, cell.carrier) for cell in report.cells if cell.energy_kwh}
    assert given == {("industrie", carrier) for carrier in ("Strom", "Fernwärme", "Erdgas", "Heizöl")}
    assert not any(cell.verdict.value == "erfüllt" for cell in report.cells)


def test_the_figure_per_head_is_the_published_one(run: BalanceRun) -> None:
    """3,101,454 t / 593,145 inhabitants = 5.2288 t; the city prints 5.3 t from its larger total (12,546 t twice)."""
    assert run.report is not None
    territorial = run.report.balance.territorial
    assert territorial is not None
    assert territorial.per_head_kg == pytest.approx(1000 * 3_101_454 / 593_145, rel=0.001)
    indicator = next(line for line in territorial.city.indicators if line.key == "t_je_einwohner")
    assert indicator.value == pytest.approx(5.23, abs=0.005)


def test_the_example_ends_without_errors_and_open_items(run: BalanceRun) -> None:
    assert run.report is not None
    assert not run.report.provisional, [finding.text for finding in run.findings]
    control = run.report.balance.control
    assert (control.read, control.booked, control.open, control.excluded) == (22, 22, 0, 0)
