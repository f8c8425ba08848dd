"""F02: one row per key, also across files and by case; no two ids that read alike."""

import re
from collections import defaultdict
from collections.abc import Iterator

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.factor import Factor
from thgbilanz.factors.checking.canonical import key_of
from thgbilanz.factors.checking.findings import cell, line_place, recoded, row_error, row_key
from thgbilanz.factors.checking.layout import KINDS
from thgbilanz.factors.checking.raw import Cells, RawTable
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.checks import property_findings, without_duplicates

_PLURAL = re.compile(r"(?<=[a-z]{4})(?:en|er|n|e|s)$")
_KEYED = (
    "quelle",
    "satz",
    "gwp",
    "spanne",
    "traeger",
    "kennung",
    "abdeckung",
    "ausnahme",
    "freigabe",
    "eigenschaft",
    "weitere",
)


def duplicate_keys(tables: CheckTables) -> Iterator[Diagnostic]:
    """F02: keys that occur twice, compared without case, within a file and across files."""
    yield from recoded(without_duplicates(tables.factors)[1], {}, "F02")
    yield from recoded(property_findings(tables.properties), {}, "F02")
    seen: dict[tuple[str, ...], tuple[str, int]] = {}
    for table in tables.raw:
        if table.kind in _KEYED:
            yield from _table_duplicates(table, seen)
    yield from _one_value_two_units(tables.factors)
    yield from _near_ids(tables)


def _table_duplicates(table: RawTable, seen: dict[tuple[str, ...], tuple[str, int]]) -> Iterator[Diagnostic]:
    for line, cells in table.lines:
        key = _folded_key(table.kind, cells)
        first = seen.setdefault(key, (table.name, line))
        if first != (table.name, line):
            yield error(
                "F02",
                "Schlüssel steht doppelt",
                line_place(table.name, line),
                found=" / ".join(key[1:]),
                expected=f"eine Zeile je {', '.join(KINDS[table.kind].key)}",
                hint=f"Die erste Zeile steht in {first[0]}, Zeile {first[1]}",
            )


def _folded_key(kind: str, cells: Cells) -> tuple[str, ...]:
    return (kind, *(part.casefold() for part in key_of(kind, cells)))


def _one_value_two_units(rows: tuple[Factor, ...]) -> Iterator[Diagnostic]:
    """One id has one unit: a second unit would make the value of a series depend on the year or edition."""
    first: dict[str, Factor] = {}
    for row in rows:
        other = first.setdefault(row.factor_id, row)
        if other.activity_unit != row.activity_unit:
            yield row_error(
                "F04",
                row,
                "activity_unit",
                f"Kennung {row.factor_id} hat zwei Einheiten",
                found=row.activity_unit,
                expected=f"{other.activity_unit} wie in {other.table}, Zeile {other.line}",
                hint="Je Einheit eine eigene Kennung, etwa mit dem Zusatz .liter",
            )


def _near_ids(tables: CheckTables) -> Iterator[Diagnostic]:
    groups: dict[str, dict[str, Factor]] = defaultdict(dict)
    for row in tables.factors:
        groups[_plain(row.factor_id)].setdefault(row.factor_id, row)
    for group in groups.values():
        first, *others = group.values()
        for row in others:
            yield error(
                "F02",
                f"Kennungen {first.factor_id} und {row.factor_id} lesen sich gleich",
                cell(row, "factor_id"),
                found=row_key(row),
                expected="eine Schreibweise je Faktor",
                hint="Nur Trennzeichen, Groß- und Kleinschreibung oder Mehrzahl unterscheiden sie",
            )


def _plain(factor_id: str) -> str:
    parts = re.split(r"[._\-]", factor_id.casefold())
    return "".join(_PLURAL.sub("", part) for part in parts if part)
