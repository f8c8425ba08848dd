"""Years and dates as people leave them in cells (faults.md 91, 96, 103)."""

import datetime as dt
import re
from dataclasses import dataclass

from thgbilanz.intake.cells import Cell
from thgbilanz.templates.definition import EARLIEST_YEAR
from thgbilanz.units.cell_text import shown

_FIRST, _LAST = 1000, 9999
_YEAR = re.compile(r"[0-9]{4}")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_GERMAN_DATE = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


@dataclass(frozen=True, slots=True)
class YearReading:
    """A year, or why there is none."""

    year: int | None
    text: str = ""
    expected: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class DateReading:
    """A day, or why there is none."""

    day: dt.date | None
    text: str = ""
    expected: str = ""
    hint: str = ""


def year_of(cell: Cell, latest_year: int) -> YearReading:
    """The calendar year that a cell names, within 1990 and the latest year.

    >>> year_of(2019.0, 2026).year, year_of("2019", 2026).year, year_of("2019/20", 2026).text
    (2019, 2019, '„2019/20“ ist kein Kalenderjahr')
    """
    expected = f"ein Jahr von {EARLIEST_YEAR} bis {latest_year}"
    year = _whole_year(cell)
    if year is None:
        hint = "Vier Ziffern eintragen; Zeiträume, die nicht das Kalenderjahr sind, in den Spalten Von und Bis angeben"
        if isinstance(cell, dt.date):
            hint = "Die Zelle ist als Datum formatiert: Zellformat Standard wählen und das Jahr neu eintippen"
        return YearReading(None, f"{_found(cell)} ist kein Kalenderjahr", expected, hint)
    if not EARLIEST_YEAR <= year <= latest_year:
        return YearReading(None, f"Jahr {year} liegt außerhalb des Bereichs", expected, "Das Jahr prüfen")
    return YearReading(year)


def date_of(cell: Cell) -> DateReading:
    """The day that a date cell or a text names; German and ISO notation, nothing else.

    >>> date_of("31.12.2019").day, date_of("2019-12-31").day == date_of("31.12.2019").day
    (datetime.date(2019, 12, 31), True)
    """
    expected = "ein Datum wie 31.12.2019"
    if isinstance(cell, dt.datetime):
        return DateReading(cell.date())
    if isinstance(cell, dt.date):
        return DateReading(cell)
    if isinstance(cell, str) and (numbers := _day_numbers(cell)):
        try:
            return DateReading(dt.date(*numbers))
        except ValueError:
            return DateReading(None, f"Den Tag {shown(cell)} gibt es nicht", expected, "Tag und Monat prüfen")
    hint = "Tag, Monat und vierstelliges Jahr eintragen"
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        hint = "Die Zelle hält eine Zahl statt eines Datums: Zellformat Datum wählen und das Datum neu eintippen"
    return DateReading(None, f"{_found(cell)} ist kein Datum", expected, hint)


def _whole_year(cell: Cell) -> int | None:
    if isinstance(cell, str) and _YEAR.fullmatch(cell):
        return int(cell)
    if isinstance(cell, bool) or not isinstance(cell, float | int):
        return None
    return int(cell) if _FIRST <= cell <= _LAST and cell == int(cell) else None


def _day_numbers(text: str) -> tuple[int, int, int] | None:
    if match := _ISO_DATE.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _GERMAN_DATE.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    return None


def _found(cell: Cell) -> str:
    if isinstance(cell, dt.date | dt.time):
        return f"„{cell.isoformat()}“"
    if isinstance(cell, float):
        return f"„{cell:g}“".replace(".", ",")
    return shown(str(cell))
