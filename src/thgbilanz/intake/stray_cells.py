"""Filled cells far away from the table (faults.md 27): a slip of the hand that would cost terabytes.

The cell reader lays a grid from A1 to the last filled cell. One cell in XFD1048576 makes it ask for 549 GB, and the
process dies without a word. Such cells are cut out of the XML, reported by address, and the rest is read.
"""

import re
from collections.abc import Iterable
from typing import NoReturn

from thgbilanz.core.place import column_letter
from thgbilanz.intake.budget import BUDGET, Budget
from thgbilanz.intake.exact_walk import Extent
from thgbilanz.intake.refusal import refuse
from thgbilanz.intake.sheet_facts import cell_position

_ROW_GAP = 1000
_COLUMN_GAP = 50
_MOST_STRAY = 100


def table_bounds(extent: Extent, budget: Budget = BUDGET) -> tuple[int, int]:
    """Last row and column of the table: it ends before a gap that no table has.

    >>> table_bounds(Extent(rows={1, 2, 700, 1048576}, columns={1, 2, 16384}))
    (700, 2)
    """
    return _end(extent.rows, _ROW_GAP), min(_end(extent.columns, _COLUMN_GAP), budget.columns)


def must_be_few(sheet: str, outside: list[str]) -> None:
    """A few stray cells are a slip; many are a second table, which must not be lost."""
    if len(outside) > _MOST_STRAY:
        refuse_too_spread(sheet, *(cell_position(outside[-1]) or (0, 0)))


def refuse_too_spread(sheet: str, last_row: int, last_column: int) -> NoReturn:
    """The table reaches too far to be read."""
    refuse(
        "THG009",
        f"Blatt „{sheet}“ reicht bis Zeile {last_row} und Spalte {column_letter(last_column - 1)}",
        expected=f"höchstens {BUDGET.columns} Spalten und etwa 100.000 Zeilen",
        hint="Zeilen und Spalten außerhalb der Tabelle markieren und löschen (Zellen löschen, nicht nur leeren)",
    )


def without_cells(xml: bytes, cells: Iterable[str]) -> bytes:
    """The XML of a sheet without these filled cells.

    >>> without_cells(b'<row r="9"><c r="A9"><v>1</v></c><c r="XFD9" s="1"><v>2</v></c></row>', ["XFD9"])
    b'<row r="9"><c r="A9"><v>1</v></c></row>'
    """
    for cell in cells:
        name = re.escape(cell.encode())
        pattern = rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']""" + name + rb"""["'][^>]*(?<!/)>.*?</(?:\w+:)?c\s*>"""
        xml = re.sub(pattern, b"", xml, flags=re.DOTALL)
    return xml


def _end(numbers: set[int], gap: int) -> int:
    end = 0
    for number in sorted(numbers):
        if number - end > gap:
            break
        end = number
    return end
