"""A tidy CSV table as rows: header in the first line, delimiter from the header alone, as many fields as titles."""

from collections.abc import Iterator
from dataclasses import replace

from thgbilanz.core.diagnostic import Diagnostic, has_errors
from thgbilanz.intake.budget import BUDGET, Budget
from thgbilanz.intake.cells import Cell
from thgbilanz.intake.clean_text import clean_column
from thgbilanz.intake.csv_text import CsvRecord, csv_records, declared_delimiter, field_count_finding, must_be_text
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.header import Header, column_of, found_header, known_titles
from thgbilanz.intake.header_findings import header_findings, no_header, untitled_column
from thgbilanz.intake.odd_rows import odd_rows
from thgbilanz.intake.raw_table import RawTable
from thgbilanz.intake.refusal import RefusedFileError, refuse
from thgbilanz.intake.sheet_table import TableReading, without_rows
from thgbilanz.templates.definition import TIDY, TIDY_COLUMNS, SheetTemplate, TemplateColumn

_HEAD = 4096
_DELIMITERS = {";": Dialect.GERMAN_CSV, ",": Dialect.MACHINE_CSV}


def csv_table(
    data: bytes, file: str, sha256: str, budget: Budget = BUDGET, sheet: SheetTemplate | None = None
) -> TableReading:
    """Read a tidy table, or one with the columns of a sheet.

    Raises ``RefusedFileError`` if the text cannot be read at all (faults.md 12, 181).
    """
    columns = sheet.columns if sheet else TIDY_COLUMNS
    must_be_text(data, budget)
    declared = declared_delimiter(data)
    delimiter = _delimiter(data, declared, columns)
    if data.count(delimiter.encode()) + data.count(b"\n") > budget.csv_fields:
        refuse(
            "THG009",
            "Tabelle hat zu viele Felder",
            expected=f"höchstens {budget.csv_fields:,} Felder".replace(",", "."),
            hint="Die Tabelle auf mehrere Dateien verteilen",
        )
    records = csv_records(data, delimiter)
    if declared:
        next(records, None)
    first = next(records, None)
    header = found_header([first.fields], columns) if first else None
    if first is None or header is None:
        return TableReading(None, (no_header(columns, file, "", first.line if first else 1),))
    header = replace(header, row=first.line - 1)
    findings = header_findings(header, columns, file, "")
    if has_errors(findings):
        return TableReading(None, tuple(findings), header=header)
    table, wrong, others = _table(records, header, len(first.fields), (file, sha256, _DELIMITERS[delimiter]))
    if sheet:
        own = tuple(column for column in columns if column.key not in TIDY)
        table = replace(table, derivation=sheet.derivation, own_columns=own, constants=sheet.constants)
    odd = odd_rows(table, ())
    findings += [*wrong.diagnostics(), *(finding for _, finding in odd), *others]
    rejected = sum(finding.count for finding in wrong.diagnostics()) + len(odd)
    return TableReading(without_rows(table, {index for index, _ in odd}), tuple(findings), rejected, header)


def is_tidy(data: bytes) -> bool:
    """Whether the first record holds every title that a tidy table must have."""
    try:
        must_be_text(data)
        records = csv_records(data, _delimiter(data, declared_delimiter(data), TIDY_COLUMNS))
        if declared_delimiter(data):
            next(records, None)
        first = next(records, None)
    except RefusedFileError:
        return False
    header = found_header([first.fields], TIDY_COLUMNS) if first else None
    return header is not None and not header.missing


def _table(
    records: Iterator[CsvRecord], header: Header, width: int, source: tuple[str, str, Dialect]
) -> tuple[RawTable, FindingGroups, list[Diagnostic]]:
    """The table, the rows of another width, and notes about columns without a title."""
    file, sha256, dialect = source
    wrong = FindingGroups()
    rows: list[int] = []
    fields: list[list[str]] = []
    for record in records:
        if len(record.fields) == width:
            rows.append(record.line)
            fields.append(record.fields)
        else:
            wrong.add(field_count_finding(record, width, file), together="")
    columns: list[tuple[Cell, ...]] = list(zip(*fields, strict=True)) or [()] * width
    known = {key: clean_column(columns[index], header.heads[key].column) for key, index in header.positions.items()}
    titled = {*header.positions.values(), *(other.index for other in header.unknown)}
    untitled = [index for index, column in enumerate(columns) if index not in titled and any(column)]
    notes = [untitled_column(index, header, file, "") for index in untitled]
    cells = {key: column.cells for key, column in known.items()}
    texts = {key: column.texts for key, column in known.items()}
    return RawTable(file, "", sha256, dialect, header.heads, rows, cells, texts), wrong, notes


def _delimiter(data: bytes, declared: str, columns: tuple[TemplateColumn, ...]) -> str:
    """``;`` or ``,``: declared, or whichever yields known titles in the header. Numbers are never asked."""
    if declared in _DELIMITERS:
        return declared
    known = known_titles(columns)
    scores = {}
    refusal: RefusedFileError | None = None
    for delimiter in _DELIMITERS:
        try:
            record = next(csv_records(data, delimiter), None)
        except RefusedFileError as problem:
            # A header whose every field is quoted has wrong quotes only for the delimiter that it does not use.
            refusal, record = problem, None
        scores[delimiter] = sum(column_of(field, known) is not None for field in record.fields) if record else 0
    if refusal is not None and not any(scores.values()):
        raise refusal
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if declared or scores[best] <= 1 or len(set(scores.values())) == 1:
        _refuse_delimiter(data)
    return best


def _refuse_delimiter(data: bytes) -> None:
    lines = data[:_HEAD].decode("utf-8-sig", "replace").splitlines()
    line = next(filter(None, map(str.strip, lines)), "")
    tabs = "Die Tabelle ist mit Tabulatoren getrennt: " if "\t" in line else ""
    refuse(
        "THG042",
        "Trennzeichen der Tabelle ist nicht zu erkennen",
        found=line[:60],
        expected="eine Kopfzeile mit den Spalten der Aktivitätstabelle, getrennt durch Semikolon oder Komma",
        hint=f"{tabs}Mit Semikolon speichern; die erste Zeile beginnt etwa mit organisation;raum;aktivitaet;menge",
    )
