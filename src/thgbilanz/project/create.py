"""What ``thg neu`` puts into a new project folder: settings with comments, data folder, folder for own factors."""

import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from thgbilanz.factors.load import shipped_folder
from thgbilanz.project.discovery import DATA_FOLDER, LOCAL_FACTORS_FOLDER, OUTPUT_FOLDER
from thgbilanz.project.toml_text import FILE_NAME

_SETTINGS = "thg.toml.vorlage"
_README = "LIESMICH.md.vorlage"
_FACTOR_EXAMPLE = "eigene_faktoren.csv"
_SOURCES = "quellen.csv"


@dataclass(frozen=True, slots=True)
class NewProject:
    """The answers that a new ``thg.toml`` begins with."""

    name: str
    ags: str
    base_year: int
    target_year: int


def project_files(project: NewProject) -> dict[str, str]:
    """Relative path to text of every file of a new project; the tables for own factors hold only their header."""
    shipped = shipped_folder()
    return {
        FILE_NAME: settings_text(project),
        f"{LOCAL_FACTORS_FOLDER}/LIESMICH.md": _resource(_README),
        f"{LOCAL_FACTORS_FOLDER}/{_FACTOR_EXAMPLE}": _header(min((shipped / "factors").glob("*.csv"))),
        f"{LOCAL_FACTORS_FOLDER}/{_SOURCES}": _header(shipped / "sources.csv"),
    }


def _header(table: Path) -> str:
    """Header line of a shipped table: the columns that own tables must have."""
    return table.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r") + "\n"


def settings_text(project: NewProject) -> str:
    """A commented ``thg.toml`` that is valid as it stands."""
    answers = {
        "@NAME@": _toml_string(project.name),
        "@AGS@": _toml_string(project.ags),
        "@BASISJAHR@": str(project.base_year),
        "@ZIELJAHR@": str(project.target_year),
    }
    text = _resource(_SETTINGS)
    for mark, answer in answers.items():
        text = text.replace(mark, answer)
    return text


def _toml_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _resource(name: str) -> str:
    return files("thgbilanz.project").joinpath("vorlagen", name).read_text(encoding="utf-8")


def write_project(folder: Path, texts: dict[str, str], base_year: int) -> None:
    """Make the folder and its files; raises OSError. The caller has made sure that the folder is new or empty."""
    (folder / DATA_FOLDER / str(base_year)).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)


def examples_folder(start: Path) -> Path | None:
    """The ``examples`` folder of the source code: around this file, or at or above ``start``; None if there is none.

    The wheel does not carry the examples.
    """
    for folder in (*Path(__file__).resolve().parents, start, *start.parents):
        examples = folder / "examples"
        if (folder / "pyproject.toml").is_file() and examples.is_dir() and example_names(examples):
            return examples
    return None


def example_names(folder: Path) -> tuple[str, ...]:
    """Names of the example projects in the ``examples`` folder."""
    return tuple(sorted(path.name for path in folder.iterdir() if (path / FILE_NAME).is_file()))


def copy_example(example: Path, folder: Path) -> None:
    """Copy an example project without its results; raises OSError."""
    ignored = shutil.ignore_patterns(OUTPUT_FOLDER, "__pycache__", "~$*", ".*")
    shutil.copytree(example, folder, ignore=ignored, dirs_exist_ok=True)
