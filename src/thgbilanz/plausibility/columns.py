"""Columns of rows as plain values: a check of one workbook must not pay for loading an array library."""

from collections.abc import Iterable
from math import isfinite


def finite_figures(values: Iterable[float]) -> list[float]:
    """Numbers in their order; 0 for what is open, missing or endless.

    >>> finite_figures([1.5, float("nan"), float("inf"), -2.0])
    [1.5, 0.0, 0.0, -2.0]
    """
    return [value if isfinite(value) else 0.0 for value in values]


def fold(text: str) -> str:
    """A name as it is compared: without case and outer blanks.

    >>> fold(" Rathaus Nord ")
    'rathaus nord'
    """
    return text.strip().casefold()
