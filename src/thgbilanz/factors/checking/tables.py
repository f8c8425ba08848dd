"""The tables of a folder as records, with what their cells already say against them (F01, F03, F04, F07)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.factor import Factor, Property, SetEntry, Source
from thgbilanz.core.place import Place, column_letter
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.checking.canonical import canonical_number, is_number_column, key_of
from thgbilanz.factors.checking.layout import KINDS, Band, Carrier, Coverage, GoldenRow, GwpRow, Naming, Release, Waiver
from thgbilanz.factors.checking.raw import RawTable, cell_text_findings, raw_tables
from thgbilanz.factors.load import shipped_folder
from thgbilanz.factors.table import Refusal

_PROVENANCE = frozenset({"source_id", "source_locator", "licence_spdx", "redistribution", "title", "institution"})


@dataclass(frozen=True)
class CheckTables:
    """Everything that the checks look at: tables of the folder, and shipped ones behind them if it is flat."""

    raw: tuple[RawTable, ...]
    own: frozenset[str]
    """Names of the tables under test; findings elsewhere are not reported."""
    today: date
    whole: bool
    """Whether the folder stands alone (``factors``, ``sets.csv``, …) rather than on top of the shipped tables."""
    factors: tuple[Factor, ...]
    properties: tuple[Property, ...]
    alternatives: tuple[Property, ...]
    sources: tuple[tuple[Source, Place], ...]
    sets: tuple[SetEntry, ...]
    gwp_rows: tuple[GwpRow, ...]
    bands: tuple[Band, ...]
    carriers: tuple[Carrier, ...]
    coverage: tuple[Coverage, ...]
    waivers: tuple[Waiver, ...]
    released: tuple[Release, ...]
    golden: tuple[GoldenRow, ...] = ()
    namings: tuple[Naming, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    folder: Path | None = None
    archive: Path | None = None
    base: FactorBase = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", _base(self))

    @property
    def all_properties(self) -> tuple[Property, ...]:
        """Properties in use and their published alternatives."""
        return (*self.properties, *self.alternatives)

    @property
    def value_rows(self) -> tuple[Factor | Property, ...]:
        """Every row that states a figure of a publication."""
        return (*self.factors, *self.properties, *self.alternatives)

    def is_own(self, row: Factor | Property | SetEntry | Band | Carrier | Coverage | Waiver | Release | GwpRow) -> bool:
        """Whether a row stands in a table under test."""
        return row.table in self.own


def read_tables(folder: Path, today: date, *, shown: str = "", archive: Path | None = None) -> CheckTables:
    """Tables of a folder; a flat folder, or one without tables of the gate, is completed by the shipped ones."""
    own = raw_tables(folder, shown or folder.name)
    whole = (folder / "factors").is_dir()
    kinds = {table.kind for table in own}
    behind: list[RawTable] = []
    shipped = shipped_folder()
    if folder.resolve() != shipped.resolve():
        wanted = {"gwp", "spanne", "traeger"} - kinds if whole else set(KINDS) - {"freigabe", "ausnahme"}
        wanted |= {"spanne", "quelle"} if not whole else set()
        behind = [table for table in raw_tables(shipped, shipped.name) if table.kind in wanted]
    return parsed_tables(own, behind, today, whole=whole, folder=folder, archive=archive)


def parsed_tables(
    own: Iterable[RawTable],
    behind: Iterable[RawTable],
    today: date,
    *,
    whole: bool = True,
    folder: Path | None = None,
    archive: Path | None = None,
) -> CheckTables:
    """Records of raw tables; a line with a refused cell becomes findings and no record."""
    own, behind = tuple(own), tuple(behind)
    records: dict[str, list[Any]] = {name: [] for name in KINDS}
    findings: list[Diagnostic] = []
    for table in (*behind, *own):
        rows, found = _records(table)
        records[table.kind] += rows
        if table in own:
            findings += [*table.findings, *found, *cell_text_findings(table), *_order_findings(table)]
    return CheckTables(
        raw=(*behind, *own),
        own=frozenset(table.name for table in own),
        today=today,
        whole=whole,
        factors=tuple(records["faktor"]),
        properties=tuple(records["eigenschaft"]),
        alternatives=tuple(records["weitere"]),
        sources=tuple(records["quelle"]),
        sets=tuple(records["satz"]),
        gwp_rows=tuple(records["gwp"]),
        bands=tuple(records["spanne"]),
        carriers=tuple(records["traeger"]),
        coverage=tuple(records["abdeckung"]),
        waivers=tuple(records["ausnahme"]),
        released=tuple(records["freigabe"]),
        golden=tuple(records["golden"]),
        namings=tuple(records["kennung"]),
        findings=tuple(findings),
        folder=folder,
        archive=archive,
    )


def _records(table: RawTable) -> tuple[list[Any], list[Diagnostic]]:
    kind = KINDS[table.kind]
    columns, readers = tuple(kind.readers), tuple(kind.readers.values())
    numbers = [index for index, column in enumerate(columns) if is_number_column(column)]
    rows: list[Any] = []
    findings: list[Diagnostic] = []
    for line, cells in table.lines:
        values = [read(text) for read, text in zip(readers, cells, strict=True)]
        refused = [index for index, value in enumerate(values) if isinstance(value, Refusal)]
        findings += [_refused(values[i], _place(table, columns, i, line), cells[i]) for i in refused]
        findings += [
            _spelling(_place(table, columns, i, line), cells[i])
            for i in numbers
            if cells[i] and i not in refused and cells[i] != canonical_number(cells[i])
        ]
        if not refused:
            rows.append(_built(kind.build, values, table, line, with_place=kind.with_place))
    return rows, findings


def _built(build: Callable[..., Any], values: list[Any], table: RawTable, line: int, *, with_place: bool) -> object:
    if with_place:
        return build(*values, table.name, line)
    return build(*values), Place(table.name, "", f"A{line}")


def _place(table: RawTable, columns: tuple[str, ...], index: int, line: int) -> Place:
    return Place(table.name, "", f"{column_letter(index)}{line}", columns[index])


def _refused(refusal: Refusal, place: Place, found: str) -> Diagnostic:
    code = "F01"
    if place.column in {"activity_unit", "unit_from", "unit_to"}:
        code = "F04"
    elif place.column in _PROVENANCE:
        code = "F03"
    elif refusal.code == "THG208":
        code = "F07"
    return error(code, refusal.text, place, found=found, expected=refusal.expected, hint=refusal.hint)


def _spelling(place: Place, found: str) -> Diagnostic:
    return error(
        "F01",
        "Zahl ist nicht in kanonischer Schreibweise",
        place,
        found=found,
        expected=canonical_number(found),
        hint="thg faktoren formatiere kürzt Nullen am Ende und Rechenrauschen; „1.430“ könnte 1430 heißen",
    )


def _order_findings(table: RawTable) -> Iterator[Diagnostic]:
    previous: tuple[str, ...] = ()
    for line, cells in table.lines:
        key = key_of(table.kind, cells)
        if key < previous:
            yield error(
                "F01",
                "Zeilen sind nicht nach dem Schlüssel sortiert",
                Place(table.name, "", f"A{line}"),
                found=" / ".join(key),
                expected=f"hinter {' / '.join(previous)} nur größere Schlüssel",
                hint="thg faktoren formatiere",
            )
            return
        previous = key


def _base(tables: CheckTables) -> FactorBase:
    by_id: dict[str, list[Factor]] = {}
    for row in sorted(tables.factors, key=lambda row: row.key):
        by_id.setdefault(row.factor_id, []).append(row)
    gwp: dict[str, dict[str, float]] = {}
    for gwp_row in tables.gwp_rows:
        gwp.setdefault(gwp_row.gwp_set, {})[gwp_row.gas] = gwp_row.value
    sets: dict[str, list[SetEntry]] = {}
    for entry in tables.sets:
        sets.setdefault(entry.set_id, []).append(entry)
    return FactorBase(
        {row.key: row for row in tables.factors},
        {key: tuple(rows) for key, rows in by_id.items()},
        tables.properties,
        {source.source_id: source for source, _ in tables.sources},
        {key: tuple(rows) for key, rows in sets.items()},
        gwp,
    )
