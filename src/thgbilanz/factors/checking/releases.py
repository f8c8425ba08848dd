"""F15: rows that were released stay as they were; a change is a new edition."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import fields

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.factor import Factor, Property
from thgbilanz.factors.checking.findings import line_place, row_error, row_key
from thgbilanz.factors.checking.tables import CheckTables

_MAY_CHANGE = frozenset({"table", "line", "status", "reviewed_by", "reviewed_on"})
"""A released row may be superseded, withdrawn, marked as erratum, and reviewed; nothing else."""


def fingerprint(row: Factor | Property) -> str:
    """Hash of everything in a row that may not change once it is released."""
    values = (getattr(row, field.name) for field in fields(row) if field.name not in _MAY_CHANGE)
    text = "\x1f".join("" if value is None else str(value) for value in values)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def released_rows(tables: CheckTables) -> Iterator[tuple[str, Factor | Property]]:
    """Kind and row of everything that a release fixes."""
    yield from (("faktor", row) for row in tables.factors if tables.is_own(row))
    yield from (("eigenschaft", row) for row in tables.all_properties if tables.is_own(row))


def release_lines(tables: CheckTables, release: str) -> list[tuple[str, str, str, str]]:
    """Lines of ``released.csv`` after a release: those it had, then the rows that are new, sorted by key."""
    known = {(row.kind, row.row_key): (row.release, row.kind, row.row_key, row.sha256) for row in tables.released}
    for kind, row in released_rows(tables):
        known.setdefault((kind, row_key(row)), (release, kind, row_key(row), fingerprint(row)))
    return [known[key] for key in sorted(known)]


def immutable(tables: CheckTables) -> Iterator[Diagnostic]:
    """F15: every released row is still there, and unchanged."""
    current = {(kind, row_key(row)): row for kind, row in released_rows(tables)}
    for released in tables.released:
        row = current.get((released.kind, released.row_key))
        if row is None:
            yield error(
                "F15",
                "Freigegebene Zeile fehlt",
                line_place(released.table, released.line),
                found=released.row_key,
                expected=f"unverändert seit Ausgabe {released.release}",
                hint="Zeile wieder eintragen; zurückgezogene Werte bleiben mit status withdrawn stehen",
            )
        elif fingerprint(row) != released.sha256:
            yield row_error(
                "F15",
                row,
                "edition" if isinstance(row, Property) else "factor_id",
                "Freigegebene Zeile wurde geändert",
                found=released.row_key,
                expected=f"unverändert seit Ausgabe {released.release}",
                hint="Neue Zeile mit eigener edition und supersedes anlegen, alte auf superseded oder erratum setzen",
            )
    yield from _replacements(tables.factors)


def _replacements(rows: Iterable[Factor]) -> Iterator[Diagnostic]:
    keys = {row_key(row) for row in rows}
    for row in rows:
        if row.supersedes and row.supersedes not in keys:
            yield row_error(
                "F15",
                row,
                "supersedes",
                "Ersetzte Zeile gibt es nicht",
                found=row.supersedes,
                expected="Schlüssel einer Zeile: Kennung/Jahr/Region/Systemgrenze/Bilanzierung/Ausgabe",
            )
