"""The bytes of a file, read once: everything after works on this buffer and its hash."""

import hashlib
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from thgbilanz.core.diagnostic import Diagnostic, note, warning
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile
from thgbilanz.intake.budget import BUDGET, MEGABYTE, Budget
from thgbilanz.intake.refusal import refuse

LOCK_PREFIX = "~$"
"""Excel puts such a file beside every workbook that is open."""


@dataclass(frozen=True, slots=True)
class FileBytes:
    """A file as it was at one moment."""

    name: str
    """Path relative to the project, ``/`` as separator, Unicode NFC."""
    suffix: str
    """File name extension in lower case."""
    data: bytes
    sha256: str
    notes: tuple[Diagnostic, ...]

    @property
    def record(self) -> InputFile:
        """The file in the run record."""
        return InputFile(self.name, self.sha256)


def file_name(path: Path, root: Path) -> str:
    """The name under which a file appears in findings and reports.

    >>> file_name(Path("projekt/daten/2019/a.xlsx"), Path("projekt"))
    'daten/2019/a.xlsx'
    """
    inside = path.is_relative_to(root)
    name = (path.relative_to(root) if inside else path).as_posix()
    # Undecodable bytes in a POSIX file name arrive as lone surrogates, which no UTF-8 output can hold.
    readable = name.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", readable)


def file_bytes(path: Path, root: Path, budget: Budget = BUDGET) -> FileBytes:
    """Read a regular file within the budget, once.

    Raises ``RefusedFileError``: missing (faults.md 1, 23), no regular file (2, 37), no right to read (24),
    empty (3), too large. A file that changes while it is read gets a Warnung (38).
    """
    name = file_name(path, root)
    try:
        before = path.stat()
        _must_be_regular(before, name)
        _must_fit(before.st_size, budget)
        with path.open("rb") as stream:
            # One byte more than announced shows a file that grew; the budget also holds if the size was a lie.
            data = stream.read(min(before.st_size, budget.file_bytes) + 1)
        after = path.stat()
        target = path.resolve() if path.is_symlink() else None
    except (OSError, ValueError) as problem:  # ValueError: a NUL in the path
        _refuse_unreadable(problem, path)
    _must_fit(len(data), budget)
    if not data:
        refuse(
            "THG003",
            "Datei ist leer (0 Bytes)",
            expected="eine Arbeitsmappe oder CSV-Tabelle mit Inhalt",
            hint="Die Datei neu herunterladen; bei OneDrive oder SharePoint erst „Immer auf diesem Gerät behalten“ "
            "wählen, sonst liegt nur ein Platzhalter im Ordner",
        )
    notes = [*_changed(before, after, name), *_linked(target, root, name)]
    return FileBytes(name, path.suffix.casefold(), data, hashlib.sha256(data).hexdigest(), tuple(notes))


def lock_file_note(name: str) -> Diagnostic:
    """The finding for a lock file: it holds the name of a user, no data (faults.md 22)."""
    return note(
        "THG015",
        "Sperrdatei von Excel übersprungen",
        Place(name),
        hint="Die zugehörige Arbeitsmappe ist wohl noch geöffnet: speichern und schließen, damit der letzte Stand "
        "gelesen wird",
    )


def _must_be_regular(status: os.stat_result, name: str) -> None:
    if stat.S_ISREG(status.st_mode):
        return
    if stat.S_ISDIR(status.st_mode):
        what, hint = "ein Ordner", "Die Dateien in dem Ordner einzeln angeben"
    else:
        what, hint = "ein Gerät oder eine Pipe", "Die Daten erst in einer Datei speichern"
    refuse("THG002", f"„{name}“ ist {what}, keine Datei", expected="eine .xlsx- oder .csv-Datei", hint=hint)


def _must_fit(size: int, budget: Budget) -> None:
    if size > budget.file_bytes:
        refuse(
            "THG009",
            f"Datei ist größer als {budget.file_bytes // MEGABYTE} MB",
            found=f"{size / MEGABYTE:.0f} MB",
            expected=f"höchstens {budget.file_bytes // MEGABYTE} MB",
            hint="Bilder und nicht benötigte Blätter entfernen oder die Daten auf mehrere Dateien verteilen",
        )


def _refuse_unreadable(problem: OSError | ValueError, path: Path) -> NoReturn:
    if isinstance(problem, PermissionError):
        refuse(
            "THG016",
            "Datei darf nicht gelesen werden",
            expected="Leserecht für die Datei",
            hint="Unter Windows: die Datei in Excel schließen. Sonst: Leserechte der Datei und des Ordners prüfen",
        )
    if isinstance(problem, FileNotFoundError) and path.is_symlink():
        refuse(
            "THG001",
            "Verknüpfung zeigt auf eine Datei, die es nicht gibt",
            hint="Das Ziel wiederherstellen oder die Datei selbst in den Ordner legen",
        )
    if isinstance(problem, FileNotFoundError):
        refuse("THG001", "Datei nicht gefunden", hint=_neighbours(path))
    reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    refuse(
        "THG001",
        "Datei lässt sich nicht lesen",
        found=reason,
        hint="Pfad, Netzlaufwerk und Verknüpfungen prüfen",
    )


def _neighbours(path: Path) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when something is wrong

    try:
        names = sorted(entry.name for entry in path.parent.iterdir() if not entry.name.startswith(LOCK_PREFIX))
    except OSError:
        return "Den Ordner gibt es nicht: Pfad prüfen"
    near = get_close_matches(path.name, names[:1000], n=3, cutoff=0.5)
    if not near:
        return "Pfad und Schreibweise prüfen"
    return "Im selben Ordner liegt " + ", ".join(f"„{file_name(Path(name), path)}“" for name in near)


def _changed(before: os.stat_result, after: os.stat_result, name: str) -> list[Diagnostic]:
    if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
        return []
    return [
        warning(
            "THG017",
            "Datei wurde während des Lesens geändert",
            Place(name),
            hint="Die Datei überall schließen und noch einmal starten",
        )
    ]


def _linked(target: Path | None, root: Path, name: str) -> list[Diagnostic]:
    if target is None:
        return []
    return [
        note(
            "THG018",
            "Datei ist eine Verknüpfung, gelesen wird ihr Ziel",
            Place(name),
            found=file_name(target, root.resolve()),
            hint="Stimmt das Ziel, ist nichts zu tun",
        )
    ]
