"""Colours and cell formats of the template workbook: calm, and readable in grey print as well."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thgbilanz.templates.model import ColumnKind

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

INK = "#22343C"
MUTED = "#6B7B83"
DEEP = "#1D4E5F"
TEAL = "#2F7384"
MIST = "#DCE9ED"
PALE = "#F3F7F8"
LINE = "#D3DEE2"
AMBER = "#FFE9B8"
AMBER_LINE = "#E0B44C"
WHITE = "#FFFFFF"

_FONT = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "vcenter"}

NUMBER_FORMATS: dict[ColumnKind, str] = {
    "text": "@",
    "choice": "@",
    "unit": "@",
    "id": "@",
    "number": "#,##0.0##",
    "percent": "General",
    "year": "0",
    "date": "dd.mm.yyyy",
}
"""Text cells carry the text format: leading zeros stay, and what is typed in never becomes a formula or a date."""


_LINES = {"bottom": 1, "bottom_color": LINE, "right": 1, "right_color": LINE}


@dataclass(frozen=True, slots=True)
class Styles:
    """All cell formats of one workbook."""

    band: "Format"
    purpose: "Format"
    note: "Format"
    required: "Format"
    optional: "Format"
    whole_example: "Format"
    whole_number: "Format"
    missing: "Format"
    lines: "Format"
    heading: "Format"
    text: "Format"
    label: "Format"
    total: "Format"
    link: "Format"
    fixed: "Format"
    gap: "Format"
    field_title: "Format"
    field_meaning: "Format"
    data: "dict[ColumnKind, Format]"
    column: "dict[ColumnKind, Format]"
    example: "dict[ColumnKind, Format]"
    entry: "dict[ColumnKind, Format]"


def _cells(workbook: "Workbook", look: dict[str, Any]) -> "dict[ColumnKind, Format]":
    return {
        kind: workbook.add_format(
            _FONT | {"num_format": number_format, "align": "right" if kind in _RIGHT else "left", "indent": 1} | look
        )
        for kind, number_format in NUMBER_FORMATS.items()
    }


_RIGHT: frozenset[ColumnKind] = frozenset({"number", "percent", "year", "date"})


def styles(workbook: "Workbook") -> Styles:
    """The formats, added to the workbook in a fixed order."""

    def add(**look: object) -> "Format":
        return workbook.add_format(_FONT | look)

    header = {"bold": True, "text_wrap": True, "border": 1, "indent": 1}
    return Styles(
        band=add(font_size=18, bold=True, font_color=WHITE, bg_color=DEEP, indent=1),
        purpose=add(bg_color=MIST, font_color=DEEP, indent=1),
        note=add(font_size=9, font_color=MUTED, indent=1),
        required=add(**header, font_color=WHITE, bg_color=TEAL, border_color=DEEP),
        optional=add(**header, font_color=DEEP, bg_color=MIST, border_color=LINE),
        whole_example=workbook.add_format({"num_format": "#,##0"}),
        whole_number=workbook.add_format({"num_format": "#,##0"} | _LINES),
        missing=workbook.add_format({"bg_color": AMBER} | _LINES),
        lines=workbook.add_format(_LINES),
        heading=add(indent=1, font_size=13, bold=True, font_color=DEEP, bottom=2, bottom_color=TEAL),
        text=add(text_wrap=True, indent=1),
        label=add(bold=True, text_wrap=True, indent=1),
        total=add(bold=True, shrink=True),
        link=add(bold=True, font_color=TEAL, underline=1, indent=1),
        fixed=add(font_color=MUTED, bg_color=PALE, border=1, border_color=LINE, align="left", indent=1, num_format="0"),
        gap=add(indent=1, bg_color=AMBER, border=1, border_color=AMBER_LINE),
        field_title=add(bold=True, indent=1, bottom=1, bottom_color=LINE),
        field_meaning=add(font_size=10, font_color=MUTED, indent=1, text_wrap=True, bottom=1, bottom_color=LINE),
        data=_cells(workbook, {}),
        column=_cells(workbook, {}),
        example=_cells(workbook, {"italic": True, "font_color": MUTED, "bg_color": PALE, "font_size": 10}),
        entry=_cells(workbook, {"border": 1, "border_color": TEAL, "align": "left", "text_wrap": True}),
    )
