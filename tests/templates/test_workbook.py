"""The template workbook, read again with two other libraries."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from thgbilanz.templates.definition import (
    EXAMPLE_MARK,
    FIRST_DATA_ROW,
    HEADER_ROW,
    KNOWN_SHEETS,
    LIST_SHEET,
    MASTER_FIELDS,
    MASTER_FIRST_ROW,
    MASTER_SHEET,
    MASTER_VERSION_CELL,
    SHEET_VERSION_CELL,
    SHEETS,
    TEMPLATE_VERSION,
    SheetTemplate,
    column_titled,
    header_title,
    sheet_version,
)
from thgbilanz.templates.workbook import template_bytes

EVERY_SHEET = pytest.mark.parametrize("sheet", SHEETS.values(), ids=list(SHEETS))
ORGANISATIONS = (("stadt", "Stadtverwaltung"), ("werke", "Stadtwerke GmbH"))
ROWS = {
    "strom": (
        {
            "liegenschaft": "Rathaus",
            "zaehler": "0012345678",
            "aktivitaet": "oekostrom",
            "menge": 184300.25,
            "einheit": "kWh",
            "von": date(2019, 1, 1),
            "bis": "2019-12-31",
            "gegenpartei": "werke",
            "lieferung": "netz",
        },
        {"liegenschaft": "Kita", "aktivitaet": "strom", "notation": "nicht_erhoben"},
    ),
    "stadtgebiet": ({"sektor": "ghd", "aktivitaet": "erdgas", "menge": 0, "einheit": "MWh (Hi)"},),
}


def filled() -> bytes:
    return template_bytes(
        list(SHEETS),
        "stadt",
        "Stadtverwaltung Musterstadt",
        2019,
        kind="verwaltung",
        master={"mitarbeitende_vzae": 420.5},
        rows=ROWS,
        organisations=ORGANISATIONS,
    )


@pytest.fixture(scope="module")
def content() -> bytes:
    return filled()


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def value(book: Workbook, sheet: SheetTemplate, key: str, row: int) -> object:
    position = [column.key for column in sheet.columns].index(key)
    return book[sheet.sheet].cell(row, position + 1).value


def rule_of(worksheet: Worksheet, cell: str) -> DataValidation | None:
    return next((rule for rule in worksheet.data_validations.dataValidation if cell in rule.sqref), None)


def listed(book: Workbook, rule: DataValidation) -> list[object]:
    sheet, cells = re.fullmatch(r"(\w+)!(.+)", str(rule.formula1)).groups()  # type: ignore[union-attr]
    return [row[0].value for row in book[sheet][cells.replace("$", "")]]


def test_sheets_stand_in_the_order_of_the_definition_and_only_the_lists_are_hidden(book: Workbook) -> None:
    assert tuple(book.sheetnames) == KNOWN_SHEETS
    assert [ws.title for ws in book.worksheets if ws.sheet_state != "visible"] == [LIST_SHEET]


def test_only_the_wanted_sheets_are_made() -> None:
    made = load_workbook(BytesIO(template_bytes(["fuhrpark", "strom"], "a", "A", 2020)))
    assert made.sheetnames == ["Anleitung", "Stammdaten", "Strom", "Fuhrpark und Kraftstoffe", "Listen"]


@EVERY_SHEET
def test_headers_stand_where_the_definition_says_for_both_readers(
    content: bytes, book: Workbook, sheet: SheetTemplate
) -> None:
    expected = [header_title(column) for column in sheet.columns]
    assert [cell.value for cell in book[sheet.sheet][HEADER_ROW]] == expected
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(sheet.sheet).to_python()
    assert rows[HEADER_ROW - 1] == expected


@EVERY_SHEET
def test_nothing_above_the_header_looks_like_a_title(book: Workbook, sheet: SheetTemplate) -> None:
    above = [cell.value for row in book[sheet.sheet].iter_rows(max_row=HEADER_ROW - 1) for cell in row if cell.value]
    assert above
    assert not [text for text in above if column_titled(sheet.columns, str(text))]


@EVERY_SHEET
def test_examples_stand_above_the_header_and_carry_their_mark(book: Workbook, sheet: SheetTemplate) -> None:
    firsts = [book[sheet.sheet].cell(row, 1).value for row in (HEADER_ROW - 2, HEADER_ROW - 1)]
    assert all(str(text).startswith(EXAMPLE_MARK) for text in firsts)
    assert book[sheet.sheet].cell(HEADER_ROW - 1, 1).font.italic


def test_examples_can_be_left_out() -> None:
    plain = load_workbook(BytesIO(template_bytes(["strom"], "a", "A", 2020, with_examples=False)))
    cells = [cell.value for row in (HEADER_ROW - 2, HEADER_ROW - 1) for cell in plain["Strom"][row]]
    assert set(cells) == {None}


def test_rows_are_written_as_labels_numbers_and_dates(book: Workbook) -> None:
    strom = SHEETS["strom"]
    assert value(book, strom, "aktivitaet", FIRST_DATA_ROW) == "Ökostrom mit Herkunftsnachweis"
    assert value(book, strom, "menge", FIRST_DATA_ROW) == 184300.25
    assert value(book, strom, "zaehler", FIRST_DATA_ROW) == "0012345678"
    assert value(book, strom, "von", FIRST_DATA_ROW) == datetime(2019, 1, 1)  # noqa: DTZ001 - dates of Excel have no zone
    assert value(book, strom, "bis", FIRST_DATA_ROW) == datetime(2019, 12, 31)  # noqa: DTZ001 - dates of Excel have no zone
    assert value(book, strom, "lieferung", FIRST_DATA_ROW) == "öffentliches Netz"
    assert value(book, strom, "notation", FIRST_DATA_ROW + 1) == "nicht erhoben"
    assert value(book, strom, "menge", FIRST_DATA_ROW + 1) is None
    assert value(book, strom, "aktivitaet", FIRST_DATA_ROW + 2) is None


def test_a_zero_is_written_as_a_zero(book: Workbook) -> None:
    assert value(book, SHEETS["stadtgebiet"], "menge", FIRST_DATA_ROW) == 0
    assert value(book, SHEETS["stadtgebiet"], "sektor", FIRST_DATA_ROW) == "Gewerbe, Handel, Dienstleistungen"


def test_master_data_is_filled_in(book: Workbook) -> None:
    lines = book[MASTER_SHEET].iter_rows(min_row=MASTER_FIRST_ROW, max_col=2, values_only=True)
    known = dict(zip((field.key for field in MASTER_FIELDS), lines, strict=False))
    assert known["organisation"] == ("Organisation (ID) *", "stadt")
    assert known["art"] == ("Art der Organisation", "Verwaltung")
    assert known["jahr"] == ("Berichtsjahr *", 2019)
    assert known["mitarbeitende_vzae"] == ("Mitarbeitende (VZÄ)", 420.5)
    assert known["umsatz_eur"] == ("Umsatz (EUR)", None)
    assert book[MASTER_SHEET][MASTER_VERSION_CELL].value == TEMPLATE_VERSION


@EVERY_SHEET
def test_every_data_sheet_tells_its_version(book: Workbook, sheet: SheetTemplate) -> None:
    assert sheet_version(str(book[sheet.sheet][SHEET_VERSION_CELL].value)) == (sheet.id, sheet.version)


@EVERY_SHEET
def test_dropdowns_offer_the_labels_in_every_prepared_row(book: Workbook, sheet: SheetTemplate) -> None:
    for index, column in enumerate(sheet.columns, start=1):
        if not column.choices:
            continue
        for row in (FIRST_DATA_ROW, FIRST_DATA_ROW + 199):
            rule = rule_of(book[sheet.sheet], f"{get_column_letter(index)}{row}")
            assert rule is not None, column.title
            assert listed(book, rule) == [choice.label for choice in column.choices]
            assert rule.errorStyle == ("warning" if column.kind == "unit" else None)


def test_organisations_of_the_group_are_offered(book: Workbook) -> None:
    index = [column.key for column in SHEETS["strom"].columns].index("gegenpartei") + 1
    rule = rule_of(book["Strom"], f"{get_column_letter(index)}{FIRST_DATA_ROW}")
    assert rule is not None
    assert listed(book, rule) == ["stadt", "werke"]


@EVERY_SHEET
def test_numbers_and_dates_are_checked_with_german_texts(book: Workbook, sheet: SheetTemplate) -> None:
    kinds = {"number": ("decimal", "Zahl"), "percent": ("decimal", "Prozent"), "date": ("date", "Datum")}
    for index, column in enumerate(sheet.columns, start=1):
        if column.kind in kinds:
            kind, word = kinds[column.kind]
            rule = rule_of(book[sheet.sheet], f"{get_column_letter(index)}{FIRST_DATA_ROW}")
            assert rule is not None
            assert (rule.type, rule.errorStyle) == (kind, None)
            assert word in str(rule.errorTitle)
    amount = next(rule for rule in book[sheet.sheet].data_validations.dataValidation if rule.type == "decimal")
    if sheet.id == "korrekturen":  # the only sheet on which something may be taken away
        assert (amount.operator, amount.formula1) == (None, "-1000000000000000.0")
    else:
        assert (amount.operator, amount.formula1) == ("greaterThanOrEqual", "0")


def test_error_texts_keep_the_limits_of_excel(book: Workbook) -> None:
    rules = [rule for ws in book.worksheets for rule in ws.data_validations.dataValidation]
    assert rules
    assert all(0 < len(str(rule.errorTitle)) <= 32 and 0 < len(str(rule.error)) <= 255 for rule in rules)


@EVERY_SHEET
def test_every_title_has_a_comment_with_meaning_and_example(book: Workbook, sheet: SheetTemplate) -> None:
    for cell, column in zip(book[sheet.sheet][HEADER_ROW], sheet.columns, strict=True):
        assert cell.comment is not None
        assert cell.comment.text.startswith(column.meaning)
        assert "Beispiel: " in cell.comment.text
        assert cell.comment.author == "thgbilanz"


@EVERY_SHEET
def test_screen_and_print_keep_the_titles_in_sight(book: Workbook, sheet: SheetTemplate) -> None:
    worksheet = book[sheet.sheet]
    assert worksheet.freeze_panes == f"B{FIRST_DATA_ROW}"
    assert worksheet.page_setup.orientation == "landscape"
    # One page wide is the default of the file format, as many pages high as needed is 0.
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage
    assert (worksheet.page_setup.fitToWidth or 1, worksheet.page_setup.fitToHeight) == (1, 0)
    assert worksheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"


@EVERY_SHEET
def test_data_sheets_have_no_merged_cells_and_no_protection(book: Workbook, sheet: SheetTemplate) -> None:
    assert not book[sheet.sheet].merged_cells.ranges
    assert not book[sheet.sheet].protection.sheet


def test_more_rows_than_prepared_get_formats_and_checks() -> None:
    rows = [{"aktivitaet": "strom", "menge": number, "einheit": "kWh"} for number in range(1, 301)]
    worksheet = load_workbook(BytesIO(template_bytes(["strom"], "a", "A", 2020, rows={"strom": rows})))["Strom"]
    last = FIRST_DATA_ROW + 299
    assert worksheet.cell(last, 4).value == 300
    assert rule_of(worksheet, f"D{last + 50}") is not None
    assert worksheet.tables["tabelle_strom"].ref == f"A{HEADER_ROW}:R{last + 50}"


def test_prepared_cells_are_ruled_without_being_there(book: Workbook) -> None:
    worksheet = book["Strom"]
    written = [
        cell
        for row in worksheet.iter_rows(min_row=FIRST_DATA_ROW)
        for cell in row
        if cell.has_style and cell.value is None
    ]
    assert written == []
    ruled = {str(area.sqref) for area in worksheet.conditional_formatting._cf_rules}
    assert f"A{FIRST_DATA_ROW}:R{FIRST_DATA_ROW + 199}" in ruled


def test_a_required_cell_lights_up_only_until_it_or_its_replacement_is_filled(book: Workbook) -> None:
    worksheet = book["Strom"]
    rules = {
        str(area.sqref): [rule.formula[0] for rule in entries]
        for area, entries in worksheet.conditional_formatting._cf_rules.items()
    }
    amount = f"D{FIRST_DATA_ROW}:D{FIRST_DATA_ROW + 199}"
    # a number cannot be missing: the rules never apply together
    assert rules[amount] == ["AND(ISNUMBER(D7),D7=INT(D7))", "AND(COUNTA($A7:$R7)>0,ISBLANK($D7),ISBLANK($F7))"]
    assert header_title(SHEETS["strom"].columns[5]) == "Kennzeichen"


def test_the_package_holds_no_formula_link_or_macro(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        parts = {name: package.read(name).decode() for name in names if name.endswith((".xml", ".rels"))}
    assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]
    assert not [name for name, text in parts.items() if 'TargetMode="External"' in text]
    assert not [name for name, text in parts.items() if "worksheets/sheet" in name and re.search(r"<f[ >]", text)]


def test_document_properties_name_no_person_and_no_moment(book: Workbook) -> None:
    assert book.properties.creator == "thgbilanz"
    assert book.properties.lastModifiedBy == "thgbilanz"
    assert book.properties.created == datetime(2000, 1, 1)  # noqa: DTZ001 - openpyxl gives naive UTC


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@x", "+1", "-5", "[/b]", "{=1}", "http://example.org", "0012", "1.5", "'=1", "<b>&amp;", "\x07_x0007_"],
)
def test_text_stays_text(text: str) -> None:
    row = {"liegenschaft": text, "zaehler": text, "aktivitaet": text, "einheit": text, "menge": text, "bemerkung": text}
    made = template_bytes(
        ["strom"],
        text,
        text,
        2020,
        kind=text,
        master={"bemerkung": text},
        rows={"strom": [row]},
        organisations=[(text, text)],
    )
    with zipfile.ZipFile(BytesIO(made)) as package:
        sheets = [package.read(name) for name in package.namelist() if "worksheets/sheet" in name]
    assert not [sheet for sheet in sheets if re.search(rb"<f[ >]", sheet)]
    book = CalamineWorkbook.from_filelike(BytesIO(made))
    cells = book.get_sheet_by_name("Strom").to_python()[FIRST_DATA_ROW - 1]
    assert [cell for cell in cells if cell != ""] == [text] * len(row)
    master = book.get_sheet_by_name(MASTER_SHEET).to_python()
    assert [line[1] for line in master[MASTER_FIRST_ROW - 1 :]].count(text) == 4


def test_texts_that_no_cell_can_hold_are_cut_or_replaced() -> None:
    row = {"liegenschaft": "x" * 40_000, "bemerkung": "a\ud800b", "menge": float("nan")}
    made = template_bytes(["strom"], "a", "A", 2020, rows={"strom": [row]})
    cells = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name("Strom").to_python()[FIRST_DATA_ROW - 1]
    assert cells[0] == "x" * 32_767
    assert cells[-2] == "a?b"  # "Bestätigt" is the last column
    assert cells[3] == "nan"


def test_numbers_come_back_with_every_digit() -> None:
    numbers = [96.4, 0.1 + 0.2, 1 / 3, 1727059.125, 5e-324, 1.7976931348623157e308, 2**53, 0.0]
    rows = [{"menge": number} for number in numbers]
    made = template_bytes(["strom"], "a", "A", 2020, rows={"strom": rows})
    read = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_name("Strom").to_python()
    assert [row[3] for row in read[FIRST_DATA_ROW - 1 :][: len(numbers)]] == numbers
    worksheet = load_workbook(BytesIO(made))["Strom"]
    assert [worksheet.cell(FIRST_DATA_ROW + i, 4).value for i in range(len(numbers))] == numbers


def test_a_date_that_is_none_stays_visible_as_text() -> None:
    made = template_bytes(["strom"], "a", "A", 2020, rows={"strom": [{"von": "Anfang Mai"}]})
    assert value(load_workbook(BytesIO(made)), SHEETS["strom"], "von", FIRST_DATA_ROW) == "Anfang Mai"


@pytest.mark.parametrize(("sheets", "rows"), [(["gas"], {}), (["strom"], {"waerme": [{}]})])
def test_a_sheet_that_does_not_exist_is_a_mistake_of_the_caller(
    sheets: list[str], rows: dict[str, list[object]]
) -> None:
    with pytest.raises(ValueError, match="template sheets"):
        template_bytes(sheets, "a", "A", 2020, rows=rows)  # type: ignore[arg-type]


def test_the_instructions_name_the_sheets_the_keys_and_the_next_step(content: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Anleitung").to_python()
    texts = {str(cell) for row in rows for cell in row if cell != ""}
    expected = {sheet.sheet for sheet in SHEETS.values()} | {
        "thg pruefen",
        "thg bilanz 2019",
        "kWh (Hs)",
        "kommt nicht vor",
    }
    assert expected <= texts
    assert {"werke", "Stadtwerke GmbH"} <= texts


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "4711", "LC_ALL": "C"},
    ],
)
def test_the_same_arguments_give_the_same_bytes_elsewhere(content: bytes, environment: dict[str, str]) -> None:
    code = (
        "import hashlib; from tests.templates.test_workbook import filled; print(hashlib.sha256(filled()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == hashlib.sha256(content).hexdigest()


def test_importing_templates_does_not_load_the_workbook_library() -> None:
    code = "import sys, thgbilanz.templates.workbook; print('xlsxwriter' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_no_title_breaks_within_a_word_and_none_is_cut_off() -> None:
    book = load_workbook(BytesIO(template_bytes(["stromvertraege", "pendeln"], "stadt", "Stadt", 2019)))
    contracts, commute = book["Stromverträge"], book["Pendeln"]
    # "Kriterium 1: überträgt / die direkte / Emissionsrate der / Erzeugung" beside the arrow: five lines of 14 points
    assert contracts.row_dimensions[HEADER_ROW].height == pytest.approx(5 * 14 + 6, abs=0.5)
    # "Verkehrsmittels" has 15 letters, "Verkehrsbetrieb" as well: three more for the arrow
    assert commute.column_dimensions["F"].width >= 18
    assert commute.column_dimensions["L"].width >= 18
