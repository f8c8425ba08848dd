"""Items of a batch: every workbook, table and project below the stated paths. Nothing is opened here."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from thgbilanz.balance.batch import ItemKind
from thgbilanz.core.diagnostic import Diagnostic, note, warning
from thgbilanz.core.place import Place
from thgbilanz.intake.file_bytes import LOCK_PREFIX, file_name, lock_file_note
from thgbilanz.project.discovery import OUTPUT_FOLDER, degree_day_file, entries_of, find_project, is_data_file, unlisted
from thgbilanz.project.toml_text import FILE_NAME

_TABLES = frozenset({".csv", ".fods", ".numbers", ".ods", ".tsv", ".xls", ".xlsb", ".xlsm", ".xlsx", ".xltm", ".xltx"})
"""What a folder is searched for: formats that hold tables, also those that intake refuses by name. A stated file is
always taken, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to work on."""

    name: str
    kind: ItemKind
    path: Path
    """The file, or the folder of the project."""
    root: Path | None
    """Project whose organisations, factors and settings hold; None for a file outside of any."""


@dataclass(frozen=True, slots=True)
class FoundItems:
    """Items by name, and what was left out."""

    base: Path
    """Folder that names are relative to: the deepest that all stated paths have in common."""
    items: tuple[Item, ...]
    notes: tuple[Diagnostic, ...]


def common_folder(paths: Sequence[Path]) -> Path | None:
    """The deepest folder that holds all paths, a stated folder itself included unless it is a project.

    None if there is none, as on different drives of Windows.
    """
    folders = [path if path.is_dir() and not _is_project(path) else path.parent for path in map(_absolute, paths)]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return None


def found_items(paths: Sequence[Path], base: Path, *, project: Path | None = None, output: Path) -> FoundItems:
    """Items at and below the stated paths, each once.

    ``project`` is the project whose settings hold for every single file; without it each file's own, looked for
    upwards. ``output`` and folders named ``ausgabe`` are never read: they hold results.
    """
    finder = _Finder(base, project and _absolute(project), _absolute(output))
    for path in map(_absolute, paths):
        finder.take(path)
    items = sorted(finder.items.values(), key=lambda item: (item.name, str(item.path)))
    return FoundItems(base, tuple(items), tuple(finder.notes))


class _Finder:
    def __init__(self, base: Path, project: Path | None, output: Path) -> None:
        self._base, self._project, self._output = base, project, output
        self._project_of: dict[Path, Path | None] = {}
        self.items: dict[Path, Item] = {}
        self.notes: dict[Diagnostic, None] = {}

    def take(self, path: Path) -> None:
        """A stated path: whatever it is, it is taken."""
        if not path.is_dir():
            if path.name == FILE_NAME:
                self._add(path.parent, ItemKind.PROJECT)
            elif path.name.startswith(LOCK_PREFIX):
                self._note(lock_file_note(self._name(path)))
            else:
                self._add(path, ItemKind.FILE)
        elif _is_project(path):
            self._add(path, ItemKind.PROJECT)
        else:
            for below in self._walked(path):
                self._add(below, ItemKind.PROJECT if below.is_dir() else ItemKind.FILE)

    def _walked(self, folder: Path) -> Iterator[Path]:
        for finding in unlisted(self._base, folder):
            self._note(finding)
        companions = []
        for path in entries_of(folder):
            if path.is_dir():
                yield from self._below(path)
            elif path.name.startswith(LOCK_PREFIX):
                self._note(lock_file_note(self._name(path)))
            elif is_data_file(path) and path.suffix.casefold() in _TABLES:
                if not self._is_of_project(path):
                    yield path
            elif not path.name.startswith("."):
                companions.append(path.name)
        if companions:
            self._note(_not_read(self._name(folder), companions))

    def _below(self, folder: Path) -> Iterator[Path]:
        if folder.name.startswith(".") or folder.name == OUTPUT_FOLDER or folder == self._output:
            return
        if folder.is_symlink():
            hint = "Den Ordner selbst beim Aufruf nennen, wenn er gelesen werden soll"
            text = f"Verknüpfung „{folder.name}“ auf einen Ordner wird nicht verfolgt"
            self._note(warning("THG519", text, Place(self._name(folder)), hint=hint))
        elif _is_project(folder):
            yield folder
        else:
            yield from self._walked(folder)

    def _add(self, path: Path, kind: ItemKind) -> None:
        root = path if kind is ItemKind.PROJECT else self._project or self._root_of(path.parent)
        self.items.setdefault(path, Item(self._name(path), kind, path, root))

    def _root_of(self, folder: Path) -> Path | None:
        if folder not in self._project_of:
            self._project_of[folder] = find_project(folder)
        return self._project_of[folder]

    def _is_of_project(self, path: Path) -> bool:
        """Whether a table belongs to its project as such, and is read with every file of it."""
        root = self._root_of(path.parent)
        return root is not None and path == degree_day_file(root)

    def _name(self, path: Path) -> str:
        return file_name(path, self._base)

    def _note(self, finding: Diagnostic) -> None:
        self.notes[finding] = None


def _is_project(folder: Path) -> bool:
    return (folder / FILE_NAME).is_file()


def _absolute(path: Path) -> Path:
    # Not resolved: a link keeps the name that the user gave it.
    return Path(os.path.abspath(path))  # noqa: PTH100 - pathlib's absolute() leaves ".." in the path


def _not_read(folder: str, names: Sequence[str]) -> Diagnostic:
    shown = ", ".join(f"„{normalize('NFC', name)}“" for name in names[:3])
    more = f" und {len(names) - 3} weitere" if len(names) > 3 else ""  # noqa: PLR2004 - as many as are named
    return note("THG519", f"Nicht gelesen: {shown}{more}", Place("" if folder == "." else folder))
