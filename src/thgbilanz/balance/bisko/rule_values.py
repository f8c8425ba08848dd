"""Figures that BISKO fixes or that are customary, each with grade of evidence and source (``rule_values.csv``)."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rule_value(name: str) -> float:
    """A figure by its name; KeyError if the table does not hold it."""
    return _table()[name][0]


def rule_source(name: str) -> str:
    """Where a figure comes from, in German."""
    return _table()[name][1]


@cache
def _table() -> dict[str, tuple[float, str]]:
    text = (files("thgbilanz.balance.bisko") / "rule_values.csv").read_text(encoding="utf-8")
    return {row["name"]: (float(row["value"]), row["source"]) for row in csv.DictReader(text.splitlines())}
