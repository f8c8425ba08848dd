"""``thg abschluss JAHR``: seal a year, or hold it against its seal."""
# ruff: noqa: PLC0415 - pandas and the whole line from cell to balance load only when a year is closed

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import Project, Quiet, chosen, stated_year
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import JSON, TEXT, show_findings, tell_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thgbilanz.balance.report import BalanceReport
    from thgbilanz.core.diagnostic import Diagnostic
    from thgbilanz.project.run import BalanceRun
    from thgbilanz.project.sealing import SealCheck
    from thgbilanz.project.settings import Settings

SHORT = "Schließt ein Jahr ab oder prüft einen Abschluss"
PURPOSE = """\
Schließt ein Jahr ab: Summen, Journal, Prüfsummen der Eingaben und Faktoren stehen danach in abschluss/.

Weicht eine spätere Bilanz des Jahres ab, nennt sie die Gründe in Tonnen und endet mit 1, bis das Jahr mit einem Grund
neu abgeschlossen ist. Frühere Abschlüsse bleiben verzeichnet.
"""
EXAMPLES = """\
\b
Beispiele:
  thg abschluss 2019 --projekt examples/musterstadt --grund "Beschluss des Rats" --autor "Klimaschutzstelle"
  thg abschluss 2019 --projekt examples/musterstadt --nur-pruefen
"""
_FIRST_REASON = "Erster Abschluss"
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a call asks for, beside the year."""

    reason: str
    author: str
    only_check: bool
    output_format: str
    quiet: bool


def abschluss(
    context: typer.Context,
    jahr: Annotated[str, typer.Argument(metavar="JAHR", help="Bilanzjahr wie 2019")],
    grund: Annotated[str, typer.Option("--grund", metavar="TEXT", help="Warum das Jahr (neu) abgeschlossen wird")] = "",
    autor: Annotated[str, typer.Option("--autor", metavar="NAME", help="Wer abschließt")] = "",
    nur_pruefen: Annotated[
        bool,
        typer.Option("--nur-pruefen", help="Schreibt nichts; Rückgabewert 1, wenn das Jahr abweicht oder offen ist"),
    ] = False,
    projekt: Project = "",
    output_format: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text (Standard) oder json")] = TEXT,
    leise: Quiet = False,
) -> ExitCode:
    """Seal a year, or hold it against its seal."""
    environment = environment_of(context)
    chosen(output_format, (TEXT, JSON), "--format")
    year = stated_year(jahr, environment.today.year)
    wish = _Wish(_line(grund, "--grund"), _line(autor, "--autor"), nur_pruefen, output_format, leise)
    if nur_pruefen and (grund or autor):
        refuse("„--nur-pruefen“ schließt nicht ab", "Ohne --grund und --autor prüfen")
    root = project_folder(environment, projekt, output_format)
    from thgbilanz.cli.unsealed import unsealed_run

    run = unsealed_run(environment, root, year)
    if run.report is None or run.settings is None:
        _tell(environment, wish, run.findings)
        return ExitCode.USAGE if run.settings is None else _code(run)
    return _held(environment, root, run, wish)


def _line(text: str, option: str) -> str:
    """A stated text on one line; raises UsageProblem for one that nobody can read later."""
    from thgbilanz.exhibits.clean import visible

    shown = " ".join(visible(text).split())
    if len(shown) > _LONGEST:
        refuse(
            f"Der Text von {option} ist länger als {_LONGEST} Zeichen", "Kürzer fassen und auf ein Dokument verweisen"
        )
    return shown


def _code(run: "BalanceRun") -> ExitCode:
    return ExitCode.UNREADABLE if run.unreadable else ExitCode.FINDINGS


def _held(environment: Environment, root: Path, run: "BalanceRun", wish: _Wish) -> ExitCode:
    """Compare with the seal that is there, and close if that is asked for and possible."""
    from thgbilanz.core.diagnostic import error
    from thgbilanz.core.place import Place
    from thgbilanz.project.sealing import against_seal

    report, settings = run.report, run.settings
    if report is None or settings is None:
        return _code(run)
    check = against_seal(root, settings, report)
    if check.is_same:
        if not wish.only_check:
            _finish_interrupted(root)
        return _unchanged(environment, run, check, wish)
    if report.provisional:
        text = f"{report.year} lässt sich nicht abschließen, solange Fehler offen sind"
        refused = error(
            "THG653", text, Place(str(report.year)), hint="Fehler beheben oder bestätigen: thg bilanz zeigt sie"
        )
        _tell(environment, wish, [*report.findings, *check.findings, refused])
        return _code(run)
    sealed_before = check.sealed.seal is not None or bool(check.sealed.findings)
    _tell_difference(environment, check, wish)
    if wish.only_check:
        missing = [] if sealed_before else [_not_sealed(report.year)]
        _tell(environment, wish, [*check.findings, *missing], check)
        return ExitCode.FINDINGS
    if sealed_before and not wish.reason:
        text = f"{report.year} ist schon abgeschlossen: neu abgeschlossen wird nur mit einem Grund"
        hint = f'thg abschluss {report.year} --grund "…"'
        _tell(environment, wish, [*check.findings, error("THG649", text, Place(str(report.year)), hint=hint)], check)
        return ExitCode.FINDINGS
    return _closed(environment, root, report, settings, check, wish)


def _not_sealed(year: int) -> "Diagnostic":
    from thgbilanz.core.diagnostic import error
    from thgbilanz.core.place import Place
    from thgbilanz.journal.seal import SEAL_FOLDER, seal_name

    place = Place(f"{SEAL_FOLDER}/{seal_name(year)}")
    return error(
        "THG650", f"{year} ist nicht abgeschlossen", place, hint=f'Abschließen: thg abschluss {year} --grund "…"'
    )


def _unchanged(environment: Environment, run: "BalanceRun", check: "SealCheck", wish: _Wish) -> ExitCode:
    from thgbilanz.exhibits.seal_text import seal_line

    seal, report = check.sealed.seal, run.report
    if seal is None or report is None:
        return _code(run)
    if wish.output_format == JSON:
        _tell(environment, wish, report.findings, check, "unveraendert")
    else:
        tell_findings(environment, report.findings, only_errors=True)
        environment.out(seal_line(seal.year, seal.closed_on, seal.author, seal.reason, environment.encoding))
    return _code(run) if report.provisional else ExitCode.FINE


def _finish_interrupted(root: Path) -> None:
    """Take away the mark of a run that was killed when everything was already there: the seal has just been proven."""
    from thgbilanz.journal.seal import SEAL_FOLDER
    from thgbilanz.project.writing import MARK_NAME, write_all

    if (root / SEAL_FOLDER / MARK_NAME).exists():
        write_all(root / SEAL_FOLDER, {}, within=root)


def _closed(
    environment: Environment,
    root: Path,
    report: "BalanceReport",
    settings: "Settings",
    check: "SealCheck",
    wish: _Wish,
) -> ExitCode:
    from thgbilanz.exhibits.document import document_text
    from thgbilanz.exhibits.seal_document import Closing, history_of, seal_document
    from thgbilanz.exhibits.seal_text import closed_text
    from thgbilanz.journal.seal import SEAL_FOLDER, packed, seal_name, sealed_journal_name
    from thgbilanz.journal.store import journal_bytes
    from thgbilanz.project.writing import write_all

    seal = check.sealed.seal
    closing = Closing(environment.today.isoformat(), wish.author, wish.reason or _FIRST_REASON)
    earlier = history_of(seal.document) if seal is not None else []
    if seal is None and check.sealed.findings:
        earlier = [{"grund": "Der Abschluss davor war verändert oder beschädigt"}]
    journal = journal_bytes(report.journal, report.weights)
    document = seal_document(report, settings.consolidation.value, closing, journal, earlier)
    # the journal first: who is killed between the two finds the old seal, and its history, as it was
    files = {
        sealed_journal_name(report.year): packed(journal),
        seal_name(report.year): document_text(document).encode(),
    }
    written = write_all(root / SEAL_FOLDER, files, within=root)
    if written.findings:
        _tell(environment, wish, written.findings, check)
        return ExitCode.OUTPUT
    if wish.output_format == JSON:
        _tell(environment, wish, report.findings, check, "abgeschlossen")
    else:
        environment.out(closed_text(document, environment.width, environment.encoding))
        if not wish.quiet:
            environment.err(f"Geschrieben: {', '.join(f'{SEAL_FOLDER}/{name}' for name in files)}\n")
    return ExitCode.FINE


def _tell_difference(environment: Environment, check: "SealCheck", wish: _Wish) -> None:
    if check.difference is None or wish.output_format == JSON:
        return
    from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
    from thgbilanz.exhibits.difference_text import difference_text
    from thgbilanz.exhibits.medium import Medium

    labels = {kind.id: kind.label for kind in ACTIVITY_KINDS}
    medium = Medium(environment.colour, environment.encoding)
    environment.out(difference_text(check.difference, labels, environment.width, medium) + "\n")


def _tell(
    environment: Environment,
    wish: _Wish,
    findings: "Sequence[Diagnostic]",
    check: "SealCheck | None" = None,
    status: str = "offen",
) -> None:
    """Findings for people on standard error, or with the difference as one JSON document."""
    if wish.output_format != JSON:
        tell_findings(environment, findings, only_errors=wish.quiet)
        return
    from thgbilanz.exhibits.difference_document import difference_document

    difference = check.difference if check is not None else None
    shown = difference_document(difference) if difference is not None else None
    show_findings(environment, findings, JSON, {"abschluss": status, "unterschied": shown})
