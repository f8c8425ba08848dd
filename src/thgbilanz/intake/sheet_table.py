"""One sheet of the template as a table: header, data rows, and everything that is odd about it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress

from thgbilanz.core.diagnostic import Diagnostic, has_errors, warning
from thgbilanz.core.place import Place
from thgbilanz.intake.cells import EMPTY, Cell, Grid
from thgbilanz.intake.clean_text import clean_column
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.header import Header, found_header
from thgbilanz.intake.header_findings import header_findings, no_header, untitled_column
from thgbilanz.intake.master_data import MasterData
from thgbilanz.intake.odd_rows import odd_rows
from thgbilanz.intake.raw_table import RawTable
from thgbilanz.intake.stated_totals import stated_totals
from thgbilanz.templates.definition import HEADER_ROW, TIDY, SheetTemplate


@dataclass(frozen=True, slots=True)
class TableReading:
    """A table read from a file, or why there is none."""

    table: RawTable | None
    findings: tuple[Diagnostic, ...]
    odd: int = 0
    """Number of rows that are no data (totals, second header): reported and not in the table."""
    header: Header | None = None
    is_sibling: bool = False
    """A further column of amounts of a sheet whose other columns were read, and complained about, before."""


def sheet_table(grid: Grid, template: SheetTemplate, file: str, sha256: str, master: MasterData) -> TableReading:
    """Find the header of a sheet and take the rows below it."""
    header = found_header(grid.rows, template.columns)
    if header is None:
        return TableReading(None, (no_header(template.columns, file, grid.name, HEADER_ROW),))
    findings = header_findings(header, template.columns, file, grid.name)
    if has_errors(findings):
        return TableReading(None, tuple(findings), header=header)
    empty = RawTable(
        file=file,
        sheet=grid.name,
        sha256=sha256,
        dialect=Dialect.WORKBOOK,
        heads=header.heads,
        rows=[],
        cells={key: [] for key in header.heads},
        texts=dict.fromkeys(header.heads, frozenset()),
        constants=template.constants,
        organisation=master.organisation,
        year=master.year,
        is_rejected=not master.is_usable,
        totals=stated_totals(grid.rows, header, file, grid.name),
        derivation=template.derivation,
        own_columns=tuple(column for column in template.columns if column.key not in TIDY),
    )
    return _with_rows(empty, header, grid.rows[header.row + 1 :], findings)


def _with_rows(
    empty: RawTable, header: Header, body: Sequence[Sequence[Cell]], findings: list[Diagnostic]
) -> TableReading:
    if not body:
        return TableReading(empty, tuple(findings), header=header)
    columns = _columns(body)
    known = {key: clean_column(columns[index], empty.heads[key].column) for key, index in header.positions.items()}
    table = replace(
        empty,
        rows=list(range(header.row + 2, header.row + 2 + len(body))),
        cells={key: column.cells for key, column in known.items()},
        texts={key: column.texts for key, column in known.items()},
    )
    blank = _blank_rows(list(table.cells.values()))
    table = without_rows(table, blank)
    others = {
        index: [cell for row, cell in enumerate(column) if row not in blank]
        for index, column in enumerate(columns)
        if index not in header.positions.values()
    }
    odd = odd_rows(table, list(others.values()))
    findings += [finding for _, finding in odd]
    findings += _gaps(table)
    titled = {other.index for other in header.unknown}
    findings += [
        untitled_column(index, header, table.file, table.sheet)
        for index, cells in others.items()
        if index not in titled and any(cell != EMPTY for cell in cells)
    ]
    return TableReading(without_rows(table, {index for index, _ in odd}), tuple(findings), len(odd), header)


def _columns(body: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows of one width turned into columns, block by block: cells of a row lie together in memory, columns do not."""
    width = len(body[0])
    columns: list[list[Cell]] = [[] for _ in range(width)]
    for begin in range(0, len(body), _BLOCK_ROWS):
        cells = list(chain.from_iterable(body[begin : begin + _BLOCK_ROWS]))
        for index, column in enumerate(columns):
            column.extend(cells[index::width])
    return columns


_BLOCK_ROWS = 5_000


def _blank_rows(columns: Sequence[list[Cell]]) -> set[int]:
    """Positions of rows in which no known column holds anything."""
    if any(EMPTY not in column for column in columns):
        return set()
    rows = enumerate(zip(*columns, strict=True))
    return {index for index, row in rows if not any(row) and row.count(EMPTY) == len(row)}


def without_rows(table: RawTable, dropped: set[int]) -> RawTable:
    """The table without the rows at these positions."""
    if not dropped:
        return table
    kept = [index not in dropped for index in range(len(table.rows))]
    cells = {key: list(compress(column, kept)) for key, column in table.cells.items()}
    return replace(table, rows=list(compress(table.rows, kept)), cells=cells)


def _gaps(table: RawTable) -> list[Diagnostic]:
    """Blank rows between data rows are read past; that is said once (faults.md 55)."""
    if not table.rows or table.rows[-1] - table.rows[0] + 1 == len(table.rows):
        return []
    blank = table.rows[-1] - table.rows[0] + 1 - len(table.rows)
    after_gap = next(row for before, row in zip(table.rows, table.rows[1:], strict=False) if row != before + 1)
    finding = warning(
        "THG035",
        f"Zwischen den Datenzeilen stehen {blank} leere Zeilen, gelesen wird auch darunter",
        Place(table.file, table.sheet, f"A{after_gap}"),
        hint="Gehört alles unterhalb der Lücke zur Tabelle, ist nichts zu tun; sonst die Zeilen löschen",
    )
    return [replace(finding, rows=tuple(row for row in table.rows if row >= after_gap))]
