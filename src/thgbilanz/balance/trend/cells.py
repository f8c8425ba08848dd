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
        """Share with which a cell enters; eliminations carry theirs already."""
        return 1.0 if key.eliminated_with else self.weights.get(key.organisation, 0.0)

    def perimeter_weight(self, key: CellKey) -> float:
        """Weight behind a cell, also behind an elimination (method/organisation.md 2: the smaller of both)."""
        own = self.weights.get(key.organisation, 0.0)
        return min(own, self.weights.get(key.eliminated_with, own)) if key.eliminated_with else own

    def emissions(self, key: CellKey) -> float:
        """kg CO2e with which a cell enters the total."""
        cell = self.cells.get(key)
        return cell.emissions_kg * self.weight(key) if cell else 0.0

    def total(self) -> float:
        """kg CO2e of all cells."""
        return fsum(self.emissions(key) for key in self.cells)

    def organisations(self) -> frozenset[str]:
        """Organisations inside the perimeter that have data."""
        return frozenset(k.organisation for k in self.cells if not k.eliminated_with and self.weight(k) > 0)

    def only(self, keys: Iterable[CellKey]) -> dict[CellKey, Cell]:
        """Some of the cells."""
        return {key: self.cells[key] for key in keys}


_KEYS = ["space", "organisation", "sector", "activity", "scope", "scope3_category", "boundary", "quantity_unit"]
_SAME_CARRIER = {"oekostrom": "strom"}
"""Without scope 2 by market, electricity is electricity: a change of contract is no change of activity."""
_MORE = ["layer", "counterparty", "factor_id", "factor_edition"]


def cells_of(journal: "pd.DataFrame") -> dict[CellKey, Cell]:
    """Cells of all postings that count in a total: neither scope 2 by market nor biogenic CO2; sorted by key."""
    if journal.empty:
        return {}
    counted = journal[(journal["method"] != Method.MARKET.value) & (journal["scope"] != Scope.OUTSIDE.value)]
    figures = ["quantity", "emissions_kg", "energy_kwh"]
    sums = counted.groupby([*_KEYS, *_MORE], observed=True, sort=True, dropna=False)[figures].sum()
    parts: dict[CellKey, list[tuple[float, float, float, str, str]]] = {}
    rows = zip(sums.index.tolist(), *(sums[name].tolist() for name in figures), strict=True)
    for keys, quantity, emissions, energy in rows:
        layer, counterparty, factor, edition = keys[len(_KEYS) :]
        key = CellKey._make([*keys[: len(_KEYS)], counterparty if layer == Layer.ELIMINATION else ""])
        key = key._replace(activity=_SAME_CARRIER.get(key.activity, key.activity))
        parts.setdefault(key, []).append((quantity, emissions, energy, factor, edition))
    return {key: _cell(parts[key]) for key in sorted(parts)}


def _cell(parts: Collection[tuple[float, float, float, str, str]]) -> Cell:
    return Cell(
        quantity=fsum(part[0] for part in parts),
        emissions_kg=fsum(part[1] for part in parts),
        energy_kwh=fsum(part[2] for part in parts),
        factors=frozenset(part[3] for part in parts),
        editions=frozenset(part[4] for part in parts),
    )


def merged(cells: Iterable[Cell]) -> Cell:
    """Several cells of one unit as one."""
    found = list(cells)
    return Cell(
        quantity=fsum(cell.quantity for cell in found),
        emissions_kg=fsum(cell.emissions_kg for cell in found),
        energy_kwh=fsum(cell.energy_kwh for cell in found),
        factors=frozenset().union(*(cell.factors for cell in found)),
        editions=frozenset().union(*(cell.editions for cell in found)),
    )
