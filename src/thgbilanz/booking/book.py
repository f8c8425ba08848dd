"""Booking: every activity row becomes postings, or is open or excluded with a reason. Nothing gets lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from thgbilanz.booking.columns import Coded, CodedActivities, Codes, coded_activities, coded_texts, distinct_rows
from thgbilanz.booking.coverage import Coverage, coverage
from thgbilanz.booking.plan import Plan, PlanKey, Rules, planned
from thgbilanz.booking.postings import posting_frame
from thgbilanz.booking.reasons import counted, notation_reason
from thgbilanz.booking.report import plan_findings
from thgbilanz.booking.routes import routes
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.contract import Contract
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.journal.frame import empty_journal

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class BookingResult:
    """Postings and the three classes of rows that the control equation adds up."""

    postings: pd.DataFrame
    """Columns of ``POSTING_SCHEMA`` in canonical order: file, sheet, row, role."""
    findings: tuple[Diagnostic, ...]
    read: int
    booked: int
    open_reasons: tuple[tuple[str, int], ...]
    excluded_reasons: tuple[tuple[str, int], ...]


def booked(
    activities: ActivityTable,
    factors: "FactorBase",
    sets: Mapping[str, str],
    gwp: str,
    excluded_organisations: Mapping[str, str] = _NOBODY,
    contracts: Sequence[Contract] = (),
) -> BookingResult:
    """Book an activity table.

    ``sets`` names the factor set of each accounting space, ``gwp`` the GWP set of the run.
    ``excluded_organisations`` maps organisation ids to the reason why their rows stay out (not chosen, not
    part of the group in this year); ``contracts`` are those that rows of electricity may name. Pure: no file, no
    clock; findings name the places of the rows.
    """
    if not len(activities):
        return BookingResult(empty_journal(), (), 0, 0, (), ())
    rows = coded_activities(activities)
    covered = coverage(activities, contracts)
    plan_of_row, plans = _plans(rows, coded_texts(routes(activities)), covered, Rules(factors, sets, gwp))
    exclusion_of_row, exclusions = _exclusions(rows, excluded_organisations)
    opens = np.array([bool(plan.open_reason) for plan in plans])[plan_of_row]
    is_excluded = exclusion_of_row > 0
    is_open = opens & ~is_excluded
    to_book = np.flatnonzero(~is_open & ~is_excluded)
    open_plans = np.bincount(plan_of_row[is_open], minlength=len(plans))
    excluded_counts = np.bincount(exclusion_of_row, minlength=len(exclusions))
    concerned = {
        number: np.flatnonzero((plan_of_row == number) & ~is_excluded).tolist()
        for number, plan in enumerate(plans)
        if plan.problems
    }
    return BookingResult(
        postings=posting_frame(rows, plans, plan_of_row, to_book),
        findings=(
            *covered.findings,
            *(
                finding
                for number, positions in concerned.items()
                for finding in plan_findings(activities, plans[number], positions)
            ),
        ),
        read=rows.rows,
        booked=len(to_book),
        open_reasons=counted((plan.open_reason, int(open_plans[number])) for number, plan in enumerate(plans)),
        excluded_reasons=counted((reason, int(excluded_counts[n])) for n, reason in enumerate(exclusions) if reason),
    )


def _plans(rows: CodedActivities, route: Coded, covered: Coverage, rules: Rules) -> tuple[Codes, list[Plan]]:
    names = ("space", "activity", "unit", "local_factor", "scope3_category")
    year = rows.ints["year"]
    lowest = int(year.min())
    coded = [*(rows.coded[name] for name in names), route]
    columns = [(column.codes, len(column.categories)) for column in coded]
    cover = np.asarray(covered.numbers, dtype=np.int64)
    years = (year - lowest, int(year.max()) - lowest + 1)
    plan_of_row, first = distinct_rows([*columns, (cover, len(covered.covers)), years])
    plans = []
    for row in first:
        space, activity, unit, local_factor, category, way = (column.categories[column.codes[row]] for column in coded)
        contract = covered.covers[covered.numbers[row]]
        key = PlanKey(space, activity, unit, int(year[row]), local_factor, category, way, contract)
        plans.append(planned(key, rules))
    return plan_of_row, plans


def _exclusions(rows: CodedActivities, organisations: Mapping[str, str]) -> tuple[Codes, list[str]]:
    """Number of the reason for each row, 0 for none. A notation key says why there is no amount (faults.md 72)."""
    notation, organisation = rows.coded["notation"], rows.coded["organisation"]
    reasons = ["", *(notation_reason(value) for value in notation.categories)]
    number = np.where(np.isnan(rows.floats["amount"]), notation.codes.astype(np.int64) + 1, 0)
    by_organisation = np.zeros(len(organisation.categories), dtype=np.int64)
    for position, id_ in enumerate(organisation.categories):
        if id_ in organisations:
            reasons.append(organisations[id_])
            by_organisation[position] = len(reasons) - 1
    outside = by_organisation[organisation.codes]
    return np.where(outside > 0, outside, number), reasons
