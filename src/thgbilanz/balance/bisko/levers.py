"""Which single value would raise the Datengüte most if it were of class A (method/bisko.md 8).

DG = sum(dg_i E_i) / sum(E_i), so a value of grade g that becomes A raises it by (1 - dg_g) E_i / sum(E).
"""

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any, Final

from thgbilanz.balance.bisko.result import QualityLever
from thgbilanz.balance.quality import class_values
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Space

if TYPE_CHECKING:
    import pandas as pd

_KEYS: Final = ("sector", "activity", "site", "data_quality", "file", "sheet", "row", "column")
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Levers:
    """The values worth improving, the best first, and how many have no grade."""

    lines: tuple[QualityLever, ...]
    ungraded: int


def quality_levers(journal: "pd.DataFrame") -> Levers:
    """At most twenty values of the territory, largest gain first; values without a grade stand before all others.

    While any value is ungraded the total is unknown and no gain can be stated.
    """
    own = journal[(journal["space"] == Space.TERRITORIAL.value) & (journal["energy_kwh"] > 0)]
    if own.empty:
        return Levers((), 0)
    sums = own.groupby(list(_KEYS), observed=True, sort=True, dropna=False)["energy_kwh"].sum()
    values = class_values()
    parts: list[tuple[tuple[Any, ...], float]] = list(zip(sums.index.tolist(), sums.tolist(), strict=True))
    total = fsum(energy for _, energy in parts)
    ungraded = sum(1 for key, _ in parts if key[3] not in values)
    lines = [
        _lever(key, energy, None if ungraded else (1.0 - values[key[3]]) * energy / total)
        for key, energy in parts
        if values.get(key[3], 0.0) < 1.0
    ]
    lines.sort(key=lambda line: (line.grade != "", -(line.gain or 0.0), -line.energy_kwh, line.place))
    return Levers(tuple(lines[:_MOST]), ungraded)


def _lever(key: tuple[Any, ...], energy_kwh: float, gain: float | None) -> QualityLever:
    sector, activity, site, grade, file, sheet, row, column = key
    place = Place(file, sheet, f"{column}{row}" if column and row else "")
    return QualityLever(sector, activity, site, str(place), grade, energy_kwh, gain)
