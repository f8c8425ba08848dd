"""Assumed uncertainties: the documented table ``unsicherheit.csv``, overridden by ``[unsicherheit]`` of thg.toml."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from thgbilanz.balance.uncertainty_options import AssumedUncertainty

FILE = "unsicherheit.csv"


@dataclass(frozen=True, slots=True)
class AssumedRow:
    """A line of the table: an assumption with its origin."""

    key: str
    percent: float
    meaning: str
    origin: str


@lru_cache(maxsize=1)
def assumed_rows() -> tuple[AssumedRow, ...]:
    """The table, in its order."""
    text = files("thgbilanz.project").joinpath(FILE).read_text(encoding="utf-8")
    return tuple(
        AssumedRow(row["schluessel"], float(row["prozent"]), row["bedeutung"], row["herkunft"])
        for row in csv.DictReader(text.splitlines())
    )


def assumed_uncertainty(stated: Mapping[str, float]) -> AssumedUncertainty:
    """What the project states, the table for the rest; ungraded amounts count as grade D."""
    percent = {row.key: row.percent for row in assumed_rows()} | dict(stated)
    grades = {grade: percent[grade] for grade in "ABCD"}
    return AssumedUncertainty(
        by_quality=grades | {"": grades["D"]}, factor=percent["faktor"], upstream_factor=percent["faktor_vorkette"]
    )
