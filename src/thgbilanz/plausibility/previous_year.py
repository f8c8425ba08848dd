"""Factor-1000 slips against the year before: the same meter, else the same site, else the activity's total."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.plausibility.evidence import SlipEvidence
from thgbilanz.plausibility.identity import Counterpart, YearKeys, odd_counterparts
from thgbilanz.plausibility.slips import is_alike, joule_slip_of, slip_of
from thgbilanz.plausibility.totals import largest
from thgbilanz.plausibility.wording import Names, amount_of, owner_name, ratio_words, thing

_STRENGTH = {"meter": 0, "site": 1, "total": 6}

_SMALLEST_SHARE = 0.05
"""One of several rows (a month) is under suspicion only if it carries this share of the year: gas in July may really
be a thousandth of the July before, and nobody should have to confirm that."""


@dataclass(frozen=True, slots=True)
class _Slip:
    """Rows of this year that are ``slip`` times too large beside rows of the year before."""

    slip: float
    ratio: float
    now: tuple[int, ...]
    then: tuple[int, ...]
    to_mean: bool = False
    """Whether the ratio is that of one row to the mean of ``then``."""


def previous_year_slips(now: YearKeys, then: YearKeys, names: Names) -> list[SlipEvidence]:
    """Evidence from comparing two years."""
    found = []
    for pair in odd_counterparts(now, then):
        if len(pair.now) == len(pair.then) == 1 and pair.level != "total":
            slips = _slip_of_one(now, then, pair.now[0], pair.then[0])
        else:
            slips = _slips_of_many(now, then, pair)
        found += [_evidence(now, then, pair.level, slip, names) for slip in slips]
    return found


def _slip_of_one(now: YearKeys, then: YearKeys, here: int, there: int) -> list[_Slip]:
    ratio = now.size[here] / then.size[there]
    slip = slip_of(ratio) or joule_slip_of(
        ratio,
        (now.rows.column("unit")[here], then.rows.column("unit")[there]),
        (now.rows.column("amount")[here], then.rows.column("amount")[there]),
    )
    return [_Slip(slip, ratio, (here,), (there,))] if slip else []


def _slips_of_many(now: YearKeys, then: YearKeys, pair: Counterpart) -> list[_Slip]:
    """Single rows under suspicion (a month), or all rows together if only their sum is."""
    total_now, total_then = _sum(now, pair.compared), _sum(then, pair.then)
    if pair.level != "total":
        single = _single_slips(now, then, pair)
        by_slip: dict[float, list[_Slip]] = {}
        for one in single:
            by_slip.setdefault(one.slip, []).append(one)
        corrected = total_now - fsum(now.size[one.now[0]] * (1 - 1 / one.slip) for one in single)
        if single and is_alike(corrected / total_then):
            return [_joined(now, then, slips) for slips in by_slip.values()]
    ratio = total_now / total_then
    slip = slip_of(ratio)
    return [_Slip(slip, ratio, tuple(pair.now), tuple(pair.then))] if slip else []


def _single_slips(now: YearKeys, then: YearKeys, pair: Counterpart) -> list[_Slip]:
    """Row by row: against the same period of the year before, else against its mean row."""
    total_now, total_then = _sum(now, pair.now), _sum(then, pair.then)
    periods_now, periods_then = _by_period(now, pair.now), _by_period(then, pair.then)
    mean = total_then / len(pair.then)
    found = []
    for period, here in periods_now.items():
        there = periods_then.get(period, [])
        paired = len(here) == len(there) == 1
        for position in here:
            reference = then.size[there[0]] if paired else mean
            ratio = now.size[position] / reference
            slip = slip_of(ratio)
            share = now.size[position] / total_now if slip > 1 else reference / total_then
            if slip and share >= _SMALLEST_SHARE:
                found.append(_Slip(slip, ratio, (position,), tuple(there if paired else pair.then), not paired))
    return found


def _by_period(year: YearKeys, positions: Sequence[int]) -> dict[int, list[int]]:
    """Positions by first and last day without the year."""
    periods: dict[int, list[int]] = {}
    for position in positions:
        periods.setdefault(int(year.period[position]), []).append(position)
    return periods


def _joined(now: YearKeys, then: YearKeys, slips: Sequence[_Slip]) -> _Slip:
    """Several months with the same slip are one finding."""
    if len(slips) == 1:
        return slips[0]
    here = tuple(position for slip in slips for position in slip.now)
    there = tuple(dict.fromkeys(position for slip in slips for position in slip.then))
    return _Slip(slips[0].slip, _sum(now, here) / _sum(then, there), here, there)


def _sum(year: YearKeys, positions: Sequence[int]) -> float:
    return fsum(year.size[position] for position in positions)


def _evidence(now: YearKeys, then: YearKeys, level: str, slip: _Slip, names: Names) -> SlipEvidence:
    first, reference = largest(now.rows, slip.now), largest(then.rows, slip.then)
    before = amount_of(then.rows, slip.then)
    if slip.to_mean:
        comparison = (
            f"{then.rows.year} {before} in {len(slip.then)} Zeilen, Verhältnis zum Mittel {ratio_words(slip.ratio)}"
        )
    else:
        comparison = f"im Vorjahr {before}, Verhältnis {ratio_words(slip.ratio)}"
    units = {now.rows.column("unit")[position] for position in slip.now}
    units_before = {then.rows.column("unit")[position] for position in slip.then}
    return SlipEvidence(
        code="THG310",
        strength=_STRENGTH[level],
        positions=slip.now,
        slip=slip.slip,
        subject=f"{_subject(now, level, first, names)}: {amount_of(now.rows, slip.now)}",
        comparison=comparison,
        expected=f"etwa wie {then.rows.year}: {before} ({then.rows.place(reference)})",
        unit_changed=len(units) == 1 and units.isdisjoint(units_before),
    )


def _subject(now: YearKeys, level: str, position: int, names: Names) -> str:
    if level == "total":
        label = activity_label(now.rows.column("activity")[position])
        return f"{owner_name(now.rows, position, names)}, {label} zusammen"
    return thing(now.rows, position, names)
