"""Why two journals differ: posting by posting, summed by cause, exactly additive.

A posting is a product: weight in the group × amount × conversion × factor. Where several of them change at once, each
gets its Shapley value: the mean of what it changes over every order in which the changes can be made. That is
symmetrical (no order is preferred), and the parts add up to the difference (docs/decisions/0020-abschluss.md).
No file and no clock is asked here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum
from typing import Any, Final

import numpy as np
import pandas as pd

from thgbilanz.core.vocabulary import Method, Scope, Space
from thgbilanz.journal.difference_causes import Cause, causes_of
from thgbilanz.journal.difference_groups import Floats, Grouped, JournalSide, Mask, grouped
from thgbilanz.journal.pairing import between_years, within_year

__all__ = ["Cause", "Difference", "FigureDifference", "JournalSide", "explained"]

UNCHANGED: Final = 1e-9
"""Relative difference of a posting that is none."""


@dataclass(frozen=True, slots=True)
class FigureDifference:
    """The difference of one total: an accounting space and, in the group, a method of scope 2."""

    space: str
    method: str
    before_kg: float
    after_kg: float
    causes: Mapping[str, float]
    """Every cause with its kg CO2e; they add up to ``change_kg``."""
    postings: Mapping[str, int]
    """How many postings (or groups of them) changed for each cause."""

    @property
    def change_kg(self) -> float:
        """After less before."""
        return self.after_kg - self.before_kg


@dataclass(frozen=True, slots=True)
class Difference:
    """Two journals, how their totals differ, and every posting that differs."""

    before: JournalSide
    after: JournalSide
    figures: tuple[FigureDifference, ...]
    lines: pd.DataFrame
    """Changed postings, largest change first: positions ``before_row`` and ``after_row`` in the journals (-1: none),
    ``before_count`` and ``after_count``, ``before_kg`` and ``after_kg`` with the weight in the group, ``change_kg``,
    and one column per cause."""
    unchanged: int
    """How many postings (or groups) are the same on both sides."""

    @property
    def same_year(self) -> bool:
        """Whether both sides are of one year: then every posting is compared with itself."""
        return self.before.year == self.after.year

    @property
    def is_empty(self) -> bool:
        """Whether no posting differs."""
        return self.lines.empty


def explained(before: JournalSide, after: JournalSide) -> Difference:
    """The difference of two journals by cause."""
    same_year = before.year == after.year
    pair = within_year if same_year else between_years
    pairs = pair(before.journal, after.journal)
    sides = (grouped(before, pairs.of_before, pairs.size), grouped(after, pairs.of_after, pairs.size))
    causes = causes_of(before, after, pairs, sides, same_year=same_year)
    first, second = (side.value for side in sides)
    lines = _lines(sides, causes, first, second)
    scale = np.maximum(np.abs(first), np.abs(second)) * UNCHANGED
    changed = np.max([np.abs(part) for part in causes.values()], axis=0) > scale
    if same_year:
        changed |= _differs_beside_the_total(*sides)
    position = np.where(sides[0].row >= 0, sides[0].row, sides[1].row)
    order = np.lexsort((position, sides[0].row < 0, -np.abs(second - first)))
    shown = lines.iloc[order[changed[order]]].reset_index(drop=True)
    figures = _figures(sides, causes, first, second, changed)
    return Difference(before, after, figures, shown, int(pairs.size - changed.sum()))


def _differs_beside_the_total(first: Grouped, second: Grouped) -> Mask:
    """Groups that differ in what no total of kg CO2e shows: emissions outside the group's share, or final energy."""
    found: Mask = np.zeros(len(first.row), dtype=bool)
    for old, new in ((first.emissions, second.emissions), (first.energy, second.energy)):
        found |= np.abs(new - old) > np.maximum(np.abs(old), np.abs(new)) * UNCHANGED
    return found


def _lines(sides: tuple[Grouped, Grouped], causes: Mapping[str, Floats], first: Floats, second: Floats) -> pd.DataFrame:
    columns: dict[str, Any] = {"before_row": sides[0].row, "after_row": sides[1].row}
    columns |= {"before_count": sides[0].count, "after_count": sides[1].count}
    columns |= {"before_kg": first, "after_kg": second, "change_kg": second - first}
    return pd.DataFrame(columns | dict(causes))


def _figures(
    sides: tuple[Grouped, Grouped], causes: Mapping[str, Floats], first: Floats, second: Floats, changed: Mask
) -> tuple[FigureDifference, ...]:
    found = []
    texts = {
        name: np.where(sides[0].present, sides[0].texts[name], sides[1].texts[name])
        for name in ("space", "scope", "method")
    }
    for space, method in (
        (Space.ORGANISATIONAL, Method.LOCATION),
        (Space.ORGANISATIONAL, Method.MARKET),
        (Space.TERRITORIAL, Method.NONE),
    ):
        counted = np.isin(texts["method"], np.array([Method.NONE.value, method.value], dtype=object))
        mask = (texts["space"] == space.value) & (texts["scope"] != Scope.OUTSIDE.value) & counted
        if not mask.any():
            continue
        tonnes = {name: fsum(part[mask]) for name, part in causes.items()}
        postings = {name: int(np.count_nonzero(part[mask & changed])) for name, part in causes.items()}
        sums = (fsum(first[mask]), fsum(second[mask]))
        found.append(FigureDifference(space.value, method.value, *sums, tonnes, postings))
    return tuple(found)
