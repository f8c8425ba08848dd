"""Checks across rows: duplicate keys, unknown sources, totals, set pins, property overlaps."""

from collections.abc import Iterable, Iterator, Sequence

from thgbilanz.core.diagnostic import Diagnostic, Severity, error
from thgbilanz.core.factor import Factor, Property, SetEntry, Source
from thgbilanz.core.place import Place, column_letter
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.formulas import computed_value
from thgbilanz.factors.roles import rows_for_role
from thgbilanz.factors.schema import FACTOR_READERS, PROPERTY_READERS, SET_READERS

TOTAL_TOLERANCE = 1e-6
"""Total, direct and upstream of one edition come from one table: only float noise may remain."""

_FACTOR_COLUMNS = tuple(FACTOR_READERS)
_SET_COLUMNS = tuple(SET_READERS)
_PROPERTY_COLUMNS = tuple(PROPERTY_READERS)


def row_place(row: Factor | Property | SetEntry, column: str) -> Place:
    """Place of a cell of a loaded row."""
    columns = _FACTOR_COLUMNS
    if isinstance(row, SetEntry):
        columns = _SET_COLUMNS
    elif isinstance(row, Property):
        columns = _PROPERTY_COLUMNS
    return Place(row.table, "", f"{column_letter(columns.index(column))}{row.line}", column)


def without_duplicates(rows: Iterable[Factor]) -> tuple[list[Factor], list[Diagnostic]]:
    """Rows with the first of each key only, and a finding for every further row.

    Keys are compared without case, across files: a second file must not change a factor silently.
    """
    first: dict[tuple[str, ...], Factor] = {}
    kept: list[Factor] = []
    findings: list[Diagnostic] = []
    for row in rows:
        key = tuple(str(part).casefold() for part in row.key)
        if key not in first:
            first[key] = row
            kept.append(row)
            continue
        other = first[key]
        findings.append(
            Diagnostic(
                "THG206",
                Severity.ERROR,
                f"Faktor {row.factor_id} für {row.year_valid} steht doppelt",
                row_place(row, "factor_id"),
                found=" / ".join(str(part) for part in row.key),
                expected="je Kennung, Jahr, Region, Systemgrenze, Bilanzierung und Ausgabe eine Zeile",
                hint=f"Die erste Zeile steht in {other.table}, Zeile {other.line}: eine der beiden entfernen oder"
                " eine eigene edition vergeben",
                related=(row_place(other, "factor_id"),),
            )
        )
    return kept, findings


def source_findings(rows: Sequence[Factor] | Sequence[Property], sources: dict[str, Source]) -> Iterator[Diagnostic]:
    """Rows whose source is not in ``sources.csv`` or ``quellen.csv``."""
    for row in rows:
        if row.source_id not in sources:
            yield error(
                "THG211",
                f"Quelle {row.source_id} ist nicht verzeichnet",
                row_place(row, "source_id"),
                found=row.source_id,
                expected="eine source_id aus sources.csv oder faktoren/quellen.csv",
                hint="Quelle mit Titel, Herausgeber und Lizenz in quellen.csv ergänzen",
            )


def total_findings(rows: Iterable[Factor]) -> Iterator[Diagnostic]:
    """Editions that print direct, upstream and total of a factor, where the parts miss the total."""
    groups: dict[tuple[str, int, str, str], dict[str, Factor]] = {}
    for row in rows:
        if row.accounting in {"na", "location"}:
            group = groups.setdefault((row.factor_id, row.year_valid, row.region, row.edition), {})
            group[row.boundary] = row
    for group in groups.values():
        if not {"direct", "upstream", "total"} <= group.keys():
            continue
        total = computed_value(group["total"])
        parts = computed_value(group["direct"]) + computed_value(group["upstream"])
        if abs(total - parts) > TOTAL_TOLERANCE * max(total, parts):
            row = group["total"]
            yield error(
                "THG210",
                f"Gesamtwert von {row.factor_id} ist nicht direkt plus Vorkette",
                row_place(row, "co2e_kg"),
                found=f"{total:.6g}",
                expected=f"{parts:.6g}",
                hint="Direkten Wert, Vorkette und Gesamtwert derselben Ausgabe vergleichen",
            )


def set_findings(base: FactorBase) -> Iterator[Diagnostic]:
    """Pins that reach no row or several in a year they promise, and pins that overlap."""
    for entries in base.sets.values():
        seen: dict[tuple[str, str, str, int], SetEntry] = {}
        for entry in entries:
            rows = base.pinned_rows(entry)
            for year in range(entry.year_from, entry.year_to + 1):
                yield from _pin_findings(entry, year, [row for row in rows if row.year_valid == year], seen)


def _pin_findings(
    entry: SetEntry, year: int, rows: list[Factor], seen: dict[tuple[str, str, str, int], SetEntry]
) -> Iterator[Diagnostic]:
    hits = len(rows_for_role(rows, entry.role))
    other = seen.setdefault((entry.space, entry.activity, entry.role, year), entry)
    if hits == 1 and other is entry:
        return
    found = f"{hits} Zeilen für {year}" if other is entry else f"auch Zeile {other.line} gilt für {year}"
    yield error(
        "THG214",
        f"Satz {entry.set_id} führt für {entry.activity} ({entry.role}) nicht zu genau einer Zeile",
        row_place(entry, "factor_id"),
        found=found,
        expected="je Aktivität, Rolle und Jahr genau eine Faktorzeile",
        hint="Kennung, Ausgabe, Region und Jahre mit den Faktortabellen vergleichen",
    )


def property_findings(rows: Sequence[Property]) -> Iterator[Diagnostic]:
    """Two properties for the same conversion in the same year: the result would depend on the order."""
    first: dict[tuple[str, str, str, str], list[Property]] = {}
    for row in rows:
        others = first.setdefault((row.activity, row.unit_from, row.unit_to, row.region), [])
        clash = next((other for other in others if _overlap(row, other)), None)
        others.append(row)
        if clash is not None:
            yield error(
                "THG215",
                f"Zwei Umrechnungen für {row.activity} von {row.unit_from} in {row.unit_to}",
                row_place(row, "property_id"),
                found=f"{row.property_id} ({row.edition}) und {clash.property_id} ({clash.edition})",
                expected="je Jahr genau eine Umrechnung",
                hint="Die nicht verwendete Zeile nach properties_weitere.csv verschieben",
            )


def _overlap(one: Property, other: Property) -> bool:
    start = max(one.year_from or 0, other.year_from or 0)
    end = min(one.year_to or 9999, other.year_to or 9999)
    return start <= end
