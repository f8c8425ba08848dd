"""What an import would do: rows of our tables built from figures, held against the rows that are there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from thgbilanz.core.factor import Factor
from thgbilanz.core.place import Place
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.importers.layouts import Figures, Problem, Reading
from thgbilanz.factors.importers.mapping import ImportMapping, Line
from thgbilanz.factors.row_rules import row_problems
from thgbilanz.factors.schema import FACTOR_READERS
from thgbilanz.factors.table import Refusal

_FIGURE = (
    "activity_unit", "heat_basis", "gas_split", "co2e_gwp", "co2_fossil_kg", "co2_biogenic_kg", "ch4_fossil_kg",
    "ch4_biogenic_kg", "n2o_kg", "other_co2e_kg", "co2e_kg",
)  # fmt: skip
"""Columns that make a figure; words about it may be mended by hand and are never compared."""

_FULL = "full"
_GWP = "AR5"


class State(StrEnum):
    """What an import means for one row."""

    NEW = "neu"
    CHANGED = "geändert"
    """New row whose figure differs from the edition before."""
    UNCHANGED = "unverändert"
    CONFLICT = "Konflikt"
    """The edition is there already with another figure: it is never overwritten."""
    PROBLEM = "Problem"


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One line of the mapping and what becomes of it."""

    state: State
    line: Line
    cells: Mapping[str, str]
    """The row as cells of our table; empty for problems."""
    kg: float | None = None
    """Kg CO2e per unit as read (AR5 for gas masses)."""
    old_kg: float | None = None
    """Of the row with the same key, or of the edition before."""
    problem: str = ""
    found: str = ""
    expected: str = ""
    place: Place | None = None

    @property
    def writes(self) -> bool:
        """Whether the row would be added to the table."""
        return self.state in {State.NEW, State.CHANGED}


def planned(mapping: ImportMapping, found: Iterable[tuple[Line, Reading]], base: FactorBase) -> tuple[PlannedRow, ...]:
    """Every line of the mapping with its state, in the order of the mapping."""
    return tuple(_planned(line, reading, mapping, base) for line, reading in found)


def _planned(line: Line, reading: Reading, mapping: ImportMapping, base: FactorBase) -> PlannedRow:
    if isinstance(reading, Problem):
        return PlannedRow(
            State.PROBLEM, line, {}, None, None, reading.text, reading.found, reading.expected, reading.place
        )
    place = next(iter(reading.values())).place
    cells = _cells(line, reading)
    row = _factor(cells)
    if isinstance(row, str):
        return PlannedRow(State.PROBLEM, line, {}, problem=row, place=place)
    problem, expected = _contradiction(row, base)
    if problem:
        return PlannedRow(State.PROBLEM, line, {}, problem=problem, expected=expected, place=place)
    return _compared(PlannedRow(State.NEW, line, cells, _kg(row, base), place=place), row, mapping, base)


def _contradiction(row: Factor, base: FactorBase) -> tuple[str, str]:
    """What is wrong with a row in itself, and what would be right."""
    broken = next(row_problems(row, base.gwp), None)
    if broken is not None:
        return broken.text, broken.expected
    if row.source_id not in base.sources:
        return f"Quelle {row.source_id} ist nicht verzeichnet", "Zeile in sources.csv"
    return "", ""


def _compared(fresh: PlannedRow, row: Factor, mapping: ImportMapping, base: FactorBase) -> PlannedRow:
    """The state of a sound row: against the row with its key, else against the edition before."""
    same = base.factors.get(row.key)
    if same is not None:
        state = State.UNCHANGED if _figure(same) == _figure(row) else State.CONFLICT
        return replace(fresh, state=state, old_kg=_kg(same, base))
    before = _row_before(row, mapping.edition_before, base)
    if before is None:
        return fresh
    state = State.NEW if _figure(before) == _figure(row) else State.CHANGED
    return replace(fresh, state=state, old_kg=_kg(before, base))


def _kg(row: Factor, base: FactorBase) -> float:
    return factor_co2e_kg(row, _GWP, base)[0]


def _cells(line: Line, figures: Figures) -> dict[str, str]:
    cells = dict.fromkeys(FACTOR_READERS, "") | dict(line.columns)
    for column, figure in figures.items():
        cells[column] = format((figure.value * line.scale).normalize(), "f")
    if cells["gas_split"] == _FULL and "co2_fossil_kg" not in figures and line.is_biogenic:
        # The list prints no CO2 for biogenic fuels; the reason for the zero stands in the mapping.
        cells["co2_fossil_kg"] = "0"
    if not cells["source_locator"]:
        place = next(iter(figures.values())).place
        sheet = f"Blatt {place.sheet}, " if place.sheet else ""
        cells["source_locator"] = f"{sheet}ID {line.id}" if line.year is None else f"{sheet}{line.id}, {place.cell}"
    return cells


def _factor(cells: Mapping[str, str]) -> Factor | str:
    values = {name: read(cells[name]) for name, read in FACTOR_READERS.items()}
    for name, value in values.items():
        if isinstance(value, Refusal):
            return f"Spalte {name}: {value.text}"
    return Factor(**values)


def _figure(row: Factor) -> tuple[object, ...]:
    """What must be equal: floats of the same decimal text are equal, so no tolerance is needed or given."""
    return tuple(_rounded(getattr(row, name)) for name in _FIGURE)


def _rounded(value: object) -> object:
    return Decimal(f"{value:.12g}").normalize() if isinstance(value, float) else value


def _row_before(row: Factor, edition: str, base: FactorBase) -> Factor | None:
    """The newest row of the edition before for the same factor, region, boundary and accounting."""
    rows = [
        other
        for other in base.by_id.get(row.factor_id, ())
        if edition
        and other.edition == edition
        and (other.region, other.boundary, other.accounting) == (row.region, row.boundary, row.accounting)
    ]
    return max(rows, key=lambda other: other.year_valid, default=None)
