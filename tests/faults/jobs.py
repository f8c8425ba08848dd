"""Commands of ``thg`` that write, each on a folder of its own: the cases of every test that injects a fault."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.cli.calls import CLEAN, GOOD, project, thg, tree
from tests.intake.workbooks import heat_with

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Job:
    """A command, the folder it starts from, and its exit code when nothing goes wrong."""

    prepare: Callable[[Path], object]
    arguments: tuple[str, ...]
    code: int = 0
    again: int | None = None
    """Exit code of a second run over the result of the first; None: the same."""

    @property
    def codes_again(self) -> frozenset[int]:
        """Exit codes that a run after a killed one may have."""
        return frozenset({self.code, self.code if self.again is None else self.again})


def _new_project(folder: Path) -> None:
    folder.mkdir(exist_ok=True)


def _project_with_old_result(folder: Path) -> None:
    project(folder)
    assert thg("bilanz", "2019", folder=folder).code == 0
    project(folder, GOOD.replace(";1000;kWh;", ";2000;kWh;"))


def _project_to_close(folder: Path) -> None:
    project(folder, CLEAN)


def _closed_project(folder: Path) -> None:
    project(folder, CLEAN)
    assert thg("abschluss", "2019", "--grund", "erster", folder=folder).code == 0
    project(folder, CLEAN.replace(";1000;kWh;", ";2000;kWh;"))


def _project_with_workbook(folder: Path) -> None:
    project(folder, None)
    (folder / "daten" / "2019" / "waerme.xlsx").write_bytes(heat_with(Verbrauch="1.234"))


def _project_with_foreign_list(folder: Path) -> None:
    project(folder, None)
    text = "Gebäude;Erdgas in kWh;Strom in kWh\nRathaus;312500;4711\nBad;99000;815\n"
    (folder / "daten" / "2019" / "liste.csv").write_text(text, encoding="utf-8")


_HISTORY = """[tabelle]
trennzeichen = ";"
dezimalzeichen = ","
sektor = "Sektor"
energietraeger = "Energie"
feste_einheit = "MWh"
quelle = "Bericht 2022"
fundstelle = "Tab. 3"
[woerter]
sektor = { Haushalte = "haushalte" }
energietraeger = { Strom = "strom" }
[bestaetigung]
wer = "A. Muster"
"""


def _project_with_history(folder: Path) -> None:
    project(folder, None)
    (folder / "reihe.csv").write_text("Sektor;Energie;2019;2020\nHaushalte;Strom;200;190\n", encoding="utf-8")
    (folder / "reihe.toml").write_text(_HISTORY, encoding="utf-8")


def _project_with_two_years(folder: Path) -> None:
    project(folder)
    project(folder, GOOD.replace(";2019;", ";2020;"), year=2020)


def _factor_tables(folder: Path) -> None:
    shutil.copytree(ROOT / "emission_factors", folder / "tabellen")
    for table in sorted((folder / "tabellen" / "factors").glob("*.csv"))[:2]:
        table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))


JOBS = {
    "bilanz": Job(_project_with_old_result, ("bilanz", "2019")),
    "bilanz first time": Job(project, ("bilanz", "2019")),
    "historie": Job(_project_with_history, ("historie", "reihe.csv", "--zuordnung", "reihe.toml")),
    "trend": Job(_project_with_two_years, ("trend",)),
    "neu": Job(_new_project, ("neu", "musterhausen"), again=4),
    "neu example": Job(_new_project, ("neu", "probe", "--beispiel", "leipzig-2019"), again=4),
    "vorlage": Job(lambda folder: project(folder, None), ("vorlage", "2019")),
    "kopie": Job(
        _project_with_workbook, ("pruefen", "daten/2019/waerme.xlsx", "--kopie", "geprueft.xlsx"), code=1, again=2
    ),
    "zuordnen": Job(_project_with_foreign_list, ("zuordnen", "daten/2019/liste.csv")),
    "abschluss": Job(_project_to_close, ("abschluss", "2019", "--grund", "Ratsbeschluss")),
    "abschluss again": Job(_closed_project, ("abschluss", "2019", "--grund", "Rechnung kam nach")),
    "journal": Job(project, ("journal", "2019", "--als", "csv")),
    "formatiere": Job(_factor_tables, ("faktoren", "formatiere", "tabellen")),
}

_SHORT = frozenset({"neu", "formatiere", "zuordnen"})


def short_and_long(names: Iterable[str]) -> list[object]:
    """Parameters of a test that repeats a job many times: what takes long runs with the marker ``lang``."""
    return [pytest.param(name, marks=() if name in _SHORT else pytest.mark.lang) for name in names]


@cache
def _prepared(name: str) -> Path:
    folder = Path(mkdtemp(prefix="thg-job-")) / "ä ö"
    folder.mkdir()
    JOBS[name].prepare(folder)
    return folder


def start(name: str, folder: Path) -> dict[str, bytes]:
    """Make the folder a job starts from; its files."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_prepared(name), folder)
    return tree(folder)


@cache
def result(name: str) -> dict[str, bytes]:
    """The files after a run in which nothing goes wrong."""
    folder = Path(mkdtemp(prefix="thg-job-")) / "ergebnis"
    start(name, folder)
    called = thg(*JOBS[name].arguments, folder=folder)
    assert called.code == JOBS[name].code, called
    return tree(folder)
