"""Musterstadt (fiktiv): every year runs without errors, magnitudes are plausible, rows can be checked by hand."""

import csv
import math
from functools import cache
from pathlib import Path

import pytest

from examples.making.musterstadt import YEARS
from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.diagnostic import Severity
from thgbilanz.project.run import run_balance

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples" / "musterstadt"
SUPPLIERS = {"stadtwerke", "entsorgung", "wohnen"}
BANDS = {
    "private_households total": lambda cell: cell.sector == "haushalte",
    "commerce_trade_services total": lambda cell: cell.sector == "ghd",
    "municipal_facilities total": lambda cell: cell.sector == "kommunal",
    "electricity (4 stationary sectors)": lambda cell: cell.activity == "strom" and cell.sector != "verkehr",
    "natural_gas": lambda cell: cell.activity == "erdgas",
    "heating_oil": lambda cell: cell.activity == "heizoel",
    "district_heating": lambda cell: cell.activity == "fernwaerme",
    "stationary total": lambda cell: cell.sector != "verkehr",
}


@cache
def _report(year: int) -> BalanceReport:
    run = run_balance(EXAMPLE, year, latest_year=2100)
    assert run.report is not None, [finding.text for finding in run.findings]
    return run.report


@pytest.mark.parametrize("year", YEARS)
def test_every_year_runs_without_errors_or_warnings(year: int) -> None:
    findings = _report(year).findings
    assert [(f.code, str(f.place), f.text) for f in findings if f.severity is not Severity.NOTE] == []
    assert len(findings) <= 10


@pytest.mark.parametrize("year", YEARS)
def test_no_row_is_open_and_one_is_excluded_with_its_reason(year: int) -> None:
    control = _report(year).balance.control
    assert control.holds
    assert (control.open, control.excluded) == (0, 1)
    assert [item.reason for item in control.excluded_reasons] == ["Kennzeichen „vertraulich“"]


def test_five_years_have_at_least_600_activity_rows() -> None:
    assert sum(_report(year).balance.control.read for year in YEARS) >= 600


@pytest.mark.parametrize("year", YEARS)
def test_internal_deliveries_are_eliminated(year: int) -> None:
    balance = _report(year).balance.organisational
    assert balance is not None
    assert {line.supplier for line in balance.eliminations} == SUPPLIERS
    assert {line.rule for line in balance.eliminations} == {"E1", "E2", "E3", "E4", "E5", "E6", "E7", "E9"}
    own = math.fsum(line.weight * line.totals.total_kg for line in balance.organisations)
    eliminated = math.fsum(line.kg for line in balance.eliminations if line.scope != "2-markt")
    assert own - eliminated == pytest.approx(balance.group.total_kg, rel=1e-9)
    assert eliminated > 0


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("quantity", BANDS)
def test_energy_per_head_lies_inside_published_bands(year: int, quantity: str) -> None:
    territorial = _report(year).balance.territorial
    assert territorial is not None
    assert territorial.population
    with (Path(__file__).parent / "plausibility_bands_ksp.csv").open(encoding="utf-8", newline="") as stream:
        band = next(
            row for row in csv.DictReader(stream) if row["quantity"] == quantity and row["reference"] == "absolute"
        )
    energy_kwh = math.fsum(cell.energy_kwh for cell in territorial.cells if BANDS[quantity](cell))
    assert float(band["lower"]) <= energy_kwh / 1000 / territorial.population <= float(band["upper"])


def _by_hand() -> list[list[str]]:
    text = (EXAMPLE / "LIESMICH.md").read_text(encoding="utf-8").partition("## Von Hand nachrechnen")[2]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return rows[2:]


def _number(text: str) -> float:
    return float(text.split(maxsplit=1)[0].replace(".", "").replace(",", "."))


@pytest.mark.parametrize("row", _by_hand(), ids=" ".join)
def test_rows_checked_by_hand(row: list[str]) -> None:
    organisation, place, activity, calculation, printed, posting = row
    kilograms = _number(printed)
    assert math.prod(map(_number, calculation.split("×"))) == pytest.approx(kilograms, rel=1e-12)
    journal = _report(2019).journal
    wanted = (journal["organisation"] == organisation) & (journal["activity"] == activity) & (journal["layer"] == "ist")
    if posting == "territorial":
        wanted &= journal["sector"] == place
    else:
        scope, _, method = posting.removeprefix("Scope ").partition(" ")
        wanted &= (journal["site"] == place) & (journal["scope"] == scope) & (journal["method"] == method)
    assert journal.loc[wanted, "emissions_kg"].sum() == pytest.approx(kilograms, rel=1e-12)


def test_there_are_rows_to_check_by_hand() -> None:
    assert len(_by_hand()) >= 5


def test_everything_says_that_it_is_fictional() -> None:
    report = _report(2019)
    assert "fiktiv" in report.project.name
    assert all("fiktiv" in name for name in report.organisation_names.values()), report.organisation_names
    assert "gibt es nicht" in (EXAMPLE / "LIESMICH.md").read_text(encoding="utf-8")
