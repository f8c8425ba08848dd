"""Figures in the German text of a derivation, and arithmetic that gives what a pocket calculator gives."""

from decimal import Decimal
from functools import lru_cache
from math import prod

from thgbilanz.core.german import german_number


@lru_cache(maxsize=4096)
def figure(value: float) -> str:
    """A figure with all the digits that it has.

    >>> figure(14.2), figure(48250.0), figure(0.0035)
    ('14,2', '48.250', '0,0035')
    """
    _, _, decimals = f"{value:.12f}".rstrip("0").partition(".")
    return german_number(value, len(decimals))


def exact(value: float) -> Decimal:
    """A figure as it is written: the product of 240 and 0.085 is 20.4 then, not 20.400000000000002.

    >>> float(exact(240) * exact(0.085))
    20.4
    """
    return Decimal(repr(float(value)))


def product(*factors: tuple[float, str]) -> tuple[float, str]:
    """The product of figures and its text; each factor is a figure and the words behind it.

    >>> product((120, "Beschäftigte"), (200, "Tage"))
    (24000.0, '120 Beschäftigte × 200 Tage')
    """
    words = " × ".join(" ".join(filter(None, (figure(value), name))) for value, name in factors)
    return float(prod(exact(value) for value, _ in factors)), words
