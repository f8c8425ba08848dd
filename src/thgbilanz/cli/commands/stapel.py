"""``thg stapel``: many workbooks and projects in one run; one bad file stops nothing."""
# ruff: noqa: PLC0415 - the whole line from cell to table loads only when a batch runs

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import Output, Quiet, chosen, is_whole_number, stated_year
from thgbilanz.cli.paths import stated_items, stated_path
from thgbilanz.cli.projects import checked_output, project_folder
from thgbilanz.cli.show import CSV, JSON, TEXT, tell_findings
from thgbilanz.cli.stop import Stop
from thgbilanz.core.diagnostic import error
from thgbilanz.core.place import Place

if TYPE_CHECKING:
    from thgbilanz.balance.batch import BatchReport
    from thgbilanz.project.batch.items import FoundItems
    from thgbilanz.project.batch.run import BatchRun, Crew
    from thgbilanz.project.writing import WriteResult

SHORT = "Rechnet viele Mappen oder Projekte auf einmal"
PURPOSE = """\
Prüft und rechnet viele Mappen, CSV-Tabellen und Projektordner auf einmal und schreibt stapel.xlsx, stapel.csv und
stapel.json nach ausgabe/stapel/JAHR/. Eine schlechte Datei hält die anderen nicht auf.

Ordner werden mit allen Unterordnern gelesen; ein Ordner mit thg.toml zählt als ein Projekt. Was sich seit dem letzten
Lauf nicht geändert hat, wird nicht erneut gelesen.
"""
EXAMPLES = """\
\b
Beispiele:
  thg stapel examples --jahr 2019
  thg stapel examples/musterstadt/daten/2019 --jahr 2019 --format csv
"""
FOLDER = "stapel"
FILE_NAMES = ("stapel.json", "stapel.csv", "stapel.xlsx")

_FORMATS = (TEXT, JSON, CSV)


def stapel(  # noqa: PLR0913, PLR0917 - typer reads the options from the signature
    context: typer.Context,
    pfad: Annotated[list[str], typer.Argument(metavar="PFAD", help="Ordner, Projektordner, Mappe oder CSV-Tabelle")],
    jahr: Annotated[str, typer.Option("--jahr", metavar="JAHR", help="Bilanzjahr wie 2019")],
    projekt: Annotated[
        str,
        typer.Option("--projekt", metavar="ORDNER", help="Projekt, dessen thg.toml für alle einzelnen Dateien gilt"),
    ] = "",
    prozesse: Annotated[
        str, typer.Option("--prozesse", metavar="N", help="Zahl der Prozesse (Standard: Zahl der Prozessoren)")
    ] = "",
    frist: Annotated[
        str, typer.Option("--frist", metavar="SEKUNDEN", help="Längste Zeit je Datei oder Projekt (Standard 300)")
    ] = "300",
    verteilt: Annotated[
        str,
        typer.Option("--verteilt", metavar="ADRESSE", help="Rechnet auf einem Dask-Cluster, etwa tcp://rechner:8786"),
    ] = "",
    neu: Annotated[bool, typer.Option("--neu", help="Liest alles erneut, auch was sich nicht geändert hat")] = False,
    ausgabe: Output = "",
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text (Standard), json oder csv")
    ] = TEXT,
    leise: Quiet = False,
) -> ExitCode:
    """Work on many items, show and write the summary."""
    environment = environment_of(context)
    chosen(output_format, _FORMATS, "--format")
    year = stated_year(jahr, environment.today.year, "--jahr")
    count, seconds = _number(prozesse, "--prozesse", "4"), _number(frist, "--frist", "300") or 0
    if verteilt and prozesse:
        refuse("--prozesse gilt nicht mit --verteilt", "Die Zahl der Prozesse bestimmen dort die Arbeiter")
    paths = stated_items(environment, pfad, output_format)
    root = project_folder(environment, projekt, output_format) if projekt else None
    target, within = _target(environment, root, ausgabe)
    found = _found(paths, root, target, output_format)

    crew = _cluster(verteilt, seconds, output_format) if verteilt else _processes(count, seconds)

    run = _run(environment, found, year, crew, target, fresh=neu, quiet=leise)
    written = _write(target / str(year), within, run.report)
    _show(environment, run, output_format, quiet=leise)
    if output_format == TEXT:
        _tell_files(environment, target / str(year), written, quiet=leise)
    elif written.findings:
        tell_findings(environment, written.findings)
    return _exit_code(run.report, written)


def _number(text: str, option: str, example: str) -> int | None:
    if not text:
        return None
    if not (is_whole_number(text) and int(text) > 0):
        refuse(f"„{text}“ ist für {option} nicht möglich", f"Eine ganze Zahl ab 1 angeben, etwa {example}")
    return int(text)


def _target(environment: Environment, root: Path | None, stated: str) -> tuple[Path, Path | None]:
    """The folder for results of all years, and the one it must not leave."""
    from thgbilanz.project.discovery import OUTPUT_FOLDER, find_project

    home = root or find_project(environment.folder)
    if home is not None:
        return checked_output(environment, home, stated) / FOLDER, None if stated else home
    folder = stated_path(environment, stated) if stated else environment.folder / OUTPUT_FOLDER
    return folder / FOLDER, None


def _found(paths: list[Path], root: Path | None, target: Path, output_format: str) -> "FoundItems":
    from thgbilanz.project.batch.items import common_folder, found_items

    base = common_folder(paths)
    if base is None:
        refuse("Die Pfade haben keinen Ordner gemeinsam", "Dateien auf einem Laufwerk sammeln")
    found = found_items(paths, base, project=root, output=target)
    if not found.items:
        hint = "Einen Ordner mit Mappen (.xlsx), CSV-Tabellen oder Projekten nennen"
        finding = error("THG541", "Hier liegt keine Mappe, keine CSV-Tabelle und kein Projekt", Place(), hint=hint)
        raise Stop(ExitCode.USAGE, (*found.notes, finding), output_format)
    return found


def _processes(count: int | None, seconds: float) -> "Crew":
    import os

    from thgbilanz.project.batch.run import local_crew

    return local_crew(count or os.cpu_count() or 1, seconds)


def _cluster(address: str, seconds: float, output_format: str) -> "Crew":
    from thgbilanz.core.diagnostic import Diagnostic
    from thgbilanz.project.batch.cluster import cluster_crew, connected

    cluster = connected(address)
    if isinstance(cluster, Diagnostic):
        raise Stop(ExitCode.USAGE, (cluster,), output_format)
    return cluster_crew(cluster, seconds)


def _run(
    environment: Environment,
    found: "FoundItems",
    year: int,
    crew: "Crew",
    target: Path,
    *,
    fresh: bool,
    quiet: bool,
) -> "BatchRun":
    from thgbilanz.cli.progress import progress_bar
    from thgbilanz.project.batch.contents import BatchOptions, program_key
    from thgbilanz.project.batch.run import run_batch
    from thgbilanz.project.batch.store import FOLDER as STORE
    from thgbilanz.project.batch.store import Store

    options = BatchOptions(year, environment.today.year, program_key())
    with progress_bar(environment, f"Stapel {year}", quiet=quiet) as show:
        return run_batch(
            found, options, crew, Store(target / STORE, year), fresh=fresh, on_progress=show, meanwhile=_load_exhibits
        )


def _load_exhibits() -> None:
    """Import what shows and writes the results: others work in the meantime."""
    import thgbilanz.exhibits.batch_document
    import thgbilanz.exhibits.batch_text
    import thgbilanz.exhibits.sheets.evidence
    import thgbilanz.intake.row_marks
    import thgbilanz.project.writing  # noqa: F401


def _write(folder: Path, within: Path | None, report: "BatchReport") -> "WriteResult":
    from thgbilanz.exhibits.batch_document import batch_csv, batch_document
    from thgbilanz.exhibits.batch_workbook import batch_workbook
    from thgbilanz.exhibits.document import document_text
    from thgbilanz.project.writing import write_all

    texts = (document_text(batch_document(report)), batch_csv(report, excel=True))
    contents = (*(text.encode() for text in texts), batch_workbook(report))
    return write_all(folder, dict(zip(FILE_NAMES, contents, strict=True)), within=within)


def _show(environment: Environment, run: "BatchRun", output_format: str, *, quiet: bool) -> None:
    from thgbilanz.exhibits.batch_document import batch_csv, batch_document
    from thgbilanz.exhibits.batch_text import batch_text
    from thgbilanz.exhibits.document import document_text

    report = run.report
    if output_format == JSON:
        environment.data(document_text(batch_document(report)))
    elif output_format == CSV:
        environment.data(batch_csv(report))
    else:
        tell_findings(environment, report.findings, only_errors=quiet)
        width, encoding = environment.width, environment.encoding
        environment.out(batch_text(report, width, environment.colour, encoding=encoding, kept=run.kept))


def _tell_files(environment: Environment, folder: Path, written: "WriteResult", *, quiet: bool) -> None:
    from thgbilanz.project.discovery import place_name

    if written.findings:
        tell_findings(environment, written.findings)
    elif not quiet:
        for label, names in (("Geschrieben", written.written), ("Unverändert", written.unchanged)):
            shown = ", ".join(place_name(environment.folder, folder / name) for name in names)
            environment.err(f"{label}: {shown}\n" if shown else "")


def _exit_code(report: "BatchReport", written: "WriteResult") -> ExitCode:
    if written.findings:
        return ExitCode.OUTPUT
    if any(item.aborted or item.unreadable for item in report.items):
        return ExitCode.UNREADABLE
    return ExitCode.FINDINGS if any(item.provisional for item in report.items) else ExitCode.FINE
