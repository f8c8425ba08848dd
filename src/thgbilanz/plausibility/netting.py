"""Corrections taken into the rows that they correct: what is judged is what a meter or site comes to in the end.

A correction alone would look like a lost sign, and the row that it corrects would stay under suspicion for ever.
"""

from array import array
from itertools import compress
from math import isfinite, isnan

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.vocabulary import Layer
from thgbilanz.plausibility.columns import fold
from thgbilanz.plausibility.rows import BookedRows

_SAME = ("organisation", "space", "sector", "activity")


def net_of_corrections(rows: BookedRows) -> BookedRows:
    """The rows without corrections; each correction is added to the largest row of its meter, site or activity.

    Amounts are added where both have one unit, tonnes and energy always. A correction of nothing is left out.
    """
    correction = Layer.CORRECTION.value
    is_correction = [layer == correction for layer in rows.column("layer")]
    if not any(is_correction):
        return rows
    amounts, emissions, energy = rows.column("amount").copy(), rows.emissions_kg[:], rows.energy_kwh[:]
    units = rows.column("unit")
    candidates = _Candidates(rows, is_correction)
    for position in (position for position, is_one in enumerate(is_correction) if is_one):
        target = candidates.of(position)
        if target is None:
            continue
        for figures in (emissions, energy):
            if isfinite(figures[position]):
                figures[target] += figures[position]
        if units[target] == units[position]:
            amounts[target] += amounts[position]
    kept = [not is_one for is_one in is_correction]
    columns = rows.activities.columns | {"amount": amounts}
    activities = ActivityTable({name: list(compress(values, kept)) for name, values in columns.items()})
    return BookedRows(rows.year, activities, array("d", compress(emissions, kept)), array("d", compress(energy, kept)))


class _Candidates:
    """Rows that a correction may be about."""

    def __init__(self, rows: BookedRows, is_correction: list[bool]) -> None:
        self._rows = rows
        self._keys = list(zip(*(rows.column(name) for name in _SAME), strict=True))
        self._meters, self._sites = ([fold(text) for text in rows.column(name)] for name in ("meter", "site"))
        self._positions: dict[tuple[str, ...], list[int]] = {}
        for position, key in enumerate(self._keys):
            if not is_correction[position] and not isnan(rows.column("amount")[position]):
                self._positions.setdefault(key, []).append(position)

    def of(self, position: int) -> int | None:
        """The largest row with the same meter, else the same site, else the same activity."""
        fitting = self._positions.get(self._keys[position], [])
        for names in (self._meters, self._sites):
            if names[position]:
                fitting = [other for other in fitting if names[other] == names[position]]
        return max(fitting, key=self._size, default=None)

    def _size(self, position: int) -> float:
        kilograms = self._rows.emissions_kg[position]
        return kilograms if isfinite(kilograms) else 0.0
