"""Sheets of a workbook that is none of our templates, as plain cell rows: behind the same guard as every file."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.intake.cells import Cell, CellReader, ErrorCell, NoValue, TextResult
from thgbilanz.intake.container import Container, container_of
from thgbilanz.intake.file_bytes import FileBytes, file_bytes, file_name
from thgbilanz.intake.guard import guarded
from thgbilanz.intake.refusal import RefusedFileError, refuse

PlainCell = str | float | None
CSV_SHEET = ""
"""Name of the one sheet of a CSV table."""


@dataclass(frozen=True, slots=True)
class ForeignSheets:
    """Cell rows by sheet name; nothing but the findings if the file was refused."""

    file: str
    rows: dict[str, Sequence[Sequence[PlainCell]]]
    findings: tuple[Diagnostic, ...]


def foreign_sheets(path: Path, root: Path, wanted: Collection[str]) -> ForeignSheets:
    """The wanted sheets of a workbook, or the rows of a CSV table under an empty name.

    Errors, booleans, dates and formulas without a value come as text: they are never a number.
    """
    name = file_name(path, root)
    try:
        file = file_bytes(path, root)
        rows = _rows(file, wanted)
    except RefusedFileError as refusal:
        return ForeignSheets(name, {}, (refusal.reason.at(Place(name)),))
    return ForeignSheets(name, rows, file.notes)


def _rows(file: FileBytes, wanted: Collection[str]) -> dict[str, Sequence[Sequence[PlainCell]]]:
    if container_of(file.data, file.suffix) is not Container.WORKBOOK:
        return {CSV_SHEET: _csv_rows(file.data)}
    workbook = guarded(file.data, lambda sheet: sheet in wanted)
    reader = CellReader(workbook)
    return {
        sheet.name: [[_plain(cell) for cell in row] for row in reader.grid(sheet).rows]
        for sheet in workbook.parts.sheets
        if sheet.part and sheet.name in wanted
    }


def _csv_rows(data: bytes) -> list[list[PlainCell]]:
    try:
        text = data.decode("utf-8-sig")
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except (UnicodeDecodeError, csv.Error):
        refuse(
            "THG200",
            "CSV-Tabelle lässt sich nicht lesen",
            expected="CSV in UTF-8 mit Komma als Trennzeichen",
            hint="Die amtliche Datei unverändert verwenden oder als „CSV UTF-8“ speichern",
        )


def _plain(cell: Cell) -> PlainCell:
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, ErrorCell | TextResult):
        return cell.text
    if isinstance(cell, NoValue):
        return cell.value
    return str(cell) or None
