"""Finding the header of a foreign table: the row in which every declared title stands."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from thgbilanz.core.place import column_letter
from thgbilanz.intake.answers import cell_text
from thgbilanz.intake.cells import Cell
from thgbilanz.intake.layout import SheetLayout, Title
from thgbilanz.intake.title_units import title_and_unit
from thgbilanz.templates.definition import normal_title

SEARCHED_ROWS = 60
_BROKEN_WORD = re.compile(r"-\s*\n\s*")


@dataclass(frozen=True, slots=True)
class LayoutHeader:
    """A header row and where the declared columns stand in it."""

    row: int
    """Position of the row, from 0."""
    positions: Mapping[Title, int]
    missing: tuple[Title, ...]
    repeated: tuple[tuple[Title, tuple[int, ...]], ...]
    """Titles that stand in several columns and are not pinned to a letter."""

    @property
    def is_complete(self) -> bool:
        """Whether every declared title is there."""
        return not self.missing


def layout_header(
    rows: Sequence[Sequence[Cell]], layout: SheetLayout, numbers: Sequence[int] = ()
) -> LayoutHeader | None:
    """The first row with all declared titles, else the row with most of them; None if none stands anywhere.

    ``numbers``: the number of each row as people see it, if it is not simply counted from 1.
    """
    wanted = dict(layout.wanted_titles())
    best: LayoutHeader | None = None
    for number, row in _candidates(rows, layout.header_row, numbers):
        header = _header(number, row, wanted)
        if best is None or len(header.missing) < len(best.missing):
            best = header
        if header.is_complete:
            break
    return best if best is not None and len(best.missing) < len(wanted) else None


def spellings(cell: Cell) -> tuple[str, ...]:
    """The forms under which a cell is compared with a title; none if it is empty.

    Years and days stand as numbers and dates in header cells: they count as they are shown.
    """
    if isinstance(cell, float | int | dt.date) and not isinstance(cell, bool):
        return (cell_text(cell),)
    if not isinstance(cell, str) or not normal_title(cell):
        return ()
    forms = [cell]
    if "-" in cell and "\n" in cell:  # the hyphen may belong to the word or to the break
        forms += [_BROKEN_WORD.sub("-", cell), _BROKEN_WORD.sub("", cell)]
    return tuple(dict.fromkeys(normal_title(form) for form in forms))


def _candidates(
    rows: Sequence[Sequence[Cell]], header_row: int | None, numbers: Sequence[int]
) -> Iterator[tuple[int, Sequence[Cell]]]:
    if header_row is None:
        yield from enumerate(islice(rows, SEARCHED_ROWS))
        return
    position = header_row - 1
    if numbers:
        position = numbers.index(header_row) if header_row in numbers else len(rows)
    if position < len(rows):
        yield position, rows[position]


def _header(number: int, row: Sequence[Cell], wanted: Mapping[Title, bool]) -> LayoutHeader:
    by_title: dict[str, list[int]] = {}
    by_bare_title: dict[str, list[int]] = {}
    for index, cell in enumerate(row):
        for form in spellings(cell):
            by_title.setdefault(form, []).append(index)
        if isinstance(cell, str) and cell and any(wanted.values()):
            bare, unit = title_and_unit(cell)
            if unit:
                by_bare_title.setdefault(normal_title(bare), []).append(index)
    positions: dict[Title, int] = {}
    missing, repeated = [], []
    for title, has_unit in wanted.items():
        found = (by_bare_title if has_unit else by_title).get(normal_title(title.text), [])
        if title.letter:
            found = _pinned(title, row, found)
        if not found:
            missing.append(title)
            continue
        positions[title] = found[0]
        if len(found) > 1:
            repeated.append((title, tuple(found)))
    return LayoutHeader(number, positions, tuple(missing), tuple(repeated))


def _pinned(title: Title, row: Sequence[Cell], found: Sequence[int]) -> list[int]:
    """The column of the letter, if the title stands there; a column without a title is named by its letter alone."""
    if title.text:
        return [index for index in found if column_letter(index) == title.letter]
    return [index for index, cell in enumerate(row) if column_letter(index) == title.letter and cell == ""]
