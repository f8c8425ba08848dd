"""What a file really is, by its content: the extension is only what somebody typed (faults.md 4, 8-14, 36)."""

from enum import StrEnum
from typing import NoReturn

from thgbilanz.intake.archive import Archive, refuse_incomplete
from thgbilanz.intake.refusal import refuse

TABLE_SUFFIXES = frozenset({".csv", ".txt", ".tsv", ""})
"""Extensions under which plain text is read as a tidy table."""

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_HEAD = 4096
_AS_XLSX = "In Excel öffnen, dann Datei › Speichern unter › Excel-Arbeitsmappe (*.xlsx)"


class Container(StrEnum):
    """The two kinds of file that we read."""

    WORKBOOK = "workbook"
    TABLE = "table"


def container_of(data: bytes, suffix: str) -> Container:
    """Whether the content is a zip archive or plain text. Raises ``RefusedFileError`` for everything else."""
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return Container.WORKBOOK
    if data.startswith(_OLE2):
        _refuse_ole2(data)
    if data.startswith(_OLD_BIFF):
        refuse_other_format("das alte Excel-Format (.xls)", _AS_XLSX)
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        _refuse_markup(head.lower())
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or not _is_text(data[:_HEAD]):
        if suffix in TABLE_SUFFIXES - {""}:
            return Container.TABLE  # the CSV reader names the encoding
        refuse_unknown_content()
    if suffix not in TABLE_SUFFIXES:
        refuse_other_format(
            "eine Textdatei (CSV)",
            "Die Dateiendung in .csv ändern, wenn die Datei den Spalten der Aktivitätstabelle folgt. Sonst in Excel "
            "öffnen und als Arbeitsmappe (*.xlsx) speichern",
        )
    return Container.TABLE


def must_be_workbook(archive: Archive) -> None:
    """Refuse zip archives that are no Excel workbook, each by its name (faults.md 10, 11, 14)."""
    names = archive.parts.keys()
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        refuse_other_format("eine binäre Excel-Arbeitsmappe (.xlsb)", _AS_XLSX)
    if "content.xml" in names and "mimetype" in names:
        refuse_other_format(
            "ein OpenDocument-Dokument (.ods)",
            "In LibreOffice: Datei › Speichern unter › Excel 2007–365 (.xlsx)",
        )
    if any(name.startswith("Index/") for name in names):
        refuse_other_format("eine Numbers-Tabelle von Apple", "In Numbers: Ablage › Exportieren › Excel")
    if any(name.startswith("word/") for name in names):
        refuse_other_format("ein Word-Dokument", "Die Arbeitsmappe selbst ablegen, nicht das Anschreiben")
    if any(name.startswith("ppt/") for name in names):
        refuse_other_format("eine PowerPoint-Präsentation", "Die Arbeitsmappe mit den Daten ablegen")
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        refuse_incomplete()
    if any(name.casefold().endswith((".xlsx", ".xlsm", ".csv")) for name in names):
        refuse_other_format("ein ZIP-Archiv mit Tabellen darin", "Das Archiv entpacken und die Dateien einzeln ablegen")
    refuse_other_format("ein ZIP-Archiv und keine Excel-Arbeitsmappe", "Die Arbeitsmappe selbst ablegen (.xlsx)")


def refuse_other_format(what: str, hint: str) -> NoReturn:
    """A file that is something else than its place suggests."""
    refuse("THG008", f"Datei ist {what}", expected="eine Arbeitsmappe (.xlsx) oder eine CSV-Tabelle", hint=hint)


def refuse_unknown_content() -> NoReturn:
    """Bytes that are neither a workbook nor text."""
    refuse(
        "THG004",
        "Inhalt ist weder eine Excel-Arbeitsmappe noch eine CSV-Tabelle",
        expected="eine Arbeitsmappe (.xlsx) oder eine CSV-Tabelle",
        hint="Die Datei in dem Programm öffnen, aus dem sie stammt, und als .xlsx speichern",
    )


def _refuse_ole2(data: bytes) -> NoReturn:
    if "EncryptedPackage".encode("utf-16-le") in data:
        refuse(
            "THG007",
            "Arbeitsmappe ist mit Kennwort geschützt",
            expected="eine Arbeitsmappe ohne Kennwort zum Öffnen",
            hint="In Excel: Datei › Informationen › Arbeitsmappe schützen › Mit Kennwort verschlüsseln, das Kennwort "
            "löschen und speichern. Blattschutz stört nicht",
        )
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        refuse_other_format("das alte Excel-Format (97–2003, .xls)", _AS_XLSX)
    refuse_other_format("ein altes Office-Dokument", _AS_XLSX)


def _refuse_markup(head: bytes) -> NoReturn:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        refuse_other_format("eine XML-Kalkulationstabelle 2003", _AS_XLSX)
    if any(tag in head for tag in (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<div", b"<meta")):
        refuse_other_format("eine Webseite (HTML), wie Portale sie als Excel ausgeben", _AS_XLSX)
    refuse_other_format("eine XML-Datei", _AS_XLSX)


def _is_text(head: bytes) -> bool:
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 11, 12, 13, 27))
    return controls == 0
