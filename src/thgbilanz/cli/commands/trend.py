"""``thg trend``: the years of a project side by side, why they differ, and how far the targets are."""
# ruff: noqa: PLC0415 - pandas and the whole line from cell to balance load only when balances are computed

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode, code_of
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import Organisations, Output, Project, Quiet, chosen, stated_year
from thgbilanz.cli.projects import checked_output, known_organisations, project_folder
from thgbilanz.cli.show import CSV, JSON, TEXT, show_findings, tell_findings

if TYPE_CHECKING:
    from thgbilanz.balance.trend.report import TrendReport
    from thgbilanz.project.trend import TrendRun
    from thgbilanz.project.writing import WriteResult

SHORT = "Zeigt alle Jahre nebeneinander und warum sie sich unterscheiden"
PURPOSE = """\
Stellt die Bilanzen aller Jahre nebeneinander, teilt jede Änderung nach Ursachen
auf, vergleicht mit den Zielen aus thg.toml und schreibt trend.xlsx, trend.json
und trend.csv nach ausgabe/trend/.

Jahre ohne Daten bleiben Lücken. Solange Fehler offen sind, wird nichts geschrieben.
"""
EXAMPLES = """\
\b
Beispiele:
  thg trend --projekt examples/musterstadt
  thg trend --projekt examples/musterstadt --von 2021 --sicht territorial --format csv
"""

FOLDER = "trend"
NAMES = ("trend.json", "trend.csv", "trend.xlsx")
_VIEWS = {"betrieblich": ("betrieblich",), "territorial": ("territorial",), "beide": ("betrieblich", "territorial")}


def trend(  # noqa: PLR0913, PLR0917 - typer reads the options from the signature
    context: typer.Context,
    projekt: Project = "",
    von: Annotated[str, typer.Option("--von", metavar="JAHR", help="Erstes Jahr; sonst das erste mit Daten")] = "",
    bis: Annotated[str, typer.Option("--bis", metavar="JAHR", help="Letztes Jahr; sonst das letzte mit Daten")] = "",
    sicht: Annotated[
        str, typer.Option("--sicht", metavar="SICHT", help="betrieblich, territorial oder beide (Standard)")
    ] = "beide",
    organisation: Organisations = None,
    vorlaeufig: Annotated[
        bool, typer.Option("--vorlaeufig", help="Schreibt trotz offener Fehler, mit dem Vermerk VORLÄUFIG")
    ] = False,
    ausgabe: Output = "",
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text (Standard), json oder csv")
    ] = TEXT,
    leise: Quiet = False,
) -> ExitCode:
    """Compute, show and write the time series of a project."""
    environment = environment_of(context)
    views = _VIEWS[chosen(sicht, tuple(_VIEWS), "--sicht")]
    chosen(output_format, (TEXT, JSON, CSV), "--format")
    span = _span(environment, von, bis)
    root = project_folder(environment, projekt, output_format)
    target = checked_output(environment, root, ausgabe)

    run, usage = _computed(environment, root, span, views, organisation or [])
    if run.report is None:
        if output_format == JSON:
            show_findings(environment, run.findings, JSON)
        else:
            tell_findings(environment, run.findings)
        return ExitCode.USAGE if usage else code_of(run)
    may_write = vorlaeufig or not run.report.provisional
    written = _write(target, root if not ausgabe else None, run.report) if may_write else None
    _show(environment, run.report, output_format, written, only_errors=leise)
    if output_format == TEXT:
        _tell_files(environment, root, target, written, quiet=leise)
    return code_of(run, written)


def _span(environment: Environment, first: str, last: str) -> tuple[int | None, int | None]:
    latest = environment.today.year
    years = tuple(
        stated_year(text, latest, what) if text else None for text, what in ((first, "--von"), (last, "--bis"))
    )
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        refuse(f"--von {first} liegt nach --bis {last}", "Die beiden Jahre tauschen")
    return years[0], years[1]


def _computed(
    environment: Environment,
    root: Path,
    span: tuple[int | None, int | None],
    views: tuple[str, ...],
    organisations: list[str],
) -> tuple["TrendRun", bool]:
    """The run, and whether thg.toml has problems."""
    from thgbilanz.core.diagnostic import in_order
    from thgbilanz.project.opened import RunOptions, open_project
    from thgbilanz.project.trend import TrendOptions, TrendRun, trend_of

    today = environment.today
    project, findings = open_project(root, RunOptions(today.year, today))
    if project is None:
        return TrendRun(None, tuple(in_order(findings))), True
    subjects = known_organisations(organisations, tuple(project.settings.organisation_names))
    return trend_of(project, TrendOptions(span[0], span[1], views, subjects)), False


def _write(target: Path, within: Path | None, report: "TrendReport") -> "WriteResult":
    from thgbilanz.exhibits.document import document_text
    from thgbilanz.exhibits.trend_csv import trend_csv
    from thgbilanz.exhibits.trend_document import trend_document
    from thgbilanz.exhibits.trend_workbook import trend_workbook
    from thgbilanz.project.writing import write_all

    contents = (document_text(trend_document(report)).encode(), trend_csv(report).encode(), trend_workbook(report))
    return write_all(target / FOLDER, dict(zip(NAMES, contents, strict=True)), within=within)


def _show(
    environment: Environment,
    report: "TrendReport",
    output_format: str,
    written: "WriteResult | None",
    *,
    only_errors: bool,
) -> None:
    if output_format == JSON:
        from thgbilanz.exhibits.document import document_text
        from thgbilanz.exhibits.findings import findings_json
        from thgbilanz.exhibits.trend_document import trend_document

        document = trend_document(report)
        if written is not None and written.findings:
            document["befunde"] = findings_json([*report.findings, *written.findings])
        environment.data(document_text(document))
        return
    tell_findings(environment, report.findings, only_errors=only_errors)
    if output_format == CSV:
        from thgbilanz.exhibits.trend_csv import trend_csv

        environment.data(trend_csv(report))
        return
    from thgbilanz.exhibits.trend_terminal import trend_text

    environment.out(trend_text(report, environment.width, environment.colour, encoding=environment.encoding))


def _tell_files(
    environment: Environment, root: Path, target: Path, written: "WriteResult | None", *, quiet: bool
) -> None:
    from thgbilanz.project.discovery import place_name

    if written is None:
        environment.err("Nichts geschrieben, solange Fehler offen sind (mit --vorlaeufig als VORLÄUFIG).\n")
    elif written.findings:
        tell_findings(environment, written.findings)
    elif not quiet:
        for label, names in (("Geschrieben", written.written), ("Unverändert", written.unchanged)):
            shown = ", ".join(place_name(root, target / FOLDER / name) for name in NAMES if name in names)
            environment.err(f"{label}: {shown}\n" if shown else "")
