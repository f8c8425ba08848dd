"""Columns of text whose figures are never cut: what does not fit beside stands below."""

from collections.abc import Sequence
from dataclasses import dataclass

from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped

_GAP = 2
_INDENT = "  "


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column: its head and one text per row, already in characters of the medium."""

    head: str
    texts: Sequence[str]
    right: bool = False

    @property
    def width(self) -> int:
        """Columns of the terminal that the widest text takes."""
        return max(text_width(text) for text in (self.head, *self.texts))


@dataclass(frozen=True, slots=True)
class Columns:
    """A block of rows: head and lines of each row, so that headings may stand between rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def laid_out(columns: Sequence[TextColumn], width: int, medium: Medium) -> Columns:
    """Rows on one line; else with the last columns on lines of their own; else every value on its own line.

    The most columns that fit stand on the first line, never less than the first two (years and figure).
    """
    kept = [column for column in columns if any(column.texts)]
    for beside in range(len(kept), 1, -1):
        if _needed(kept[:beside]) <= width:
            return _beside(kept[:beside], kept[beside:], width, medium)
    return _stacked(kept, width)


def _needed(columns: Sequence[TextColumn]) -> int:
    return len(_INDENT) + sum(column.width for column in columns) + _GAP * (len(columns) - 1)


def _beside(beside: Sequence[TextColumn], below: Sequence[TextColumn], width: int, medium: Medium) -> Columns:
    count = len(beside[0].texts)
    rows = []
    for index in range(count):
        lines = [_line([column.texts[index] for column in beside], beside)]
        rest = ", ".join(column.texts[index] for column in below if column.texts[index])
        if rest:
            lines += [medium.dim(line) for line in wrapped(rest, width, _INDENT * 3, _INDENT * 4)]
        rows.append(tuple(lines))
    return Columns((medium.dim(_line([column.head for column in beside], beside)),), tuple(rows))


def _line(texts: Sequence[str], columns: Sequence[TextColumn]) -> str:
    cells = [padded(text, column.width, right=column.right) for text, column in zip(texts, columns, strict=True)]
    return (_INDENT + (" " * _GAP).join(cells)).rstrip()


def _stacked(columns: Sequence[TextColumn], width: int) -> Columns:
    count = len(columns[0].texts) if columns else 0
    rows = []
    for index in range(count):
        lines: list[str] = []
        for position, column in enumerate(columns):
            text = column.texts[index].strip()
            if text:
                indent = _INDENT if position == 0 else _INDENT * 2
                shown = text if position == 0 else f"{column.head}: {text}"
                lines += wrapped(shown, width, indent, indent + _INDENT)
        rows.append(tuple(lines))
    return Columns((), tuple(rows))
