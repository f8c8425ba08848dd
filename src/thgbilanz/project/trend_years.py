"""A year of a time series: its balance cut down to what a comparison over years needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.trend.cells import Cell, CellKey, YearCells, cells_of
from thgbilanz.balance.trend.result import PointStatus
from thgbilanz.balance.trend.series import SeriesYear
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.organisation import TERRITORY, Organisation
from thgbilanz.core.period import calendar_year
from thgbilanz.core.vocabulary import Consolidation, Notation, Space
from thgbilanz.intake.degree_day_table import degree_day_table
from thgbilanz.project.discovery import degree_day_file
from thgbilanz.project.opened import OpenProject
from thgbilanz.project.run import BalanceRun
from thgbilanz.project.settings import Settings

_NOT_HERE = frozenset({Notation.NOT_ESTIMATED, Notation.CONFIDENTIAL, Notation.INCLUDED_ELSEWHERE})


@dataclass(frozen=True, slots=True)
class LoadedYear:
    """The balance of a year with its cells; the journal itself is let go."""

    year: int
    report: BalanceReport | None
    cells: Mapping[CellKey, Cell]
    uncollected: frozenset[tuple[str, str, str]]
    errors: tuple[Diagnostic, ...]
    """Findings of severity Fehler: those that make a figure of the series wrong or missing."""
    unreadable: bool


def loaded_year(run: BalanceRun, year: int) -> LoadedYear:
    """What a series keeps of a run."""
    report = run.report
    cells = cells_of(report.journal, report.weights) if report is not None else {}
    errors = tuple(finding for finding in run.findings if finding.severity is Severity.ERROR)
    uncollected = _uncollected(run.activities) if run.activities is not None else frozenset()
    return LoadedYear(year, report, cells, uncollected, errors, run.unreadable)


def _uncollected(activities: ActivityTable) -> frozenset[tuple[str, str, str]]:
    columns = activities.columns
    rows = zip(columns["organisation"], columns["sector"], columns["activity"], columns["notation"], strict=True)
    return frozenset((row[0], row[1], row[2]) for row in rows if row[3] in _NOT_HERE)


@dataclass(frozen=True, slots=True)
class YearlyDegreeDays:
    """Degree days of whole years, as far as the project gives them."""

    values: Mapping[int, float]
    sources: tuple[str, ...]


def degree_days_by_year(project: OpenProject, years: Iterable[int]) -> YearlyDegreeDays:
    """Degree days of the years whose twelve months all stand in ``daten/gradtage.csv``."""
    path = degree_day_file(project.root)
    if not path.is_file():
        return YearlyDegreeDays({}, ())
    table = degree_day_table(path, project.root).degree_days
    whole = [year for year in sorted(set(years)) if not table.missing(calendar_year(year))]
    sources = dict.fromkeys(source for year in whole for source in table.sources_of(calendar_year(year)))
    return YearlyDegreeDays({year: table.of(calendar_year(year)) for year in whole}, tuple(sources))


def space_year(
    settings: Settings, loaded: LoadedYear | None, year: int, space: Space, days: Mapping[int, float]
) -> SeriesYear:
    """A year of the territory or of the group."""
    report = loaded.report if loaded else None
    territorial = space is Space.TERRITORIAL
    population = settings.population.get(year) if territorial else None
    balance = report.balance if report else None
    part = (balance.territorial if territorial else balance.organisational) if balance else None
    if loaded is None or report is None or balance is None or part is None:
        return SeriesYear(year, PointStatus.GAP, population=population)
    if balance.territorial is not None and territorial:
        weights, total, market = {TERRITORY: 1.0}, balance.territorial.emissions_kg, None
    elif balance.organisational is not None:
        group = balance.organisational
        weights = {own.organisation.id: own.weight for own in group.organisations}
        total, market = group.group.total_kg, group.group.total_market_kg
    cells = YearCells(
        year=year,
        cells={key: cell for key, cell in loaded.cells.items() if key.space == space},
        weights=weights,
        population=population,
        degree_days=days.get(year),
        uncollected=loaded.uncollected,
        method=_method(settings, report, space),
    )
    return SeriesYear(year, _status(report), cells, total, market, population)


def organisation_year(
    loaded: LoadedYear | None, year: int, organisation: Organisation, days: Mapping[int, float]
) -> SeriesYear:
    """A year of one organisation: its own balance, before consolidation."""
    if not organisation.exists_in(year):
        return SeriesYear(year, PointStatus.ABSENT)
    report = loaded.report if loaded else None
    group = report.balance.organisational if report else None
    own = next((o for o in group.organisations if o.organisation.id == organisation.id), None) if group else None
    if loaded is None or report is None or own is None:
        return SeriesYear(year, PointStatus.GAP)
    mine = {
        key: replace(cell, in_group=None)
        for key, cell in loaded.cells.items()
        if key.organisation == organisation.id and key.space == Space.ORGANISATIONAL and not key.eliminated_with
    }
    if not mine:
        return SeriesYear(year, PointStatus.GAP)
    cells = YearCells(
        year=year,
        cells=mine,
        weights={organisation.id: 1.0},
        degree_days=days.get(year),
        uncollected=loaded.uncollected,
        method={"GWP": report.record.gwp},
    )
    return SeriesYear(year, _status(report), cells, own.totals.total_kg, own.totals.total_market_kg)


def _status(report: BalanceReport) -> PointStatus:
    return PointStatus.PROVISIONAL if report.provisional else PointStatus.FINAL


def _method(settings: Settings, report: BalanceReport, space: Space) -> dict[str, str]:
    """Choices of method behind a year that may differ between years."""
    set_id = settings.sets[space.value]
    editions = {use.set_id: use.edition for use in report.record.factor_sets}
    method = {"GWP": report.record.gwp, f"Faktorsatz {set_id}": editions.get(set_id, "–")}
    if space is Space.ORGANISATIONAL:
        approach = dict(report.record.options).get("konsolidierung", "")
        method["Konsolidierung"] = Consolidation(approach).label if approach else "–"
    return method
