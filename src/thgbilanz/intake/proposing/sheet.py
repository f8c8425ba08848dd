"""A proposal for one sheet: the likely header row, what its columns may mean, and rows that look like totals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thgbilanz.core.place import column_letter
from thgbilanz.intake.answers import cell_text
from thgbilanz.intake.cells import EMPTY, Cell
from thgbilanz.intake.mapped_findings import is_figure
from thgbilanz.intake.odd_rows import is_total_word
from thgbilanz.intake.proposing.tables import SheetCells
from thgbilanz.intake.proposing.titles import Meaning, is_month, meaning_of
from thgbilanz.intake.sheet_facts import column_number
from thgbilanz.templates.definition import normal_title

_SEARCHED_ROWS = 60
_PROBED_ROWS = 500
_LONGEST_TITLE = 120
_FEWEST_TITLES = 2
_FEWEST_KNOWN = 2
_MANY_KNOWN = 4
_MOST_TOTALS = 12
_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """A column of the foreign table with what its title suggests."""

    letter: str
    title: str
    """As a mapping file names it: with its letter if two columns share the title."""
    meaning: Meaning
    has_figures: bool
    empty: int
    """Empty cells in the probed rows that hold figures."""
    words: tuple[str, ...]
    """Distinct texts, for columns of carriers and units."""


@dataclass(frozen=True, slots=True)
class ProposedSheet:
    """What a sheet suggests. Without amounts it is no table that a mapping could use."""

    cells: SheetCells
    header_row: int
    """Number of the header row as people see it, 0 if none was found."""
    columns: tuple[ProposedColumn, ...]
    totals: tuple[tuple[str, str], ...]
    """Title of a column and text of a cell in rows that look like totals."""
    years: tuple[tuple[str, int], ...]
    """Cells above the header that name a year."""

    @property
    def amounts(self) -> tuple[ProposedColumn, ...]:
        """Columns proposed as amounts; none if too little of the sheet is understood to call it a table."""
        known = sum(bool(column.meaning.key) for column in self.columns)
        is_understood = known >= _MANY_KNOWN or (known >= _FEWEST_KNOWN and known * 4 >= len(self.columns))
        return tuple(column for column in self.columns if is_understood and column.meaning.key == "menge")


def proposed_sheet(cells: SheetCells) -> ProposedSheet:
    """Look at a sheet."""
    position = _header_position(cells.rows)
    if position is None:
        return ProposedSheet(cells, 0, (), (), ())
    body = cells.rows[position + 1 : position + 1 + _PROBED_ROWS]
    columns = _columns(cells.rows[position], body)
    return ProposedSheet(
        cells,
        cells.numbers[position],
        columns,
        tuple(_totals(cells.rows[position + 1 :], columns)),
        tuple(_years(cells, position)),
    )


def _header_position(rows: Sequence[Sequence[Cell]]) -> int | None:
    """The row with most titles that mean something to us, above figures."""
    best, best_score = None, 0
    for position, row in enumerate(rows[:_SEARCHED_ROWS]):
        titles = [index for index, cell in enumerate(row) if _is_title(cell)]
        below = rows[position + 1 : position + 6]
        figures = [index for index in titles if any(is_figure(line[index]) for line in below)]
        if len(titles) < _FEWEST_TITLES or not figures:
            continue
        known = sum(bool(meaning_of(_text(row[index])).key) for index in titles)
        words = sum(isinstance(row[index], str) and not is_figure(row[index]) for index in titles)
        score = 4 * known + words + len(figures)
        if words and score > best_score:
            best, best_score = position, score
    return best


def _columns(header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> tuple[ProposedColumn, ...]:
    titles = [_text(cell) for cell in header]
    names = [normal_title(title) for title in titles]
    filled = [row for row in body if any(is_figure(cell) for cell in row)]
    found: list[ProposedColumn] = []
    for index, title in enumerate(titles):
        column = [row[index] for row in filled]
        if not title or len(title) > _LONGEST_TITLE:
            continue
        letter = column_letter(index)
        pinned = f"{title} (Spalte {letter})" if names.count(names[index]) > 1 else title
        has_figures = any(is_figure(cell) for cell in column)
        meaning = _settled(title, meaning_of(title), has_figures=has_figures)
        words = tuple(dict.fromkeys(cell for cell in column if isinstance(cell, str) and cell and not is_figure(cell)))
        empty = sum(cell == EMPTY for cell in column) if has_figures else 0
        found.append(ProposedColumn(letter, pinned, meaning, has_figures, empty, words))
    return tuple(_without_repeats(found))


def _settled(title: str, meaning: Meaning, *, has_figures: bool) -> Meaning:
    """An amount has figures; a column of figures under a month is an amount."""
    if meaning.key == "menge" and not has_figures:
        return Meaning("", "nennt eine Menge, enthält aber keine Zahlen", unit=meaning.unit)
    if meaning.key in {"", "bis"} and has_figures and is_month(title):
        return replace(meaning, key="menge", reason="Titel ist ein Monat: von und bis eintragen")
    if not meaning.key and has_figures and meaning.unit and meaning.unit not in {"m²", "m2", "€", "EUR", "%"}:
        return replace(meaning, key="menge", reason=f"Titel endet auf die Einheit „{meaning.unit}“")
    return meaning


def _without_repeats(columns: Sequence[ProposedColumn]) -> Iterator[ProposedColumn]:
    """Only amounts may come several times; of other keys the first column keeps the key."""
    taken: set[str] = set()
    for column in columns:
        key = column.meaning.key
        if key and key != "menge" and key in taken:
            reason = f"„{key}“ ist schon vergeben – welche Spalte gilt?"
            yield replace(column, meaning=Meaning("", reason, unit=column.meaning.unit))
            continue
        taken.add(key)
        yield column


def _totals(body: Sequence[Sequence[Cell]], columns: Sequence[ProposedColumn]) -> Iterator[tuple[str, str]]:
    """Cells that look like the label of a total, each text once."""
    seen: set[str] = set()
    positions = [(column, column_number(column.letter) - 1) for column in columns if column.words]
    for row in body:
        for column, index in positions:
            text = " ".join(cell_text(row[index]).split()) if isinstance(row[index], str) else ""
            if text and text not in seen and len(seen) < _MOST_TOTALS and is_total_word(text):
                seen.add(text)
                yield column.title, text


def _years(cells: SheetCells, position: int) -> Iterator[tuple[str, int]]:
    for number, row in zip(cells.numbers[:position], cells.rows[:position], strict=True):
        for index, cell in enumerate(row):
            for year in _YEAR.findall(_text(cell)):
                yield f"{column_letter(index)}{number}", int(year)


def _is_title(cell: Cell) -> bool:
    text = _text(cell)
    if not text or len(text) > _LONGEST_TITLE:
        return False
    return isinstance(cell, str) or bool(_YEAR.fullmatch(text))


def _text(cell: Cell) -> str:
    return " ".join(cell_text(cell).split())
