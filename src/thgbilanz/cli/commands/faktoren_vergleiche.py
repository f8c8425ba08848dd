"""``thg faktoren vergleiche ALT [NEU]``: what other factor tables change, down to tonnes of the examples."""
# ruff: noqa: PLC0415 - factor tables load only when they are compared

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.factor_list import machine_output
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import chosen
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import JSON, TEXT, tell_findings

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase
    from thgbilanz.factors.comparison import Comparison, ProjectEffect

SHORT = "Vergleicht zwei Stände der Faktortabellen"
PURPOSE = """\
Vergleicht zwei Stände der Faktortabellen: neue, entfallene und geänderte Zeilen, Zuordnungen in Sätzen und die
Wirkung in Tonnen auf die Beispielbilanzen.

ALT und NEU sind Ordner mit Faktortabellen oder Git-Revisionen. Ohne NEU gilt der Ordner --tabellen, wie er jetzt ist.
"""
EXAMPLES = """\
\b
Beispiele:
  thg faktoren vergleiche main
  thg faktoren vergleiche v2026.1 main --format markdown --beispiel examples/musterstadt
"""
MARKDOWN = "markdown"
_TABLES = "emission_factors"


def vergleiche(
    context: typer.Context,
    alt: Annotated[str, typer.Argument(metavar="ALT", help="Ordner oder Git-Revision, etwa main oder v2026.1")],
    neu: Annotated[str, typer.Argument(metavar="NEU", help="Ordner oder Git-Revision")] = "",
    tabellen: Annotated[
        str, typer.Option("--tabellen", metavar="ORDNER", help="Ordner der Tabellen, sonst emission_factors")
    ] = _TABLES,
    beispiel: Annotated[
        list[str] | None,
        typer.Option("--beispiel", metavar="ORDNER", help="Projekt für die Wirkung in Tonnen, sonst examples/*"),
    ] = None,
    ohne_beispiele: Annotated[
        bool, typer.Option("--ohne-beispiele", help="Nur die Tabellen vergleichen, nichts rechnen")
    ] = False,
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text (Standard), markdown oder json")
    ] = TEXT,
) -> ExitCode:
    """Compare two states of the factor tables."""
    environment = environment_of(context)
    chosen(output_format, (TEXT, MARKDOWN, JSON), "--format")
    projects = [] if ohne_beispiele else _projects(environment, beispiel or [])
    tables = tabellen.replace("\\", "/").rstrip("/") or _TABLES
    with TemporaryDirectory(prefix="thg-") as temporary:
        old = _tables(environment, alt, tables, Path(temporary) / "alt")
        new = _tables(environment, neu or tables, tables, Path(temporary) / "neu")
        comparison, failed = _compared(environment, {alt: old, neu or tables: new})
        effects = [] if failed else _effects(environment, projects, old, new)
    if failed:
        return ExitCode.UNREADABLE
    _show(environment, comparison, effects, (alt, neu or tables), output_format)
    return ExitCode.FINE


def _projects(environment: Environment, stated: list[str]) -> list[Path]:
    from thgbilanz.project.create import example_names, examples_folder

    if stated:
        return [project_folder(environment, name) for name in stated]
    examples = environment.folder / "examples"
    if not examples.is_dir():
        found = examples_folder(environment.folder)
        if found is None:
            return []
        examples = found
    return [examples / name for name in example_names(examples)]


def _tables(environment: Environment, stated: str, tables: str, target: Path) -> Path:
    """Folder with the tables: a folder as it is, a revision copied to ``target``."""
    from thgbilanz.cli.git_tables import revision_tables

    folder = environment.folder / stated
    if folder.is_dir():
        inside = folder / _TABLES
        found = next((path for path in (folder, inside) if (path / "factors").is_dir()), None)
        if found is None:
            refuse(f"Ordner „{stated}“ enthält keine Faktortabellen", "Erwartet wird der Unterordner factors")
        return found
    if stated == tables:
        refuse(f"Ordner „{stated}“ gibt es nicht", "NEU nennen oder den Ordner der Tabellen mit --tabellen")
    return revision_tables(environment.folder, stated, tables, target)


def _compared(environment: Environment, folders: dict[str, Path]) -> "tuple[Comparison, bool]":
    """The comparison of two named folders, and whether one of them could not be read at all."""
    from thgbilanz.factors.comparison import compared
    from thgbilanz.factors.load import load_factors

    bases: list[FactorBase] = []
    for name, folder in folders.items():
        base, findings = load_factors(folder)
        if findings:
            environment.err(f"Befunde in „{name}“:\n")
            tell_findings(environment, findings)
        bases.append(base)
    return compared(bases[0], bases[-1]), not all(base.factors for base in bases)


def _effects(environment: Environment, projects: list[Path], old: Path, new: Path) -> "list[ProjectEffect]":
    if not projects:
        return []
    from thgbilanz.project.factor_effect import project_effect

    return [project_effect(root, old, new, environment.today.year) for root in projects]


def _show(
    environment: Environment,
    comparison: "Comparison",
    effects: "Sequence[ProjectEffect]",
    names: tuple[str, str],
    output_format: str,
) -> None:
    if output_format == JSON:
        from thgbilanz.exhibits.document import document_text
        from thgbilanz.exhibits.factor_changes_document import changes_document

        machine_output(environment, document_text(changes_document(comparison, effects, *names)))
        return
    from thgbilanz.exhibits.factor_changes_text import changes_markdown, changes_text
    from thgbilanz.exhibits.medium import Medium

    if output_format == MARKDOWN:
        machine_output(environment, changes_markdown(comparison, effects, *names))
    else:
        medium = Medium(environment.colour, environment.encoding)
        environment.out(changes_text(comparison, effects, *names, environment.width, medium))
