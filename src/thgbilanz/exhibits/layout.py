"""Text layout of tables: labels wrap, figures never do, whatever the width.

Three forms, the widest that fits: one line per row; the label on a line of its own above the figures; or one
line per figure. No form leaves a column out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped
from thgbilanz.exhibits.rounding import MISSING, decimals_for, factor_text, rounded_text, share_text, spread_text
from thgbilanz.exhibits.table import Table, TableColumn, Value
from thgbilanz.units.german import german_number

_GAP = 2
_LABEL_MIN = 16
_LABEL_BEST = 24
_BAR_MIN = 6
_BAR_GOOD = 10
_BAR_MAX = 16
_SCALED = ("tonnes", "energy", "delta")


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table as texts that the medium can show; the first column is the label."""

    heads: list[list[str]]
    """Lines of the head of each figure column, the unit last."""
    titles: list[str]
    """Heads on one line, with unit."""
    labels: list[str]
    figures: list[list[str]]
    """Texts of the figures, row by row."""
    roles: list[str]
    bars: list[float | None]


def value_text(column: TableColumn, value: Value, decimals: int) -> str:
    """A value as text; ``decimals`` is the table's for tonnes and energy."""
    if value is None:
        return MISSING
    if isinstance(value, str):
        return value
    if column.kind in _TEXTS:
        return _TEXTS[column.kind](value)
    text = rounded_text(value, decimals if column.kind in _SCALED else 0)
    return signed(text) if column.kind == "delta" else text


def signed(text: str) -> str:
    """A printed figure of a change with its sign: what has none and is not zero grows.

    >>> signed("1.200"), signed("-0,5"), signed("0"), signed("< 1")
    ('+1.200', '-0,5', '0', '< +1')
    """
    if not text.strip("0,") or text[0] in "-–>":
        return text
    return f"< +{text[2:]}" if text.startswith("< ") else f"+{text}"


_TEXTS: Mapping[str, Callable[[float], str]] = {
    "share": share_text,
    "delta_share": lambda value: signed(share_text(value)),
    "spread": spread_text,
    "ratio": factor_text,
    "factor": factor_text,
    "score": lambda value: rounded_text(value, 2),
    "per_head": lambda value: rounded_text(value, 2),
    "year": str,
}
"""How figures of a kind are written whatever else stands in the table."""


def column_decimals(table: Table) -> list[int]:
    """Decimals per column: one number for all tonnes of a table, one for all energy (see rounding)."""
    found = {kind: decimals_for([*_figures_of(table, kind), table.magnitude]) for kind in _SCALED}
    return [found.get(column.kind, 0) for column in table.columns]


def _figures_of(table: Table, kind: str) -> list[float]:
    columns = [index for index, column in enumerate(table.columns) if column.kind == kind]
    values = [row.cells[index] for row in table.rows for index in columns]
    return [value for value in values if isinstance(value, int | float)]


def table_lines(table: Table, width: int, medium: Medium, *, bar: str = "") -> list[str]:
    """Lines of a table whose first column is its label and whose other columns are figures.

    ``bar`` names a share column that is drawn as well if there is room.
    """
    grid = _grid(table, medium, bar)
    columns = list(zip(*grid.figures, strict=True))
    widths = [
        max(text_width(text) for text in (*heads, *texts)) for heads, texts in zip(grid.heads, columns, strict=True)
    ]
    needed = sum(widths) + _GAP * len(widths)
    longest = max(map(text_width, grid.labels), default=0)
    if width - needed >= min(_LABEL_MIN, longest):
        return _one_line_form(grid, widths, width, medium)
    if needed <= width:
        return _two_line_form(grid, widths, width, medium)
    return _stacked_form(grid, width, medium)


def _grid(table: Table, medium: Medium, bar: str) -> _Grid:
    decimals = column_decimals(table)
    bar_index = table.index(bar) if bar else None
    figures = [
        [
            medium.fit(value_text(replace(column, kind=row.kind_in(column)), value, places))
            for column, value, places in zip(table.columns, row.cells, decimals, strict=True)
        ]
        for row in table.rows
    ]
    return _Grid(
        [_head(column, medium) for column in table.columns[1:]],
        [medium.own(replace(column, title=column.short or column.title).heading) for column in table.columns[1:]],
        [row[0] for row in figures],
        [row[1:] for row in figures],
        [row.role for row in table.rows],
        [_share(row.cells[bar_index], row.role) if bar_index is not None else None for row in table.rows],
    )


def _share(value: Value, role: str) -> float | None:
    return float(value) if isinstance(value, int | float) and role == "item" else None


def _head(column: TableColumn, medium: Medium) -> list[str]:
    title = medium.own(column.short or column.title)
    longest = max((text_width(word) for word in title.split()), default=1)
    lines = wrapped(title, max(longest, 9))
    return [*lines, medium.own(column.unit)] if column.unit else lines


def _styled(text: str, role: str, medium: Medium) -> str:
    if role == "sum":
        return medium.bold(text)
    return medium.dim(text) if role == "memo" else text


def _heads(grid: _Grid, widths: list[int], indent: int, medium: Medium) -> list[str]:
    height = max((len(head) for head in grid.heads), default=0)
    lines = []
    for level in range(height):
        # heads stand on their last line, so that all units form one line
        texts = [head[level - height] if level >= height - len(head) else "" for head in grid.heads]
        lines.append(medium.dim((" " * indent + _figures(texts, widths)).rstrip()))
    return lines


def _figures(texts: list[str], widths: list[int]) -> str:
    return "".join(" " * _GAP + padded(text, width, right=True) for text, width in zip(texts, widths, strict=True))


def _one_line_form(grid: _Grid, widths: list[int], width: int, medium: Medium) -> list[str]:
    figures_width = sum(widths) + _GAP * len(widths)
    room = width - figures_width
    longest = max(map(text_width, grid.labels), default=0)
    bar_width = _bar_width(room, longest) if any(grid.bars) else 0
    label_width = min(room - (bar_width + _GAP if bar_width else 0), max(_LABEL_BEST, longest))
    lines = _heads(grid, widths, label_width, medium)
    for label, figures, role, share in zip(grid.labels, grid.figures, grid.roles, grid.bars, strict=True):
        if role == "sum":
            lines.append(medium.dim(medium.light * (label_width + figures_width)))
        above, last = _label(label, label_width, width)
        lines += [_styled(part, role, medium) for part in above]
        text = _styled(padded(last, label_width) + _figures(figures, widths), role, medium)
        bar = medium.bar(share, bar_width)
        lines.append(text + (" " * _GAP + medium.accent(bar) if bar else ""))
    return lines


def _bar_width(room: int, longest: int) -> int:
    """Columns of the bars: short labels come whole before bars grow long."""
    most = min(_BAR_MAX, room - min(_LABEL_MIN, longest) - _GAP)
    wanted = max(_BAR_GOOD, room - min(_LABEL_BEST, longest) - _GAP)
    width = min(most, wanted)
    return width if width >= _BAR_MIN else 0


def _label(label: str, label_width: int, width: int) -> tuple[list[str], str]:
    """Lines above the figures and the one beside them; a word too long for the column gets lines of its own."""
    if any(text_width(word) > label_width for word in label.split(" ")):
        return wrapped(label, width, "", "  "), ""
    *above, last = wrapped(label, label_width, "", "  ")
    return above, last


def _two_line_form(grid: _Grid, widths: list[int], width: int, medium: Medium) -> list[str]:
    indent = width - sum(widths) - _GAP * len(widths)
    lines = _heads(grid, widths, indent, medium)
    for label, figures, role in zip(grid.labels, grid.figures, grid.roles, strict=True):
        if role == "sum":
            lines.append(medium.dim(medium.light * width))
        lines += [_styled(part, role, medium) for part in wrapped(label, width, "", "  ")]
        lines.append(_styled(" " * indent + _figures(figures, widths), role, medium))
    return lines


def _stacked_form(grid: _Grid, width: int, medium: Medium) -> list[str]:
    lines = []
    for label, figures, role in zip(grid.labels, grid.figures, grid.roles, strict=True):
        if role == "sum":
            lines.append(medium.dim(medium.light * width))
        lines += [_styled(part, role, medium) for part in wrapped(label, width, "", "  ")]
        for title, figure in zip(grid.titles, figures, strict=True):
            if figure.strip() in {"", medium.fit(MISSING)}:
                continue
            lines += [_styled(text, role, medium) for text in _pair(title, figure, width)]
    return lines


def _pair(title: str, figure: str, width: int) -> list[str]:
    *above, last = wrapped(title, max(1, width - text_width(figure) - 1), "  ", "    ")
    return [*above, padded(last, width - text_width(figure)) + figure]


def count_text(count: int, one: str, many: str) -> str:
    """A count with its noun.

    >>> count_text(1, "Fehler", "Fehler"), count_text(1200, "Datei", "Dateien")
    ('1 Fehler', '1.200 Dateien')
    """
    return f"{german_number(count, 0)} {one if count == 1 else many}"


def listed(heads: list[str], texts: list[str], width: int, medium: Medium) -> list[str]:
    """Pairs of a figure and a text: figures flush right in one column, texts wrapped beside them."""
    figures = [medium.fit(head) for head in heads]
    room = max((text_width(figure) for figure in figures), default=0)
    lines = []
    for figure, text in zip_longest(figures, texts, fillvalue=""):
        lines += wrapped(medium.fit(text), width, padded(figure, room, right=True) + "  ", " " * (room + 2))
    return lines
