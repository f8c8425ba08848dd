"""A CSV table in a foreign layout: delimiter, decimal sign and encoding as the mapping file declares them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.intake.budget import BUDGET
from thgbilanz.intake.csv_table import is_tidy
from thgbilanz.intake.csv_text import CsvRecord, csv_records, field_count_finding, must_be_text
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.file_bytes import FileBytes
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.foreign_table import ForeignTable
from thgbilanz.intake.layout import CsvForm, Layout
from thgbilanz.intake.layout_header import SEARCHED_ROWS, LayoutHeader, layout_header
from thgbilanz.intake.mapped_findings import nearly_fitting, read_through, several_layouts
from thgbilanz.intake.mapped_table import mapped_table
from thgbilanz.intake.mapped_workbook import MappedReading
from thgbilanz.intake.refusal import RefusedFileError, refuse
from thgbilanz.intake.sheet_table import TableReading
from thgbilanz.intake.workbook_file import FileReading, IntakeRules
from thgbilanz.units.cell_text import folded

_DIALECTS = {",": Dialect.GERMAN_CSV, ".": Dialect.MACHINE_CSV}
_CODECS = {"windows-1252": "cp1252"}
"""Names in the mapping file to the codecs of Python, UTF-8 apart."""


@dataclass(frozen=True, slots=True)
class FittingCsv:
    """A layout that fits a CSV table."""

    layout: Layout
    header: LayoutHeader


def mapped_csv_file(file: FileBytes, rules: IntakeRules) -> FileReading | None:
    """A CSV table through the mapping that fits; None if none does and the table is to be read as a tidy one."""
    fitting, near = fitting_csv_layouts(file, rules.layouts)
    template = ["eine Aktivitätstabelle"] if (fitting or near) and is_tidy(file.data) else []
    if fitting and len(fitting) + len(template) > 1:
        found = [*template, *(each.layout.file for each in fitting)]
        return FileReading((), (several_layouts(file.name, found),))
    if fitting:
        mapped = mapped_csv(file, fitting[0], rules.year)
        return FileReading(mapped.tables, mapped.findings, mapped.skipped, fitting[0].layout)
    return FileReading((), tuple(near)) if near and not template else None


def fitting_csv_layouts(file: FileBytes, layouts: Sequence[Layout]) -> tuple[list[FittingCsv], list[Diagnostic]]:
    """Layouts that fit a CSV table, and a finding for each that nearly does."""
    fitting, near = [], []
    for layout in layouts:
        sheet = layout.sheets[0]
        if sheet.csv is None:
            continue
        try:
            records = list(islice(csv_records(_as_utf8(file.data, sheet.csv), sheet.csv.delimiter), SEARCHED_ROWS))
        except RefusedFileError:  # written in another way than this layout says
            continue
        header = layout_header(
            [_cells(record.fields) for record in records], sheet, [record.line for record in records]
        )
        if header is not None and header.is_complete:
            fitting.append(FittingCsv(layout, header))
        elif header is not None:
            near.append(nearly_fitting(file.name, "", layout, header))
    return fitting, near


def mapped_csv(file: FileBytes, fitting: FittingCsv, year: int | None) -> MappedReading:
    """Read a CSV table through the one layout that fits. Raises ``RefusedFileError`` like any CSV table."""
    sheet, header = fitting.layout.sheets[0], fitting.header
    if sheet.csv is None:
        return MappedReading((), (), ())
    data = _as_utf8(file.data, sheet.csv)
    if data.count(sheet.csv.delimiter.encode()) + data.count(b"\n") > BUDGET.csv_fields:
        refuse("THG009", "Tabelle hat zu viele Felder", hint="Die Tabelle auf mehrere Dateien verteilen")
    records = list(csv_records(data, sheet.csv.delimiter))
    width = len(records[header.row].fields)
    wrong = FindingGroups()
    kept: list[CsvRecord] = []
    for position, record in enumerate(records):
        if position <= header.row or len(record.fields) == width or _is_padding(record, width):
            kept.append(record)
        else:
            wrong.add(field_count_finding(record, width, file.name), together="")
    rows = [_cells(record.fields, width) for record in kept]
    numbers = [record.line for record in kept]
    dialect = _DIALECTS[sheet.csv.decimal]
    foreign = ForeignTable(file.name, "", file.sha256, dialect, rows, numbers)
    mapped = mapped_table(foreign, fitting.layout, sheet, header, year)
    rejected = len(records) - len(kept)
    if rejected:
        first = mapped.readings[0]
        first = TableReading(first.table, (*first.findings, *wrong.diagnostics()), first.odd + rejected, first.header)
        return MappedReading((first, *mapped.readings[1:]), (read_through(file.name, fitting.layout),), mapped.skipped)
    return MappedReading(mapped.readings, (read_through(file.name, fitting.layout),), mapped.skipped)


def _as_utf8(data: bytes, form: CsvForm) -> bytes:
    """The text in UTF-8, fit to be parsed. Raises ``RefusedFileError`` if it is not in the declared encoding."""
    try:
        text = data if form.encoding == "utf-8" else data.decode(_CODECS[form.encoding]).encode("utf-8")
    except UnicodeDecodeError:
        refuse("THG041", "Tabelle ist nicht in Windows-1252 gespeichert", expected="Zeichensatz wie in der Zuordnung")
    must_be_text(text)
    return text


def _cells(fields: Sequence[str], width: int = 0) -> list[str]:
    return [folded(field) if not field.isascii() or field != field.strip() else field for field in fields] + [""] * (
        width - len(fields)
    )


def _is_padding(record: CsvRecord, width: int) -> bool:
    """Whether a record is only longer than the header by empty fields, or shorter by none that is filled."""
    return len(record.fields) > width and not any(field.strip() for field in record.fields[width:])
