"""``thg pruefen [PFAD...]``: check workbooks, CSV tables and thg.toml; writes nothing but a marked copy."""
# ruff: noqa: PLC0415 - readers load only when something is checked

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of
from thgbilanz.cli.marked_copies import NO_COPY, copy_paths, written_copy
from thgbilanz.cli.options import Project, Quiet, chosen
from thgbilanz.cli.paths import stated_files
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import FINDING_FORMATS, JSON, TEXT, show_findings, tell_findings
from thgbilanz.core.diagnostic import Severity

if TYPE_CHECKING:
    from thgbilanz.project.check import CheckResult, MatrixReport

SHORT = "Prüft Mappen, CSV-Tabellen und thg.toml"
PURPOSE = """\
Prüft Mappen, CSV-Tabellen und thg.toml und nennt zu jedem Befund Stelle und Abhilfe. Die Dateien
bleiben unverändert; mit --kopie entsteht daneben eine Kopie der Mappe mit markierten Zellen und Prüfbericht.

Ohne PFAD wird das ganze Projekt geprüft, jedes Jahr in daten/.
"""
EXAMPLES = """\
\b
Beispiele:
  thg pruefen --projekt examples/musterstadt
  thg pruefen examples/musterstadt/daten/2019/wohnen.xlsx --kopie geprueft.xlsx
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
    kopie: Annotated[
        str, typer.Option("--kopie", metavar="DATEI", help="Schreibt eine Kopie der Mappe mit markierten Befunden")
    ] = "",
    streng: Annotated[bool, typer.Option("--streng", help="Rückgabewert 1 auch bei Warnungen")] = False,
    leise: Quiet = False,
) -> ExitCode:
    """Check a project or single files."""
    environment = environment_of(context)
    chosen(output_format, FINDING_FORMATS, "--format")
    files = stated_files(environment, pfad, output_format) if pfad else []
    root = _root(environment, files, projekt, output_format)
    paths = copy_paths(environment, root, files, kopie) if kopie else None
    result = _checked(environment, root, files)
    copy = written_copy(paths, root, result) if paths else NO_COPY

    beside = copy.findings if output_format == TEXT else ()
    findings = result.findings if output_format == TEXT else (*result.findings, *copy.findings)
    shown = [finding for finding in findings if not leise or finding.severity is Severity.ERROR]
    matrix = result.matrix
    show_findings(environment, shown, output_format, _matrix_key(matrix) if output_format == JSON else None)
    if matrix is not None and output_format == TEXT and not leise:
        _show_matrix(environment, matrix)
    tell_findings(environment, beside, only_errors=leise)
    if output_format == TEXT and not leise:
        environment.err(f"Geprüft: {_counted(result.files)}\n")
        environment.err(f"Geschrieben: {copy.written}\n" if copy.written else "")
    return ExitCode.OUTPUT if copy.failed else _exit_code(result, strict=streng)


def _root(environment: Environment, files: list[Path], project: str, output_format: str) -> Path:
    from thgbilanz.project.discovery import find_project

    found = find_project(files[0].resolve().parent) if files and not project else None
    return found or project_folder(environment, project, output_format)


def _checked(environment: Environment, root: Path, files: list[Path]) -> "CheckResult":
    from thgbilanz.project.check import checked_files, checked_project

    today = environment.today
    return checked_files(root, files, today.year, today) if files else checked_project(root, today.year, today)


def _matrix_key(matrix: "MatrixReport | None") -> "dict[str, object] | None":
    from thgbilanz.exhibits.document_judgement import completeness_object

    if matrix is None:
        return None
    names, labels = matrix.organisation_names, matrix.activity_labels
    return {"vollstaendigkeit": completeness_object(matrix.completeness, names, labels)}


def _show_matrix(environment: Environment, matrix: "MatrixReport") -> None:
    """The matrix below the findings; a single year with everything delivered needs none."""
    from thgbilanz.exhibits.completeness_text import MatrixNames, is_telling, matrix_lines
    from thgbilanz.exhibits.medium import Medium

    if not is_telling(matrix.completeness):
        return
    medium = Medium(environment.colour, environment.encoding)
    names = MatrixNames(matrix.organisation_names, matrix.activity_labels)
    lines = matrix_lines(matrix.completeness, names, environment.width, medium)
    environment.out("\n" + "\n".join(lines) + "\n")


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
