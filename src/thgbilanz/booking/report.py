"""Findings of plans, told once per plan, file and sheet with the cells of its rows (three examples)."""

from collections.abc import Sequence

from thgbilanz.booking.plan import Plan, Problem
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place

EXAMPLES = 3
"""Further places that a grouped finding names."""


def plan_findings(activities: ActivityTable, plan: Plan, concerned: Sequence[int]) -> list[Diagnostic]:
    """Findings of a plan for the positions of its rows that are not excluded."""
    if not plan.problems:
        return []
    return [
        _finding(problem, activities, group) for group in _by_sheet(activities, concerned) for problem in plan.problems
    ]


def _finding(problem: Problem, activities: ActivityTable, group: Sequence[int]) -> Diagnostic:
    places = [_place(activities, position, problem.about_unit) for position in group[: EXAMPLES + 1]]
    return Diagnostic(
        problem.code,
        problem.severity,
        problem.text,
        places[0],
        problem.found,
        problem.expected,
        problem.hint,
        related=tuple(places[1:]),
        count=len(group),
        rows=tuple(activities.columns["row"][position] for position in group),
    )


def _by_sheet(activities: ActivityTable, concerned: Sequence[int]) -> list[list[int]]:
    files, sheets, rows = (activities.columns[name] for name in ("file", "sheet", "row"))
    groups: dict[tuple[str, str], list[int]] = {}
    for position in concerned:
        groups.setdefault((files[position], sheets[position]), []).append(position)
    return [sorted(groups[key], key=rows.__getitem__) for key in sorted(groups)]


def _place(activities: ActivityTable, position: int, about_unit: bool) -> Place:
    """The cell of a row's amount, or of its unit."""
    columns = activities.columns
    letter, title = ("unit_column", "unit_title") if about_unit else ("column", "column_title")
    cell = f"{columns[letter][position]}{columns['row'][position]}"
    return Place(columns["file"][position], columns["sheet"][position], cell, columns[title][position])
