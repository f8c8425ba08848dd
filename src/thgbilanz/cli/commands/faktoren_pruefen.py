"""``thg faktoren pruefen [ORDNER]``: the gate for factor tables; writes nothing."""
# ruff: noqa: PLC0415 - tables and checks load only when something is checked

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import Quiet, chosen
from thgbilanz.cli.show import GITHUB, JSON, TEXT, show_findings
from thgbilanz.core.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from thgbilanz.factors.checking.run import GateResult

SHORT = "Prüft Faktortabellen: F01 bis F22"
PURPOSE = """\
Prüft Faktortabellen: Form, Quellen, Einheiten, Gase, Spannen, Reihen, freigegebene Zeilen. Schreibt nichts.

ORDNER ist der Ordner faktoren eines Projekts, ein Projekt oder eine eigene Sammlung mit factors/, sources.csv und
checks/. Ohne ORDNER: faktoren des Projekts hier, sonst die mitgelieferten Tabellen. Jede Prüfung hat eine Seite:
thg fehler F05.
"""
EXAMPLES = """\
\b
Beispiele:
  thg faktoren pruefen emission_factors
  thg faktoren pruefen examples/musterstadt/faktoren --format github
"""
JUNIT, SARIF = "junit", "sarif"
FORMATS: tuple[str, ...] = (TEXT, JSON, GITHUB, JUNIT, SARIF)
SPANS, GAPS, NAMES = "spannen", "luecken", "kennungen"
_FIRST_YEAR, _LAST_YEAR = 2019, 2024
"""Balance years that templates offer and sets promise (checks/abdeckung.csv)."""


def pruefen(
    context: typer.Context,
    ordner: Annotated[str, typer.Argument(metavar="ORDNER", help="Ordner mit Faktortabellen")] = "",
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text (Standard), json, github, junit oder sarif")
    ] = TEXT,
    archiv: Annotated[
        str, typer.Option("--archiv", metavar="ORDNER", help="Ordner mit abgelegten Quellen (archived_copy) für F21")
    ] = "",
    vorschlag: Annotated[
        str,
        typer.Option(
            "--vorschlag",
            metavar="WAS",
            help="Statt zu prüfen Zeilen für checks vorschlagen: spannen, luecken, kennungen",
        ),
    ] = "",
    streng: Annotated[bool, typer.Option("--streng", help="Rückgabewert 1 auch bei Warnungen")] = False,
    leise: Quiet = False,
) -> ExitCode:
    """Check factor tables."""
    from thgbilanz.factors.checking.run import checked_folder

    environment = environment_of(context)
    chosen(output_format, FORMATS, "--format")
    folder, shown = table_folder(environment, ordner)
    if vorschlag:
        chosen(vorschlag, (SPANS, GAPS, NAMES), "--vorschlag")
        environment.out(_proposal(folder, shown, environment, vorschlag))
        return ExitCode.FINE
    archive = environment.folder / archiv if archiv else None
    if archive is not None and not archive.is_dir():
        refuse(f"Ordner „{archiv}“ gibt es nicht", "Ordner mit den abgelegten Quellen nennen")
    result = checked_folder(folder, environment.today, shown=shown, archive=archive)
    findings = [finding for finding in result.findings if not leise or finding.severity is Severity.ERROR]
    _show(environment, findings, output_format)
    if output_format == TEXT and not leise:
        environment.err(f"Geprüft: {_counted(result)} in {shown}\n")
    warned = streng and any(finding.severity is Severity.WARNING for finding in result.findings)
    return ExitCode.FINDINGS if result.failed or warned else ExitCode.FINE


def table_folder(environment: Environment, stated: str) -> tuple[Path, str]:
    """The folder to work on and its name in findings; the project's own tables before the shipped ones.

    Raises UsageProblem if the stated folder does not exist.
    """
    from thgbilanz.factors.load import SHIPPED_NAME, shipped_folder
    from thgbilanz.project.discovery import LOCAL_FACTORS_FOLDER, find_project
    from thgbilanz.project.toml_text import FILE_NAME

    if stated:
        folder = environment.folder / stated
        if (folder / FILE_NAME).is_file() and (folder / LOCAL_FACTORS_FOLDER).is_dir():
            folder = folder / LOCAL_FACTORS_FOLDER
        if not folder.is_dir():
            refuse(f"Ordner „{stated}“ gibt es nicht", "Ordner mit CSV-Tabellen nennen, etwa faktoren")
        return folder, _shown(environment, folder)
    root = find_project(environment.folder)
    if root is not None and (root / LOCAL_FACTORS_FOLDER).is_dir():
        folder = root / LOCAL_FACTORS_FOLDER
        return folder, _shown(environment, folder)
    return shipped_folder(), SHIPPED_NAME


def _shown(environment: Environment, folder: Path) -> str:
    """Path from the working directory: annotations of a pull request point to files of the repository."""
    here, there = environment.folder.resolve(), folder.resolve()
    if there.is_relative_to(here) and there != here:
        return there.relative_to(here).as_posix()
    return there.name


def _counted(result: "GateResult") -> str:
    rows = "1 Faktorzeile" if result.rows == 1 else f"{result.rows} Faktorzeilen"
    tables = "1 Tabelle" if result.tables == 1 else f"{result.tables} Tabellen"
    return f"{rows}, {tables}"


def _show(environment: Environment, findings: list[Diagnostic], output_format: str) -> None:
    if output_format not in {JUNIT, SARIF}:
        show_findings(environment, findings, output_format)
        return
    from thgbilanz.errors import check_ids, error_page
    from thgbilanz.factors.checking.junit import junit_xml
    from thgbilanz.factors.checking.sarif import sarif_text

    pages = {id_: page for id_ in check_ids() if (page := error_page(id_)) is not None}
    titles = {id_: page.title for id_, page in pages.items()}
    if output_format == JUNIT:
        environment.out(junit_xml(findings, titles))
    else:
        environment.out(sarif_text(findings, titles, {id_: page.checked.strip() for id_, page in pages.items()}))


def _proposal(folder: Path, shown: str, environment: Environment, what: str) -> str:
    from thgbilanz.factors.checking.proposals import lines_text, proposed_gaps, proposed_lines, proposed_names
    from thgbilanz.factors.checking.tables import read_tables

    tables = read_tables(folder, environment.today, shown=shown)
    if what == SPANS:
        return lines_text(proposed_lines(tables))
    if what == NAMES:
        return proposed_names(tables)
    return proposed_gaps(tables, _FIRST_YEAR, _LAST_YEAR)
