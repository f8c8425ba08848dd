"""A comparison of two factor bases for people: in the terminal, and as Markdown for a pull request."""

import re
from collections.abc import Iterable, Sequence

from thgbilanz.exhibits.clean import visible
from thgbilanz.exhibits.factor_changes import Section, headline, sections
from thgbilanz.exhibits.factor_columns import TextColumn, laid_out
from thgbilanz.exhibits.medium import Medium, padded, text_width, wrapped
from thgbilanz.factors.comparison import Comparison, ProjectEffect

_WIDEST = 100
_MOST_ROWS = 200
"""Lines of a section in Markdown: a comment on a pull request holds 65,536 characters."""

_MARKDOWN = re.compile(r"([\\`*_\[\]#!|~$])")
_PING = re.compile(r"([@#])(?=\w)")


def markdown_text(text: str) -> str:
    r"""Text that Markdown shows as it is: no markup, no table column, no link, no mention of a person or issue.

    >>> markdown_text("a|b <script> *x* @amt #12")
    'a\\|b &lt;script&gt; \\*x\\* @<!-- -->amt \\#<!-- -->12'
    """
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A comment between sign and name keeps GitHub from telling a person; a zero-width space breaks bare links.
    quiet = _PING.sub("\\1\0", _MARKDOWN.sub(r"\\\1", escaped))
    return quiet.replace("://", ":&#8203;//").replace("\0", "<!-- -->")


def changes_markdown(comparison: Comparison, effects: Sequence[ProjectEffect], old: str, new: str) -> str:
    """The comparison for a pull request: headline, effect in tonnes, then what changed."""
    lines = [
        f"### Emissionsfaktoren: {markdown_text(old)} → {markdown_text(new)}",
        "",
        f"**{markdown_text(headline(comparison, effects))}**",
    ]
    for section in sections(comparison, effects):
        lines += ["", f"#### {markdown_text(section.title)}", "", *_markdown_table(section)]
    return "\n".join(lines) + "\n"


def _markdown_table(section: Section) -> list[str]:
    lines = []
    if section.rows:
        rule = ("---:" if index in section.figures else "---" for index in range(len(section.heads)))
        lines += [_markdown_row(section.heads), f"| {' | '.join(rule)} |"]
        lines += [_markdown_row(row) for row in section.rows[:_MOST_ROWS]]
        left_out = len(section.rows) - _MOST_ROWS
        if left_out > 0:
            lines += ["", f"… und {left_out} weitere Zeilen, vollständig mit --format json"]
    lines += [line for note in section.notes for line in ("", markdown_text(note))]
    return lines


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(markdown_text(cell) for cell in cells)} |"


def changes_text(
    comparison: Comparison, effects: Sequence[ProjectEffect], old: str, new: str, width: int, medium: Medium
) -> str:
    """The comparison for the terminal."""
    columns = max(24, min(width, _WIDEST))
    title = wrapped(medium.fit(f"Emissionsfaktoren: {old} → {new}"), columns)
    lines = [*(medium.bold(line) for line in title), *wrapped(medium.own(headline(comparison, effects)), columns)]
    for section in sections(comparison, effects):
        lines += ["", medium.bold(medium.own(section.title)), *section_lines(section, columns, medium)]
        lines += [medium.dim(line) for note in section.notes for line in wrapped(medium.own(note), columns, "  ", "  ")]
    return "\n".join(lines) + "\n"


def section_lines(section: Section, width: int, medium: Medium) -> list[str]:
    """The table of a section: a line per row, or the words of a row above its figures where that is too wide."""
    if not section.rows:
        return []
    texts = [[medium.own(cell) for cell in column] for column in zip(*section.rows, strict=True)]
    heads = [medium.own(head) for head in section.heads]
    kept = [
        TextColumn(head, column, index in section.figures)
        for index, (head, column) in enumerate(zip(heads, texts, strict=True))
    ]
    if sum(column.width + 2 for column in kept) <= width:
        table = laid_out(kept, width, medium)
        return [*table.head, *(line for row in table.rows for line in row)]
    return _labelled(kept, section, width, medium)


def _labelled(columns: Sequence[TextColumn], section: Section, width: int, medium: Medium) -> list[str]:
    """Words of a row on a line of their own, its figures below them in columns."""
    words = [index for index in range(len(columns)) if index not in section.figures]
    figures = [columns[index] for index in sorted(section.figures)]
    indent = "      "
    needed = len(indent) + sum(column.width + 2 for column in figures)
    lines = []
    if figures and needed <= width:
        lines.append(medium.dim(indent + "".join("  " + padded(c.head, c.width, right=True) for c in figures)))
    for index in range(len(section.rows)):
        label = ", ".join(_named(columns[word], index) for word in words if columns[word].texts[index])
        lines += wrapped(label, width, "  ", "    ")
        cells = [c.texts[index] for c in figures]
        if figures and needed <= width:
            pairs = zip(cells, figures, strict=True)
            lines.append(indent + "".join("  " + padded(cell, c.width, right=True) for cell, c in pairs))
        else:
            texts = [f"{column.head} {column.texts[index]}" for column in figures]
            lines += [line for text in texts for line in wrapped(text, width, indent, indent)]
    return lines if max(map(text_width, lines), default=0) else []


def _named(column: TextColumn, index: int) -> str:
    """The word of a column; what is old and what is new must be said, the rest explains itself."""
    return f"{column.head} {column.texts[index]}" if column.head in {"alt", "neu"} else column.texts[index]
