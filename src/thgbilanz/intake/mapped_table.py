"""One foreign table read through its layout: a table of our columns for each column of amounts.

Every activity points at its own cell. Whatever comes after, numbers, units, words and rules, is the reading of every
other file: the layout says where things stand, never what a doubtful cell may mean.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from thgbilanz.core.diagnostic import has_errors
from thgbilanz.core.place import Place, column_letter
from thgbilanz.intake.answers import cell_text
from thgbilanz.intake.cells import EMPTY, Cell
from thgbilanz.intake.clean_text import clean_column
from thgbilanz.intake.foreign_table import ForeignTable
from thgbilanz.intake.header import Header
from thgbilanz.intake.layout import AmountColumn, Constant, Layout, SheetLayout, SkipRule
from thgbilanz.intake.layout_header import LayoutHeader
from thgbilanz.intake.mapped_findings import empty_table, foreign_columns, incomplete_layout, no_rows, repeated_title
from thgbilanz.intake.odd_rows import odd_rows
from thgbilanz.intake.raw_table import ColumnHead, RawTable, TotalCell, distinct_texts
from thgbilanz.intake.sheet_facts import column_number
from thgbilanz.intake.sheet_table import TableReading, without_rows
from thgbilanz.intake.title_units import title_and_unit
from thgbilanz.templates.definition import TIDY, normal_text

Skipped = tuple[tuple[str, int], ...]
"""Reason and number of rows that the layout leaves out."""


@dataclass(frozen=True, slots=True)
class MappedTable:
    """What a layout makes of a table: one reading per column of amounts, the first with everything about the sheet."""

    readings: tuple[TableReading, ...]
    skipped: Skipped


def mapped_table(
    table: ForeignTable, layout: Layout, sheet: SheetLayout, header: LayoutHeader, year: int | None
) -> MappedTable:
    """Read a table whose header fits. ``year``: columns fixed to another year than this are left out, with a reason."""
    findings = [repeated_title(table, header, title, positions) for title, positions in header.repeated]
    if layout.missing:
        findings.append(incomplete_layout(table, layout))
    if has_errors(findings):
        return MappedTable((TableReading(None, tuple(findings)),), ())
    findings += foreign_columns(table, sheet, header)
    body = _Body(table, sheet, header)
    wanted = [amount for amount in sheet.amounts if _is_of(amount, sheet, year)]
    other_years = [amount for amount in sheet.amounts if amount not in wanted]
    if not wanted:
        findings.append(empty_table(table, sheet, year))
        return MappedTable((TableReading(None, tuple(findings)),), ())
    raws = [_raw(body, layout, amount) for amount in wanted]
    odd = odd_rows(raws[0], body.others())
    dropped = {index for index, _ in odd}
    findings += [finding for _, finding in odd] or ([] if raws[0].rows else [no_rows(table, header)])
    readings = [
        TableReading(
            without_rows(raw, dropped),
            tuple(findings) if number == 0 else (),
            len(odd) if number == 0 else 0,
            _header_of(raw, header),
            is_sibling=number > 0,
        )
        for number, raw in enumerate(raws)
    ]
    rows = len(raws[0].rows) - len(dropped)
    left_out = ((_other_year(amount, sheet), rows) for amount in other_years if rows)
    return MappedTable(tuple(readings), (*body.skipped(), *left_out))


class _Body:
    """The rows below the header, sorted into data and rows to skip."""

    def __init__(self, table: ForeignTable, sheet: SheetLayout, header: LayoutHeader) -> None:
        self.table, self.sheet, self.header = table, sheet, header
        begin = header.row + 1
        self.rows = table.rows[begin:]
        self.numbers = table.numbers[begin:]
        known = sorted(set(header.positions.values()))
        filled = [any(row[index] != EMPTY for index in known) for row in self.rows]
        self.rules = [self._rule(row) if is_filled else None for row, is_filled in zip(self.rows, filled, strict=True)]
        self.kept = [is_filled and rule is None for is_filled, rule in zip(filled, self.rules, strict=True)]

    def _rule(self, row: Sequence[Cell]) -> SkipRule | None:
        for rule in self.sheet.skips:
            text = normal_text(cell_text(row[self.header.positions[rule.title]]))
            wanted = normal_text(rule.text)
            if text == wanted or (rule.is_prefix and text.startswith(wanted)):
                return rule
        return None

    def column(self, index: int) -> list[Cell]:
        """The cells of a column in the rows that are data."""
        return [row[index] for row in compress(self.rows, self.kept)]

    def others(self) -> list[list[Cell]]:
        """Columns that the layout does not name, for the search for totals."""
        width = len(self.table.rows[self.header.row])
        named = set(self.header.positions.values())
        return [self.column(index) for index in range(width) if index not in named]

    def skipped(self) -> Skipped:
        """Rows left out, by reason."""
        counts: dict[str, int] = {}
        for rule in self.rules:
            if rule is not None:
                counts[rule.reason] = counts.get(rule.reason, 0) + 1
        return tuple(counts.items())

    def totals(self, index: int, title: str) -> tuple[TotalCell, ...]:
        """The cells of a column in rows that hold its sum."""
        found = []
        for row, number, rule in zip(self.rows, self.numbers, self.rules, strict=True):
            if rule is not None and rule.is_control_total and row[index] != EMPTY:
                place = Place(self.table.file, self.table.sheet, f"{column_letter(index)}{number}", title)
                found.append(TotalCell(place, row[index]))
        return tuple(found)


def _raw(body: _Body, layout: Layout, amount: AmountColumn) -> RawTable:
    table, positions = body.table, body.header.positions
    titles = {**body.sheet.columns, **amount.columns, "menge": amount.title}
    heads = {key: _head(table, body.header, key, positions[title]) for key, title in titles.items()}
    columns = {key: clean_column(body.column(positions[title]), TIDY[key]) for key, title in titles.items()}
    cells = {key: _translated(column.cells, body.sheet.words.get(key, {})) for key, column in columns.items()}
    constants: dict[str, Constant] = {**body.sheet.constants, **amount.constants}
    constants = {key: value for key, value in constants.items() if key not in heads}
    if amount.unit_in_title:
        constants["einheit"] = title_and_unit(heads["menge"].title)[1]
    if body.sheet.notations:
        _apply_notations(cells, heads, body.sheet.notations)
    return RawTable(
        file=table.file,
        sheet=table.sheet,
        sha256=table.sha256,
        dialect=table.dialect,
        heads=heads,
        rows=list(compress(body.numbers, body.kept)),
        cells=cells,
        texts={key: distinct_texts(column) for key, column in cells.items()},
        constants=constants,
        is_rejected=not layout.is_confirmed,
        layout=layout.file,
        totals=body.totals(positions[amount.title], heads["menge"].title),
    )


def _head(table: ForeignTable, header: LayoutHeader, key: str, index: int) -> ColumnHead:
    title = " ".join(cell_text(table.rows[header.row][index]).split())
    return ColumnHead(TIDY[key], title or f"Spalte {column_letter(index)}", column_letter(index))


def _translated(cells: list[Cell], words: Mapping[str, str]) -> list[Cell]:
    """The cells with the words that the layout declares replaced by what they mean."""
    if not words:
        return cells
    return [words.get(normal_text(cell_text(cell)), cell) if cell != EMPTY else cell for cell in cells]


def _apply_notations(cells: dict[str, list[Cell]], heads: dict[str, ColumnHead], notations: Mapping[str, str]) -> None:
    """Texts of the amount column that the layout declares to be notation keys: the amount is empty, the key is said."""
    amounts = cells["menge"]
    # A cell that holds no text, such as a failed formula, is never taken for a key.
    found = [notations.get(normal_text(cell), "") if isinstance(cell, str) else "" for cell in amounts]
    if not any(found):
        return
    stated = cells.get("notation", [EMPTY] * len(amounts))
    cells["menge"] = [EMPTY if key else cell for key, cell in zip(found, amounts, strict=True)]
    cells["notation"] = [own if own != EMPTY else key for key, own in zip(found, stated, strict=True)]
    if "notation" not in heads:
        heads["notation"] = replace(heads["menge"], column=TIDY["notation"])


def _header_of(raw: RawTable, header: LayoutHeader) -> Header:
    """The header as notes about a sheet need it: hidden columns, formats and comments of the cells read."""
    positions = {key: column_number(head.letter) - 1 for key, head in raw.heads.items()}
    return Header(header.row, dict(raw.heads), positions, (), (), ())


def _fixed_year(amount: AmountColumn, sheet: SheetLayout) -> int | None:
    start = amount.constants.get("von", sheet.constants.get("von"))
    if isinstance(start, dt.date):
        return start.year
    year = amount.constants.get("jahr")
    return year if isinstance(year, int) else None


def _is_of(amount: AmountColumn, sheet: SheetLayout, year: int | None) -> bool:
    """A column of another year is left out only if the layout has several years; else the rows themselves say no."""
    own = _fixed_year(amount, sheet)
    return year is None or own is None or own == year or not _has_several_years(sheet)


def _has_several_years(sheet: SheetLayout) -> bool:
    return len({_fixed_year(amount, sheet) for amount in sheet.amounts}) > 1


def _other_year(amount: AmountColumn, sheet: SheetLayout) -> str:
    return f"Spalte „{amount.title}“ gehört zu {_fixed_year(amount, sheet)}"
