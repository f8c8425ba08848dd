"""Numbers of a column: numeric cells at once, everything else cell by cell with the reason why it is none."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.answers import Answer, changed_by_excel, formula_problem, refused
from thgbilanz.intake.cells import Cell, TextResult
from thgbilanz.intake.dialect import Dialect
from thgbilanz.units.cell_text import shown, trimmed
from thgbilanz.units.number_bounds import LARGEST, SMALLEST
from thgbilanz.units.numbers import NUMBER_AS_TEXT, NumberReading, finite_reading, is_missing_word, number_reading

_MACHINE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LONGEST = 60


def positions_of_odd_numbers(cells: Sequence[Cell]) -> list[int]:
    """Positions of cells that are no plain numeric cell; zero is among them because of minus zero."""
    return [index for index, cell in enumerate(cells) if cell.__class__ is not float or not SMALLEST <= cell <= LARGEST]


def number_answer(cell: Cell, dialect: Dialect) -> Answer:
    """What a cell of a number column is taken for. An empty cell is None, never zero."""
    if cell == "":
        return Answer(None)
    if isinstance(cell, str):
        return _text_answer(cell, dialect)
    if isinstance(cell, TextResult):
        return refused(
            "THG081",
            f"Formel liefert den Text {shown(cell.text)} statt einer Zahl",
            "eine Zahl",
            "Die Formel so ändern, dass sie eine Zahl liefert, oder die Zahl eintragen",
        )
    if isinstance(cell, bool | dt.date | dt.time | dt.timedelta):
        return changed_by_excel(cell, "eine Zahl")
    if isinstance(cell, float | int):
        return _answer(finite_reading(float(cell)))
    problem = formula_problem(cell)
    return (
        Answer(None, problem.code, problem.severity, problem.text, problem.expected, problem.hint)
        if problem
        else Answer(None)
    )


@lru_cache(maxsize=4096)
def _text_answer(text: str, dialect: Dialect) -> Answer:
    if dialect is Dialect.MACHINE_CSV:
        return _machine_answer(text)
    reading = number_reading(text)
    if dialect is Dialect.GERMAN_CSV and reading.code == NUMBER_AS_TEXT:
        return Answer(reading.value)
    return _answer(reading)


def _machine_answer(text: str) -> Answer:
    """A number as programs write it: decimal point, no thousands separator, exponent allowed.

    The delimiter decides, never the number itself: a German number in quotation marks is refused, because a file
    with two notations leaves 1.234 open.
    """
    number = trimmed(text)
    if len(number) <= _LONGEST and _MACHINE.fullmatch(number):
        return _answer(finite_reading(float(number)))
    reading = number_reading(text)
    if reading.value is None and reading.code not in {"THG063", "THG064", "THG065", "THG075"}:
        return _answer(reading)
    return refused(
        "THG048",
        f"{shown(text)} passt nicht zu einer Datei mit Komma als Trennzeichen",
        "eine Zahl wie 1234.5",
        "Dort steht ein Punkt vor den Nachkommastellen und kein Tausendertrennzeichen. Für deutsche Zahlen die Felder "
        "mit Semikolon trennen",
    )


def _answer(reading: NumberReading) -> Answer:
    severity = reading.severity or Severity.NOTE
    return Answer(reading.value, reading.code, severity, reading.text, reading.expected, reading.hint)


def says_missing(cell: Cell) -> bool:
    """Whether a cell says in words that there is no figure."""
    return isinstance(cell, str) and is_missing_word(cell)
