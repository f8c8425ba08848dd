"""Booking without a journal: what the rows of a few files amount to, and the findings of their plans.

A check of one workbook asks for tonnes per row and for findings, never for postings. Both follow from the plans alone,
in plain Python: loading pandas would take longer than reading and checking the workbook (docs/decisions/0017). For
whoever writes a balance, ``book.booked`` makes postings of the same plans; a test holds both to the same figures.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan, nan
from types import MappingProxyType
from typing import TYPE_CHECKING

from thgbilanz.booking.plan import Line, Plan, PlanKey, Rules, planned
from thgbilanz.booking.report import plan_findings
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.vocabulary import Method, Scope

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

_PLANNED_BY = ("space", "activity", "unit", "year", "local_factor", "scope3_category")
"""Columns in the order of ``PlanKey``."""
_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class JudgedRows:
    """What every row of an activity table amounts to, by position."""

    findings: tuple[Diagnostic, ...]
    emissions_kg: "array[float]"
    """What enters a total: scope 1, scope 2 by location, scope 3; all of the territory. NaN for rows that are not
    booked."""
    energy_kwh: "array[float]"
    """Final energy; NaN for rows that are not booked."""


def judged(
    activities: ActivityTable,
    factors: "FactorBase",
    sets: Mapping[str, str],
    gwp: str,
    excluded_organisations: Mapping[str, str] = _NOBODY,
) -> JudgedRows:
    """Findings and figures of the rows that ``booked`` would book from the same arguments."""
    columns = activities.columns
    rules = Rules(factors, sets, gwp)
    rows_of: dict[tuple[str, str, str, int, str, str], list[int]] = {}
    for position, key in enumerate(zip(*(columns[name] for name in _PLANNED_BY), strict=True)):
        rows_of.setdefault(key, []).append(position)
    emissions = array("d", [nan]) * len(activities)
    energy = array("d", [nan]) * len(activities)
    findings: list[Diagnostic] = []
    amounts, portions, organisations = (columns[name] for name in ("amount", "portion", "organisation"))
    for key, positions in rows_of.items():
        plan = planned(PlanKey(*key), rules)
        counted = [p for p in positions if organisations[p] not in excluded_organisations and not isnan(amounts[p])]
        findings += plan_findings(activities, plan, counted)
        if plan.lines:
            for position in counted:
                emissions[position], energy[position] = _figures(plan, amounts[position] * portions[position])
    return JudgedRows(tuple(findings), emissions, energy)


def _figures(plan: Plan, amount: float) -> tuple[float, float]:
    emissions = energy = 0.0
    for line in plan.lines:
        if _enters_a_total(line):
            emissions += amount * line.quantity_per_amount * line.kg_per_quantity
        of_line = amount * line.energy_per_amount
        energy += 0.0 if isnan(of_line) else of_line
    return emissions, energy


def _enters_a_total(line: Line) -> bool:
    """Not scope 2 by market, which stands beside the total, and not biogenic CO2 outside the scopes."""
    return line.method != Method.MARKET.value and line.scope != Scope.OUTSIDE.value
