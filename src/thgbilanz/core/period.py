"""Periods of time: years are years, periods have a first and a last day."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A span of whole days, both ends included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.end - self.start).days + 1

    @property
    def year(self) -> int | None:
        """The calendar year that holds the whole period, or None if it crosses a year's end."""
        return self.start.year if self.start.year == self.end.year else None

    @property
    def years(self) -> range:
        """The calendar years that hold at least one day of the period."""
        return range(self.start.year, self.end.year + 1)

    def common(self, other: "Period") -> "Period | None":
        """The days that both periods hold, or None if there are none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end) if start <= end else None

    def days_in(self, year: int) -> int:
        """Number of days of the period in a calendar year."""
        part = self.common(calendar_year(year))
        return part.days if part else 0

    def months(self) -> "Iterator[tuple[int, int, int]]":
        """Year, month and number of days of the period in that month, in order.

        >>> list(Period(date(2018, 12, 20), date(2019, 1, 3)).months())
        [(2018, 12, 12), (2019, 1, 3)]
        """
        year, month = self.start.year, self.start.month
        while (year, month) <= (self.end.year, self.end.month):
            first = self.start.day if (year, month) == (self.start.year, self.start.month) else 1
            is_last = (year, month) == (self.end.year, self.end.month)
            last = self.end.day if is_last else calendar.monthrange(year, month)[1]
            yield year, month, last - first + 1
            year, month = (year, month + 1) if month < _DECEMBER else (year + 1, 1)


_DECEMBER = 12


def calendar_year(year: int) -> Period:
    """The period of a calendar year.

    >>> calendar_year(2020).days
    366
    """
    return Period(date(year, 1, 1), date(year, 12, 31))


def days_in_year(year: int) -> int:
    """Days of a calendar year."""
    return 366 if calendar.isleap(year) else 365


def days_in_month(year: int, month: int) -> int:
    """Days of a calendar month."""
    return calendar.monthrange(year, month)[1]


def german_date(day: date) -> str:
    """A day as people in Germany write it.

    >>> german_date(date(2018, 11, 15))
    '15.11.2018'
    """
    return f"{day.day:02}.{day.month:02}.{day.year}"
