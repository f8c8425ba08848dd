"""One workbook: guarded, its sheets sorted, master data and tables read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thgbilanz.core.contract import Contract
from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place
from thgbilanz.core.reference import ReferenceFigure
from thgbilanz.intake.cells import CellReader
from thgbilanz.intake.degree_days import NO_DEGREE_DAYS, DegreeDays
from thgbilanz.intake.file_bytes import FileBytes
from thgbilanz.intake.guard import GuardedWorkbook, guarded
from thgbilanz.intake.layout import Layout
from thgbilanz.intake.mapped_findings import several_layouts
from thgbilanz.intake.mapped_table import Skipped
from thgbilanz.intake.mapped_workbook import fitting_layouts, mapped_workbook, sheet_names
from thgbilanz.intake.master_data import NO_MASTER_DATA, MasterData, master_data
from thgbilanz.intake.sheet_names import is_wanted, sorted_sheets
from thgbilanz.intake.sheet_notes import SheetNotes
from thgbilanz.intake.sheet_table import TableReading, sheet_table
from thgbilanz.intake.workbook_parts import SheetPart, sheet_comments
from thgbilanz.templates.definition import SheetTemplate, normal_text
from thgbilanz.units.cell_text import shown


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """What the files of a run are checked against."""

    organisations: Mapping[str, str] | None
    """Organisation id to name; None if any well-formed id is taken."""
    year: int | None
    """The year of the balance, None if every year is welcome."""
    latest_year: int
    layouts: Sequence[Layout] = ()
    """Mapping files of the project."""
    degree_days: DegreeDays = NO_DEGREE_DAYS


@dataclass(frozen=True, slots=True)
class FileReading:
    """The tables of a file and the findings about the file."""

    tables: tuple[TableReading, ...]
    findings: tuple[Diagnostic, ...]
    skipped: Skipped = ()
    """Rows that a mapping leaves out, by reason."""
    layout: Layout | None = None
    """The mapping that the file was read through."""
    contracts: tuple[Contract, ...] = ()
    """Supply contracts: rows that are no activities."""
    figures: tuple[ReferenceFigure, ...] = ()
    """Reference figures of the master data."""


def workbook_file(file: FileBytes, rules: IntakeRules) -> FileReading:
    """Read a workbook. Raises ``RefusedFileError`` if it must not or cannot be parsed."""
    names = sheet_names(rules.layouts)
    workbook = guarded(file.data, lambda name: is_wanted(name) or normal_text(name) in names)
    findings = _container_notes(workbook, file.name)
    sheets = sorted_sheets(workbook.parts.sheets, file.name)
    fitting, near = fitting_layouts(workbook, rules.layouts, file.name) if names else ([], [])
    template = ["eine Vorlage"] if sheets.data and sheets.master else []
    if fitting and len(fitting) + len(template) > 1:
        found = [*template, *(each.layout.file for each in fitting)]
        return FileReading((), (*findings, several_layouts(file.name, found)))
    if fitting:
        mapped = mapped_workbook(workbook, file, fitting[0], rules.year)
        findings += mapped.findings
        return FileReading(mapped.tables, tuple(findings), mapped.skipped, fitting[0].layout)
    if near and not template:
        return FileReading((), (*findings, *near))
    findings += sheets.findings
    if not sheets.data:
        return FileReading((), tuple(findings))
    reader = CellReader(workbook)
    master = _master(reader, sheets.master, file, rules)
    findings += master.findings
    tables = [_table(reader, workbook, sheet, template, file, master) for sheet, template in sheets.data]
    findings += _untouched(tables, file.name)
    return FileReading(tuple(tables), tuple(findings), figures=master.figures)


def _master(reader: CellReader, sheet: SheetPart | None, file: FileBytes, rules: IntakeRules) -> MasterData:
    if sheet is None:
        return NO_MASTER_DATA
    return master_data(reader.grid(sheet), file.name, rules.organisations, rules.year, rules.latest_year)


def _table(
    reader: CellReader,
    workbook: GuardedWorkbook,
    sheet: SheetPart,
    template: SheetTemplate,
    file: FileBytes,
    master: MasterData,
) -> TableReading:
    grid = reader.grid(sheet)
    reading = sheet_table(grid, template, file.name, file.sha256, master)
    if reading.table is None or reading.header is None:
        return reading
    notes = SheetNotes(
        table=reading.table,
        facts=grid.facts,
        header=reading.header,
        comments=sheet_comments(workbook.archive, sheet),
        foreign_files=workbook.parts.foreign_files,
        is_uncalculated=workbook.parts.is_uncalculated,
    )
    return TableReading(reading.table, (*reading.findings, *notes.findings()), reading.odd, reading.header)


def _container_notes(workbook: GuardedWorkbook, file: str) -> list[Diagnostic]:
    findings = []
    if workbook.parts.has_macros:
        hint = "Gelesen werden nur Werte. Ohne Makros speichern: Datei › Speichern unter › Excel-Arbeitsmappe (*.xlsx)"
        findings.append(
            note("THG014", "Arbeitsmappe enthält Makros, sie werden nicht ausgeführt", Place(file), hint=hint)
        )
    findings += [
        warning(
            "THG012",
            f"Archiv enthält den unzulässigen Namen {shown(name)}",
            Place(file),
            found=name[:60],
            hint="Entpackt wird nie etwas. Solche Namen schreibt kein Tabellenprogramm: Herkunft klären",
        )
        for name in workbook.archive.unsafe_names
    ]
    return findings


def _untouched(tables: Sequence[TableReading], file: str) -> list[Diagnostic]:
    """Empty sheets of a template are normal as long as one sheet holds data (faults.md 53)."""
    empty = [reading.table for reading in tables if reading.table and not reading.table.rows and not reading.odd]
    names = ", ".join(f"„{table.sheet}“" for table in empty)
    if not empty:
        return []
    if len(empty) == len(tables):
        return [
            error(
                "THG030",
                "Arbeitsmappe enthält keine Daten",
                Place(file),
                found=f"nur Kopfzeilen auf {names}",
                expected="mindestens eine ausgefüllte Zeile",
                hint="Die Vorlage ausfüllen oder die Datei aus dem Ordner nehmen. Eine leere Tabelle ist keine Null",
            )
        ]
    text = f"Ohne Einträge: Blatt {names}" if len(empty) == 1 else f"Ohne Einträge: Blätter {names}"
    return [note("THG031", text, Place(file), hint="Gibt es dort nichts zu berichten, ist nichts zu tun")]
