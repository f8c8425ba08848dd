"""What a single cell is taken for, and what is to be said about it."""

import datetime as dt
from dataclasses import dataclass

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place
from thgbilanz.intake.cells import Cell, ErrorCell, NoValue, TextResult
from thgbilanz.units.cell_text import shown

Value = str | float | int | dt.date | None
"""None and the empty text mean "not given"."""

_LONGEST_FOUND = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of a cell. A ``severity`` of ERROR means that the cell could not be read."""

    value: Value
    code: str = ""
    severity: Severity = Severity.NOTE
    text: str = ""
    expected: str = ""
    hint: str = ""

    @property
    def is_refused(self) -> bool:
        """Whether the row cannot be taken because of this cell."""
        return bool(self.code) and self.severity is Severity.ERROR

    def at(self, place: Place, cell: Cell) -> Diagnostic:
        """The finding for one cell; only for answers with a code."""
        found = cell_text(cell)[:_LONGEST_FOUND]
        return Diagnostic(self.code, self.severity, self.text, place, found, self.expected, self.hint)


def refused(code: str, text: str, expected: str, hint: str) -> Answer:
    """A cell that cannot be read."""
    return Answer(None, code, Severity.ERROR, text, expected, hint)


def cell_text(cell: Cell) -> str:
    """A cell as people see it.

    >>> cell_text(1.5), cell_text(True), cell_text(2019.0), cell_text(dt.date(2019, 5, 1))
    ('1,5', 'WAHR', '2019', '01.05.2019')
    """
    match cell:
        case ErrorCell() | TextResult():
            text = cell.text
        case NoValue():
            text = ""
        case bool():
            text = "WAHR" if cell else "FALSCH"
        case dt.datetime():
            text = cell.strftime("%d.%m.%Y %H:%M")
        case dt.date():
            text = f"{cell.day:02}.{cell.month:02}.{cell.year:04}"
        case float() | int():
            text = str(int(cell)) if abs(cell) < _EXACT and cell == int(cell) else repr(cell).replace(".", ",")
        case _:
            text = str(cell)
    return text


_EXACT = 1e15
"""Whole numbers below are exact in Excel and in a float."""


def formula_problem(cell: Cell, severity: Severity = Severity.ERROR) -> Answer | None:
    """The answer to a cell whose formula failed or was never calculated (faults.md 74-76), or None."""
    if isinstance(cell, ErrorCell):
        return Answer(
            "",
            "THG081",
            severity,
            f"Statt eines Werts steht der Formelfehler {cell.text}",
            "ein Wert",
            "Die Formel reparieren oder den Wert aus der Quelle eintragen",
        )
    if isinstance(cell, NoValue):
        return Answer(
            "",
            "THG082",
            severity,
            "Formel hat keinen gespeicherten Wert",
            "ein Wert",
            "Die Mappe in Excel öffnen, speichern und noch einmal starten",
        )
    return None


def changed_by_excel(cell: Cell, expected: str) -> Answer:
    """A date, time or truth value where a number or a label belongs (faults.md 71, 84)."""
    if isinstance(cell, bool):
        text = f"Statt eines Werts steht der Wahrheitswert {cell_text(cell)}"
        hint = "WAHR und FALSCH entstehen, wenn eine Formel zwei Werte vergleicht: den Wert selbst eintragen"
    elif isinstance(cell, dt.date):
        text = f"Statt eines Werts steht das Datum {cell_text(cell)}"
        hint = "Excel macht aus 1.5 den 1. Mai: Zellformat Standard wählen und den Wert neu eintippen, 1,5 mit Komma"
    else:
        text = f"Statt eines Werts steht die Uhrzeit {shown(cell_text(cell))}"
        hint = "Zellformat Standard wählen und den Wert neu eintippen"
    return refused("THG083", text, expected, hint)
