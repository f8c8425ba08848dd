"""``thg journal JAHR``: the postings of a year; ``thg journal vergleiche A B``: what makes two journals differ."""
# ruff: noqa: PLC0415 - pandas and the whole line from cell to balance load only when a journal is made

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode, code_of
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import Output, Project, Quiet, chosen, stated_year
from thgbilanz.cli.projects import checked_output, project_folder
from thgbilanz.cli.reportless import without_report
from thgbilanz.cli.show import CSV, JSON, TEXT, tell_findings
from thgbilanz.cli.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thgbilanz.balance.report import BalanceReport
    from thgbilanz.core.diagnostic import Diagnostic
    from thgbilanz.exhibits.journal_view import JournalView
    from thgbilanz.journal.names import JournalName
    from thgbilanz.project.run import BalanceRun

SHORT = "Zeigt die Buchungen eines Jahres oder vergleicht zwei Journale"
PURPOSE = """\
Zeigt die Buchungen eines Jahres mit Herkunft, Faktor und Tonnen; --wo wählt aus.

thg journal vergleiche A B erklärt den Unterschied zweier Jahre, Abschlüsse oder Journale: je Buchung und nach Ursache.

Eine Bedingung ist Spalte, Operator und Wert: organisation=wohnen, scope=2, "emissionen_t>100", liegenschaft~Rathaus.
Operatoren: = != > >= < <= und ~ (enthält). Mehrere --wo gelten zugleich.
"""
EXAMPLES = """\
\b
Beispiele:
  thg journal 2019 --projekt examples/musterstadt --wo organisation=wohnen --wo scope=2
  thg journal vergleiche 2019 2020 --projekt examples/musterstadt
"""
XLSX = "xlsx"
COMPARE = "vergleiche"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a call asks for, beside the year."""

    conditions: list[str]
    columns: str
    output_format: str
    every: bool
    quiet: bool


def journal(  # noqa: PLR0913, PLR0917 - typer reads the options from the signature
    context: typer.Context,
    jahr: Annotated[str, typer.Argument(metavar="JAHR", help="Bilanzjahr wie 2019; oder das Wort vergleiche")],
    a: Annotated[
        str, typer.Argument(metavar="A", help="Nach vergleiche: Jahr, abschluss/2019.json oder journal.csv")
    ] = "",
    b: Annotated[str, typer.Argument(metavar="B", help="Womit A verglichen wird, ebenso")] = "",
    wo: Annotated[
        list[str] | None, typer.Option("--wo", metavar="BEDINGUNG", help="Nur diese Buchungen; mehrfach möglich")
    ] = None,
    spalten: Annotated[
        str, typer.Option("--spalten", metavar="LISTE", help="Nur diese Spalten, mit Komma getrennt")
    ] = "",
    alle: Annotated[bool, typer.Option("--alle", help="Zeigt als Text jede Buchung statt der größten 30")] = False,
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="text (Standard), json oder csv")
    ] = TEXT,
    als: Annotated[
        str, typer.Option("--als", metavar="ART", help="Schreibt eine Datei nach ausgabe/JAHR/: xlsx oder csv")
    ] = "",
    projekt: Project = "",
    ausgabe: Output = "",
    vorlaeufig: Annotated[
        bool, typer.Option("--vorlaeufig", help="Schreibt die Datei trotz offener Fehler, als VORLÄUFIG")
    ] = False,
    ansatz_verschieden: Annotated[
        bool, typer.Option("--ansatz-verschieden", help="Vergleicht auch über Konsolidierungsansätze hinweg")
    ] = False,
    leise: Quiet = False,
) -> ExitCode:
    """Show the postings of one year, or compare two journals."""
    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON, CSV), "--format")
    if jahr == COMPARE:
        if wo or spalten or als or ausgabe or vorlaeufig:
            refuse(
                "„--wo“, „--spalten“, „--als“ und „--ausgabe“ gibt es beim Vergleich nicht", "Mit --format csv filtern"
            )
        from thgbilanz.cli.journal_comparison import compare

        return compare(environment, (a, b), projekt, output_format, every=alle, other_approach=ansatz_verschieden)
    if a or b:
        refuse(f"Überzählige Angabe „{a or b}“", "Zwei Journale vergleichen: thg journal vergleiche A B")
    if als:
        chosen(als, (XLSX, CSV), "--als")
    elif ausgabe:
        refuse("„--ausgabe“ braucht „--als“", "--als xlsx schreibt eine Mappe, --als csv eine Tabelle")
    year = stated_year(jahr, environment.today.year)
    wish = _Wish(wo or [], spalten, output_format, alle, leise)
    root = project_folder(environment, projekt, output_format)
    target = checked_output(environment, root, ausgabe)
    run = computed(environment, root, year)
    if run.report is None:
        return without_report(environment, run, output_format)
    view = _view(run.report, wish)
    if als:
        return _write(environment, view, target, root if not ausgabe else None, als, (run, wish, vorlaeufig))
    _show(environment, view, wish)
    return code_of(run)


def computed(environment: Environment, root: Path, year: int) -> "BalanceRun":
    """The balance of a year, whose journal is shown."""
    from thgbilanz.project.run import run_balance

    return run_balance(root, year, latest_year=environment.today.year, today=environment.today)


def _view(report: "BalanceReport", wish: _Wish) -> "JournalView":
    """The postings asked for. Raises Stop with THG640 or THG641 for what nobody can answer."""
    from thgbilanz.exhibits.journal_view import JournalView
    from thgbilanz.journal.query import Condition, Known, matching, parsed, unknown_values

    known = Known({"organisation": report.organisation_names, "activity": report.activity_labels})
    read = [parsed(text) for text in wish.conditions]
    conditions = [condition for condition in read if isinstance(condition, Condition)]
    problems = [problem for problem in read if not isinstance(problem, Condition)]
    problems += unknown_values(conditions, report.journal, known)
    names = _names(wish.columns, problems)
    if problems:
        raise Stop(ExitCode.USAGE, tuple(problems), wish.output_format)
    postings, shares = report.journal, report.weights
    if conditions:
        mask = matching(postings, conditions, known)
        postings, shares = postings[mask], None if shares is None else shares[mask]
    return JournalView(report, postings, shares, tuple(map(str, conditions)), names)


def _names(stated: str, problems: "list[Diagnostic]") -> "tuple[JournalName, ...]":
    from thgbilanz.journal.names import journal_name
    from thgbilanz.journal.query import unknown_name

    names = []
    for word in filter(None, (part.strip() for part in stated.split(","))):
        name = journal_name(word)
        if name is None:
            problems.append(unknown_name(word))
        else:
            names.append(name)
    return tuple(dict.fromkeys(names))


def _show(environment: Environment, view: "JournalView", wish: _Wish) -> None:
    if wish.output_format == JSON:
        from thgbilanz.exhibits.document import document_text
        from thgbilanz.exhibits.journal_document import journal_document

        environment.data(document_text(journal_document(view)))
        return
    tell_findings(environment, view.report.findings, only_errors=True)
    if wish.output_format == CSV:
        for part in _csv_parts(view):
            environment.data(part)
        return
    from thgbilanz.exhibits.journal_text import journal_text
    from thgbilanz.exhibits.medium import Medium

    medium = Medium(environment.colour, environment.encoding)
    environment.out(journal_text(view, environment.width, medium, every=wish.every))


def _csv_parts(view: "JournalView") -> "Iterable[str]":
    from thgbilanz.journal.store import column_parts, journal_parts

    return column_parts(view.postings, view.names) if view.names else journal_parts(view.postings, view.shares)


def _write(
    environment: Environment,
    view: "JournalView",
    target: Path,
    within: Path | None,
    kind: str,
    call: "tuple[BalanceRun, _Wish, bool]",
) -> ExitCode:
    from thgbilanz.project.discovery import place_name
    from thgbilanz.project.names import file_stem
    from thgbilanz.project.writing import write_all

    run, wish, provisional = call
    report = view.report
    tell_findings(environment, report.findings, only_errors=True)
    if report.provisional and not provisional:
        environment.err("Nichts geschrieben, solange Fehler offen sind (mit --vorlaeufig als VORLÄUFIG).\n")
        return code_of(run)
    stem = f"journal-{file_stem(' '.join(view.conditions))}" if view.conditions else "journal"
    name = f"{stem}.{kind}"
    folder = target / str(report.year)
    written = write_all(folder, {name: _bytes(view, kind)}, within=within)
    if written.findings:
        tell_findings(environment, written.findings)
        return ExitCode.OUTPUT
    if not wish.quiet:
        label = "Geschrieben" if written.written else "Unverändert"
        environment.err(f"{label}: {place_name(within or environment.folder, folder / name)}\n")
    return code_of(run)


def _bytes(view: "JournalView", kind: str) -> bytes:
    if kind == CSV:
        return "".join(_csv_parts(view)).encode()
    from thgbilanz.exhibits.journal_workbook import journal_workbook

    return journal_workbook(view)
