"""Writing results all or nothing: either every file of a run is there, whole, or the old ones are untouched.

New bytes go to temporary files in the same folder first and onto the disk (fsync); only then does each replace its
predecessor in one step. If a step fails, the predecessors come back. A process that is killed in between leaves
temporary files, which the next run removes, and, if several files were being exchanged, a note that says so.
"""

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.project.lock import LockedError, locked
from thgbilanz.project.names import is_plain_name
from thgbilanz.project.os_findings import os_finding

TEMPORARY_PREFIX = ".thg-neu-"
_TEMPORARY_SUFFIX = ".tmp"
"""What a killed run leaves behind is no table and no workbook: nobody who collects ``*.csv`` reads it."""
MARK_NAME = "UNVOLLSTAENDIG.txt"

_MARK_TEXT = """\
Ein Lauf von thg wurde beim Schreiben abgebrochen.
Die Dateien in diesem Ordner stammen deshalb aus zwei Läufen.
Den letzten Befehl noch einmal ausführen; danach ist dieser Hinweis weg.
"""
_WINDOWS_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What became of the files of a run."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    """Files that already had exactly these bytes and were left alone."""
    findings: tuple[Diagnostic, ...] = ()
    """Empty if all went well; otherwise nothing was changed."""


def write_all(folder: Path, files: Mapping[str, bytes], *, within: Path | None = None) -> WriteResult:
    """Write all files of a run into ``folder``, or none.

    Names are plain file names. ``within`` is the folder that must hold ``folder`` even after symbolic links are
    followed. Errors of the operating system become findings (THG530–THG534), never exceptions.
    """
    try:
        refused = _refusals(folder, files, within)
        if refused:
            return WriteResult(findings=tuple(refused))
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return _write_locked(folder, files)
    except LockedError as held:
        return WriteResult(findings=(locked_finding(folder, held),))
    except OSError as failure:
        return WriteResult(findings=(os_finding(failure, folder),))


def _refusals(folder: Path, files: Mapping[str, bytes], within: Path | None) -> list[Diagnostic]:
    findings = []
    place = Place(folder.as_posix())
    if within is not None and not folder.resolve().is_relative_to(within.resolve()):
        hint = "Verknüpfung durch einen Ordner ersetzen oder ein Ziel mit --ausgabe nennen"
        text = f"Ausgabeordner „{folder.name}“ führt aus dem Projekt hinaus"
        findings.append(error("THG534", text, place, found=folder.resolve().as_posix(), hint=hint))
    taken: set[str] = set()
    for name in files:
        if not is_plain_name(name) or name.casefold() in taken:
            findings.append(error("THG534", f"„{name}“ ist kein zulässiger Dateiname", place, found=name))
        elif (folder / name).is_symlink():
            hint = "Verknüpfung löschen; an ihrer Stelle entsteht eine Datei"
            text = f"„{name}“ ist eine Verknüpfung auf eine andere Datei"
            findings.append(error("THG534", text, Place((folder / name).as_posix()), found=name, hint=hint))
        taken.add(name.casefold())
    return findings


def locked_finding(folder: Path, held: LockedError) -> Diagnostic:
    """The finding for a folder in which another run is still writing (faults.md 143)."""
    process = f" (Prozess {held.holder})" if held.holder else ""
    hint = "Warten, bis der andere Lauf fertig ist, dann noch einmal aufrufen"
    return error("THG533", f"Ein anderer Lauf schreibt gerade{process}", Place(folder.as_posix()), hint=hint)


def _write_locked(folder: Path, files: Mapping[str, bytes]) -> WriteResult:
    _remove_leftovers(folder)
    old: dict[str, bytes | None] = {}
    current = folder
    try:
        for name in files:
            current = folder / name
            old[name] = _bytes_of(current)
        changed = [name for name, content in files.items() if old[name] != content]
        for name in changed:
            current = folder / name
            _refuse_if_open(current)
        for name in changed:
            current = folder / name
            _put(_temporary(folder, name), files[name])
        _exchange(folder, changed, old)
    except OSError as failure:
        where = Path(failure.filename2 or failure.filename or current)
        _remove_leftovers(folder)
        shown = folder / where.name.removeprefix(TEMPORARY_PREFIX).removesuffix(_TEMPORARY_SUFFIX)
        return WriteResult(findings=(os_finding(failure, shown),))
    except BaseException:
        _remove_leftovers(folder)
        raise
    return WriteResult(written=tuple(changed), unchanged=tuple(name for name in files if name not in changed))


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _refuse_if_open(path: Path) -> None:
    """Raise before anything is exchanged if a file is write-protected or open in Excel (Windows)."""
    if path.exists():
        with path.open("r+b"):
            pass


def _temporary(folder: Path, name: str) -> Path:
    return folder / f"{TEMPORARY_PREFIX}{name}{_TEMPORARY_SUFFIX}"


def _put(path: Path, content: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _exchange(folder: Path, names: list[str], old: Mapping[str, bytes | None]) -> None:
    """Replace each file by its temporary one; if one fails, those before it come back.

    While several files are being exchanged, the mark stands in the folder.
    """
    done: list[str] = []
    try:
        if len(names) > 1:
            (folder / MARK_NAME).write_bytes(_MARK_TEXT.encode("utf-8"))
        for name in names:
            # Noted before the step: Ctrl-C may arrive between the exchange and the next line.
            done.append(name)
            _replaced(_temporary(folder, name), folder / name)
        _remove_mark(folder)
    except BaseException:
        _bring_back(folder, done, old)
        raise


def _bring_back(folder: Path, names: list[str], old: Mapping[str, bytes | None]) -> None:
    try:
        for name in names:
            path, before = folder / name, old[name]
            if before is None:
                path.unlink(missing_ok=True)
            elif _bytes_of(path) != before:
                temporary = _temporary(folder, f"alt-{name}")
                _put(temporary, before)
                _replaced(temporary, path)
        _remove_mark(folder)
    except OSError:
        # The mark stays: it is the only thing that still tells the truth about the folder.
        return


def _replaced(source: Path, target: Path) -> None:
    try:
        _patiently(lambda: os.replace(source, target))  # noqa: PTH105 - the one call that tests make fail
    except OSError as failure:
        failure.filename2 = str(target)
        raise


def _remove_mark(folder: Path) -> None:
    mark = folder / MARK_NAME
    if mark.exists():
        _patiently(mark.unlink)


def _patiently(step: Callable[[], None]) -> None:
    """On Windows again after a moment, because virus scanners hold new files open for an instant."""
    attempts = _WINDOWS_ATTEMPTS if sys.platform == "win32" else 1
    for attempt in range(1, attempts + 1):
        try:
            return step()
        except PermissionError:
            if attempt == attempts:
                raise
            time.sleep(0.1 * attempt)
    return None


def _remove_leftovers(folder: Path) -> None:
    for path in sorted(folder.glob(f"{TEMPORARY_PREFIX}*")):
        with suppress(OSError):
            path.unlink()
