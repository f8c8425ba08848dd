"""Factor-1000 slips beside peers of the run: kWh per m², EUR per kWh, and the published spans of both.

Robust by construction: the median of the others, at least five of them, and only if they agree among themselves.
"""

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np

from thgbilanz.core.vocabulary import Space
from thgbilanz.plausibility.arrays import Codes, Flags, Floats, coded, combined, finite, renumbered
from thgbilanz.plausibility.bands import PER_KWH, PER_M2, Band, bands
from thgbilanz.plausibility.evidence import SlipEvidence
from thgbilanz.plausibility.identity import fold
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.slips import TOLERANCE, slip_of
from thgbilanz.plausibility.wording import Names, activity_label, amount_of, figure, ratio_words, thing

FEWEST_PEERS = 5
"""Fewer have no median that two wrong values among them could not move."""

_LOOSEST_QUARTILES = 30.0
"""Peers whose middle half spans more than this do not agree on what is usual (the window of a slip begins at 333)."""

_NEAR = 10.0
"""Values this close to the median of all cannot be a slip away from the median of the others."""

_THOUSAND = 1000.0

_PER_M2_BAND, _PER_M2, _PRICE_BAND, _PRICE = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class _Specific:
    """Specific values of groups of rows: of a site and activity, or of single rows."""

    values: Floats
    activities: Codes
    """Number of the activity of each value."""
    labels: tuple[str, ...]
    """Ids of the activities."""
    group_of_row: Codes
    """Which value each row belongs to; -1 for none."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a specific value speaks about amounts."""

    reference: str
    unit: str
    peers: str
    code: str
    strength: int
    band_code: str
    band_strength: int
    grows_with_amount: bool


_AREA = _Kind(PER_M2, "kWh je m²", "Liegenschaften", "THG311", _PER_M2, "THG313", _PER_M2_BAND, grows_with_amount=True)
_COST = _Kind(PER_KWH, "EUR je kWh", "Zeilen", "THG312", _PRICE, "THG314", _PRICE_BAND, grows_with_amount=False)


def peer_slips(rows: BookedRows, names: Names) -> list[SlipEvidence]:
    """Evidence from floor areas and costs of one year; needs no other year.

    A price is no evidence where the kWh per m² of the same rows are usual: then the cost slipped, not the amount.
    """
    energy = finite(rows.energy_kwh)
    found, usual = _slips(rows, _per_floor_area(rows, energy), _AREA, names, np.zeros(len(energy), dtype=bool))
    return found + _slips(rows, _per_kwh(rows, energy), _COST, names, usual)[0]


def _per_floor_area(rows: BookedRows, energy: Floats) -> _Specific:
    """kWh per m² of each site and activity. A site's area stands on each of its rows; parts have different areas."""
    areas = finite(rows.column("floor_area_m2"))
    is_used = (areas > 0) & (energy > 0)
    if not is_used.any():
        return _nothing(len(energy))
    is_used &= np.array(rows.column("space"), dtype=object) == Space.ORGANISATIONAL.value
    activities, labels = coded(rows.column("activity"))
    sites, spellings = coded(rows.column("site"), fold)
    nameless = sites == spellings.get("", -1)
    sites = np.where(nameless, len(spellings) + np.arange(len(sites)), sites)
    keys = combined((coded(rows.column("organisation"))[0], activities, sites))
    return _grouped(keys, is_used, energy, areas, (activities, tuple(labels)))


def _grouped(
    keys: Codes, is_used: Flags, energy: Floats, areas: Floats, of: tuple[Codes, tuple[str, ...]]
) -> _Specific:
    used = np.flatnonzero(is_used)
    groups = renumbered(keys[used])
    parts = renumbered(combined((groups, renumbered(areas[used]))))
    first_of_part = np.unique(parts, return_index=True)[1]
    area = np.bincount(groups[first_of_part], areas[used][first_of_part])
    group_of_row = np.full(len(keys), -1)
    group_of_row[used] = groups
    first_of_group = np.unique(groups, return_index=True)[1]
    return _Specific(np.bincount(groups, energy[used]) / area, of[0][used][first_of_group], of[1], group_of_row)


def _per_kwh(rows: BookedRows, energy: Floats) -> _Specific:
    """EUR per kWh of each row; the cost is that of the whole period, so the energy must be too."""
    costs = finite(rows.column("cost_eur"))
    used = np.flatnonzero((costs > 0) & (energy > 0))
    if not len(used):
        return _nothing(len(energy))
    portions = finite(rows.column("portion"))[used]
    activities, labels = coded(rows.column("activity"))
    group_of_row = np.full(len(energy), -1)
    group_of_row[used] = np.arange(len(used))
    return _Specific(costs[used] * portions / energy[used], activities[used], tuple(labels), group_of_row)


def _nothing(length: int) -> _Specific:
    return _Specific(np.zeros(0), np.zeros(0, dtype=np.int64), (), np.full(length, -1))


def _slips(
    rows: BookedRows, specific: _Specific, kind: _Kind, names: Names, exempt: Flags
) -> tuple[list[SlipEvidence], Flags]:
    """Evidence among specific values, and which rows have a value that was compared and is usual."""
    found: list[SlipEvidence] = []
    is_usual = np.zeros(len(specific.values) + 1, dtype=bool)  # the last place is for rows without a value
    for number in sorted(set(specific.activities.tolist())):
        here = np.flatnonzero(specific.activities == number)
        values, label = specific.values[here], specific.labels[number]
        band = _published(label, kind)
        peers = _Peers(values)
        if peers.agree:
            is_usual[here] = True
        if band is not None:
            is_usual[here] |= (values >= band.lower) & (values <= band.upper)
        for group in here[_is_far(values, peers.median, band)].tolist():
            positions = tuple(np.flatnonzero(specific.group_of_row == group).tolist())
            one = _Value(label, positions, float(specific.values[group]))
            evidence = _evidence(rows, one, kind, (peers, band), names)
            is_usual[group] &= not evidence
            found += [] if exempt[list(positions)].any() else evidence
    return found, is_usual[specific.group_of_row]


def _published(activity: str, kind: _Kind) -> Band | None:
    rows = (band for band in bands("kennwerte") if band.reference == kind.reference and activity in band.activities)
    return next(rows, None)


def _is_far(values: Floats, median: float, band: Band | None) -> Flags:
    """Values worth a closer look: tenfold off the median or a thousandfold off the published span, not inside it."""
    far: Flags = (values > median * _NEAR) | (values * _NEAR < median)
    if band is None:
        return far
    far |= (values * TOLERANCE >= band.lower * _THOUSAND) | (values * _THOUSAND <= band.upper * TOLERANCE)
    return far & ((values < band.lower) | (values > band.upper))


def _evidence(
    rows: BookedRows, one: "_Value", kind: _Kind, against: tuple["_Peers", Band | None], names: Names
) -> list[SlipEvidence]:
    peers, band = against
    found = []
    median = peers.median_without(one.value)
    slip = _amount_slip(one.value / median, kind) if median else 0.0
    if slip:
        found.append(_beside_peers(rows, one, kind, (slip, median), names))
    slip = _band_slip(one.value, band, kind) if band else 0.0
    if slip and band:
        found.append(_beside_band(rows, one, kind, (slip, band), names))
    return found


@dataclass(frozen=True, slots=True)
class _Value:
    """A specific value and its rows."""

    activity: str
    positions: tuple[int, ...]
    value: float


class _Peers:
    """Values of one activity, sorted once."""

    def __init__(self, values: Floats) -> None:
        self._sorted = np.sort(values).tolist()
        self.median = self._sorted[len(self._sorted) // 2]
        self.can_compare = len(self._sorted) > FEWEST_PEERS
        self.agree = self.median_without(self.median) > 0

    def median_without(self, value: float) -> float:
        """Median of the others; 0 if they are too few or do not agree."""
        if not self.can_compare:
            return 0.0
        left_out = bisect_left(self._sorted, value)
        low, middle, high = (self._quantile(share, left_out) for share in (0.25, 0.5, 0.75))
        return middle if high <= low * _LOOSEST_QUARTILES else 0.0

    def _quantile(self, share: float, left_out: int) -> float:
        """Quantile of the values but one, interpolated between neighbours."""
        others = len(self._sorted) - 1
        below, rest = divmod((others - 1) * share, 1)
        first, second = (
            self._sorted[number + (number >= left_out)] for number in (int(below), min(int(below) + 1, others - 1))
        )
        return float(first + rest * (second - first))


def _amount_slip(ratio: float, kind: _Kind) -> float:
    """A price that is a thousandth of the usual means an amount that is a thousand times too large."""
    return slip_of(ratio if kind.grows_with_amount else 1 / ratio)


def _band_slip(value: float, band: Band, kind: _Kind) -> float:
    """By which factor the amount slipped if a value lies far outside a span and a slip brings it back."""
    for power in (_THOUSAND, 1 / _THOUSAND):
        if band.lower / TOLERANCE <= value / power <= band.upper * TOLERANCE:
            return power if kind.grows_with_amount else 1 / power
    return 0.0


def _beside_peers(
    rows: BookedRows, one: _Value, kind: _Kind, beside: tuple[float, float], names: Names
) -> SlipEvidence:
    slip, median = beside
    usual = f"{figure(median)} {kind.unit}"
    label = activity_label(one.activity)
    return SlipEvidence(
        code=kind.code,
        strength=kind.strength,
        positions=one.positions,
        slip=slip,
        subject=_subject(rows, one, names),
        comparison=f"{figure(one.value)} {kind.unit}, bei anderen {kind.peers} im Mittel {usual}, "
        f"Verhältnis {ratio_words(one.value / median)}",
        expected=f"in der Größenordnung von {usual} (Median der anderen {kind.peers} mit {label} in diesem Lauf)",
    )


def _beside_band(rows: BookedRows, one: _Value, kind: _Kind, beside: tuple[float, Band], names: Names) -> SlipEvidence:
    slip, band = beside
    span = f"{figure(band.lower)} bis {figure(band.upper)} {band.unit}"
    return SlipEvidence(
        code=kind.band_code,
        strength=kind.band_strength,
        positions=one.positions,
        slip=slip,
        subject=_subject(rows, one, names),
        comparison=f"{figure(one.value)} {kind.unit}, veröffentlicht sind {span}",
        expected=f"{span} ({band.source})",
    )


def _subject(rows: BookedRows, one: _Value, names: Names) -> str:
    return f"{thing(rows, one.positions[0], names)}: {amount_of(rows, one.positions)}"
