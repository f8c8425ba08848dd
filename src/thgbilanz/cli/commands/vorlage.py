"""``thg vorlage [JAHR]``: empty Excel templates for a year; existing files are never touched."""
# ruff: noqa: PLC0415 - the workbook writer loads only when templates are written

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of, near, refuse
from thgbilanz.cli.options import Organisations, Output, Project, Quiet, stated_year
from thgbilanz.cli.paths import stated_path
from thgbilanz.cli.projects import known_organisations, project_folder
from thgbilanz.cli.show import tell_findings
from thgbilanz.cli.stop import Stop

if TYPE_CHECKING:
    from thgbilanz.project.settings import Settings

SHORT = "Schreibt Excel-Vorlagen zum Ausfüllen"
PURPOSE = """\
Schreibt Excel-Vorlagen nach daten/JAHR/: eine Mappe je Organisation und eine für das Stadtgebiet.

Jede Mappe enthält die Blätter, die zur Art der Organisation passen; --art wählt andere, „--art alle“ jedes.
Vorhandene Dateien bleiben, wie sie sind; wer schon Daten geliefert hat, bekommt keine neue Mappe. Ohne JAHR gilt das
Basisjahr des Projekts.
"""
EXAMPLES = """\
\b
Beispiele:
  thg vorlage 2024 --projekt examples/musterstadt --ausgabe vorlagen
  thg vorlage 2024 --projekt examples/musterstadt --organisation stadtgebiet --ausgabe vorlagen
"""


def vorlage(
    context: typer.Context,
    jahr: Annotated[str, typer.Argument(metavar="JAHR", help="Jahr wie 2019; sonst das Basisjahr")] = "",
    projekt: Project = "",
    organisation: Organisations = None,
    art: Annotated[
        list[str] | None,
        typer.Option("--art", metavar="ART", help="Nur dieses Blatt, etwa strom oder pendeln; „alle“ für jedes Blatt"),
    ] = None,
    ausgabe: Output = "",
    leise: Quiet = False,
) -> ExitCode:
    """Write empty templates."""
    environment = environment_of(context)
    root = project_folder(environment, projekt)
    settings = _settings(root)
    year = stated_year(jahr, environment.today.year) if jahr else settings.base_year
    chosen = known_organisations(organisation or [], tuple(settings.organisation_names))
    sheets = _known_sheets(art or [])
    asked_for_all = not (chosen or sheets or ausgabe)
    delivered = _delivered(environment, root, year, settings) if asked_for_all else {}
    if delivered and not leise:
        files = ", ".join(sorted(set(delivered.values())))
        environment.err(
            f"Ohne neue Vorlage, weil schon Daten da sind: {files}\nTrotzdem: thg vorlage {year} --organisation ID\n"
        )
    wanted = _wanted_files(settings, year, chosen, sheets, frozenset(delivered))
    folder = stated_path(environment, ausgabe) if ausgabe else _year_folder(root, year)
    return _written(environment, folder, wanted, within=None if ausgabe else root, quiet=leise)


def _settings(root: Path) -> "Settings":
    from thgbilanz.project.settings import FILE_NAME, load_settings

    settings, findings = load_settings(root / FILE_NAME)
    if settings is None:
        raise Stop(ExitCode.USAGE, tuple(findings))
    return settings


def _delivered(environment: Environment, root: Path, year: int, settings: "Settings") -> dict[str, str]:
    """Organisations with data under any file name: an empty template beside them would only stop the balance."""
    from thgbilanz.project.delivered import delivered_files

    return delivered_files(root, year, settings, environment.today.year)


def _year_folder(root: Path, year: int) -> Path:
    from thgbilanz.project.discovery import year_folder

    return year_folder(root, year)


def _known_sheets(stated: list[str]) -> tuple[str, ...]:
    from thgbilanz.project.template_files import ALL_SHEETS
    from thgbilanz.templates.definition import SHEETS, normal_text

    possible = (*SHEETS, ALL_SHEETS)
    by_name = {normal_text(name): sheet.id for sheet in SHEETS.values() for name in (sheet.sheet, sheet.title)}
    by_name |= {_without_umlauts(name): name for name in possible}
    found = []
    for name in stated:
        sheet_id = by_name.get(normal_text(name)) or by_name.get(_without_umlauts(name))
        if sheet_id is None:
            hint = near(_without_umlauts(name), possible) or "Möglich: " + ", ".join(possible)
            refuse(f"Vorlage „{name}“ gibt es nicht", hint)
        found.append(sheet_id)
    return tuple(dict.fromkeys(found))


def _without_umlauts(name: str) -> str:
    return name.strip().casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


def _wanted_files(
    settings: "Settings", year: int, chosen: tuple[str, ...], sheets: tuple[str, ...], delivered: frozenset[str]
) -> Mapping[str, bytes]:
    from thgbilanz.project.template_files import template_files

    files = template_files(settings, year, organisations=chosen, sheets=sheets, without=delivered)
    if not files and not delivered:
        refuse(
            f"Für {year} ergibt diese Auswahl keine Vorlage",
            "Das Blatt stadtgebiet gehört zur Organisation stadtgebiet, alle anderen zu den Unternehmen; "
            "gueltig_ab und gueltig_bis in thg.toml begrenzen die Jahre",
        )
    return files


def _written(
    environment: Environment, folder: Path, wanted: Mapping[str, bytes], *, within: Path | None, quiet: bool
) -> ExitCode:
    from thgbilanz.project.writing import write_all

    new = {name: content for name, content in wanted.items() if not (folder / name).exists()}
    result = write_all(folder, new, within=within)
    if result.findings:
        tell_findings(environment, result.findings)
        return ExitCode.OUTPUT
    environment.out("".join(f"{(folder / name).as_posix()}\n" for name in result.written))
    kept = [name for name in wanted if name not in new]
    if kept and not quiet:
        environment.err(f"Schon vorhanden und unverändert: {', '.join(kept)}\n")
    return ExitCode.FINE
