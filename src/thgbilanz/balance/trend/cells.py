"""The journal of a year as cells: what a change from year to year is split by.

A cell is the finest part of a balance that exists year after year: who, where, what, in which scope. It has a quantity
and emissions, so that its implied factor follows.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from thgbilanz.core.vocabulary import Layer, Method, Scope

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


class CellKey(NamedTuple):
    """Identity of a cell over the years."""

    space: str
    organisation: str
    sector: str
    activity: str
    scope: str
    category: str
    """Scope 3 category; empty outside scope 3."""
    boundary: str
    unit: str
    """Canonical unit of the quantity: quantities of two units are never added."""
    eliminated_with: str
    """Counterparty of an elimination; empty for own emissions."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Sums of a cell over a year, unweighted for own emissions; an elimination is below zero."""

    quantity: float
    emissions_kg: float
    energy_kwh: float
    factors: frozenset[str]
    """Ids of the factors used."""
    editions: frozenset[str]
    in_group: tuple[float, float, float] | None = None
    """Quantity, kg CO2e and kWh with the weight of each posting in the group, which may change within a year; None:
    the weight of the organisation holds for the whole cell."""


@dataclass(frozen=True, slots=True)
class YearCells:
    """Everything about a year that its changes are explained from."""

    year: int
    cells: Mapping[CellKey, Cell]
    weights: Mapping[str, float]
    """Organisation of the perimeter to its consolidation weight; organisations outside are missing."""
    population: int | None = None
    """Inhabitants, if the change is to be split by them (territory)."""
    degree_days: float | None = None
    uncollected: Collection[tuple[str, str, str]] = frozenset()
    """Organisation, sector, activity whose quantity the year declares as not collected, confidential or elsewhere."""
    method: Mapping[str, str] = field(default_factory=dict)
    """German name of a choice of method (GWP set, consolidation, factor set) to its value."""

    def weight(self, key: CellKey) -> float:
        """Share with which a cell enters over the year; eliminations carry theirs already."""
        return 1.0 if key.eliminated_with else self.weights.get(key.organisation, 0.0)

    def perimeter_weight(self, key: CellKey) -> float:
        """Weight behind a cell, also behind an elimination (method/organisation.md 2: the smaller of both)."""
        own = self.weights.get(key.organisation, 0.0)
        if key.eliminated_with:
            return min(own, self.weights.get(key.eliminated_with, own))
        cell = self.cells.get(key)
        share = self.quantity(key) / cell.quantity if cell and cell.quantity else own
        # corrections below zero on days of another weight make a quotient that is no share
        return share if 0 < share <= 1 + _ROUNDING else own

    def _in_total(self, key: CellKey) -> tuple[float, float, float]:
        """Quantity, kg CO2e and kWh with which a cell enters the total."""
        cell = self.cells.get(key)
        if cell is None:
            return 0.0, 0.0, 0.0
        if cell.in_group is not None:
            return cell.in_group
        weight = self.weight(key)
        return cell.quantity * weight, cell.emissions_kg * weight, cell.energy_kwh * weight

    def quantity(self, key: CellKey) -> float:
        """Quantity with which a cell enters the total."""
        return self._in_total(key)[0]

    def emissions(self, key: CellKey) -> float:
        """kg CO2e with which a cell enters the total."""
        return self._in_total(key)[1]

    def energy(self, key: CellKey) -> float:
        """kWh with which a cell enters the total."""
        return self._in_total(key)[2]

    def total(self) -> float:
        """kg CO2e of all cells."""
        return fsum(self.emissions(key) for key in self.cells)

    def organisations(self) -> frozenset[str]:
        """Organisations inside the perimeter that have data."""
        return frozenset(k.organisation for k in self.cells if not k.eliminated_with and self.weight(k) > 0)

    def only(self, keys: Iterable[CellKey]) -> dict[CellKey, Cell]:
        """Some of the cells."""
        return {key: self.cells[key] for key in keys}


_ROUNDING = 1e-9
_KEYS = ["space", "organisation", "sector", "activity", "scope", "scope3_category", "boundary", "quantity_unit"]
_SAME_CARRIER = {"oekostrom": "strom"}
"""Without scope 2 by market, electricity is electricity: a change of contract is no change of activity."""
_MORE = ["layer", "counterparty", "factor_id", "factor_edition"]


_FIGURES = ["quantity", "emissions_kg", "energy_kwh"]


def cells_of(journal: "pd.DataFrame", weights: "npt.NDArray[np.float64] | None" = None) -> dict[CellKey, Cell]:
    """Cells of all postings that count in a total: neither scope 2 by market nor biogenic CO2; sorted by key.

    ``weights`` are those of the postings in the group; none: cells carry no sums of the group.
    """
    if journal.empty:
        return {}
    columns = list(_FIGURES)
    if weights is not None:
        journal = journal.assign(**{f"group_{name}": journal[name] * weights for name in _FIGURES})
        columns += [f"group_{name}" for name in _FIGURES]
    counted = journal[(journal["method"] != Method.MARKET.value) & (journal["scope"] != Scope.OUTSIDE.value)]
    sums = counted.groupby([*_KEYS, *_MORE], observed=True, sort=True, dropna=False)[columns].sum()
    parts: dict[CellKey, list[Cell]] = {}
    for keys, *figures in zip(sums.index.tolist(), *(sums[name].tolist() for name in columns), strict=True):
        layer, counterparty, factor, edition = keys[len(_KEYS) :]
        key = CellKey._make([*keys[: len(_KEYS)], counterparty if layer == Layer.ELIMINATION else ""])
        key = key._replace(activity=_SAME_CARRIER.get(key.activity, key.activity))
        quantity, emissions, energy, *in_group = figures
        group = (in_group[0], in_group[1], in_group[2]) if in_group else None
        cell = Cell(quantity, emissions, energy, frozenset({factor}), frozenset({edition}), group)
        parts.setdefault(key, []).append(cell)
    return {key: merged(parts[key]) for key in sorted(parts)}


def merged(cells: Iterable[Cell]) -> Cell:
    """Several cells of one unit as one."""
    found = list(cells)
    groups = [cell.in_group for cell in found if cell.in_group is not None]
    whole = len(groups) == len(found)
    return Cell(
        quantity=fsum(cell.quantity for cell in found),
        emissions_kg=fsum(cell.emissions_kg for cell in found),
        energy_kwh=fsum(cell.energy_kwh for cell in found),
        factors=frozenset().union(*(cell.factors for cell in found)),
        editions=frozenset().union(*(cell.editions for cell in found)),
        in_group=(fsum(g[0] for g in groups), fsum(g[1] for g in groups), fsum(g[2] for g in groups))
        if whole
        else None,
    )
