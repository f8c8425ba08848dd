"""The closed tables of units: CSV files beside this module, read once.

``units.csv`` holds our units with their factor to the base unit, ``spellings.csv`` what people write,
``refused_spellings.csv`` what people write and no one may convert, ``admissible.csv`` which units fit which
activity. A row more is a spelling more; code does not change. The tests prove every factor against pint.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pkgutil import get_data


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of factor tables and templates (``units.csv``)."""

    id: str
    base: str
    """Base unit. Two units convert into each other exactly if they share it."""
    factor: float
    """One of this unit is ``factor`` base units."""
    measure: str
    """What is measured: the base unit, except that litres (liquid) stay apart from m³ (liquid or gas)."""
    label: str
    """German print form."""
    definition: str
    """Expression for pint; only tests and ``definitions`` read it."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """What people write (``spellings.csv``): ``factor`` times a unit."""

    text: str
    unit: Unit
    factor: float
    is_per_year: bool = False
    """Whether the spelling says that the amount is that of a year (``MWh/a``)."""


@dataclass(frozen=True, slots=True)
class RefusedSpelling:
    """What people write that is no quantity, or could be two (``refused_spellings.csv``)."""

    text: str
    code: str
    meaning: str
    """What it is instead, as predicate of a German sentence: ``ist eine Leistung, keine Energiemenge``."""
    hint: str


@dataclass(frozen=True, slots=True)
class Admission:
    """What may stand beside an activity (``admissible.csv``)."""

    measures: tuple[str, ...]
    """Measures that convert to the activity's unit, directly or through a sourced property row."""
    spellings: tuple[str, ...]
    """Spellings to offer in dropdowns, best first."""


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    """All units by id, in the order of the table: best known first within a base unit."""
    return {
        row[0]: Unit(row[0], row[1], float(row[2]), row[3], row[4], row[5]) for row in _rows("units.csv", columns=7)
    }


@lru_cache(maxsize=1)
def spellings() -> dict[str, Spelling]:
    """All accepted spellings by text."""
    known = units()
    return {
        row[0]: Spelling(row[0], known[row[1]], float(row[2]), "Jahresmenge" in row[3])
        for row in _rows("spellings.csv", columns=4)
    }


@lru_cache(maxsize=1)
def refused_spellings() -> dict[str, RefusedSpelling]:
    """All spellings that are refused with a reason of their own, by text."""
    return {row[0]: RefusedSpelling(*row) for row in _rows("refused_spellings.csv", columns=4)}


@lru_cache(maxsize=1)
def admissions() -> dict[str, Admission]:
    """What is admissible, by id of an activity or of a group of activities."""
    return {
        row[0]: Admission(tuple(row[1].split("|")), tuple(row[2].split("|")))
        for row in _rows("admissible.csv", columns=3)
    }


def _rows(name: str, *, columns: int) -> Iterator[list[str]]:
    # pkgutil works from a zip like importlib.resources, and imports in a tenth of its time.
    data = get_data("thgbilanz.units", name)
    if data is None:
        msg = f"{name} is missing from the package thgbilanz.units"
        raise FileNotFoundError(msg)
    for number, row in enumerate(csv.reader(data.decode("utf-8").splitlines(), strict=True), start=1):
        if len(row) != columns:
            msg = f"{name} line {number}: expected {columns} columns, got {len(row)}"
            raise ValueError(msg)
        if number > 1:
            yield row
