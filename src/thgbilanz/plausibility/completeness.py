"""From activity tables to the completeness matrix. What the project knows from any year is expected in every year."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import isnan

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.completeness import Completeness, CompletenessCell, CompletenessRow, Standing
from thgbilanz.core.vocabulary import DataQuality, Layer, Notation

Key = tuple[str, str, str]
"""Organisation, sector and activity."""

_ESTIMATED = frozenset({DataQuality.C.value, DataQuality.D.value})
_WITHHELD = frozenset({Notation.NOT_ESTIMATED.value, Notation.CONFIDENTIAL.value})
"""Notation keys that admit a gap: the activity occurs, its amount is not in the balance (GPC: NE, C)."""


@dataclass(slots=True)
class _Found:
    rows: int = 0
    estimated: int = 0
    notations: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class YearStatements:
    """What the files of a year say, in short: enough for the matrix, small enough to keep for many years."""

    cells: Mapping[Key, CompletenessCell]
    refused: int
    """Rows that could not be read."""


def statements(activities: ActivityTable, refused: int = 0) -> YearStatements:
    """What an activity table says about each organisation, sector and activity.

    An amount outweighs a declaration beside it: one building without heating oil does not make the others absent.
    """
    columns = activities.columns
    names = ("organisation", "sector", "activity", "amount", "data_quality", "layer", "notation")
    found: dict[Key, _Found] = {}
    for organisation, sector, activity, amount, quality, layer, notation in zip(
        *(columns[name] for name in names), strict=True
    ):
        if layer == Layer.CORRECTION:
            continue  # it changes what was delivered, and is no delivery
        entry = found.setdefault((organisation, sector, activity), _Found())
        if not isnan(amount):
            entry.rows += 1
            entry.estimated += quality in _ESTIMATED or layer == Layer.ESTIMATE
        elif notation:
            entry.notations.add(notation)
    return YearStatements({key: _cell(entry) for key, entry in found.items()}, refused)


def _cell(found: _Found) -> CompletenessCell:
    notation = ", ".join(sorted(found.notations))
    if found.rows:
        standing = Standing.ESTIMATED if found.estimated else Standing.DELIVERED
    elif found.notations:
        standing = Standing.DECLARED if found.notations.isdisjoint(_WITHHELD) else Standing.WITHHELD
    else:
        standing = Standing.MISSING
    return CompletenessCell(standing, found.rows, found.estimated, notation)


def completeness(
    years: Mapping[int, YearStatements],
    organisations: Collection[str] = (),
    absent: Collection[tuple[int, str]] = (),
) -> Completeness:
    """The matrix of some years. ``organisations`` gives the order of blocks; others follow by id.

    ``absent`` are year and organisation pairs that were not part of the group. What any year of the matrix knows of
    an organisation is missing in the years that say nothing of it.
    """
    order = {id_: number for number, id_ in enumerate(organisations)}
    keys = sorted({key for said in years.values() for key in said.cells}, key=lambda key: (_rank(order, key), *key))
    nothing, outside = CompletenessCell(Standing.MISSING), CompletenessCell(Standing.OUTSIDE)
    gone = frozenset(absent)
    rows = tuple(
        CompletenessRow(
            *key,
            tuple(
                said.cells.get(key, outside if (year, key[0]) in gone else nothing)
                for year, said in sorted(years.items())
            ),
        )
        for key in keys
    )
    return Completeness(tuple(sorted(years)), rows, {year: years[year].refused for year in sorted(years)})


def _rank(order: Mapping[str, int], key: Key) -> int:
    return order.get(key[0], len(order))
