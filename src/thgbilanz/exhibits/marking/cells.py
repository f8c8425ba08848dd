"""Findings at their cells: a fill by severity and a comment that keeps what the user wrote there."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place
from thgbilanz.exhibits.clean import shortened, visible
from thgbilanz.exhibits.finding_text import effect_text, stated
from thgbilanz.exhibits.marking.places import is_cell, places_of

FILLS: Final = {Severity.ERROR: "F6BDB5", Severity.WARNING: "FFE08A", Severity.NOTE: "C5E0F3"}
"""Colour of a marked cell: black text stays readable on each, and in grey print they differ in lightness."""

_FILLS: Final = {
    severity: PatternFill("solid", start_color=colour, end_color=colour) for severity, colour in FILLS.items()
}

COMMENT_HEAD: Final = "— thg pruefen —"
"""First line of our part of a comment; what stands above is the user's."""

MOST_COMMENTS: Final = 200
"""Most comments for one finding; its further cells are only filled. Each comment is a shape that Excel has to draw."""

_AUTHOR: Final = "thg pruefen"
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
    number: int
    """0 for the place whose value was found; further places have their own."""


def spots(findings: Iterable[Diagnostic], file: str) -> Iterator[Spot]:
    """Every cell of the file that a finding is about, the further ones included."""
    for finding in findings:
        for number, place in enumerate(places_of(finding)):
            if place.file == file and place.sheet and is_cell(place.cell):
                yield Spot(place, finding, number)


def sheet_of(workbook: Any, name: str) -> Any | None:  # noqa: ANN401 - stubs of openpyxl lack what we use
    """The worksheet of a name as findings state it; None if there is none that has cells."""
    key = name.strip().casefold()
    exact = [sheet for sheet in workbook.worksheets if sheet.title == name]
    near = [sheet for sheet in workbook.worksheets if sheet.title.strip().casefold() == key]
    return next(iter(exact + near), None)


def mark_cells(workbook: Any, findings: Iterable[Diagnostic], file: str) -> None:  # noqa: ANN401
    """Mark every cell that has a finding."""
    by_sheet: dict[str, dict[str, list[Spot]]] = {}
    anchors: dict[str, Mapping[str, str]] = {}
    for spot in spots(findings, file):
        sheet = sheet_of(workbook, spot.place.sheet)
        if sheet is None:
            continue
        if sheet.title not in anchors:
            anchors[sheet.title] = _anchors(sheet)
        coordinate = anchors[sheet.title].get(spot.place.cell, spot.place.cell)
        by_sheet.setdefault(sheet.title, {}).setdefault(coordinate, []).append(spot)
    for title, by_cell in by_sheet.items():
        for coordinate, here in by_cell.items():
            _mark(_cell(workbook[title], coordinate), here)


def _mark(cell: Any, here: list[Spot]) -> None:  # noqa: ANN401
    here.sort(key=lambda spot: _RANK.index(spot.finding.severity))
    cell.fill = _FILLS[here[0].finding.severity]
    told = [spot for spot in here if spot.number < MOST_COMMENTS]
    if told:
        cell.comment = _comment(cell.comment, told)


def fit_comments(workbook: Any) -> None:  # noqa: ANN401
    """Give every comment room for its text: openpyxl forgets the sizes that comments had."""
    for sheet in workbook.worksheets:
        for cell in sheet._cells.values():  # noqa: SLF001 - asking for a cell by address would create it
            if cell.comment is not None:
                cell.comment.width, cell.comment.height = _WIDTH, _height(cell.comment.text)


def _anchors(sheet: Worksheet) -> dict[str, str]:
    """The cell that carries the value, for all merged cells: the one at the top left."""
    return {
        f"{get_column_letter(column)}{row}": merged.start_cell.coordinate
        for merged in sheet.merged_cells.ranges
        for row, column in merged.cells
    }


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
    # Merged cells bring a finding to one cell more than once: its first place says it all.
    once = {id(spot.finding): spot for spot in reversed(here)}
    blocks = list(dict.fromkeys(_block(spot) for spot in here if once[id(spot.finding)] is spot))
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
    more = f"Mehr: thg fehler {finding.code}"
    if spot.number:
        first = finding.place
        beside = (first.file, first.sheet) == (spot.place.file, spot.place.sheet)
        # the headline may name the value of the first place
        same = f"gleicher Befund wie in {first.cell if beside else first}: {_short(finding.text)}"
        return f"{finding.severity.value}: {same}\n{more}"
    lines = (
        f"{finding.severity.value}: {_short(finding.text)}",
        stated("gefunden", _short(finding.found)),
        stated("erwartet", _short(finding.expected)),
        stated("Hinweis", _short(finding.hint)),
        stated("Wirkung", effect_text(finding.effect_kg)),
        stated("bestätigt", _short(finding.confirmation)),
        more,
    )
    return "\n".join(line for line in lines if line)


def _short(text: str) -> str:
    return shortened(visible(text), _LONGEST)


def _height(text: str) -> int:
    lines = sum(1 + len(line) // _LINE_CHARACTERS for line in text.splitlines())
    return _LINE_HEIGHT * (lines + 1)
