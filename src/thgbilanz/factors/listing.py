"""Choosing factor rows by activity, year, region, set and source, and where a factor is used."""

from dataclasses import dataclass

from thgbilanz.core.factor import Factor, SetEntry
from thgbilanz.factors.base import FactorBase, FactorKey


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list shall hold; an empty wish holds for every row."""

    factor_id: str = ""
    activity: str = ""
    year: int | None = None
    region: str = ""
    set_id: str = ""
    source: str = ""
    """A source id, or its beginning up to a hyphen: ``uba`` stands for ``uba-liste-2.1`` as well."""


@dataclass(frozen=True, slots=True)
class PinUse:
    """A set that uses a factor: one pin and its years."""

    entry: SetEntry
    years: tuple[int, ...]
    """Years in which the pin reaches a row."""


@dataclass(frozen=True, slots=True)
class BalanceUse:
    """Postings of one organisation and activity of a project that rest on a factor, over its years."""

    organisation: str
    name: str
    activity: str
    edition: str
    boundary: str
    years: tuple[int, ...]


def chosen_rows(base: FactorBase, choice: Choice) -> tuple[Factor, ...]:
    """Rows that fit every wish, sorted by key."""
    wanted = _keys_of_use(base, choice) if choice.activity or choice.set_id else None
    rows = base.by_id.get(choice.factor_id, ()) if choice.factor_id else base.factors.values()
    fitting = [row for row in rows if _fits(row, choice) and (wanted is None or row.key in wanted)]
    return tuple(sorted(fitting, key=lambda row: row.key))


def _fits(row: Factor, choice: Choice) -> bool:
    return (
        (choice.year is None or row.year_valid == choice.year)
        and (not choice.region or row.region == choice.region)
        and (not choice.source or is_of_source(row.source_id, choice.source))
    )


def is_of_source(source_id: str, wish: str) -> bool:
    """Whether a source is the one wished for, or of the family that the wish begins.

    >>> is_of_source("uba-liste-2.1", "uba"), is_of_source("ubax-1", "uba"), is_of_source("uba", "uba-liste")
    (True, False, False)
    """
    return source_id == wish or source_id.startswith(f"{wish}-")


def _keys_of_use(base: FactorBase, choice: Choice) -> set[FactorKey]:
    """Rows that sets use for an activity, and rows named after it if no set is asked for."""
    pins = base.sets.get(choice.set_id, ()) if choice.set_id else [pin for set_ in base.sets.values() for pin in set_]
    keys = {
        row.key
        for pin in pins
        if not choice.activity or pin.activity == choice.activity
        for row in base.pinned_rows(pin)
    }
    if choice.activity and not choice.set_id:
        keys |= {row.key for row in base.factors.values() if row.factor_id.split(".", 1)[0] == choice.activity}
    return keys


def uses_in_sets(base: FactorBase, factor_id: str) -> tuple[PinUse, ...]:
    """Pins of a factor with the years in which they reach a row of it."""
    uses = []
    for entries in base.sets.values():
        for entry in entries:
            if entry.factor_id == factor_id:
                years = tuple(sorted({row.year_valid for row in base.pinned_rows(entry)}))
                uses.append(PinUse(entry, years))
    return tuple(uses)
