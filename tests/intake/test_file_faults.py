"""Faults of files before anything inside is looked at (faults.md part A)."""

import hashlib
import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from tests.intake.conftest import LATEST_YEAR, Reader, codes, only
from tests.intake.workbooks import GOOD, ORGANISATIONS, heat, zipped
from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.budget import Budget
from thgbilanz.intake.file_bytes import file_bytes
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.intake.refusal import RefusedFileError

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HTML = b"<html><body><table><tr><td>Strom</td></tr></table></body></html>"
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'


def read_path(path: Path, root: Path) -> IntakeResult:
    return read_files([path], root, 2019, ORGANISATIONS, LATEST_YEAR)


def refused(result: IntakeResult, code: str) -> str:
    """The headline of a file that was refused with this code."""
    assert result.unreadable
    assert len(result.activities) == result.rejected == 0
    finding = only(result, code)
    assert finding.severity is Severity.ERROR
    assert finding.hint
    return finding.text


def test_fault_1_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "stadtwerke_2019.xlsx").write_bytes(b"")
    result = read_path(tmp_path / "stadtwerke_2091.xlsx", tmp_path)
    refused(result, "THG001")
    assert "stadtwerke_2019.xlsx" in only(result, "THG001").hint


def test_fault_2_folder_instead_of_file(tmp_path: Path) -> None:
    (tmp_path / "daten").mkdir()
    assert "Ordner" in refused(read_path(tmp_path / "daten", tmp_path), "THG002")


def test_fault_3_empty_file(read: Reader) -> None:
    assert "0 Bytes" in refused(read(b""), "THG003")


def test_fault_4_only_noise(read: Reader) -> None:
    refused(read(bytes(range(256)) * 4), "THG004")


def test_fault_4_only_magic_bytes(read: Reader) -> None:
    refused(read(b"PK\x03\x04"), "THG005")


def test_fault_5_truncated_in_the_middle(read: Reader) -> None:
    data = heat(GOOD)
    assert "unvollständig" in refused(read(data[: len(data) // 2]), "THG005")


def test_fault_6_central_directory_lost(read: Reader) -> None:
    data = heat(GOOD)
    refused(read(data[: data.index(b"PK\x01\x02")]), "THG005")


def test_fault_6_central_directory_damaged(read: Reader) -> None:
    data = heat(GOOD)
    refused(read(data.replace(b"PK\x01\x02", b"PK\x01\x09")), "THG005")


def test_fault_7_checksum_wrong(read: Reader) -> None:
    data = bytearray(heat(GOOD))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("xl/worksheets/sheet2.xml")
        directory = bytes(data).rindex(b"xl/worksheets/sheet2.xml") - 46
        assert data[directory + 16 : directory + 20] == info.CRC.to_bytes(4, "little")
    data[directory + 16] ^= 0xFF
    assert "Prüfsumme" in refused(read(bytes(data)), "THG006")


def test_fault_7_bits_flipped_inside_a_part(read: Reader) -> None:
    data = bytearray(heat(GOOD))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        offset = archive.getinfo("xl/worksheets/sheet2.xml").header_offset
    data[offset + 90] ^= 0x55
    refused(read(bytes(data)), "THG006")


def test_fault_8_password_protected(read: Reader) -> None:
    data = OLE2 + "EncryptedPackage".encode("utf-16-le") + bytes(400)
    assert "Kennwort" in refused(read(data), "THG007")


def test_fault_8_archive_with_password(read: Reader) -> None:
    data = bytearray(heat(GOOD))
    directory = bytes(data).index(b"PK\x01\x02")
    data[directory + 8] |= 1
    refused(read(bytes(data)), "THG007")


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (OLE2 + "Workbook".encode("utf-16-le"), "alt.xlsx", "97–2003"),
        (b"\x09\x04\x06\x00" + bytes(60), "uralt.xls", ".xls"),
        (zipped([("xl/workbook.bin", b"\x83\x01"), ("[Content_Types].xml", b"<Types/>")]), "b.xlsx", ".xlsb"),
        (
            zipped([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<a/>")]),
            "o.xlsx",
            ".ods",
        ),
        (b"organisation;raum\nstadt;betrieblich\n", "text.xlsx", "CSV"),
        (HTML, "portal.xls", "HTML"),
        (b"\xef\xbb\xbf \r\n" + HTML, "portal.xlsx", "HTML"),
        (HTML, "portal.csv", "HTML"),
        (XML_2003, "alt.xml", "2003"),
        (zipped([("word/document.xml", b"<w/>"), ("[Content_Types].xml", b"<Types/>")]), "brief.xlsx", "Word"),
        (zipped([("ppt/presentation.xml", b"<p/>")]), "folien.xlsx", "PowerPoint"),
        (zipped([("daten/strom.xlsx", b"x")]), "alles.zip", "ZIP-Archiv mit Tabellen"),
        (zipped([("readme.txt", b"x")]), "irgendwas.xlsx", "keine Excel-Arbeitsmappe"),
    ],
    ids=[
        "9-xls",
        "9-biff",
        "10-xlsb",
        "11-ods",
        "12-csv",
        "13-html",
        "13-bom",
        "13-csv",
        "13-xml",
        "14-docx",
        "14-pptx",
        "14-zip-of-tables",
        "14-zip",
    ],
)
def test_fault_9_to_14_other_formats_are_named(read: Reader, data: bytes, name: str, expected: str) -> None:
    assert expected in refused(read(data, name), "THG008")


def test_fault_15_file_above_the_budget(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(bytes(2000))
    with pytest.raises(RefusedFileError) as caught:
        file_bytes(tmp_path / "a.xlsx", tmp_path, Budget(file_bytes=1999))
    assert caught.value.reason.code == "THG009"


def test_fault_22_lock_file_is_skipped(read: Reader) -> None:
    result = read({"~$mappe.xlsx": b"\x04user", "mappe.xlsx": heat(GOOD)})
    assert codes(result) == ["THG015"]
    assert not result.unreadable
    assert len(result.activities) == 1
    assert [file.file for file in result.inputs] == ["mappe.xlsx"]


def test_fault_23_links_are_followed_and_named(tmp_path: Path) -> None:
    target, link = tmp_path / "ziel.xlsx", tmp_path / "mappe.xlsx"
    target.write_bytes(heat(GOOD))
    link.symlink_to(target)
    result = read_path(link, tmp_path)
    assert only(result, "THG018").found == "ziel.xlsx"
    assert len(result.activities) == 1
    target.unlink()
    assert "Verknüpfung" in refused(read_path(link, tmp_path), "THG001")


def test_fault_23_link_to_itself(tmp_path: Path) -> None:
    link = tmp_path / "kreis.xlsx"
    link.symlink_to(link)
    refused(read_path(link, tmp_path), "THG001")


def test_fault_24_no_right_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(heat(GOOD))

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    refused(read_path(tmp_path / "a.xlsx", tmp_path), "THG016")


def test_fault_25_strange_names_and_nfd(read: Reader) -> None:
    result = read({"-Wa\u0308rme [x] $(a) 'b'.xlsx": heat(GOOD)})
    assert codes(result) == []
    assert result.inputs[0].file == "-Wärme [x] $(a) 'b'.xlsx"


def test_fault_36_content_decides_not_the_extension(read: Reader) -> None:
    for name in ("MAPPE.XLSX", "ohne_endung", "mappe.csv", "mappe.xlsm"):
        assert len(read(heat(GOOD), name).activities) == 1


def test_fault_37_pipe_is_refused_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rohr.xlsx"
    path.write_bytes(b"never read")
    pipe = os.stat_result((stat.S_IFIFO | 0o644, *path.stat()[1:]))
    monkeypatch.setattr(Path, "stat", lambda *_, **__: pipe)
    assert "Pipe" in refused(read_path(path, tmp_path), "THG002")


def test_fault_37_nul_in_the_path(tmp_path: Path) -> None:
    refused(read_path(tmp_path / "a\0b.xlsx", tmp_path), "THG001")


def test_fault_38_file_changes_while_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    data = heat(GOOD)
    path.write_bytes(data)
    original = Path.open

    def open_and_touch(self: Path, *args: object, **kwargs: object) -> object:
        stream = original(self, *args, **kwargs)  # type: ignore[call-overload]
        os.utime(path, ns=(1, 1))
        return stream

    monkeypatch.setattr(Path, "open", open_and_touch)
    result = read_path(path, tmp_path)
    assert only(result, "THG017").severity is Severity.WARNING
    assert result.inputs[0].sha256 == hashlib.sha256(data).hexdigest()


def test_same_file_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(heat(GOOD))
    result = read_files([tmp_path / "a.xlsx"] * 2, tmp_path, 2019, ORGANISATIONS, LATEST_YEAR)
    assert (len(result.activities), codes(result)) == (1, [])


def test_order_of_files_does_not_matter(read: Reader) -> None:
    files = {"b.xlsx": heat(GOOD), "a.csv": "organisation;raum\n", "c.xlsx": heat(("Bad", "4711-0815", *GOOD[2:]))}
    forwards, backwards = read(files), read(dict(reversed(files.items())))
    assert forwards == backwards
    assert [file.file for file in forwards.inputs] == ["a.csv", "b.xlsx", "c.xlsx"]
