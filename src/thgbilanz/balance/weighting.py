"""The weight of every posting in the group: columns of a journal meet the perimeter of its year."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from thgbilanz.balance.consolidation import Perimeter
from thgbilanz.core.vocabulary import Layer, Space

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Weights = npt.NDArray[np.float64]


def posting_weights(journal: "pd.DataFrame", perimeter: Perimeter) -> "Weights":
    """Weight 0 to 1 of each posting: that of its organisation over the days of the posting."""
    names = ["organisation"] if perimeter.is_steady else ["organisation", "start", "end"]
    return _by_distinct(journal, names, perimeter.weight)


def group_weights(journal: "pd.DataFrame", perimeter: Perimeter) -> "Weights":
    """What each posting of a journal with eliminations counts: eliminations are weighted already, the city is whole."""
    whole = (journal["layer"] == Layer.ELIMINATION.value) | (journal["space"] != Space.ORGANISATIONAL.value)
    return np.where(whole.to_numpy(), 1.0, posting_weights(journal, perimeter))


def present_weights(journal: "pd.DataFrame", perimeter: Perimeter) -> "Weights":
    """Weight of the organisation over those days of each posting on which its counterparty belongs to the group."""
    names = ["organisation", "counterparty"]
    return _by_distinct(journal, names if perimeter.is_steady else [*names, "start", "end"], perimeter.beside)


def shared_weights(journal: "pd.DataFrame", perimeter: Perimeter) -> "Weights":
    """The smaller weight of organisation and counterparty over the days of each posting."""
    names = ["organisation", "counterparty"]
    return _by_distinct(journal, names if perimeter.is_steady else [*names, "start", "end"], perimeter.shared)


def _by_distinct(journal: "pd.DataFrame", names: list[str], weight: Callable[..., float]) -> "Weights":
    """A weight per row, computed once for each distinct combination of the named category columns."""
    if len(names) == 1:
        column = journal[names[0]].cat
        own = np.array([weight(text) for text in column.categories], dtype=np.float64)
        of_rows: Weights = own[column.codes.to_numpy()]
        return of_rows
    code = np.zeros(len(journal), dtype=np.int64)
    for name in names:
        column = journal[name].cat
        code = code * len(column.categories) + column.codes.to_numpy()
    distinct, first, position = np.unique(code, return_index=True, return_inverse=True)
    texts = [journal[name].iloc[first].astype(object).tolist() for name in names]
    values = np.array([weight(*row) for row in zip(*texts, strict=True)], dtype=np.float64)
    result: Weights = values[position] if len(distinct) else np.zeros(0)
    return result
