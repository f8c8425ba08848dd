"""Sums over postings that always say what they are: which accounting space, which scope 2 method.

The two spaces are never added, and neither are the two methods of scope 2 (architecture.md, rule 2; GHG Protocol
Scope 2 Guidance ch. 7).
"""

from dataclasses import dataclass
from math import fsum

import numpy as np
import pandas as pd

from thgbilanz.core.vocabulary import Layer, Method, Scope, Space


@dataclass(frozen=True, slots=True)
class PartSum:
    """Postings of one accounting space, scope and method."""

    scope: str
    method: str
    postings: int
    own_kg: float
    """kg CO2e of the organisations or of the territory."""
    eliminated_kg: float
    """kg CO2e of eliminations, negative."""


@dataclass(frozen=True, slots=True)
class SpaceSum:
    """What postings of one accounting space amount to."""

    space: str
    postings: int
    parts: tuple[PartSum, ...]
    """By scope in the order of the vocabulary, scope 2 by location before by market."""

    @property
    def method(self) -> str:
        """The scope 2 method of the total: by market only if no posting by location is among them."""
        methods = {part.method for part in self.parts}
        return Method.MARKET.value if methods >= {Method.MARKET} and Method.LOCATION not in methods else _LOCATION

    @property
    def in_total(self) -> tuple[PartSum, ...]:
        """Parts that the total adds: one method of scope 2, nothing outside the scopes."""
        methods = {Method.NONE.value, self.method}
        return tuple(part for part in self.parts if part.method in methods and part.scope != Scope.OUTSIDE)

    @property
    def own_kg(self) -> float:
        """The total before eliminations."""
        return fsum(part.own_kg for part in self.in_total)

    @property
    def total_kg(self) -> float:
        """The total with eliminations. Shares of a consolidation are not in it."""
        return fsum(value for part in self.in_total for value in (part.own_kg, part.eliminated_kg))


_LOCATION = Method.LOCATION.value


def space_sums(postings: pd.DataFrame) -> tuple[SpaceSum, ...]:
    """Sums of postings, one entry for each accounting space that they have."""
    found = []
    for space in Space:
        lines = postings[(postings["space"] == space.value).to_numpy()]
        if len(lines):
            found.append(SpaceSum(space.value, len(lines), _parts(lines)))
    return tuple(found)


def _parts(lines: pd.DataFrame) -> tuple[PartSum, ...]:
    kilograms = lines["emissions_kg"].to_numpy(dtype=np.float64)
    eliminated = (lines["layer"] == Layer.ELIMINATION.value).to_numpy()
    parts = []
    for scope in Scope:
        for method in (Method.NONE, Method.LOCATION, Method.MARKET):
            mask = ((lines["scope"] == scope.value) & (lines["method"] == method.value)).to_numpy()
            if mask.any():
                own, off = fsum(kilograms[mask & ~eliminated]), fsum(kilograms[mask & eliminated])
                parts.append(PartSum(scope.value, method.value, int(mask.sum()), own, off))
    return tuple(parts)
