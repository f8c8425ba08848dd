"""``trend.xlsx``: the series with native charts, causes, targets and published figures.

Figures stand in full precision; no cell is a formula; the same report gives the same bytes.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from thgbilanz.balance.trend.report import TrendReport
from thgbilanz.balance.trend.result import GROUP_ID, TERRITORY_ID, Cause, TrendSeries
from thgbilanz.exhibits.palette import SECTORS
from thgbilanz.exhibits.table import Table, TableColumn, TableRow, tonnes
from thgbilanz.exhibits.tables.trend import (
    breaks_table,
    cause_shares_table,
    causes_table,
    drivers_table,
    parts_table,
    path_table,
    published_table,
    sector_targets_table,
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
    target_sentences,
    target_title,
)

if TYPE_CHECKING:
    from thgbilanz.exhibits.sheets.book import Canvas

_CAUSE_COLOURS: Final = {
    Cause.ACTIVITY: "#33526B",
    Cause.FACTOR: "#E0A030",
    Cause.WEATHER: "#6FA3C7",
    Cause.POPULATION: "#7FA66B",
    Cause.PERIMETER: "#8A6FA8",
    Cause.METHOD: "#B0846A",
}
_PART_COLOURS: Final = (
    "#33526B",
    "#6FA3C7",
    "#8A6FA8",
    "#E0A030",
    "#B5523B",
    "#7FA66B",
    "#5F7F86",
    "#B0846A",
    "#3C4A70",
    "#A9C75A",
)
_ACTUAL: Final = "#33526B"
_PATH: Final = "#B3261E"


def trend_workbook(report: TrendReport) -> bytes:
    """The workbook of a time series."""
    from thgbilanz.exhibits.sheets.book import PageHead, new_canvas  # noqa: PLC0415 - XlsxWriter comes only here

    mark = mark_text(point for entry in report.series for point in entry.points) if report.provisional else ""
    title = f"{report.project.name} · {span_text(report)}"
    book = new_canvas(PageHead(title, "Zeitreihe der Treibhausgasbilanzen", report.record.version, mark))
    large = [entry for entry in report.series if entry.subject in {TERRITORY_ID, GROUP_ID}]
    small = [entry for entry in report.series if entry not in large]
    for entry in large or small:
        _series_sheet(book, report, entry)
    if large and small:
        _organisations_sheet(book, report, small)
    if any(entry.targets for entry in report.series):
        _targets_sheet(book, report)
    if any(entry.published for entry in report.series):
        _published_sheet(book, report)
    _evidence_sheet(book, report)
    book.workbook.close()
    return book.data.getvalue()


def _sheet_name(series: TrendSeries) -> str:
    from thgbilanz.exhibits.clean import cell_text  # noqa: PLC0415

    known = {TERRITORY_ID: "Stadtgebiet", GROUP_ID: "Konzern"}
    plain = "".join(char for char in cell_text(series.subject) if char.isalnum() or char in "-_")
    return known.get(series.subject, plain[:31])


def _series_sheet(book: "Canvas", report: TrendReport, series: TrendSeries) -> None:
    from thgbilanz.exhibits.sheets.placing import new_page, place, place_note  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.trend_charts import (  # noqa: PLC0415
        insert_below,
        lines_by_year,
        stacked_causes,
        stacked_years,
    )

    page = new_page(book, _sheet_name(series), series.name)
    place_note(page, course_text(series))
    page.row += 1
    years = place(page, _titled(years_table(series), "Emissionen je Jahr"))
    if series.like_for_like:
        place_note(page, f"Gleicher Umfang: {series.like_for_like}")
    parts = _with_path(parts_table(report, series), series)
    placed = place(page, parts)
    keys = [column.key for column in parts.columns if column.key.startswith("part:")]
    colours = {key: _colour(key.removeprefix("part:"), number) for number, key in enumerate(keys)}
    has_path = any(column.key == "path" for column in parts.columns)
    text = f"{parts.title}{' und Zielpfad' if has_path else ''} (t CO2e)"
    charts = [(stacked_years(book, placed, text, colours, "path" if has_path else ""), text)]
    if "index" in _keys(years.table):
        index = f"Index, {series.base_year} = 100 %"
        charts.append((lines_by_year(book, years, index, {"index": _ACTUAL}, "0 %", "%"), index))
    insert_below(page, charts)
    if series.steps:
        causes = place(page, _titled(causes_table(series), "Warum: Änderung nach Ursachen"))
        place(page, _titled(cause_shares_table(series), "Dasselbe in Prozent des Vorjahres"))
        shown = {str(c.value): colour for c, colour in _CAUSE_COLOURS.items() if c.value in _keys(causes.table)}
        title = f"{series.name}: Änderung nach Ursachen (t CO2e)"
        insert_below(page, [(stacked_causes(book, causes, title, shown), title)])
        place(page, drivers_table(report, series))
        if text := not_separated_text(series):
            place_note(page, text)
        place_note(page, "Zerlegung: additiver LMDI-I (Ang 2005), ohne Rest; Regeln im Handbuch, Seite Zeitreihe")
    page.finish()


def _colour(part: str, number: int) -> str:
    """The colour that a sector has in every workbook, else one by position."""
    return SECTORS.get(part, _PART_COLOURS[number % len(_PART_COLOURS)])


def _keys(table: Table) -> set[str]:
    return {column.key for column in table.columns}


def _titled(table: Table, title: str) -> Table:
    return replace(table, title=title)


def _with_path(table: Table, series: TrendSeries) -> Table:
    """The table with the path of the first target for the whole subject."""
    progress = next((entry for entry in series.targets if not entry.target.sector and entry.path_kg), None)
    if progress is None:
        return table
    rows = []
    for row, point in zip(table.rows, series.points, strict=True):
        path = progress.path_kg.get(point.year)
        rows.append(replace(row, cells=(*row.cells, None if path is None else tonnes(path))))
    column = TableColumn("path", "Zielpfad", "tonnes", "t CO2e")
    return replace(table, columns=(*table.columns, column), rows=tuple(rows))


def _organisations_sheet(book: "Canvas", report: TrendReport, series: list[TrendSeries]) -> None:
    from thgbilanz.exhibits.sheets.placing import new_page, place  # noqa: PLC0415

    page = new_page(book, "Organisationen", "Organisationen")
    place(page, subjects_table(series, range(report.first, report.last + 1)))
    for entry in series:
        place(page, years_table(entry))
        if entry.steps:
            place(page, causes_table(entry))
    page.finish()


def _targets_sheet(book: "Canvas", report: TrendReport) -> None:
    from thgbilanz.exhibits.sheets.placing import new_page, place, place_note  # noqa: PLC0415
    from thgbilanz.exhibits.sheets.trend_charts import insert_below, lines_by_year  # noqa: PLC0415

    page = new_page(book, "Ziele", "Ziele und Zielpfade")
    for series in report.series:
        if any(progress.target.sector for progress in series.targets):
            place(page, sector_targets_table(series))
    for series in report.series:
        for progress in series.targets:
            place_note(page, path_text(progress))
            for text in target_sentences(progress):
                place_note(page, text)
            title = f"{series.name} · {target_title(progress)}"
            placed = place(page, _titled(path_table(series, progress), title))
            if progress.path_kg:
                lines = {"actual_t": _ACTUAL, "path_t": _PATH}
                insert_below(page, [(lines_by_year(book, placed, title, lines, "#,##0", "t CO2e"), title)])
    page.finish()


def _published_sheet(book: "Canvas", report: TrendReport) -> None:
    from thgbilanz.exhibits.sheets.placing import new_page, place, place_note  # noqa: PLC0415

    page = new_page(book, "Veröffentlicht", "Veröffentlichte Werte neben den berechneten")
    for series in report.series:
        if not series.published:
            continue
        place(page, published_table(series))
        for entry in series.published:
            place_note(page, published_text(entry))
            for source in entry.sources:
                place_note(page, f"{entry.year}: {source}")
    page.finish()


def _evidence_sheet(book: "Canvas", report: TrendReport) -> None:
    from thgbilanz.exhibits.sheets.placing import new_page, place  # noqa: PLC0415

    page = new_page(book, "Nachweis", "Brüche und Eingaben")
    place(page, breaks_table(report))
    files = [TableRow((entry.file, entry.sha256)) for entry in report.record.inputs]
    columns = (TableColumn("file", "Datei"), TableColumn("sha256", "SHA-256", "code"))
    place(page, Table("eingaben", "Gelesene Dateien", columns, tuple(files)))
    sets = [TableRow((use.set_id, use.edition, use.sha256)) for use in report.record.factor_sets]
    set_columns = (
        TableColumn("set", "Faktorsatz"),
        TableColumn("edition", "Ausgabe"),
        TableColumn("sha256", "SHA-256", "code"),
    )
    place(page, Table("faktorsaetze", "Faktorsätze", set_columns, tuple(sets)))
    page.finish()
