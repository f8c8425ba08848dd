"""Two factor bases compared: rows that are new, gone or changed, and which row each pin of a set reaches.

Pure: no file is read here. Figures are kg CO2e per unit under AR5, each by the GWP table of its own base.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from thgbilanz.core.factor import Factor, Property
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.roles import rows_for_role

GWP = "AR5"
"""GWP set under which rows with a full gas split are compared: the one of the UBA list."""

_PLACE = frozenset({"table", "line"})


@dataclass(frozen=True, slots=True)
class RowChange:
    """A factor row with the same key before and after, whose content differs."""

    old: Factor
    new: Factor
    old_kg: float | None
    new_kg: float | None
    columns: tuple[str, ...]
    """Columns that differ, in their order in the tables."""

    @property
    def is_figure(self) -> bool:
        """Whether the emission differs, not only words about it."""
        return self.old_kg != self.new_kg or self.old.activity_unit != self.new.activity_unit


@dataclass(frozen=True, slots=True)
class PinTarget:
    """The row that a set gives to an activity in a role and year."""

    factor_id: str
    edition: str
    region: str
    kg: float | None


@dataclass(frozen=True, slots=True)
class PinChange:
    """An activity of a set that is given another row than before; None where the set gives none."""

    set_id: str
    space: str
    activity: str
    role: str
    years: tuple[int, ...]
    """Years with the same old and new row and the same figures."""
    old: PinTarget | None
    new: PinTarget | None


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A property or GWP value that is new, gone (None) or changed."""

    name: str
    old: float | None
    new: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two factor bases."""

    added: tuple[Factor, ...]
    removed: tuple[Factor, ...]
    changed: tuple[RowChange, ...]
    pins: tuple[PinChange, ...]
    """Pins of all sets, those of new and gone sets as well."""
    new_sets: tuple[str, ...]
    gone_sets: tuple[str, ...]
    properties: tuple[ValueChange, ...]
    gwp: tuple[ValueChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not any((self.added, self.removed, self.changed, self.pins, self.properties, self.gwp))


@dataclass(frozen=True, slots=True)
class Effect:
    """One sum of a balance under both factor bases, kg CO2e; None where the balance has no such sum."""

    project: str
    year: int
    space: str
    item: str
    is_total: bool
    old_kg: float | None
    new_kg: float | None


@dataclass(frozen=True, slots=True)
class OpenRows:
    """Rows of activities that could not be booked under either factor base."""

    project: str
    year: int
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class ProjectEffect:
    """Effects on every year of a project; years without a balance under both are named in ``skipped``."""

    project: str
    effects: tuple[Effect, ...]
    open_rows: tuple[OpenRows, ...]
    skipped: tuple[int, ...] = ()


def relative_change(old: float | None, new: float | None) -> float | None:
    """Share by which a figure grew; None without a figure on both sides or from zero.

    >>> relative_change(0.4, 0.5), relative_change(0.0, 1.0), relative_change(None, 1.0)
    (0.25, None, None)
    """
    if old is None or new is None or not old:
        return None
    return new / old - 1


def compared(old: FactorBase, new: FactorBase) -> Comparison:
    """What differs from ``old`` to ``new``; rows are the same if their keys are."""
    added = tuple(new.factors[key] for key in sorted(new.factors.keys() - old.factors.keys()))
    removed = tuple(old.factors[key] for key in sorted(old.factors.keys() - new.factors.keys()))
    return Comparison(
        added,
        removed,
        tuple(_row_changes(old, new)),
        tuple(_pin_changes(old, new)),
        tuple(sorted(new.sets.keys() - old.sets.keys())),
        tuple(sorted(old.sets.keys() - new.sets.keys())),
        _value_changes(_properties(old.properties), _properties(new.properties)),
        _value_changes(_gwp(old), _gwp(new)),
    )


def comparable_kg(row: Factor, base: FactorBase) -> float | None:
    """Kg CO2e per unit; None for a gas split without a GWP table to value it."""
    if row.gas_split == "full" and GWP not in base.gwp:
        return None
    return factor_co2e_kg(row, GWP, base)[0]


def _row_changes(old: FactorBase, new: FactorBase) -> Iterator[RowChange]:
    names = [field.name for field in fields(Factor) if field.name not in _PLACE]
    for key in sorted(old.factors.keys() & new.factors.keys()):
        before, after = old.factors[key], new.factors[key]
        columns = tuple(name for name in names if getattr(before, name) != getattr(after, name))
        if columns:
            yield RowChange(before, after, comparable_kg(before, old), comparable_kg(after, new), columns)


_PinKey = tuple[str, str, str, str]
_Targets = dict[_PinKey, dict[int, PinTarget]]


def _targets(base: FactorBase) -> _Targets:
    """Per set, space, activity and role: year to row. A pin that reaches no row or several gives none."""
    targets: _Targets = {}
    for set_id, entries in base.sets.items():
        for entry in entries:
            by_year = targets.setdefault((set_id, entry.space, entry.activity, entry.role), {})
            rows = base.pinned_rows(entry)
            for year in {row.year_valid for row in rows}:
                hits = rows_for_role((row for row in rows if row.year_valid == year), entry.role)
                if len(hits) == 1:
                    row = hits[0]
                    by_year[year] = PinTarget(row.factor_id, row.edition, row.region, comparable_kg(row, base))
    return targets


def _pin_changes(old: FactorBase, new: FactorBase) -> Iterator[PinChange]:
    """Pins that reach another row; a changed figure in the same row is a row change, not one of the pin."""
    before, after = _targets(old), _targets(new)
    for key in sorted(before.keys() | after.keys()):
        one, other = before.get(key, {}), after.get(key, {})
        groups: dict[tuple[PinTarget | None, PinTarget | None], list[int]] = {}
        for year in sorted(one.keys() | other.keys()):
            pair = (one.get(year), other.get(year))
            if _row_of(pair[0]) != _row_of(pair[1]):
                groups.setdefault(pair, []).append(year)
        for (source, target), years in groups.items():
            yield PinChange(*key, tuple(years), source, target)


def _row_of(target: PinTarget | None) -> tuple[str, str, str] | None:
    return None if target is None else (target.factor_id, target.edition, target.region)


def _value_changes(old: dict[str, float], new: dict[str, float]) -> tuple[ValueChange, ...]:
    names = sorted(old.keys() | new.keys())
    return tuple(ValueChange(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name))


def _properties(rows: Iterable[Property]) -> dict[str, float]:
    return {
        f"{row.property_id} ({row.edition}, {row.region}, ab {row.year_from or 'Beginn'}"
        f", {row.unit_to} je {row.unit_from})": row.value
        for row in rows
    }


def _gwp(base: FactorBase) -> dict[str, float]:
    return {f"{gas} ({gwp_set})": value for gwp_set, gases in base.gwp.items() for gas, value in gases.items()}
