"""The text of a CSV table: UTF-8 and nothing else, one delimiter for the whole file, quotes closed, no NUL."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from thgbilanz.intake.budget import BUDGET, Budget
from thgbilanz.intake.refusal import refuse
from thgbilanz.units.cell_text import shown

_BOM = b"\xef\xbb\xbf"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_SAVE_AS = "In Excel: Datei › Speichern unter › CSV UTF-8 (durch Trennzeichen getrennt)"
_LONG_LINE = b"[^\\n]{%d}"


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """The fields of one record and the line on which it begins, from 1."""

    line: int
    fields: list[str]


def csv_text(data: bytes, budget: Budget = BUDGET) -> str:
    """The decoded text. Raises ``RefusedFileError`` for other encodings, NUL bytes and sizes above the budget."""
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
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as problem:
        found = _sample(data, problem.start)
        _refuse_encoding("Tabelle ist nicht in UTF-8 gespeichert, sondern wohl in Windows-1252", found)


def csv_records(text: str, delimiter: str) -> Iterator[CsvRecord]:
    """The records of a table, blank lines left out. Raises ``RefusedFileError`` for quotes that do not close."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
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


def without_separator_line(text: str) -> tuple[str, str]:
    """Excel's line ``sep=;`` above the header: the delimiter that it declares, or an empty text, and the text."""
    head, _, _ = text.partition("\n")
    match = _SEPARATOR_LINE.fullmatch(head)
    # The line stays as a blank one, so that line numbers remain true.
    return (match[1], text[len(head) :]) if match else ("", text)


def _refuse_encoding(text: str, found: str) -> NoReturn:
    refuse("THG041", text, found=found, expected="UTF-8", hint=_SAVE_AS)


def _sample(data: bytes, position: int) -> str:
    around = data[max(0, position - 10) : position + 10].decode("cp1252", "replace")
    return f"Zeile {_line_at(data, position)}: {shown(' '.join(around.split()))}"


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
