"""Which part of a billing period belongs to a calendar year (faults.md 119): by degree days or by days.

The portions of all years that a period touches sum to 1, so that the same bill in the files of two years counts once
in all. A hot water share, which does not follow the weather, is not set apart: no figure for it is published that
would hold for every building (docs/decisions/0011-zeitraeume.md).
"""

from dataclasses import dataclass

from thgbilanz.core.german import german_number
from thgbilanz.core.heating import DEGREE_DAYS_IN
from thgbilanz.core.period import Period, calendar_year, german_date
from thgbilanz.intake.degree_days import NO_DEGREE_DAYS, DegreeDays


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of an amount that belongs to a year, and in German how it was found."""

    value: float
    basis: str


WHOLE = Portion(1.0, "")
"""The portion of a row whose period lies in its year."""

_MOST_MONTHS_NAMED = 3


def portion_of(period: Period, year: int, degree_days: DegreeDays = NO_DEGREE_DAYS) -> Portion:
    """The part of a period that belongs to ``year``.

    ``degree_days`` are given only for consumption that follows the weather; they count if they cover every month of
    the period, else days do.
    """
    if period.year == year:
        return WHOLE
    by_days = _by_days(period, year)
    if not degree_days.values:
        return by_days
    missing = degree_days.missing(period)
    if missing:
        return Portion(by_days.value, f"{by_days.basis}; Gradtage fehlen für {_listed(missing)}")
    return _by_degree_days(period, year, degree_days) or by_days


def _by_days(period: Period, year: int) -> Portion:
    days = period.days_in(year)
    return Portion(days / period.days, f"{days} von {period.days} Tagen {_of(period)}")


def _by_degree_days(period: Period, year: int, degree_days: DegreeDays) -> Portion | None:
    total, part = degree_days.of(period), period.common(calendar_year(year))
    if not total or part is None:
        return None
    inside = degree_days.of(part)
    sources = "; ".join(degree_days.sources_of(period))
    return Portion(inside / total, f"{_shown(inside)} von {_shown(total)} {DEGREE_DAYS_IN} {_of(period)}, {sources}")


def _of(period: Period) -> str:
    return f"des Abrechnungszeitraums {german_date(period.start)}–{german_date(period.end)}"


def _shown(value: float) -> str:
    return german_number(value, 1).removesuffix(",0")


def _listed(months: tuple[str, ...]) -> str:
    named = ", ".join(months[:_MOST_MONTHS_NAMED])
    rest = len(months) - _MOST_MONTHS_NAMED
    return f"{named} und {rest} weitere" if rest > 0 else named
