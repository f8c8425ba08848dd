"""Texts of a column in one form: Unicode NFC, trimmed, blanks folded. Per distinct text, not per cell."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from thgbilanz.intake.cells import Cell, TextResult
from thgbilanz.intake.raw_table import distinct_texts
from thgbilanz.templates.definition import TemplateColumn
from thgbilanz.units.cell_text import folded, trimmed

FREE_TEXT = frozenset({"bemerkung", "quelle", "bestaetigt", "begruendung"})
"""Columns in which anything may stand."""
NUMBER_KINDS = frozenset({"number", "percent"})


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
    if _are_clean(texts):
        return CleanColumn(cells, texts)
    clean = {text: _clean(text, definition.key in FREE_TEXT) for text in texts}
    if any(text != result for text, result in clean.items()):
        cells = [clean[cell] if isinstance(cell, str) else cell for cell in cells]
    return CleanColumn(cells, frozenset(clean.values()))


def _are_clean(texts: frozenset[str]) -> bool:
    """Whether no text needs cleaning, as in most columns. Plain searches: a pattern costs ten times as much."""
    joined = "\n".join(("", *texts, ""))
    return (
        joined.isascii()
        and joined.replace("\n", "").isprintable()
        and not any(blanks in joined for blanks in ("  ", "\n ", " \n"))
    )


def _clean(text: str, keep_lines: bool) -> str:
    return trimmed(unicodedata.normalize("NFC", text)) if keep_lines else folded(text)
