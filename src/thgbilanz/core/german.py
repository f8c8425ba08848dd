"""Numbers printed for German readers, without any locale."""

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext

NO_NUMBER = "–"
"""Stands where no number can be given (not computable, not collected)."""


def german_number(value: float, decimals: int) -> str:
    """A number with thousands points and decimal comma; NaN and infinity are ``–``, minus zero is ``0``.

    Rounds half away from zero on the shortest decimal text of the float, as commercial rounding
    (kaufmännisches Runden, DIN 1333) and the number formats of Excel do. Python's own formatting would round
    the binary value: 2.675 to 2.67, which nobody who checks by hand understands.

    >>> german_number(1234.5, 1), german_number(2.675, 2), german_number(-0.04, 1), german_number(math.nan, 0)
    ('1.234,5', '2,68', '0,0', '–')
    """
    if not math.isfinite(value):
        return NO_NUMBER
    with localcontext() as context:
        context.prec = 400  # a float has at most 309 digits before the comma
        # float() first: numpy scalars print themselves with their type
        rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if rounded.is_zero():
        rounded = abs(rounded)
    return f"{rounded:,f}".translate(_GERMAN)


_GERMAN = str.maketrans(",.", ".,")
