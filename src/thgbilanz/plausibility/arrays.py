"""Columns as arrays: whole numbers for texts, one number for each distinct combination, sums by number."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_FEW_FOR_EACH_ROW = 4
"""Numbers above this multiple of the rows are worth renumbering: arrays are as long as the largest number."""


def finite(values: Iterable[float]) -> Floats:
    """Numbers as an array; 0 for what is open, missing or endless."""
    return np.nan_to_num(np.asarray(values, dtype=np.float64), posinf=0.0, neginf=0.0)


def coded(texts: Sequence[Any], folding: Callable[[str], str] = str) -> tuple[Codes, dict[str, int]]:
    """A number for each text, the same for texts that are the same when folded, and the numbers by text."""
    numbers: dict[str, int] = {}
    of_spelling = {text: numbers.setdefault(folding(text), len(numbers)) for text in dict.fromkeys(texts)}
    return np.fromiter(map(of_spelling.__getitem__, texts), np.int64, len(texts)), numbers


def combined(codes: Iterable[Codes]) -> Codes:
    """One number for each distinct combination; they stay small enough to be counted."""

    def pair(left: Codes, right: Codes) -> Codes:
        both: Codes = left * (right.max(initial=0) + 1) + right
        return both if both.max(initial=0) <= _FEW_FOR_EACH_ROW * len(both) else renumbered(both)

    return reduce(pair, codes)


def renumbered(codes: npt.NDArray[Any]) -> Codes:
    """Numbers from 0 without gaps, in the order of the values."""
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


def added(keys: Codes, values: Floats, length: int) -> Floats:
    """Sums of the values with the same key, by key."""
    return np.bincount(keys, values, length).astype(np.float64)
