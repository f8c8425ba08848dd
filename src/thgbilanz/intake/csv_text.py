"""The text of a CSV table: UTF-8 and nothing else, one delimiter for the whole file, quotes closed, no NUL."""

import csv
import io
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place, column_letter
from thgbilanz.intake.budget import BUDGET, Budget
from thgbilanz.intake.refusal import refuse
from thgbilanz.units.cell_text import shown

_BOM = b"\xef\xbb\xbf"
_SEPARATOR_LINE = re.compile(rb'"?sep=(.)"?\s*\n', re.IGNORECASE)
_PIECE = 1 << 20
_SAVE_AS = "In Excel: Datei › Speichern unter › CSV UTF-8 (durch Trennzeichen getrennt)"
_LONG_LINE = b"[^\\n]{%d}"


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """The fields of one record and the line on which it begins, from 1."""

    line: int
    fields: list[str]


def must_be_text(data: bytes, budget: Budget = BUDGET) -> None:
    """Refuse other encodings than UTF-8, NUL bytes and endless lines.

    Raises ``RefusedFileError``. The text is decoded piece by piece: one emoji would make a whole text of 50 MB four
    times as large.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse_encoding("Tabelle ist in UTF-16 gespeichert", "")
    if (position := data.find(b"\0")) >= 0:
        refuse(
            "THG045",
            "Tabelle enthält Nullbytes",
            found=f"Zeile {_line_at(data, position)}",
            expected="reiner Text in UTF-8",
            hint="Die Datei ist beschädigt oder keine Texttabelle: aus dem Ursprungsprogramm neu exportieren",
        )
    if re.search(_LONG_LINE % budget.csv_line_bytes, data):
        refuse("THG009", "Tabelle enthält eine überlange Zeile", expected="eine Aktivität je Zeile", hint=_SAVE_AS)
    decoder, done = getincrementaldecoder("utf-8")(), 0
    try:
        for begin in range(0, len(data), _PIECE):
            done = begin
            decoder.decode(data[begin : begin + _PIECE], final=begin + _PIECE >= len(data))
    except UnicodeDecodeError as problem:
        # The decoder may have kept up to three bytes of the piece before.
        found = _sample(data, max(0, done - (len(problem.object) - len(data[done : done + _PIECE]))) + problem.start)
        _refuse_encoding("Tabelle ist nicht in UTF-8 gespeichert, sondern wohl in Windows-1252", found)


def csv_records(data: bytes, delimiter: str) -> Iterator[CsvRecord]:
    """The records of a table, blank lines left out. Raises ``RefusedFileError`` for quotes that do not close."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    begin = 1
    try:
        for fields in reader:
            if any(map(str.strip, fields)):
                yield CsvRecord(begin, fields)
            begin = reader.line_num + 1
    except csv.Error:
        refuse(
            "THG044",
            "Anführungszeichen in der Tabelle passen nicht zusammen",
            found=f"ab Zeile {begin}",
            expected="Felder ganz in Anführungszeichen, Anführungszeichen darin verdoppelt",
            hint="Die Zeile prüfen und das fehlende oder überzählige Anführungszeichen berichtigen",
        )


def declared_delimiter(data: bytes) -> str:
    """The delimiter that Excel's line ``sep=;`` above the header declares; empty if there is no such line."""
    match = _SEPARATOR_LINE.match(data.removeprefix(_BOM))
    return match[1].decode("utf-8", "replace") if match else ""


def _refuse_encoding(text: str, found: str) -> NoReturn:
    refuse("THG041", text, found=found, expected="UTF-8", hint=_SAVE_AS)


def _sample(data: bytes, position: int) -> str:
    around = data[max(0, position - 10) : position + 10].decode("cp1252", "replace")
    return f"Zeile {_line_at(data, position)}: {shown(' '.join(around.split()))}"


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def field_count_finding(record: CsvRecord, width: int, file: str) -> Diagnostic:
    """The finding for a record with more or fewer fields than the header has titles."""
    letter = column_letter(min(len(record.fields), width) - 1)
    return error(
        "THG043",
        f"Zeile hat {len(record.fields)} Felder statt {width}",
        Place(file, "", f"{letter}{record.line}"),
        found=f"{len(record.fields)} Felder",
        expected=f"{width} Felder wie in der Kopfzeile",
        hint="Texte, die das Trennzeichen enthalten, in Anführungszeichen setzen; fehlende Felder leer lassen",
    )
