"""The journal as a frame: exactly the declared columns, in canonical order."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from thgbilanz.core.posting import POSTING_COLUMNS, POSTING_SCHEMA

EMPTY_BY_KIND: dict[str, Any] = {"category": "", "text": "", "float": float("nan"), "int": 0}


def journal_frame(columns: Mapping[str, Any]) -> pd.DataFrame:
    """A journal from columns of equal length; raises ValueError if a declared column is missing or unknown."""
    if set(columns) != set(POSTING_COLUMNS):
        missing = sorted(set(POSTING_COLUMNS) - set(columns))
        unknown = sorted(set(columns) - set(POSTING_COLUMNS))
        msg = f"journal columns missing: {missing}, unknown: {unknown}"
        raise ValueError(msg)
    return pd.DataFrame({name: columns[name] for name in POSTING_COLUMNS}, copy=False)


@cache
def empty_journal() -> pd.DataFrame:
    """A journal without postings, made once: nobody writes into a journal."""
    columns: dict[str, Any] = {}
    for column in POSTING_SCHEMA:
        if column.kind == "float":
            columns[column.name] = pd.Series([], dtype="float64")
        elif column.kind == "int":
            columns[column.name] = pd.Series([], dtype="uint64" if column.name == "posting_id" else "int64")
        else:
            columns[column.name] = pd.Categorical([], categories=pd.Index([], dtype=object))
    return journal_frame(columns)


def appended(journal: pd.DataFrame, further: pd.DataFrame) -> pd.DataFrame:
    """The journal with further postings at its end; category columns keep one shared, sorted list of values."""
    if further.empty or journal.empty:
        return journal if further.empty else further
    columns: dict[str, Any] = {}
    for column in POSTING_SCHEMA:
        first, second = journal[column.name], further[column.name]
        if column.kind in {"category", "text"}:
            columns[column.name] = _joined(first.cat, second.cat)
        else:
            columns[column.name] = pd.concat([first, second], ignore_index=True).to_numpy()
    return journal_frame(columns)


def constant_column(value: str, rows: int) -> pd.Categorical:
    """A category column that holds one value only."""
    return pd.Categorical.from_codes(np.zeros(rows, np.int8), categories=pd.Index([value], dtype=object))


def _joined(first: Any, second: Any) -> pd.Categorical:  # noqa: ANN401 - pandas' accessor has no public type
    """Two category columns under one list of values (pandas' own union turns plain texts into another dtype)."""
    values = pd.Index(sorted({*first.categories, *second.categories}), dtype=object)
    codes = [values.get_indexer(part.categories)[part.codes.to_numpy()] for part in (first, second)]
    return pd.Categorical.from_codes(np.concatenate(codes), categories=values, validate=False)
