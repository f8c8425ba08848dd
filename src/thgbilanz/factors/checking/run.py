"""The gate: every check on a folder, waivers applied, findings in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, Severity, error, in_order
from thgbilanz.core.place import Place
from thgbilanz.factors.checking.registry import CHECKS, Check
from thgbilanz.factors.checking.tables import CheckTables, read_tables
from thgbilanz.factors.checking.waivers import after_waivers, waiver_findings


@dataclass(frozen=True, slots=True)
class GateResult:
    """What the gate says about a folder."""

    findings: tuple[Diagnostic, ...]
    rows: int
    """Factor rows under test."""
    tables: int

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def checked_folder(folder: Path, today: date, *, shown: str = "", archive: Path | None = None) -> GateResult:
    """Findings about the tables of a folder.

    ``folder`` either stands alone (``factors/``, ``sources.csv``, …) or holds factor tables only, as ``faktoren``
    of a project; then the shipped tables stand behind it. ``today`` decides about the future and about waivers.
    """
    tables = read_tables(folder, today, shown=shown, archive=archive)
    findings = table_findings(tables)
    if not any(table.kind == "faktor" and table.name in tables.own for table in tables.raw):
        findings.append(
            error(
                "F01",
                "Keine Faktortabelle gefunden",
                Place(shown or folder.name),
                expected="CSV-Dateien im Ordner oder in seinem Unterordner factors",
                hint="Ordner angeben: thg faktoren pruefen ORDNER",
            )
        )
    rows = sum(tables.is_own(row) for row in tables.factors)
    return GateResult(tuple(in_order(findings)), rows, len(tables.own))


def table_findings(tables: CheckTables, checks: Iterable[Check] = CHECKS) -> list[Diagnostic]:
    """Findings of checks about the tables under test, waivers applied."""
    found = list(tables.findings)
    for check in checks:
        for run in check.runs:
            found += run(tables)
    found = [finding for finding in dict.fromkeys(found) if finding.place.file in tables.own]
    left, used = after_waivers(tables, found)
    return [*left, *waiver_findings(tables, used)]
