"""``thg faktoren einlesen DATEI --art ART``: official factor workbooks into our tables, a dry run first."""
# ruff: noqa: PLC0415 - readers load only when something is imported

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.factor_list import machine_output
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import chosen
from thgbilanz.cli.show import JSON, TEXT, tell_findings

if TYPE_CHECKING:
    from thgbilanz.project.factor_import import ImportPlan

SHORT = "Liest amtliche Faktorlisten ein"
PURPOSE = """\
Liest amtliche Faktorlisten in die Tabellen ein: UBA-Liste für Organisationen, DESNZ flat file, BISKO-Mappe.

Ohne --schreibe wird nur gezeigt, was neu, geändert, unverändert oder im Konflikt ist. Eine Ausgabe, die schon in den
Tabellen steht, wird nie überschrieben.
"""
EXAMPLES = """\
\b
Beispiele:
  thg faktoren einlesen liste.xlsx --art uba-liste
  thg faktoren einlesen flat.xlsx --art desnz --zuordnung desnz_2026.toml --schreibe
"""
_KINDS = ("uba-liste", "desnz", "bisko")
_TABLES = "emission_factors"


def einlesen(
    context: typer.Context,
    datei: Annotated[str, typer.Argument(metavar="DATEI", help="Mappe (.xlsx) oder CSV-Tabelle des Herausgebers")],
    art: Annotated[str, typer.Option("--art", metavar="ART", help="uba-liste, desnz oder bisko")] = "",
    zuordnung: Annotated[
        str,
        typer.Option("--zuordnung", metavar="DATEI", help="Welche Zeile welcher Faktor wird; sonst importe/ART.toml"),
    ] = "",
    tabellen: Annotated[
        str, typer.Option("--tabellen", metavar="ORDNER", help="Ordner der Tabellen, sonst emission_factors")
    ] = _TABLES,
    schreibe: Annotated[bool, typer.Option("--schreibe", help="Trägt neue Zeilen in die Tabelle ein")] = False,
    output_format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text (Standard) oder json")] = TEXT,
) -> ExitCode:
    """Import an official workbook."""
    from thgbilanz.factors.load import load_factors
    from thgbilanz.project.factor_import import MAPPING_FOLDER, import_plan

    environment = environment_of(context)
    if not art:
        refuse("Option „--art“ fehlt", "--art uba-liste, desnz oder bisko")
    chosen(art, _KINDS, "--art")
    chosen(output_format, (TEXT, JSON), "--format")
    tables = environment.folder / tabellen
    if not (tables / "factors").is_dir():
        refuse(f"Ordner „{tabellen}“ enthält keine Faktortabellen", "Ordner der Tabellen mit --tabellen nennen")
    mapping = environment.folder / zuordnung if zuordnung else tables / MAPPING_FOLDER / f"{art}.toml"
    base, found = load_factors(tables)
    tell_findings(environment, found)
    plan = import_plan(environment.folder / datei, mapping, art, base, environment.folder)
    return _carried_out(environment, plan, tables, output_format, write=schreibe)


def _carried_out(
    environment: Environment, plan: "ImportPlan", tables: Path, output_format: str, *, write: bool
) -> ExitCode:
    """Write if asked for and nothing stands against it, and show the plan with what became of it."""
    from thgbilanz.project.factor_import import write_import

    tell_findings(environment, plan.findings)
    if plan.mapping is None or plan.unreadable:
        return ExitCode.UNREADABLE if plan.unreadable else ExitCode.FINDINGS
    table = f"factors/{plan.mapping.table}"
    written = f"Nichts geschrieben; --schreibe trägt neue Zeilen in {table} ein"
    done = False
    if plan.findings:
        written = "Nichts geschrieben, solange Konflikte oder Probleme offen sind"
    elif write:
        result = write_import(plan, tables)
        if result.findings:
            tell_findings(environment, result.findings)
            return ExitCode.OUTPUT
        done = bool(result.written)
        written = f"Geschrieben: {table}" if done else "Nichts Neues, nichts geschrieben"
    _show(environment, plan, written, output_format, done=done)
    return ExitCode.FINDINGS if plan.findings else ExitCode.FINE


def _show(environment: Environment, plan: "ImportPlan", written: str, output_format: str, *, done: bool) -> None:
    from thgbilanz.exhibits.factor_import import import_document, import_text

    if output_format == JSON and plan.mapping is not None:
        from thgbilanz.exhibits.document import document_text

        machine_output(environment, document_text(import_document(plan.rows, plan.mapping.table, written=done)))
        return
    from thgbilanz.exhibits.medium import Medium

    medium = Medium(environment.colour, environment.encoding)
    environment.out(import_text(plan.rows, written, environment.width, medium))
