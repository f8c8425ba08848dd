"""The answer to "why this number?": a figure with its postings, each with its proof, ready to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from thgbilanz.balance.elimination_rules import takes_receiver
from thgbilanz.balance.explain import Explanation, Part, explained
from thgbilanz.balance.figures import Figure
from thgbilanz.balance.insight import UncertaintyLine
from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.uncertainty_options import AssumedUncertainty
from thgbilanz.booking.proof import Proof, proof_of
from thgbilanz.booking.quantities import german_figure
from thgbilanz.core.diagnostic import Diagnostic, Severity, warning
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Boundary, Layer, Method, Scope
from thgbilanz.journal.identity import posting_id_text

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from thgbilanz.factors.base import FactorBase


@dataclass(frozen=True, slots=True)
class Side:
    """A posting on the other side of an elimination: the receiver's own line, or what the supplier books."""

    role: str
    """``empfaenger`` or ``lieferant``."""
    posting: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One posting of an answer with all that can be said about it."""

    part: Part
    proof: Proof
    sides: tuple[Side, ...]
    """Both sides of an elimination; none for other postings."""
    findings: tuple[Diagnostic, ...]
    """Findings about the row of the posting."""
    supplier_scope1_kg: float | None = None
    """Of an elimination: scope 1 that the supplier books, in the own balance."""

    @property
    def posting(self) -> Mapping[str, Any]:
        """The posting, columns of POSTING_SCHEMA."""
        return self.proof.posting


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure taken apart, or one posting alone."""

    report: BalanceReport
    explanation: Explanation | None
    """None if the question was about a posting."""
    evidence: tuple[Evidence, ...]
    """Largest parts first; as many as were asked for."""

    @property
    def agrees(self) -> bool:
        """Whether every posting shown could be recomputed."""
        return all(one.proof.agrees for one in self.evidence)


def interval_of(report: BalanceReport, figure: Figure) -> UncertaintyLine | None:
    """The 95 % interval of a figure that is one of the totals."""
    for line in report.balance.insight.uncertainty:
        owner = f"organisationen.{line.organisation}." if line.organisation else ""
        if f"{line.space}.{owner}{line.figure}_t" in {figure.name, figure.same_as}:
            return line
    return None


def widths_of(posting: Mapping[str, Any], assumed: AssumedUncertainty | None) -> tuple["Width", "Width"] | None:
    """Half of the 95 % interval of amount and factor, as the intervals of the totals use it; None if nobody asked."""
    if assumed is None:
        return None
    amount, factor = float(posting["uncertainty_percent"]), float(posting["factor_uncertainty_percent"])
    grade = assumed.by_quality.get(str(posting["data_quality"]), assumed.by_quality[""])
    upstream = posting["boundary"] == Boundary.UPSTREAM.value
    default = assumed.upstream_factor if upstream else assumed.factor
    return (
        Width(grade if isnan(amount) else amount, isnan(amount)),
        Width(default if isnan(factor) else factor, isnan(factor)),
    )


@dataclass(frozen=True, slots=True)
class Width:
    """Half of a 95 % interval in percent, stated or assumed."""

    percent: float
    is_assumed: bool


def weights_of(report: BalanceReport) -> "npt.NDArray[np.float64]":
    """What each posting counts in the group."""
    return np.ones(len(report.journal)) if report.weights is None else report.weights


def figure_answer(report: BalanceReport, factors: "FactorBase", figure: Figure, most: int | None) -> Answer:
    """A figure with its ``most`` largest postings proven; all of them for None."""
    explanation = explained(report.journal, figure, weights_of(report))
    parts = explanation.parts if most is None else explanation.parts[:most]
    return Answer(report, explanation, _evidence(report, factors, parts))


def posting_answer(report: BalanceReport, factors: "FactorBase", position: int) -> Answer:
    """One posting in full."""
    kg = float(report.journal["emissions_kg"].iloc[position])
    return Answer(report, None, _evidence(report, factors, (Part(position, 1.0, kg / 1000),)))


def posting_positions(report: BalanceReport, prefix: str) -> list[int]:
    """Rows of the journal whose printed posting id begins with a text."""
    ids: list[int] = report.journal["posting_id"].tolist()
    return [position for position, id_ in enumerate(ids) if posting_id_text(id_).startswith(prefix.lower())]


def _evidence(report: BalanceReport, factors: "FactorBase", parts: Sequence[Part]) -> tuple[Evidence, ...]:
    rows = _records(report.journal.iloc[[part.position for part in parts]])
    by_row = _findings_by_row(report.findings)
    return tuple(
        Evidence(
            part,
            proof_of(row, factors),
            _sides(report, row),
            tuple(by_row.get((row["file"], row["sheet"], row["row"]), ())),
            _supplier_scope1(report, row),
        )
        for part, row in zip(parts, rows, strict=True)
    )


def _records(frame: "pd.DataFrame") -> list[dict[str, Any]]:
    columns = [str(name) for name in frame.columns]
    return [dict(zip(columns, values, strict=True)) for values in frame.itertuples(index=False, name=None)]


def recomputing_findings(answer: Answer) -> list[Diagnostic]:
    """A warning for each posting whose figures do not follow from its cell and the factor tables (THG660)."""
    return [
        warning(
            "THG660",
            "Eine Buchung lässt sich aus ihrer Zelle und der Faktortabelle nicht nachrechnen",
            cell_place(evidence.posting),
            found=f"{german_figure(evidence.posting['emissions_kg'])} kg in Buchung "
            f"{posting_id_text(evidence.posting['posting_id'])}",
            expected=f"{german_figure(evidence.proof.reckoning.emissions_kg)} kg",
            hint="Rechenweg unter „Rechnung“ und „Herleitung“ ansehen; Faktortabelle und Vorlage nicht nach dem Lauf "
            "ändern",
        )
        for evidence in answer.evidence
        if not evidence.proof.agrees
    ]


def _findings_by_row(findings: Iterable[Diagnostic]) -> dict[tuple[str, str, int], list[Diagnostic]]:
    """Findings by file, sheet and row; a Hinweis about a whole sheet says nothing about a single posting."""
    found: dict[tuple[str, str, int], list[Diagnostic]] = {}
    for finding in findings:
        if finding.severity is Severity.NOTE and not finding.confirmation:
            continue
        for place in (finding.place, *finding.related):
            digits = place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            if digits.isdecimal():
                rows = found.setdefault((place.file, place.sheet, int(digits)), [])
                if finding not in rows:
                    rows.append(finding)
    return found


def _sides(report: BalanceReport, row: Mapping[str, Any]) -> tuple[Side, ...]:
    """The line that is taken off, which stands in the same cell, and what the other side states of the delivery."""
    if row["layer"] != Layer.ELIMINATION.value:
        return ()
    journal = report.journal
    same = journal["layer"] != Layer.ELIMINATION.value
    told = same.copy()
    for column in ("file", "sheet", "row", "column", "scope", "scope3_category", "method", "boundary"):
        same &= journal[column] == row[column]
    for column, value in (("organisation", "counterparty"), ("counterparty", "organisation"), ("activity", "activity")):
        told &= journal[column].astype(object) == row[value]
    told &= (journal["method"] != Method.MARKET.value) & (journal["scope"] != Scope.OUTSIDE.value)
    own, other = ("empfaenger", "lieferant") if takes_receiver(row["rule"]) else ("lieferant", "empfaenger")
    others = sorted(_records(journal[told]), key=lambda posting: -abs(posting["quantity"]))
    return (*(Side(own, one) for one in _records(journal[same])), *(Side(other, one) for one in others))


def _supplier_scope1(report: BalanceReport, row: Mapping[str, Any]) -> float | None:
    """Scope 1 of the supplier whose delivery is taken off at the receiver; None for anything else."""
    if row["layer"] != Layer.ELIMINATION.value or not takes_receiver(row["rule"]):
        return None
    balance, organisation = report.balance.organisational, row["counterparty"]
    own = [] if balance is None else [o for o in balance.organisations if o.organisation.id == organisation]
    return own[0].totals.scope1_kg if own else None


def cell_place(posting: Mapping[str, Any]) -> Place:
    """Where the amount of a posting stands."""
    cell = f"{posting['column']}{posting['row']}" if posting["column"] else ""
    return Place(str(posting["file"]), str(posting["sheet"]), cell)


def scope_text(posting: Mapping[str, Any]) -> str:
    """Scope with category or method, as German readers say it; empty in the territorial balance."""
    if posting["scope3_category"]:
        return f"Scope {posting['scope3_category']}"
    scope = Scope(posting["scope"])
    method = {"standort": " standortbasiert", "markt": " marktbasiert"}.get(str(posting["method"]), "")
    return "" if scope is Scope.NONE else f"{scope.label}{method}"
