"""Faults inside the container: bombs, document types, missing and doubled parts (faults.md 15-21, 29-33)."""

import io
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.intake.conftest import Reader, codes, only
from tests.intake.workbooks import (
    GOOD,
    PART,
    SHEET,
    TITLES,
    altered,
    heat,
    replaced,
    with_amount,
    with_rows_added,
    with_sheet_data,
    workbook,
    zipped,
)
from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.budget import Budget
from thgbilanz.intake.read import IntakeResult
from thgbilanz.intake.refusal import RefusedFileError
from thgbilanz.intake.shared_texts import text_sizes

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def refused(result: IntakeResult, code: str) -> str:
    assert result.unreadable
    assert codes(result) == [code]
    assert len(result.activities) == 0
    return result.findings[0].text


def with_part(name: str, content: bytes) -> bytes:
    return altered(heat(GOOD), {name: content})


def with_declared_size(data: bytes, name: bytes, size: int) -> bytes:
    """The archive with another unpacked size declared for an entry, in both of its headers."""
    changed = bytearray(data)
    local = data.index(name) - 30
    directory = data.rindex(name) - 46
    changed[local + 22 : local + 26] = size.to_bytes(4, "little")
    changed[directory + 24 : directory + 28] = size.to_bytes(4, "little")
    return bytes(changed)


def test_fault_15_declared_bomb(read: Reader) -> None:
    data = with_declared_size(heat(GOOD), b"xl/worksheets/sheet2.xml", 900_000_000)
    assert "zu groß" in refused(read(data), "THG009")


def test_fault_15_bomb_by_ratio_is_stopped_while_unpacking(read: Reader) -> None:
    data = with_part("xl/media/bild.xml", b"<x>" + b" " * 60_000_000)
    tracemalloc.start()
    refused(read(data), "THG009")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 30_000_000


def test_fault_15_bomb_that_lies_about_its_size(read: Reader) -> None:
    data = with_declared_size(with_part("xl/a.xml", b"<x>" + b" " * 40_000_000), b"xl/a.xml", 1000)
    refused(read(data), "THG009")


def test_fault_15_one_long_text_in_many_cells(read: Reader) -> None:
    text = b"x" * 32_000
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(5, 4505))
    shared = replaced(b"<si><t>Organisation (ID)</t></si>", b"<si><t>" + text + b"</t></si>")
    data = altered(heat(GOOD), {PART: with_rows_added(cells), "xl/sharedStrings.xml": shared})
    assert "Text" in refused(read(data), "THG009")


def test_fault_15_too_many_shared_texts() -> None:
    chunks = [b"<sst>", b"<si/>" * 60, b"<si/>" * 60, b"</sst>"]
    assert len(text_sizes(chunks, Budget(shared_texts=120))) == 120
    for budget in (Budget(shared_texts=100), Budget(text_bytes=600)):
        with pytest.raises(RefusedFileError) as caught:
            text_sizes(chunks, budget)
        assert caught.value.reason.code == "THG009"


def test_fault_16_too_many_entries(read: Reader) -> None:
    entries = [(f"xl/{number}.xml", b"") for number in range(2100)]
    assert "2000" in refused(read(zipped(entries)), "THG009")


@pytest.mark.parametrize("name", [PART, "xl/workbook.xml", "xl/styles.xml", "docProps/app.xml", "xl/sharedStrings.xml"])
def test_fault_17_billion_laughs_in_any_part(read: Reader, name: str) -> None:
    assert "DOCTYPE" in refused(read(with_part(name, LAUGHS)), "THG010")


def test_fault_17_document_type_across_a_chunk_border(read: Reader) -> None:
    padding = b"<x>" + b" " * ((1 << 20) - 3 - 5)
    refused(read(with_part("xl/custom.xml", padding + LAUGHS[21:])), "THG010")


def test_fault_18_quadratic_blow_up(read: Reader) -> None:
    entity = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 50_000 + b'">]><x>' + b"&a;" * 1000 + b"</x>"
    refused(read(with_part("xl/comments1.xml", entity)), "THG010")


def test_fault_19_external_entity_is_not_fetched(read: Reader, tmp_path: Path) -> None:
    canary = tmp_path / "kanarienvogel"
    sheet = XXE.replace(b"/etc/hostname", canary.as_posix().encode())
    change = replaced(b"<worksheet", sheet + b"<worksheet")
    refused(read(altered(heat(GOOD), {PART: change})), "THG010")
    assert not canary.exists()


def test_fault_19_document_type_hidden_by_another_encoding(read: Reader) -> None:
    for content in (LAUGHS.decode().encode("utf-16"), LAUGHS.replace(b"?>", b' encoding="UTF-7"?>', 1)):
        assert "UTF-8" in refused(read(with_part("xl/custom.xml", content)), "THG006")


@pytest.mark.parametrize("padding", [b" " * 300, b" " * 2000])
@pytest.mark.parametrize("encoding", [b"cp037", b"x" * 400, b"UTF-16"])
@pytest.mark.parametrize("name", ["xl/styles.xml", PART, "xl/workbook.xml"])
def test_fault_19_encoding_declared_far_away(read: Reader, name: str, encoding: bytes, padding: bytes) -> None:
    declared = replaced(b'encoding="UTF-8"', padding + b'encoding="' + encoding + b'"')
    assert "UTF-8" in refused(read(altered(heat(GOOD), {name: declared})), "THG006")


def test_fault_20_links_to_other_workbooks(read: Reader) -> None:
    formula = b'<c r="D2"><f>[1]Tabelle1!$A$1*2</f><v>312500</v></c>'
    relation = (
        b'<Relationship Id="rId99" Type="' + RELATIONS + b'/externalLink" Target="externalLinks/externalLink1.xml"/>'
    )
    link = b'<Relationships xmlns="x"><Relationship Id="rId1" Type="' + RELATIONS
    link += b'/externalLinkPath" Target="file:///C:/alt/zahlen.xlsx" TargetMode="External"/></Relationships>'
    data = altered(
        heat(GOOD),
        {
            PART: with_amount(formula),
            "xl/workbook.xml": replaced(
                b"<calcPr", b'<externalReferences><externalReference r:id="rId99"/></externalReferences><calcPr'
            ),
            "xl/_rels/workbook.xml.rels": replaced(b"</Relationships>", relation + b"</Relationships>"),
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": link,
        },
    )
    result = read(data)
    finding = only(result, "THG013")
    assert (finding.severity, finding.place.cell) == (Severity.WARNING, "D2")
    assert "zahlen.xlsx" in finding.text
    assert result.activities.columns["amount"] == [312500.0]


def test_fault_21_macros_are_read_past(read: Reader) -> None:
    result = read(with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not run <!DOCTYPE"), "mappe.xlsm")
    assert only(result, "THG014").severity is Severity.NOTE
    assert len(result.activities) == 1


@pytest.mark.parametrize("name", ["xl/styles.xml", "xl/sharedStrings.xml", PART, "xl/_rels/workbook.xml.rels"])
def test_fault_29_missing_part_is_named(read: Reader, name: str) -> None:
    text = refused(read(altered(heat(GOOD), {name: None})), "THG006")
    assert name in text or SHEET in text


def test_fault_29_text_that_does_not_exist(read: Reader) -> None:
    for index in (b"9999", b"-1", b"x"):
        cell = b'<c r="D2" t="s"><v>' + index + b"</v></c>"
        refused(read(altered(heat(GOOD), {PART: with_amount(cell)})), "THG006")


@pytest.mark.parametrize("content", [b"", b"<workbook>", b"<workbook><sheets></workbook>", b"\xff\xfe<\0", b"<a/>"])
def test_fault_30_workbook_part_broken(read: Reader, content: bytes) -> None:
    refused(read(with_part("xl/workbook.xml", content)), "THG006")


def test_fault_30_sheet_part_cut_off(read: Reader) -> None:
    refused(read(altered(heat(GOOD), {PART: lambda xml: xml[: xml.index(b"</row>")]})), "THG006")


def test_fault_30_workbook_part_missing_but_parts_of_one(read: Reader) -> None:
    data = altered(heat(GOOD), {"xl/workbook.xml": None})
    refused(read(data), "THG005")


def test_fault_30_sheet_points_nowhere(read: Reader) -> None:
    data = altered(heat(GOOD), {"xl/workbook.xml": replaced(b'r:id="rId2"', b'r:id="rId77"')})
    refused(read(data), "THG006")


def test_fault_30_two_sheets_of_one_name(read: Reader) -> None:
    data = altered(workbook({SHEET: [TITLES, GOOD], "x": []}), {"xl/workbook.xml": replaced(b'"x"', b'"stammdaten"')})
    refused(read(data), "THG006")


@pytest.mark.parametrize("name", ["../../boese.xml", "/etc/passwd", "C:\\boese.xml", "xl\\..\\..\\x"])
def test_fault_31_names_that_leave_the_archive(read: Reader, name: str, tmp_path: Path) -> None:
    result = read(with_part(name, b"<x/>"))
    finding = only(result, "THG012")
    assert finding.severity is Severity.WARNING
    assert len(result.activities) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mappe.xlsx"]


def test_fault_32_same_part_twice(read: Reader) -> None:
    data = heat(GOOD)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    second = [(name.upper(), content.replace(b"312500", b"1")) for name, content in entries if name == PART]
    assert PART.upper() in refused(read(zipped(entries + second)), "THG011")


def test_fault_32_two_archives_in_one(read: Reader) -> None:
    first, second = heat(GOOD), heat(("Bad", "4711-0815", *GOOD[2:]))
    comment = len(second).to_bytes(2, "little")
    data = first[:-2] + comment + second + b"x"
    assert read(data).unreadable


def test_fault_32_entry_with_two_names(read: Reader) -> None:
    data = heat(GOOD)
    local = data.index(PART.encode())
    changed = data[:local] + PART.replace("2", "9").encode() + data[local + len(PART) :]
    refused(read(changed), "THG006")


@pytest.mark.parametrize("name", ["", "\0x"])
def test_fault_32_entry_without_a_name(read: Reader, name: str) -> None:
    assert "Namen" in refused(read(zipped([("xl/workbook.xml", b"<x/>"), (name, b"")])), "THG006")


def test_fault_33_strict_ooxml_is_read(read: Reader) -> None:
    def strict(xml: bytes) -> bytes:
        return xml.replace(MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            RELATIONS, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )

    data = altered(heat(GOOD), dict.fromkeys(["xl/workbook.xml", "xl/_rels/workbook.xml.rels", PART], strict))
    result = read(data)
    assert codes(result) == []
    assert result.activities.columns["amount"] == [312500.0]


def test_unknown_way_of_packing(read: Reader) -> None:
    data = bytearray(heat(GOOD))
    data[bytes(data).rindex(PART.encode()) - 46 + 10] = 99
    refused(read(bytes(data)), "THG006")


def test_part_that_is_not_packed_to_its_end(read: Reader) -> None:
    xml = with_sheet_data(b"")(zipfile.ZipFile(io.BytesIO(heat(GOOD))).read(PART))
    buffer = io.BytesIO(altered(heat(GOOD), {PART: xml}))
    data = bytearray(buffer.getvalue())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo(PART)
    begin = info.header_offset + 30 + len(PART)
    packed = bytes(data[begin : begin + info.compress_size])
    open_end = zlib.compressobj(wbits=-15)
    cut = open_end.compress(xml) + open_end.flush(zlib.Z_FULL_FLUSH)
    assert len(cut) != len(packed)
    data[begin : begin + info.compress_size] = cut[: info.compress_size].ljust(info.compress_size, b"\0")
    refused(read(bytes(data)), "THG006")
