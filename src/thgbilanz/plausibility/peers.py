"""Factor-1000 slips beside peers of the run: kWh per m², EUR per kWh, and the published spans of both.

Robust by construction: the median of the others, at least five of them, and only if they agree among themselves.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.core.vocabulary import Space
from thgbilanz.plausibility.bands import PER_KWH, PER_M2, Band, bands
from thgbilanz.plausibility.columns import finite_figures, fold
from thgbilanz.plausibility.evidence import SlipEvidence
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.slips import TOLERANCE, slip_of
from thgbilanz.plausibility.wording import Names, amount_of, figure, ratio_words, thing

FEWEST_PEERS = 5
"""Fewer have no median that two wrong values among them could not move."""

_LOOSEST_QUARTILES = 30.0
"""Peers whose middle half spans more than this do not agree on what is usual (the window of a slip begins at 333)."""

_NEAR = 10.0
"""Values this close to the median of all cannot be a slip away from the median of the others."""

_THOUSAND = 1000.0

_PER_M2_BAND, _PER_M2, _PRICE_BAND, _PRICE = 2, 3, 4, 5


@dataclass(frozen=True, slots=True)
class _Value:
    """A specific value and its rows: all of a site and activity, or a single one."""

    activity: str
    positions: tuple[int, ...]
    value: float


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
    energy = finite_figures(rows.energy_kwh)
    found, usual = _slips(rows, _per_floor_area(rows, energy), _AREA, names, frozenset())
    return found + _slips(rows, _per_kwh(rows, energy), _COST, names, usual)[0]


def _per_floor_area(rows: BookedRows, energy: Sequence[float]) -> list[_Value]:
    """kWh per m² of each site and activity. A site's area stands on each of its rows; parts have different areas."""
    areas = finite_figures(rows.column("floor_area_m2"))
    spaces, organisations, activities, sites = (
        rows.column(name) for name in ("space", "organisation", "activity", "site")
    )
    folded = {site: fold(site) for site in dict.fromkeys(sites)}
    groups: dict[tuple[str, str, str | int], list[int]] = {}
    for position, (area, kwh) in enumerate(zip(areas, energy, strict=True)):
        if area > 0 and kwh > 0 and spaces[position] == Space.ORGANISATIONAL.value:
            site = folded[sites[position]] or position  # rows without a site stand for themselves
            groups.setdefault((organisations[position], activities[position], site), []).append(position)
    return [
        _Value(
            activity,
            tuple(positions),
            fsum(energy[row] for row in positions) / fsum({areas[row] for row in positions}),
        )
        for (_, activity, _), positions in groups.items()
    ]


def _per_kwh(rows: BookedRows, energy: Sequence[float]) -> list[_Value]:
    """EUR per kWh of each row; the cost is that of the whole period, so the energy must be too."""
    costs, portions = finite_figures(rows.column("cost_eur")), finite_figures(rows.column("portion"))
    activities = rows.column("activity")
    return [
        _Value(activities[row], (row,), cost * portions[row] / energy[row])
        for row, cost in enumerate(costs)
        if cost > 0 and energy[row] > 0
    ]


def _slips(
    rows: BookedRows, values: Iterable[_Value], kind: _Kind, names: Names, exempt: Collection[int]
) -> tuple[list[SlipEvidence], set[int]]:
    """Evidence among specific values, and which rows have a value that was compared and is usual."""
    found: list[SlipEvidence] = []
    usual: set[int] = set()
    by_activity: dict[str, list[_Value]] = {}
    for one in values:
        by_activity.setdefault(one.activity, []).append(one)
    for activity, here in by_activity.items():
        band = _published(activity, kind)
        peers = _Peers([one.value for one in here])
        for one in here:
            evidence = (
                _evidence(rows, one, kind, (peers, band), names) if _is_far(one.value, peers.median, band) else []
            )
            if not evidence and (peers.agree or (band is not None and band.lower <= one.value <= band.upper)):
                usual.update(one.positions)
            if not any(row in exempt for row in one.positions):
                found += evidence
    return found, usual


def _published(activity: str, kind: _Kind) -> Band | None:
    rows = (band for band in bands("kennwerte") if band.reference == kind.reference and activity in band.activities)
    return next(rows, None)


def _is_far(value: float, median: float, band: Band | None) -> bool:
    """Values worth a closer look: tenfold off the median or a thousandfold off the published span, not inside it."""
    far = value > median * _NEAR or value * _NEAR < median
    if band is None:
        return far
    far = far or value * TOLERANCE >= band.lower * _THOUSAND or value * _THOUSAND <= band.upper * TOLERANCE
    return far and not band.lower <= value <= band.upper


def _evidence(
    rows: BookedRows, one: _Value, kind: _Kind, against: tuple["_Peers", Band | None], names: Names
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


class _Peers:
    """Values of one activity, sorted once."""

    def __init__(self, values: Iterable[float]) -> None:
        self._sorted = sorted(values)
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
