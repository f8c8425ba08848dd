"""Writes one data sheet: title band, examples, header with comments, prepared rows with checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap
from typing import TYPE_CHECKING

from thgbilanz.core.place import column_letter
from thgbilanz.templates.cells import shown_label, write_value
from thgbilanz.templates.comments import comment_options, comment_text
from thgbilanz.templates.definition import (
    EXAMPLE_MARK,
    FIRST_DATA_ROW,
    HEADER_ROW,
    TOTAL_LABEL,
    TOTAL_ROW,
    header_title,
    sheet_note,
)
from thgbilanz.templates.lists import DropdownLists
from thgbilanz.templates.model import SheetTemplate, TemplateColumn
from thgbilanz.templates.style import TEAL, Styles
from thgbilanz.templates.validation import cell_rule

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PREPARED_ROWS = 200
"""Empty rows with formats and checks; more rows may follow and are read as well."""
_SPARE_ROWS = 50
_EXAMPLE_ROWS = (3, 4)
_TWO_LINES, _LINE = 34, 14
"""Points of a header row with two lines, and of every line beyond."""
_ARROW = 3
"""Characters of a title's width that the arrow of the filter covers."""
_NOTE_WIDTH = 97
"""Width that the note above the examples takes at most, in Excel's units of a column."""
_TOTAL_HELP = (
    "Freiwillig: die Summe aller Mengen dieses Blatts aus Ihrer Quelle. Sie wird mit den Zeilen verglichen; weicht sie "
    "ab, fehlt eine Zeile oder steht doppelt."
)
_TOTAL_UNIT_HELP = "Nur nötig, wenn das Blatt mehrere Einheiten enthält: Verglichen werden Zeilen mit dieser Einheit."

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What goes into a data sheet beside its definition."""

    year: int
    rows: Sequence[Row]
    organisations: tuple[str, ...]
    with_examples: bool


def example_rows(sheet: SheetTemplate, year: int) -> list[dict[str, object]]:
    """The examples of a sheet for a reporting year, by tidy key and value."""
    return [
        {key: value.replace("{jahr}", str(year)) if isinstance(value, str) else value for key, value in row.items()}
        for row in sheet.example_rows
    ]


def write_data_sheet(
    worksheet: "Worksheet", sheet: SheetTemplate, content: SheetContent, lists: DropdownLists, styles: Styles
) -> None:
    """Fill an empty worksheet with a template and, if given, with rows."""
    last = FIRST_DATA_ROW - 2 + max(PREPARED_ROWS, len(content.rows) + _SPARE_ROWS)
    _set_up_page(worksheet, sheet, styles)
    _write_band(worksheet, sheet, styles)
    if any(column.key == "menge" for column in sheet.columns):  # nobody has a sum of what is only computed here
        _write_total(worksheet, sheet, styles)
    if content.with_examples:
        _write_examples(worksheet, sheet, content.year, styles)
    _write_header(worksheet, sheet, styles, last)
    _write_rows(worksheet, sheet, content.rows, styles)
    for index, column in enumerate(sheet.columns):
        rule = cell_rule(column, lists, content.organisations)
        if rule is not None:
            worksheet.data_validation(FIRST_DATA_ROW - 1, index, last, index, rule)
    _silence_green_corners(worksheet, len(sheet.columns), last)
    _mark_whole_numbers(worksheet, sheet.columns, styles, last)
    _mark_missing(worksheet, sheet.columns, styles, last)
    _rule_lines(worksheet, len(sheet.columns), styles, last)


def _set_up_page(worksheet: "Worksheet", sheet: SheetTemplate, styles: Styles) -> None:
    for index, column in enumerate(sheet.columns):
        worksheet.set_column(index, index, shown_width(column), styles.column[column.kind])
    worksheet.set_default_row(18)
    worksheet.hide_gridlines(2)
    worksheet.freeze_panes(HEADER_ROW, 1)
    worksheet.set_tab_color(TEAL)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(HEADER_ROW - 1)
    worksheet.set_footer("&L&8 thgbilanz · &A&R&8 Seite &P von &N")


def _write_band(worksheet: "Worksheet", sheet: SheetTemplate, styles: Styles) -> None:
    # No merged cells: the text runs on over the empty cells to its right, and readers see plain rows.
    lines = (
        (34, sheet.title, styles.band),
        (21, sheet.purpose, styles.purpose),
        (18, sheet_note(sheet), styles.note),
    )
    for row, (height, text, style) in enumerate(lines):
        worksheet.set_row(row, height)
        worksheet.write_string(row, 0, text, style)
        for index in range(1, len(sheet.columns)):
            worksheet.write_blank(row, index, None, style)


def _write_total(worksheet: "Worksheet", sheet: SheetTemplate, styles: Styles) -> None:
    """The place for a control total, right of the note so that its text is not cut."""
    begins = accumulate((shown_width(column) for column in sheet.columns), initial=0)
    first = next(index for index, begin in enumerate(begins) if begin >= _NOTE_WIDTH)
    row = TOTAL_ROW - 1
    worksheet.write_string(row, first, TOTAL_LABEL, styles.total)
    for index, style, title, message in (
        (first + 1, styles.entry["number"], TOTAL_LABEL, _TOTAL_HELP),
        (first + 2, styles.entry["unit"], f"Einheit der {TOTAL_LABEL}", _TOTAL_UNIT_HELP),
    ):
        worksheet.write_blank(row, index, None, style)
        rule = {"validate": "any", "input_title": title, "input_message": message}
        worksheet.data_validation(row, index, row, index, rule)


def _write_examples(worksheet: "Worksheet", sheet: SheetTemplate, year: int, styles: Styles) -> None:
    for row, values in zip(_EXAMPLE_ROWS, example_rows(sheet, year), strict=True):
        first, *others = sheet.columns
        label = EXAMPLE_MARK + shown_label(first, values[first.key])
        worksheet.write_string(row, 0, label, styles.example["text"])
        for index, column in enumerate(others, start=1):
            write_value(worksheet, row, index, column, values.get(column.key), styles.example[column.kind])


def _write_header(worksheet: "Worksheet", sheet: SheetTemplate, styles: Styles, last: int) -> None:
    worksheet.set_row(HEADER_ROW - 1, _header_height(sheet))
    worksheet.add_table(
        HEADER_ROW - 1,
        0,
        last,
        len(sheet.columns) - 1,
        {
            "name": f"tabelle_{sheet.id}",
            "style": None,
            "columns": [
                {
                    "header": header_title(column),
                    "header_format": styles.required if column.required else styles.optional,
                }
                for column in sheet.columns
            ],
        },
    )
    for index, column in enumerate(sheet.columns):
        text = comment_text(column)
        worksheet.write_comment(HEADER_ROW - 1, index, text, comment_options(text))


def shown_width(column: TemplateColumn) -> int:
    """Width of a column in characters: its title breaks between words, never within one."""
    words = header_title(column).replace("-", "- ").split()
    return max(column.width, max(map(len, words)) + _ARROW)


def _header_height(sheet: SheetTemplate) -> int:
    """Height of the titles in points: the longest one shows whole beside the arrow of its filter."""
    most = max(len(wrap(header_title(column), shown_width(column) - _ARROW)) for column in sheet.columns)
    return max(_TWO_LINES, _LINE * most + 6)


def _write_rows(worksheet: "Worksheet", sheet: SheetTemplate, rows: Sequence[Row], styles: Styles) -> None:
    for number, values in enumerate(rows, start=FIRST_DATA_ROW - 1):
        for index, column in enumerate(sheet.columns):
            value = values.get(column.key)
            if value is not None and value != "":
                write_value(worksheet, number, index, column, value, styles.data[column.kind])


def _silence_green_corners(worksheet: "Worksheet", width: int, last: int) -> None:
    # Meter numbers are text on purpose; Excel would mark each of them as a number stored as text.
    cells = f"A{_EXAMPLE_ROWS[0] + 1}:{column_letter(width - 1)}{last + 1}"
    worksheet.ignore_errors({"number_stored_as_text": cells})


def _mark_whole_numbers(worksheet: "Worksheet", columns: tuple[TemplateColumn, ...], styles: Styles, last: int) -> None:
    # One number format cannot show both 1.250 and 0,125 without a trailing comma or zeros.
    parts = ((*_EXAMPLE_ROWS, styles.whole_example), (FIRST_DATA_ROW - 1, last, styles.whole_number))
    for index, column in enumerate(columns):
        if column.kind != "number":
            continue
        for first, end, style in parts:
            cell = f"{column_letter(index)}{first + 1}"
            whole = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}=INT({cell}))", "format": style}
            worksheet.conditional_format(first, index, end, index, whole)


def _mark_missing(worksheet: "Worksheet", columns: tuple[TemplateColumn, ...], styles: Styles, last: int) -> None:
    """Colour required cells that are still empty in a row that somebody has begun."""
    letters = {column.key: column_letter(index) for index, column in enumerate(columns)}
    whole_row = f"$A{FIRST_DATA_ROW}:${column_letter(len(columns) - 1)}{FIRST_DATA_ROW}"
    for index, column in enumerate(columns):
        if not column.required:
            continue
        conditions = [f"COUNTA({whole_row})>0", f"ISBLANK(${letters[column.key]}{FIRST_DATA_ROW})"]
        if column.unless:
            conditions.append(f"ISBLANK(${letters[column.unless]}{FIRST_DATA_ROW})")
        rule = {"type": "formula", "criteria": f"=AND({','.join(conditions)})", "format": styles.missing}
        worksheet.conditional_format(FIRST_DATA_ROW - 1, index, last, index, rule)


def _rule_lines(worksheet: "Worksheet", width: int, styles: Styles, last: int) -> None:
    """Lines between the prepared cells, as a rule instead of as cells.

    Thousands of cells that hold nothing but a format would make the workbook several times as large and take as long
    to read as the rows. The last rule: LibreOffice takes the first that applies, so the others draw the lines too.
    """
    lines = {"type": "formula", "criteria": "=ROW()>0", "format": styles.lines}
    worksheet.conditional_format(FIRST_DATA_ROW - 1, 0, last, width - 1, lines)
