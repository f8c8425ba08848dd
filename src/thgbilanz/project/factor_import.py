"""Reading an official factor workbook into our tables: file and mapping to a plan, and the plan to a table."""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.checking.canonical import canonical_text
from thgbilanz.factors.checking.layout import KINDS
from thgbilanz.factors.importers.layouts import readings, sheet_names
from thgbilanz.factors.importers.mapping import ImportMapping, import_mapping
from thgbilanz.factors.importers.plan import PlannedRow, State, planned
from thgbilanz.factors.importers.sheet import Sheet
from thgbilanz.factors.schema import FACTOR_READERS
from thgbilanz.intake.foreign_sheets import CSV_SHEET, foreign_sheets
from thgbilanz.project.writing import WriteResult, write_all

MAPPING_FOLDER = "importe"


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do; without a mapping the findings say why there is nothing."""

    mapping: ImportMapping | None
    rows: tuple[PlannedRow, ...]
    findings: tuple[Diagnostic, ...]
    unreadable: bool = False
    """Whether workbook or mapping could not be read at all (exit code 3)."""

    @property
    def may_write(self) -> bool:
        """Only a plan without any finding is carried out: a half import would look like a whole one."""
        return self.mapping is not None and not self.findings


def import_plan(path: Path, mapping_path: Path, kind: str, base: FactorBase, root: Path) -> ImportPlan:
    """Read mapping and workbook and hold every mapped line against the tables; nothing is written."""
    mapping, findings, unreadable = _mapping(mapping_path, kind)
    if mapping is None:
        return ImportPlan(None, (), tuple(findings), unreadable)
    wanted = sheet_names(mapping)
    read = foreign_sheets(path, root, wanted)
    if not read.rows and read.findings:
        return ImportPlan(mapping, (), read.findings, unreadable=True)
    names = wanted if CSV_SHEET in read.rows else read.rows.keys()
    sheets = {name: Sheet(read.file, name, read.rows.get(name, read.rows.get(CSV_SHEET, ()))) for name in sorted(names)}
    rows = planned(mapping, readings(mapping, sheets, read.file), base)
    return ImportPlan(mapping, rows, tuple(finding for row in rows for finding in _row_findings(row)))


def _mapping(path: Path, kind: str) -> tuple[ImportMapping | None, list[Diagnostic], bool]:
    place = Place(path.name)
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        hint = f"Zuordnung mit --zuordnung nennen oder im Ordner {MAPPING_FOLDER} der Tabellen anlegen"
        return None, [_mapping_finding("Zuordnungsdatei fehlt", place, "", hint)], True
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as failure:
        text = "Zuordnungsdatei lässt sich nicht lesen"
        return None, [_mapping_finding(text, place, str(failure), "TOML in UTF-8 erwartet")], True
    mapping, problems = import_mapping(document)
    if mapping is not None and mapping.kind != kind:
        problems = [f"art: „{mapping.kind}“ in der Datei, „{kind}“ im Aufruf"]
    hint = "Aufbau der Datei: docs/decisions/0010-faktorbefehle.md"
    findings = [_mapping_finding("Zuordnungsdatei ist nicht verwendbar", place, text, hint) for text in problems]
    return (None if problems else mapping), findings, False


def _mapping_finding(text: str, place: Place, found: str, hint: str) -> Diagnostic:
    return error("THG240", text, place, found=found, hint=hint)


def _row_findings(row: PlannedRow) -> list[Diagnostic]:
    place = row.place or Place()
    factor = row.line.columns.get("factor_id", row.line.id)
    if row.state is State.PROBLEM:
        hint = "Mappe und Zuordnung vergleichen; nichts wird geraten"
        text = f"{factor}: {row.problem}"
        return [error("THG241", text, place, found=row.found, expected=row.expected, hint=hint)]
    if row.state is State.CONFLICT:
        edition = row.cells["edition"]
        return [
            error(
                "THG242",
                f"{factor} steht in Ausgabe {edition} schon mit anderem Wert",
                place,
                found=_figure(row.kg),
                expected=_figure(row.old_kg),
                hint="Eine freigegebene Ausgabe bleibt; für eine neue Fassung der Quelle eine eigene edition vergeben",
            )
        ]
    return []


def _figure(kg: float | None) -> str:
    return "" if kg is None else format(Decimal(f"{kg:.12g}"), "f").replace(".", ",") + " kg CO2e"


def write_import(plan: ImportPlan, tables: Path) -> WriteResult:
    """Add the new rows of a plan to its table, in canonical form, in one step; existing lines stay as they are."""
    if plan.mapping is None:
        return WriteResult()
    added = [row.cells for row in plan.rows if row.writes]
    folder, name = tables / "factors", plan.mapping.table
    if not added:
        return WriteResult()
    text = canonical_text(KINDS["faktor"], [*_lines(folder / name), *_as_lines(added)])
    return write_all(folder, {name: text.encode("utf-8")}, within=tables)


def _lines(path: Path) -> list[tuple[str, ...]]:
    if not path.is_file():
        return []
    rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    return [tuple(row) for row in rows][1:]


def _as_lines(rows: Sequence[Mapping[str, str]]) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in FACTOR_READERS) for row in rows]
