"""``thg faktoren formatiere [ORDNER]``: the only writer of the canonical form of factor tables."""
# ruff: noqa: PLC0415 - tables load only when they are formatted

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thgbilanz.cli.commands.faktoren_pruefen import table_folder
from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import environment_of, refuse
from thgbilanz.cli.options import Quiet
from thgbilanz.cli.show import tell_findings

if TYPE_CHECKING:
    from thgbilanz.factors.checking.formatting import Formatted

SHORT = "Schreibt Faktortabellen in kanonischer Form"
PURPOSE = """\
Schreibt Faktortabellen in kanonischer Form: sortiert, kürzeste Zahlen, LF. Zeigt, was sich ändert; Werte nie.

Mit --freigeben werden alle Zeilen mit ihrer Prüfsumme in released.csv aufgenommen: Danach meldet F15 jede Änderung.
"""
EXAMPLES = """\
\b
Beispiele:
  thg faktoren formatiere --pruefen
  thg faktoren formatiere faktoren --freigeben 2026.1
"""
_SHOWN_LINES = 20


def formatiere(
    context: typer.Context,
    ordner: Annotated[str, typer.Argument(metavar="ORDNER", help="Ordner mit Faktortabellen")] = "",
    nur_pruefen: Annotated[
        bool, typer.Option("--pruefen", help="Schreibt nichts; Rückgabewert 1, wenn sich etwas ändern würde")
    ] = False,
    freigeben: Annotated[
        str, typer.Option("--freigeben", metavar="AUSGABE", help="Gibt alle Zeilen unter dieser Ausgabe frei")
    ] = "",
    leise: Quiet = False,
) -> ExitCode:
    """Write the canonical form."""
    from thgbilanz.factors.cells import slug
    from thgbilanz.factors.checking.formatting import formatted
    from thgbilanz.factors.table import Refusal

    environment = environment_of(context)
    if freigeben and isinstance(slug(freigeben), Refusal):
        refuse(f"„{freigeben}“ ist keine Ausgabe", "Kleinbuchstaben, Ziffern, Punkt und Bindestrich, etwa 2026.1")
    folder, shown = table_folder(environment, ordner)
    results, findings = formatted(folder, shown)
    tell_findings(environment, findings)
    changed = [result for result in results if result.changed]
    for result in changed:
        _tell(environment, result, quiet=leise)
    if not changed and not leise:
        environment.err(f"Schon in kanonischer Form: {len(results)} Tabellen in {shown}\n")
    if nur_pruefen:
        return ExitCode.FINDINGS if changed or findings else ExitCode.FINE
    code = _write(environment, results)
    if code is not ExitCode.FINE or findings:
        return code if code is not ExitCode.FINE else ExitCode.FINDINGS
    return _release(environment, folder, shown, freigeben) if freigeben else ExitCode.FINE


def _tell(environment: Environment, result: "Formatted", *, quiet: bool) -> None:
    from thgbilanz.exhibits.clean import visible

    lines = result.differences()
    environment.out(f"{result.name}: {_changes(lines)}\n")
    if quiet:
        return
    environment.out("".join(f"  {visible(line)}\n" for line in lines[:_SHOWN_LINES]))
    if len(lines) > _SHOWN_LINES:
        environment.out(f"  … und {len(lines) - _SHOWN_LINES} weitere\n")


def _changes(lines: list[str]) -> str:
    added = sum(line.startswith("+") for line in lines)
    if not lines:
        return "nur Zeilenenden oder Byte-Order-Mark"
    return "1 Zeile" if added == 1 else f"{added} Zeilen"


def _write(environment: Environment, results: "list[Formatted]") -> ExitCode:
    """Write what changed; a folder that a killed run left marked is written too, which takes the mark away."""
    from thgbilanz.project.writing import MARK_NAME, write_all

    by_folder: dict[Path, dict[str, bytes]] = {}
    for result in results:
        if result.changed or (result.path.parent / MARK_NAME).exists():
            by_folder.setdefault(result.path.parent, {})[result.path.name] = result.after
    for folder, files in sorted(by_folder.items()):
        outcome = write_all(folder, files)
        if outcome.findings:
            tell_findings(environment, outcome.findings)
            return ExitCode.OUTPUT
    return ExitCode.FINE


def _release(environment: Environment, folder: Path, shown: str, release: str) -> ExitCode:
    from thgbilanz.factors.checking.formatting import RELEASED_NAME, release_text
    from thgbilanz.factors.checking.run import checked_folder
    from thgbilanz.factors.checking.tables import read_tables
    from thgbilanz.project.writing import write_all

    result = checked_folder(folder, environment.today, shown=shown)
    if result.failed:
        tell_findings(environment, result.findings, only_errors=True)
        return ExitCode.FINDINGS
    text = release_text(read_tables(folder, environment.today, shown=shown), release)
    outcome = write_all(folder, {RELEASED_NAME: text.encode("utf-8")})
    tell_findings(environment, outcome.findings)
    if outcome.findings:
        return ExitCode.OUTPUT
    count = text.count("\n") - 1
    environment.err(f"Freigegeben: {count} {'Zeile' if count == 1 else 'Zeilen'} in {shown}/{RELEASED_NAME}\n")
    return ExitCode.FINE
