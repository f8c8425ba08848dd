"""The balance cube: the journal summed over every column that an exhibit asks for, once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any

from thgbilanz.core.vocabulary import Flow, Method, Scope

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

_KEYS = (
    "space", "organisation", "sector", "scope", "scope3_category", "method", "activity", "counterparty", "flow",
    "data_quality", "layer", "rule",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CubeRow:
    """One cell of the cube: sums in kg CO2e and kWh over all postings that share its keys."""

    space: str
    organisation: str
    sector: str
    scope: str
    scope3_category: str
    method: str
    activity: str
    counterparty: str
    flow: str
    data_quality: str
    layer: str
    rule: str
    emissions_kg: float
    energy_kwh: float
    group_kg: float
    """``emissions_kg`` with the weight of each posting in the group; eliminations and the territory count whole."""
    group_kwh: float
    """``energy_kwh`` with the same weight."""

    @property
    def is_delivered(self) -> bool:
        """Whether the row is the supplier's side of a delivery."""
        return self.flow == Flow.DELIVERED

    @property
    def in_total(self) -> bool:
        """Whether the row counts in a total: scope 2 by location, no biogenic CO2 (contract: ``summe_t``)."""
        return self.method != Method.MARKET and self.scope != Scope.OUTSIDE


def cube_of(journal: "pd.DataFrame", weights: "npt.NDArray[np.float64] | None" = None) -> tuple[CubeRow, ...]:
    """The cube of a journal, rows sorted by their keys; ``weights`` of the postings, none means all count whole."""
    if journal.empty:
        return ()
    own = ["emissions_kg", "energy_kwh"]
    in_group = ["group_kg", "group_kwh"]
    if weights is not None:
        journal = journal.assign(group_kg=journal[own[0]] * weights, group_kwh=journal[own[1]] * weights)
    columns = own if weights is None else own + in_group
    sums = journal.groupby(list(_KEYS), observed=True, sort=True, dropna=False)[columns].sum()
    keys: list[tuple[Any, ...]] = sums.index.tolist()
    figures = zip(*(sums[column].tolist() for column in (own + own if weights is None else columns)), strict=True)
    rows: list[tuple[Any, ...]] = [(*key, *values) for key, values in zip(keys, figures, strict=True)]
    return tuple(CubeRow(*row) for row in rows)


def summed(rows: Iterable[CubeRow], key: Callable[[CubeRow], str]) -> dict[str, float]:
    """Emissions in kg by a key, keys sorted; exact summation, so that the order of rows changes nothing."""
    parts: dict[str, list[float]] = {}
    for row in rows:
        parts.setdefault(key(row), []).append(row.emissions_kg)
    return {name: fsum(parts[name]) for name in sorted(parts)}


def energy_by(rows: Iterable[CubeRow], key: Callable[[CubeRow], str]) -> dict[str, float]:
    """Final energy in kWh by a key, keys sorted, without keys that hold none."""
    parts: dict[str, list[float]] = {}
    for row in rows:
        if row.energy_kwh:
            parts.setdefault(key(row), []).append(row.energy_kwh)
    return {name: fsum(parts[name]) for name in sorted(parts)}
