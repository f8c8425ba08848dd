"""The balance's own checks: each must be able to fail."""

from dataclasses import replace

from tests.balance.test_startbilanz import FILE, GROUP, PLANT, balance_of
from thgbilanz.balance.checks import balance_findings
from thgbilanz.balance.delivery_statements import Statements
from thgbilanz.balance.eliminations import Eliminations
from thgbilanz.balance.result import Control
from thgbilanz.balance.startbilanz import BalanceInput, startbilanz
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.vocabulary import Consolidation, OrganisationKind
from thgbilanz.core.vocabulary import Control as ControlKind
from thgbilanz.journal.frame import empty_journal

OPEN_CATEGORIES = "THG423"
"""Stands beside everything here: these groups book three categories and explain none."""
NOTHING = Eliminations(empty_journal(), empty_journal(), empty_journal(), Statements({}, {}))


def codes(findings: object) -> list[str]:
    return [finding.code for finding in findings if finding.code != OPEN_CATEGORIES]  # type: ignore[attr-defined]


def test_a_lost_row_breaks_the_control_equation() -> None:
    result = balance_of(PLANT)
    lost = replace(result.balance, control=Control(read=5, booked=3, open=1, excluded=0))
    assert "THG302" in codes(balance_findings(result.journal, lost, NOTHING))
    assert "THG302" not in codes(result.findings)


def test_a_posting_of_nobody_makes_the_four_sums_disagree() -> None:
    result = balance_of(PLANT, organisations=GROUP[:2])
    assert "THG400" in codes(result.findings)
    assert "THG400" not in codes(balance_of(PLANT).findings)


def test_a_posting_from_a_file_of_no_run_makes_the_four_sums_disagree() -> None:
    journal = balance_of(PLANT).journal
    given = BalanceInput(2019, GROUP, Consolidation.OPERATIONAL, 1, Control(1, 1, 0, 0), {"andere.csv"})
    assert "THG400" in codes(startbilanz(journal, given).findings)
    assert "THG400" not in codes(startbilanz(journal, replace(given, files={FILE})).findings)


def test_an_organisation_without_control_is_named() -> None:
    airport = Organisation("flug", "Flughafen", OrganisationKind.OTHER, "stadt", 20.0, ControlKind.NONE)
    result = balance_of({"organisation": "flug"}, PLANT, organisations=(*GROUP, airport))
    assert codes(result.findings) == ["THG403"]
    group = result.balance.organisational
    assert group is not None
    assert group.group.scope1_kg == group.organisations[2].totals.scope1_kg


def test_a_missing_population_is_named() -> None:
    city = {"organisation": "stadtgebiet", "space": "territorial", "sector": "haushalte"}
    result = balance_of(city, population=None)
    assert "THG404" in codes(result.findings)
    assert result.balance.territorial is not None
    assert result.balance.territorial.per_head_kg is None


def test_a_market_figure_by_the_location_factor_is_disclosed() -> None:
    power = {"activity": "strom", "unit": "kWh", "amount": 1000.0}
    journal = balance_of(power, {"organisation": "werke", "activity": "strom", "unit": "kWh"}).journal
    control = Control(2, 2, 0, 0)
    given = BalanceInput(2019, GROUP, Consolidation.OPERATIONAL, 1, control, {FILE})
    assert "THG405" not in codes(startbilanz(journal, given).findings)  # the test base has a market factor of its own
    same = journal.assign(factor_id=journal["factor_id"].astype(object).replace("strom.markt", "strom.direkt"))
    told = [finding for finding in startbilanz(same, given).findings if finding.code == "THG405"]
    assert [(finding.place.cell, finding.found[:1]) for finding in told] == [("D2", "2")]
    direct = same.assign(delivery="direkt")
    assert "THG405" not in codes(startbilanz(direct, given).findings)
