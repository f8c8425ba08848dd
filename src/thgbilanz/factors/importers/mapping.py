"""The mapping file: which line of an official workbook becomes which factor (``emission_factors/importe/*.toml``)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from thgbilanz.factors.schema import FACTOR_READERS
from thgbilanz.factors.table import Refusal

KINDS: Final = ("uba-liste", "desnz", "bisko")

_TOP = frozenset({"art", "tabelle", "vorgaenger", "blatt", "spalten", "fest", "zeile"})
_LINE = frozenset({"id", "blatt", "einheit", "mal", "jahr", "kohlenstoff", "spalten"})
_BY_IMPORT = frozenset(
    {"co2_fossil_kg", "co2_biogenic_kg", "ch4_fossil_kg", "ch4_biogenic_kg", "n2o_kg", "other_co2e_kg", "co2e_kg"}
)
"""Columns that only the workbook may fill: a mapping holds no published figure."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry ``[[zeile]]``: a line of the workbook and the row it becomes."""

    id: str
    sheet: str
    unit: str
    """Unit as the workbook must print it; another one is a finding, not a new factor."""
    scale: Decimal
    """Power of ten from the printed figure to kg per ``activity_unit``."""
    year: int | None
    """Column of a table with one column per year."""
    is_biogenic: bool
    """Whether CO2 and CH4 go to the biogenic columns."""
    columns: Mapping[str, str]
    """Cells of the row that the mapping states itself."""


@dataclass(frozen=True, slots=True)
class ImportMapping:
    """A checked mapping file."""

    kind: str
    table: str
    """File below ``factors/`` that takes the rows."""
    edition_before: str
    sheet: str
    titles: Mapping[str, str]
    """Titles of columns that differ from the usual ones."""
    lines: tuple[Line, ...]


@dataclass(slots=True)
class _Problems:
    texts: list[str] = field(default_factory=list)

    def unknown(self, where: str, names: Iterable[str]) -> None:
        self.texts += [f"{where}: Schlüssel „{name}“ gibt es nicht" for name in sorted(names)]


def import_mapping(document: Mapping[str, Any]) -> tuple[ImportMapping | None, list[str]]:
    """The mapping of a parsed TOML document, or every problem it has, in German."""
    problems = _Problems()
    problems.unknown("Kopf", document.keys() - _TOP)
    kind, table = _text(document, "art"), _text(document, "tabelle")
    if kind not in KINDS:
        problems.texts.append(f"art: eine von {', '.join(KINDS)}")
    if not table.endswith(".csv") or "/" in table or "\\" in table:
        problems.texts.append("tabelle: Name einer CSV-Datei im Ordner factors, ohne Pfad")
    fixed = _table(document, "fest", problems)
    entries = document.get("zeile", [])
    if not isinstance(entries, list) or not entries:
        problems.texts.append("zeile: mindestens ein Abschnitt [[zeile]]")
        entries = []
    lines = [_line(position, entry, fixed, problems) for position, entry in enumerate(entries, 1)]
    problems.texts += _repeated(lines)
    titles = {name: str(title) for name, title in _table(document, "spalten", problems).items()}
    if problems.texts:
        return None, problems.texts
    before, sheet = _text(document, "vorgaenger"), _text(document, "blatt")
    return ImportMapping(kind, table, before, sheet, titles, tuple(lines)), []


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    return value if isinstance(value, str) else ""


def _table(document: Mapping[str, Any], key: str, problems: _Problems) -> Mapping[str, Any]:
    value = document.get(key, {})
    if isinstance(value, Mapping):
        return value
    problems.texts.append(f"{key}: muss ein Abschnitt sein")
    return {}


def _line(position: int, entry: object, fixed: Mapping[str, Any], problems: _Problems) -> Line:
    where = f"zeile {position}"
    table: Mapping[str, Any] = entry if isinstance(entry, Mapping) else {}
    id_ = str(table.get("id", ""))
    if not id_:
        problems.texts.append(f"{where}: id fehlt")
    columns = {**fixed, **{key: value for key, value in table.items() if key not in _LINE}}
    cells = {name: str(value) for name, value in columns.items()}
    problems.unknown(where, cells.keys() - FACTOR_READERS.keys())
    problems.texts += [
        f"{where}: {name} kommt aus der Mappe, nicht aus der Zuordnung" for name in _BY_IMPORT & cells.keys()
    ]
    problems.texts += [f"{where}: {text}" for text in _refusals(cells)]
    scale = _power_of_ten(table.get("mal", "1"))
    if scale is None:
        problems.texts.append(f'{where}: mal muss eine Zehnerpotenz als Text sein, etwa "0.001"')
    carbon = table.get("kohlenstoff", "fossil")
    if carbon not in {"fossil", "biogen"}:
        problems.texts.append(f"{where}: kohlenstoff ist fossil oder biogen")
    year = table.get("jahr")
    if year is not None and not isinstance(year, int):
        problems.texts.append(f"{where}: jahr muss eine ganze Zahl sein")
        year = None
    sheet, unit = _text(table, "blatt"), _text(table, "einheit")
    return Line(id_, sheet, unit, scale or Decimal(1), year, carbon == "biogen", cells)


def _refusals(cells: Mapping[str, str]) -> Iterator[str]:
    """Cells that the schema of the tables would refuse."""
    for name, text in cells.items():
        reader = FACTOR_READERS.get(name)
        refusal = reader(text) if reader is not None and name not in _BY_IMPORT else None
        if isinstance(refusal, Refusal):
            yield f"{name} „{text}“: {refusal.text}, erwartet {refusal.expected}"


def _power_of_ten(text: object) -> Decimal | None:
    try:
        value = Decimal(str(text))
    except InvalidOperation:
        return None
    return value if value > 0 and value.normalize().as_tuple().digits == (1,) else None


def _repeated(lines: list[Line]) -> Iterator[str]:
    """Two entries for one row of our table: the order of the file would decide."""
    key = ("factor_id", "year_valid", "region", "boundary", "accounting", "edition")
    seen: set[tuple[str, ...]] = set()
    for position, line in enumerate(lines, 1):
        row = tuple(line.columns.get(name, "") for name in key)
        if row in seen:
            yield f"zeile {position}: {row[0]} {row[1]} steht doppelt in der Zuordnung"
        seen.add(row)
