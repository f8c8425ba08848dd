"""The marked copy: content unchanged, marks and links where the findings are, nothing that becomes a formula."""

import os
import subprocess
import sys
import warnings
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from thgbilanz.core.diagnostic import Diagnostic, Severity, error, note, warning
from thgbilanz.core.place import Place
from thgbilanz.exhibits.marked_copy import MarkedCopy, marked_copy
from thgbilanz.exhibits.marking.cells import COMMENT_HEAD, FILLS, MOST_COMMENTS
from thgbilanz.exhibits.marking.report_sheet import HEAD_ROW

FILE = "daten/2019/mappe.xlsx"


def _place(cell: str, sheet: str = "Strom", column: str = "Verbrauch") -> Place:
    return Place(FILE, sheet, cell, column)


FINDINGS = (
    error("THG063", "„1.234“ ist mehrdeutig", _place("B3"), found="1.234", expected="1234", hint="Neu eintippen"),
    warning("THG301", "Wert ist auffällig", _place("B4"), found="=HYPERLINK(1)"),
    note("THG047", "Zelle hat einen Kommentar", _place("B3"), found="@user"),
    Diagnostic("THG080", Severity.ERROR, "Fehlt", _place("C9"), related=(_place("C10"), _place("C11")), count=7),
    error("THG020", "Blatt fehlt", Place(FILE)),
    error("THG501", "Name fehlt", Place("thg.toml", "", "projekt.name")),
    error("THG021", "Blatt heißt anders", _place("A1", "O'Hara & Co", "")),
)


def _workbook() -> bytes:
    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"author": "Frau Muster", "company": "Stadt"})
    date, two = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "#,##0.00"})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("Strom")
    sheet.write_row("A1", ["Ort", "Verbrauch", "Einheit"])
    sheet.write_row("A2", ["Rathaus", 184300.25, "kWh"], two)
    sheet.write_string("B3", "1.234")
    sheet.write_number("B4", 43831.123456789012, date)
    sheet.write_number("B5", -4_000_000, date)
    sheet.write_formula("B6", "=SUM(B2:B4)", two, 228132.5)
    sheet.write_formula("C6", '=IF(B2>0,"ja & <nein>","")', None, "ja & <nein>")
    sheet.write_formula("D6", "=B2>0", None, True)
    sheet.write_formula("E6", "=1/0", None, "#DIV/0!")
    sheet.write_array_formula("F2:F3", "{=B2:B3*2}", None, 5)
    sheet.write_string("A7", "=1+1")
    sheet.write_rich_string("A8", "halb ", bold, "fett", " Ende")
    sheet.write_string("A9", "  Rand  ")
    sheet.write_boolean("A10", True)
    sheet.data_validation("C2:C20", {"validate": "list", "source": ["kWh", "MWh"]})
    sheet.conditional_format("B2:B20", {"type": "cell", "criteria": ">", "value": 5, "format": bold})
    sheet.write_comment("B3", "Rechnung 4711", {"author": "Frau Muster"})
    sheet.merge_range("C9:C10", "verbunden")
    sheet.set_column("H:H", 20, two)
    book.add_worksheet("O'Hara & Co").write("A1", "=kein Text", None)
    hidden = book.add_worksheet("Versteckt")
    hidden.write("A1", 1)
    hidden.hide()
    book.define_name("Summe", "=Strom!$B$6")
    book.close()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def original() -> bytes:
    return _workbook()


def _copied(data: bytes, findings: tuple[Diagnostic, ...] = FINDINGS, **options: Any) -> MarkedCopy:
    copy = marked_copy(data, FILE, findings, **options)
    assert copy is not None
    return copy


@pytest.fixture(scope="module")
def copy(original: bytes) -> MarkedCopy:
    return _copied(original)


def _opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        # B5 is a number that cannot be a date: openpyxl as it comes shows an error in its place
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), rich_text=True)


def _report(data: bytes) -> list[list[Any]]:
    return [list(row) for row in _opened(data)["Prüfbericht"].iter_rows(min_row=HEAD_ROW + 1)]


def _contents(book: Any) -> dict[tuple[str, str], tuple[object, ...]]:
    def text(value: object) -> object:
        return getattr(value, "text", None) or (value if isinstance(value, int | float | bool) else str(value))

    return {
        (sheet.title, cell.coordinate): (text(cell.value), cell.data_type, cell.number_format, cell.font.b)
        for sheet in book
        if sheet.title != "Prüfbericht"
        for row in sheet
        for cell in row
        if cell.value is not None
    }


def test_every_cell_keeps_value_formula_and_format(original: bytes, copy: MarkedCopy) -> None:
    before, after = _contents(_opened(original)), _contents(_opened(copy.content))
    assert len(before) > 20
    assert after == before


def test_a_second_reader_finds_the_same_values_and_results_of_formulas(original: bytes, copy: MarkedCopy) -> None:
    before = CalamineWorkbook.from_filelike(BytesIO(original))
    after = CalamineWorkbook.from_filelike(BytesIO(copy.content))
    assert after.sheet_names == ["Prüfbericht", *before.sheet_names]
    for name in before.sheet_names:
        assert after.get_sheet_by_name(name).to_python() == before.get_sheet_by_name(name).to_python()


def test_numbers_with_a_date_format_are_not_rounded(copy: MarkedCopy) -> None:
    with zipfile.ZipFile(BytesIO(copy.content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "<v>43831.12345678901</v>" in sheet
    assert "<v>-4000000</v>" in sheet


def test_validations_names_and_conditional_formats_stay(copy: MarkedCopy) -> None:
    book = _opened(copy.content)
    assert [str(v.sqref) for v in book["Strom"].data_validations.dataValidation] == ["C2:C20"]
    assert [str(c.sqref) for c in book["Strom"].conditional_formatting] == ["B2:B20"]
    assert book.defined_names["Summe"].attr_text == "Strom!$B$6"
    assert book["Versteckt"].sheet_state == "hidden"
    assert book["Strom"].column_dimensions["H"].width == pytest.approx(20.7109375)
    assert book.properties.creator == "Frau Muster"


def test_cells_are_filled_by_the_gravest_finding(copy: MarkedCopy) -> None:
    sheet = _opened(copy.content)["Strom"]
    expected = {"B3": Severity.ERROR, "B4": Severity.WARNING, "C9": Severity.ERROR, "C11": Severity.ERROR}
    for cell, severity in expected.items():
        assert sheet[cell].fill.start_color.rgb == f"00{FILLS[severity]}", cell
    assert sheet["B2"].fill.fill_type is None


def test_comments_say_what_is_wrong_and_keep_what_stood_there(copy: MarkedCopy) -> None:
    sheet = _opened(copy.content)["Strom"]
    text = sheet["B3"].comment.text
    assert text.startswith(f"Rechnung 4711\n\n{COMMENT_HEAD}\nFehler: „1.234“ ist mehrdeutig\ngefunden: 1.234\n")
    assert "erwartet: 1234\nHinweis: Neu eintippen\nMehr: thg fehler THG063\n\nHinweis: Zelle hat" in text
    assert sheet["B3"].comment.author == "Frau Muster"
    assert sheet["C9"].comment.text == f"{COMMENT_HEAD}\nFehler: Fehlt\nMehr: thg fehler THG080"


def test_a_copy_that_is_checked_again_does_not_pile_up_findings(copy: MarkedCopy) -> None:
    again = _opened(_copied(copy.content).content)
    assert again.sheetnames[:2] == ["Prüfbericht 2", "Prüfbericht"]
    assert again["Strom"]["B3"].comment.text == _opened(copy.content)["Strom"]["B3"].comment.text


def test_the_report_has_a_row_for_each_finding_with_a_link(copy: MarkedCopy) -> None:
    rows = {row[1].value: row for row in _report(copy.content)}
    assert len(rows) == len(FINDINGS)
    assert [cell.value for cell in rows["THG063"][:9]] == [
        *("Fehler", "THG063", "Strom", "B3", "Verbrauch"),
        *("„1.234“ ist mehrdeutig", "1.234", "1234", "Neu eintippen"),
    ]
    assert rows["THG063"][3].hyperlink.location == "'Strom'!B3"
    assert rows["THG021"][3].hyperlink.location == "'O''Hara & Co'!A1"
    assert rows["THG080"][9].value == 7
    assert rows["THG080"][10].value == "C10, C11 und 4 weitere"
    assert rows["THG501"][2].value == "thg.toml"
    assert all(cell.hyperlink is None for cell in rows["THG501"])


def test_the_report_opens_first_and_alone_with_a_summary(copy: MarkedCopy) -> None:
    book = _opened(copy.content)
    assert book.active.title == "Prüfbericht"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Prüfbericht"]
    # one THG063, seven THG080, THG020, THG501, THG021: 11 Fehler
    assert book.active["A2"].value == f"{FILE}: 11 Fehler, 1 Warnung, 1 Hinweis"
    assert book.active.freeze_panes == f"A{HEAD_ROW + 1}"
    assert book.active.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"


def test_no_text_of_the_report_becomes_a_formula(original: bytes) -> None:
    evil = ("=1+1", "+1", "-1", "@SUM(A1)", "#REF!", "=cmd|'/c calc'!A0")
    findings = tuple(error("THG063", text, _place("B3", column=text), found=text, hint=text) for text in evil)
    cells = [cell for row in _report(_copied(original, findings).content) for cell in row]
    # the number of places is the only number
    assert {(cell.column, cell.data_type) for cell in cells if cell.data_type != "s" and cell.value} == {(10, "n")}
    assert {cell.value for cell in cells} >= set(evil)


def test_every_cell_of_a_grouped_finding_is_marked_and_the_first_tells_most(original: bytes) -> None:
    grouped = replace(FINDINGS[0], place=_place("B3"), rows=(3, 4, 5, 6, 20), count=5, related=(_place("B4"),))
    content = _copied(original, (grouped,)).content
    sheet = _opened(content)["Strom"]
    marked = {cell.coordinate for row in sheet for cell in row if cell.fill.fill_type}
    assert marked == {"B3", "B4", "B5", "B6", "B20"}
    assert "erwartet: 1234" in sheet["B3"].comment.text
    short = f"{COMMENT_HEAD}\nFehler: gleicher Befund wie in B3: „1.234“ ist mehrdeutig\nMehr: thg fehler THG063"
    assert {sheet[cell].comment.text for cell in ("B4", "B5", "B6", "B20")} == {short}
    row = _report(content)[0]
    assert (row[9].value, row[10].value) == (5, "B4:B6, B20")
    assert row[10].hyperlink.location == "'Strom'!B4:B6"


def test_very_many_cells_are_all_filled_but_not_all_commented(original: bytes) -> None:
    grouped = replace(FINDINGS[0], rows=tuple(range(3, 3 + MOST_COMMENTS + 50)), count=MOST_COMMENTS + 50)
    book = _opened(_copied(original, (grouped,)).content)
    cells = [row[1] for row in book["Strom"].iter_rows(min_row=3)]
    assert sum(cell.fill.fill_type == "solid" for cell in cells) == MOST_COMMENTS + 50
    assert sum(cell.comment is not None for cell in cells) == MOST_COMMENTS
    assert f"die ersten {MOST_COMMENTS}" in book["Prüfbericht"]["A3"].value


def test_merged_cells_tell_a_finding_once(original: bytes) -> None:
    finding = replace(FINDINGS[3], rows=(9, 10), count=2, related=())
    assert _opened(_copied(original, (finding,)).content)["Strom"]["C9"].comment.text.count("Fehlt") == 1


def test_effect_and_confirmation_stand_in_the_report_and_at_the_cell(original: bytes) -> None:
    finding = replace(FINDINGS[1], effect_kg=12_300.0, confirmation="=Muster, 12.01.2020")
    content = _copied(original, (finding,)).content
    effect, confirmation = _report(content)[0][11:13]
    assert (effect.value, confirmation.value, confirmation.data_type) == (12.3, "=Muster, 12.01.2020", "s")
    text = _opened(content)["Strom"]["B4"].comment.text
    assert "Wirkung: könnte die Summe um bis zu 12,3 t CO2e ändern\nbestätigt: =Muster, 12.01.2020\n" in text
    columns = _opened(content)["Prüfbericht"].column_dimensions
    assert not columns["L"].hidden
    assert not columns["M"].hidden
    empty = _opened(_copied(original).content)["Prüfbericht"].column_dimensions
    assert empty["L"].hidden
    assert empty["M"].hidden


def test_a_workbook_without_findings_says_so(original: bytes) -> None:
    book = _opened(_copied(original, ()).content)
    assert book["Prüfbericht"][f"A{HEAD_ROW + 1}"].value == "Keine Befunde"


def test_places_that_do_not_exist_are_listed_and_not_marked(original: bytes) -> None:
    findings = (error("THG020", "x", _place("B3", "Gibt es nicht")), error("THG020", "y", _place("projekt.name")))
    rows = _report(_copied(original, findings).content)
    assert sorted(str(row[5].value) for row in rows) == ["x", "y"]


_TWICE = """\
import hashlib, sys
from tests.exhibits.test_marked_copy import FILE, FINDINGS
from thgbilanz.exhibits.marked_copy import marked_copy
data = open(sys.argv[1], "rb").read()
print(hashlib.sha256(marked_copy(data, FILE, FINDINGS, macros=True).content).hexdigest())
"""


def test_two_runs_give_the_same_bytes(original: bytes, tmp_path: Path) -> None:
    (tmp_path / "mappe.xlsm").write_bytes(_with_part(original, "xl/vbaProject.bin", b"macro"))
    hashes = {
        subprocess.run(
            [sys.executable, "-c", _TWICE, str(tmp_path / "mappe.xlsm")],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(hashes) == 1


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    buffer = BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def _with_text(data: bytes, part: str, old: str, new: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            target.writestr(name, text)
    return buffer.getvalue()


def test_macros_stay_in_a_workbook_that_may_have_them(original: bytes) -> None:
    data = _with_part(original, "xl/vbaProject.bin", b"macro")
    kept = _copied(data, macros=True)
    with zipfile.ZipFile(BytesIO(kept.content)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"macro"
        assert b"macroEnabled" in archive.read("[Content_Types].xml")
    assert kept.lost == ()
    assert _copied(data).lost == ("Makros",)


@pytest.mark.parametrize(
    ("part", "content", "word"),
    [
        ("xl/media/image1.png", b"", "Bilder"),
        ("xl/drawings/drawing9.xml", b"<xdr:sp macro=''>", "Formen"),
        ("xl/threadedComments/threadedComment1.xml", b"", "Antworten"),
        ("xl/slicers/slicer1.xml", b"", "Datenschnitte"),
        ("xl/ctrlProps/ctrlProp1.xml", b"", "Steuerelemente"),
        ("xl/connections.xml", b"", "Datenverbindungen"),
        ("xl/metadata.xml", b"", "dynamische Matrixformeln"),
        ("xl/charts/chart1.xml", b"", "Diagramme"),
    ],
)
def test_what_the_copy_cannot_hold_is_named(original: bytes, part: str, content: bytes, word: str) -> None:
    copied = _copied(_with_part(original, part, content))
    assert [what.startswith(word) for what in copied.lost] == [True]
    assert copied.lost[0] in str(_opened(copied.content)["Prüfbericht"]["A4"].value)


@pytest.mark.parametrize(("tag", "word"), [("dataValidations", "Auswahllisten"), ("sparklineGroups", "Sparklines")])
def test_extensions_of_newer_excel_are_named(original: bytes, tag: str, word: str) -> None:
    extension = f'<extLst><ext uri="x" xmlns:x14="urn:x"><x14:{tag}/></ext></extLst></worksheet>'
    data = _with_text(original, "xl/worksheets/sheet1.xml", "</worksheet>", extension)
    assert [what.startswith(word) for what in _copied(data).lost] == [True]


def test_a_range_over_a_whole_sheet_gives_no_copy(original: bytes) -> None:
    data = _with_text(original, "xl/worksheets/sheet1.xml", 'ref="C9:C10"', 'ref="A20:XFD1048576"')
    assert marked_copy(data, FILE, FINDINGS) is None


def test_a_workbook_that_openpyxl_does_not_understand_gives_no_copy(original: bytes) -> None:
    data = _with_text(
        original, "xl/worksheets/sheet1.xml", "<sheetData>", '<sheetData><row r="1"><c r="nowhere"/></row>'
    )
    assert marked_copy(data, FILE, FINDINGS) is None
