"""The header row of a table: found by its titles, wherever it stands; columns by title, never by position."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from types import MappingProxyType

from thgbilanz.core.place import column_letter
from thgbilanz.intake.cells import Cell
from thgbilanz.intake.raw_table import ColumnHead
from thgbilanz.templates.definition import TemplateColumn, normal_title

SEARCHED_ROWS = 30
_BROKEN_WORD = re.compile(r"-\s*\n\s*")
_FEWEST_TITLES = 2


@dataclass(frozen=True, slots=True)
class OtherTitle:
    """A titled column that the template does not know, or knows and finds a second time."""

    index: int
    title: str

    @property
    def letter(self) -> str:
        """Letter of the column."""
        return column_letter(self.index)


@dataclass(frozen=True, slots=True)
class Header:
    """A header row and what its titles mean."""

    row: int
    """Position of the row, from 0."""
    heads: dict[str, ColumnHead]
    """Known columns by tidy key."""
    positions: dict[str, int]
    """Position of each known column, from 0."""
    unknown: tuple[OtherTitle, ...]
    repeated: tuple[tuple[str, OtherTitle], ...]
    """Key and second occurrence of columns that stand twice."""
    missing: tuple[TemplateColumn, ...]
    """Required columns that are not there."""


def found_header(rows: Sequence[Sequence[Cell]], columns: tuple[TemplateColumn, ...]) -> Header | None:
    """The row with the most known titles among the first rows, or None if no row has at least two."""
    known = known_titles(columns)
    best, best_count = -1, _FEWEST_TITLES - 1
    for number, row in enumerate(islice(rows, SEARCHED_ROWS)):
        texts = [cell for cell in row if isinstance(cell, str) and cell]
        if len(texts) <= best_count:
            continue  # even if every text were a title: most rows of data end here
        keys = {column.key for cell in texts if (column := column_of(cell, known))}
        if len(keys) > best_count:
            best, best_count = number, len(keys)
    return _header(best, rows[best], columns) if best >= 0 else None


@lru_cache(maxsize=64)
def known_titles(columns: tuple[TemplateColumn, ...]) -> Mapping[str, TemplateColumn]:
    """Columns by every title under which they are found: title, declared synonyms, tidy key."""
    titles: dict[str, TemplateColumn] = {}
    for spellings in ("title", "key", "synonyms"):
        for column in columns:
            value = getattr(column, spellings)
            for title in (value,) if isinstance(value, str) else value:
                titles.setdefault(normal_title(title), column)
    return MappingProxyType(titles)


def column_of(cell: Cell, known: Mapping[str, TemplateColumn]) -> TemplateColumn | None:
    """The column that a cell is the title of. A hyphen at a line's end may belong to the word or to the break."""
    if not isinstance(cell, str) or not cell:
        return None
    forms = [cell]
    if "-" in cell and "\n" in cell:
        forms += [_BROKEN_WORD.sub("-", cell), _BROKEN_WORD.sub("", cell)]
    return next((known[title] for form in forms if (title := normal_title(form)) in known), None)


def _header(number: int, row: Sequence[Cell], columns: tuple[TemplateColumn, ...]) -> Header:
    known = known_titles(columns)
    heads: dict[str, ColumnHead] = {}
    positions: dict[str, int] = {}
    unknown: list[OtherTitle] = []
    repeated: list[tuple[str, OtherTitle]] = []
    for index, cell in enumerate(row):
        shown = " ".join(str(cell).split())
        if not isinstance(cell, str) or not normal_title(cell):
            continue
        column = column_of(cell, known)
        if column is None:
            unknown.append(OtherTitle(index, shown))
        elif column.key in heads:
            repeated.append((column.key, OtherTitle(index, shown)))
        else:
            heads[column.key] = ColumnHead(column, shown, column_letter(index))
            positions[column.key] = index
    missing = tuple(column for column in columns if column.required and not _is_covered(column, heads))
    return Header(number, heads, positions, tuple(unknown), tuple(repeated), missing)


def _is_covered(column: TemplateColumn, heads: dict[str, ColumnHead]) -> bool:
    # The year may be told by a period; an amount may only be absent row by row, never as a column.
    return column.key in heads or (column.key == "jahr" and {"von", "bis"} <= heads.keys())
