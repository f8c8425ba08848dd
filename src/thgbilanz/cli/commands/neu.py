"""``thg neu ORDNER``: a new project folder, or a copy of an example."""
# ruff: noqa: PLC0415 - factor tables load only when a project is made

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of, near, refuse
from thgbilanz.cli.options import Quiet, is_whole_number
from thgbilanz.cli.paths import stated_path
from thgbilanz.cli.stop import Stop
from thgbilanz.core.diagnostic import error
from thgbilanz.core.place import Place

if TYPE_CHECKING:
    from thgbilanz.project.create import NewProject

SHORT = "Legt einen Projektordner an"
PURPOSE = """\
Legt einen Projektordner an: thg.toml mit Erläuterungen, daten/JAHR/ und faktoren/. Vorhandenes wird nie verändert.
"""
EXAMPLES = """\
\b
Beispiele:
  thg neu musterhausen --name Musterhausen --ags 05999999
  thg neu probe --beispiel musterstadt
"""
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_AGS_DIGITS = 8


def neu(
    context: typer.Context,
    ordner: Annotated[str, typer.Argument(metavar="ORDNER", help="Ordner, der entsteht; er darf leer schon da sein")],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Name der Kommune; sonst der des Ordners")] = "",
    ags: Annotated[str, typer.Option("--ags", metavar="AGS", help="Gemeindeschlüssel, 8 Ziffern")] = "",
    basisjahr: Annotated[str, typer.Option("--basisjahr", metavar="JAHR", help="Basisjahr (Standard 2019)")] = "2019",
    zieljahr: Annotated[str, typer.Option("--zieljahr", metavar="JAHR", help="Zieljahr (Standard 2035)")] = "2035",
    beispiel: Annotated[
        str, typer.Option("--beispiel", metavar="BEISPIEL", help="Kopiert ein Beispiel, etwa musterstadt")
    ] = "",
    leise: Quiet = False,
) -> ExitCode:
    """Make a new project folder."""
    environment = environment_of(context)
    if not ordner.strip():
        refuse("Der Ordner hat keinen Namen", "thg neu musterhausen")
    folder = stated_path(environment, ordner)
    _refuse_occupied(folder, ordner)
    if beispiel:
        source = _example(environment, beispiel)
        _make(folder, ordner, lambda temporary: _copy(source, temporary))
    else:
        project = _answers(name or folder.resolve().name, ags, basisjahr, zieljahr)
        _make(folder, ordner, lambda temporary: _write(project, temporary))
    environment.out(f"{ordner}\n")
    if not leise:
        _tell_next_steps(environment, ordner, basisjahr, is_example=bool(beispiel))
    return ExitCode.FINE


def _refuse_occupied(folder: Path, stated: str) -> None:
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        hint = "Einen neuen oder leeren Ordner nennen; Vorhandenes bleibt unverändert"
        finding = error("THG536", f"„{stated}“ ist schon belegt", Place(stated), hint=hint)
        raise Stop(ExitCode.OUTPUT, (finding,))


def _answers(name: str, ags: str, base_year: str, target_year: str) -> "NewProject":
    from thgbilanz.project.create import NewProject

    years = []
    for text, option in ((base_year, "--basisjahr"), (target_year, "--zieljahr")):
        if not (is_whole_number(text) and _FIRST_YEAR <= int(text) <= _LAST_YEAR):
            refuse(f"„{text}“ ist für {option} kein Jahr", f"{option} 2019")
        years.append(int(text))
    if years[0] >= years[1]:
        refuse(f"Das Zieljahr {years[1]} liegt nicht nach dem Basisjahr {years[0]}")
    if ags and not (is_whole_number(ags) and len(ags) == _AGS_DIGITS):
        refuse(f"„{ags}“ ist kein Gemeindeschlüssel", "8 Ziffern wie 05112000, mit führender Null")
    if not name.strip():
        refuse("Der Name ist leer", "--name Musterstadt")
    return NewProject(name.strip(), ags, *years)


def _example(environment: Environment, name: str) -> Path:
    from thgbilanz.project.create import example_names, examples_folder

    examples = examples_folder(environment.folder)
    if examples is None:
        hint = "Beispiele liegen im Quelltext von thgbilanz unter examples/; den Befehl dort aufrufen"
        raise Stop(ExitCode.USAGE, (error("THG537", "Diese Installation enthält keine Beispiele", hint=hint),))
    names = example_names(examples)
    if name not in names:
        hint = near(name, names) or "Beispiele: " + ", ".join(names)
        refuse(f"Beispiel „{name}“ gibt es nicht", hint)
    return examples / name


def _make(folder: Path, stated: str, fill: Callable[[Path], None]) -> None:
    """Fill a temporary folder beside the target and move it there in one step: all or nothing, one run at a time."""
    from thgbilanz.project.lock import LockedError, locked
    from thgbilanz.project.os_findings import os_finding
    from thgbilanz.project.writing import locked_finding

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder.parent):
            _refuse_occupied(folder, stated)
            _fill_and_move(folder, fill)
    except LockedError as held:
        raise Stop(ExitCode.OUTPUT, (locked_finding(folder.parent, held),)) from held
    except OSError as failure:
        raise Stop(ExitCode.OUTPUT, (os_finding(failure, folder),)) from failure


def _fill_and_move(folder: Path, fill: Callable[[Path], None]) -> None:
    temporary = folder.with_name(f".thg-neu-{folder.name}")
    try:
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        fill(temporary)
        if folder.is_dir():
            folder.rmdir()
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _copy(source: Path, temporary: Path) -> None:
    from thgbilanz.project.create import copy_example

    copy_example(source, temporary)


def _write(project: "NewProject", temporary: Path) -> None:
    from thgbilanz.project.create import project_files, write_project

    write_project(temporary, project_files(project), project.base_year)


def _tell_next_steps(environment: Environment, folder: str, base_year: str, *, is_example: bool) -> None:
    named = f'"{folder}"' if " " in folder else folder  # quoted, so that people can paste the line
    steps = [f"  thg bilanz 2019 --projekt {named}"]
    if not is_example:
        steps = [
            f"  {folder}/thg.toml ergänzen: Einwohnerzahl, Organisationen",
            f"  thg vorlage {base_year} --projekt {named}",
            f"  thg pruefen --projekt {named}",
            f"  thg bilanz {base_year} --projekt {named}",
        ]
    environment.err("\n".join(["Nächste Schritte:", *steps]) + "\n")
