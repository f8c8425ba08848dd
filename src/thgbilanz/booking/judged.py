"""Booking without a journal: what the rows of a few files amount to, and the findings of their plans.

A check of one workbook asks for tonnes per row and for findings, a batch for sums per file, never for postings. All
follow from the plans alone, in plain Python: loading pandas would take longer than reading and checking the workbook
(docs/decisions/0017), making postings as long (0015). For whoever writes a balance, ``book.booked`` makes postings of
the same plans; tests hold both to the same figures.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, isnan, nan
from types import MappingProxyType
from typing import TYPE_CHECKING

from thgbilanz.booking.coverage import coverage
from thgbilanz.booking.plan import Line, Plan, PlanKey, Rules, planned
from thgbilanz.booking.reasons import Counted, counted, notation_reason
from thgbilanz.booking.report import plan_findings
from thgbilanz.booking.routes import routes
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.contract import Contract
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.vocabulary import Method, Scope

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

_PlanTuple = tuple[str, str, str, int, str, str, str, int]
_PLANNED_BY = ("space", "activity", "unit", "year", "local_factor", "scope3_category")
"""Columns in the order of ``PlanKey``; behind them stand the route and the number of the cover."""
_NOBODY: Mapping[str, str] = MappingProxyType({})

SumKey = tuple[str, str, str]
"""Accounting space, scope and scope 2 method of a posting."""


@dataclass(frozen=True, slots=True)
class JudgedRows:
    """What every row of an activity table amounts to, by position, and what they come to together."""

    findings: tuple[Diagnostic, ...]
    emissions_kg: "array[float]"
    """What enters a total: scope 1, scope 2 by location, scope 3; all of the territory. NaN for rows that are not
    booked."""
    energy_kwh: "array[float]"
    """Final energy; NaN for rows that are not booked."""
    sums_kg: Mapping[SumKey, float]
    """Exactly rounded sums of what the postings would be: the order of rows changes nothing."""
    open_reasons: Counted
    excluded_reasons: Counted


def judged(
    activities: ActivityTable,
    factors: "FactorBase",
    sets: Mapping[str, str],
    gwp: str,
    excluded_organisations: Mapping[str, str] = _NOBODY,
    contracts: Sequence[Contract] = (),
) -> JudgedRows:
    """Findings and figures of the rows that ``booked`` would book from the same arguments."""
    return Judge(Rules(factors, sets, gwp)).judged(activities, excluded_organisations, contracts)


class Judge:
    """Judges one table after the other under the same rules; every plan is made once."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._plans: dict[PlanKey, Plan] = {}

    def judged(
        self,
        activities: ActivityTable,
        excluded_organisations: Mapping[str, str] = _NOBODY,
        contracts: Sequence[Contract] = (),
    ) -> JudgedRows:
        """Findings and figures of a table; ``contracts`` are those that its rows may name."""
        covered = coverage(activities, contracts)
        named = (activities.columns[name] for name in _PLANNED_BY)
        rows_of: dict[_PlanTuple, list[int]] = {}
        for position, key in enumerate(zip(*named, routes(activities), covered.numbers, strict=True)):
            rows_of.setdefault(key, []).append(position)
        amounts = _of_the_year(activities)
        out = _excluded(activities, excluded_organisations)
        emissions = array("d", [nan]) * len(activities)
        energy = array("d", [nan]) * len(activities)
        findings: list[Diagnostic] = [*covered.findings]
        opened: list[tuple[str, int]] = []
        parts: dict[SumKey, list[float]] = {}
        for key, positions in rows_of.items():
            plan = self._plan(PlanKey(*key[:-1], covered.covers[key[-1]]))
            inside = [position for position in positions if position not in out] if out else positions
            findings += plan_findings(activities, plan, inside)
            opened.append((plan.open_reason, len(inside)))
            if plan.lines and inside:
                _put_figures(plan, inside, amounts, emissions, energy)
                _put_parts(plan, key[0], inside, amounts, parts)
        return JudgedRows(
            tuple(findings),
            emissions,
            energy,
            {key: fsum(parts[key]) for key in sorted(parts)},
            counted(opened),
            counted((reason, 1) for reason in out.values()),
        )

    def _plan(self, key: PlanKey) -> Plan:
        if key not in self._plans:
            self._plans[key] = planned(key, self._rules)
        return self._plans[key]


def _of_the_year(activities: ActivityTable) -> Sequence[float]:
    """Amounts, of split rows the part that belongs to the year."""
    amounts, portions = activities.columns["amount"], activities.columns["portion"]
    if portions.count(1.0) == len(portions):
        return amounts
    return [amount * portion for amount, portion in zip(amounts, portions, strict=True)]


def _excluded(activities: ActivityTable, organisations: Mapping[str, str]) -> dict[int, str]:
    """Positions of the rows that stay out, with the reason."""
    columns = activities.columns
    out = {
        position: notation_reason(columns["notation"][position])
        for position, amount in enumerate(columns["amount"])
        if isnan(amount)
    }
    if organisations:
        named = enumerate(columns["organisation"])
        out |= {position: organisations[id_] for position, id_ in named if id_ in organisations}
    return out


def _put_figures(
    plan: Plan, positions: Sequence[int], amounts: Sequence[float], emissions: "array[float]", energy: "array[float]"
) -> None:
    counting = [(line.quantity_per_amount, line.kg_per_quantity) for line in plan.lines if _enters_a_total(line)]
    energies = [line.energy_per_amount for line in plan.lines if line.energy_per_amount]
    for position in positions:
        amount, kg, kwh = amounts[position], 0.0, 0.0
        for quantity_per_amount, kg_per_quantity in counting:
            kg += amount * quantity_per_amount * kg_per_quantity
        for energy_per_amount in energies:
            of_line = amount * energy_per_amount
            kwh += 0.0 if isnan(of_line) else of_line
        emissions[position], energy[position] = kg, kwh


def _put_parts(
    plan: Plan, space: str, positions: Sequence[int], amounts: Sequence[float], parts: dict[SumKey, list[float]]
) -> None:
    for line in plan.lines:
        quantity_per_amount, kg_per_quantity = line.quantity_per_amount, line.kg_per_quantity
        parts.setdefault((space, line.scope, line.method), []).extend(
            [amounts[position] * quantity_per_amount * kg_per_quantity for position in positions]
        )


def _enters_a_total(line: Line) -> bool:
    """Not scope 2 by market, which stands beside the total, and not biogenic CO2 outside the scopes."""
    return line.method != Method.MARKET.value and line.scope != Scope.OUTSIDE.value
