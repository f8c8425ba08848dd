"""Sums of a small activity table without making postings: what a batch of many files needs of each.

The same plans and the same products as ``booked``, so the same figures; what is left out is the journal, whose forty
columns cost more than reading a small file. A test holds both against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, isnan

from thgbilanz.booking.plan import Plan, PlanKey, Rules, planned
from thgbilanz.booking.report import counted_reasons, notation_reason, plan_findings
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic

SumKey = tuple[str, str, str]
"""Accounting space, scope and scope 2 method of a posting."""

_PlanTuple = tuple[str, str, str, int, str, str]
_PLANNED_BY = ("space", "activity", "unit", "year", "local_factor", "scope3_category")


@dataclass(frozen=True, slots=True)
class Tally:
    """What ``booked`` would come to, summed."""

    emissions_kg: Mapping[SumKey, float]
    """kg CO2e, exactly rounded sums (independent of the order of rows)."""
    findings: tuple[Diagnostic, ...]
    read: int
    booked: int
    open_reasons: tuple[tuple[str, int], ...]
    excluded_reasons: tuple[tuple[str, int], ...]


class Tallier:
    """Tallies one table after the other under the same rules; plans are made once for all of them."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._plans: dict[_PlanTuple, Plan] = {}

    def tally(self, activities: ActivityTable) -> Tally:
        """Sum up a table; see ``booked`` for what is booked, open or excluded."""
        columns = activities.columns
        amounts, notations = columns["amount"], columns["notation"]
        rows_of: dict[_PlanTuple, list[int]] = {}
        excluded: list[str] = []
        for row, key in enumerate(zip(*(columns[name] for name in _PLANNED_BY), strict=True)):
            if isnan(amounts[row]):
                excluded.append(notation_reason(notations[row]))
            else:
                rows_of.setdefault(key, []).append(row)
        plans = [(self._plan(key), rows) for key, rows in rows_of.items()]
        opens = [(plan.open_reason, len(rows)) for plan, rows in plans if plan.open_reason]
        return Tally(
            emissions_kg=_sums(plans, amounts, columns["space"]),
            findings=plan_findings(activities, plans),
            read=len(activities),
            booked=len(activities) - len(excluded) - sum(count for _, count in opens),
            open_reasons=counted_reasons(opens),
            excluded_reasons=counted_reasons((reason, 1) for reason in excluded),
        )

    def _plan(self, key: _PlanTuple) -> Plan:
        if key not in self._plans:
            self._plans[key] = planned(PlanKey(*key), self._rules)
        return self._plans[key]


def _sums(plans: list[tuple[Plan, list[int]]], amounts: list[float], spaces: list[str]) -> dict[SumKey, float]:
    parts: dict[SumKey, list[float]] = {}
    for plan, rows in plans:
        for line in plan.lines:
            kg = parts.setdefault((spaces[rows[0]], line.scope, line.method), [])
            kg += [amounts[row] * line.quantity_per_amount * line.kg_per_quantity for row in rows]
    return {key: fsum(parts[key]) for key in sorted(parts)}
