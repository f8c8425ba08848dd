"""Which single value would raise the Datengüte most if it were of class A (method/bisko.md 8).

DG = sum(dg_i E_i) / sum(E_i), so a value of grade g that becomes A raises it by (1 - dg_g) E_i / sum(E).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum
from typing import Final

from thgbilanz.balance.bisko.result import QualityLever
from thgbilanz.balance.bisko.rows import TerritoryRow
from thgbilanz.balance.quality import class_values
from thgbilanz.core.place import Place

_Key = tuple[str, str, str, str, str, str, int, str]
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Levers:
    """The values worth improving, the best first, and how many have no grade."""

    lines: tuple[QualityLever, ...]
    ungraded: int


def quality_levers(rows: Iterable[TerritoryRow]) -> Levers:
    """At most twenty values of the territory, largest gain first; values without a grade stand before all others.

    While any value is ungraded the total is unknown and no gain can be stated.
    """
    groups: dict[_Key, list[float]] = {}
    for row in rows:
        if row.energy_kwh > 0:
            groups.setdefault(_key(row), []).append(row.energy_kwh)
    parts = [(key, fsum(groups[key])) for key in sorted(groups)]
    if not parts:
        return Levers((), 0)
    values = class_values()
    total = fsum(energy for _, energy in parts)
    ungraded = sum(1 for key, _ in parts if key[3] not in values)
    lines = [
        _lever(key, energy, None if ungraded else (1.0 - values[key[3]]) * energy / total)
        for key, energy in parts
        if values.get(key[3], 0.0) < 1.0
    ]
    lines.sort(key=lambda line: (line.grade != "", -(line.gain or 0.0), -line.energy_kwh, line.place))
    return Levers(tuple(lines[:_MOST]), ungraded)


def _key(row: TerritoryRow) -> _Key:
    return (row.sector, row.activity, row.site, row.data_quality, row.file, row.sheet, row.row, row.column)


def _lever(key: _Key, energy_kwh: float, gain: float | None) -> QualityLever:
    sector, activity, site, grade, file, sheet, row, column = key
    place = Place(file, sheet, f"{column}{row}" if column and row else "")
    return QualityLever(sector, activity, site, str(place), grade, energy_kwh, gain)
