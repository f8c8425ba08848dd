"""Additive LMDI-I: the change of a product split exactly into the changes of its factors.

B. W. Ang, "The LMDI approach to decomposition analysis: a practical guide", Energy Policy 33 (2005) 867-871, Eq. 5:
the contribution of factor k is L(VT, V0) ln(xkT / xk0) with the logarithmic mean L(a, b) = (a - b) / (ln a - ln b).
The contributions add up to VT - V0 without a rest, and those of parts add up to those of the whole.
"""

from collections.abc import Sequence
from math import log, log1p

_CLOSE = 0.5
"""Below this relative distance the logarithm of a ratio is taken as log1p, which keeps all digits."""


def log_mean(a: float, b: float) -> float:
    """Logarithmic mean of two figures above zero.

    >>> log_mean(4.0, 4.0), round(log_mean(20.0, 10.0), 6)
    (4.0, 14.42695)
    """
    ratio = log_ratio(a, b)
    return a if ratio == 0 else (a - b) / ratio


def log_ratio(a: float, b: float) -> float:
    """ln(a / b) of two figures above zero, exact also where they are close to each other.

    >>> log_ratio(1.0, 1.0)
    0.0
    """
    change = (a - b) / b
    return log1p(change) if abs(change) < _CLOSE else log(a / b)


def contributions(before: float, after: float, log_ratios: Sequence[float]) -> list[float]:
    """Contribution of each factor to ``after - before``; both figures have the same sign and are not zero.

    ``log_ratios`` are ln(x after / x before) of the factors whose product is the figure. Figures below zero
    (eliminations) are split like their absolute values, with the sign turned.
    """
    sign = 1.0 if after > 0 else -1.0
    weight = sign * log_mean(abs(after), abs(before))
    return [weight * ratio for ratio in log_ratios]
