"""The territory beside published spans: MWh per inhabitant, and the change from year to year (faults.md 105, 125)."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.core.diagnostic import Diagnostic, note
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Notation, Sector, Space
from thgbilanz.plausibility.bands import PER_INHABITANT, TO_PREVIOUS_YEAR, Band, bands
from thgbilanz.plausibility.columns import finite_figures
from thgbilanz.plausibility.evidence import rows_of_sheet
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.totals import Totals, owner_of
from thgbilanz.plausibility.wording import amount_of, figure, owner_name

_KWH_PER_MWH = 1000.0
_UNDIVIDED = frozenset({Sector.HOUSEHOLDS.value, Sector.COMMERCE.value, Sector.MUNICIPAL.value})
"""Sectors that are incomplete where a publication prints buildings as one figure."""


_Cell = tuple[str, str]
"""Sector and activity."""


@dataclass(frozen=True, slots=True)
class OutsideBand:
    """A quantity of the territory that lies outside a published span."""

    code: str
    position: int
    """The row to look at first."""
    positions: tuple[int, ...]
    distance: float
    """Natural logarithm of the ratio to the nearest bound: how far outside."""
    effect_kg: float
    text: str
    expected: str


@dataclass(frozen=True, slots=True)
class _Quantity:
    """Rows that a band speaks about, in one year."""

    positions: tuple[int, ...]
    energy_kwh: float
    is_complete: bool
    """Whether every cell of it is booked; an incomplete sum may only be too large, never too small."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a value is measured in: its finding's code, and the kWh that 1 of it stands for."""

    code: str
    unit_kwh: float


def outside_bands(rows: BookedRows, previous: BookedRows | None, population: Mapping[int, int]) -> list[OutsideBand]:
    """Every band that the territory of this year leaves."""
    cells = _cells(rows)
    if not cells:
        return []
    inhabitants = population.get(rows.year, 0)
    cells_before = _cells(previous) if previous else {}
    before = _energy_of_cells(previous, cells_before)
    found = []
    for band in bands("stadtgebiet"):
        now = _quantity(rows, cells, band)
        if now is None:
            continue
        then = _quantity(previous, cells_before, band) if previous else None
        if band.reference == PER_INHABITANT and inhabitants:
            found += _outside(rows, band, now, _Measure("THG315", inhabitants * _KWH_PER_MWH), before)
        elif band.reference == TO_PREVIOUS_YEAR and then and then.is_complete and then.energy_kwh > 0:
            found += _outside(rows, band, now, _Measure("THG316", then.energy_kwh), before)
    return found


def without_population(rows: BookedRows, population: Mapping[int, int]) -> list[Diagnostic]:
    """One note if the spans per inhabitant could not be looked at."""
    if population.get(rows.year) or not _cells(rows):
        return []
    return [
        note(
            "THG317",
            f"Endenergie je Einwohner für {rows.year} nicht berechenbar: nicht mit anderen Kommunen verglichen",
            Place("thg.toml", "", f"einwohner.{rows.year}"),
            expected=f'[einwohner] mit "{rows.year}" = Zahl',
            hint="Einwohnerzahl zum 31.12. des Jahres in thg.toml eintragen",
        )
    ]


def band_findings(
    rows: BookedRows, outside: Sequence[OutsideBand], told: Mapping[int, object], totals: Totals
) -> list[Diagnostic]:
    """One finding per row to look at: the band that is missed most speaks, further ones are named."""
    by_row: dict[int, list[OutsideBand]] = {}
    for one in outside:
        if one.position not in told:
            by_row.setdefault(one.position, []).append(one)
    return [_finding(rows, sorted(ones, key=lambda one: -one.distance), totals) for ones in by_row.values()]


def _finding(rows: BookedRows, ones: Sequence[OutsideBand], totals: Totals) -> Diagnostic:
    first = ones[0]
    effect_kg = max(one.effect_kg for one in ones)
    cell = f"{owner_name(rows, first.position, {})}, {activity_label(rows.column('activity')[first.position])}"
    return Diagnostic(
        first.code,
        totals.severity(owner_of(rows, first.position), effect_kg),
        "; ".join(one.text for one in ones),
        rows.place(first.position),
        found=amount_of(rows, (first.position,)),
        expected=first.expected,
        hint=f"Zuerst „{cell}“ ansehen: Menge, Einheit und Einwohnerzahl. Stimmt alles, den Wert bestätigen",
        rows=rows_of_sheet(rows, first.positions, first.position),
        effect_kg=effect_kg,
    )


def _cells(rows: BookedRows) -> dict[_Cell, list[int]]:
    """Positions of the territorial rows by sector and activity."""
    spaces, sectors, activities = (rows.column(name) for name in ("space", "sector", "activity"))
    territorial = Space.TERRITORIAL.value
    cells: dict[_Cell, list[int]] = {}
    for position in [position for position, space in enumerate(spaces) if space == territorial]:
        cells.setdefault((sectors[position], activities[position]), []).append(position)
    return cells


def _quantity(rows: BookedRows, cells: Mapping[_Cell, list[int]], band: Band) -> _Quantity | None:
    """The rows of a band; None if there are none, or if another figure holds part of its sectors."""
    if band.sectors <= _UNDIVIDED and any(sector == Sector.BUILDINGS.value for sector, _ in cells):
        return None
    all_ = [
        position
        for (sector, activity), positions in cells.items()
        if sector in band.sectors and (not band.activities or activity in band.activities)
        for position in positions
    ]
    booked = tuple(position for position in all_ if math.isfinite(rows.energy_kwh[position]))
    notations = rows.column("notation")
    absent = [position for position in all_ if notations[position] == Notation.NOT_OCCURRING.value]
    energy = math.fsum(float(rows.energy_kwh[position]) for position in booked)
    return _Quantity(booked, energy, len(booked) + len(absent) == len(all_)) if booked else None


def _energy_of_cells(rows: BookedRows | None, cells: Mapping[_Cell, list[int]]) -> dict[_Cell, float]:
    """Energy of each cell of a year."""
    if rows is None:
        return {}
    energy = finite_figures(rows.energy_kwh)
    return {cell: math.fsum(energy[position] for position in positions) for cell, positions in cells.items()}


def _outside(
    rows: BookedRows, band: Band, now: _Quantity, measure: _Measure, before: Mapping[_Cell, float]
) -> list[OutsideBand]:
    """The band left, or nothing."""
    value = now.energy_kwh / measure.unit_kwh
    is_low = value < band.lower and now.is_complete
    if not is_low and value <= band.upper:
        return []
    bound = band.lower if is_low else band.upper
    distance = abs(math.log(value / bound)) if value and bound else math.inf
    effect_kg = abs(value - bound) * measure.unit_kwh * _intensity(rows, now)
    position = _row_to_look_at(rows, now, before, is_low=is_low)
    words = _words(rows.year - 1, band, now, measure)
    return [OutsideBand(measure.code, position, now.positions, distance, effect_kg, *words)]


def _words(year_before: int, band: Band, now: _Quantity, measure: _Measure) -> tuple[str, str]:
    """What is found and what is expected."""
    value, span = figure(now.energy_kwh / measure.unit_kwh), f"{figure(band.lower)} bis {figure(band.upper)}"
    if band.reference == PER_INHABITANT:
        return (
            f"{band.label}: {value} MWh je Einwohner, bei {band.count} Kommunen {span}",
            f"{span} MWh je Einwohner ({band.source})",
        )
    amount, amount_before = (figure(energy / _KWH_PER_MWH) for energy in (now.energy_kwh, measure.unit_kwh))
    found = f"{band.label}: {amount} MWh, {year_before} {amount_before} MWh, Verhältnis {value}"
    return (
        f"{found}, bei anderen Kommunen {span}",
        f"das {figure(band.lower)}- bis {figure(band.upper)}-Fache von {year_before} ({band.source})",
    )


def _intensity(rows: BookedRows, now: _Quantity) -> float:
    """kg CO2e per kWh of the quantity; that of the whole territory where the quantity is zero."""
    positions: Sequence[int] = now.positions
    if not now.energy_kwh:
        spaces = rows.column("space")
        positions = [row for row, space in enumerate(spaces) if space == Space.TERRITORIAL.value]
    energy = math.fsum(value for row in positions if math.isfinite(value := float(rows.energy_kwh[row])))
    kilograms = math.fsum(value for row in positions if math.isfinite(value := float(rows.emissions_kg[row])))
    return kilograms / energy if energy else 0.0


def _row_to_look_at(rows: BookedRows, now: _Quantity, before: Mapping[_Cell, float], *, is_low: bool) -> int:
    """The cell that changed most in the direction of the deviation; without a year before the largest."""
    sectors, activities = rows.column("sector"), rows.column("activity")

    def weight(position: int) -> float:
        energy = float(rows.energy_kwh[position])
        if not before:
            return energy
        change = energy - before.get((sectors[position], activities[position]), 0.0)
        return -change if is_low else change

    return max(now.positions, key=lambda position: (weight(position), -rows.column("row")[position]))
