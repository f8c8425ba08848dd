"""Cells of a sheet with their values. Six things stay apart: empty, 0, "-", a notation key, an error, no value.

The cell reader returns an empty text for ``#REF!`` and for a formula without a stored value (measured,
python-calamine 0.9): both are put back here from what the guard saw, otherwise they would read as "nothing there".
"""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import cast

from thgbilanz.intake.guard import GuardedWorkbook
from thgbilanz.intake.refusal import refuse_damaged
from thgbilanz.intake.sheet_facts import SheetFacts, cell_position
from thgbilanz.intake.workbook_parts import SheetPart

EMPTY = ""


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds an error such as ``#REF!`` instead of a value."""

    text: str


class NoValue(Enum):
    """A formula whose value was never calculated."""

    UNCACHED = "Formel ohne Wert"


@dataclass(frozen=True, slots=True)
class TextResult:
    """A text that a formula yields; in a number column it is refused even if it looks like a number."""

    text: str


Cell = str | float | bool | dt.date | dt.time | dt.timedelta | ErrorCell | NoValue | TextResult
"""``dt.datetime`` is a ``dt.date``; the empty text is an empty cell."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet from A1 to the last filled cell."""

    name: str
    rows: Sequence[Sequence[Cell]]
    facts: SheetFacts


class CellReader:
    """Sheets of a guarded workbook, opened once."""

    def __init__(self, workbook: GuardedWorkbook) -> None:
        from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - keeps `thg --help` fast

        self._workbook = workbook
        self._failure = CalamineError
        try:
            self._book = load_workbook(io.BytesIO(workbook.data))
        except CalamineError as problem:
            refuse_damaged(_reason(problem))
        if list(self._book.sheet_names) != [sheet.name for sheet in workbook.parts.sheets]:
            refuse_damaged("die Liste der Blätter ist nicht eindeutig")

    def grid(self, sheet: SheetPart) -> Grid:
        """The cells of one sheet. Raises ``RefusedFileError`` if the cell reader fails."""
        try:
            values = self._book.get_sheet_by_index(sheet.index).to_python(skip_empty_area=False)
        except self._failure as problem:
            refuse_damaged(f"Blatt „{sheet.name}“ lässt sich nicht lesen ({_reason(problem)})")
        facts = self._workbook.facts[sheet.name]
        return Grid(sheet.name, _completed(cast("list[list[Cell]]", values), facts), facts)


def _completed(rows: list[list[Cell]], facts: SheetFacts) -> list[list[Cell]]:
    """The rows with errors and missing values put back, extended to where such cells lie beyond the last value."""
    for cell, text in facts.errors.items():
        _put(rows, cell, ErrorCell(text))
    for cell in facts.uncached:
        _put(rows, cell, NoValue.UNCACHED)
    for cell in facts.text_formulas:
        position = cell_position(cell)
        if position and position[0] <= len(rows) and position[1] <= len(rows[0]):
            value = rows[position[0] - 1][position[1] - 1]
            if isinstance(value, str) and value:
                _put(rows, cell, TextResult(value))
    return rows


def _put(rows: list[list[Cell]], cell: str, value: Cell) -> None:
    """Set a cell; the grid ends at the last cell with a value, an error may lie beyond."""
    position = cell_position(cell)
    if position is None:
        return
    row, column = position
    width = len(rows[0]) if rows else 0
    if column > width:
        for line in rows:
            line.extend([EMPTY] * (column - width))
        width = column
    while len(rows) < row:
        rows.append([EMPTY] * width)
    rows[row - 1][column - 1] = value


def _reason(problem: Exception) -> str:
    return " ".join(str(problem).split())[:120]
