import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from tests.exhibits.samples import (
    FORMULA,
    LONG,
    MARKUP,
    ORGANISATIONAL,
    TERRITORIAL,
    journal,
    posting,
    provisional_report,
    sample_report,
    with_balance,
)
from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.posting import POSTING_SCHEMA
from thgbilanz.core.vocabulary import Space
from thgbilanz.exhibits.tables.reservations import emissions_by_reservation_kg
from thgbilanz.exhibits.workbook import balance_workbook

SHEETS = [
    "Überblick",
    "Scopes",
    "Organisationen",
    "Scope 2",
    "Eliminationen",
    "Sektoren × Energieträger",
    "ESRS E1-6",
    "Journal",
    "Faktoren",
    "Quellen",
    "Vollständigkeit",
    "Bestätigungen",
    "Befunde",
    "Kennzahlen",
]
ORGANISATIONAL_SHEETS = {"Scopes", "Organisationen", "Scope 2", "Eliminationen", "ESRS E1-6"}
UNITS = {"t CO2e", "t CO2e/EW", "MWh", "%", "0–1", "Zeilen", "Jahr", "kg CO2e je Einheit", "Anzahl"}
UNITS |= {"laut Zeile", "Einheit daneben"}
Grid = dict[str, list[list[Any]]]


@pytest.fixture(scope="module")
def data(report: BalanceReport) -> bytes:
    return balance_workbook(report)


@pytest.fixture(scope="module")
def grid(data: bytes) -> Grid:
    return cells(data)


@pytest.fixture(scope="module")
def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def cells(data: bytes) -> Grid:
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    names = workbook.sheet_names
    return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}


def row_of(grid: Grid, sheet: str, label: str, nth: int = 0) -> list[Any]:
    return [row for row in grid[sheet] if row[0] == label][nth]


def part(data: bytes, name: str) -> str:
    with ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_the_sheets_stand_in_order_with_legal_names(grid: Grid) -> None:
    assert list(grid) == SHEETS
    assert all(len(name) <= 31 for name in grid)


def test_figures_are_those_of_the_report(grid: Grid) -> None:
    assert row_of(grid, "Überblick", "Summe")[1:4] == pytest.approx([1440, 1310, 1], abs=1e-9)
    assert row_of(grid, "Überblick", "Außerhalb der Scopes (biogenes CO₂)")[1] == pytest.approx(12.3455, abs=1e-9)
    assert row_of(grid, "Überblick", "Stadtgebiet")[1:4] == pytest.approx([2350, 771.5, 1], abs=1e-9)
    assert row_of(grid, "Überblick", "Gelesen")[1] == 612
    assert row_of(grid, "Überblick", "Betriebliche Bilanz")[1:5] == [1440] * 4
    assert row_of(grid, "Organisationen", FORMULA)[1:8] == pytest.approx([1, 200, 150, 20, 70, 420, 290])
    assert row_of(grid, "Organisationen", "Eliminationen")[2:8] == pytest.approx([0, -150, -125, 0, -150, -125])
    assert row_of(grid, "Organisationen", "Konzern")[6] == pytest.approx(1440, abs=1e-9)
    assert row_of(grid, "Scopes", "Summe Scope 3")[1] == pytest.approx(240)
    assert row_of(grid, "Sektoren × Energieträger", "Verkehr")[1:7] == pytest.approx(
        [850, 285.5, 850 / 2350, 285.5 / 771.5, 0.2855, 0.5]
    )
    assert row_of(grid, "Eliminationen", MARKUP)[1:6] == [LONG, "Scope 2 (standortbasiert)", "", "Fernwärme", 150]
    grid_factor = next(row for row in grid["Faktoren"] if row[1] == "strommix.de")
    # 150 t of 1350.0005 t: 150 + 1000 + 200 + 0.0005 in this accounting space
    assert grid_factor[0] == "Betriebliche Bilanz"
    assert grid_factor[6] == 0.411
    assert grid_factor[14] == pytest.approx(150 / 1350.0005)


def test_every_figure_column_names_its_unit(grid: Grid) -> None:
    heads = {
        cell
        for name, rows in grid.items()
        if name != "Journal"
        for row in rows
        for cell in row
        if isinstance(cell, str) and re.search(r"\n\(.*\)$", cell)
    }
    units = {re.search(r"\n\((.*)\)$", head)[1] for head in heads}  # type: ignore[index]
    assert units == UNITS
    for rows in grid.values():
        for above, below in pairwise(rows):
            # a number directly below a text: that text is the head and has a unit, or it is text in the journal
            for head, value in zip(above, below, strict=True):
                if isinstance(value, float) and isinstance(head, str) and head and rows is not grid["Journal"]:
                    assert re.search(r"\(.*\)$", head), head


def test_text_is_never_a_formula_an_address_or_a_number(data: bytes, opened: Workbook) -> None:
    types = {cell.data_type for sheet in opened for row in sheet.iter_rows() for cell in row}
    assert types <= {"s", "n", "inlineStr"}
    assert not any(sheet._hyperlinks for sheet in opened)
    with ZipFile(BytesIO(data)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any("<f>" in sheet or "<f " in sheet or "hyperlink" in sheet for sheet in sheets)
    names = {cell.value for row in opened["Organisationen"].iter_rows() for cell in row}
    assert {FORMULA, MARKUP, LONG} <= names


def test_the_journal_holds_every_posting_and_column(report: BalanceReport, grid: Grid, opened: Workbook) -> None:
    head, *rows = grid["Journal"][4:]
    titles = [column.title for column in POSTING_SCHEMA]
    assert [title for title in head if title != "Zelle"] == titles
    assert len(rows) == len(report.journal)
    by_title = [dict(zip(head, row, strict=True)) for row in rows]
    assert [entry["Buchungs-ID"] for entry in by_title] == [f"{value:016x}" for value in report.journal["posting_id"]]
    assert by_title[0]["Zelle"] == "D8"
    assert by_title[4]["Zelle"] == ""
    for title, name in (("Emissionen (kg CO2e)", "emissions_kg"), ("Menge (wie angegeben)", "amount")):
        assert [entry[title] for entry in by_title] == pytest.approx(report.journal[name].tolist(), rel=1e-12)
    assert by_title[1]["Menge (wie angegeben)"] == 0.1 + 0.2
    assert by_title[1]["Zähler"] == "0012345"
    assert by_title[1]["Bemerkung"] == FORMULA
    assert by_title[0]["CO2 fossil (kg)"] == ""
    sheet = opened["Journal"]
    assert sheet.freeze_panes == "B6"
    assert sheet.auto_filter.ref == "A5:BF10"
    assert sheet.dimensions.endswith("BF10")
    assert sheet["AB6"].number_format == "#,##0.0"


def test_hostile_text_in_the_journal_stays_text(grid: Grid, opened: Workbook) -> None:
    head, *rows = grid["Journal"][4:]
    remarks = [row[head.index("Bemerkung")] for row in rows]
    assert remarks[2] == "_x0041_ & <c> ␛[31m tab"
    assert remarks[4] == "ä" * 32_766 + "…"
    assert rows[1][head.index("Liegenschaft")] == MARKUP
    column = head.index("Quelle") + 1
    cell = opened["Journal"].cell(10, column)
    assert cell.value == "https://example.org"
    assert cell.hyperlink is None


def test_charts_read_the_cells_and_have_a_description(data: bytes, opened: Workbook) -> None:
    assert {name: len(opened[name]._charts) for name in opened.sheetnames if opened[name]._charts} == {"Überblick": 4}
    charts = [part(data, f"xl/charts/chart{number}.xml") for number in range(1, 5)]
    assert [chart.count("<c:ser>") for chart in charts] == [3, 2, 3, 1]
    assert "Organisationen!$C$7:$C$9" in charts[0]
    assert "'Sektoren × Energieträger'!$B$7:$C$7" in charts[1]
    for chart in charts:
        assert '<c:min val="0"/>' in chart
    drawing = part(data, "xl/drawings/drawing1.xml")
    assert drawing.count("descr=") == 4


def test_charts_without_figures_are_left_out() -> None:
    base = sample_report()
    nothing = replace(TERRITORIAL, cells=(), energy_kwh=0.0, emissions_kg=0.0)
    none = replace(ORGANISATIONAL, organisations=(), group_by_activity_kg={}, eliminations=())
    data = balance_workbook(with_balance(base, territorial=nothing, organisational=none))
    assert openpyxl.load_workbook(BytesIO(data))["Überblick"]._charts == []


def test_negative_figures_are_not_hidden_by_the_axis() -> None:
    base = sample_report()
    less = replace(ORGANISATIONAL, group_by_activity_kg={"strom": -5000.0, "erdgas": 1000.0})
    data = balance_workbook(with_balance(base, organisational=less))
    assert '<c:min val="0"/>' not in part(data, "xl/charts/chart4.xml")


def test_every_sheet_is_marked_while_errors_stand_open(data: bytes) -> None:
    marked = balance_workbook(provisional_report())
    text = "VORLÄUFIG: 1 Fehler offen, die Summen können sich noch ändern"
    for name, rows in cells(marked).items():
        assert rows[2][0] == text, name
    book = openpyxl.load_workbook(BytesIO(marked))
    for sheet in book:
        assert text in str(sheet.oddHeader.center.text), sheet.title
    plain = openpyxl.load_workbook(BytesIO(data))
    assert not any("VORLÄUFIG" in str(sheet.oddHeader.center.text) for sheet in plain)
    assert not any("VORLÄUFIG" in str(cell) for rows in cells(data).values() for row in rows for cell in row)


def test_sheets_of_a_missing_view_are_left_out(report: BalanceReport) -> None:
    territorial = cells(balance_workbook(replace(report, views=("territorial",))))
    assert set(SHEETS) - set(territorial) == ORGANISATIONAL_SHEETS
    organisational = cells(balance_workbook(with_balance(report, territorial=None)))
    assert set(SHEETS) - set(organisational) == {"Sektoren × Energieträger"}


def test_an_empty_journal_has_its_head_only(report: BalanceReport) -> None:
    empty = cells(balance_workbook(replace(report, journal=journal([]))))["Journal"]
    assert len(empty) == 5
    assert empty[4][0] == "Buchungs-ID"


def test_prints_on_a4_with_page_numbers_and_repeated_heads(opened: Workbook) -> None:
    for sheet in opened:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToHeight == 0
        assert "&P" in str(sheet.oddFooter.right.text)
    assert opened["Journal"].print_title_rows == "$5:$5"


def test_an_ampersand_in_the_name_does_not_steer_the_page_header(report: BalanceReport) -> None:
    data = balance_workbook(replace(report, project=replace(report.project, name="A&D Stadt &P " + "x" * 300)))
    header = re.search(r"<oddHeader>(.*?)</oddHeader>", part(data, "xl/worksheets/sheet1.xml"))[1]  # type: ignore[index]
    assert header.startswith("&amp;LA&amp;&amp;D Stadt &amp;&amp;P x")
    assert len(header.replace("&amp;", "&")) <= 255


def test_the_file_names_no_person_and_no_clock(data: bytes) -> None:
    core = part(data, "docProps/core.xml")
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[0-9:]+Z", core)) == {"1980-01-01T00:00:00Z"}
    assert "<dc:creator></dc:creator>" in core
    with ZipFile(BytesIO(data)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert archive.testzip() is None


def test_thousands_of_postings_arrive_in_order(report: BalanceReport) -> None:
    rows = [posting(number, remark=f"Zeile {number}" if number % 7 else "") for number in range(2000)]
    head, *read = cells(balance_workbook(replace(report, journal=journal(rows))))["Journal"][4:]
    assert [row[head.index("Bemerkung")] for row in read] == [row["remark"] for row in rows]
    assert [row[head.index("Zeile")] for row in read] == [row["row"] for row in rows]


def test_how_much_rests_on_thin_factors(report: BalanceReport) -> None:
    # 150 + 1000 + 200 + 0.0005 t in all; one factor row of 200 t is carried forward
    thin = tuple(
        replace(use, reservation="fortgeschrieben" if use.emissions_kg == 200_000 else "")
        for use in report.balance.factors
    )
    changed = replace(report, balance=replace(report.balance, factors=thin))
    sums = emissions_by_reservation_kg(changed, Space.ORGANISATIONAL)
    assert sums == {"ohne Vorbehalt": pytest.approx(1_150_000.5), "fortgeschrieben": pytest.approx(200_000)}
    assert list(sums) == ["ohne Vorbehalt", "fortgeschrieben"]
