"""Findings of plans, told once per plan, file and sheet with the cells of its rows (three examples)."""

import numpy as np
import numpy.typing as npt

from thgbilanz.booking.columns import CodedActivities, Codes
from thgbilanz.booking.plan import Plan
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
        for places in _places_by_sheet(rows, concerned):
            findings += [
                Diagnostic(
                    problem.code,
                    problem.severity,
                    problem.text,
                    places[0],
                    problem.found,
                    problem.expected,
                    problem.hint,
                    related=tuple(places[1 : EXAMPLES + 1]),
                    count=len(places),
                )
                for problem in plan.problems
            ]
    return tuple(findings)


def _places_by_sheet(rows: CodedActivities, concerned: Codes) -> list[list[Place]]:
    groups: dict[tuple[str, str], list[Place]] = {}
    for row in concerned:
        place = place_of(rows, int(row))
        groups.setdefault((place.file, place.sheet), []).append(place)
    return [groups[key] for key in sorted(groups)]


def place_of(rows: CodedActivities, row: int) -> Place:
    """The cell of a row's amount."""

    def text(name: str) -> str:
        column = rows.coded[name]
        return column.categories[int(column.codes[row])]

    return Place(text("file"), text("sheet"), f"{text('column')}{rows.ints['row'][row]}")
