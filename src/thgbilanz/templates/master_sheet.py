"""Writes the sheet "Stammdaten": one line per field, title in column A, value in column B."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from thgbilanz.templates.cells import write_value
from thgbilanz.templates.comments import comment_options, comment_text, german_example
from thgbilanz.templates.definition import MASTER_FIELDS, MASTER_FIRST_ROW, MASTER_SHEET, header_title
from thgbilanz.templates.lists import DropdownLists
from thgbilanz.templates.model import MasterField
from thgbilanz.templates.style import DEEP, Styles
from thgbilanz.templates.validation import cell_rule

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_COLUMNS = (("Angabe", 27), ("Wert", 40), ("Erklärung", 100))
_PURPOSE = "Gilt für alle Blätter dieser Mappe. Personenbezogene Angaben gehören nicht hierher."
_NOTE = "* Pflichtangabe · Kennwerte dürfen leer bleiben"


def write_master_sheet(
    worksheet: "Worksheet",
    values: Mapping[str, object],
    lists: DropdownLists,
    styles: Styles,
    organisations: tuple[str, ...],
) -> None:
    """Fill an empty worksheet with the master data fields and the values that are known already."""
    _set_up_page(worksheet)
    _write_band(worksheet, styles)
    for offset, field in enumerate(MASTER_FIELDS):
        row = MASTER_FIRST_ROW - 1 + offset
        _write_field(worksheet, row, field, values.get(field.key), styles)
        rule = cell_rule(field, lists, organisations)
        if rule is not None:
            worksheet.data_validation(row, 1, row, 1, rule)


def _set_up_page(worksheet: "Worksheet") -> None:
    for index, (_, width) in enumerate(_COLUMNS):
        worksheet.set_column(index, index, width)
    worksheet.hide_gridlines(2)
    worksheet.freeze_panes(MASTER_FIRST_ROW - 1, 0)
    worksheet.set_tab_color(DEEP)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 1)
    worksheet.set_footer("&L&8 thgbilanz · &A&R&8 Seite &P von &N")


def _write_band(worksheet: "Worksheet", styles: Styles) -> None:
    lines = ((34, MASTER_SHEET, styles.band), (21, _PURPOSE, styles.purpose), (18, _NOTE, styles.note))
    for row, (height, text, style) in enumerate(lines):
        worksheet.set_row(row, height)
        worksheet.write_string(row, 0, text, style)
        for index in range(1, len(_COLUMNS)):
            worksheet.write_blank(row, index, None, style)
    worksheet.set_row(MASTER_FIRST_ROW - 2, 24)
    for index, (title, _) in enumerate(_COLUMNS):
        worksheet.write_string(MASTER_FIRST_ROW - 2, index, title, styles.optional)


def _write_field(worksheet: "Worksheet", row: int, field: MasterField, value: object, styles: Styles) -> None:
    written_by_us = field.key == "vorlage_version"
    entry = styles.fixed if written_by_us else styles.entry[field.kind]
    worksheet.set_row(row, 27)
    worksheet.write_string(row, 0, field.title if written_by_us else header_title(field), styles.field_title)
    write_value(worksheet, row, 1, field, value, entry)
    example = "" if written_by_us else f"  Beispiel: {german_example(field)}"
    worksheet.write_string(row, 2, field.meaning + example, styles.field_meaning)
    text = comment_text(field)
    worksheet.write_comment(row, 1, text, comment_options(text))
