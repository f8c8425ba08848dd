"""Native charts of the workbook; they read the cells of its tables, so a reader can check and reuse them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.chart import Chart

from thgbilanz.exhibits.sheets.book import Book
from thgbilanz.exhibits.sheets.placing import Placed

WIDTH: Final = 620
"""Width of a chart in pixels."""

_GREY: Final = "#6A747C"
_GRID: Final = "#DDE3E8"
_ROW_HEIGHT: Final = 26
_FRAME: Final = 130


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart that waits for its place."""

    chart: Chart
    height: int
    """Height in pixels."""
    description: str
    """Text for readers who cannot see it."""


def has_figures(placed: Placed, keys: Sequence[str]) -> bool:
    """Whether a chart would show anything."""
    return any(_figures(placed, keys))


def _figures(placed: Placed, keys: Iterable[str]) -> list[float]:
    values = [row.cells[placed.table.index(key)] for row in placed.table.rows if row.role == "item" for key in keys]
    return [value for value in values if isinstance(value, int | float)]


def stacked_by_row(book: Book, placed: Placed, title: str, colours: Mapping[str, str]) -> ChartSpec:
    """A bar per row, stacked from the columns that ``colours`` names."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = placed.first_row, placed.last_row("item")
    label = placed.first_column
    for key, colour in colours.items():
        column = placed.column(key)
        chart.add_series(
            {
                "name": placed.table.columns[placed.table.index(key)].title,
                "categories": [placed.sheet, first, label, last, label],
                "values": [placed.sheet, first, column, last, column],
                "fill": {"color": colour},
                "gap": 45,
            }
        )
    return _finished(chart, title, bars=last - first + 1, legend=len(colours), floor=_floor(placed, colours))


def bars_by_row(book: Book, placed: Placed, key: str, title: str, colours: Sequence[str]) -> ChartSpec:
    """A bar per row of one column, each in its own colour."""
    chart = book.workbook.add_chart({"type": "bar"})
    first, last = placed.first_row, placed.last_row("item")
    column, label = placed.column(key), placed.first_column
    chart.add_series(
        {
            "name": [placed.sheet, placed.head_row, column],
            "categories": [placed.sheet, first, label, last, label],
            "values": [placed.sheet, first, column, last, column],
            "points": [{"fill": {"color": colour}} for colour in colours],
            "gap": 45,
        }
    )
    return _finished(chart, title, bars=last - first + 1, legend=0, floor=_floor(placed, [key]))


def shares_of_columns(
    book: Book, placed: Placed, keys: tuple[str, str], title: str, colours: Sequence[str]
) -> ChartSpec:
    """Two bars of 100 %, energy and emissions, stacked from the rows: the two-bar chart of municipal reports."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    left, right = placed.column(keys[0]), placed.column(keys[1])
    for offset, colour in enumerate(colours):
        row = placed.first_row + offset
        chart.add_series(
            {
                "name": [placed.sheet, row, placed.first_column],
                "categories": [placed.sheet, placed.head_row, left, placed.head_row, right],
                "values": [placed.sheet, row, left, row, right],
                "fill": {"color": colour},
                "gap": 40,
            }
        )
    return _finished(chart, title, bars=4, legend=len(colours), floor=_floor(placed, keys), axis_format="0 %")


def waterfall(book: Book, placed: Placed, title: str) -> ChartSpec:
    """Levels as bars, steps floating between them; reads ``base_t``, ``level_t``, ``rise_t`` and ``fall_t``."""
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last, label = placed.first_row, placed.last_row("item"), placed.first_column
    for key, fill in _WATERFALL.items():
        column = placed.column(key)
        chart.add_series(
            {
                "name": placed.table.columns[placed.table.index(key)].title,
                "categories": [placed.sheet, first, label, last, label],
                "values": [placed.sheet, first, column, last, column],
                "fill": fill,
                "border": {"none": True},
                "gap": 35,
            }
        )
    # programs disagree which entry of a legend belongs to the invisible base: the title names the colours
    spec = _finished(chart, f"{title}; {_WATERFALL_COLOURS}", bars=last - first + 1, legend=0, floor={})
    chart.set_size({"width": _WATERFALL_WIDTH, "height": spec.height})
    return spec


_WATERFALL: Final[Mapping[str, Mapping[str, object]]] = {
    "base_t": {"none": True},
    "level_t": {"color": "#33526B"},
    "rise_t": {"color": "#E0A030"},
    "fall_t": {"color": "#7FA66B"},
}
_WATERFALL_COLOURS: Final = "blau Stand, orange Zunahme, grün Abnahme"
_WATERFALL_WIDTH: Final = 860

_FONT: Final = {"size": 9, "color": _GREY}
_VALUE_AXIS: Final = {
    "num_font": _FONT,
    "label_position": "high",  # the bars begin at the top, which would take the labels there as well
    "major_gridlines": {"visible": True, "line": {"color": _GRID}},
    "line": {"none": True},
}


def _floor(placed: Placed, keys: Iterable[str]) -> dict[str, int]:
    # an honest axis begins at zero; only figures below zero may move it
    return {} if any(value < 0 for value in _figures(placed, keys)) else {"min": 0}


def _finished(
    chart: Chart, title: str, *, bars: int, legend: int, floor: Mapping[str, int], axis_format: str = "#,##0"
) -> ChartSpec:
    chart.set_title({"name": title, "name_font": {"size": 12, "bold": True, "color": "#22384A"}, "overlay": False})
    chart.set_x_axis({**_VALUE_AXIS, **floor, "num_format": axis_format})
    # bars begin at the top, as the rows of the table do
    chart.set_y_axis(
        {"reverse": True, "num_font": {"size": 9}, "line": {"color": _GRID}, "major_gridlines": {"visible": False}}
    )
    chart.set_legend({"position": "bottom", "font": {"size": 9}} if legend else {"none": True})
    chart.set_chartarea({"border": {"none": True}})
    legend_lines = -(-legend // 5)
    height = _FRAME + _ROW_HEIGHT * bars + 18 * legend_lines
    chart.set_size({"width": WIDTH, "height": height})
    return ChartSpec(chart, height, title)
