"""Units as people write them: a closed list, exact, nothing guessed.

A spelling is compared after Unicode NFC, trimming and folding of blanks; case matters, because ``mWh`` and
``MWh`` differ by a factor of a billion. Heizwert (Hi) and Brennwert (Hs), Nm³ and m³, Pkm and km, SRm, rm and
fm are different base units: a factor between them is no definition, but a property of a substance with a
source. pint never sees the text of a cell (docs/decisions/0002-einheiten.md).
"""

from dataclasses import dataclass
from functools import lru_cache

from thgbilanz.units.admission import admission_of, is_fuel
from thgbilanz.units.cell_text import folded
from thgbilanz.units.missing_words import is_missing_word
from thgbilanz.units.tables import refused_spellings, spellings, units
from thgbilanz.units.unit_problems import (
    UnitProblem,
    inadmissible_unit,
    missing_unit,
    refused_unit,
    unknown_unit,
    unstated_basis,
)

__all__ = [
    "UnitProblem",
    "UnitReading",
    "base_of",
    "is_per_year",
    "unit_ids",
    "unit_label",
    "unit_reading",
    "unit_spellings",
]

BILLED_BY_GROSS_CALORIFIC_VALUE = frozenset({"erdgas", "biogas", "fluessiggas", "cng"})
"""Gases that suppliers bill in kWh of Brennwert (Hs): there a plain kWh has two meanings (faults.md 115)."""


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A unit read from a cell: the amount times ``factor`` is in the base unit ``unit``.

    If ``problem`` is an ERROR, ``unit`` is empty and ``factor`` zero; a WARNING goes with a unit taken.
    """

    unit: str
    factor: float
    problem: UnitProblem | None


@lru_cache(maxsize=4096)
def unit_reading(spelling: str, activity: str) -> UnitReading:
    """What a spelling means beside an activity (id of an activity kind), or why it cannot stand there.

    Plain kWh means Hi beside a fuel; beside a gas with a warning. m³ beside a gas is its volume at the meter,
    not Nm³. Beside an unknown activity the spelling alone decides.

    >>> unit_reading("MWh/a", "strom")
    UnitReading(unit='kWh', factor=1000.0, problem=None)
    >>> unit_reading("Nm³", "fernwaerme").problem.text
    'Einheit „Nm³“ ist für Fernwärme nicht zulässig'
    """
    admission, text = admission_of(activity), folded(spelling)
    if not text or is_missing_word(text):
        return _refused(missing_unit(admission))
    if refused := refused_spellings().get(text):
        return _refused(refused_unit(refused, admission))
    known = spellings().get(text)
    if known is None:
        return _refused(unknown_unit(text, admission))
    factor = known.factor * known.unit.factor
    if known.unit.base == "kWh" and is_fuel(activity):
        warned = activity in BILLED_BY_GROSS_CALORIFIC_VALUE
        return UnitReading("kWh_Hi", factor, unstated_basis(known, activity) if warned else None)
    if admission and known.unit.measure not in admission.measures:
        return _refused(inadmissible_unit(known, activity, admission))
    return UnitReading(known.unit.base, factor, None)


def base_of(unit_id: str) -> tuple[str, float]:
    """Base unit of a unit id of the factor tables, and how many of it one unit is.

    Raises KeyError for an id that ``units.csv`` does not hold; ids come from our tables, not from users.

    >>> base_of("MWh_Hs"), base_of("L"), base_of("t")
    (('kWh_Hs', 1000.0), ('m3', 0.001), ('kg', 1000.0))
    """
    unit = units()[unit_id]
    return unit.base, unit.factor


def unit_ids() -> tuple[str, ...]:
    """All unit ids that factor and property tables may use."""
    return tuple(units())


def unit_spellings(activity: str) -> tuple[str, ...]:
    """Spellings to offer in the dropdown of an activity, best first; every unit if the activity is unknown.

    >>> unit_spellings("erdgas")[:2]
    ('kWh (Hs)', 'MWh (Hs)')
    """
    admission = admission_of(activity)
    return admission.spellings if admission else tuple(unit.label for unit in units().values())


def unit_label(unit_id: str) -> str:
    """German print form of a unit id; a text that is no id is printed as it is.

    >>> unit_label("kWh_Hi"), unit_label("L"), unit_label("m3")
    ('kWh (Hi)', 'l', 'm³')
    """
    unit = units().get(unit_id)
    return unit.label if unit else unit_id


def is_per_year(spelling: str) -> bool:
    """Whether a spelling says that the amount is that of a year.

    >>> is_per_year("MWh/a"), is_per_year("kWh/a (Hs)"), is_per_year("MWh")
    (True, True, False)
    """
    known = spellings().get(folded(spelling))
    return known is not None and known.is_per_year


def _refused(problem: UnitProblem) -> UnitReading:
    return UnitReading("", 0.0, problem)
