"""Slipped units: ratios that a wrong unit explains and hardly anything else does (faults.md 105).

Windows and their reasons: docs/decisions/0012-plausibilitaet.md. They are no published figures but a declared rule.
"""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thgbilanz.plausibility.arrays import Flags, Floats

TOLERANCE = 3.0
"""A quantity may really differ up to threefold from what it is compared with; more is no longer the same quantity."""

_POWERS = (1e3, 1e6)
"""kWh for MWh, kg for t, l for m³: 1,000; kWh for GWh: 1,000,000."""

_JOULE_PER_WATTHOUR = 3.6  # definition of the watt-hour, no measurement
_SAME_NUMBER = 1.5
"""Beside 3.6 the written numbers must agree within this factor: the unit changed and the number stayed."""


def slip_of(ratio: float) -> float:
    """By which factor a value is too large if its unit slipped, below 1 if too small; 0 if the ratio shows no slip.

    >>> slip_of(1059.0), slip_of(0.0021), slip_of(8e5), slip_of(12.0)
    (1000.0, 0.001, 1000000.0, 0.0)
    """
    for power in _POWERS:
        if power / TOLERANCE <= ratio <= power * TOLERANCE:
            return power
        if power / TOLERANCE <= 1 / ratio <= power * TOLERANCE:
            return 1 / power
    return 0.0


def may_be_slip(ratios: "Floats") -> "Flags":
    """Which of many ratios are worth a closer look; a change between joules and kWh is the smallest."""
    least = _JOULE_PER_WATTHOUR / _SAME_NUMBER
    return (ratios >= least) | (ratios <= 1 / least)


def is_alike(ratio: float) -> bool:
    """Whether two values may be the same quantity in two years."""
    return 1 / TOLERANCE <= ratio <= TOLERANCE


def joule_slip_of(ratio: float, units: Sequence[str], amounts: Sequence[float]) -> float:
    """3.6 or 1/3.6 if a unit changed between joule and watt-hour while the number stayed; else 0.

    The ratio alone proves nothing: consumption may really grow to the 3.6-fold.
    """
    now_is_joule, then_is_joule = (_is_joule(unit) for unit in units)
    if now_is_joule == then_is_joule or not 1 / _SAME_NUMBER <= amounts[0] / amounts[1] <= _SAME_NUMBER:
        return 0.0
    factor = 1 / _JOULE_PER_WATTHOUR if now_is_joule else _JOULE_PER_WATTHOUR
    return factor if 1 / _SAME_NUMBER <= ratio / factor <= _SAME_NUMBER else 0.0


def effect_of(slip: float, emissions_kg: float) -> float:
    """By how many kg CO2e a total changes if a value was too large by ``slip``.

    >>> effect_of(1000.0, 500.0), round(effect_of(0.001, 0.5), 6)
    (499.5, 499.5)
    """
    return abs(emissions_kg - emissions_kg / slip)


_WORDS: dict[str, dict[float, str]] = {
    "Wh": {1e3: "kWh/MWh", 1e6: "kWh/GWh"},
    "J": {1e3: "MJ/GJ", 1e6: "MJ/TJ"},
    "kg": {1e3: "kg/t"},
    "t": {1e3: "kg/t"},
    "l": {1e3: "l/m³"},
    "m³": {1e3: "l/m³"},
}
_PLAIN = {1e3: "Tausend", 1e6: "Million"}


def slip_words(slip: float, unit: str) -> str:
    """The question a slip raises.

    >>> slip_words(1000.0, "MWh (Hs)"), slip_words(0.001, "t"), slip_words(3.6, "MWh"), slip_words(1000.0, "Pkm")
    ('verrutschte Einheit kWh/MWh?', 'verrutschte Einheit kg/t?', 'verrutschte Einheit GJ/MWh?', 'Tausend verrutscht?')
    """
    power = min(_POWERS, key=lambda size: abs(math.log(max(slip, 1 / slip) / size)))
    if not slip_of(slip):
        return "verrutschte Einheit GJ/MWh?"
    family = "Wh" if "Wh" in unit else "J" if _is_joule(unit) else unit
    words = _WORDS.get(family, {}).get(power)
    return f"verrutschte Einheit {words}?" if words else f"{_PLAIN[power]} verrutscht?"


def _is_joule(unit: str) -> bool:
    return "J" in unit and "Wh" not in unit
