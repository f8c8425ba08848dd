"""Loading the factor base: shipped tables first, then the project's own factors on top."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.factor import Factor, Property, SetEntry, Source
from thgbilanz.core.place import Place
from thgbilanz.core.shipped import SHIPPED_NAME, shipped_folder
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.checks import (
    property_findings,
    row_place,
    set_findings,
    source_findings,
    total_findings,
    without_duplicates,
)
from thgbilanz.factors.row_rules import RowProblem, origin_problem, row_problems
from thgbilanz.factors.schema import FACTOR_READERS, GWP_READERS, PROPERTY_READERS, SET_READERS, SOURCE_READERS
from thgbilanz.factors.table import TableFile, read_records

__all__ = ["LOCAL_SOURCES", "SHIPPED_NAME", "load_factors", "shipped_folder"]

LOCAL_SOURCES = frozenset({"quellen.csv", "sources.csv"})
"""Optional table of sources in the project's folder, same columns as the shipped ``sources.csv``."""

Gwp = dict[str, dict[str, float]]


def load_factors(folder: Path | None = None, local: Path | None = None) -> tuple[FactorBase, list[Diagnostic]]:
    """The factor base and everything that is wrong with its tables.

    ``folder`` defaults to the shipped tables, ``local`` is the project's ``faktoren`` folder (may be missing).
    Rows with findings are left out, so a lookup can never use them.
    """
    folder = folder or shipped_folder()
    findings: list[Diagnostic] = []
    gwp = _gwp(folder, findings)
    sources = _sources(TableFile(folder / "sources.csv", f"{folder.name}/sources.csv"), findings)
    rows = _shipped_rows(folder, findings)
    if not rows:
        findings.append(_no_tables(folder))
    if local is not None and local.is_dir():
        tables = _tables(local, local.name)
        own = [table for table in tables if table.path.name in LOCAL_SOURCES]
        sources |= {key: source for table in own for key, source in _sources(table, findings).items()}
        others = [table for table in tables if table.path.name not in LOCAL_SOURCES]
        rows += _factors(others, gwp, findings, local=True)
    properties, found = read_records(
        TableFile(folder / "properties.csv", f"{folder.name}/properties.csv"), PROPERTY_READERS, Property
    )
    findings += found
    return _assembled(rows, properties, sources, _sets(folder, findings), gwp, findings)


def _assembled(
    rows: list[Factor],
    properties: list[Property],
    sources: dict[str, Source],
    sets: dict[str, tuple[SetEntry, ...]],
    gwp: Gwp,
    findings: list[Diagnostic],
) -> tuple[FactorBase, list[Diagnostic]]:
    kept, duplicates = without_duplicates(rows)
    findings += duplicates
    findings += source_findings(kept, sources)
    findings += source_findings(properties, sources)
    findings += total_findings(kept)
    findings += property_findings(properties)
    base = FactorBase({row.key: row for row in kept}, _by_id(kept), tuple(properties), sources, sets, gwp)
    findings += set_findings(base)
    return base, findings


def _by_id(rows: Iterable[Factor]) -> dict[str, tuple[Factor, ...]]:
    grouped: dict[str, list[Factor]] = {}
    for row in sorted(rows, key=lambda row: row.key):
        grouped.setdefault(row.factor_id, []).append(row)
    return {factor_id: tuple(group) for factor_id, group in grouped.items()}


def _tables(folder: Path, name: str) -> list[TableFile]:
    """CSV files of a folder by name: the order of a directory listing must not decide anything."""
    return [TableFile(path, f"{name}/{path.name}") for path in sorted(folder.glob("*.csv"))]


def _shipped_rows(folder: Path, findings: list[Diagnostic]) -> list[Factor]:
    """Rows of a folder's factor tables: parsed once for the same bytes, however many projects one run opens."""
    tables = _tables(folder / "factors", f"{folder.name}/factors")
    digest = sha256()
    for path in (folder / "gwp.csv", *(table.path for table in tables)):
        digest.update(path.name.encode("utf-8", "replace") + b"\0")
        digest.update(_bytes_of(path) + b"\0")
    rows, found = _parsed(folder, digest.hexdigest())
    findings += found
    return list(rows)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        # who reads the table says what is wrong with it
        return b""


@lru_cache(maxsize=4)
def _parsed(folder: Path, _content: str) -> tuple[tuple[Factor, ...], tuple[Diagnostic, ...]]:
    findings: list[Diagnostic] = []
    gwp = _gwp(folder, [])
    rows = _factors(_tables(folder / "factors", f"{folder.name}/factors"), gwp, findings, local=False)
    return tuple(rows), tuple(findings)


def _factors(tables: list[TableFile], gwp: Gwp, findings: list[Diagnostic], *, local: bool) -> list[Factor]:
    good: list[Factor] = []
    for table in tables:
        rows, found = read_records(table, FACTOR_READERS, Factor)
        findings += found
        for row in rows:
            problems = list(row_problems(row, gwp))
            origin = origin_problem(row, local=local)
            problems += [origin] if origin else []
            findings += [_row_finding(row, problem) for problem in problems]
            if not problems:
                good.append(row)
    return good


def _row_finding(row: Factor, problem: RowProblem) -> Diagnostic:
    value = getattr(row, problem.column)
    return error(
        problem.code,
        problem.text,
        row_place(row, problem.column),
        found="" if value is None else str(value),
        expected=problem.expected,
        hint=problem.hint,
    )


def _sources(table: TableFile, findings: list[Diagnostic]) -> dict[str, Source]:
    rows, found = read_records(table, SOURCE_READERS, Source, with_place=False)
    findings += found
    return {row.source_id: row for row in rows}


def _sets(folder: Path, findings: list[Diagnostic]) -> dict[str, tuple[SetEntry, ...]]:
    table = TableFile(folder / "sets.csv", f"{folder.name}/sets.csv")
    rows, found = read_records(table, SET_READERS, SetEntry)
    findings += found
    return {set_id: tuple(row for row in rows if row.set_id == set_id) for set_id in sorted({r.set_id for r in rows})}


def _gwp(folder: Path, findings: list[Diagnostic]) -> Gwp:
    table = TableFile(folder / "gwp.csv", f"{folder.name}/gwp.csv")
    rows, found = read_records(table, GWP_READERS, lambda *cells: cells, with_place=False)
    findings += found
    values: Gwp = {}
    for gas, gwp_set, _, value, *_ in rows:
        values.setdefault(gwp_set, {})[gas] = value
    return values


def _no_tables(folder: Path) -> Diagnostic:
    return error(
        "THG200",
        "Keine Faktortabellen gefunden",
        Place(f"{folder.name}/factors"),
        found="keine lesbare Zeile",
        expected="CSV-Dateien im Ordner factors",
        hint="thgbilanz neu installieren: pip install --force-reinstall thgbilanz",
    )
