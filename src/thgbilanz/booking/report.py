"""Findings of plans, told once per plan, file and sheet with the cells of its rows (three examples)."""

import numpy as np
import numpy.typing as npt

from thgbilanz.booking.columns import CodedActivities, Codes
from thgbilanz.booking.plan import Plan, Problem
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place

EXAMPLES = 3
"""Further places that a grouped finding names."""


def plan_findings(
    rows: CodedActivities, plans: list[Plan], plan_of_row: Codes, considered: npt.NDArray[np.bool_]
) -> tuple[Diagnostic, ...]:
    """Findings of all plans with problems, for the rows that are not excluded."""
    findings: list[Diagnostic] = []
    for number, plan in enumerate(plans):
        if not plan.problems:
            continue
        concerned = np.flatnonzero((plan_of_row == number) & considered)
        for group in _by_sheet(rows, concerned):
            findings += [
                _finding(
                    problem,
                    [place_of(rows, row, problem.about_unit) for row in group[: EXAMPLES + 1]],
                    tuple(rows.ints["row"][group].tolist()),
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


def _by_sheet(rows: CodedActivities, concerned: Codes) -> list[list[int]]:
    groups: dict[tuple[str, str], list[int]] = {}
    for row in concerned.tolist():
        groups.setdefault((_text(rows, "file", row), _text(rows, "sheet", row)), []).append(row)
    return [sorted(groups[key], key=lambda row: int(rows.ints["row"][row])) for key in sorted(groups)]


def _text(rows: CodedActivities, name: str, row: int) -> str:
    column = rows.coded[name]
    return column.categories[int(column.codes[row])]


def place_of(rows: CodedActivities, row: int, about_unit: bool = False) -> Place:
    """The cell of a row's amount, or of its unit."""
    letter, title = ("unit_column", "unit_title") if about_unit else ("column", "column_title")
    return Place(
        _text(rows, "file", row),
        _text(rows, "sheet", row),
        f"{_text(rows, letter, row)}{rows.ints['row'][row]}",
        _text(rows, title, row),
    )
