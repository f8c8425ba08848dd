"""Texts of a column in one form: Unicode NFC, trimmed, blanks folded. Per distinct text, not per cell."""

import unicodedata
from collections.abc import Sequence

from thgbilanz.intake.cells import Cell, TextResult
from thgbilanz.units.cell_text import folded, trimmed


def cleaned(column: Sequence[Cell], *, keep_lines: bool = False, is_number: bool = False) -> list[Cell]:
    """The cells with their texts cleaned; free text keeps its line breaks.

    The text of a formula becomes plain text, except in number columns, where it is refused later.
    """
    classes = set(map(type, column))
    cells = list(column)
    if TextResult in classes and not is_number:
        cells = [cell.text if isinstance(cell, TextResult) else cell for cell in cells]
        classes.add(str)
    if str not in classes:
        return cells
    texts = {cell for cell in cells if cell.__class__ is str}
    changed = {text: clean for text in texts if not _is_clean(text) and (clean := _clean(text, keep_lines)) != text}
    if not changed:
        return cells
    return [changed.get(cell, cell) if cell.__class__ is str else cell for cell in cells]


def _is_clean(text: str) -> bool:
    return text.isascii() and text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " "


def _clean(text: str, keep_lines: bool) -> str:
    return trimmed(unicodedata.normalize("NFC", text)) if keep_lines else folded(text)
