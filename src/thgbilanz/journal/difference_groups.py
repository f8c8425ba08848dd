"""The sides of a comparison: a journal with its weights, and the sums of its postings group by group."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from thgbilanz.core.vocabulary import Layer
from thgbilanz.journal.pairing import CELL, LINE, keys, one_to_one

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class JournalSide:
    """A journal with what a total needs beside it."""

    label: str
    year: int
    journal: pd.DataFrame
    members: Mapping[str, float] | None = None
    """Share of each organisation of the group over the year; None if it is not known."""
    shares: Floats | None = None
    """What each posting counts in the group; None if it is not known: then every posting counts whole."""
    approach: str = ""
    """Value of vocabulary.Consolidation; empty if it is not known."""
    gwp: str = ""
    """GWP set of the run; empty if it is not known."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Sums of the groups of one side; groups that it lacks are zero."""

    row: npt.NDArray[np.int64]
    """Position of the first posting of each group, -1 if there is none."""
    count: npt.NDArray[np.int64]
    weight: Floats
    """Share in the group, the mean over the postings of a group."""
    value: Floats
    """kg CO2e with the share in the group: what counts in a total."""
    amount: Floats
    written: Floats
    """Amounts as written, without the portion that belongs to the year."""
    quantity: Floats
    emissions: Floats
    """kg CO2e of the organisation or the territory, without the share in the group."""
    energy: Floats
    """Final energy in kWh, without the share in the group."""
    factor: Floats
    unit: npt.NDArray[np.uint64]
    """Key of the unit as written; 0 if a group has several."""
    quantity_unit: npt.NDArray[np.uint64]
    texts: Mapping[str, npt.NDArray[np.object_]]

    @property
    def present(self) -> Mask:
        """Whether the side has postings of a group."""
        return self.row >= 0


_TEXTS = ("organisation", "space", "scope", "method", "layer", "counterparty", "gwp_set", "start", "end")


def grouped(side: JournalSide, groups: npt.NDArray[np.int64], size: int) -> Grouped:
    """Sums of the postings of each group."""
    journal = side.journal
    weight, line_share = posting_weights(side), elimination_shares(journal)

    def summed(values: Floats) -> Floats:
        sums = np.bincount(groups, weights=np.nan_to_num(values), minlength=size)
        return sums.astype(np.float64)

    row = np.full(size, -1, dtype=np.int64)
    row[groups[::-1]] = np.arange(len(groups))[::-1]
    has = row >= 0
    # an elimination carries the share with which it was taken in its amounts: it is told apart here
    share = np.where(np.isnan(line_share), 1.0, line_share)
    whole = {name: journal[name].to_numpy(dtype=np.float64) / share for name in ("amount", "quantity", "emissions_kg")}
    emissions, quantity = summed(whole["emissions_kg"]), summed(whole["quantity"])
    value = summed(journal["emissions_kg"].to_numpy(dtype=np.float64) * weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(quantity != 0, emissions / quantity, 0.0)
        # postings of one group may count with different shares, each by its own days
        mean = np.where(emissions != 0, value / emissions, _of(weight * share, row))
    stored = journal["factor_kg"].to_numpy(dtype=np.float64)
    factor = np.where(has & (quantity == 0), np.nan_to_num(_of(stored, row)), factor)
    return Grouped(
        row=row,
        count=np.bincount(groups, minlength=size),
        weight=np.where(has & np.isfinite(mean), mean, 0.0),
        value=value,
        amount=summed(whole["amount"] * journal["portion"].to_numpy(dtype=np.float64)),
        written=summed(whole["amount"]),
        quantity=quantity,
        emissions=emissions,
        energy=summed(journal["energy_kwh"].to_numpy(dtype=np.float64) / share),
        factor=factor,
        unit=_common(keys(journal, ("unit",)), groups, row),
        quantity_unit=_common(keys(journal, ("quantity_unit",)), groups, row),
        texts={name: _texts(journal, name, row) for name in _TEXTS},
    )


def _of(values: Floats, row: npt.NDArray[np.int64]) -> Floats:
    """Values of the first posting of each group; anything where there is none."""
    return values[row] if len(values) else np.zeros(len(row))


def _texts(journal: pd.DataFrame, name: str, row: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    column = journal[name].cat
    categories = np.array([*map(str, column.categories), ""], dtype=object)
    codes = column.codes.to_numpy()
    found: npt.NDArray[np.object_] = categories[np.where(row >= 0, codes[row] if len(codes) else -1, -1)]
    return found


def _common(
    key: npt.NDArray[np.uint64], groups: npt.NDArray[np.int64], row: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint64]:
    """The key that all postings of a group share, 0 if they do not or there is none."""
    if not len(key):
        return np.zeros(len(row), np.uint64)
    first = key[row]
    differs = np.zeros(len(row), dtype=bool)
    differs[groups[key != first[groups]]] = True
    return np.where((row < 0) | differs, np.uint64(0), first)


def posting_weights(side: JournalSide) -> Floats:
    """Share with which each posting enters its total; eliminations carry theirs in their amounts."""
    return np.ones(len(side.journal)) if side.shares is None else side.shares


def elimination_shares(journal: pd.DataFrame) -> Floats:
    """For eliminations the share of their line that they take off, found by the line itself; NaN elsewhere."""
    shares = np.full(len(journal), np.nan)
    is_elimination = (journal["layer"] == Layer.ELIMINATION.value).to_numpy()
    eliminations, others = np.flatnonzero(is_elimination), np.flatnonzero(~is_elimination)
    if not len(eliminations):
        return shares
    key = keys(journal.assign(layer=pd.Categorical([""]).take([0] * len(journal))), (*LINE, *CELL), ("row",))
    left, right = one_to_one(key[eliminations], key[others])
    kilograms = journal["emissions_kg"].to_numpy(dtype=np.float64)
    line, taken = kilograms[others[right]], -kilograms[eliminations[left]]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = taken / line
    # more than the whole line is no share of it: then the two only stand in the same cell
    is_share = (share > 0) & (share <= 1 + _ROUNDING)
    shares[eliminations[left]] = np.where(is_share, share, np.nan)
    return shares
