"""A time series as text: figures, a small chart, why it changed, and how far the target is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from thgbilanz.balance.trend.progress import TargetProgress
from thgbilanz.balance.trend.report import TrendReport
from thgbilanz.balance.trend.result import GROUP_ID, TERRITORY_ID, BreakKind, TrendPoint, TrendSeries
from thgbilanz.exhibits.layout import table_lines
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.exhibits.rounding import ROUNDING_NOTE
from thgbilanz.exhibits.section import section
from thgbilanz.exhibits.table import Table
from thgbilanz.exhibits.tables.trend import (
    changed_causes,
    path_table,
    published_table,
    sector_targets_table,
    step_label,
    subjects_table,
    years_table,
)
from thgbilanz.exhibits.trend_words import (
    course_text,
    mark_text,
    not_separated_text,
    path_text,
    published_text,
    span_text,
    step_text,
    target_sentences,
    target_title,
)

_NARROWEST: Final = 24
_WIDEST: Final = 100
_MOST_YEARS: Final = 5
_FEWEST_OF_A_CHART: Final = 3
_LEVELS: Final = "▁▂▃▄▅▆▇█"
_PLAIN_LEVELS: Final = "_.-:=+*#"
_GAP: Final = " "


def trend_text(report: TrendReport, width: int = 80, colour: bool = False, *, encoding: str = "utf-8") -> str:
    """The series for people to read; no line is longer than ``width`` (but a line has at least 24 columns)."""
    medium = Medium(colour, encoding)
    columns = max(_NARROWEST, min(width, _WIDEST))
    large = [entry for entry in report.series if entry.subject in {TERRITORY_ID, GROUP_ID}]
    small = [entry for entry in report.series if entry not in large]
    blocks = [_head(report, columns, medium)]
    for entry in large or small:
        blocks += _subject(report, entry, columns, medium)
    if large and small:
        blocks += _organisations(small, columns, medium)
    blocks.append([medium.dim(line) for line in wrapped(medium.fit(ROUNDING_NOTE), columns)])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _head(report: TrendReport, width: int, medium: Medium) -> list[str]:
    title = f"{report.project.name} · {span_text(report)}"
    lines = [medium.bold(line) for line in wrapped(medium.fit(title), width, "", "  ")]
    lines.append(medium.dim(medium.heavy * width))
    mark = mark_text(point for entry in report.series for point in entry.points) if report.provisional else ""
    return lines + [medium.alarm(line) for line in wrapped(medium.fit(mark), width) if mark]


def _subject(report: TrendReport, series: TrendSeries, width: int, medium: Medium) -> Iterable[list[str]]:
    yield _figures(series, width, medium)
    if series.steps:
        yield _causes(report, series, width, medium)
    for progress in series.targets:
        if not progress.target.sector:
            yield _target(series, progress, width, medium)
    if any(progress.target.sector for progress in series.targets):
        yield _sector_targets(series, width, medium)
    if series.published:
        yield _published(series, width, medium)


def sparkline(points: Sequence[TrendPoint], medium: Medium) -> str:
    """Height by emissions, from zero to the largest; a year without figure is a blank. Empty below three figures."""
    if sum(point.emissions_kg is not None for point in points) < _FEWEST_OF_A_CHART:
        return ""
    largest = max((point.emissions_kg or 0.0 for point in points), default=0.0)
    levels = _LEVELS if medium.fit(_LEVELS) == _LEVELS else _PLAIN_LEVELS
    if largest <= 0:
        return ""
    return "".join(
        _GAP if point.emissions_kg is None else levels[max(0, min(7, round(point.emissions_kg / largest * 8) - 1))]
        for point in points
    )


def _figures(series: TrendSeries, width: int, medium: Medium) -> list[str]:
    table = years_table(series)
    without = table.only(*(column.key for column in table.columns if column.key != "market_t"))
    chart = sparkline(series.points, medium)
    lines = [*section(series.name, width, medium), *_wrapped(course_text(series), width, medium)]
    if chart.strip():
        lines.append(f"{series.points[0].year} {medium.accent(chart)} {series.points[-1].year}")
    lines += table_lines(without, width, medium)
    note = f"Gleicher Umfang: {series.like_for_like}" if series.like_for_like else ""
    return lines + _wrapped(note, width, medium)


def _causes(report: TrendReport, series: TrendSeries, width: int, medium: Medium) -> list[str]:
    lines = [
        *section(f"{series.name}: warum", width, medium),
        *table_lines(changed_causes(series), width, medium),
    ]
    for step in series.steps:
        lines += _wrapped(step_text(report, step), width, medium, "– ")
    lines += _wrapped(not_separated_text(series), width, medium)
    for step in series.steps:
        for entry in step.breaks:
            word = "Hinweis" if entry.kind is BreakKind.SOURCE else "Bruch"
            lines += _wrapped(f"{word} {step_label(step)}: {entry.text}", width, medium)
    return lines


def _target(series: TrendSeries, progress: TargetProgress, width: int, medium: Medium) -> list[str]:
    lines = [
        *section(target_title(progress), width, medium),
        *[medium.dim(line) for line in wrapped(medium.own(path_text(progress)), width)],
    ]
    if progress.path_kg:
        lines += table_lines(_short_path(path_table(series, progress), progress), width, medium)
    for text in target_sentences(progress):
        lines += _wrapped(text, width, medium, "– ")
    return lines


def _sector_targets(series: TrendSeries, width: int, medium: Medium) -> list[str]:
    """One line per sector; the sentences of each stand in the files."""
    table = sector_targets_table(series)
    years = {progress.target.year for progress in series.targets if progress.target.sector}
    title = f"{table.title} {', '.join(map(str, sorted(years)))}"
    shown = table.only("sector", "actual_t", "path_t", "distance_t", "target_t", "meets")
    lines = [*section(title, width, medium), *table_lines(shown, width, medium)]
    sources = dict.fromkeys(path_text(progress) for progress in series.targets if progress.target.sector)
    for text in sources:
        lines += [medium.dim(line) for line in wrapped(medium.own(text), width)]
    return lines


def _short_path(table: Table, progress: TargetProgress) -> Table:
    """Years with figures and the target year; the whole path stands in the files."""
    actual, years = table.values("actual_t"), table.values("year")
    with_figures = [year for year, value in zip(years, actual, strict=True) if value is not None][-_MOST_YEARS:]
    chosen = {*with_figures, progress.target.year}
    rows = [replace(row, cells=(str(row.cells[0]), *row.cells[1:])) for row in table.rows if row.cells[0] in chosen]
    return replace(table, rows=tuple(rows))


def _published(series: TrendSeries, width: int, medium: Medium) -> list[str]:
    table = published_table(series)
    rows = [replace(row, cells=(str(row.cells[0]), *row.cells[1:])) for row in table.rows]
    lines = [
        *section(table.title, width, medium),
        *table_lines(replace(table, rows=tuple(rows)), width, medium),
    ]
    for entry in series.published:
        lines += _wrapped(published_text(entry), width, medium, "– ")
    sources = dict.fromkeys(source for entry in series.published for source in entry.sources)
    return lines + [medium.dim(line) for line in wrapped(medium.fit(f"Quelle: {'; '.join(sources)}"), width)]


def _organisations(series: Sequence[TrendSeries], width: int, medium: Medium) -> Iterable[list[str]]:
    years = [point.year for point in series[0].points][-_MOST_YEARS:]
    table = subjects_table(series, years)
    lines = [*section(table.title, width, medium), *table_lines(table, width, medium)]
    for entry in series:
        remarks = _remarks(entry)
        lines += _wrapped(f"{entry.name}: {remarks}" if remarks else "", width, medium, "– ")
    yield lines
    for entry in series:
        for progress in entry.targets:
            yield _target(entry, progress, width, medium)


def _remarks(series: TrendSeries) -> str:
    """Years of an organisation without a final figure."""
    return ", ".join(f"{point.year} {point.status.label}" for point in series.points if point.status.label)


def _wrapped(text: str, width: int, medium: Medium, mark: str = "") -> list[str]:
    if not text:
        return []
    indent = medium.fit(mark)
    return wrapped(medium.own(text), width, indent, " " * len(indent))
