"""Texts of a column in one form: Unicode NFC, trimmed, blanks folded. Per distinct text, not per cell."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from thgbilanz.intake.cells import Cell, TextResult
from thgbilanz.intake.raw_table import distinct_texts
from thgbilanz.templates.definition import TemplateColumn
from thgbilanz.units.cell_text import folded, trimmed

FREE_TEXT = frozenset({"bemerkung", "quelle", "bestaetigt"})
"""Columns in which anything may stand."""
NUMBER_KINDS = frozenset({"number", "percent"})
_SUSPICIOUS = re.compile(r"[^\x21-\x7e \n]|  |^ | $", re.MULTILINE)
"""Finds the texts of a column, joined by line ends, that may need cleaning: most columns have none."""


@dataclass(frozen=True, slots=True)
class CleanColumn:
    """The cells of a column and the distinct texts among them."""

    cells: list[Cell]
    texts: frozenset[str]


def clean_column(column: Sequence[Cell], definition: TemplateColumn) -> CleanColumn:
    """The cells with their texts cleaned; free text keeps its line breaks.

    The text of a formula becomes plain text, except in number columns, where it is refused later.
    """
    cells = list(column)
    if definition.kind not in NUMBER_KINDS and TextResult in set(map(type, cells)):
        cells = [cell.text if isinstance(cell, TextResult) else cell for cell in cells]
    texts = distinct_texts(cells)
    if not _SUSPICIOUS.search("\n".join(texts)):
        return CleanColumn(cells, texts)
    clean = {text: _clean(text, definition.key in FREE_TEXT) for text in texts}
    if any(text != result for text, result in clean.items()):
        cells = [clean[cell] if isinstance(cell, str) else cell for cell in cells]
    return CleanColumn(cells, frozenset(clean.values()))


def _clean(text: str, keep_lines: bool) -> str:
    return trimmed(unicodedata.normalize("NFC", text)) if keep_lines else folded(text)
