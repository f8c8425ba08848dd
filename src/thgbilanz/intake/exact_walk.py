"""Walk through a sheet's XML tag by tag with expat: exact for any way of writing, ten times slower than the scan.

It is needed for sheets that are written unusually, and to find the true extent of a sheet whose cells lie far
apart: there only filled cells count, formatting alone does not.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from thgbilanz.core.place import column_letter
from thgbilanz.intake.budget import BUDGET
from thgbilanz.intake.number_formats import CellStyles
from thgbilanz.intake.quick_scan import add_formula, add_style
from thgbilanz.intake.refusal import refuse, refuse_damaged
from thgbilanz.intake.sheet_facts import LAST_COLUMN, LAST_ROW, SheetFacts, cell_position
from thgbilanz.intake.xml_events import Attributes, local_name, walk

_TRUE = frozenset({"1", "true"})
_FOREIGN = re.compile(r"\[([0-9]{1,4})\]")


@dataclass(slots=True)
class Extent:
    """Where the filled cells of a sheet are."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    outside: list[str] = field(default_factory=list)
    """Filled cells beyond the bounds that the walk was given."""


@dataclass(slots=True)
class _Cell:
    name: str
    row: int
    column: int
    type: str
    style: int
    has_formula: bool = False
    has_value: bool = False
    formula: str = ""
    value: str = ""


class SheetWalk:
    """The handlers of one walk. ``facts`` and ``extent`` are complete afterwards."""

    def __init__(
        self,
        name: str,
        styles: CellStyles,
        text_sizes: Sequence[int],
        bounds: tuple[int, int] = (LAST_ROW, LAST_COLUMN),
        tags: int = BUDGET.walked_tags,
    ) -> None:
        self.facts = SheetFacts()
        self.extent = Extent()
        self._name = name
        self._styles = styles
        self._sizes = text_sizes
        self.tags_left = tags
        self._row = self._column = 0
        self._cell: _Cell | None = None
        self._inside = ""
        self._bounds = bounds
        self._last = (0, 0)

    def run(self, chunks: Iterable[bytes]) -> None:
        """Walk the whole part. Raises ``RefusedFileError`` for broken XML and above the budget of tags."""
        walk(self._name, chunks, self._start, on_end=self._end, on_text=self._text)
        self.facts.rows = max(self.extent.rows, default=0)
        self.facts.columns = max(self.extent.columns, default=0)

    def _start(self, tag: str, attributes: Attributes) -> None:
        self.tags_left -= 1
        if self.tags_left < 0:
            refuse(
                "THG009",
                "Blätter haben zu viele Zellen",
                expected="eine Tabelle wie in der Vorlage",
                hint="Leere, nur formatierte Zeilen und Spalten löschen oder die Daten auf mehrere Dateien verteilen",
            )
        if ":" in tag:
            tag = local_name(tag)
        if tag == "c":
            self._cell = self._opened(attributes)
        elif tag == "row":
            self._row = _bounded(attributes.get("r"), self._row + 1, LAST_ROW)
            self._column = 0
            if attributes.get("hidden") in _TRUE:
                self.facts.hidden_rows.append(self._row)
        elif tag == "col" and attributes.get("hidden") in _TRUE:
            bounds = [_bounded(attributes.get(key), 1, LAST_COLUMN) for key in ("min", "max")]
            self.facts.hidden_columns.append((bounds[0], bounds[1]))
        elif self._cell is not None:
            self._inside = tag
            if tag == "f":
                self._cell.has_formula = True
            elif tag == "is":
                self._cell.has_value = True

    def _opened(self, attributes: Attributes) -> _Cell:
        if (reference := attributes.get("r")) is None:
            row, column = self._row or 1, self._column + 1
        else:
            position = cell_position(reference)
            if position is None:
                refuse_damaged(f"ein Blatt enthält die unmögliche Zelle „{reference[:20]}“")
            row, column = position
        self._column = column
        self.facts.cells += 1
        name = f"{column_letter(column - 1)}{row}"
        style = attributes.get("s", "")
        return _Cell(name, row, column, attributes.get("t", ""), int(style) if style.isdecimal() else -1)

    def _end(self, tag: str) -> None:
        self._inside = ""
        if self._cell is not None and (tag == "c" or local_name(tag) == "c"):
            self._close(self._cell)
            self._cell = None

    def _text(self, text: str) -> None:
        if self._cell is None:
            return
        if self._inside == "v":
            self._cell.value += text
            self._cell.has_value = True
        elif self._inside == "f":
            self._cell.formula += text

    def _close(self, cell: _Cell) -> None:
        facts = self.facts
        is_filled = cell.has_value or cell.has_formula or cell.type == "e"
        if is_filled and not self._is_placed(cell):
            return
        if cell.type == "e":
            facts.errors[cell.name] = cell.value
        elif cell.type == "s" and cell.has_value:
            index = cell.value.strip()
            if not index.isdecimal() or int(index) >= len(self._sizes):
                # The cell reader takes "-1" and "x" for text number 0 and says nothing.
                refuse_damaged(f"die Zelle {cell.name} verweist auf einen Text, den es nicht gibt")
            facts.text_bytes += self._sizes[int(index)]
        if cell.has_formula:
            add_formula(facts, cell.name, cell.type, cell.has_value)
            if link := _FOREIGN.search(cell.formula):
                facts.foreign[cell.name] = int(link[1])
        add_style(facts, self._styles, cell.name, cell.style)

    def _is_placed(self, cell: _Cell) -> bool:
        """Whether a filled cell lies within the bounds; it is noted either way."""
        # Two cells of one name are two truths; Excel writes cells strictly in order (ECMA-376 part 1, 18.3.1.73).
        if (cell.row, cell.column) <= self._last:
            refuse_damaged(f"die Zelle {cell.name} steht doppelt oder nicht an ihrer Stelle")
        self._last = (cell.row, cell.column)
        last_row, last_column = self._bounds
        if cell.row > last_row or cell.column > last_column:
            self.extent.outside.append(cell.name)
            return False
        self.extent.rows.add(cell.row)
        self.extent.columns.add(cell.column)
        return True


def _bounded(text: str | None, otherwise: int, most: int) -> int:
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:8]) <= most:
        refuse_damaged(f"ein Blatt enthält die unmögliche Zeile oder Spalte „{text[:20]}“")
    return int(text)
