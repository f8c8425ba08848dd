"""Findings at their cells: a fill by severity and a comment that keeps what the user wrote there."""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place
from thgbilanz.exhibits.clean import shortened, visible

FILLS: Final = {Severity.ERROR: "F6BDB5", Severity.WARNING: "FFE08A", Severity.NOTE: "C5E0F3"}
"""Colour of a marked cell: black text stays readable on each, and in grey print they differ in lightness."""

COMMENT_HEAD: Final = "— thg pruefen —"
"""First line of our part of a comment; what stands above is the user's."""

_AUTHOR: Final = "thg pruefen"
_CELL: Final = re.compile(r"^[A-Z]{1,3}[1-9][0-9]{0,6}$")
_RANK: Final = tuple(Severity)
_MOST_PER_CELL: Final = 8
_LONGEST: Final = 300
_WIDTH: Final = 340
_LINE_CHARACTERS: Final = 52
_LINE_HEIGHT: Final = 17


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding at one of its places."""

    place: Place
    finding: Diagnostic
    is_first: bool
    """Whether the value found belongs to this place; further places have their own."""


def spots(findings: Iterable[Diagnostic], file: str) -> Iterator[Spot]:
    """Every cell of the file that a finding names, the further ones included."""
    for finding in findings:
        for index, place in enumerate((finding.place, *finding.related)):
            if place.file == file and place.sheet and _CELL.match(place.cell):
                yield Spot(place, finding, is_first=index == 0)


def sheet_of(workbook: Any, name: str) -> Any | None:  # noqa: ANN401 - stubs of openpyxl lack what we use
    """The worksheet of a name as findings state it; None if there is none that has cells."""
    key = name.strip().casefold()
    exact = [sheet for sheet in workbook.worksheets if sheet.title == name]
    near = [sheet for sheet in workbook.worksheets if sheet.title.strip().casefold() == key]
    return next(iter(exact + near), None)


def mark_cells(workbook: Any, findings: Iterable[Diagnostic], file: str) -> None:  # noqa: ANN401
    """Mark every cell that has a finding."""
    by_cell: dict[tuple[str, str], list[Spot]] = {}
    for spot in spots(findings, file):
        sheet = sheet_of(workbook, spot.place.sheet)
        if sheet is not None:
            by_cell.setdefault((sheet.title, _anchor(sheet, spot.place.cell)), []).append(spot)
    for (title, coordinate), here in by_cell.items():
        here.sort(key=lambda spot: _RANK.index(spot.finding.severity))
        cell = _cell(workbook[title], coordinate)
        colour = FILLS[here[0].finding.severity]
        cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
        cell.comment = _comment(cell.comment, here)


def fit_comments(workbook: Any) -> None:  # noqa: ANN401
    """Give every comment room for its text: openpyxl forgets the sizes that comments had."""
    for sheet in workbook.worksheets:
        for cell in sheet._cells.values():  # noqa: SLF001 - asking for a cell by address would create it
            if cell.comment is not None:
                cell.comment.width, cell.comment.height = _WIDTH, _height(cell.comment.text)


def _anchor(sheet: Worksheet, coordinate: str) -> str:
    """The cell that carries the value: of merged cells the one at the top left."""
    for merged in sheet.merged_cells.ranges:
        if coordinate in merged:
            return str(merged.start_cell.coordinate)
    return coordinate


def _cell(sheet: Any, coordinate: str) -> Any:  # noqa: ANN401
    known = len(sheet._cells)  # noqa: SLF001
    cell = sheet[coordinate]
    if len(sheet._cells) > known and not isinstance(cell, MergedCell):  # noqa: SLF001
        # A new cell would hide the format that its row or column has for empty cells.
        row, column = sheet.row_dimensions.get(cell.row), sheet.column_dimensions.get(cell.column_letter)
        for dimension in (row, column):
            if dimension is not None and dimension.has_style:
                cell._style = copy(dimension._style)  # noqa: SLF001
                break
    return cell


def _comment(existing: Comment | None, here: list[Spot]) -> Comment:
    blocks = list(dict.fromkeys(_block(spot) for spot in here))
    rest = len(blocks) - _MOST_PER_CELL
    if rest > 0:
        blocks[_MOST_PER_CELL:] = [f"und {rest} weitere, siehe Prüfbericht"]
    ours = "\n\n".join((f"{COMMENT_HEAD}\n{blocks[0]}", *blocks[1:]))
    # A copy that is checked again gets the new findings in place of the old ones.
    theirs = existing.text.partition(COMMENT_HEAD)[0].rstrip() if existing is not None else ""
    author = existing.author if existing is not None and theirs else _AUTHOR
    return Comment(f"{theirs}\n\n{ours}" if theirs else ours, author or _AUTHOR)


def _block(spot: Spot) -> str:
    finding = spot.finding
    lines = (
        f"{finding.severity.value}: {_short(finding.text)}",
        f"gefunden: {_short(finding.found)}" if finding.found and spot.is_first else "",
        f"erwartet: {_short(finding.expected)}" if finding.expected else "",
        f"Hinweis: {_short(finding.hint)}" if finding.hint else "",
        f"Mehr: thg fehler {finding.code}",
    )
    return "\n".join(line for line in lines if line)


def _short(text: str) -> str:
    return shortened(visible(text), _LONGEST)


def _height(text: str) -> int:
    lines = sum(1 + len(line) // _LINE_CHARACTERS for line in text.splitlines())
    return _LINE_HEIGHT * (lines + 1)
