"""The one rounding rule of all exhibits; everything before an exhibit is in full precision.

Tonnes and megawatt hours of one table have no decimals if its largest figure is 1,000 or more, else one.
A figure that would be printed as zero without being zero is printed as "< 1" or "< 0,1": a zero is a
statement, and it would be a false one. Shares have one decimal. Rounded figures are never added up again.
"""

from collections.abc import Iterable
from math import isfinite
from typing import Final

from thgbilanz.units.german import german_number

MISSING: Final = "–"
"""Stands where there is no figure; never a zero."""

ROUNDING_NOTE: Final = "Gerundete Werte, Abweichungen in Summen durch Rundung"
_LARGE: Final = 1000.0
_SIGNIFICANT: Final = 4
_WHOLE_PERCENT: Final = 0.0095
"""From here on a spread is printed in whole percent."""


def decimals_for(values: Iterable[float]) -> int:
    """Decimals of tonnes or megawatt hours that stand in one table.

    >>> decimals_for([3.25, 999.9]), decimals_for([3.25, 1000.0])
    (1, 0)
    """
    return 0 if max((abs(value) for value in values if isfinite(value)), default=0.0) >= _LARGE else 1


def rounded_text(value: float | None, decimals: int) -> str:
    """A figure as exhibits print it.

    >>> rounded_text(0.3, 0), rounded_text(0.0, 0), rounded_text(-0.01, 1), rounded_text(None, 0)
    ('< 1', '0', '> -0,1', '–')
    """
    if value is None or not isfinite(value):
        return MISSING
    text = german_number(value, decimals)
    if value and not text.strip("0,"):
        step = german_number(10.0**-decimals, decimals)
        return f"< {step}" if value > 0 else f"> -{step}"
    return text


def share_text(share: float | None) -> str:
    """A share (0 to 1) in percent, without the sign.

    >>> share_text(0.1234), share_text(0.0002)
    ('12,3', '< 0,1')
    """
    return rounded_text(None if share is None else 100 * share, 1)


def spread_text(share: float | None) -> str:
    """Half of an interval in percent, without the sign: never finer than what an uncertainty can be known to.

    >>> spread_text(0.0874), spread_text(0.0042), spread_text(None)
    ('9', '0,4', '–')
    """
    if share is None:
        return MISSING
    return rounded_text(100 * share, 0 if share >= _WHOLE_PERCENT else 1)


def factor_text(value: float | None) -> str:
    """A factor with four significant digits, because factors span six orders of magnitude.

    >>> factor_text(0.4113), factor_text(2.6789), factor_text(1432.1), factor_text(0.0000213)
    ('0,4113', '2,679', '1.432', '0,0000213')
    """
    if value is None or not isfinite(value):
        return MISSING
    if not value:
        return "0"
    exponent = int(f"{abs(value):.{_SIGNIFICANT - 1}e}".partition("e")[2])
    text = german_number(value, max(0, _SIGNIFICANT - 1 - exponent))
    return text.rstrip("0").rstrip(",") if "," in text else text


def share_of(part: float | None, whole: float | None) -> float | None:
    """Share of a part in a whole, None where that says nothing (no whole, or a whole that is not positive).

    >>> share_of(1.0, 4.0), share_of(1.0, 0.0)
    (0.25, None)
    """
    if part is None or whole is None or not isfinite(part) or not isfinite(whole) or whole <= 0:
        return None
    return part / whole
