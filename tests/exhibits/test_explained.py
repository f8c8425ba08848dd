"""The answer to "why this number?": arithmetic recomputed, both sides of an elimination, text within its width."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from thgbilanz.balance.figures_beside import figures_of
from thgbilanz.balance.report import BalanceReport
from thgbilanz.booking.proof import proof_of
from thgbilanz.exhibits.document import balance_document
from thgbilanz.exhibits.explained import figure_answer, posting_answer, recomputing_findings
from thgbilanz.exhibits.explained_document import answer_document
from thgbilanz.exhibits.explained_text import answer_text
from thgbilanz.exhibits.medium import Medium, text_width
from thgbilanz.factors.base import FactorBase
from thgbilanz.project.opened import RunOptions, open_project
from thgbilanz.project.run import balance_of

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@cache
def _run(example: str, year: int) -> tuple[BalanceReport, FactorBase]:
    project, _ = open_project(EXAMPLES / example, RunOptions(2100))
    assert project is not None
    report = balance_of(project, year).report
    assert report is not None
    return report, project.factors_of(year)


@pytest.mark.parametrize(("example", "year"), [("musterstadt", 2019), ("musterstadt", 2022), ("leipzig-2019", 2019)])
def test_every_posting_of_the_examples_follows_from_its_cell_and_its_factor_row(example: str, year: int) -> None:
    report, factors = _run(example, year)
    proofs = [proof_of(row, factors) for row in report.journal.to_dict("records")]
    assert [proof.posting["conversion"] for proof in proofs if not proof.agrees] == []
    with_factor = [proof for proof in proofs if proof.posting["factor_id"]]
    assert all(proof.factor is not None for proof in with_factor)
    # the rate of a contract has no publication: its source is the cell of the contract table
    contracts = [proof.factor for proof in with_factor if proof.source is None]
    assert {(row.source_id, row.derivation) for row in contracts if row} <= {("stromvertrag", "local")}
    assert len(with_factor) > len(proofs) / 2
    assert any(proof.reckoning.steps for proof in proofs)


def test_a_posting_that_does_not_follow_from_its_cell_is_told() -> None:
    report, factors = _run("musterstadt", 2019)
    changed = report.journal.copy()
    changed.loc[0, "emissions_kg"] = changed.loc[0, "emissions_kg"] + 100.0
    tampered = replace(report, journal=changed)
    answer = posting_answer(tampered, factors, 0)
    assert [finding.code for finding in recomputing_findings(answer)] == ["THG660"]
    assert "THG660" in answer_text(answer, 80, Medium())
    assert recomputing_findings(posting_answer(report, factors, 0)) == []


def test_an_elimination_names_both_sides() -> None:
    report, factors = _run("musterstadt", 2019)
    figure = figures_of(report.balance)["betrieblich.eliminationen.stadtwerke.wohnen"]
    answer = figure_answer(report, factors, figure, 1)
    (evidence,) = answer.evidence
    receiver = next(side for side in evidence.sides if side.role == "empfaenger").posting
    assert receiver["emissions_kg"] == -evidence.posting["emissions_kg"]
    assert receiver["organisation"] == "wohnen"
    assert evidence.supplier_scope1_kg is not None
    assert evidence.supplier_scope1_kg > receiver["emissions_kg"]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_no_line_is_wider_than_the_terminal_and_every_character_can_be_shown(width: int, encoding: str) -> None:
    report, factors = _run("musterstadt", 2019)
    for name in ("betrieblich.summe_t", "territorial.pro_kopf_t", "betrieblich.organisationen.hafen.endenergie_mwh"):
        answer = figure_answer(report, factors, figures_of(report.balance)[name], 2)
        text = answer_text(answer, width, Medium(encoding=encoding))
        text.encode(encoding)
        assert [line for line in text.splitlines() if text_width(line) > width] == []


def test_the_keys_of_the_document_are_those_of_the_handbook() -> None:
    report, factors = _run("musterstadt", 2019)
    document = answer_document(figure_answer(report, factors, figures_of(report.balance)["betrieblich.summe_t"], None))
    assert list(document) == [
        "schema", "projekt", "jahr", "vorlaeufig", "lauf", "kennzahl", "gruppen", "buchungen", "nachgerechnet",
        "befunde",
    ]  # fmt: skip
    assert document["lauf"] == balance_document(report)["lauf"], "the record of the run stands in every output"
    page = (EXAMPLES.parent / "docs" / "handbuch" / "11-erklaeren-und-unsicherheit.md").read_text(encoding="utf-8")
    figure, groups, postings = document["kennzahl"], document["gruppen"], document["buchungen"]
    assert isinstance(figure, dict)
    assert isinstance(groups, list)
    assert isinstance(postings, list)
    named = [
        *figure,
        *groups[0],
        *postings[0]["rechnung"],
        *postings[0]["rechnung"]["schritte"][0],
        *postings[0]["faktor"],
    ]
    assert [key for key in (*named, *postings[0]) if f"`{key}`" not in page] == []
    assert figure["bereich_95"]["halbe_breite_t"] > 0
    assert sum(group["wert"] for group in groups) == pytest.approx(figure["wert"])
    json.dumps(document, allow_nan=False)


def test_a_step_shown_is_the_arithmetic_of_the_posting() -> None:
    """421,338 MWh (Hs) x 1000 x 0.903 = 380,468,214 kWh (Hi); x 0.201 kg = 76,474,111.014 kg."""
    report, factors = _run("musterstadt", 2019)
    answer = figure_answer(report, factors, figures_of(report.balance)["betrieblich.scope1_t"], 1)
    text = answer_text(answer, 80, Medium())
    assert "× 0,903 kWh (Hi) je kWh (Hs)  = 380.468.214 kWh (Hi)" in text
    assert "× 0,201 kg CO₂ je kWh (Hi)    = 76.474.111,014 kg CO₂" in text
    assert "Tab. 563, S. 874" in text
    assert "daten/2019/stadtwerke.xlsx › Wärme und Brennstoffe › D7" in text
