"""Which rows of two years speak of the same thing: by meter, else by site, else by activity as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from thgbilanz.plausibility.rows import BookedRows

Key = tuple[str, ...]

_SHORTEST_UNIQUE_METER = 5
"""Shorter meter numbers ("1", "Z2") are counted per organisation; intake decides so too (THG057)."""


@dataclass(frozen=True, slots=True)
class Identities:
    """Keys of every row of a year; None where the row has no such key."""

    rows: BookedRows
    size: list[float]
    """Final energy in kWh, for what is no energy kg CO2e; 0 for rows that are open or zero."""
    meter: list[Key | None]
    site: list[Key | None]
    total: list[Key]
    sized: list[int]
    """Positions of the rows with a size."""


def identities(rows: BookedRows) -> Identities:
    """Keys of the rows of one year. Meters and sites are compared without case and outer blanks."""
    energy, emissions = np.nan_to_num(rows.energy_kwh), np.nan_to_num(rows.emissions_kg)
    size = np.where(energy > 0, energy, np.maximum(emissions, 0.0)).tolist()
    folded: dict[str, str] = {}
    meters = _folded(rows.column("meter"), folded)
    sites = _folded(rows.column("site"), folded)
    total = list(zip(*(rows.column(name) for name in ("organisation", "space", "sector", "activity")), strict=True))
    return Identities(
        rows=rows,
        size=size,
        meter=[_meter_key(key, meter) if meter else None for key, meter in zip(total, meters, strict=True)],
        site=[
            (*key, site) if site or not meter else None for key, site, meter in zip(total, sites, meters, strict=True)
        ],
        total=total,
        sized=[position for position, value in enumerate(size) if value > 0],
    )


def _meter_key(key: Key, meter: str) -> Key:
    activity = key[3]
    return (activity, meter) if len(meter) >= _SHORTEST_UNIQUE_METER else (key[0], activity, meter)


def _folded(texts: Iterable[Any], known: dict[str, str]) -> list[str]:
    return [known[text] if text in known else known.setdefault(text, str(text).strip().casefold()) for text in texts]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Rows of this year and of the year before that speak of the same thing."""

    level: str
    """``meter``, ``site`` or ``total``."""
    now: list[int]
    then: list[int]
    compared: list[int]
    """Rows of this year that are added up; on the level ``total`` also those that have a counterpart of their own."""


def counterparts(now: Identities, then: Identities) -> list[Counterpart]:
    """Every row at most once: by meter, what is left by site and activity, what is left by the activity's total.

    Rows without a meter and a site form one group per organisation and activity. The total stands for rows whose
    meter and site are new.
    """
    found: list[Counterpart] = []
    left_now, left_then = now.sized, then.sized
    for keys_now, keys_then, level in ((now.meter, then.meter, "meter"), (now.site, then.site, "site")):
        groups_now, groups_then = _groups(left_now, keys_now), _groups(left_then, keys_then)
        common = {key for key in groups_now if key in groups_then}
        found += [
            Counterpart(level, group, groups_then[key], group) for key, group in groups_now.items() if key in common
        ]
        left_now = [position for position in left_now if keys_now[position] not in common]
        left_then = [position for position in left_then if keys_then[position] not in common]
    new = _groups(left_now, now.total)
    if new:
        all_now, all_then = _groups(now.sized, now.total), _groups(then.sized, then.total)
        found += [Counterpart("total", new[key], all_then[key], all_now[key]) for key in new if key in all_then]
    return found


def _groups(positions: Iterable[int], keys: Sequence[Key | None]) -> dict[Key, list[int]]:
    groups: dict[Key, list[int]] = {}
    for position in positions:
        key = keys[position]
        if key is not None:
            groups.setdefault(key, []).append(position)
    return groups
