"""A published balance beside ours, and where the publication contradicts itself.

The difference is explained like a change from year to year, by additive LMDI-I: from the published to our figure,
cell by cell, split into other energy and other emission factor; cells that only one of both has stand apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from thgbilanz.balance.trend.lmdi import contributions, log_ratio

TOTAL = "gesamt"
"""Word for a printed sum instead of a sector or carrier."""
_MOST = 8


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One printed line."""

    year: int
    sector: str
    """Sector, or ``gesamt``."""
    activity: str
    """Energy carrier, or ``gesamt``."""
    energy_kwh: float | None
    emissions_kg: float | None
    factor_kg_per_kwh: float | None
    """Printed emission factor."""
    source: str
    locator: str
    file: str
    line: int
    energy_step_kwh: float = 0.0
    """Last printed digit: two figures agree within half of it."""
    emissions_step_kg: float = 0.0
    factor_step: float = 0.0

    @property
    def is_total(self) -> bool:
        """Whether the row prints a sum."""
        return TOTAL in {self.sector, self.activity}


@dataclass(frozen=True, slots=True)
class PublishedPart:
    """Part of the difference between ours and the published figure."""

    kind: str
    """``energie``, ``faktor``, ``nur_veroeffentlicht``, ``nur_berechnet`` or ``nicht_aufgeteilt``."""
    kg: float


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """A published year beside ours."""

    year: int
    published_kg: float
    ours_kg: float | None
    parts: tuple[PublishedPart, ...]
    """They add up to ours minus published; empty without ours."""
    cells: tuple[tuple[str, str, float | None, float | None], ...]
    """Sector, carrier, published and our kg CO2e of the cells with the largest differences."""
    sources: tuple[str, ...]

    @property
    def difference_kg(self) -> float | None:
        """Ours minus published."""
        return self.ours_kg - self.published_kg if self.ours_kg is not None else None


OurCells = Mapping[tuple[str, str], tuple[float, float]]
"""Sector and carrier to our energy in kWh and emissions in kg."""


def published_year(rows: Sequence[PublishedRow], ours: OurCells | None) -> PublishedYear | None:
    """Compare the rows of one year with ours; None if they print no emissions."""
    cells = [row for row in rows if not row.is_total and row.emissions_kg is not None]
    whole = _printed_total(rows)
    if not cells and whole is None:
        return None
    published = whole if whole is not None else fsum(row.emissions_kg or 0.0 for row in cells)
    total = fsum(kg for _, kg in ours.values()) if ours else None
    theirs = _summed(cells)
    parts = _parts(theirs, ours, published) if ours else ()
    largest = _largest(theirs, ours) if ours else ()
    return PublishedYear(rows[0].year, published, total, parts, largest, _sources(rows))


def _sources(rows: Iterable[PublishedRow]) -> tuple[str, ...]:
    """Every source with its places, ``Bericht 2020 (Tab. 1; Tab. 3)``."""
    places: dict[str, dict[str, None]] = {}
    for row in rows:
        places.setdefault(row.source, {})[row.locator] = None
    return tuple(f"{source} ({'; '.join(locators)})" for source, locators in places.items())


def _printed_total(rows: Iterable[PublishedRow]) -> float | None:
    found = [row.emissions_kg for row in rows if row.sector == row.activity == TOTAL]
    return next((kg for kg in found if kg is not None), None)


def _summed(rows: Iterable[PublishedRow]) -> dict[tuple[str, str], tuple[float, float]]:
    parts: dict[tuple[str, str], list[PublishedRow]] = {}
    for row in rows:
        parts.setdefault((row.sector, row.activity), []).append(row)
    return {
        key: (fsum(row.energy_kwh or 0.0 for row in found), fsum(row.emissions_kg or 0.0 for row in found))
        for key, found in parts.items()
    }


def _parts(theirs: OurCells, ours: OurCells, published: float) -> tuple[PublishedPart, ...]:
    if not theirs:
        return (PublishedPart("nicht_aufgeteilt", fsum(kg for _, kg in ours.values()) - published),)
    sums: dict[str, list[float]] = {}
    for key in sorted({*theirs, *ours}):
        for kind, kg in _cell_parts(theirs.get(key), ours.get(key)):
            sums.setdefault(kind, []).append(kg)
    rest = fsum(kg for _, kg in theirs.values()) - published
    if rest:
        sums.setdefault("nicht_aufgeteilt", []).append(rest)
    return tuple(PublishedPart(kind, fsum(values)) for kind, values in sums.items())


def _cell_parts(theirs: tuple[float, float] | None, ours: tuple[float, float] | None) -> list[tuple[str, float]]:
    if theirs is None or ours is None:
        return [("nur_berechnet", ours[1])] if ours else [("nur_veroeffentlicht", -theirs[1])] if theirs else []
    (their_kwh, their_kg), (our_kwh, our_kg) = theirs, ours
    if min(their_kwh, their_kg, our_kwh, our_kg) <= 0:
        return [("nicht_aufgeteilt", our_kg - their_kg)]
    energy = log_ratio(our_kwh, their_kwh)
    split = contributions(their_kg, our_kg, [energy, log_ratio(our_kg, their_kg) - energy])
    return [("energie", split[0]), ("faktor", split[1])]


def _largest(theirs: OurCells, ours: OurCells) -> tuple[tuple[str, str, float | None, float | None], ...]:
    def kg(cells: OurCells, key: tuple[str, str]) -> float | None:
        return cells[key][1] if key in cells else None

    rows = [(*key, kg(theirs, key), kg(ours, key)) for key in sorted({*theirs, *ours})]
    differing = [row for row in rows if (row[2] or 0.0) != (row[3] or 0.0)]
    return tuple(sorted(differing, key=lambda row: -abs((row[2] or 0.0) - (row[3] or 0.0)))[:_MOST])


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements of a publication that cannot both be right."""

    kind: str
    """``summe``, ``faktor`` or ``energie``."""
    row: PublishedRow
    stated: float
    computed: float
    what: str
    """German: what is compared, with unit."""


def contradictions(rows: Sequence[PublishedRow]) -> list[Contradiction]:
    """Rows against totals, printed factor against implied factor, energy against emissions; in the order of rows."""
    found: list[Contradiction] = []
    for row in rows:
        if row.is_total:
            found += _against_rows(row, rows)
        found += _against_factor(row)
    return found


def _against_rows(total: PublishedRow, rows: Sequence[PublishedRow]) -> list[Contradiction]:
    parts = _parts_of(total, [row for row in rows if (row.year, row.source) == (total.year, total.source)])
    emissions = _Compared("t CO2e", [(row.emissions_kg, row.emissions_step_kg) for row in (total, *parts)])
    energy = _Compared("MWh", [(row.energy_kwh, row.energy_step_kwh) for row in (total, *parts)])
    return [
        Contradiction("summe", total, stated / 1000, computed / 1000, pair.what)
        for pair in (emissions, energy)
        for stated, computed in pair.differing()
    ]


def _parts_of(total: PublishedRow, rows: Sequence[PublishedRow]) -> list[PublishedRow]:
    """The cells that a total holds; of the grand total, without any cell, the totals of the sectors, then carriers."""
    cells = [row for row in rows if not row.is_total]
    if cells or total.sector != TOTAL or total.activity != TOTAL:
        return [row for row in cells if total.sector in {TOTAL, row.sector} and total.activity in {TOTAL, row.activity}]
    by_sector = [row for row in rows if row.sector != TOTAL]
    return by_sector or [row for row in rows if row.activity != TOTAL]


@dataclass(frozen=True, slots=True)
class _Compared:
    """A printed sum and its rows: figures with their last printed digit, the sum first."""

    what: str
    figures: Sequence[tuple[float | None, float]]

    def differing(self) -> list[tuple[float, float]]:
        """Stated and computed sum, if both are known and differ by more than rounding can do."""
        stated, *rows = (figure for figure, _ in self.figures)
        known = [figure for figure in rows if figure is not None]
        if stated is None or not known or len(known) < len(rows):
            return []
        computed, allowed = fsum(known), fsum(step for _, step in self.figures) / 2
        return [(stated, computed)] if abs(stated - computed) > allowed * (1 + 1e-9) else []


def _against_factor(row: PublishedRow) -> list[Contradiction]:
    energy, emissions, factor = row.energy_kwh, row.emissions_kg, row.factor_kg_per_kwh
    if energy is None or emissions is None:
        return []
    if not energy and emissions:
        return [Contradiction("energie", row, 0.0, emissions / 1000, "Emissionen ohne Energie (t CO2e)")]
    if energy and not emissions and factor != 0:
        return [Contradiction("energie", row, energy / 1000, 0.0, "Energie ohne Emissionen (MWh)")]
    if factor is None or not energy:
        return []
    allowed = (row.emissions_step_kg + row.factor_step * energy + row.energy_step_kwh * factor) / 2
    if abs(energy * factor - emissions) <= allowed * (1 + 1e-9):
        return []
    return [Contradiction("faktor", row, factor, emissions / energy, "t CO2e je MWh")]
