"""Tables of a time series: figures by year, causes of change, paths to targets, published figures beside ours."""

from collections.abc import Callable, Iterable, Mapping

from thgbilanz.balance.trend.progress import TargetProgress
from thgbilanz.balance.trend.report import TrendReport
from thgbilanz.balance.trend.result import Cause, TrendPoint, TrendSeries, TrendStep
from thgbilanz.exhibits.labels import SCOPE_LABELS, sector_label, sectors_in_order
from thgbilanz.exhibits.rounding import share_of
from thgbilanz.exhibits.table import CO2E, Kind, Table, TableColumn, TableRow, Value, tonnes

PARTS_TITLES = {"sektor": "Sektor", "organisation": "Organisation", "scope": "Scope"}


def _t(kg: float | None) -> float | None:
    return None if kg is None else tonnes(kg)


def _largest(series: TrendSeries) -> float:
    return max((abs(tonnes(point.emissions_kg)) for point in series.points if point.emissions_kg), default=0.0)


def year_label(point: TrendPoint) -> str:
    """A year with what is to be known about it."""
    return f"{point.year} {point.status.label}".rstrip()


def years_table(series: TrendSeries) -> Table:
    """Emissions of every year, per inhabitant, index, change to the year before; gaps stay gaps."""
    steps = {step.end: step for step in series.steps}
    columns: list[TableColumn] = [
        TableColumn("year", "Jahr"),
        TableColumn("t", "Emissionen", "tonnes", CO2E),
        TableColumn("per_head_t", "je Einwohner", "per_head", CO2E),
        TableColumn("index", f"{series.base_year} = 100", "share", "%"),
        TableColumn("change_t", "Änderung", "delta", CO2E),
        TableColumn("change_share", "Änderung", "delta_share", "%"),
        TableColumn("market_t", "mit Scope 2 marktbasiert", "tonnes", CO2E, "marktbasiert"),
        TableColumn("like_for_like_t", "bei gleichem Umfang", "tonnes", CO2E, "gleicher Umfang"),
    ]
    rows = [TableRow(_year_cells(point, steps.get(point.year))) for point in series.points]
    table = Table("jahre", series.name, tuple(columns), tuple(rows), magnitude=_largest(series))
    return without_empty(table, keep={"year", "t"})


def _year_cells(point: TrendPoint, step: TrendStep | None) -> tuple[Value, ...]:
    return (
        year_label(point),
        _t(point.emissions_kg),
        _t(point.per_head_kg),
        point.index,
        _t(step.change_kg) if step else None,
        share_of(step.change_kg, step.before_kg) if step else None,
        _t(point.market_kg),
        _t(point.like_for_like_kg),
    )


def without_empty(table: Table, keep: Iterable[str]) -> Table:
    """The table without columns that hold nothing but empty cells."""
    kept = set(keep)
    keys = [c.key for c in table.columns if c.key in kept or any(v is not None for v in table.values(c.key))]
    return table.only(*keys)


def step_label(step: TrendStep) -> str:
    """The years of a change; a change over a gap says so."""
    over = f" ({step.skipped} {'Jahr' if step.skipped == 1 else 'Jahre'} ohne Daten)" if step.skipped else ""
    return f"{step.start}→{step.end}{over}"


def causes_table(series: TrendSeries) -> Table:
    """Each change split into its causes, in t CO2e; the causes add up to the change."""
    return _causes(series, "ursachen", "delta", CO2E, lambda kg, _: tonnes(kg))


def cause_shares_table(series: TrendSeries) -> Table:
    """The same in percent of the year before."""
    return _causes(series, "ursachen_anteile", "delta_share", "%", lambda kg, step: share_of(kg, step.before_kg))


def _causes(
    series: TrendSeries, id_: str, kind: Kind, unit: str, figure: Callable[[float, TrendStep], float | None]
) -> Table:
    causes = [cause for cause in Cause if any(cause in step.effects_kg for step in series.steps)]
    columns = (
        TableColumn("step", "Von → bis"),
        TableColumn("change", "Änderung", kind, unit),
        *(TableColumn(cause.value, cause.label, kind, unit, _SHORT.get(cause, "")) for cause in causes),
    )
    rows = [
        TableRow(
            (
                step_label(step),
                figure(step.change_kg, step),
                *(figure(step.effects_kg[c], step) if c in step.effects_kg else None for c in causes),
            )
        )
        for step in series.steps
    ]
    return Table(
        id_,
        f"{series.name}: Warum sich die Emissionen geändert haben",
        columns,
        tuple(rows),
        magnitude=_largest(series),
    )


_SHORT = {Cause.FACTOR: "Faktor"}


def changed_causes(series: TrendSeries) -> Table:
    """Causes in t CO2e without Umfang and Methode where these never did anything."""
    table = causes_table(series)
    keep = [
        c.key
        for c in table.columns
        if c.key not in {Cause.PERIMETER.value, Cause.METHOD.value} or any(table.values(c.key))
    ]
    return table.only(*keep)


def parts_table(report: TrendReport, series: TrendSeries) -> Table:
    """Emissions by sector, organisation or scope, a row per year."""
    keys = _part_keys(report, series)
    columns = (
        TableColumn("year", "Jahr"),
        *(TableColumn(f"part:{key}", part_label(report, series, key), "tonnes", CO2E) for key in keys),
        TableColumn("total", "Summe", "tonnes", CO2E),
    )
    rows = [
        TableRow(
            (
                year_label(point),
                *(_t(point.parts_kg.get(key)) for key in keys),
                _t(point.emissions_kg),
            )
        )
        for point in series.points
    ]
    title = f"{series.name} nach {PARTS_TITLES[series.parts_by]}"
    return Table("teile", title, columns, tuple(rows), magnitude=_largest(series))


def _part_keys(report: TrendReport, series: TrendSeries) -> list[str]:
    present = {key for point in series.points for key in point.parts_kg}
    if series.parts_by == "sektor":
        return sectors_in_order(present)
    order = list(report.organisation_names) if series.parts_by == "organisation" else list(SCOPE_LABELS)
    return sorted(present, key=lambda key: (order.index(key) if key in order else len(order), key))


def part_label(report: TrendReport, series: TrendSeries, key: str) -> str:
    """German name of a sector, an organisation or a scope."""
    if series.parts_by == "sektor":
        return sector_label(key)
    names: Mapping[str, str] = report.organisation_names if series.parts_by == "organisation" else SCOPE_LABELS
    return names.get(key, key)


def subjects_table(series: Iterable[TrendSeries], years: Iterable[int]) -> Table:
    """Emissions of several subjects, a row each, over some years, with the index of the last one."""
    shown, chosen = list(series), list(years)
    columns = (
        TableColumn("subject", "Organisation"),
        *(TableColumn(str(year), str(year), "tonnes", CO2E) for year in chosen),
        TableColumn("index", "Index im letzten Jahr", "share", "%", f"{shown[0].base_year} = 100"),
    )
    rows = []
    for entry in shown:
        points = {point.year: point for point in entry.points}
        figures = [_t(points[year].emissions_kg) for year in chosen]
        rows.append(TableRow((entry.name, *figures, points[chosen[-1]].index)))
    largest = max(_largest(entry) for entry in shown)
    return Table(
        "organisationen", "Organisationen (eigene Bilanz, vor Konsolidierung)", columns, tuple(rows), magnitude=largest
    )


def path_table(series: TrendSeries, progress: TargetProgress) -> Table:
    """Actual figures beside the path to a target, and the distance."""
    actual = _actual(series, progress)
    columns = (
        TableColumn("year", "Jahr", "year"),
        TableColumn("actual_t", "Ist", "tonnes", CO2E),
        TableColumn("path_t", "Zielpfad", "tonnes", CO2E),
        TableColumn("distance_t", "Abstand", "delta", CO2E),
        TableColumn("distance_share", "Abstand", "delta_share", "%"),
    )
    years = sorted({*progress.path_kg, *actual})
    rows = []
    for year in years:
        path, distance = progress.path_kg.get(year), progress.distance_kg.get(year)
        share = share_of(distance, path)
        rows.append(TableRow((year, _t(actual.get(year)), _t(path), _t(distance), share)))
    largest = max((abs(tonnes(kg)) for kg in (*progress.path_kg.values(), *actual.values())), default=0.0)
    return Table(f"ziel_{progress.target.number}", "Zielpfad", columns, tuple(rows), magnitude=largest)


def _actual(series: TrendSeries, progress: TargetProgress) -> dict[int, float]:
    """Actual figures of the subject or sector that the target is about."""
    sector = progress.target.sector
    # years that nobody asked to see are known by their distance
    found = {year: progress.path_kg[year] + kg for year, kg in progress.distance_kg.items()}
    for point in series.points:
        kg = point.parts_kg.get(sector) if sector else point.emissions_kg
        if kg is not None:
            found[point.year] = kg
    return found


def sector_targets_table(series: TrendSeries) -> Table:
    """Targets of sectors: where each stands in the last year with a figure, and what it is to reach."""
    columns = (
        TableColumn("sector", "Sektor"),
        TableColumn("year", "Stand", "year"),
        TableColumn("actual_t", "Ist", "tonnes", CO2E),
        TableColumn("path_t", "Zielpfad", "tonnes", CO2E),
        TableColumn("distance_t", "Abstand", "delta", CO2E),
        TableColumn("target_t", "Ziel", "tonnes", CO2E),
        TableColumn("target_year", "Zieljahr", "year"),
        TableColumn("meets", "Trend erreicht es", "text"),
    )
    rows = [_sector_row(series, entry) for entry in series.targets if entry.target.sector]
    return Table("sektorziele", "Ziele der Sektoren", columns, tuple(rows), magnitude=_largest(series))


def _sector_row(series: TrendSeries, progress: TargetProgress) -> TableRow:
    actual, target = _actual(series, progress), progress.target
    year = max(set(actual) & set(progress.path_kg), default=None)
    meets = "–" if progress.line is None else str(progress.meets) if progress.meets else "nie"
    figures = (
        (None, None, None)
        if year is None
        else (tonnes(actual[year]), tonnes(progress.path_kg[year]), _t(progress.distance_kg.get(year)))
    )
    return TableRow((sector_label(target.sector), year, *figures, _t(progress.target_kg), target.year, meets))


def published_table(series: TrendSeries) -> Table:
    """Published totals beside ours."""
    columns = (
        TableColumn("year", "Jahr", "year"),
        TableColumn("published_t", "veröffentlicht", "tonnes", CO2E),
        TableColumn("ours_t", "berechnet", "tonnes", CO2E),
        TableColumn("difference_t", "Unterschied", "delta", CO2E),
        TableColumn("difference_share", "Unterschied", "delta_share", "%"),
    )
    rows = [
        TableRow(
            (
                entry.year,
                tonnes(entry.published_kg),
                _t(entry.ours_kg),
                _t(entry.difference_kg),
                share_of(entry.difference_kg, entry.published_kg),
            )
        )
        for entry in series.published
    ]
    return Table(
        "veroeffentlicht",
        "Veröffentlichte Werte neben den berechneten",
        columns,
        tuple(rows),
        magnitude=_largest(series),
    )


def breaks_table(report: TrendReport) -> Table:
    """Every break of every series."""
    rows = [
        TableRow((series.name, step_label(step), entry.kind.value, entry.text))
        for series in report.series
        for step in series.steps
        for entry in step.breaks
    ]
    columns = (
        TableColumn("subject", "Reihe"),
        TableColumn("step", "Von → bis"),
        TableColumn("kind", "Art"),
        TableColumn("text", "Bruch"),
    )
    return Table("brueche", "Brüche: was Werte vor und nach diesen Jahren unterscheidet", columns, tuple(rows))


def drivers_table(report: TrendReport, series: TrendSeries) -> Table:
    """Largest single causes of each change."""
    rows = [
        TableRow(
            (
                step_label(step),
                driver.cause.label,
                report.activity_labels.get(driver.activity, driver.activity),
                tonnes(driver.kg),
                share_of(driver.kg, step.before_kg),
            )
        )
        for step in series.steps
        for driver in step.drivers
    ]
    columns = (
        TableColumn("step", "Von → bis"),
        TableColumn("cause", "Ursache"),
        TableColumn("activity", "Aktivität oder Energieträger"),
        TableColumn("t", "Beitrag", "delta", CO2E),
        TableColumn("share", "Beitrag", "delta_share", "%"),
    )
    return Table("treiber", f"{series.name}: größte Beiträge", columns, tuple(rows), magnitude=_largest(series))
