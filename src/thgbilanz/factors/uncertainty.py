"""Half of the 95 % interval of a factor row in percent, from the bounds that its source states."""

from typing import Final

from thgbilanz.core.factor import Factor

_Z: Final = 1.959963984540054
"""97.5 % quantile of the standard normal distribution."""


def factor_uncertainty_percent(factor: Factor) -> float | None:
    """Half of the 95 % interval in percent of the factor; None if its source states none.

    ``p95`` and ``expert``: ``u_low`` and ``u_high`` bound the factor in its own unit; an expert's range counts as a
    95 % interval. ``gsd``: ``u_low`` is the geometric standard deviation g, the interval reaches from value / g^z to
    value x g^z (factor_schema.md). An asymmetric interval counts with half of its width, one stated side for both.
    """
    if factor.u_kind == "gsd":
        return None if factor.u_low is None else 50.0 * (factor.u_low**_Z - factor.u_low**-_Z)
    value = _central(factor)
    if factor.u_kind == "none" or value <= 0 or (factor.u_low is None and factor.u_high is None):
        return None
    low = value - factor.u_low if factor.u_low is not None else None
    high = factor.u_high - value if factor.u_high is not None else None
    sides = [side for side in (low, high) if side is not None]
    return 100.0 * sum(sides) / len(sides) / value


def _central(factor: Factor) -> float:
    """The figure that the bounds stand around: printed CO2e, else what the row states (factors.checking.gases)."""
    if factor.co2e_kg is not None:
        return factor.co2e_kg
    return (factor.co2_fossil_kg or 0.0) + (factor.other_co2e_kg or 0.0)
