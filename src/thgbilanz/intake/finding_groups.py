"""Findings, grouped while they are collected: 300 cells with one problem are one finding with a count.

A diagnostic is made once per group, not once per cell: a table may hold a hundred thousand bad cells.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place

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

    def again(self, place: Callable[[], Place], count: int) -> None:
        self.count += count
        if len(self.related) < _MOST_RELATED:
            further = place()
            if further.cell and further != self.first.place and further not in self.related:
                self.related.append(further)


class FindingGroups:
    """Collects findings and groups those of one code, column and wording."""

    def __init__(self) -> None:
        self._columns: dict[Problem, dict[str, _Group]] = {}

    def add_cell(
        self, problem: Problem, wording: str, place: Callable[[], Place], finding: Callable[[], Diagnostic]
    ) -> None:
        """Take the finding of one cell. ``finding`` is only asked for if it begins a group."""
        groups = self._columns.setdefault(problem, {})
        group = groups.get(wording)
        if group is None and len(groups) < _MOST_GROUPS:
            groups[wording] = _Group(finding())
            return
        (group or next(reversed(groups.values()))).again(place, 1)

    def add(self, finding: Diagnostic, *, together: str | None = None) -> None:
        """Take a finding, made already. Those of one column with the same ``together`` (headline) are one."""
        place = finding.place
        groups = self._columns.setdefault((finding.code, finding.severity, place.file, place.sheet, place.column), {})
        wording = finding.text if together is None else together
        group = groups.get(wording)
        if group is None and len(groups) < _MOST_GROUPS:
            groups[wording] = _Group(finding, finding.count, list(finding.related))
            return
        (group or next(reversed(groups.values()))).again(lambda: place, finding.count)

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
            replace(group.first, count=group.count, related=tuple(group.related))
            for groups in self._columns.values()
            for group in groups.values()
        ]
