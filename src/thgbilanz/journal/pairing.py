"""Which postings of two journals are the same: one to one within a year, group to group between years.

Within a year the strictest agreement comes first, because a row that was inserted above others moves all of them and
their ids with them: same content and amount, then same id at the same site, same content, same id, same cell. Between
years postings are the same if they are about the same thing: organisation, activity, scope, site, meter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from thgbilanz.core.vocabulary import Layer
from thgbilanz.journal.identity import Hashes, combined_hashes, text_hashes

Rows = npt.NDArray[np.int64]
"""Positions of postings in their journal."""

ABOUT = (
    "organisation", "space", "sector", "activity", "scope", "scope3_category", "method", "boundary", "counterparty",
    "delivery", "flow", "rule",
)  # fmt: skip
"""What a posting is about, wherever and whenever."""

LINE = ("organisation", "space", "activity", "scope", "scope3_category", "method", "boundary")
CELL = ("file", "sheet", "column")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Groups of postings that belong together; a group may lack one side."""

    size: int
    of_before: Rows
    """Number of the group of each posting of the earlier journal."""
    of_after: Rows


def keys(journal: pd.DataFrame, texts: Sequence[str], numbers: Sequence[str] = ()) -> Hashes:
    """A 64 bit key per posting over columns of texts and numbers; the layer counts as corrected, eliminated or not."""
    parts: list[Hashes] = []
    for name in texts:
        column = journal[name].cat
        hashes = text_hashes([str(value) for value in column.categories])
        parts.append(hashes[column.codes.to_numpy()] if len(hashes) else np.zeros(len(journal), np.uint64))
    for name in numbers:
        values = journal[name].to_numpy()
        # adding zero turns -0.0 into 0.0
        parts.append((values + 0.0).view(np.uint64) if values.dtype.kind == "f" else values.astype(np.uint64))
    kind = (journal["layer"] == Layer.ELIMINATION.value).to_numpy() * 2
    parts.append((kind + (journal["layer"] == Layer.CORRECTION.value).to_numpy()).astype(np.uint64))
    return combined_hashes(len(journal), parts) if len(journal) else np.zeros(0, np.uint64)


def one_to_one(before: Hashes, after: Hashes) -> tuple[Rows, Rows]:
    """Positions of equal keys; the first of several equal ones with the first, the second with the second."""
    _, left, right = np.intersect1d(_counted(before), _counted(after), assume_unique=True, return_indices=True)
    return left.astype(np.int64), right.astype(np.int64)


def _counted(key: Hashes) -> Hashes:
    """Keys made unique by how often each occurred before."""
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    is_first = np.ones(len(key), dtype=bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(is_first)
    count = np.arange(len(key)) - np.repeat(starts, np.diff(np.append(starts, len(key))))
    occurrence = np.empty(len(key), dtype=np.uint64)
    occurrence[order] = count.astype(np.uint64)
    return combined_hashes(len(key), (key, occurrence)) if len(key) else key


def within_year(before: pd.DataFrame, after: pd.DataFrame) -> Pairs:
    """Postings of two journals of the same year, one to one."""
    period, place = ("start", "end"), ("site", "meter")
    steps: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
        ((*ABOUT, *period, *place, "unit"), ("posting_id", "amount")),
        ((*ABOUT, *period, *place, "unit"), ("amount",)),
        (place, ("posting_id",)),
        ((*ABOUT, *period, *place), ()),
        ((), ("posting_id",)),
        ((*LINE, *CELL), ("row",)),
    )
    group_before, group_after = np.full(len(before), -1), np.full(len(after), -1)
    size = 0
    for texts, numbers in steps:
        open_before, open_after = np.flatnonzero(group_before < 0), np.flatnonzero(group_after < 0)
        if not len(open_before) or not len(open_after):
            break
        left, right = one_to_one(keys(before, texts, numbers)[open_before], keys(after, texts, numbers)[open_after])
        new = np.arange(size, size + len(left))
        group_before[open_before[left]], group_after[open_after[right]] = new, new
        size += len(left)
    size = _alone(group_before, size)
    return Pairs(_alone(group_after, size), group_before, group_after)


def _alone(groups: Rows, size: int) -> int:
    """Give every posting without a partner a group of its own; the number of groups then."""
    alone = np.flatnonzero(groups < 0)
    groups[alone] = np.arange(size, size + len(alone))
    return size + len(alone)


def between_years(before: pd.DataFrame, after: pd.DataFrame) -> Pairs:
    """Postings of two years in groups that are about the same; first with the meter, the rest without."""
    group_before, group_after = np.full(len(before), -1), np.full(len(after), -1)
    size = 0
    for names, is_last in (((*ABOUT, "site", "meter"), False), ((*ABOUT, "site"), True)):
        open_before, open_after = np.flatnonzero(group_before < 0), np.flatnonzero(group_after < 0)
        first, second = keys(before, names)[open_before], keys(after, names)[open_after]
        known = np.union1d(first, second) if is_last else np.intersect1d(first, second)
        for groups, rows, key in ((group_before, open_before, first), (group_after, open_after, second)):
            is_known = np.isin(key, known)
            groups[rows[is_known]] = size + np.searchsorted(known, key[is_known])
        size += len(known)
    return Pairs(size, group_before, group_after)
