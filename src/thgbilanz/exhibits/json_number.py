"""Figures of JSON documents: finite numbers in full precision, or null."""

from math import isfinite


def number(value: float | None) -> float | None:
    """A finite figure as it is; null for none, NaN and infinity; zero without a sign.

    >>> number(-0.0), number(float("nan")), number(0.1 + 0.2)
    (0.0, None, 0.30000000000000004)
    """
    if value is None or not isfinite(value):
        return None
    return float(value) + 0.0


def thousandth(value: float | None) -> float | None:
    """Tonnes from kilograms, or megawatt hours from kilowatt hours."""
    return None if value is None else number(value / 1000)
