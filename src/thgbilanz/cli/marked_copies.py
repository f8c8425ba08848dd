"""``thg pruefen --kopie``: where a marked copy may go, and writing it. The original is never touched."""
# ruff: noqa: PLC0415 - what a call does not need is not loaded, so that help stays fast

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.german import refuse
from thgbilanz.cli.paths import stated_path
from thgbilanz.core.diagnostic import Diagnostic, error, note
from thgbilanz.core.place import Place

if TYPE_CHECKING:
    from thgbilanz.project.check import CheckResult

_TABLES = frozenset({".csv", ".tsv", ".txt"})
_MACROS = ".xlsm"
_WORKBOOKS = frozenset({".xlsx", _MACROS})


@dataclass(frozen=True, slots=True)
class CopyPaths:
    """The workbook and the file that its copy becomes."""

    source: Path
    target: Path
    stated: str
    """The target as the user typed it."""


@dataclass(frozen=True, slots=True)
class CopyResult:
    """What became of a copy."""

    findings: tuple[Diagnostic, ...] = ()
    written: str = ""
    """The file that was written, as shown to the user; empty if there is none."""
    failed: bool = False
    """Whether the workbook was readable and yet no copy could be written."""


NO_COPY = CopyResult()


def copy_paths(environment: Environment, root: Path, files: list[Path], stated: str) -> CopyPaths:
    """Source and target of the copy; raises UsageProblem for everything that cannot or must not be.

    ``files`` are the files of the command line; exactly one workbook can be copied.
    """
    if len(files) != 1:
        what = f"{len(files)} Dateien" if files else "ein ganzes Projekt"
        refuse(f"--kopie gilt für genau eine Mappe, nicht für {what}", "Eine Mappe nennen: thg pruefen DATEI --kopie …")
    source = files[0]
    suffix = source.suffix.casefold()
    if suffix in _TABLES or source.name == "thg.toml":
        kind = "eine CSV-Tabelle" if suffix in _TABLES else "eine Textdatei"
        refuse(
            f"„{source.name}“ ist {kind}: markieren lassen sich nur Excel-Mappen",
            "Die Befunde stehen ohne --kopie in der Ausgabe, mit --format csv auch als Tabelle",
        )
    target = stated_path(environment, stated)
    _refuse_target(root, source, target, stated)
    wanted = suffix if suffix in _WORKBOOKS else ".xlsx"
    if target.suffix.casefold() != wanted:
        refuse(f"Die Kopie muss auf {wanted} enden, sonst öffnet Excel sie nicht", f"Etwa --kopie geprueft{wanted}")
    return CopyPaths(source, target, stated)


def _refuse_target(root: Path, source: Path, target: Path, stated: str) -> None:
    from thgbilanz.project.discovery import DATA_FOLDER, find_project

    if os.path.lexists(target):
        if target.exists() and target.samefile(source):
            refuse("Die Kopie darf nicht die geprüfte Mappe selbst sein", "Einen anderen Namen für --kopie nennen")
        refuse(f"„{stated}“ gibt es schon", "Einen anderen Namen für --kopie nennen oder die Datei löschen")
    folder = target.resolve().parent
    for project in {root.resolve(), find_project(folder) or root.resolve()}:
        if folder.is_relative_to((project / DATA_FOLDER).resolve()):
            refuse(
                f"„{stated}“ liegt in {DATA_FOLDER}: Dort würde die Kopie als weitere Eingabe gelesen",
                "Die Kopie in einen anderen Ordner legen, etwa neben thg.toml",
            )


def written_copy(paths: CopyPaths, root: Path, result: "CheckResult") -> CopyResult:
    """Mark the workbook and write it; the findings say what went wrong and what the copy does not hold."""
    from thgbilanz.intake.file_bytes import file_name

    name = file_name(paths.source, root)
    if result.settings_failed or result.unreadable:
        why = "erst muss thg.toml stimmen" if result.settings_failed else "sie lässt sich nicht lesen"
        hint = "Die Befunde der Prüfung beheben und noch einmal aufrufen"
        return CopyResult((error("THG543", f"Keine Kopie der Mappe: {why}", Place(name), hint=hint),))
    return _written(paths, name, result)


def _written(paths: CopyPaths, name: str, result: "CheckResult") -> CopyResult:
    from thgbilanz import __version__
    from thgbilanz.exhibits.marked_copy import marked_copy
    from thgbilanz.project.os_findings import os_finding
    from thgbilanz.project.writing import write_all

    macros = paths.source.suffix.casefold() == _MACROS
    try:
        data = paths.source.read_bytes()
    except OSError:
        data = b""
    try:
        copy = marked_copy(data, name, result.findings, macros=macros, made_by=f"thgbilanz {__version__}")
    except OSError as failure:
        return CopyResult((os_finding(failure, Path(gettempdir())),), failed=True)
    if copy is None:
        hint = "Die Mappe in Excel oder LibreOffice öffnen, unter neuem Namen als .xlsx speichern und diese prüfen"
        text = "Keine Kopie der Mappe: ihr Aufbau lässt sich nicht unverändert übernehmen"
        return CopyResult((error("THG543", text, Place(name), hint=hint),), failed=True)
    written = write_all(paths.target.parent, {paths.target.name: copy.content})
    if written.findings:
        return CopyResult(written.findings, failed=True)
    return CopyResult(tuple(_losses(copy.lost, paths.stated)), paths.stated)


def _losses(lost: tuple[str, ...], shown: str) -> list[Diagnostic]:
    if not lost:
        return []
    text = "Die Kopie enthält nicht alles, was in der Mappe steht"
    hint = "Werte, Formeln und Formate sind vollständig. Weitergearbeitet wird im Original"
    return [note("THG544", text, Place(shown), found="; ".join(lost), hint=hint)]
