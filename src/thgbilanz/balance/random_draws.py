"""Normal and lognormal draws that depend on nothing but a seed and the name of a variable.

The k-th draw of a variable is a hash of its key and k (splitmix64, Steele et al. 2014, in counter mode) turned into a
normal deviate (Box and Muller 1958). So a variable has the same draws in every run, whatever stands beside it and in
which order, and no version of a library decides about them.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]

SEED: Final = 20190101
_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)
_TO_UNIT: Final = 2.0**-53
_Z: Final = 1.959963984540054
"""97.5 % quantile of the standard normal distribution: half of a 95 % interval is z standard deviations."""

SKEWED_FROM: Final = 0.30
"""Half width above which a quantity is drawn lognormal (method/organisation.md 8.2): a normal one would go below 0."""


def multipliers(keys: Keys, half_widths: Floats, first: int, count: int) -> Floats:
    """Draws ``first`` to ``first + count`` of each variable, one row per draw: multipliers with mean 1.

    ``half_widths`` is half of the 95 % interval as a share. Up to 30 % the multiplier is normal, above lognormal with
    the same mean and standard deviation, so that a total keeps its expectation. ``first`` and ``count`` are even.
    """
    deviates = _standard_normal(keys, first, count)
    sigma = half_widths / _Z
    normal = 1.0 + deviates * sigma
    if not (half_widths > SKEWED_FROM).any():
        return normal
    log_sigma = np.sqrt(np.log1p(sigma**2))
    skewed = np.exp(deviates * log_sigma - 0.5 * log_sigma**2)
    return np.where(half_widths > SKEWED_FROM, skewed, normal)


def _standard_normal(keys: Keys, first: int, count: int) -> Floats:
    """Standard normal deviates, rows are draws, columns variables."""
    pairs = np.arange(first // 2, (first + count) // 2, dtype=np.uint64)[:, None]
    uniform = _uniform(keys, pairs * np.uint64(2))
    angle = 2.0 * np.pi * _uniform(keys, pairs * np.uint64(2) + np.uint64(1))
    radius = np.sqrt(-2.0 * np.log(uniform))
    result = np.empty((count, len(keys)), dtype=np.float64)
    result[0::2] = radius * np.cos(angle)
    result[1::2] = radius * np.sin(angle)
    return result


def _uniform(keys: Keys, counters: Keys) -> Floats:
    """Uniform numbers above 0 and up to 1, 53 bits each."""
    # keys are mixed first: neighbouring keys would walk through the same numbers, one step apart
    state = _mixed(_mixed(keys ^ np.uint64(SEED)) + (counters + np.uint64(1)) * _STEP)
    result: Floats = ((state >> np.uint64(11)).astype(np.float64) + 1.0) * _TO_UNIT
    return result


def _mixed(state: Keys) -> Keys:
    state = (state ^ (state >> np.uint64(30))) * _MIX_1
    state = (state ^ (state >> np.uint64(27))) * _MIX_2
    return state ^ (state >> np.uint64(31))
