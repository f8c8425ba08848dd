"""Workbooks from a description: what stands in them, where, how it is written, and what must come out."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from hypothesis import strategies as st
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.utils import get_column_letter
from xlsxwriter import Workbook

from tests.intake.workbooks import MASTER, SHEET, altered
from thgbilanz.intake.read import IntakeResult

PART = "xl/worksheets/sheet2.xml"
SITE, METER, ACTIVITY, AMOUNT, UNIT = "Liegenschaft", "Zählernummer", "Energieträger", "Verbrauch", "Einheit"
REMARK, START, END = "Bemerkung", "Von", "Bis"
TITLES = (SITE, METER, ACTIVITY, AMOUNT, UNIT, REMARK, START, END)
Facts = tuple[str, str, str, float, str, str, str, str]
"""Site, meter, activity, amount, unit, remark, start and end of one activity."""
_COLUMNS = ("site", "meter", "activity", "amount", "unit", "remark", "start", "end")


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value that the spreadsheet program stored with it."""

    text: str
    value: float | str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: its cells by title, and the activity that must come out (None: no activity)."""

    cells: Mapping[str, Any]
    facts: Facts | None

    def with_cell(self, title: str, value: object, **facts: object) -> "Line":
        """The row with another cell; the activity stays, but for what is named, or goes if ``gone``."""
        if facts.pop("gone", False) or self.facts is None:
            return Line({**self.cells, title: value}, None)
        known = dict(zip(_COLUMNS, self.facts, strict=True)) | facts
        return Line({**self.cells, title: value}, tuple(known.values()))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Sketch:
    """A workbook that is still to be written."""

    lines: tuple[Line, ...]
    titles: tuple[str, ...] = TITLES
    spellings: Mapping[str, str] = field(default_factory=dict)
    """How a title is written where it is not written as usual."""
    above: int = 0
    """Rows above the header, filled with what letterheads hold."""
    left: int = 0
    """Empty columns left of the table."""
    sheet: str = SHEET
    master: tuple[tuple[str, Any], ...] = MASTER
    others: Mapping[str, tuple[tuple[Any, ...], ...]] = field(default_factory=dict)
    """Further sheets with their cells."""
    hidden: frozenset[int] = frozenset()
    """Positions of hidden lines."""
    merged_band: bool = False
    """Whether a band over all columns stands in the first row above the header."""
    writer: str = "xlsxwriter"
    change: tuple[Callable[[bytes], bytes], ...] = ()
    """What happens to the bytes of the file in the end."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Calls of the worksheet, name to arguments, and ``format`` for the amounts."""

    @property
    def header_row(self) -> int:
        """Row of the titles as Excel counts."""
        return self.above + 1

    def cell(self, line: int, title: str) -> str:
        """Address of a cell in a line."""
        return f"{get_column_letter(self.left + self.titles.index(title) + 1)}{self.header_row + 1 + line}"

    @property
    def facts(self) -> list[Facts]:
        """The activities that must come out."""
        return sorted(line.facts for line in self.lines if line.facts is not None)

    def with_line(self, position: int, line: Line) -> Self:
        """The sketch with one line replaced."""
        return replace(self, lines=(*self.lines[:position], line, *self.lines[position + 1 :]))

    def with_lines(self, position: int, *lines: Line) -> Self:
        """The sketch with lines inserted."""
        return replace(self, lines=(*self.lines[:position], *lines, *self.lines[position:]))

    def changed(self, *changes: Callable[[bytes], bytes]) -> Self:
        """The sketch whose bytes are changed after writing."""
        return replace(self, change=(*self.change, *changes))


def facts_of(result: IntakeResult) -> list[Facts]:
    """The activities that came out."""
    columns = result.activities.columns
    return sorted(zip(*(columns[name] for name in _COLUMNS), strict=True))


def written(sketch: Sketch) -> bytes:
    """The bytes of the workbook."""
    data = _by_openpyxl(sketch) if sketch.writer == "openpyxl" else _by_xlsxwriter(sketch)
    for change in sketch.change:
        data = change(data)
    return data


def _table(sketch: Sketch) -> list[list[Any]]:
    blank = [None] * sketch.left
    letterhead = [[f"Stadtwerke, Blatt {row}", None, "Stand 2020"] for row in range(sketch.above)]
    header = [*blank, *(sketch.spellings.get(title, title) for title in sketch.titles)]
    return [*letterhead, header, *([*blank, *(line.cells.get(t) for t in sketch.titles)] for line in sketch.lines)]


def _by_xlsxwriter(sketch: Sketch) -> bytes:
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        formats = {"date": book.add_format({"num_format": "dd.mm.yyyy"}), "plain": None}
        if "format" in sketch.options:
            formats["plain"] = book.add_format(sketch.options["format"])
        tables = {"Stammdaten": sketch.master, sketch.sheet: _table(sketch), **sketch.others}
        for name, table in tables.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(table):
                for column, value in enumerate(cells):
                    _write(sheet, row, column, value, formats)
            if name == sketch.sheet:
                _arrange(sheet, sketch)
    # A program that calculates says nothing about calculating later.
    return altered(buffer.getvalue(), {"xl/workbook.xml": lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")})


def _write(sheet: Any, row: int, column: int, value: Any, formats: Mapping[str, Any]) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, formats["plain"], value.value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value, formats["plain"])


def _arrange(sheet: Any, sketch: Sketch) -> None:
    for line in sketch.hidden:
        sheet.set_row(sketch.header_row + line, None, None, {"hidden": True})
    if sketch.merged_band and sketch.above:
        sheet.merge_range(0, 0, 0, sketch.left + len(sketch.titles) - 1, "Energiebericht")
    for name, arguments in sketch.options.items():
        if name != "format":
            getattr(sheet, name)(*arguments)


def _by_openpyxl(sketch: Sketch) -> bytes:
    book = OpenpyxlWorkbook()
    del book[book.sheetnames[0]]
    for name, table in {"Stammdaten": sketch.master, sketch.sheet: _table(sketch), **sketch.others}.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(table, start=1):
            for column, value in enumerate(cells, start=1):
                cell = sheet.cell(row, column, value.value if isinstance(value, Formula) else value)
                if isinstance(value, str):
                    # openpyxl takes a text that begins with an equals sign for a formula.
                    cell.data_type = "s"
    for line in sketch.hidden:
        book[sketch.sheet].row_dimensions[sketch.header_row + 1 + line].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


_FUELS = (
    ("Erdgas", "erdgas", "kWh (Hs)"),
    ("Heizöl EL", "heizoel", "l"),
    ("Flüssiggas", "fluessiggas", "kg"),
    ("Holzpellets", "holzpellets", "t"),
)


def german(amount: float) -> str:
    """A number as a German types it as text: ``1234,5``."""
    return repr(amount).replace(".", ",")


@st.composite
def lines(draw: st.DrawFn, number: int) -> Line:
    """One good row; ``number`` makes site and meter unique."""
    label, activity, unit = draw(st.sampled_from(_FUELS))
    amount = draw(st.integers(1, 9_999_999)) / draw(st.sampled_from((1, 2, 4, 10)))
    site, meter = f"Gebäude {number}", f"Z-{4711 + number:06}"
    remark = draw(st.sampled_from(("", "abgelesen", "=SUM(A1:A9)", "[b]laut Rechnung")))
    value = draw(st.sampled_from((amount, amount, Formula("=A1*2", amount))))
    cells: dict[str, Any] = {SITE: site, METER: meter, ACTIVITY: label, AMOUNT: value, UNIT: unit}
    cells |= {REMARK: remark} if remark else {}
    start, end = draw(st.sampled_from((("", ""), ("2019-01-01", "2019-12-31"), ("2019-02-01", "2019-05-31"))))
    if start:
        as_date = draw(st.booleans())
        cells |= {t: dt.date.fromisoformat(day) if as_date else day for t, day in ((START, start), (END, end))}
    # Without a period of its own a row holds for the year of the master data.
    facts = (site, meter, activity, amount, unit, remark, start or "2019-01-01", end or "2019-12-31")
    return Line(cells, facts)


@st.composite
def sketches(draw: st.DrawFn, writers: tuple[str, ...] = ("xlsxwriter",)) -> Sketch:
    """Any right workbook: columns in any order, a letterhead, empty columns, sheets with notes."""
    count = draw(st.integers(2, 6))
    above = draw(st.integers(0, 8))
    return Sketch(
        lines=tuple(draw(lines(number)) for number in range(count)),
        titles=tuple(draw(st.permutations(TITLES))),
        above=above,
        left=draw(st.integers(0, 3)),
        merged_band=draw(st.booleans()),
        writer=draw(st.sampled_from(writers)),
    )
