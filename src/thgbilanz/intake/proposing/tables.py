"""The tables of a foreign file, behind the same guard as every file, and what the file already fits."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.intake.cells import Cell, CellReader
from thgbilanz.intake.container import Container, container_of
from thgbilanz.intake.csv_table import is_tidy
from thgbilanz.intake.csv_text import csv_records, must_be_text
from thgbilanz.intake.file_bytes import FileBytes, file_bytes, file_name
from thgbilanz.intake.guard import guarded
from thgbilanz.intake.layout import CsvForm, Layout
from thgbilanz.intake.mapped_csv import fitting_csv_layouts
from thgbilanz.intake.mapped_workbook import fitting_layouts
from thgbilanz.intake.refusal import RefusedFileError
from thgbilanz.intake.sheet_names import sorted_sheets

_DELIMITERS = (";", ",", "\t", "|")
_PROBED_LINES = 60
_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}|[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]+")
_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]+")


@dataclass(frozen=True, slots=True)
class SheetCells:
    """The cells of a sheet or CSV table with the numbers of its rows."""

    name: str
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    csv: CsvForm | None = None


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """A file that a mapping is wanted for."""

    name: str
    sheets: tuple[SheetCells, ...]
    is_ours: bool
    """Whether it is a template or a tidy table: then it needs no mapping."""
    layouts: tuple[Layout, ...]
    """Mapping files of the project that fit it already."""
    findings: tuple[Diagnostic, ...]
    """Why it cannot be read, if it cannot."""


def foreign_file(path: Path, root: Path, layouts: Sequence[Layout]) -> ForeignFile:
    """Read a file without knowing its layout. User data never raises."""
    name = file_name(path, root)
    try:
        file = file_bytes(path, root)
        is_workbook = container_of(file.data, file.suffix) is Container.WORKBOOK
        return _workbook(file, layouts) if is_workbook else _csv(file, layouts)
    except RefusedFileError as refusal:
        return ForeignFile(name, (), is_ours=False, layouts=(), findings=(refusal.reason.at(Place(name)),))


def _workbook(file: FileBytes, layouts: Sequence[Layout]) -> ForeignFile:
    workbook = guarded(file.data, lambda _: True)
    ours = sorted_sheets(workbook.parts.sheets, file.name)
    fitting, _ = fitting_layouts(workbook, layouts, file.name)
    reader = CellReader(workbook)
    sheets = []
    for part in workbook.parts.sheets:
        if part.part:
            rows = reader.grid(part).rows
            sheets.append(SheetCells(part.name, rows, range(1, len(rows) + 1)))
    is_ours = bool(ours.data) and ours.master is not None
    return ForeignFile(file.name, tuple(sheets), is_ours, tuple(each.layout for each in fitting), ())


def _csv(file: FileBytes, layouts: Sequence[Layout]) -> ForeignFile:
    data, encoding = file.data, "utf-8"
    try:
        must_be_text(data)
    except RefusedFileError as refusal:
        if refusal.reason.code != "THG041" or data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise
        data, encoding = data.decode("cp1252", "replace").encode("utf-8"), "windows-1252"
        must_be_text(data)
    delimiter = _delimiter(data)
    records = list(csv_records(data, delimiter))
    width = max((len(record.fields) for record in records), default=0)
    rows = [[*record.fields, *[""] * (width - len(record.fields))] for record in records]
    fields = [field.strip() for row in rows for field in row]
    form = CsvForm(delimiter, _decimal(fields, delimiter), encoding)
    sheet = SheetCells("", rows, [record.line for record in records], form)
    fitting, _ = fitting_csv_layouts(file, layouts)
    return ForeignFile(file.name, (sheet,), is_tidy(file.data), tuple(each.layout for each in fitting), ())


def _delimiter(data: bytes) -> str:
    """The delimiter that splits most lines into equally many fields; only a proposal."""
    lines = data.decode("utf-8-sig", "replace").splitlines()[:_PROBED_LINES]
    scores = {}
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            widths = Counter()
        width, count = widths.most_common(1)[0] if widths else (0, 0)
        scores[delimiter] = (count, width)
    return max(_DELIMITERS, key=lambda delimiter: scores[delimiter])


def _decimal(fields: Sequence[str], delimiter: str) -> str:
    points = sum(bool(_POINT.fullmatch(field)) for field in fields)
    commas = sum(bool(_COMMA.fullmatch(field)) for field in fields)
    if delimiter == ",":
        return "."
    return "." if points > commas else ","
