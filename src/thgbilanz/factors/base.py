"""The loaded factor base: rows by key and by id, properties, sources, sets and GWP values."""

import hashlib
from dataclasses import dataclass, field, fields

from thgbilanz.core.factor import Factor, Property, SetEntry, Source
from thgbilanz.core.run_record import FactorSetUse

FactorKey = tuple[str, int, str, str, str, str]
"""Id, year, region, boundary, accounting, edition (``Factor.key``)."""

LOCAL = "local"
"""Derivation of rows from the project's own folder; shipped rows never carry it."""

_NOT_CONTENT = frozenset({"table", "line"})


@dataclass(frozen=True)
class FactorBase:
    """Everything the tables of ``emission_factors/`` and of a project's ``faktoren/`` say."""

    factors: dict[FactorKey, Factor]
    by_id: dict[str, tuple[Factor, ...]]
    """Rows of a factor id, shipped and local, in the order of their keys."""
    properties: tuple[Property, ...]
    """Properties in use; alternatives stay in ``properties_weitere.csv`` and are never looked up."""
    sources: dict[str, Source]
    sets: dict[str, tuple[SetEntry, ...]]
    gwp: dict[str, dict[str, float]]
    """GWP over 100 years: set -> ``CH4_fossil``, ``CH4_biogenic``, ``N2O``."""

    _records: dict[str, FactorSetUse] = field(default_factory=dict, init=False, compare=False, repr=False)

    def set_record(self, set_id: str) -> FactorSetUse:
        """Edition and hash of a set: of its pins and of every factor row they can reach.

        Same pins and rows give the same hash, whatever else the tables hold; an unknown set has no edition.
        """
        if set_id not in self._records:
            self._records[set_id] = self._set_record(set_id)
        return self._records[set_id]

    def _set_record(self, set_id: str) -> FactorSetUse:
        entries = self.sets.get(set_id, ())
        lines = [_content(entry) for entry in entries]
        rows = {row.key: row for entry in entries for row in self.pinned_rows(entry)}
        lines += [_content(rows[key]) for key in sorted(rows)]
        digest = hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()
        return FactorSetUse(set_id, entries[0].set_edition if entries else "", digest)

    def pinned_rows(self, entry: SetEntry) -> tuple[Factor, ...]:
        """Shipped rows with the id, edition and region of a pin, in its years."""
        return tuple(
            row
            for row in self.by_id.get(entry.factor_id, ())
            if row.edition == entry.edition
            and row.region == entry.region
            and entry.year_from <= row.year_valid <= entry.year_to
            and row.derivation != LOCAL
        )


def _content(row: Factor | SetEntry) -> str:
    values = (getattr(row, entry.name) for entry in fields(row) if entry.name not in _NOT_CONTENT)
    return "\t".join("" if value is None else str(value) for value in values)
