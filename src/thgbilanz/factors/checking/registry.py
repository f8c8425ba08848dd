"""The checks by id: what runs, in which order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.factors.checking.agreement import agreement
from thgbilanz.factors.checking.gases import row_rules, shares, signs
from thgbilanz.factors.checking.golden import golden
from thgbilanz.factors.checking.gwp_values import gwp_values
from thgbilanz.factors.checking.keys import duplicate_keys
from thgbilanz.factors.checking.names import names
from thgbilanz.factors.checking.physical import physical, properties, totals
from thgbilanz.factors.checking.provenance import provenance, units
from thgbilanz.factors.checking.recompute import formulas, stored_sources
from thgbilanz.factors.checking.releases import immutable
from thgbilanz.factors.checking.sets import coverage
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.checking.years import carried, jumps, superseded_pins, years

Run = Callable[[CheckTables], Iterable[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of factor_schema: id and what it runs; F01 and F22 belong to reading and to waivers."""

    id: str
    runs: tuple[Run, ...]


CHECKS: tuple[Check, ...] = (
    Check("F02", (duplicate_keys,)),
    Check("F03", (provenance,)),
    Check("F04", (units,)),
    Check("F05", (row_rules,)),
    Check("F06", (shares,)),
    Check("F07", (signs,)),
    Check("F08", (physical,)),
    Check("F09", (agreement, properties)),
    Check("F11", (totals,)),
    Check("F12", (years,)),
    Check("F13", (jumps,)),
    Check("F14", (carried, superseded_pins)),
    Check("F15", (immutable,)),
    Check("F16", (coverage,)),
    Check("F17", (gwp_values,)),
    Check("F18", (names,)),
    Check("F19", (golden,)),
    Check("F21", (formulas, stored_sources)),
)

CHECK_IDS: tuple[str, ...] = tuple(f"F{number:02}" for number in range(1, 23))
"""F20 is the comparison of two states (``thg faktoren vergleiche``)."""
