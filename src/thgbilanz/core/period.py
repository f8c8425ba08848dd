"""Periods of time: years are years, periods have a first and a last day."""

import calendar
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


def calendar_year(year: int) -> Period:
    """The period of a calendar year.

    >>> calendar_year(2020).days
    366
    """
    return Period(date(year, 1, 1), date(year, 12, 31))


def days_in_year(year: int) -> int:
    """Days of a calendar year."""
    return 366 if calendar.isleap(year) else 365
