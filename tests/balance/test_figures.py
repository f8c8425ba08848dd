"""Every figure of the JSON document is the sum of the postings that explain it."""

import shutil
from functools import cache
from pathlib import Path

import pytest

from tests.support.group import balance_of as group
from tests.support.group import fuel, heat, power, scope3
from thgbilanz.balance.explain import explained
from thgbilanz.balance.figure_exceptions import why_not_explained
from thgbilanz.balance.figure_names import document_figures
from thgbilanz.balance.figures_beside import figures_of
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.document import balance_document
from thgbilanz.exhibits.explained import weights_of
from thgbilanz.project.run import run_balance

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@cache
def _report(example: str, year: int) -> BalanceReport:
    run = run_balance(EXAMPLES / example, year, latest_year=2100)
    assert run.report is not None
    return run.report


CASES = [("musterstadt", 2019), ("musterstadt", 2023), ("leipzig-2019", 2019)]


@pytest.mark.parametrize(("example", "year"), CASES)
def test_the_postings_of_every_figure_add_up_to_it(example: str, year: int) -> None:
    report = _report(example, year)
    printed = document_figures(balance_document(report))
    figures, weights = figures_of(report.balance), weights_of(report)
    wrong = {}
    for name, value in printed.items():
        if why_not_explained(name):
            continue
        if name not in figures:
            wrong[name] = "no rule in balance/figures.py and no reason in balance/figure_exceptions.py"
            continue
        total = explained(report.journal, figures[name], weights).value
        if abs(total - value) > 1e-9 * max(1.0, abs(value)):
            wrong[name] = f"printed {value}, postings add up to {total}"
    assert wrong == {}
    assert len(printed) > 40


def test_weights_of_the_equity_approach_are_part_of_the_explanation(tmp_path: Path) -> None:
    """The harbour counts with 60 %: its postings times 0.6 are in the group's figures."""
    root = tmp_path / "musterstadt"
    shutil.copytree(EXAMPLES / "musterstadt", root, ignore=shutil.ignore_patterns("ausgabe"))
    settings = (root / "thg.toml").read_text(encoding="utf-8")
    (root / "thg.toml").write_text(settings.replace('"operativ"', '"beteiligung"', 1), encoding="utf-8")
    report = run_balance(root, 2019, latest_year=2100).report
    assert report is not None
    printed, figures = document_figures(balance_document(report)), figures_of(report.balance)
    found = {name: explained(report.journal, figures[name], weights_of(report)) for name in printed if name in figures}
    wrong = [name for name, one in found.items() if abs(one.value - printed[name]) > 1e-9 * max(1.0, abs(one.value))]
    assert wrong == []
    scope1 = found["betrieblich.scope1_t"]
    assert {round(part.weight, 9) for part in scope1.parts} == {0.6, 1.0}


@pytest.mark.parametrize(("example", "year"), CASES)
def test_branches_add_up_to_their_figure_level_by_level(example: str, year: int) -> None:
    report = _report(example, year)
    weights = weights_of(report)
    for figure in figures_of(report.balance).values():
        explanation = explained(report.journal, figure, weights)
        for branches, whole in [(explanation.branches, explanation.value)] + [
            (branch.branches, branch.value) for branch in explanation.branches
        ]:
            if branches:
                assert sum(branch.value for branch in branches) == pytest.approx(whole, rel=1e-9, abs=1e-9)
        assert sum(part.value for part in explanation.parts) == pytest.approx(explanation.value, rel=1e-9, abs=1e-9)


def test_eliminations_of_either_side_are_explained_with_their_direction() -> None:
    """Heat mirrors at the receiver (300 kg), resale at the supplier (500 kg), a delivery back at the first supplier."""
    result = group(
        fuel("werke", 1000.0),
        fuel("wohnen", 900.0),
        heat("wohnen", 300.0, "werke"),
        heat("werke", 40.0, "wohnen"),
        power("wohnen", 400.0, "werke", "netz", quantity=1000.0),
        scope3(
            "werke", 500.0, "3.3", "strom", flow="lieferung", counterparty="wohnen", delivery="netz", quantity=1000.0
        ),
    )
    assert result.balance.organisational is not None
    figures = figures_of(result.balance)

    def kg(name: str) -> float:
        return 1000 * explained(result.journal, figures[name], result.weights).value

    lines = result.balance.organisational.eliminations
    assert {(line.supplier, line.receiver) for line in lines} == {("werke", "wohnen"), ("wohnen", "werke")}
    for supplier, receiver in (("werke", "wohnen"), ("wohnen", "werke")):
        printed = [line for line in lines if (line.supplier, line.receiver) == (supplier, receiver)]
        by_location = [line for line in printed if not line.scope.endswith("-markt")]
        assert kg(f"betrieblich.eliminationen.{supplier}.{receiver}") == pytest.approx(sum(x.kg for x in by_location))
        for line in by_location:
            name = f"{supplier}.{receiver}.{line.category or line.scope}.{line.activity}.{line.rule}"
            assert kg(f"betrieblich.eliminationen.{name}") == pytest.approx(line.kg)
    assert kg("betrieblich.summe_t") == pytest.approx(result.balance.organisational.group.total_kg)
