"""A series from the cells of its years: figures, index, changes with their causes, and what all years share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import fsum

from thgbilanz.balance.trend.breaks import breaks_between
from thgbilanz.balance.trend.causes import causes_of_change, drivers_of, sums_by_cause
from thgbilanz.balance.trend.cells import CellKey, YearCells
from thgbilanz.balance.trend.result import Cause, PointStatus, TrendPoint, TrendSeries, TrendStep
from thgbilanz.balance.trend.sector_split import joined_sectors, sectors_in, with_joined
from thgbilanz.core.heating import heats
from thgbilanz.core.vocabulary import Sector, Space

_MOST_DRIVERS = 6
_ENERGY_UPSTREAM = "3.3"
_SAME_WEIGHT = 1e-9


@dataclass(frozen=True, slots=True)
class SeriesYear:
    """What is known of one year of a subject."""

    year: int
    status: PointStatus
    cells: YearCells | None = None
    """None in a gap."""
    total_kg: float | None = None
    """Total of the year's balance; None: the sum of the cells. Both must agree."""
    market_kg: float | None = None
    population: int | None = None


@dataclass(frozen=True, slots=True)
class SeriesInput:
    """What a series is made of."""

    subject: str
    name: str
    parts_by: str
    base_year: int
    base_kg: float | None
    """Emissions of the base year, which need not be among the years."""
    years: Sequence[SeriesYear]
    """Every year from the first to the last, also those without data."""
    further: Sequence[SeriesYear] = ()
    """Years with data that nobody asked to see: targets may start in one of them."""
    names: Mapping[str, str] = field(default_factory=dict)
    room_heat_share: float = 1.0

    @property
    def has_figures(self) -> bool:
        """Whether any year has data: a series of nothing but gaps is none."""
        return any(year.cells is not None for year in self.years)

    def figures(self, sector: str = "") -> dict[int, float]:
        """Year to kg CO2e of the subject, or of one of its sectors; years without a figure are left out."""
        found = {}
        for year in sorted((*self.years, *self.further), key=lambda entry: entry.year):
            kg = _sector_total(year, sector) if sector else total_of(year)
            if kg is not None:
                found[year.year] = kg
        return found


def series_of(given: SeriesInput) -> TrendSeries:
    """Points and steps of a subject."""
    known = [year.cells for year in given.years if year.cells is not None]
    part = _part_of(given.parts_by)
    common, text = _common(known, given.names)
    points = tuple(_point(year, part, given.base_kg, common) for year in given.years)
    steps = tuple(_step(first, second, given) for first, second in pairwise(known))
    return TrendSeries(given.subject, given.name, given.parts_by, given.base_year, points, steps, text)


def mismatches(given: SeriesInput) -> list[tuple[int, float, float]]:
    """Years whose cells do not add up to the balance's total: year, sum of cells, total (all in kg CO2e)."""
    found = []
    for year in given.years:
        if year.cells is None or year.total_kg is None:
            continue
        total = year.cells.total()
        if abs(total - year.total_kg) > 1e-6 * max(1.0, abs(year.total_kg)):
            found.append((year.year, total, year.total_kg))
    return found


def total_of(year: SeriesYear) -> float | None:
    """kg CO2e of a year; None in a gap."""
    if year.cells is None:
        return None
    return year.total_kg if year.total_kg is not None else year.cells.total()


def _sector_total(year: SeriesYear, sector: str) -> float | None:
    cells = year.cells
    keys = [key for key in cells.cells if key.sector == sector] if cells else []
    return fsum(cells.emissions(key) for key in keys) if cells and keys else None


def _part_of(parts_by: str) -> Callable[[CellKey], str]:
    if parts_by == "sektor":
        return lambda key: key.sector
    if parts_by == "organisation":
        return lambda key: key.organisation
    return lambda key: key.scope


def _point(
    year: SeriesYear, part: Callable[[CellKey], str], base: float | None, common: "_Common | None"
) -> TrendPoint:
    cells, total = year.cells, total_of(year)
    if cells is None or total is None:
        return TrendPoint(year.year, year.status, population=year.population)
    return TrendPoint(
        year=year.year,
        status=year.status,
        emissions_kg=total,
        market_kg=year.market_kg,
        energy_kwh=fsum(cells.energy(key) for key in cells.cells),
        population=year.population,
        index=total / base if base else None,
        like_for_like_kg=common.total(cells) if common else None,
        parts_kg=_parts(cells, part),
    )


def _parts(cells: YearCells, part: Callable[[CellKey], str]) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for key in cells.cells:
        found.setdefault(part(key), []).append(cells.emissions(key))
    return {name: fsum(found[name]) for name in sorted(found)}


def _step(before: YearCells, after: YearCells, given: SeriesInput) -> TrendStep:
    parts = causes_of_change(before, after, given.room_heat_share)
    apply, missing = _causes(before, after)
    return TrendStep(
        start=before.year,
        end=after.year,
        before_kg=before.total(),
        after_kg=after.total(),
        effects_kg=sums_by_cause(parts, apply),
        not_separated=missing,
        drivers=drivers_of(parts, _MOST_DRIVERS),
        breaks=breaks_between(before, after, given.names),
    )


def _causes(before: YearCells, after: YearCells) -> tuple[list[Cause], tuple[Cause, ...]]:
    """Causes that apply to a change, and those that would if there were data for them."""
    territorial = any(key.space == Space.TERRITORIAL for key in before.cells)
    heating = any(heats(key.activity, key.sector) for key in before.cells)
    has_people = bool(before.population and after.population)
    has_weather = bool(before.degree_days and after.degree_days)
    applies = {
        Cause.ACTIVITY: True,
        Cause.FACTOR: True,
        Cause.WEATHER: heating and has_weather,
        Cause.POPULATION: territorial and has_people,
        Cause.PERIMETER: True,
        Cause.METHOD: True,
    }
    missing = [Cause.WEATHER] * (heating and not has_weather) + [Cause.POPULATION] * (territorial and not has_people)
    return [cause for cause, does in applies.items() if does], tuple(missing)


@dataclass(frozen=True, slots=True)
class _Common:
    """What all years have in common; weights are those of the last year."""

    organisations: frozenset[str]
    categories: frozenset[str]
    sectors: frozenset[str]
    joined: frozenset[str]
    weights: Mapping[str, float]

    def total(self, year: YearCells) -> float:
        """kg CO2e of a year within what all years share."""
        own = with_joined(year, self.joined)
        return fsum(own.emissions(key) * self._rescaled(key, own) for key in own.cells if self._holds(key))

    def _holds(self, key: CellKey) -> bool:
        inside = key.organisation in self.organisations
        partner = not key.eliminated_with or key.eliminated_with in self.organisations
        category = key.category in {"", _ENERGY_UPSTREAM} or key.category in self.categories
        sector = key.space != Space.TERRITORIAL or key.sector in self.sectors
        return inside and partner and category and sector

    def _rescaled(self, key: CellKey, year: YearCells) -> float:
        """From the weight of the year to that of the last one."""
        then = year.perimeter_weight(key)
        own = self.weights[key.organisation]
        now = min(own, self.weights[key.eliminated_with]) if key.eliminated_with else own
        return now / then if then else 0.0


def _common(years: Sequence[YearCells], names: Mapping[str, str]) -> tuple[_Common | None, str]:
    """What all years share, and its description; None if nothing has to be left out."""
    if not years:
        return None, ""
    joined = joined_sectors(years)
    alike = [with_joined(year, joined) for year in years]
    organisations = [year.organisations() for year in alike]
    categories = [frozenset(key.category for key in year.cells) for year in alike]
    sectors = [sectors_in(year) for year in alike]
    common = _Common(
        frozenset.intersection(*organisations),
        frozenset.intersection(*categories),
        frozenset.intersection(*sectors),
        joined,
        years[-1].weights,
    )
    out = _words_left_out(common, organisations, categories, sectors, names)
    changing = any(
        abs(year.weights[id_] - common.weights[id_]) > _SAME_WEIGHT for year in years for id_ in common.organisations
    )
    if changing:
        out.append("Anteile des letzten Jahres")
    return (common, "; ".join(out)) if out else (None, "")


def _words_left_out(
    common: _Common,
    organisations: Sequence[frozenset[str]],
    categories: Sequence[frozenset[str]],
    sectors: Sequence[frozenset[str]],
    names: Mapping[str, str],
) -> list[str]:
    left = frozenset().union(*organisations) - common.organisations
    scopes = frozenset().union(*categories) - common.categories - {"", _ENERGY_UPSTREAM}
    lost = frozenset().union(*sectors) - common.sectors
    out = []
    if left:
        out.append("ohne " + ", ".join(names.get(id_, id_) for id_ in sorted(left)))
    if scopes:
        out.append("ohne Scope " + ", ".join(sorted(scopes)))
    if lost:
        out.append("ohne " + ", ".join(Sector(sector).label for sector in sorted(lost) if sector in set(Sector)))
    return out
