"""Which rows of two years speak of the same thing: by meter, else by site, else by activity as a whole.

Keys are whole numbers shared by both years, so that a batch of a hundred thousand rows is compared in arrays and only
groups that look odd are taken up one by one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from thgbilanz.plausibility.arrays import Codes, Floats, added, coded, combined, finite, renumbered
from thgbilanz.plausibility.columns import fold
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.slips import may_be_slip

SHORTEST_UNIQUE_METER = 5
"""Shorter meter numbers ("1", "Z2") are counted per organisation; intake decides so too (THG057)."""

SAME_METER = {"oekostrom": "strom"}
"""A new contract changes the kind of electricity, not the meter."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Rows of this year and of the year before that speak of the same thing."""

    level: str
    """``meter``, ``site`` or ``total``."""
    now: list[int]
    then: list[int]
    compared: list[int]
    """Rows of this year that are added up; on the level ``total`` also those that have a counterpart of their own."""


@dataclass(frozen=True, slots=True)
class YearKeys:
    """Keys of the rows of one year; -1 where a row has no such key."""

    rows: BookedRows
    size: Floats
    """Final energy in kWh, for what is no energy kg CO2e; 0 for rows that are open or zero."""
    meter: Codes
    site: Codes
    total: Codes
    period: Codes
    """First and last day without the year."""


def sizes(rows: BookedRows) -> Floats:
    """What makes rows comparable whatever their unit: kWh, else kg CO2e; 0 for rows that are open."""
    energy, emissions = finite(rows.energy_kwh), finite(rows.emissions_kg)
    return np.where(energy > 0, energy, np.maximum(emissions, 0.0))


def folded(texts: Sequence[Any]) -> list[str]:
    """Names as they are compared: without case and outer blanks; each spelling is folded once."""
    known = {text: fold(text) for text in dict.fromkeys(texts)}
    return [known[text] for text in texts]


def keys_of(now: BookedRows, then: BookedRows) -> tuple[YearKeys, YearKeys]:
    """Keys of both years, comparable with each other."""
    columns = {name: coded([*now.column(name), *then.column(name)], folding) for name, folding in _FOLDED.items()}
    total = combined(columns[name][0] for name in ("organisation", "space", "sector", "activity"))
    meter, meters = columns["meter"]
    site, sites = columns["site"]
    has_meter, has_site = meter != meters.get("", -1), site != sites.get("", -1)
    short = {code for text, code in meters.items() if len(text) < SHORTEST_UNIQUE_METER}
    owner = np.where(np.isin(meter, list(short)), columns["organisation"][0] + 1, 0)
    meter_keys = np.where(has_meter, combined((owner, columns["activity"][0], meter)), -1)
    site_keys = np.where(has_site | ~has_meter, combined((total, site)), -1)
    periods = combined((columns["start"][0], columns["end"][0]))
    here, there = slice(None, len(now.activities)), slice(len(now.activities), None)
    years = ((now, here), (then, there))
    first, second = (
        YearKeys(rows, sizes(rows), meter_keys[part], site_keys[part], total[part], periods[part])
        for rows, part in years
    )
    return first, second


def _day(text: str) -> str:
    """A day without its year; the last of February is one day."""
    day = text[5:]
    return "02-28" if day == "02-29" else day


_FOLDED: dict[str, Callable[[str], str]] = {
    "organisation": str,
    "space": str,
    "sector": str,
    "activity": lambda text: SAME_METER.get(text, text),
    "meter": fold,
    "site": fold,
    "start": _day,
    "end": _day,
}


def odd_counterparts(now: YearKeys, then: YearKeys) -> list[Counterpart]:
    """Groups of rows that speak of the same thing and may hold a slip.

    Every row is matched at most once: by meter, what is left by site and activity, what is left by the activity's
    total. Rows without a meter and a site form one group per organisation and activity. The total stands for rows
    whose meter and site are new.
    """
    found: list[Counterpart] = []
    left_now, left_then = now.size > 0, then.size > 0
    for level, keys_now, keys_then in (("meter", now.meter, then.meter), ("site", now.site, then.site)):
        groups = _Groups(now, then, np.where(left_now, keys_now, -1), np.where(left_then, keys_then, -1))
        found += [Counterpart(level, here, there, here) for here, there in groups.positions(groups.odd())]
        left_now &= ~groups.is_matched[groups.keys_now]
        left_then &= ~groups.is_matched[groups.keys_then]
    groups = _Groups(now, then, np.where(now.size > 0, now.total, -1), np.where(then.size > 0, then.total, -1))
    for all_now, all_then in groups.positions(groups.odd_sums()):
        new = [position for position in all_now if left_now[position]]
        if new:
            found.append(Counterpart("total", new, all_then, all_now))
    return found


class _Groups:
    """Rows of both years under one kind of key, with what they add up to. The last key stands for „none“."""

    def __init__(self, now: YearKeys, then: YearKeys, keys_now: Codes, keys_then: Codes) -> None:
        self._now, self._then = now, then
        self._count = int(max(keys_now.max(initial=-1), keys_then.max(initial=-1))) + 1
        self.keys_now, self.keys_then = (np.where(keys < 0, self._count, keys) for keys in (keys_now, keys_then))
        length = self._count + 1
        self._rows_now = np.bincount(self.keys_now, minlength=length)
        self._rows_then = np.bincount(self.keys_then, minlength=length)
        self.is_matched = (self._rows_now > 0) & (self._rows_then > 0)
        self.is_matched[-1] = False
        self._sums_now = added(self.keys_now, now.size, length)
        self._sums_then = added(self.keys_then, then.size, length)

    def odd_sums(self) -> list[int]:
        """Keys whose sums of the two years may be a slip apart."""
        matched = np.flatnonzero(self.is_matched)
        keys: list[int] = matched[may_be_slip(self._sums_now[matched] / self._sums_then[matched])].tolist()
        return keys

    def odd(self) -> list[int]:
        """Keys whose sums may be a slip apart, or one of whose rows is, beside its period or the mean of the others."""
        matched = np.flatnonzero(self.is_matched[self.keys_now])
        keys = self.keys_now[matched]
        mean = self._sums_then[keys] / self._rows_then[keys]
        reference = np.where(self._rows_now[keys] * self._rows_then[keys] == 1, mean, self._same_period(matched, mean))
        odd_rows = keys[may_be_slip(self._now.size[matched] / reference)]
        return sorted({*self.odd_sums(), *odd_rows.tolist()})

    def _same_period(self, matched: Codes, mean: Floats) -> Floats:
        """Size of the one row of the year before with the same key and period; the mean if there is not one."""
        periods = int(max(self._now.period.max(initial=0), self._then.period.max(initial=0))) + 1
        both = renumbered(
            np.concatenate(
                (
                    self.keys_now[matched] * periods + self._now.period[matched],
                    self.keys_then * periods + self._then.period,
                )
            )
        )
        here, there = both[: len(matched)], both[len(matched) :]
        length = int(both.max(initial=0)) + 1
        is_single = (np.bincount(here, minlength=length) == 1) & (np.bincount(there, minlength=length) == 1)
        size = np.bincount(there, self._then.size, length)
        return np.where(is_single[here], size[here], mean)

    def positions(self, keys: Sequence[int]) -> list[tuple[list[int], list[int]]]:
        """Rows of both years under each key."""
        if not keys:
            return []
        return list(zip(_runs(self.keys_now, keys), _runs(self.keys_then, keys), strict=True))


def _runs(keys: Codes, wanted: Sequence[int]) -> list[list[int]]:
    """Positions of each wanted key, in order."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts, ends = np.searchsorted(ordered, wanted, "left"), np.searchsorted(ordered, wanted, "right")
    return [order[start:end].tolist() for start, end in zip(starts, ends, strict=True)]
