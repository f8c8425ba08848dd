"""Findings of plans, told once per plan, file and sheet with the cells of its rows (three examples)."""

from collections.abc import Iterable, Sequence

from thgbilanz.booking.plan import Plan, Problem
from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Notation

EXAMPLES = 3
"""Further places that a grouped finding names."""


def plan_findings(
    activities: ActivityTable, rows_of_plans: Iterable[tuple[Plan, Sequence[int]]]
) -> tuple[Diagnostic, ...]:
    """Findings of all plans with problems, at the rows that follow them and are not excluded."""
    findings: list[Diagnostic] = []
    for plan, rows in rows_of_plans:
        for group in _by_sheet(activities, rows) if plan.problems else ():
            findings += [
                _finding(
                    problem,
                    [_place_of(activities, row, problem.about_unit) for row in group[: EXAMPLES + 1]],
                    tuple(int(activities.columns["row"][row]) for row in group),
                )
                for problem in plan.problems
            ]
    return tuple(findings)


def _finding(problem: Problem, places: list[Place], rows: tuple[int, ...]) -> Diagnostic:
    return Diagnostic(
        problem.code,
        problem.severity,
        problem.text,
        places[0],
        problem.found,
        problem.expected,
        problem.hint,
        related=tuple(places[1:]),
        count=len(rows),
        rows=rows,
    )


def _by_sheet(activities: ActivityTable, rows: Sequence[int]) -> list[list[int]]:
    columns = activities.columns
    files, sheets, numbers = columns["file"], columns["sheet"], columns["row"]
    groups: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        groups.setdefault((files[row], sheets[row]), []).append(row)
    return [sorted(groups[key], key=lambda row: int(numbers[row])) for key in sorted(groups)]


def _place_of(activities: ActivityTable, row: int, about_unit: bool) -> Place:
    """The cell of a row's amount, or of its unit."""
    columns = activities.columns
    letter, title = ("unit_column", "unit_title") if about_unit else ("column", "column_title")
    cell = f"{columns[letter][row]}{columns['row'][row]}"
    return Place(columns["file"][row], columns["sheet"][row], cell, columns[title][row])


def notation_reason(notation: str) -> str:
    """Why a row without an amount is not booked (faults.md 72)."""
    return f"Kennzeichen „{Notation(notation).label}“" if notation in set(Notation) else "keine Menge"


def counted_reasons(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Rows per reason, sorted by reason; empty reasons and counts of 0 are left out."""
    total: dict[str, int] = {}
    for reason, count in pairs:
        if reason and count:
            total[reason] = total.get(reason, 0) + count
    return tuple(sorted(total.items()))
