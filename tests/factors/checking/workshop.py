"""A workshop for damaged tables: one row changed in memory, the gate run on everything that has to do with it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tests.factors.checking.mutations import Cells
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.factor import Factor, Property
from thgbilanz.factors.checking.agreement import stem
from thgbilanz.factors.checking.findings import row_key
from thgbilanz.factors.checking.layout import KINDS, Release
from thgbilanz.factors.checking.raw import RawTable, raw_tables
from thgbilanz.factors.checking.registry import CHECKS, Check
from thgbilanz.factors.checking.releases import immutable, release_lines
from thgbilanz.factors.checking.run import table_findings
from thgbilanz.factors.checking.tables import CheckTables, parsed_tables, read_tables
from thgbilanz.factors.formulas import call_parts, parent_key
from thgbilanz.factors.load import shipped_folder

TODAY = date(2026, 11, 22)
FACTOR_COLUMNS = tuple(KINDS["faktor"].readers)
OWN_CHECKS = tuple(check for check in CHECKS if check.id not in {"F15", "F16", "F19"})
"""Without fingerprints, pins and golden rows: a defect must show in a row that nobody has released or uses yet."""
_ORDER = "Zeilen sind nicht nach dem Schlüssel sortiert"
"""A mutation may leave a row out of order; finding only that would prove nothing."""


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    table: str
    number: int
    cells: Cells


@cache
def shipped() -> CheckTables:
    return read_tables(shipped_folder(), TODAY)


@cache
def shipped_raw() -> tuple[RawTable, ...]:
    return tuple(raw_tables(shipped_folder(), shipped_folder().name))


@cache
def factor_lines() -> tuple[Line, ...]:
    return tuple(
        Line(table.name, number, dict(zip(FACTOR_COLUMNS, cells, strict=True)))
        for table in shipped_raw()
        if table.kind == "faktor"
        for number, cells in table.lines
    )


@cache
def relatives() -> dict[str, tuple[Line, ...]]:
    """Lines to look at when a row of an id changes: the id itself, its other units, parents and children."""
    groups: dict[str, set[str]] = defaultdict(set)
    for line in factor_lines():
        name = line.cells["factor_id"]
        groups[stem(name)].add(name)
        call = call_parts(line.cells["formula_ref"])
        for parent in [key[0] for key in map(parent_key, call[1] if call else ()) if key]:
            groups[stem(name)].add(parent)
            groups[stem(parent)].add(name)
    closure = {name: set(ids).union(*(groups[stem(other)] for other in ids)) for name, ids in groups.items()}
    return {
        name: tuple(line for line in factor_lines() if line.cells["factor_id"] in ids) for name, ids in closure.items()
    }


@cache
def _baseline(name: str, checks: tuple[Check, ...]) -> frozenset[Diagnostic]:
    return frozenset(table_findings(_tables(relatives()[name], {}), checks))


def _tables(lines: tuple[Line, ...], changes: dict[tuple[str, int], list[Cells]]) -> CheckTables:
    by_table: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for line in lines:
        for cells in changes.get((line.table, line.number), [line.cells]):
            by_table[line.table].append((line.number, tuple(cells[column] for column in FACTOR_COLUMNS)))
    raw = [RawTable(name, "faktor", tuple(rows)) for name, rows in by_table.items()]
    parsed = parsed_tables(raw, (), TODAY)
    return replace(shipped(), raw=tuple(raw), own=parsed.own, factors=parsed.factors, findings=parsed.findings, sets=())


def findings_after(line: Line, damaged: list[Cells], checks: tuple[Check, ...] = OWN_CHECKS) -> list[Diagnostic]:
    """What the gate says about a damaged row that it does not say about the sound one."""
    name = stem(line.cells["factor_id"])
    lines = relatives()[name]
    strangers = {stem(cells["factor_id"]) for cells in damaged} - {name}
    for other in sorted(strangers & relatives().keys()):
        lines = (*lines, *(extra for extra in relatives()[other] if extra not in lines))
    tables = _tables(lines, {(line.table, line.number): damaged})
    known = _baseline(name, checks)
    return [finding for finding in table_findings(tables, checks) if finding not in known and finding.text != _ORDER]


def findings_in_all_tables(line: Line, damaged: list[Cells]) -> list[Diagnostic]:
    """The same with every table in place: what only a set can see, such as a pin that no longer reaches its row."""
    tables = _tables(factor_lines(), {(line.table, line.number): damaged})
    whole = replace(tables, own=shipped().own, sets=shipped().sets)
    checks = (*OWN_CHECKS, *(check for check in CHECKS if check.id == "F16"))
    return [finding for finding in table_findings(whole, checks) if finding not in _sound() and finding.text != _ORDER]


@cache
def _sound() -> frozenset[Diagnostic]:
    return frozenset(table_findings(shipped()))


@cache
def lines_of_kind(kind: str) -> tuple[Line, ...]:
    columns = tuple(KINDS[kind].readers)
    return tuple(
        Line(table.name, number, dict(zip(columns, cells, strict=True)))
        for table in shipped_raw()
        if table.kind == kind
        for number, cells in table.lines
    )


def kind_findings(kind: str, line: Line, damaged: list[Cells]) -> list[Diagnostic]:
    """What the gate says about a damaged row of another table than factors, with the factor rows as they are."""
    columns = tuple(KINDS[kind].readers)
    rows = [
        (other.number + 1000 * copy, tuple(cells[column] for column in columns))
        for other in lines_of_kind(kind)
        for copy, cells in enumerate(damaged if other == line else [other.cells])
        if other.table == line.table
    ]
    raw = RawTable(line.table, kind, tuple(rows))
    parsed = parsed_tables([raw], (), TODAY)
    name = {"eigenschaft": "properties", "weitere": "alternatives", "quelle": "sources", "gwp": "gwp_rows"}[kind]
    others = tuple(table for table in shipped().raw if table.kind != kind)
    factors = shipped().factors if kind == "quelle" else ()
    tables = replace(
        shipped(), raw=(*others, raw), findings=parsed.findings, factors=factors, **{name: getattr(parsed, name)}
    )
    wanted = [check for check in CHECKS if check.id in _CHECKS_OF_KIND[kind]]
    return [finding for finding in table_findings(tables, wanted) if finding not in _sound() and finding.text != _ORDER]


_CHECKS_OF_KIND = {
    "eigenschaft": {"F02", "F03", "F04", "F09", "F18", "F21"},
    "weitere": {"F02", "F03", "F04", "F09", "F18", "F21"},
    "quelle": {"F02", "F03"},
    "gwp": {"F02", "F03", "F17"},
}


@cache
def _released() -> dict[tuple[str, str], Release]:
    lines = release_lines(replace(shipped(), released=()), "2026.1")
    return {(line[1], line[2]): Release(*line, table="emission_factors/released.csv", line=2) for line in lines}


def release_findings(row: Factor | Property) -> list[Diagnostic]:
    """F15 for one row as it is now, against the fingerprint of the row as it was shipped."""
    kind = "eigenschaft" if isinstance(row, Property) else "faktor"
    released = (_released()[(kind, row_key(row))],)
    rows = {"properties": (row,), "factors": ()} if isinstance(row, Property) else {"factors": (row,), "properties": ()}
    return list(immutable(replace(shipped(), released=released, alternatives=(), **rows)))


def changed_tables(**changes: object) -> CheckTables:
    """The shipped tables with some of their records exchanged."""
    return replace(shipped(), **changes)  # type: ignore[arg-type]


def described(line: Line, what: str) -> str:
    key = "/".join(line.cells[column] for column in KINDS["faktor"].key)
    return f"{what}: {key} ({line.table}:{line.number})"


def tried_on(lines: tuple[Line, ...], mutations: dict[str, object]) -> Iterator[tuple[str, Line, str, list[Cells]]]:
    """Every damaged version of every row: kind, row, detail, rows in its place."""
    for kind, mutation in mutations.items():
        for line in lines:
            for detail, damaged in mutation(line.cells):  # type: ignore[operator]
                yield kind, line, detail, damaged
