"""The sheet "Prüfbericht": summary on top, one row per finding, each with a link to its cell."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.exhibits.clean import cell_text, shortened
from thgbilanz.exhibits.finding_text import severity_counts
from thgbilanz.exhibits.json_number import thousandth
from thgbilanz.exhibits.marking.cells import FILLS, MOST_COMMENTS, sheet_of
from thgbilanz.exhibits.marking.places import cell_ranges, places_of

SHEET_NAME: Final = "Prüfbericht"
HEAD_ROW: Final = 6
"""Row of the column titles, from 1."""

COLUMNS: Final = (
    ("Schwere", 11),
    ("Code", 9),
    ("Blatt", 18),
    ("Zelle", 9),
    ("Spalte", 20),
    ("Befund", 44),
    ("gefunden", 24),
    ("erwartet", 30),
    ("was tun", 48),
    ("Stellen", 9),
    ("weitere Stellen", 22),
    ("mögliche Wirkung, t CO2e", 14),
    ("Bestätigung", 28),
)
_SHEET, _CELL, _COUNT, _FURTHER, _EFFECT, _CONFIRMATION = 3, 4, 10, 11, 12, 13
_MOST_RANGES: Final = 12
_INK: Final = "22384A"
_GREY: Final = "5F6A72"
_LINE: Final = "C9D3DA"
_LINK: Final = "1F5FA8"
_LONGEST: Final = 1000
_A4: Final = 9
_LINE_HEIGHT: Final = 15
_HIGHEST: Final = 400
"""Excel allows 409 points."""


def add_report_sheet(
    workbook: Any,  # noqa: ANN401 - stubs of openpyxl lack what we use
    findings: Sequence[Diagnostic],
    file: str,
    made_by: str,
    lost: Sequence[str] = (),
) -> None:
    """Add the sheet in front of all others and open the workbook there; ``lost`` is what the copy does not hold."""
    sheet = workbook.create_sheet(_free_name(workbook), 0)
    _head(sheet, findings, file, made_by)
    if lost:
        _write(sheet, 4, 1, f"Nicht oder nur vereinfacht in dieser Kopie: {'; '.join(lost)}", _font(color="9C2A20"))
    for row, finding in enumerate(findings, HEAD_ROW + 1):
        _row(workbook, sheet, row, finding, file)
    if not findings:
        _write(sheet, HEAD_ROW + 1, 1, "Keine Befunde")
    _set_up(sheet, findings, file)
    _show_first(workbook, sheet)


def _font(**look: Any) -> Font:  # noqa: ANN401
    return Font(name="Calibri", size=look.pop("size", 11), **look)


def _free_name(workbook: Any) -> str:  # noqa: ANN401
    taken = {name.casefold() for name in workbook.sheetnames}
    names = (SHEET_NAME, *(f"{SHEET_NAME} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)


def _head(sheet: Any, findings: Sequence[Diagnostic], file: str, made_by: str) -> None:  # noqa: ANN401
    _write(sheet, 1, 1, SHEET_NAME, _font(bold=True, size=18, color=_INK))
    counts = ", ".join(severity_counts(findings)) or "Keine Befunde"
    _write(sheet, 2, 1, f"{file}: {counts}", _font(bold=True, size=12, color=_INK))
    text = "Markierte Zellen tragen einen Kommentar. Berichtigt wird im Original, diese Kopie dient nur der Ansicht"
    if any(len(finding.rows) > MOST_COMMENTS for finding in findings):
        text = text.replace("Kommentar.", f"Kommentar, je Befund die ersten {MOST_COMMENTS}.")
    _write(sheet, 3, 1, f"{text} ({made_by})", _font(color=_GREY))
    sheet.row_dimensions[1].height = 28
    sheet.row_dimensions[2].height = 20
    sheet.row_dimensions[HEAD_ROW].height = 34
    for column, (title, _) in enumerate(COLUMNS, 1):
        cell = _write(sheet, HEAD_ROW, column, title, _font(bold=True, color="FFFFFF"))
        cell.fill = PatternFill("solid", start_color=_INK, end_color=_INK)
        side = "right" if column in {_COUNT, _EFFECT} else None
        cell.alignment = Alignment(vertical="center", horizontal=side, wrap_text=True)


def _row(workbook: Any, sheet: Any, row: int, finding: Diagnostic, file: str) -> None:  # noqa: ANN401
    place = finding.place
    target = sheet_of(workbook, place.sheet) if place.file == file and place.sheet else None
    further = [other for other in places_of(finding) if other != place]
    texts = (
        finding.severity.value,
        finding.code,
        _sheet_text(place, target, file),
        place.cell,
        place.column,
        finding.text,
        finding.found,
        finding.expected,
        finding.hint,
        "",
        _further(finding, further),
        "",
        finding.confirmation,
    )
    line = Border(bottom=Side("thin", color=_LINE))
    for column, text in enumerate(texts, 1):
        cell = _write(sheet, row, column, shortened(text, _LONGEST))
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = line
    _figure(sheet.cell(row, _COUNT), finding.count, "#,##0")
    _figure(sheet.cell(row, _EFFECT), thousandth(finding.effect_kg), "#,##0.0")
    sheet.row_dimensions[row].height = _height(texts)
    mark = sheet.cell(row, 1)
    mark.font = _font(bold=True)
    mark.fill = PatternFill("solid", start_color=FILLS[finding.severity], end_color=FILLS[finding.severity])
    if target is not None:
        _link(sheet.cell(row, _CELL if place.cell else _SHEET), target.title, place.cell or "A1")
        beside = _beside(further, place)
        if beside:
            _link(sheet.cell(row, _FURTHER), target.title, cell_ranges(beside)[0])


def _figure(cell: Any, value: float | None, number_format: str) -> None:  # noqa: ANN401
    if value is not None:
        cell.value, cell.number_format, cell.quotePrefix = value, number_format, False
        cell.alignment = Alignment(vertical="top", horizontal="right")


def _beside(further: Sequence[Place], first: Place) -> list[str]:
    """Cells on the sheet of the first place."""
    return [other.cell for other in further if (other.file, other.sheet) == (first.file, first.sheet) and other.cell]


def _height(texts: Sequence[str]) -> float:
    """Height for the longest wrapped text: not every program computes it when it opens a file."""
    pairs = zip(texts, (width for _, width in COLUMNS), strict=True)
    lines = max(len(wrap(text[:_LONGEST], width - 1)) for text, width in pairs)
    return min(_HIGHEST, _LINE_HEIGHT * lines + 4)


def _sheet_text(place: Place, target: Any, file: str) -> str:  # noqa: ANN401
    if place.file != file:
        return " › ".join(part for part in (place.file, place.sheet) if part)
    hidden = target is not None and target.sheet_state != "visible"
    # A link to a hidden sheet does nothing in Excel: the reader must know why.
    return f"{place.sheet} (ausgeblendet)" if hidden else place.sheet


def _further(finding: Diagnostic, further: Sequence[Place]) -> str:
    beside = _beside(further, finding.place)
    ranges = cell_ranges(beside)
    here = (finding.place.file, finding.place.sheet)
    elsewhere = [str(other) for other in further if not other.cell or (other.file, other.sheet) != here]
    shown = ranges[:_MOST_RANGES]
    known = len(elsewhere) + (len(beside) if len(shown) == len(ranges) else _cells_in(shown))
    rest = finding.count - 1 - known
    more = [f"und {rest} weitere" if known else f"{rest} weitere"] if rest > 0 else []
    return " ".join((", ".join([*shown, *elsewhere]), *more)).strip()


def _cells_in(ranges: Sequence[str]) -> int:
    rows = [[int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in text.split(":")] for text in ranges]
    return sum(row[-1] - row[0] + 1 for row in rows)


def _link(cell: Any, sheet: str, coordinate: str) -> None:  # noqa: ANN401
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{coordinate}")
    cell.font = _font(color=_LINK, underline="single")


def _write(sheet: Any, row: int, column: int, text: str, font: Font | None = None) -> Any:  # noqa: ANN401
    """Write a text that stays a text, also if it begins like a formula and somebody edits the cell."""
    cell = sheet.cell(row, column)
    cell.value = None
    if text:
        cell._value = cell_text(text)  # noqa: SLF001 - the setter guesses: it makes formulas and error values
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.font = font or _font()
    return cell


def _set_up(sheet: Any, findings: Sequence[Diagnostic], file: str) -> None:  # noqa: ANN401
    for column, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[sheet.cell(HEAD_ROW, column).column_letter].width = width
    letter = sheet.cell(HEAD_ROW, len(COLUMNS)).column_letter
    for column, is_used in (
        (_EFFECT, any(finding.effect_kg is not None for finding in findings)),
        (_CONFIRMATION, any(finding.confirmation for finding in findings)),
    ):
        # an empty column would only make the print smaller
        sheet.column_dimensions[sheet.cell(HEAD_ROW, column).column_letter].hidden = not is_used
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{letter}{HEAD_ROW + max(1, len(findings))}"
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = _INK
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    # "&" steers page headers: doubled it is a character
    sheet.oddHeader.left.text = shortened(cell_text(file), 80).replace("&", "&&")
    sheet.oddHeader.right.text = SHEET_NAME
    sheet.oddFooter.right.text = "Seite &P von &N"


def _show_first(workbook: Any, sheet: Any) -> None:  # noqa: ANN401
    workbook.active = sheet
    for other in workbook._sheets:  # noqa: SLF001 - chart sheets as well
        # Sheets that stay selected form a group with ours: whatever is typed into one goes into all.
        for view in getattr(getattr(other, "views", None) or getattr(other, "sheetViews", None), "sheetView", ()):
            view.tabSelected = other is sheet
    for view in workbook.views:
        view.firstSheet = 0
