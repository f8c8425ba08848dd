"""From a figure to its postings: which ones, with what weight, in groups, so that the parts add up to the figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from thgbilanz.balance.figures import Figure, Where
from thgbilanz.core.vocabulary import Layer, Method, Scope, Space

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

ELIMINATIONS: Final = "eliminationen"
"""Key of the branch that holds what is taken off; its column is ``layer``."""
_LEVELS: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """What one posting adds to a figure, in the unit of the figure."""

    position: int
    """Row of the journal, from 0."""
    weight: float
    value: float


@dataclass(frozen=True, slots=True)
class Branch:
    """Postings that share a value of a column; branches of one level add up to the one above."""

    column: str
    """Column of the journal, or ``layer`` for the branch of eliminations."""
    key: str
    value: float
    count: int
    branches: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure taken apart."""

    figure: Figure
    value: float
    """Sum of the parts, in the unit of the figure."""
    branches: tuple[Branch, ...]
    parts: tuple[Part, ...]
    """Largest first, by size without sign; equal ones in the order of the journal."""


def explained(journal: "pd.DataFrame", figure: Figure, weights: "npt.NDArray[np.float64]") -> Explanation:
    """The postings of a figure with their parts.

    ``weights`` is what each posting counts in the group: own postings of a weighted figure are multiplied by it.
    """
    positions, weight, values = figure_parts(journal, figure, weights)
    order = np.lexsort((positions, -np.abs(values)))
    parts = tuple(
        Part(int(positions[number]), float(weight[number]), float(values[number])) for number in order.tolist()
    )
    return Explanation(figure, fsum(values.tolist()), _branches(journal, figure, positions, values), parts)


def figure_parts(
    journal: "pd.DataFrame", figure: Figure, weights: "npt.NDArray[np.float64]"
) -> "tuple[npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.float64]]":
    """Positions of the postings of a figure, their weights, and what each adds in the unit of the figure."""
    positions = np.flatnonzero(_selected(journal, figure))
    weight = weights[positions] if figure.weighted else np.ones(len(positions))
    amounts = journal[figure.column].to_numpy(dtype=np.float64)[positions]
    values = np.nan_to_num(amounts) * weight * figure.sign / figure.divisor
    return positions, weight, values


def _selected(journal: "pd.DataFrame", figure: Figure) -> "npt.NDArray[np.bool_]":
    mask = (journal["space"] == figure.space).to_numpy() & _holds(journal, figure.where)
    if figure.either:
        mask = mask & np.any([_holds(journal, where) for where in figure.either], axis=0)
    if figure.layers != "all":
        eliminated = _is_elimination(journal)
        mask = mask & (eliminated if figure.layers == "eliminations" else ~eliminated)
    result: npt.NDArray[np.bool_] = mask
    return result


def _holds(journal: "pd.DataFrame", where: Where) -> "npt.NDArray[np.bool_]":
    mask: npt.NDArray[np.bool_] = np.ones(len(journal), dtype=bool)
    for column, values in where:
        if column == "in_total":
            mask &= _in_total(journal) == values[0]
        else:
            mask &= journal[column].isin(list(values)).to_numpy()
    return mask


def _is_elimination(journal: "pd.DataFrame") -> "npt.NDArray[np.bool_]":
    result: npt.NDArray[np.bool_] = (journal["layer"] == Layer.ELIMINATION.value).to_numpy()
    return result


def _in_total(journal: "pd.DataFrame") -> "npt.NDArray[np.bool_]":
    """Neither scope 2 by market, which stands beside the total, nor biogenic CO2 outside the scopes."""
    aside = (journal["method"] == Method.MARKET.value) | (journal["scope"] == Scope.OUTSIDE.value)
    result: npt.NDArray[np.bool_] = ~aside.to_numpy()
    return result


_COLUMNS: Final = {
    Space.ORGANISATIONAL.value: ("organisation", "scope", "activity"),
    Space.TERRITORIAL.value: ("sector", "activity"),
}

_OF_ELIMINATIONS: Final = ("organisation", "counterparty", "activity", "scope")


def _branches(
    journal: "pd.DataFrame", figure: Figure, positions: "npt.NDArray[np.int64]", values: "npt.NDArray[np.float64]"
) -> tuple[Branch, ...]:
    """Branches by the first two columns that tell postings apart; what is taken off is a branch beside the others."""
    whole = np.arange(len(positions))
    if figure.layers != "all" or figure.space != Space.ORGANISATIONAL:
        return _grouped(journal, positions, values, whole, _columns(journal, figure, positions))
    eliminated = _is_elimination(journal)[positions]
    own, off = whole[~eliminated], whole[eliminated]
    telling = _columns(journal, figure, positions[own])
    if not len(off):
        return _grouped(journal, positions, values, own, telling)
    # beside what is taken off, own postings that nothing tells apart are still a branch: else the sum misses them
    branches = _grouped(journal, positions, values, own, telling or [_COLUMNS[figure.space][0]])
    columns = _telling(journal, positions[off], _OF_ELIMINATIONS)
    inner = _grouped(journal, positions, values, off, columns)
    return (*branches, Branch("layer", ELIMINATIONS, _sum(values, off), len(off), inner))


def _columns(journal: "pd.DataFrame", figure: Figure, positions: "npt.NDArray[np.int64]") -> list[str]:
    wanted = _OF_ELIMINATIONS if figure.layers == "eliminations" else _COLUMNS[figure.space]
    return _telling(journal, positions, wanted)


def _telling(journal: "pd.DataFrame", positions: "npt.NDArray[np.int64]", wanted: Sequence[str]) -> list[str]:
    """Columns that hold more than one value among the postings, two at most."""
    return [name for name in wanted if len(np.unique(journal[name].cat.codes.to_numpy()[positions])) > 1][:_LEVELS]


def _grouped(
    journal: "pd.DataFrame",
    positions: "npt.NDArray[np.int64]",
    values: "npt.NDArray[np.float64]",
    members: "npt.NDArray[np.int64]",
    columns: Sequence[str],
) -> tuple[Branch, ...]:
    if not columns or not len(members):
        return ()
    column: Any = journal[columns[0]].cat
    codes = column.codes.to_numpy()[positions[members]]
    branches = []
    for code in np.unique(codes):
        own = members[codes == code]
        inner = _grouped(journal, positions, values, own, columns[1:])
        branches.append(Branch(columns[0], str(column.categories[code]), _sum(values, own), len(own), inner))
    return tuple(sorted(branches, key=lambda branch: (-abs(branch.value), branch.key)))


def _sum(values: "npt.NDArray[np.float64]", members: "npt.NDArray[np.int64]") -> float:
    return fsum(values[members].tolist())
