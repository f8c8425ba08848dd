"""The arithmetic of one posting done once more, step by step, from the amount as written to kg CO2e.

Nothing is taken from the text of the journal: units and properties are read from their tables again, so that a posting
whose figures do not follow from its own cells is found (THG660).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING, Any, Final

from thgbilanz.core.factor import Property
from thgbilanz.units.catalogue import base_of, unit_label, unit_reading

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

TOLERANCE: Final = 1e-9
"""Relative difference up to which two computations of the same figure agree (architecture.md, rule 6)."""


_PART: Final = re.compile(r"× (?P<number>[0-9,e+-]+) \((?P<reason>.*)\)")
"""A part of the amount as booking writes it: ``× 0,25 (Tage im Jahr)``; properties carry their source in brackets."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the running figure times or divided by a number gives the result."""

    sign: str
    """``×`` or ``÷``."""
    number: float
    what: str
    """What the number is: ``kWh (Hi) je kWh (Hs)``; empty for a change of units."""
    result: float
    unit: str
    """German label of the unit of the result."""
    reason: str
    """Source of a property, reason of a portion."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A posting recomputed."""

    steps: tuple[Step, ...]
    """From the amount as written to the quantity; none if they are the same."""
    quantity: float
    """Recomputed."""
    emissions_kg: float
    """Recomputed: quantity times factor."""
    agrees: bool
    """Whether quantity and emissions are those of the posting."""


def reckoning_of(posting: Mapping[str, Any], factors: "FactorBase") -> Reckoning:
    """The steps of a posting (columns of POSTING_SCHEMA).

    A quantity that does not come from the amount by units, one property and a portion has no steps: then only
    quantity x factor is recomputed.
    """
    steps = _steps(posting, factors)
    quantity = steps[-1].result if steps else float(posting["amount"])
    as_booked = float(posting["quantity"])
    follows = isclose(quantity, as_booked, rel_tol=TOLERANCE)
    emissions = (quantity if follows else as_booked) * float(posting["factor_kg"])
    agrees = follows and isclose(emissions, float(posting["emissions_kg"]), rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return Reckoning(steps, quantity, emissions, agrees)


def _steps(posting: Mapping[str, Any], factors: "FactorBase") -> tuple[Step, ...]:
    activity, target = str(posting["activity"]), str(posting["quantity_unit"])
    unit = unit_reading(str(posting["unit"]), activity)
    if not unit.unit:
        return ()
    amount, spelled = float(posting["amount"]), str(posting["unit"])
    target_base, target_factor = base_of(target)
    run = _Running(amount, spelled)
    if unit.unit == target_base:
        run.change(unit.factor / target_factor, unit_label(target))
    else:
        found = _property(factors.properties, activity, (unit.unit, target_base), int(posting["year"]))
        if found is None:
            return ()
        row, inverse = found
        into, out = (row.unit_to, row.unit_from) if inverse else (row.unit_from, row.unit_to)
        run.change(unit.factor / base_of(into)[1], unit_label(into))
        run.take(row, inverse=inverse)
        run.change(base_of(out)[1] / target_factor, unit_label(target))
    run.parts(str(posting["conversion"]), float(posting["portion"]))
    return tuple(run.steps)


class _Running:
    """The figure on its way through the steps."""

    def __init__(self, figure: float, unit: str) -> None:
        self.figure, self.unit = figure, unit
        self.steps: list[Step] = []

    def change(self, multiplier: float, unit: str) -> None:
        """Another unit of the same quantity; no step where the figure stays the same."""
        if multiplier != 1.0:
            self._put("×", multiplier, "", self.figure * multiplier, unit, "")
        self.unit = unit

    def take(self, row: Property, *, inverse: bool) -> None:
        """A property of the substance."""
        label_to, label_from = unit_label(row.unit_to), unit_label(row.unit_from)
        result = self.figure / row.value if inverse else self.figure * row.value
        reason = f"{row.property_id}: {row.source_id}, {row.source_locator}"
        what = f"{label_to} je {label_from}"
        self._put("÷" if inverse else "×", row.value, what, result, label_from if inverse else label_to, reason)

    def parts(self, conversion: str, portion: float) -> None:
        """The parts of the amount that count: what a contract covers, what belongs to the year (the last one)."""
        found = [match for text in conversion.split("; ") if (match := _PART.fullmatch(text))]
        for position, match in enumerate(found, start=1):
            is_portion = portion != 1.0 and position == len(found)
            number = portion if is_portion else float(match["number"].replace(",", "."))
            what = "Anteil im Bilanzjahr" if is_portion else "Anteil"
            self._put("×", number, what, self.figure * number, self.unit, match["reason"])

    def _put(self, sign: str, number: float, what: str, result: float, unit: str, reason: str) -> None:
        self.steps.append(Step(sign, number, what, result, unit, reason))
        self.figure, self.unit = result, unit


def _property(
    rows: Iterable[Property], activity: str, units: tuple[str, str], year: int
) -> tuple[Property, bool] | None:
    """The property between two base units in a year, and whether it is used backwards; None if not exactly one."""
    have, want = units
    found = []
    for row in rows:
        if row.activity != activity or not (row.year_from or year) <= year <= (row.year_to or year):
            continue
        bases = base_of(row.unit_from)[0], base_of(row.unit_to)[0]
        if bases in {(have, want), (want, have)}:
            found.append((row, bases != (have, want)))
    return found[0] if len(found) == 1 else None
