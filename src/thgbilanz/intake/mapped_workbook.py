"""A workbook in a foreign layout: which mapping fits, and its sheets read through it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from thgbilanz.core.diagnostic import Diagnostic, note, warning
from thgbilanz.core.place import Place
from thgbilanz.intake.cells import CellReader, Grid
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.file_bytes import FileBytes
from thgbilanz.intake.foreign_table import ForeignTable
from thgbilanz.intake.guard import GuardedWorkbook
from thgbilanz.intake.layout import Layout, SheetLayout
from thgbilanz.intake.layout_header import LayoutHeader, layout_header
from thgbilanz.intake.mapped_findings import nearly_fitting, read_through
from thgbilanz.intake.mapped_table import Skipped, mapped_table
from thgbilanz.intake.sheet_notes import SheetNotes
from thgbilanz.intake.sheet_table import TableReading
from thgbilanz.intake.workbook_parts import SheetPart, sheet_comments
from thgbilanz.templates.definition import normal_text


@dataclass(frozen=True, slots=True)
class FittingSheet:
    """A sheet of the file and the table of the layout that fits it."""

    part: SheetPart
    grid: Grid
    layout: SheetLayout
    header: LayoutHeader


@dataclass(frozen=True, slots=True)
class FittingLayout:
    """A layout all of whose tables are in the file."""

    layout: Layout
    sheets: tuple[FittingSheet, ...]


@dataclass(frozen=True, slots=True)
class MappedReading:
    """The tables of a file read through a layout."""

    tables: tuple[TableReading, ...]
    findings: tuple[Diagnostic, ...]
    skipped: Skipped


def sheet_names(layouts: Sequence[Layout]) -> frozenset[str]:
    """Names of all sheets that some layout wants, as names are compared."""
    return frozenset(normal_text(sheet.name) for layout in layouts for sheet in layout.sheets if sheet.csv is None)


def fitting_layouts(
    workbook: GuardedWorkbook, layouts: Sequence[Layout], file: str
) -> tuple[list[FittingLayout], list[Diagnostic]]:
    """Layouts that fit a workbook, and a finding for each that nearly does."""
    parts = {normal_text(sheet.name): sheet for sheet in workbook.parts.sheets if sheet.part}
    possible = [
        layout
        for layout in layouts
        if not layout.is_csv and all(normal_text(sheet.name) in parts for sheet in layout.sheets)
    ]
    if not possible:
        return [], []
    reader, grids = CellReader(workbook), dict[str, Grid]()
    fitting, near = [], []
    for layout in possible:
        sheets = []
        for sheet in layout.sheets:
            part = parts[normal_text(sheet.name)]
            grid = grids.get(part.name) or grids.setdefault(part.name, reader.grid(part))
            header = layout_header(grid.rows, sheet)
            if header is None:
                break
            if not header.is_complete:
                near.append(nearly_fitting(file, part.name, layout, header))
                break
            sheets.append(FittingSheet(part, grid, sheet, header))
        if len(sheets) == len(layout.sheets):
            fitting.append(FittingLayout(layout, tuple(sheets)))
    return fitting, near


def mapped_workbook(
    workbook: GuardedWorkbook, file: FileBytes, fitting: FittingLayout, year: int | None
) -> MappedReading:
    """Read the sheets of a workbook through the one layout that fits."""
    findings = [read_through(file.name, fitting.layout)]
    findings += _other_sheets(workbook, fitting, file.name)
    tables: list[TableReading] = []
    skipped: dict[str, int] = {}
    for sheet in fitting.sheets:
        grid = sheet.grid
        rows, numbers = grid.rows, range(1, len(grid.rows) + 1)
        foreign = ForeignTable(file.name, grid.name, file.sha256, Dialect.WORKBOOK, rows, numbers)
        mapped = mapped_table(foreign, fitting.layout, sheet.layout, sheet.header, year)
        tables += _with_notes(mapped.readings, workbook, sheet)
        for reason, count in mapped.skipped:
            skipped[reason] = skipped.get(reason, 0) + count
    return MappedReading(tuple(tables), tuple(findings), tuple(skipped.items()))


def _with_notes(
    readings: Sequence[TableReading], workbook: GuardedWorkbook, sheet: FittingSheet
) -> Iterator[TableReading]:
    comments = sheet_comments(workbook.archive, sheet.part)
    for reading in readings:
        if reading.table is None or reading.header is None:
            yield reading
            continue
        notes = SheetNotes(
            table=reading.table,
            facts=sheet.grid.facts,
            header=reading.header,
            comments=comments,
            foreign_files=workbook.parts.foreign_files,
            is_uncalculated=workbook.parts.is_uncalculated,
        ).findings()
        if reading.is_sibling:
            own = reading.table.heads["menge"].title
            notes = [finding for finding in notes if finding.place.column == own]
        yield replace(reading, findings=(*reading.findings, *notes))


def _other_sheets(workbook: GuardedWorkbook, fitting: FittingLayout, file: str) -> list[Diagnostic]:
    read = {sheet.part.name for sheet in fitting.sheets}
    findings = [
        note(
            "THG022",
            f"Blatt „{sheet.name}“ wird nicht gelesen",
            Place(file, sheet.name),
            hint=f"Gelesen werden nur Blätter, die {fitting.layout.file} nennt",
        )
        for sheet in workbook.parts.sheets
        if sheet.part and sheet.name not in read
    ]
    findings += [
        warning(
            "THG024",
            f"Blatt „{sheet.part.name}“ ist ausgeblendet und wird gelesen",
            Place(file, sheet.part.name),
            hint="In Excel: Rechtsklick auf die Blattregister › Einblenden. Das Blatt prüfen oder löschen",
        )
        for sheet in fitting.sheets
        if sheet.part.is_hidden
    ]
    return findings
