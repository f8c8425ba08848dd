"""``thg erklaere KENNZAHL|BUCHUNG``: from a figure to its postings, their arithmetic, factor rows and cells."""
# ruff: noqa: PLC0415 - pandas and the whole line from cell to balance load only when a figure is explained

import re
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode, code_of
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import Project, chosen, stated_year
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.reportless import without_report
from thgbilanz.cli.show import JSON, TEXT, tell_findings

if TYPE_CHECKING:
    from pathlib import Path

    from thgbilanz.balance.figures import Figure
    from thgbilanz.balance.report import BalanceReport
    from thgbilanz.exhibits.explained import Answer
    from thgbilanz.factors.base import FactorBase
    from thgbilanz.project.run import BalanceRun

SHORT = "Erklärt eine Zahl der Bilanz bis zur Zelle"
PURPOSE = """\
Erklärt eine Zahl der Bilanz: welche Buchungen in ihr stecken, wie sie gerechnet sind, mit welcher Faktorzeile und
aus welcher Zelle.

KENNZAHL ist ein Name aus der Liste (thg erklaere ohne Angabe) oder Wörter wie „wohnen scope 1“, BUCHUNG die
Buchungs-ID aus dem Journal.
"""
EXAMPLES = """\
\b
Beispiele:
  thg erklaere scope1 --projekt examples/musterstadt
  thg erklaere wohnen fernwärme --jahr 2019 --projekt examples/musterstadt
"""
_MOST_POSTINGS = 3
_POSTING = re.compile(r"^(?=.*[0-9])[0-9a-fA-F]{4,16}$")


def erklaere(
    context: typer.Context,
    frage: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KENNZAHL|BUCHUNG", help="Name oder Wörter einer Kennzahl, oder Anfang einer Buchungs-ID"
        ),
    ] = None,
    jahr: Annotated[str, typer.Option("--jahr", metavar="JAHR", help="Bilanzjahr; sonst das Basisjahr")] = "",
    projekt: Project = "",
    alle: Annotated[bool, typer.Option("--alle", help="Zeigt jede Gruppe und jede Buchung")] = False,
    output_format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text (Standard) oder json")] = TEXT,
) -> ExitCode:
    """Explain a figure or a posting of one year's balance."""
    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON), "--format")
    year = stated_year(jahr, environment.today.year, "--jahr") if jahr else None
    root = project_folder(environment, projekt, output_format)
    run, factors = _balance(environment, root, year)
    if run.report is None or factors is None:
        return without_report(environment, run, output_format)
    query = " ".join(frage or ()).strip()
    if not query:
        _show_list(environment, run.report, output_format)
        return code_of(run)
    answer = _answer(query, run.report, factors, None if alle or output_format == JSON else _MOST_POSTINGS)
    _show(environment, answer, output_format, whole=alle)
    return code_of(run)


def _balance(environment: Environment, root: "Path", year: int | None) -> "tuple[BalanceRun, FactorBase | None]":
    from thgbilanz.core.diagnostic import in_order
    from thgbilanz.project.opened import RunOptions, open_project
    from thgbilanz.project.run import BalanceRun, balance_of

    today = environment.today
    project, findings = open_project(root, RunOptions(today.year, today))
    if project is None:
        return BalanceRun(None, None, tuple(in_order(findings))), None
    asked = year or project.settings.base_year
    return balance_of(project, asked), project.factors_of(asked)


def _answer(query: str, report: "BalanceReport", factors: "FactorBase", most: int | None) -> "Answer":
    from thgbilanz.balance.figure_exceptions import why_not_explained
    from thgbilanz.balance.figure_search import found_figure
    from thgbilanz.balance.figures_beside import figures_of
    from thgbilanz.exhibits.explained import figure_answer, posting_answer, posting_positions

    figures = figures_of(report.balance)
    found = found_figure(query, figures)
    if found.figure is not None:
        return figure_answer(report, factors, found.figure, most)
    if reason := why_not_explained(query):
        refuse(f"„{query}“ lässt sich nicht in Buchungen zerlegen", reason)
    if not _POSTING.match(query):
        _refuse_figure(query, report, found.candidates)
    positions = posting_positions(report, query)
    if len(positions) > 1:
        refuse(f"Mit „{query}“ beginnen {len(positions)} Buchungen", "Mehr Zeichen der Buchungs-ID angeben")
    if not positions:
        refuse(
            f"Eine Buchung „{query}“ gibt es {report.year} nicht", "Buchungs-IDs stehen im Blatt „Journal“ der Mappe"
        )
    return posting_answer(report, factors, positions[0])


def _refuse_figure(query: str, report: "BalanceReport", candidates: "tuple[Figure, ...]") -> NoReturn:
    if not candidates:
        refuse(f"Eine Kennzahl „{query}“ gibt es nicht", "Alle Kennzahlen: thg erklaere")
    names = "\n".join(f"  {figure.name}" for figure in candidates)
    text = f"„{query}“ ist keine eindeutige Kennzahl der Bilanz {report.year}"
    refuse(text, f"Gemeint ist vielleicht:\n{names}")


def _show_list(environment: Environment, report: "BalanceReport", output_format: str) -> None:
    from thgbilanz.exhibits.document import document_text
    from thgbilanz.exhibits.figure_list import figures_document, figures_text
    from thgbilanz.exhibits.medium import Medium

    if output_format == JSON:
        environment.data(document_text(figures_document(report)))
    else:
        medium = Medium(environment.colour, environment.encoding)
        environment.out(figures_text(report, environment.width, medium))


def _show(environment: Environment, answer: "Answer", output_format: str, *, whole: bool) -> None:
    from thgbilanz.exhibits.document import document_text
    from thgbilanz.exhibits.explained import recomputing_findings
    from thgbilanz.exhibits.explained_document import answer_document
    from thgbilanz.exhibits.explained_text import answer_text
    from thgbilanz.exhibits.medium import Medium

    if output_format == JSON:
        environment.data(document_text(answer_document(answer)))
        return
    tell_findings(environment, recomputing_findings(answer))
    medium = Medium(environment.colour, environment.encoding)
    environment.out(answer_text(answer, environment.width, medium, whole=whole))
