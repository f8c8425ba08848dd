"""Activity columns as codes and categories: work is done once per distinct value, rows follow by index."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from thgbilanz.core.activity import ACTIVITY_SCHEMA, ActivityTable

Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
SmallCodes = npt.NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of few distinct texts: ``categories`` sorted, ``codes`` index into them.

    Codes have the smallest integer type that fits: widen them before arithmetic.
    """

    codes: SmallCodes
    categories: tuple[str, ...]

    def taken(self, index: Codes, zeros: SmallCodes) -> pd.Categorical:
        """The values at the given rows; ``zeros`` are the shared codes of columns with one value."""
        return categorical(self.codes, self.categories, index, zeros)


def smallest_codes(codes: SmallCodes, size: int) -> SmallCodes:
    """Codes in the smallest signed integer type that holds ``size`` categories."""
    return codes.astype(np.min_scalar_type(-max(size, 1)))


def categorical(codes: SmallCodes, categories: Sequence[str], index: Codes, zeros: SmallCodes) -> pd.Categorical:
    """A categorical of ``categories[codes[index]]``; columns with one value share the memory of their codes."""
    taken = zeros if len(categories) == 1 else smallest_codes(codes, len(categories))[index]
    return pd.Categorical.from_codes(taken, categories=pd.Index(list(categories), dtype=object), validate=False)


@dataclass(frozen=True, slots=True)
class CodedActivities:
    """An activity table ready for vectorised booking."""

    coded: dict[str, Coded]
    floats: dict[str, Floats]
    ints: dict[str, Codes]
    rows: int
    portion: Floats | None = None
    """Part of each amount that belongs to its year; None if every row lies in its year."""


_NOT_BOOKED = frozenset({"floor_area_m2", "cost_eur", "portion", "weather_corrected", "confirmation"})


def coded_activities(activities: ActivityTable) -> CodedActivities:
    """Factorise every text column once; what only serves checks is not booked."""
    coded: dict[str, Coded] = {}
    floats: dict[str, Floats] = {}
    ints: dict[str, Codes] = {}
    for column in ACTIVITY_SCHEMA:
        values = activities.columns[column.name]
        if column.name in _NOT_BOOKED:
            continue
        if column.kind == "float":
            floats[column.name] = _numbers(values, np.float64)
        elif column.kind == "int":
            ints[column.name] = _numbers(values, np.int64)
        else:
            coded[column.name] = coded_texts(values)
    return CodedActivities(coded, floats, ints, len(activities), _portion(activities.columns["portion"]))


def _portion(values: Sequence[Any]) -> Floats | None:
    return None if values.count(1.0) == len(values) else np.asarray(values, dtype=np.float64)


def coded_texts(values: Sequence[Any]) -> Coded:
    """Codes and sorted categories of a text column; sorted, so that the order of files changes nothing."""
    if _is_constant(values):
        return Coded(np.zeros(len(values), dtype=np.int8), (str(values[0]),))
    codes, found = pd.factorize(np.asarray(values, dtype=object))
    categories = [str(value) for value in found]
    order = sorted(range(len(categories)), key=categories.__getitem__)
    if order == list(range(len(categories))):
        return Coded(smallest_codes(codes, len(categories)), tuple(categories))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return Coded(smallest_codes(rank, len(order))[codes], tuple(categories[position] for position in order))


def _numbers(values: Sequence[Any], kind: type[Any]) -> npt.NDArray[Any]:
    return np.full(len(values), values[0], kind) if _is_constant(values) else np.asarray(values, dtype=kind)


def _is_constant(values: Sequence[Any]) -> bool:
    """Whether a list holds one value only: most columns of a batch do, and counting is five times cheaper."""
    return isinstance(values, list) and bool(values) and values.count(values[0]) == len(values)


def distinct_rows(columns: Sequence[tuple[SmallCodes, int]]) -> tuple[Codes, Codes]:
    """Number each distinct combination of codes: the number of every row, and a first row per combination.

    ``columns`` are pairs of codes and how many codes there are.
    """
    combined = np.zeros(len(columns[0][0]), dtype=np.int64)
    for codes, size in columns:
        combined = combined * max(size, 1) + codes
    numbers, found = pd.factorize(combined)
    first = np.empty(len(found), dtype=np.int64)
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return numbers.astype(np.int64), first
