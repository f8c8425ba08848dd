"""A control total above the titles of a data sheet (faults.md 124)."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.intake.conftest import LATEST_YEAR, Reader, codes, only
from tests.intake.workbooks import ORGANISATIONS, SHEET, TITLES, Value, workbook
from thgbilanz.intake.read import read_files
from thgbilanz.templates.definition import SHEETS, TOTAL_LABEL, TOTAL_ROW
from thgbilanz.templates.workbook import template_bytes

ROWS: tuple[tuple[Value, ...], ...] = (
    ("Rathaus", "G-1", "Erdgas", 312500.0, "kWh (Hs)"),
    ("Bad", "G-2", "Erdgas", 100000.5, "kWh (Hs)"),
)
OIL: tuple[Value, ...] = ("Feuerwache", None, "Heizöl EL", 7850.0, "l")


def heat(total: tuple[Value, ...], *rows: tuple[Value, ...]) -> bytes:
    return workbook({SHEET: [total, TITLES, *(rows or ROWS)]})


@pytest.mark.parametrize(
    "total",
    [
        (TOTAL_LABEL, 412500.5),
        ("kontrollsumme laut Versorger", None, None, 412500.5),
        (None, None, None, None, None, "Kontrollsumme", 412500.5, "kWh (Hs)"),
        ("Kontrollsumme", None, None, 412500.5, "kWh (Hs)"),
        ("Kontrollsumme [kWh (Hs)]", 412500.5),
        ("Kontrollsumme", 412501.0),
    ],
)
def test_a_total_beside_its_label_or_in_the_amount_column_is_compared(read: Reader, total: tuple[Value, ...]) -> None:
    # 312500 + 100000,5 = 412500,5; a whole number may be off by 0,5
    result = read(heat(total))
    assert codes(result) == []
    assert [(compared.rows, compared.agrees) for compared in result.totals] == [(2, True)]


def test_a_total_that_differs_is_a_fehler_at_its_cell(read: Reader) -> None:
    finding = only(read(heat((TOTAL_LABEL, 500000.0))), "THG095")
    assert (finding.place.sheet, finding.place.cell) == (SHEET, "B1")
    assert finding.text == "Kontrollsumme weicht um −87.499,5 kWh (Hs) ab"


def test_with_a_unit_only_rows_in_that_unit_count(read: Reader) -> None:
    rows = (*ROWS, OIL)
    assert codes(read(heat((TOTAL_LABEL, 412500.5, "kWh (Hs)"), *rows))) == []
    finding = only(read(heat((TOTAL_LABEL, 420350.5), *rows)), "THG096")
    assert finding.found == "„kWh (Hs)“ und „l“"


def test_an_empty_total_is_none(read: Reader) -> None:
    result = read(heat((TOTAL_LABEL,)))
    assert (codes(result), result.totals) == ([], ())


OFFERED = [SHEETS[name] for name in ("strom", "waerme", "fuhrpark", "abfall", "aktivitaeten")]


@pytest.mark.parametrize("sheet", OFFERED, ids=lambda s: s.id)
def test_the_template_offers_the_line_and_reads_it_back(tmp_path: Path, sheet) -> None:  # noqa: ANN001 - a SheetTemplate
    row = {"aktivitaet": "diesel", "menge": 5.5, "einheit": "l"}
    if sheet.id in {"strom", "waerme"}:
        row = {"aktivitaet": "strom" if sheet.id == "strom" else "heizoel", "menge": 5.5, "einheit": "MWh"}
    if sheet.id == "abfall":
        row = {"aktivitaet": "restabfall", "menge": 5.5, "einheit": "t"}
    book = load_workbook(io.BytesIO(template_bytes([sheet.id], "stadt", "Stadt", 2019, rows={sheet.id: [row]})))
    line = {cell.value: cell for cell in book[sheet.sheet][TOTAL_ROW]}
    label = line[TOTAL_LABEL]
    for stated, expected in ((None, []), (5.5, [True]), (6.5, [False])):
        book[sheet.sheet].cell(TOTAL_ROW, label.column + 1).value = stated
        book.save(tmp_path / "a.xlsx")
        result = read_files([tmp_path / "a.xlsx"], tmp_path, 2019, ORGANISATIONS, LATEST_YEAR)
        assert [total.agrees for total in result.totals] == expected
        assert [code for code in codes(result) if code.startswith("THG09")] == ["THG095"] * expected.count(False)
