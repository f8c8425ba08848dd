"""What changed each pair of postings, as causes: a product of four factors, and rules for what only one side has."""

from enum import StrEnum
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.vocabulary import GwpSet, Layer
from thgbilanz.journal.difference_groups import Floats, Grouped, JournalSide, Mask, elimination_shares
from thgbilanz.journal.identity import Hashes
from thgbilanz.journal.pairing import Pairs, keys


class Cause(StrEnum):
    """Why emissions changed (architecture.md, rule 4; method/organisation.md 7)."""

    ACTIVITY = "aktivitaet"
    FACTOR = "faktor"
    PERIMETER = "perimeter"
    METHOD = "methode"
    ERROR = "fehler"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {
            "aktivitaet": "Aktivität",
            "faktor": "Emissionsfaktor",
            "perimeter": "Perimeter",
            "methode": "Methode",
            "fehler": "Fehlerkorrektur",
        }[self.value]


_NOISE = 1e-12
"""Relative size below which a part of a change is rounding: a conversion is a quotient of two rounded figures."""


def causes_of(
    before: JournalSide, after: JournalSide, pairs: Pairs, sides: tuple[Grouped, Grouped], *, same_year: bool
) -> dict[str, Floats]:
    """What each pair changed for each cause, in kg CO2e with the weight in the group."""
    first, second = sides
    both = first.present & second.present
    parts = {cause.value: np.zeros(pairs.size) for cause in Cause}
    weight, amount, conversion, factor = _shapley(*_products(first, second, both, same_year=same_year))
    # what an organisation outside the group emits counts nowhere: all of the change is that it came or left
    outside = both & ((first.weight == 0) != (second.weight == 0))
    change = second.value - first.value
    weight = np.where(outside, change, weight)
    amount, conversion, factor = (np.where(outside, 0.0, part) for part in (amount, conversion, factor))
    corrected = (first.texts["layer"] == Layer.CORRECTION) | (second.texts["layer"] == Layer.CORRECTION)
    other_approach = bool(before.approach and after.approach and before.approach != after.approach)
    other_gwp = _other_gwp(before, after, sides)
    parts[Cause.METHOD if other_approach else Cause.PERIMETER][both] = weight[both]
    parts[Cause.ACTIVITY][both] = amount[both]
    parts[Cause.METHOD][both] += conversion[both]
    parts[Cause.METHOD][both & other_gwp] += factor[both & other_gwp]
    parts[Cause.FACTOR][both & ~other_gwp] = factor[both & ~other_gwp]
    cause_alone = _causes_alone(before, after, pairs, sides, other_approach=other_approach)
    for cause in Cause:
        mask = ~both & (cause_alone == cause.value)
        parts[cause][mask] = change[mask]
    for cause in Cause:
        if cause is not Cause.ERROR:
            parts[Cause.ERROR][corrected] += parts[cause][corrected]
            parts[cause][corrected] = 0.0
    return _without_noise(parts, first.value, second.value)


def _without_noise(parts: dict[str, Floats], old: Floats, new: Floats) -> dict[str, Floats]:
    """The parts without what only rounding made; what then lacks to the change goes to the largest part."""
    noise = np.maximum(np.abs(old), np.abs(new)) * _NOISE
    table = np.array([np.where(np.abs(part) <= noise, 0.0, part) for part in parts.values()])
    largest = np.argmax(np.abs(table), axis=0)
    moved = table.any(axis=0)
    missing = new - old - table.sum(axis=0)
    missing = np.where(moved | (np.abs(missing) > noise), missing, 0.0)
    table[largest, np.arange(table.shape[1])] += missing
    return dict(zip(parts, table, strict=True))


def _other_gwp(before: JournalSide, after: JournalSide, sides: tuple[Grouped, Grouped]) -> Mask:
    """Whether the basis of a pair changed because the GWP set of the run did, and not because its factor row did."""
    if before.gwp and after.gwp and before.gwp == after.gwp:
        return np.zeros(len(sides[0].row), dtype=bool)
    old, new = (side.texts["gwp_set"] for side in sides)
    sets = np.array([*GwpSet], dtype=object)
    other: Mask = (old != new) & np.isin(old, sets) & np.isin(new, sets)
    return other


def _products(first: Grouped, second: Grouped, both: Mask, *, same_year: bool) -> tuple[list[Floats], list[Floats]]:
    """Both sides as weight × amount × conversion × factor, as far as their units can be compared."""
    same_unit = (first.unit == second.unit) & (first.unit != 0) & both
    same_quantity = (first.quantity_unit == second.quantity_unit) & (first.quantity_unit != 0) & both
    # with the same period a changed portion is another way to split a bill, not another amount
    same_period = (first.texts["start"] == second.texts["start"]) & (first.texts["end"] == second.texts["end"])
    whole = same_period & same_year
    amounts = [np.where(whole, side.written, side.amount) for side in (first, second)]
    usable = [(amount != 0) | (side.quantity == 0) for amount, side in zip(amounts, (first, second), strict=True)]
    explains = [(side.quantity != 0) | (side.emissions == 0) for side in (first, second)]
    by_amount = same_unit & same_quantity & usable[0] & usable[1] & explains[0] & explains[1]
    by_quantity = ~by_amount & same_quantity & explains[0] & explains[1]
    result = []
    for side, amount in zip((first, second), amounts, strict=True):
        with np.errstate(divide="ignore", invalid="ignore"):
            conversion = np.where(by_amount & (amount != 0), side.quantity / amount, np.nan)
        activity = np.where(by_amount, amount, np.where(by_quantity, side.quantity, side.emissions))
        factor = np.where(by_amount | by_quantity, side.factor, 1.0)
        result.append([side.weight, activity, conversion, factor])
    old, new = result
    # a side without an amount has no conversion of its own: it takes the other's
    old[2], new[2] = np.where(np.isnan(old[2]), new[2], old[2]), np.where(np.isnan(new[2]), old[2], new[2])
    old[2], new[2] = (
        np.where(by_amount, np.nan_to_num(old[2], nan=1.0), 1.0),
        np.where(by_amount, np.nan_to_num(new[2], nan=1.0), 1.0),
    )
    return old, new


def _shapley(old: list[Floats], new: list[Floats]) -> list[Floats]:
    """What each factor of a product contributes to its change: the mean over all orders of changing them.

    Unchanged factors contribute exactly nothing.
    """
    count = len(old)
    parts = []
    for factor in range(count):
        others = [number for number in range(count) if number != factor]
        mean: Any = 0.0
        for size in range(count):
            share = factorial(size) * factorial(count - size - 1) / factorial(count)
            for moved in combinations(others, size):
                product: Any = 1.0
                for number in others:
                    product = product * (new[number] if number in moved else old[number])
                mean = mean + share * product
        parts.append((new[factor] - old[factor]) * mean)
    return parts


def _causes_alone(
    before: JournalSide, after: JournalSide, pairs: Pairs, sides: tuple[Grouped, Grouped], *, other_approach: bool
) -> npt.NDArray[np.object_]:
    """The cause of postings that only one side has."""
    cause = np.full(pairs.size, Cause.ACTIVITY.value, dtype=object)
    for own, other, own_side, other_side in ((before, after, *sides), (after, before, sides[1], sides[0])):
        alone = own_side.present & ~other_side.present
        rows = own_side.row[alone]
        if not len(rows):
            continue
        found = np.full(len(rows), Cause.ACTIVITY.value, dtype=object)
        known = [_row_keys(side.journal, same_year=own.year == other.year) for side in (own, other)]
        found[np.isin(known[0][rows], known[1])] = Cause.METHOD.value
        for name in ("organisation", "counterparty"):
            member = _membership(own_side.texts[name][alone], other)
            is_concerned = own_side.texts["layer"][alone] == Layer.ELIMINATION if name == "counterparty" else True
            left = Cause.METHOD if other_approach else Cause.PERIMETER
            found[is_concerned & (member == _NO_SHARE)] = left.value
            found[is_concerned & (member == _UNKNOWN)] = Cause.PERIMETER.value
        cause[alone] = found
    return cause


_MEMBER, _NO_SHARE, _UNKNOWN = 0, 1, 2


def _membership(organisations: npt.NDArray[np.object_], side: JournalSide) -> npt.NDArray[np.int64]:
    """Whether organisations are in the group of a side, known to it without a share, or unknown to it."""
    if side.members is None:
        return np.zeros(len(organisations), dtype=np.int64)
    weights = {TERRITORY: 1.0, "": 1.0, **side.members}
    states = {id_: _MEMBER if weight > 0 else _NO_SHARE for id_, weight in weights.items()}
    return np.array([states.get(id_, _UNKNOWN) for id_ in organisations], dtype=np.int64)


_ROW = ("organisation", "space", "sector", "activity", "site", "meter", "counterparty", "delivery")


def _row_keys(journal: pd.DataFrame, *, same_year: bool) -> Hashes:
    """Keys of the rows behind postings: an elimination has the amount of its line, negative and with a share."""
    names, numbers = ((*_ROW, "start", "end", "unit"), ("amount",)) if same_year else (_ROW, ())
    corrected = (journal["layer"] == Layer.CORRECTION.value).to_numpy()
    is_elimination = (journal["layer"] == Layer.ELIMINATION.value).to_numpy()
    layer = pd.Categorical(np.where(corrected, Layer.CORRECTION.value, Layer.ACTUAL.value))
    amount = journal["amount"].to_numpy(dtype=np.float64)
    share = np.nan_to_num(elimination_shares(journal), nan=1.0)
    used = journal[[*names]].assign(layer=layer, amount=np.where(is_elimination, -amount / share, amount))
    return keys(used, names, numbers)
