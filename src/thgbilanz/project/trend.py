"""The time series of a project: every year balanced once, then set side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from thgbilanz.balance.report import BalanceReport
from thgbilanz.balance.trend.progress import target_progress
from thgbilanz.balance.trend.published import PublishedRow, PublishedYear, published_year
from thgbilanz.balance.trend.report import TrendReport
from thgbilanz.balance.trend.result import GROUP_ID, TrendSeries
from thgbilanz.balance.trend.series import SeriesInput, SeriesYear, series_of, total_of
from thgbilanz.balance.trend.targets import Target
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Diagnostic, in_order
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.run_record import InputFile, RunRecord
from thgbilanz.core.vocabulary import Space
from thgbilanz.project.check import project_years
from thgbilanz.project.opened import OpenProject
from thgbilanz.project.published_table import read_published
from thgbilanz.project.run import BOTH_VIEWS, balance_of, facts_of
from thgbilanz.project.settings import Settings
from thgbilanz.project.trend_findings import nothing_to_show, target_without_data, trend_findings
from thgbilanz.project.trend_years import LoadedYear, degree_days_by_year, loaded_year, organisation_year, space_year


@dataclass(frozen=True, slots=True)
class TrendOptions:
    """What a caller may ask of a time series."""

    first: int | None = None
    """First year; None: the first with data."""
    last: int | None = None
    views: Sequence[str] = BOTH_VIEWS
    subjects: Sequence[str] = ()
    """Ids of organisations (or ``stadtgebiet``) to show; none means all."""


@dataclass(frozen=True, slots=True)
class TrendRun:
    """What a run came to. Without a report the findings say why there is none."""

    report: TrendReport | None
    findings: tuple[Diagnostic, ...]
    unreadable: bool = False


def trend_of(project: OpenProject, options: TrendOptions) -> TrendRun:
    """The series of a project over the years asked for; years without data stand in it as gaps."""
    with_data = project_years(project.root)
    shown = _shown_years(with_data, options)
    if not any(year in with_data for year in shown):
        finding = nothing_to_show(options.first, options.last, with_data)
        return TrendRun(None, tuple(in_order([*project.findings, finding])))
    published, published_findings, published_inputs = read_published(project)
    years = _loaded(project, sorted({*shown, *_further(project.settings, with_data, shown[-1])} & set(with_data)))
    inputs = [given for given in _inputs(project, years, shown, options) if given.has_figures]
    series = tuple(_with_targets(project, given, years, published) for given in inputs)
    own = [*trend_findings(project, inputs, series, published), *_untold(project, series, options)]
    errors = [finding for loaded in years.values() for finding in loaded.errors]
    findings = tuple(in_order(dict.fromkeys([*project.findings, *published_findings, *errors, *own])))
    reports = [loaded.report for loaded in years.values() if loaded.report is not None]
    unreadable = any(loaded.unreadable for loaded in years.values())
    if not reports or not series:
        nothing = [] if errors else [nothing_to_show(options.first, options.last, [])]
        return TrendRun(None, tuple(in_order([*findings, *nothing])), unreadable)
    report = TrendReport(
        project=facts_of(project.settings),
        first=shown[0],
        last=shown[-1],
        years=tuple(year for year in shown if year in with_data),
        series=series,
        findings=findings,
        record=_record(reports, published_inputs, options),
        activity_labels={kind.id: kind.label for kind in ACTIVITY_KINDS},
        organisation_names=reports[-1].organisation_names,
        degree_day_sources=degree_days_by_year(project, shown).sources,
        room_heat_share=project.settings.room_heat_share,
    )
    return TrendRun(report, findings, unreadable)


def _shown_years(with_data: Sequence[int], options: TrendOptions) -> list[int]:
    if not with_data:
        return []
    first = options.first if options.first is not None else min(with_data)
    last = options.last if options.last is not None else max(with_data)
    return list(range(first, last + 1))


def _further(settings: Settings, with_data: Sequence[int], last: int) -> set[int]:
    """Years that nobody asked to see: the base year for the index, and for targets every year up to the last one.

    Trend and budget belong to the years themselves, not to the part of them that is shown.
    """
    before = {year for year in with_data if year <= last} if settings.targets else set()
    return {settings.base_year, *before, *(target.base_year for target in settings.targets)}


def _loaded(project: OpenProject, years: Iterable[int]) -> dict[int, LoadedYear]:
    """Every year balanced, in order: each reads the year before once more only if that one is not asked for."""
    found = {}
    for year in years:
        found[year] = loaded_year(balance_of(project, year), year)
        project.forget_before(year)
    return found


def _inputs(
    project: OpenProject, years: Mapping[int, LoadedYear], shown: Sequence[int], options: TrendOptions
) -> Iterable[SeriesInput]:
    settings, wanted = project.settings, set(options.subjects)
    days = degree_days_by_year(project, [*shown, *years]).values
    if Space.TERRITORIAL in options.views and (not wanted or TERRITORY in wanted):
        found = {
            year: space_year(settings, years.get(year), year, Space.TERRITORIAL, days) for year in {*shown, *years}
        }
        yield _input(project, TERRITORY, f"Stadtgebiet {settings.name}", "sektor", found, shown)
    if Space.ORGANISATIONAL not in options.views:
        return
    several = len(settings.organisations) > 1
    if not wanted or (not several and {o.id for o in settings.organisations} <= wanted):
        found = {
            year: space_year(settings, years.get(year), year, Space.ORGANISATIONAL, days) for year in {*shown, *years}
        }
        name = "Konzern" if several else next(iter(settings.organisation_names.values()), "Konzern")
        yield _input(project, GROUP_ID, name, "organisation" if several else "scope", found, shown)
    for organisation in settings.organisations if several else ():
        if not wanted or organisation.id in wanted:
            found = {year: organisation_year(years.get(year), year, organisation, days) for year in {*shown, *years}}
            yield _input(project, organisation.id, organisation.name, "scope", found, shown)


def _input(
    project: OpenProject,
    subject: str,
    name: str,
    parts_by: str,
    years: Mapping[int, SeriesYear],
    shown: Sequence[int],
) -> SeriesInput:
    settings = project.settings
    base = years.get(settings.base_year)
    return SeriesInput(
        subject=subject,
        name=name,
        parts_by=parts_by,
        base_year=settings.base_year,
        base_kg=total_of(base) if base else None,
        years=[years[year] for year in shown],
        names=settings.organisation_names,
        room_heat_share=settings.room_heat_share,
        further=[years[year] for year in sorted(set(years) - set(shown))],
    )


def _with_targets(
    project: OpenProject, given: SeriesInput, years: Mapping[int, LoadedYear], published: Sequence[PublishedRow]
) -> TrendSeries:
    series = series_of(given)
    population = project.settings.population
    targets = [target for target in project.settings.targets if _subject(project, target) == given.subject]
    progress = [target_progress(target, given.figures(target.sector), population) for target in targets]
    beside = _published(published, years, given) if given.subject == TERRITORY else []
    return replace(series, targets=tuple(progress), published=tuple(beside))


def _subject(project: OpenProject, target: Target) -> str:
    """Series that a target is about: the only organisation of a project is its group."""
    ids = [organisation.id for organisation in project.settings.organisations]
    return GROUP_ID if ids == [target.subject] else target.subject


def _untold(project: OpenProject, series: Sequence[TrendSeries], options: TrendOptions) -> list[Diagnostic]:
    """Targets of somebody without data, unless the caller chose what to see."""
    if options.subjects or tuple(options.views) != BOTH_VIEWS:
        return []
    shown = {entry.subject for entry in series}
    return [target_without_data(t) for t in project.settings.targets if _subject(project, t) not in shown]


def _published(
    rows: Sequence[PublishedRow], years: Mapping[int, LoadedYear], given: SeriesInput
) -> list[PublishedYear]:
    shown = {year.year for year in given.years}
    found = []
    for year in sorted({row.year for row in rows} & shown):
        loaded = years.get(year)
        report = loaded.report if loaded else None
        own = report.balance.territorial if report else None
        cells = {(c.sector, c.activity): (c.energy_kwh, c.emissions_kg) for c in own.cells} if own else None
        entry = published_year([row for row in rows if row.year == year], cells)
        if entry is not None:
            found.append(entry)
    return found


def _record(reports: Sequence[BalanceReport], more: Sequence[InputFile], options: TrendOptions) -> RunRecord:
    """One run record for all years: what any of them was made from."""
    inputs = {entry.file: entry for report in reports for entry in report.record.inputs}
    inputs |= {entry.file: entry for entry in more}
    sets = {use.set_id: use for report in reports for use in report.record.factor_sets}
    first = reports[0].record
    stated = dict(first.options) | {
        "sicht": ", ".join(options.views),
        "organisationen": ", ".join(sorted(options.subjects)) or "alle",
    }
    return RunRecord(
        version=first.version,
        factor_sets=tuple(sets.values()),
        gwp=first.gwp,
        inputs=tuple(inputs[name] for name in sorted(inputs)),
        options=tuple(sorted(stated.items())),
    )
