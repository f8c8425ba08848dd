"""F22: exceptions are few, reviewed, dated and used; each lets exactly one check pass for one row."""

from collections.abc import Iterable, Iterator

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.factors.checking.findings import line_place, row_key
from thgbilanz.factors.checking.layout import Waiver
from thgbilanz.factors.checking.tables import CheckTables

_NEVER = frozenset({"F01", "F02", "F15", "F22"})
"""Unreadable, ambiguous and altered rows cannot be excused."""


def after_waivers(tables: CheckTables, findings: Iterable[Diagnostic]) -> tuple[list[Diagnostic], set[Waiver]]:
    """Findings that no valid waiver covers, and the waivers that covered one."""
    keys = {(row.table, row.line): row_key(row) for row in tables.value_rows}
    valid = {(w.check_id, w.row_key): w for w in tables.waivers if not _expired(w, tables) and w.check_id not in _NEVER}
    left: list[Diagnostic] = []
    used: set[Waiver] = set()
    for finding in findings:
        line = int("".join(sign for sign in finding.place.cell if sign.isdigit()) or 0)
        waiver = valid.get((finding.code, keys.get((finding.place.file, line), "")))
        if waiver is None:
            left.append(finding)
        else:
            used.add(waiver)
    return left, used


def _expired(waiver: Waiver, tables: CheckTables) -> bool:
    return waiver.until_date < tables.today.isoformat()


def waiver_findings(tables: CheckTables, used: set[Waiver]) -> Iterator[Diagnostic]:
    """Waivers that are expired, unused, or for checks that know none."""
    for waiver in tables.waivers:
        place = line_place(waiver.table, waiver.line)
        name = f"{waiver.check_id} für {waiver.row_key}"
        if waiver.check_id in _NEVER:
            yield error("F22", f"Von {waiver.check_id} gibt es keine Ausnahme", place, found=name)
        elif _expired(waiver, tables):
            yield error(
                "F22",
                "Ausnahme ist abgelaufen",
                place,
                found=f"{name}, bis {waiver.until_date}",
                hint="Wert in Ordnung bringen oder neu begründen",
            )
        elif waiver not in used:
            yield error("F22", "Ausnahme wird nicht gebraucht", place, found=name, hint="Zeile löschen")
