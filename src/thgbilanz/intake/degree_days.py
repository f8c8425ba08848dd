"""Heating degree days by month: how much of a heating period falls into which part of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import fsum
from types import MappingProxyType

from thgbilanz.core.period import Period, days_in_month

Month = tuple[int, int]
"""Year and month."""


@dataclass(frozen=True, slots=True)
class DegreeDays:
    """Degree days (K d) and their sources by month, as far as the project gives them."""

    values: Mapping[Month, float] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[Month, str] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, period: Period) -> float:
        """Degree days of a period whose months are all given (KeyError if not); parts of a month pro rata by days."""
        return fsum(
            self.values[year, month] * days / days_in_month(year, month) for year, month, days in period.months()
        )

    def missing(self, period: Period) -> tuple[str, ...]:
        """Months of a period that are not given, as ``2018-11``."""
        return tuple(f"{year}-{month:02}" for year, month, _ in period.months() if (year, month) not in self.values)

    def sources_of(self, period: Period) -> tuple[str, ...]:
        """The sources of a period's months, each once, in the order of the months."""
        return tuple(dict.fromkeys(self.sources[year, month] for year, month, _ in period.months()))


NO_DEGREE_DAYS = DegreeDays()
