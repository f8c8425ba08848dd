"""All places of a finding: the first, every further row of its column, and what it names in other columns and files."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place

_CELL: Final = re.compile(r"^([A-Z]{1,3})([1-9][0-9]{0,6})$")
_SHORTEST_RANGE: Final = 3


def is_cell(cell: str) -> bool:
    """Whether a place names a cell of a sheet; keys of ``thg.toml`` are none.

    >>> is_cell("D14"), is_cell("projekt.name")
    (True, False)
    """
    return _CELL.match(cell) is not None


def places_of(finding: Diagnostic) -> Iterator[Place]:
    """Every known place of a finding once, the one whose value was found first."""
    first = finding.place
    yield first
    match = _CELL.match(first.cell)
    rows = finding.rows if match else ()
    letters = match[1] if match else ""
    for row in rows:
        cell = f"{letters}{row}"
        if cell != first.cell:
            yield Place(first.file, first.sheet, cell, first.column)
    known = {f"{letters}{row}" for row in rows}
    for place in finding.related:
        if (place.file, place.sheet) != (first.file, first.sheet) or place.cell not in known:
            yield place


def cell_ranges(cells: Sequence[str]) -> list[str]:
    """Cells as short as people write them, in the given order; neighbours below each other become a range.

    >>> cell_ranges(["D3", "D4", "D5", "D7", "D8", "E2"])
    ['D3:D5', 'D7', 'D8', 'E2']
    """
    ranges: list[str] = []
    begin = 0
    breaks = [index for index, (before, cell) in enumerate(pairwise(cells), 1) if not _follows(before, cell)]
    for end in (*breaks, len(cells)):
        run = cells[begin:end]
        ranges += [f"{run[0]}:{run[-1]}"] if len(run) >= _SHORTEST_RANGE else run
        begin = end
    return ranges


def _follows(before: str, cell: str) -> bool:
    one, other = _CELL.match(before), _CELL.match(cell)
    return bool(one and other) and one[1] == other[1] and int(one[2]) + 1 == int(other[2])  # type: ignore[index]
