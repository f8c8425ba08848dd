"""Native charts of a time series: stacked years with the target path, index, actual figures against a path."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Final

from xlsxwriter.chart import Chart

from thgbilanz.exhibits.sheets.book import ROW_HEIGHT, Canvas
from thgbilanz.exhibits.sheets.placing import Page, Placed

_WIDTH: Final = 760
_HEIGHT: Final = 300
_GREY: Final = "#6A747C"
_GRID: Final = "#DDE3E8"
_INK: Final = "#22384A"
_TARGET: Final = "#B3261E"
_PIXELS_PER_POINT: Final = 96 / 72


def stacked_years(book: Canvas, placed: Placed, title: str, colours: Mapping[str, str], target: str = "") -> Chart:
    """A column per year, stacked from the columns that ``colours`` names; ``target`` is the column of a line."""
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for key, colour in colours.items():
        chart.add_series({**_series(placed, key), "fill": {"color": colour}, "gap": 60})
    if target:
        line = book.workbook.add_chart({"type": "line"})
        line.add_series({**_series(placed, target), "line": {"color": _TARGET, "width": 2.25, "dash_type": "dash"}})
        chart.combine(line)
    return _finished(chart, title, "t CO2e")


def lines_by_year(book: Canvas, placed: Placed, title: str, keys: Mapping[str, str], axis: str, unit: str) -> Chart:
    """A line per column over the years; years without a figure interrupt it."""
    chart = book.workbook.add_chart({"type": "line"})
    for key, colour in keys.items():
        marker = {"type": "circle", "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        chart.add_series({**_series(placed, key), "line": {"color": colour, "width": 2.25}, "marker": marker})
    return _finished(chart, title, unit, axis)


def stacked_causes(book: Canvas, placed: Placed, title: str, colours: Mapping[str, str]) -> Chart:
    """A column per change, stacked from its causes above and below zero."""
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for key, colour in colours.items():
        chart.add_series({**_series(placed, key), "fill": {"color": colour}, "gap": 60})
    return _finished(chart, title, "t CO2e", low_labels=True)


def _series(placed: Placed, key: str) -> dict[str, object]:
    first, last, column = placed.first_row, placed.last_row("item"), placed.column(key)
    title = placed.table.columns[placed.table.index(key)].title
    return {
        "name": title,
        "categories": [placed.sheet, first, placed.first_column, last, placed.first_column],
        "values": [placed.sheet, first, column, last, column],
    }


def _finished(chart: Chart, title: str, unit: str, axis_format: str = "#,##0", *, low_labels: bool = False) -> Chart:
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True, "color": _INK}, "overlay": False})
    label = {"label_position": "low"} if low_labels else {}
    chart.set_x_axis({"num_font": {"size": 9, "color": _GREY}, "line": {"color": _GRID}, **label})
    floor = {} if low_labels else {"min": 0}
    chart.set_y_axis(
        {
            "name": unit,
            "name_font": {"size": 9, "bold": False, "color": _GREY},
            "num_format": axis_format,
            "num_font": {"size": 9, "color": _GREY},
            "major_gridlines": {"visible": True, "line": {"color": _GRID}},
            "line": {"none": True},
            **floor,
        }
    )
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    # a gap in the series is a gap in the chart, never a line across it
    chart.show_blanks_as("gap")
    return chart


def insert_below(page: Page, charts: Sequence[tuple[Chart, str]]) -> None:
    """Put charts below what stands on a page, each with a description for readers who cannot see it."""
    if charts:
        # a printed page begins here, so that no chart is cut in two
        page.sheet.set_h_pagebreaks([*page.sheet.hbreaks, page.row])
    for chart, description in charts:
        page.sheet.insert_chart(page.row, 0, chart, {"description": description, "object_position": 3})
        page.row += ceil(_HEIGHT / (ROW_HEIGHT * _PIXELS_PER_POINT)) + 1
