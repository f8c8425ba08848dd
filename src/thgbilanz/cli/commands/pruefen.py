"""``thg pruefen [PFAD...]``: check workbooks, CSV tables and thg.toml; writes nothing."""
# ruff: noqa: PLC0415 - readers load only when something is checked

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of
from thgbilanz.cli.options import Project, Quiet, chosen
from thgbilanz.cli.paths import stated_files
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import FINDING_FORMATS, TEXT, show_findings
from thgbilanz.core.diagnostic import Severity

if TYPE_CHECKING:
    from thgbilanz.project.check import CheckResult

SHORT = "Prüft Mappen, CSV-Tabellen und thg.toml"
PURPOSE = """\
Prüft Mappen, CSV-Tabellen und thg.toml und nennt zu jedem Befund Stelle und Abhilfe. Schreibt nichts.

Ohne PFAD wird das ganze Projekt geprüft, jedes Jahr in daten/.
"""
EXAMPLES = """\
\b
Beispiele:
  thg pruefen --projekt examples/musterstadt
  thg pruefen examples/musterstadt/daten/2019 --format csv
"""


def pruefen(
    context: typer.Context,
    pfad: Annotated[
        list[str] | None, typer.Argument(metavar="PFAD", help="Mappe, CSV-Tabelle, thg.toml oder Ordner damit")
    ] = None,
    projekt: Project = "",
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text (Standard), json, csv oder github")
    ] = TEXT,
    streng: Annotated[bool, typer.Option("--streng", help="Rückgabewert 1 auch bei Warnungen")] = False,
    leise: Quiet = False,
) -> ExitCode:
    """Check a project or single files."""
    environment = environment_of(context)
    chosen(output_format, FINDING_FORMATS, "--format")
    result = _checked(environment, pfad or [], projekt, output_format)
    shown = [finding for finding in result.findings if not leise or finding.severity is Severity.ERROR]
    show_findings(environment, shown, output_format)
    if output_format == TEXT and not leise:
        environment.err(f"Geprüft: {_counted(result.files)}\n")
    return _exit_code(result, strict=streng)


def _checked(environment: Environment, paths: list[str], project: str, output_format: str) -> "CheckResult":
    from thgbilanz.project.check import checked_files, checked_project
    from thgbilanz.project.discovery import find_project

    latest = environment.today.year
    if not paths:
        return checked_project(project_folder(environment, project, output_format), latest)
    files = stated_files(environment, paths, output_format)
    root: Path | None = None
    if not project:
        root = find_project(files[0].resolve().parent) if files else None
    root = root or project_folder(environment, project, output_format)
    return checked_files(root, files, latest)


def _counted(files: int) -> str:
    return "1 Datei" if files == 1 else f"{files} Dateien"


def _exit_code(result: "CheckResult", *, strict: bool) -> ExitCode:
    if result.settings_failed:
        return ExitCode.USAGE
    if result.unreadable:
        return ExitCode.UNREADABLE
    counting = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    found = any(finding.severity in counting for finding in result.findings)
    return ExitCode.FINDINGS if found else ExitCode.FINE
