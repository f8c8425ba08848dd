"""Defects that show only beside other rows: series, totals, units of one fuel, other carriers, released rows."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from functools import cache

from tests.factors.checking.mutations import CHARACTERISTIC, GRID_JUMP, JUMP, Cells, Damaged, figures, nonzero, times
from tests.factors.checking.workshop import Line, factor_lines
from thgbilanz.factors.checking.agreement import stem

BOUNDARIES = {"direct", "upstream", "total"}


def key_without(cells: Cells, *columns: str) -> tuple[str, ...]:
    names = ("factor_id", "year_valid", "region", "boundary", "accounting", "edition")
    return tuple(cells[name] for name in names if name not in columns)


@cache
def groups(*columns: str) -> dict[tuple[str, ...], tuple[Line, ...]]:
    """Rows that differ in these parts of the key only."""
    found: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in factor_lines():
        found[key_without(line.cells, *columns)].append(line)
    return {key: tuple(lines) for key, lines in found.items()}


def series_years(cells: Cells) -> set[int]:
    return {int(line.cells["year_valid"]) for line in groups("year_valid")[key_without(cells, "year_valid")]}


def gap_in_series(cells: Cells) -> Damaged:
    years, year = series_years(cells), int(cells["year_valid"])
    if min(years) < year < max(years):
        yield "removed", []


def jump_in_series(cells: Cells) -> Damaged:
    years, year = series_years(cells), int(cells["year_valid"])
    if not {year - 1, year + 1} & years or not nonzero(cells):
        return
    size = GRID_JUMP if cells["factor_id"].split(".")[0] in CHARACTERISTIC else JUMP
    yield "up", [times(cells, size, tuple(figures(cells)))]
    yield "down", [times(cells, 1 / size, tuple(figures(cells)))]


def total_is_not_the_sum(cells: Cells) -> Damaged:
    """One of the three parts two percent off, where an edition has all three."""
    lines = groups("boundary", "accounting")[key_without(cells, "boundary", "accounting")]
    sums = [line.cells for line in lines if line.cells["accounting"] in {"na", "location"}]
    if cells in sums and {other["boundary"] for other in sums} >= BOUNDARIES and nonzero(cells):
        yield cells["boundary"], [times(cells, "1.02", tuple(figures(cells)))]


@cache
def units_of() -> dict[tuple[str, ...], set[str]]:
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for line in factor_lines():
        found[(stem(line.cells["factor_id"]), *key_without(line.cells, "factor_id"))].add(line.cells["activity_unit"])
    return found


def litre_and_kilowatt_hour_disagree(cells: Cells) -> Damaged:
    units = units_of()[(stem(cells["factor_id"]), *key_without(cells, "factor_id"))]
    if len(units) > 1 and "kWh_Hi" in units and nonzero(cells):
        yield "+5 %", [times(cells, "1.05", tuple(figures(cells)))]
        yield "-5 %", [times(cells, 1 / Decimal("1.05"), tuple(figures(cells)))]


def name_contradicts_id(cells: Cells) -> Damaged:
    carrier, _, rest = cells["factor_id"].partition(".")
    yield "typing error", [cells | {"factor_id": f"{carrier[:-1]}.{rest}"}]
    yield "typing error inside", [cells | {"factor_id": f"{carrier[:1]}x{carrier[1:]}.{rest}"}]
    other = nearest_stranger(cells)
    if other:
        yield f"as {other}", [cells | {"factor_id": other}]


@cache
def _values() -> dict[tuple[str, str], list[tuple[Decimal, str]]]:
    found: dict[tuple[str, str], set[tuple[Decimal, str]]] = defaultdict(set)
    for line in factor_lines():
        cells = line.cells
        found[(cells["activity_unit"], cells["boundary"])].add((main_figure(cells), cells["factor_id"]))
    return {key: sorted(values) for key, values in found.items()}


def main_figure(cells: Cells) -> Decimal:
    return Decimal(cells["co2e_kg"] or cells["co2_fossil_kg"] or 0)


def nearest_stranger(cells: Cells) -> str:
    """The id of another carrier whose value is nearest: the swap that is hardest to see."""
    carrier, value = cells["factor_id"].split(".")[0], main_figure(cells)
    candidates = [
        (abs(other - value), name)
        for other, name in _values()[(cells["activity_unit"], cells["boundary"])]
        if name.split(".")[0] != carrier
    ]
    return min(candidates)[1] if candidates else ""


NEIGHBOUR_MUTATIONS: dict[str, Callable[[Cells], Damaged]] = {
    function.__name__: function
    for function in (
        gap_in_series,
        jump_in_series,
        total_is_not_the_sum,
        litre_and_kilowatt_hour_disagree,
        name_contradicts_id,
    )
}
