"""Finding a project and its data files: by folders and names only, nothing is opened here."""

from collections.abc import Collection, Iterable
from pathlib import Path
from unicodedata import normalize

from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place
from thgbilanz.project.toml_text import FILE_NAME

DATA_FOLDER = "daten"
LOCAL_FACTORS_FOLDER = "faktoren"
OUTPUT_FOLDER = "ausgabe"

_COMPANION_SUFFIXES = frozenset(
    {".db", ".doc", ".docx", ".eml", ".ini", ".jpeg", ".jpg", ".lnk", ".log", ".md", ".msg", ".pdf", ".png", ".txt"}
)
"""Files that people keep beside their tables: bills, mails, notes. Listed as not read."""

_OPEN_IN_EXCEL = "~$"


def find_project(start: Path) -> Path | None:
    """The folder with ``thg.toml`` at or above ``start``, or None."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    return None


def year_folder(root: Path, year: int) -> Path:
    """Folder of the data files of a year: ``daten/2019``."""
    return root / DATA_FOLDER / str(year)


def degree_day_file(root: Path) -> Path:
    """The project's table of degree days, whether it exists or not: ``daten/gradtage.csv``."""
    return root / DATA_FOLDER / "gradtage.csv"


def data_files(root: Path, year: int) -> list[Path]:
    """Data files of a year, sorted by name.

    Workbooks and CSV tables; also old or foreign formats (.xls, .ods, no suffix), so that intake refuses them
    by name instead of leaving them out in silence.
    """
    return [path for path in entries_of(year_folder(root, year)) if is_data_file(path)]


def files_about(root: Path, year: int, organisations: Collection[str], known: Collection[str]) -> list[Path]:
    """Data files of a year that may hold rows of some organisations.

    A file is left out only if its name begins with the id of another of the ``known`` organisations, as those of
    ``thg vorlage`` do; any other name may hold anything.
    """
    return [path for path in data_files(root, year) if (_named_after(path, known) or "") in {"", *organisations}]


def _named_after(path: Path, known: Collection[str]) -> str | None:
    stem = normalize("NFC", path.stem).casefold()
    named = [id_ for id_ in known if stem == id_ or stem.startswith(tuple(f"{id_}{mark}" for mark in "_- ."))]
    return max(named, key=len, default=None)


def files_in(folder: Path) -> list[Path]:
    """Data files directly in a folder, sorted by name."""
    return [path for path in entries_of(folder) if is_data_file(path)]


def left_out(root: Path, folder: Path) -> list[Diagnostic]:
    """What lies in a data folder and is not read, so that nothing is skipped in silence."""
    findings = []
    for path in entries_of(folder):
        place = Place(place_name(root, path))
        if path.name.startswith(_OPEN_IN_EXCEL):
            hint = "In Excel speichern und schließen, dann noch einmal rechnen"
            text = f"„{path.name.removeprefix(_OPEN_IN_EXCEL)}“ ist gerade in Excel geöffnet"
            findings.append(warning("THG520", text, place, expected="gespeicherte und geschlossene Datei", hint=hint))
        elif path.is_dir():
            hint = "Dateien direkt in den Ordner des Jahres legen"
            findings.append(warning("THG519", f"Unterordner „{path.name}“ wird nicht gelesen", place, hint=hint))
        elif not is_data_file(path) and not path.name.startswith("."):
            findings.append(note("THG519", f"Datei „{path.name}“ wird nicht gelesen", place))
    return findings


def unlisted(root: Path, folder: Path) -> list[Diagnostic]:
    """The finding for a data folder that exists but may not be listed."""
    try:
        next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        hint = "Leserecht für den Ordner prüfen; liegt er auf einem Netzlaufwerk, die Verbindung prüfen"
        text = f"Ordner „{place_name(root, folder)}“ lässt sich nicht lesen"
        return [error("THG525", text, Place(place_name(root, folder)), hint=hint)]
    return []


def place_name(root: Path, path: Path) -> str:
    """Name of a file in findings and records: relative to the project if it lies there, ``/``, Unicode NFC."""
    try:
        shown = path.relative_to(root)
    except ValueError:
        shown = path
    return normalize("NFC", shown.as_posix())


def entries_of(folder: Path) -> Iterable[Path]:
    """What lies in a folder, sorted by name; nothing if it may not be listed (see ``unlisted``)."""
    try:
        return sorted(folder.iterdir(), key=lambda path: normalize("NFC", path.name))
    except OSError:
        # A folder that cannot be listed is a finding of ``unlisted``, not an exception.
        return []


def is_data_file(path: Path) -> bool:
    """Whether a file may hold data, by its name: no hidden file, no lock file of Excel, no companion."""
    name = path.name
    if name.startswith((".", _OPEN_IN_EXCEL)) or path.is_dir():
        return False
    return path.suffix.casefold() not in _COMPANION_SUFFIXES
