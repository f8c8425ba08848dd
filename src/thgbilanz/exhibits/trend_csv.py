"""The time series as a CSV table: one line per figure, for other programs (comma, point, no rounding)."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from thgbilanz.balance.trend.report import TrendReport
from thgbilanz.balance.trend.result import TrendSeries
from thgbilanz.exhibits.clean import csv_text
from thgbilanz.exhibits.json_number import number
from thgbilanz.exhibits.table import tonnes

COLUMNS: Final = ("reihe", "name", "jahr", "groesse", "teil", "wert", "einheit", "status")

_Line = tuple[int, str, str, float | None, str, str]


def trend_csv(report: TrendReport) -> str:
    """A line per figure: year, what it is, of which part, value, unit; gaps have a line without a value."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for series in report.series:
        for year, figure, part, value, unit, status in _lines(series):
            shown = number(value)
            cells = (
                series.subject,
                series.name,
                str(year),
                figure,
                part,
                "" if shown is None else repr(shown),
                unit,
                status,
            )
            writer.writerow([csv_text(cell) for cell in cells])
    return stream.getvalue()


def _lines(series: TrendSeries) -> Iterator[_Line]:
    for point in series.points:
        status = point.status.value
        yield point.year, "emissionen", "", _t(point.emissions_kg), "t CO2e", status
        optional = (
            ("emissionen_markt", _t(point.market_kg), "t CO2e"),
            ("je_einwohner", _t(point.per_head_kg), "t CO2e"),
            ("index", point.index, "1"),
            ("gleicher_umfang", _t(point.like_for_like_kg), "t CO2e"),
            ("endenergie", _t(point.energy_kwh), "MWh"),
        )
        yield from ((point.year, name, "", value, unit, status) for name, value, unit in optional if value is not None)
        for part, kg in point.parts_kg.items():
            yield point.year, f"emissionen_je_{series.parts_by}", part, _t(kg), "t CO2e", status
    for step in series.steps:
        yield step.end, "aenderung", f"seit {step.start}", tonnes(step.change_kg), "t CO2e", ""
        for cause, kg in step.effects_kg.items():
            yield step.end, "aenderung_durch", f"{cause.value} seit {step.start}", tonnes(kg), "t CO2e", ""
    for progress in series.targets:
        for year, kg in progress.path_kg.items():
            yield year, "zielpfad", f"ziel {progress.target.number}", tonnes(kg), "t CO2e", ""
    for entry in series.published:
        yield entry.year, "veroeffentlicht", "", tonnes(entry.published_kg), "t CO2e", ""


def _t(value: float | None) -> float | None:
    return None if value is None else tonnes(value)
