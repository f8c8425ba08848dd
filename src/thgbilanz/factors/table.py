"""CSV tables with a closed header: every cell that cannot be used is named by file, line and column."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place, column_letter

Reader = Callable[[str], Any]
Row = TypeVar("Row")

SHOWN_COLUMNS = 5
"""Column names that a finding lists before it breaks off."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a reader refuses a cell; the table adds the place."""

    code: str
    text: str
    expected: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table on disk and the name under which findings show it."""

    path: Path
    name: str

    def place(self, line: int, column: str, columns: tuple[str, ...]) -> Place:
        """Place of a cell: column letter by position, line as an editor shows it."""
        return Place(self.name, "", f"{column_letter(columns.index(column))}{line}", column)


def read_records(
    file: TableFile, readers: Mapping[str, Reader], build: Callable[..., Row], *, with_place: bool = True
) -> tuple[list[Row], list[Diagnostic]]:
    """Rows of a table as records, and findings; a row with a refused cell is left out.

    ``build`` takes the cells in the order of ``readers``, then table name and line if ``with_place``.
    """
    columns = tuple(readers)
    # Ids, editions and empty cells repeat from row to row; a reader sees the text alone, so each text is read once.
    read_once = [lru_cache(maxsize=None)(read) for read in readers.values()]
    lines, findings = _lines(file, columns)
    records: list[Row] = []
    for line, cells in lines:
        values = [read(text) for read, text in zip(read_once, cells, strict=True)]
        refused = [index for index, value in enumerate(values) if isinstance(value, Refusal)]
        findings += [
            _finding(values[index], file.place(line, columns[index], columns), cells[index]) for index in refused
        ]
        if not refused:
            records.append(build(*values, file.name, line) if with_place else build(*values))
    return records, findings


def _finding(refused: Refusal, place: Place, found: str) -> Diagnostic:
    return error(refused.code, refused.text, place, found=found, expected=refused.expected, hint=refused.hint)


def _lines(file: TableFile, columns: tuple[str, ...]) -> tuple[list[tuple[int, list[str]]], list[Diagnostic]]:
    text, problem = _text(file)
    if problem is not None:
        return [], [problem]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    findings: list[Diagnostic] = []
    try:
        header = next(reader, [])
        findings = list(_header_findings(file, header, columns))
        if findings:
            return [], findings
        for cells in reader:
            if len(cells) == len(columns):
                rows.append((reader.line_num, cells))
            elif cells:
                findings.append(_ragged(file, reader.line_num, len(cells), len(columns)))
    except csv.Error as problem_of_csv:
        findings.append(_unreadable(file, f"Zeile {reader.line_num}: {problem_of_csv}"))
    return rows, findings


def _text(file: TableFile) -> tuple[str, Diagnostic | None]:
    try:
        return file.path.read_bytes().decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return "", _unreadable(file, "keine UTF-8-Datei")
    except OSError as problem:
        return "", _unreadable(file, problem.strerror or "Datei fehlt")


def _unreadable(file: TableFile, found: str) -> Diagnostic:
    return error(
        "THG200",
        f"Faktortabelle „{file.name}“ lässt sich nicht lesen",
        Place(file.name),
        found=found,
        expected="CSV-Datei in UTF-8 mit Komma als Trennzeichen",
        hint="In Excel „CSV UTF-8 (durch Trennzeichen getrennt)“ wählen oder die Tabelle neu ablegen",
    )


def _header_findings(file: TableFile, header: list[str], columns: tuple[str, ...]) -> Iterator[Diagnostic]:
    if tuple(header) == columns:
        return
    hint = "Kopfzeile aus emission_factors/factors kopieren"
    if len(header) == 1 and ";" in header[0]:
        hint = "Die Datei ist mit Semikolon getrennt: mit Komma speichern, Zahlen mit Dezimalpunkt"
    missing = [name for name in columns if name not in header]
    unknown = [name for name in header if name not in columns]
    parts = [f"{len(missing)} fehlen: {_some(missing)}"] if missing else []
    parts += [f"{len(unknown)} unbekannt: {_some(unknown)}"] if unknown else []
    if not parts:
        parts = ["Spalten in anderer Reihenfolge oder doppelt"]
    yield error(
        "THG201",
        f"Kopfzeile von „{file.name}“ passt nicht zum Schema",
        Place(file.name, "", "A1"),
        found="; ".join(parts),
        expected=",".join(columns),
        hint=hint,
    )


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:SHOWN_COLUMNS])
    return f"{shown}, …" if len(names) > SHOWN_COLUMNS else shown


def _ragged(file: TableFile, line: int, count: int, expected: int) -> Diagnostic:
    return error(
        "THG202",
        f"Zeile {line} von „{file.name}“ hat {count} statt {expected} Felder",
        Place(file.name, "", f"A{line}"),
        found=f"{count} Felder",
        expected=f"{expected} Felder",
        hint="Texte mit Komma stehen in Anführungszeichen; ein Dezimalkomma spaltet eine Zahl in zwei Felder",
    )
