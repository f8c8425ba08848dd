"""``thg zuordnen DATEI``: propose a mapping file for a foreign list; a person checks and signs it."""
# ruff: noqa: PLC0415 - readers load only when something is looked at

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of
from thgbilanz.cli.options import Output, Project, Quiet, chosen
from thgbilanz.cli.paths import stated_files, stated_path
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import JSON, TEXT, tell_findings
from thgbilanz.cli.stop import Stop
from thgbilanz.core.diagnostic import error
from thgbilanz.core.place import Place

if TYPE_CHECKING:
    from thgbilanz.project.mapping_proposal import MappingProposal

SHORT = "Schlägt vor, wie eine fremde Liste zu lesen ist"
PURPOSE = """\
Schlägt für eine fremde Liste vor, welche Spalte was bedeutet, und schreibt den Vorschlag nach zuordnungen/.

Die Datei wird nur gelesen. Gezählt wird nichts, bevor ein Mensch die Zuordnung geprüft und in [bestaetigung]
unterschrieben hat. Eine vorhandene Zuordnung wird nie überschrieben.
"""
EXAMPLES = """\
\b
Beispiele:
  thg zuordnen examples/fremde-listen/daten/2019/wohnbau.xlsx
  thg zuordnen examples/fremde-listen/daten/2019/wohnbau.xlsx --projekt examples/musterstadt --ausgabe vorschlag
"""


def zuordnen(
    context: typer.Context,
    datei: Annotated[str, typer.Argument(metavar="DATEI", help="Mappe (.xlsx) oder CSV-Tabelle, wie sie ankam")],
    projekt: Project = "",
    ausgabe: Output = "",
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text (Standard) oder json; json schreibt keine Datei")
    ] = TEXT,
    leise: Quiet = False,
) -> ExitCode:
    """Propose a mapping."""
    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON), "--format")
    (path,) = _one_file(environment, datei, output_format)
    root = _root(environment, path, projekt, output_format)
    found = _proposal(environment, root, path, output_format)
    _show(environment, found, output_format)
    tell_findings(environment, found.findings)
    if found.is_unreadable:
        return ExitCode.UNREADABLE
    if not found.text:
        return ExitCode.FINDINGS if found.findings else ExitCode.FINE
    if output_format == JSON:
        return ExitCode.FINE
    return _written(environment, found, root, ausgabe, datei, quiet=leise)


def _one_file(environment: Environment, stated: str, output_format: str) -> list[Path]:
    files = stated_files(environment, [stated], output_format)
    if len(files) != 1 or stated_path(environment, stated).is_dir():
        hint = "Eine einzelne Mappe oder CSV-Tabelle nennen; für jede Art von Liste gibt es eine Zuordnung"
        finding = error("THG542", f"„{stated}“ ist keine einzelne Datei", Place(stated), hint=hint)
        raise Stop(ExitCode.USAGE, (finding,), output_format)
    return files


def _root(environment: Environment, path: Path, project: str, output_format: str) -> Path:
    from thgbilanz.project.discovery import find_project

    found = find_project(path.resolve().parent) if not project else None
    return found or project_folder(environment, project, output_format)


def _proposal(environment: Environment, root: Path, path: Path, output_format: str) -> "MappingProposal":
    from thgbilanz.project.mapping_proposal import mapping_proposal
    from thgbilanz.project.mappings import load_mappings
    from thgbilanz.project.settings import FILE_NAME, load_settings

    settings, findings = load_settings(root / FILE_NAME)
    if settings is None:
        raise Stop(ExitCode.USAGE, tuple(findings), output_format)
    layouts, broken = load_mappings(root, settings.organisation_names)
    tell_findings(environment, broken)
    return mapping_proposal(path, root, settings.organisation_names, layouts)


def _show(environment: Environment, found: "MappingProposal", output_format: str) -> None:
    from thgbilanz.exhibits.mapping_proposal import proposal_document, proposal_text
    from thgbilanz.exhibits.medium import Medium

    source = found.source
    if output_format == JSON:
        from thgbilanz.exhibits.document import document_text

        target = source.layouts[0].file if source.layouts else found.target if found.text else ""
        environment.data(
            document_text(proposal_document(source.name, target, found.sheets, found.missing, found.state))
        )
    elif source.is_ours:
        environment.out(f"{Path(source.name).name} ist eine Vorlage und braucht keine Zuordnung: thg pruefen\n")
    elif source.layouts:
        layout = source.layouts[0]
        state = "bestätigt" if layout.is_confirmed else "noch nicht bestätigt"
        environment.out(f"{Path(source.name).name} passt schon zu {layout.file} ({state})\n")
    elif found.text:
        medium = Medium(environment.colour, environment.encoding)
        environment.out(proposal_text(Path(source.name).name, found.sheets, found.missing, environment.width, medium))


def _written(
    environment: Environment, found: "MappingProposal", root: Path, output: str, stated: str, *, quiet: bool
) -> ExitCode:
    from thgbilanz.project.mappings import MAPPING_FOLDER
    from thgbilanz.project.writing import write_all

    folder = stated_path(environment, output) if output else root / MAPPING_FOLDER
    shown = f"{output or MAPPING_FOLDER}/{found.target}"
    if (folder / found.target).exists():
        hint = "Die vorhandene Datei ansehen und weiter bearbeiten, umbenennen oder löschen; überschrieben wird nichts"
        tell_findings(environment, [error("THG565", f"„{shown}“ gibt es schon", Place(shown), hint=hint)])
        return ExitCode.OUTPUT
    result = write_all(folder, {found.target: found.text.encode("utf-8")}, within=None if output else root)
    if result.findings:
        tell_findings(environment, result.findings)
        return ExitCode.OUTPUT
    if not quiet:
        environment.err(
            f"Geschrieben: {shown}\nNächste Schritte:\n"
            f"  {shown} prüfen, ergänzen und in [bestaetigung] unterschreiben\n  thg pruefen {stated}\n"
        )
    return ExitCode.FINE
