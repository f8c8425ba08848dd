"""Findings, grouped while they are collected: 300 cells with one problem are one finding with a count.

A diagnostic is made once per group, not once per cell: a table may hold a hundred thousand bad cells. What is kept of
every cell is the number of its row, from which its place follows: the cells of a group stand in one column.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place
from thgbilanz.intake.sheet_facts import cell_position

_MOST_RELATED = 3
_MOST_GROUPS = 20
"""Different wordings of one problem in one column; further ones are counted with the last."""

Problem = tuple[str, Severity, str, str, str]
"""Code, severity, file, sheet and title of the column."""


@dataclass(slots=True)
class _Group:
    first: Diagnostic
    count: int = 1
    related: list[Place] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def again(self, place: Callable[[], Place], count: int, rows: Iterable[int]) -> None:
        self.count += count
        self.rows.extend(rows)
        if len(self.related) < _MOST_RELATED:
            further = place()
            if further.cell and further != self.first.place and further not in self.related:
                self.related.append(further)


class FindingGroups:
    """Collects findings and groups those of one code, column and wording."""

    def __init__(self) -> None:
        self._columns: dict[Problem, dict[str, _Group]] = {}

    def add_cell(
        self, problem: Problem, wording: str, row: int, place: Callable[[], Place], finding: Callable[[], Diagnostic]
    ) -> None:
        """Take the finding of one cell. ``finding`` is only asked for if it begins a group, ``place`` by few others."""
        groups = self._columns.setdefault(problem, {})
        group = groups.get(wording)
        if group is None and len(groups) < _MOST_GROUPS:
            groups[wording] = _Group(finding(), rows=[row])
            return
        (group or next(reversed(groups.values()))).again(place, 1, (row,))

    def add(self, finding: Diagnostic, *, together: str | None = None) -> None:
        """Take a finding, made already. Those of one column with the same ``together`` (headline) are one."""
        place = finding.place
        groups = self._columns.setdefault((finding.code, finding.severity, place.file, place.sheet, place.column), {})
        wording = finding.text if together is None else together
        group = groups.get(wording)
        if group is None and len(groups) < _MOST_GROUPS:
            groups[wording] = _Group(finding, finding.count, list(finding.related), list(_rows_of(finding)))
            return
        group = group or next(reversed(groups.values()))
        same_column = _letters(group.first.place.cell) == _letters(place.cell)
        group.again(lambda: place, finding.count, _rows_of(finding) if same_column else ())

    def extend(self, findings: Iterable[Diagnostic]) -> None:
        """Take findings one by one."""
        for finding in findings:
            self.add(finding)

    def known(self) -> frozenset[tuple[Problem, str]]:
        """Problems and wordings that have a group by now."""
        return frozenset((problem, wording) for problem, groups in self._columns.items() for wording in groups)

    def diagnostics(self) -> list[Diagnostic]:
        """One finding per group, in the order in which the columns and their groups began."""
        return [
            replace(group.first, count=group.count, related=tuple(group.related), rows=tuple(sorted(set(group.rows))))
            for groups in self._columns.values()
            for group in groups.values()
        ]


def _letters(cell: str) -> str:
    return cell.rstrip("0123456789")


def _rows_of(finding: Diagnostic) -> Iterable[int]:
    """The rows that a finding names itself, else the row of its cell."""
    if finding.rows:
        return finding.rows
    position = cell_position(finding.place.cell)
    return (position[0],) if position else ()
