"""A marked copy holds what the workbook held, whoever wrote it: read back by openpyxl, compared sheet by sheet."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.intake.workbooks import GOOD, PART, SHEET, altered, heat, replaced, workbook
from thgbilanz.core.diagnostic import error, warning
from thgbilanz.core.place import Place
from thgbilanz.exhibits.marked_copy import marked_copy
from thgbilanz.intake.read import read_files
from thgbilanz.templates.workbook import template_bytes

ROOT = Path(__file__).resolve().parents[2]
LIBREOFFICE = Path(__file__).parent / "files" / "libreoffice.xlsx"
"""Saved by LibreOffice 7.4: merged title, hidden row and column, list, comment, conditional format, formula."""
MARKED = ("B3", "D5", "D6")


def _hidden() -> bytes:
    hide = replaced(b'<row r="3"', b'<row r="3" ht="31.5" customHeight="1" hidden="1"')
    columns = replaced(b"<sheetData>", b'<cols><col min="2" max="2" width="33.5" hidden="1"/></cols><sheetData>')
    return altered(heat(GOOD, GOOD, GOOD), {PART: lambda xml: columns(hide(xml))})


WORKBOOKS = {
    "Vorlage": lambda: template_bytes(["strom", "waerme", "fuhrpark"], "stadt", "Stadt Musterstadt", 2019),
    "Beispiel": (ROOT / "examples/musterstadt/daten/2019/wohnen.xlsx").read_bytes,
    "ausgeblendet": _hidden,
    "ohne Stammdaten": lambda: workbook({SHEET: [("A", 1.5), ("ä & <b>", True), ("=kein", None)]}, ()),
    "LibreOffice": LIBREOFFICE.read_bytes,
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_all_but_marks_is_as_it_was(name: str) -> None:
    data = WORKBOOKS[name]()
    sheet = load_workbook(BytesIO(data)).sheetnames[-1]
    findings = [
        error("THG067", "Text", Place("a.xlsx", sheet, "D5", "Verbrauch"), found="x"),
        warning("THG025", "Text", Place("a.xlsx", sheet, "B3")),
        error("THG071", "Text", Place("a.xlsx", sheet, "D6")),
    ]
    copy = marked_copy(data, "a.xlsx", findings)
    assert copy is not None
    assert copy.lost == ()
    before, after = _described(data), _described(copy.content)
    report = after.pop("Prüfbericht")
    assert report["cells"]
    assert list(after) == list(before)
    for title in before:
        for what, value in before[title].items():
            assert after[title][what] == value, (title, what)
    fills, were = _fills(copy.content, sheet), _fills(data, sheet)
    assert {cell for cell in fills if fills[cell] != were.get(cell)} == set(MARKED)


def test_findings_of_the_check_lead_to_their_cells_in_a_file_of_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "mappe.xlsx"
    path.write_bytes(LIBREOFFICE.read_bytes())
    result = read_files([path], tmp_path, 2019, {"stadt": "Stadt Musterstadt"}, 2019)
    copy = marked_copy(LIBREOFFICE.read_bytes(), "mappe.xlsx", result.findings)
    assert copy is not None
    sheet = load_workbook(BytesIO(copy.content))["Wärme und Brennstoffe"]
    # 1.233, 1.234, 1.235 and 1.239 are texts: thousands or decimals
    comments = {cell.coordinate: cell.comment.text for row in sheet["D3:D14"] for cell in row if cell.comment}
    marked = {cell for cell, text in comments.items() if "THG063" in text}
    assert marked == {"D6", "D7", "D8", "D12"}
    assert sheet["D3"].comment.text.startswith("Abgelesen am 3.1.")
    assert sheet["D9"].value == "=D3*2"


def _described(data: bytes) -> dict[str, dict[str, Any]]:
    book = load_workbook(BytesIO(data), rich_text=True)
    return {sheet.title: _sheet(sheet) for sheet in book.worksheets}


def _sheet(sheet: Any) -> dict[str, Any]:
    return {
        "cells": {
            cell.coordinate: (str(cell.value), cell.data_type, cell.number_format)
            for row in sheet
            for cell in row
            if cell.value is not None
        },
        "looks": {
            cell.coordinate: _look(cell)
            for row in sheet
            for cell in row
            if cell.has_style and cell.coordinate not in MARKED
        },
        "rows": {number: (row.height, row.hidden) for number, row in sheet.row_dimensions.items() if row.height},
        "hidden rows": {number for number, row in sheet.row_dimensions.items() if row.hidden},
        "columns": {name: (column.width, column.hidden) for name, column in sheet.column_dimensions.items()},
        "merged": {str(merged) for merged in sheet.merged_cells.ranges},
        "lists": {(str(v.sqref), v.type, v.formula1, v.error) for v in sheet.data_validations.dataValidation},
        "conditional": {str(item.sqref) for item in sheet.conditional_formatting},
        "view": (sheet.freeze_panes, sheet.auto_filter.ref, sheet.sheet_state, sheet.protection.sheet),
        "links": {cell.coordinate: cell.hyperlink.target for row in sheet for cell in row if cell.hyperlink},
    }


def _look(cell: Any) -> str:
    # an attribute that says "no" and one that says nothing are the same
    return repr((cell.font, cell.border, cell.alignment, cell.protection)).replace("=False", "=None")


def _fills(data: bytes, title: str) -> dict[str, tuple[object, object]]:
    sheet = load_workbook(BytesIO(data))[title]
    return {
        cell.coordinate: (cell.fill.fill_type, cell.fill.start_color.rgb)
        for row in sheet
        for cell in row
        if cell.fill.fill_type
    }
