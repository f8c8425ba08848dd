"""The quick scan and the exact walk: what they see, that they agree, and what lies far outside (faults.md 26-28)."""

import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.conftest import Reader, codes, only
from tests.intake.workbooks import GOOD, PART, altered, heat, replaced, with_rows_added
from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.budget import BUDGET
from thgbilanz.intake.exact_walk import SheetWalk
from thgbilanz.intake.number_formats import CellStyles
from thgbilanz.intake.quick_scan import QuickScan
from thgbilanz.intake.refusal import RefusedFileError
from thgbilanz.intake.sheet_facts import SheetFacts

HEAD = b'<worksheet xmlns="x"><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
TAIL = b"</sheetData></worksheet>"
STYLES = CellStyles(misleading={3: '0" MWh"'}, struck=frozenset({4}))
SIZES = [5, 7]


def scanned(xml: bytes, chunk: int = 1 << 20) -> SheetFacts | None:
    scan = QuickScan(STYLES)
    for position in range(0, len(xml), chunk):
        scan.feed(xml[position : position + chunk])
    return scan.facts()


def walked(xml: bytes) -> SheetFacts:
    walk = SheetWalk("xl/worksheets/sheet1.xml", STYLES, SIZES)
    walk.run([xml])
    return walk.facts


def sheet(rows: bytes) -> bytes:
    return HEAD + rows + TAIL


def seen(facts: SheetFacts) -> tuple[object, ...]:
    """What the guard uses; extent is only a bound in the quick scan."""
    return (
        facts.errors,
        facts.uncached,
        facts.text_formulas,
        facts.formulas,
        facts.foreign,
        facts.hidden_rows,
        facts.hidden_columns,
        facts.misleading,
        facts.struck,
    )


def test_both_see_errors_formulas_hidden_rows_and_styles() -> None:
    xml = sheet(
        b'<row r="1" spans="1:2"><c r="A1" t="s"><v>1</v></c><c r="B1"><v>5</v></c></row>'
        b'<row r="2" hidden="1"><c r="A2" s="3"><v>5</v></c><c r="B2" s="4" t="s"><v>0</v></c></row>'
        b'<row r="3"><c r="A3" t="e"><v>#REF!</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        b'<row r="4"><c r="A4"><f>A1</f></c><c r="B4"><f>A1</f><v></v></c><c r="C4"><f>A1</f><v/></c></row>'
        b'<row r="5"><c r="A5"><f>1+1</f><v>2</v></c><c r="B5" t="str"><f>"a"</f><v>a</v></c>'
        b'<c r="C5" t="str"><f>""</f><v></v></c><c r="D5"><f>[2]T!A1</f><v>7</v></c></row>'
        b'<row r="6"><c r="A6" t="inlineStr"><is><t>x</t></is></c><c r="B6" t="b"><v>1</v></c></row>'
    )
    facts = scanned(xml)
    assert facts is not None
    assert seen(facts) == seen(walked(xml))
    assert facts.errors == {"A3": "#REF!", "B3": "#DIV/0!"}
    assert facts.uncached == {"A4", "B4", "C4"}
    assert facts.text_formulas == {"B5"}
    assert facts.formulas == 3
    assert facts.foreign == {"D5": 2}
    assert (facts.hidden_rows, facts.hidden_columns) == ([2], [(2, 3)])
    assert (facts.misleading, facts.struck) == ({"A2": '0" MWh"'}, ["B2"])


@pytest.mark.parametrize(
    "rows",
    [
        b"<row><c><v>1</v></c><c t='e'><v>#NAME?</v></c></row>",
        b"<row r='1'><c r='A1' t='e'><v>#NAME?</v></c></row>",
        b'<x:row r="1"><x:c r="B1" t="e"><x:v>#NAME?</x:v></x:c></x:row>'.replace(b"<x:", b"<x:", 1),
        b'<row r="1"><!-- <c r="A1"/> --><c r="B1" t="e"><v>#NAME?</v></c></row>',
        b'<row r="1"><c t="e" r="B1"><v>#NAME?</v></c></row>',
        b'<row r="1"><c r="B1" t="e"><v><![CDATA[#NAME?]]></v></c></row>',
        b'<row r="1"><c r="B1" cm="1" t="e"><v>#NAME?</v></c></row>',
    ],
)
def test_unusual_ways_of_writing_go_to_the_walk(rows: bytes) -> None:
    xml = sheet(rows).replace(b'xmlns="x"', b'xmlns="x" xmlns:x="x"')
    assert scanned(xml) is None
    assert list(walked(xml).errors.values()) == ["#NAME?"]


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        b'<row r="1"><c r="A0"><v>1</v></c></row>',
        b'<row r="1"><c r="XFE1"><v>1</v></c></row>',
        b'<row r="1"><c r="A1048577"><v>1</v></c></row>',
        b'<row r="1048577"><c><v>1</v></c></row>',
        b'<row r="x"><c><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c><c/></row>',
        b'<row r="5"><c r="A5"><v>1</v></c></row><row r="5"><c r="A5"><v>2</v></c></row>',
        b'<row r="1"><c r="A1" t="s"><v>2</v></c></row>',
        b'<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</w></c></row>',
    ],
)
def test_impossible_sheets_are_damaged(rows: bytes) -> None:
    xml = sheet(rows)
    with pytest.raises(RefusedFileError) as caught:
        walked(xml)
    assert caught.value.reason.code == "THG006"
    facts = scanned(xml)
    # What the scan takes for plain is refused by the cell reader (text above the last, wrong end tag), or leads to
    # the walk by its width.
    left_to_reader = b't="s"><v>2<' in rows or b"</w>" in rows
    assert facts is None or left_to_reader or facts.columns > BUDGET.columns


def test_a_second_table_of_cells_is_not_overlooked() -> None:
    assert scanned(sheet(b"") + b"<sheetData/>") is None


cells = st.sampled_from(
    [
        b'<c r="%s"/>',
        b'<c r="%s" s="3"/>',
        b'<c r="%s"><v>1.5</v></c>',
        b'<c r="%s" s="4" t="s"><v>1</v></c>',
        b'<c r="%s" t="str"><v>t</v></c>',
        b'<c r="%s" t="b"><v>1</v></c>',
        b'<c r="%s" t="e"><v>#N/A</v></c>',
        b'<c r="%s" t="e"><f>X</f><v>#N/A</v></c>',
        b'<c r="%s"><f>A1</f><v>2</v></c>',
        b'<c r="%s"><f t="shared" si="0"/><v>2</v></c>',
        b'<c r="%s"><f>A1</f></c>',
        b'<c r="%s" t="str"><f>A1</f><v>x</v></c>',
        b'<c r="%s" s="3"><f>[1]S!A1</f><v>3</v></c>',
        b'<c r="%s" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>',
    ]
)
rows = st.lists(st.tuples(st.lists(cells, max_size=5), st.booleans()), max_size=6)


@given(rows, st.integers(1, 200), st.integers(0, 40))
def test_scan_and_walk_agree_on_plain_sheets(table: list[tuple[list[bytes], bool]], chunk: int, first: int) -> None:
    xml = b""
    for number, (row, hidden) in enumerate(table, start=first + 1):
        xml += b'<row r="%d"%s>' % (number, b' hidden="1"' if hidden else b"")
        xml += (
            b"".join(cell % f"{string.ascii_uppercase[i]}{number}".encode() for i, cell in enumerate(row)) + b"</row>"
        )
    facts = scanned(sheet(xml), chunk)
    assert facts is not None
    exact = walked(sheet(xml))
    assert seen(facts) == seen(exact)
    assert facts.rows >= exact.rows
    assert facts.columns >= exact.columns
    assert facts.cells >= exact.cells


@given(st.binary(max_size=200))
def test_scan_and_walk_survive_any_bytes(noise: bytes) -> None:
    for xml in (noise, sheet(noise)):
        scanned(xml)
        with suppress(RefusedFileError):
            walked(xml)


def test_fault_26_a_million_empty_formatted_rows(read: Reader) -> None:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(3, 1_048_577))
    result = read(altered(heat(GOOD), {PART: with_rows_added(rows)}))
    assert codes(result) == []
    assert result.activities.columns["amount"] == [312500.0]


def test_fault_26_many_rows_of_styled_empty_cells(read: Reader) -> None:
    row = b"".join(b'<c r="%c%%d" s="1"/>' % letter for letter in b"ABCDEFGHIJ")
    rows = b"".join(b'<row r="%d">' % n + row % ((n,) * 10) + b"</row>" for n in range(3, 30_000))
    result = read(altered(heat(GOOD), {PART: with_rows_added(rows)}))
    assert codes(result) == []
    assert len(result.activities) == 1


def test_fault_26_empty_cells_beyond_the_grid_budget(read: Reader) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 130_000))
    result = read(altered(heat(GOOD), {PART: with_rows_added(rows)}))
    assert codes(result) == []
    assert len(result.activities) == 1


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "AAA2000"])
@pytest.mark.parametrize("content", [b"<v>1</v>", b"<f>1+1</f>", b"<f>1+1</f><v>2</v>"])
def test_fault_27_stray_cell_far_outside(read: Reader, cell: str, content: bytes) -> None:
    row = cell.lstrip(string.ascii_uppercase).encode()
    stray = b'<row r="%s"><c r="%s">%s</c></row>' % (row, cell.encode(), content)
    result = read(altered(heat(GOOD), {PART: with_rows_added(stray)}))
    assert codes(result) == ["THG038"]
    assert only(result, "THG038").place.cell == cell
    assert only(result, "THG038").severity is Severity.ERROR
    assert result.activities.columns["amount"] == [312500.0]


def test_fault_27_stray_cell_far_to_the_right_in_a_data_row(read: Reader) -> None:
    change = replaced(b"</row></sheetData>", b'<c r="XFD2"><v>1</v></c></row></sheetData>')
    assert only(read(altered(heat(GOOD), {PART: change})), "THG038").place.cell == "XFD2"


def test_fault_27_two_tables_far_apart_are_refused(read: Reader) -> None:
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(900_000, 900_200))
    result = read(altered(heat(GOOD), {PART: with_rows_added(rows)}))
    assert only(result, "THG009").text == "Blatt „Wärme und Brennstoffe“ reicht bis Zeile 900199 und Spalte XFD"
    assert result.unreadable


def test_fault_27_unread_sheets_may_hold_anything(read: Reader) -> None:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    data = altered(heat(GOOD), {"xl/workbook.xml": replaced("Wärme und Brennstoffe".encode(), b"Notizen")})
    result = read(altered(data, {PART: with_rows_added(stray)}))
    assert codes(result) == ["THG020", "THG022"]


@pytest.mark.parametrize("dimension", [b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="A1"/>', b""])
def test_fault_27_28_dimension_wrong_or_missing(read: Reader, dimension: bytes) -> None:
    data = altered(heat(GOOD), {PART: replaced(b'<dimension ref="A1:H2"/>', dimension)})
    assert read(data) == read(heat(GOOD)) or read(data).activities.columns["amount"] == [312500.0]
    assert codes(read(data)) == []


def test_fault_35_many_rows(read: Reader) -> None:
    rows = [(f"Objekt {n}", f"Z-{n:06}", "Erdgas", n + 0.5, "kWh (Hs)") for n in range(5000)]
    result = read(heat(*rows))
    assert codes(result) == []
    # 0.5 + 1.5 + ... + 4999.5 = 5000 * 5000 / 2
    assert sum(result.activities.columns["amount"]) == 12_500_000.0
    assert result.activities.columns["row"] == list(range(2, 5002))
