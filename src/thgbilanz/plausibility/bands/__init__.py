"""Published spans of plausible values: every row of the tables beside this file names its source and place."""

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.vocabulary import Sector

COLUMNS = (
    "id",
    "label",
    "sectors",
    "activities",
    "reference",
    "lower",
    "upper",
    "unit",
    "count",
    "source",
    "source_locator",
    "note",
)

PER_INHABITANT, TO_PREVIOUS_YEAR, PER_M2, PER_KWH = REFERENCES = ("je_einwohner", "zum_vorjahr", "je_m2", "je_kwh")


@dataclass(frozen=True, slots=True)
class Band:
    """A span of values that somebody published."""

    id: str
    label: str
    sectors: frozenset[str]
    activities: frozenset[str]
    """Empty: all activities of the sectors."""
    reference: str
    """One of ``REFERENCES``."""
    lower: float
    upper: float
    unit: str
    """Unit of the span as printed; empty for a ratio."""
    count: str
    """How many observations the span comes from."""
    source: str
    source_locator: str
    note: str


@cache
def bands(table: str) -> tuple[Band, ...]:
    """Rows of a table of this folder, ``stadtgebiet`` or ``kennwerte``.

    Raises ValueError if a row lacks its source or is not of the declared form: the tables are ours, not a user's.
    """
    text = (files("thgbilanz.plausibility.bands") / f"{table}.csv").read_text(encoding="utf-8")
    return read_bands(text, table)


def read_bands(text: str, table: str) -> tuple[Band, ...]:
    """Bands of a table's text, every row checked."""
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        msg = f"{table}: columns must be {COLUMNS}"
        raise ValueError(msg)
    rows = tuple(_band(row, f"{table}, line {reader.line_num}") for row in reader)
    if len({band.id for band in rows}) != len(rows):
        msg = f"{table}: an id stands twice"
        raise ValueError(msg)
    return rows


def _band(row: dict[Any, Any], place: str) -> Band:
    sectors, activities = frozenset((row["sectors"] or "").split()), frozenset((row["activities"] or "").split())
    lower, upper = float(row["lower"]), float(row["upper"])
    problems = {
        "source and source_locator are needed": not (row["source"] and row["source_locator"]),
        "unknown sector": not sectors <= set(Sector),
        "unknown activity": not activities <= KIND_BY_ID.keys(),
        "unknown reference": row["reference"] not in REFERENCES,
        "lower and upper must be finite and in order": not 0 <= lower < upper < math.inf,
        "too many or too few cells": None in row or None in row.values(),
    }
    for problem, is_so in problems.items():
        if is_so:
            msg = f"{place}: {problem}"
            raise ValueError(msg)
    numbers = {"lower": lower, "upper": upper, "sectors": sectors, "activities": activities}
    return Band(**{**row, **numbers})
