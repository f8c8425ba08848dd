"""Four independent sums over the same postings: by scope, organisation, activity and file (faults.md 187).

Each sum takes only values that its column may hold: declared scopes, declared organisations, known kinds of
activity, files of this run. A posting that one of the columns cannot place makes the sums disagree.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import fsum, isfinite
from typing import TYPE_CHECKING

from thgbilanz.balance.result import IndependentSums
from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.vocabulary import Method, Scope, Sector, Space

if TYPE_CHECKING:
    import pandas as pd

TOLERANCE = 1e-9
"""Relative difference above which sums disagree (architecture.md, rule 6)."""


@dataclass(frozen=True, slots=True)
class KnownValues:
    """What the columns of a journal may hold in this run."""

    organisations: Collection[str]
    files: Collection[str]


def independent_sums(journal: "pd.DataFrame", space: Space, known: KnownValues) -> IndependentSums:
    """The four sums of one accounting space in kg CO2e, eliminations included."""
    lines = journal[(journal["space"] == space.value) & (journal["method"] != Method.MARKET.value)]
    if space is Space.ORGANISATIONAL:
        scopes: Collection[str] = {Scope.DIRECT.value, Scope.ENERGY.value, Scope.VALUE_CHAIN.value}
        first = _sum_over(lines, "scope", scopes)
        lines = lines[lines["scope"] != Scope.OUTSIDE.value]
    else:
        first = _sum_over(lines, "sector", {sector.value for sector in Sector})
    sums = (
        first,
        _sum_over(lines, "organisation", known.organisations),
        _sum_over(lines, "activity", KIND_BY_ID.keys()),
        _sum_over(lines, "file", known.files),
    )
    return IndependentSums(*sums, agree=_agree(sums))


def _sum_over(lines: "pd.DataFrame", column: str, allowed: Collection[str]) -> float:
    parts = lines.groupby(column, observed=True)["emissions_kg"].sum()
    return fsum(value for name, value in parts.items() if name in allowed)


def _agree(sums: tuple[float, ...]) -> bool:
    largest = max(abs(value) for value in sums)
    return all(isfinite(value) for value in sums) and max(sums) - min(sums) <= TOLERANCE * largest
