"""``thg faktoren``: look up emission factors with their sources."""
# ruff: noqa: PLC0415 - factor tables load only when they are shown

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import GermanCommand, GermanGroup, environment_of, near, refuse
from thgbilanz.cli.options import Project, chosen, is_whole_number
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import CSV, JSON, TEXT, tell_findings

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

GROUP_EXAMPLES = """\
\b
Beispiele:
  thg faktoren liste --aktivitaet strom --jahr 2019
  thg faktoren zeige strom.netz.bundesmix
"""
LIST_SHORT = "Listet Emissionsfaktoren auf"
LIST_EXAMPLES = """\
\b
Beispiele:
  thg faktoren liste --aktivitaet strom --jahr 2019
  thg faktoren liste --satz bisko --jahr 2019 --format csv
"""
SHOW_SHORT = "Zeigt einen Faktor mit allen Jahren, Quelle und Fundstelle"
SHOW_EXAMPLES = """\
\b
Beispiele:
  thg faktoren zeige strom.netz.bundesmix
  thg faktoren zeige strom.netz.bundesmix --jahr 2019 --format json
"""

group = typer.Typer(
    cls=GermanGroup,
    rich_markup_mode=None,
    add_completion=False,
    help="Schlägt Emissionsfaktoren nach, die mitgelieferten und die eigenen des Projekts.",
    short_help="Schlägt Emissionsfaktoren nach",
    epilog=GROUP_EXAMPLES,
)

Year = Annotated[str, typer.Option("--jahr", metavar="JAHR", help="Nur Faktoren, die für dieses Jahr gelten")]
Format = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text (Standard), json oder csv")]


@group.callback()
def _group() -> None:
    """Look up factors."""


@group.command("liste", cls=GermanCommand, help=LIST_SHORT + ".", short_help=LIST_SHORT, epilog=LIST_EXAMPLES)
def liste(
    context: typer.Context,
    aktivitaet: Annotated[
        str, typer.Option("--aktivitaet", metavar="ID", help="Nur Faktoren für diese Aktivität, etwa erdgas")
    ] = "",
    jahr: Year = "",
    satz: Annotated[str, typer.Option("--satz", metavar="SATZ", help="Nur Faktoren dieses Satzes, etwa bisko")] = "",
    projekt: Project = "",
    output_format: Format = TEXT,
) -> ExitCode:
    """List factor rows."""
    from thgbilanz.cli.factor_list import factor_rows
    from thgbilanz.core.activity_kinds import KIND_BY_ID

    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON, CSV), "--format")
    if aktivitaet and aktivitaet not in KIND_BY_ID:
        hint = near(aktivitaet, KIND_BY_ID) or "Aktivitäten: " + ", ".join(KIND_BY_ID)
        refuse(f"Aktivität „{aktivitaet}“ gibt es nicht", hint)
    base = _factors(environment, projekt)
    if satz and satz not in base.sets:
        refuse(f"Faktorsatz „{satz}“ gibt es nicht", "Faktorsätze: " + ", ".join(sorted(base.sets)))
    rows = factor_rows(base, activity=aktivitaet, year=_year(jahr), set_id=satz)
    _show(environment, rows, output_format)
    return ExitCode.FINE


@group.command("zeige", cls=GermanCommand, help=SHOW_SHORT + ".", short_help=SHOW_SHORT, epilog=SHOW_EXAMPLES)
def zeige(
    context: typer.Context,
    faktor: Annotated[str, typer.Argument(metavar="FAKTOR", help="Kennung wie strom.netz.bundesmix")],
    jahr: Year = "",
    projekt: Project = "",
    output_format: Format = TEXT,
) -> ExitCode:
    """Show one factor with its source."""
    from thgbilanz.cli.factor_list import factor_page, factor_rows

    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON, CSV), "--format")
    base = _factors(environment, projekt)
    if faktor not in base.by_id:
        hint = near(faktor, base.by_id) or "Alle Faktoren: thg faktoren liste"
        refuse(f"Faktor „{faktor}“ gibt es nicht", hint)
    year = _year(jahr)
    rows = factor_rows(base, factor_id=faktor, year=year)
    if output_format == TEXT:
        environment.out(factor_page(base, faktor, year))
    else:
        _show(environment, rows, output_format)
    return ExitCode.FINE


def _year(text: str) -> int | None:
    if not text:
        return None
    if not is_whole_number(text):
        refuse(f"„{text}“ ist kein Jahr", "--jahr 2019")
    return int(text)


def _factors(environment: Environment, project: str) -> "FactorBase":
    """The shipped factors, and those of the project if there is one."""
    from thgbilanz.factors.load import load_factors
    from thgbilanz.project.discovery import find_project
    from thgbilanz.project.factor_sets import project_factors

    root: Path | None = project_folder(environment, project) if project else find_project(environment.folder)
    base, findings = project_factors(root) if root else load_factors()
    tell_findings(environment, findings)
    return base


def _show(environment: Environment, rows: "list[dict[str, object]]", output_format: str) -> None:
    from thgbilanz.cli.factor_list import rows_csv, rows_text

    if output_format == JSON:
        from thgbilanz.exhibits.document import document_text

        environment.data(document_text({"schema": "thgbilanz.faktoren/1", "faktoren": rows}))
    elif output_format == CSV:
        environment.data(rows_csv(rows))
    else:
        environment.out(rows_text(rows))
