"""``thg historie DATEI``: a table that a city has published becomes data of every year and published figures."""
# ruff: noqa: PLC0415 - readers load only when something is read

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of
from thgbilanz.cli.options import Output, Project, Quiet
from thgbilanz.cli.paths import stated_items, stated_path
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import TEXT, tell_findings

SHORT = "Liest eine veröffentlichte Reihe in einem Schritt ein"
PURPOSE = """\
Liest eine Tabelle mit Energie und Emissionen nach Sektor und Energieträger, eine Spalte je Jahr, über eine
Zuordnung ein. Energie wird zu Daten jedes Jahres, beides zusammen zu daten/veroeffentlicht.csv.

Vorhandene Dateien mit anderem Inhalt werden nie überschrieben.
"""
EXAMPLES = """\
\b
Beispiele:
  thg historie bilanz.csv --zuordnung bilanz.toml
  thg historie examples/fremde-listen/reihe.csv --zuordnung examples/fremde-listen/reihe.toml --ausgabe probe
"""


def historie(
    context: typer.Context,
    datei: Annotated[str, typer.Argument(metavar="DATEI", help="CSV-Tabelle der Veröffentlichung")],
    zuordnung: Annotated[str, typer.Option("--zuordnung", metavar="DATEI", help="Zuordnung dazu (.toml); Pflicht")],
    projekt: Project = "",
    ausgabe: Output = "",
    leise: Quiet = False,
) -> ExitCode:
    """Read a published table and write what follows from it."""
    from thgbilanz.project.discovery import find_project
    from thgbilanz.project.history import already_there, history_of
    from thgbilanz.project.history_mapping import load_history_mapping

    environment = environment_of(context)
    stated_items(environment, [datei, zuordnung], TEXT)
    path = stated_path(environment, datei)
    root = (find_project(path.resolve().parent) if not projekt else None) or project_folder(environment, projekt)
    target = stated_path(environment, ausgabe) if ausgabe else root
    mapping, findings = load_history_mapping(stated_path(environment, zuordnung), root)
    if mapping is None:
        tell_findings(environment, findings)
        return ExitCode.FINDINGS
    history = history_of(path, root, mapping)
    refused = [*history.findings, *already_there(target, history.files)]
    tell_findings(environment, refused, only_errors=leise)
    if not history.files or len(refused) > len(history.findings):
        return ExitCode.FINDINGS
    return _written(environment, target, history.files, history.years, quiet=leise)


def _written(
    environment: Environment, target: Path, texts: Mapping[str, str], years: tuple[int, ...], *, quiet: bool
) -> ExitCode:
    from thgbilanz.project.discovery import DATA_FOLDER
    from thgbilanz.project.writing_folders import create_in_folders

    files = {name: text.encode() for name, text in texts.items()}
    findings = create_in_folders(target, files, target / DATA_FOLDER)
    if findings:
        tell_findings(environment, findings)
        return ExitCode.OUTPUT
    environment.out("".join(f"{name}\n" for name in sorted(texts)))
    if not quiet:
        environment.err(f"Eingelesen: {years[0]} bis {years[-1]}\nNächster Schritt: thg trend\n")
    return ExitCode.FINE
