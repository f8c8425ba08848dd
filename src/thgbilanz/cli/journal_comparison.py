"""``thg journal vergleiche A B``: two years, seals or journal files, and why their totals differ."""
# ruff: noqa: PLC0415 - pandas and the whole line from cell to balance load only when a journal is made

from pathlib import Path
from typing import TYPE_CHECKING

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import refuse
from thgbilanz.cli.options import is_whole_number, stated_year
from thgbilanz.cli.paths import stated_path
from thgbilanz.cli.projects import project_folder
from thgbilanz.cli.show import CSV, JSON
from thgbilanz.cli.stop import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thgbilanz.core.diagnostic import Diagnostic
    from thgbilanz.journal.difference import Difference
    from thgbilanz.project.journal_sides import SideResult

_YEAR_DIGITS = 4


def compare(
    environment: Environment,
    stated: tuple[str, str],
    project: str,
    output_format: str,
    *,
    every: bool,
    other_approach: bool,
) -> ExitCode:
    """Compare two journals and show the difference; the exit code says whether the sides could be compared."""
    if not all(stated):
        refuse("Der Vergleich braucht zwei Angaben", "thg journal vergleiche A B, etwa 2019 2020")
    from thgbilanz.journal.difference import explained
    from thgbilanz.project.journal_sides import completed
    from thgbilanz.project.journal_sides import other_approach as other_approach_finding

    results = _sides(environment, stated, project, output_format)
    problems = [finding for result in results for finding in result.findings if result.side is None]
    first, second = results[0].side, results[1].side
    if first is None or second is None:
        code = ExitCode.UNREADABLE if any(result.is_unreadable for result in results) else ExitCode.USAGE
        raise Stop(code, tuple(dict.fromkeys(problems)), output_format)
    before, after = completed(first, second)
    refused = other_approach_finding(before, after)
    if refused is not None and not other_approach:
        raise Stop(ExitCode.USAGE, (refused,), output_format)
    told = [finding for result in results for finding in result.findings]
    _show(environment, explained(before, after), _notes(told, results, refused), output_format, every=every)
    if any(result.is_unreadable for result in results):
        return ExitCode.UNREADABLE
    return ExitCode.FINDINGS if any(result.provisional for result in results) else ExitCode.FINE


def _notes(
    findings: "Sequence[Diagnostic]", results: "Sequence[SideResult]", refused: "Diagnostic | None"
) -> list[str]:
    """What a reader must know before the figures."""
    notes = [
        f"VORLÄUFIG: in {result.side.label} sind Fehler offen"
        for result in results
        if result.provisional and result.side
    ]
    notes += [finding.text for finding in findings]
    if refused is not None:
        notes.append(f"Verschiedene Ansätze ({refused.found}): der Wechsel zählt als Methode")
    return list(dict.fromkeys(notes))


def _sides(
    environment: Environment, stated: tuple[str, str], project: str, output_format: str
) -> "tuple[SideResult, SideResult]":
    from thgbilanz.project.discovery import find_project

    needs_project = bool(project) or any(_is_year(text) for text in stated)
    root = project_folder(environment, project, output_format) if needs_project else find_project(environment.folder)
    first, second = (_side(environment, text, root or environment.folder) for text in stated)
    return first, second


def _is_year(text: str) -> bool:
    return is_whole_number(text) and len(text) == _YEAR_DIGITS


def _side(environment: Environment, text: str, root: Path) -> "SideResult":
    from thgbilanz.project.journal_sides import file_side, year_side

    if _is_year(text):
        from thgbilanz.cli.unsealed import unsealed_run

        return year_side(unsealed_run(environment, root, stated_year(text, environment.today.year)))
    path = stated_path(environment, text)
    inside = root / text
    if not path.is_file() and inside.is_file():
        path = inside
    if not path.is_file():
        hint = "Jahr wie 2019, Abschluss wie abschluss/2019.json oder Journal aus thg journal 2019 --format csv"
        refuse(f"„{text}“ ist weder ein Jahr noch eine Datei", hint)
    return file_side(path, root)


def _show(
    environment: Environment, difference: "Difference", notes: list[str], output_format: str, *, every: bool
) -> None:
    if output_format == JSON:
        from thgbilanz.exhibits.difference_document import difference_document
        from thgbilanz.exhibits.document import document_text

        environment.data(document_text(difference_document(difference) | {"hinweise": notes}))
    elif output_format == CSV:
        from thgbilanz.exhibits.difference_document import difference_csv

        environment.err("".join(f"{note}\n" for note in notes))
        environment.data(difference_csv(difference))
    else:
        from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
        from thgbilanz.exhibits.difference_text import difference_text
        from thgbilanz.exhibits.medium import Medium

        labels = {kind.id: kind.label for kind in ACTIVITY_KINDS}
        medium = Medium(environment.colour, environment.encoding)
        environment.out(difference_text(difference, labels, environment.width, medium, every=every, notes=notes))
