"""Findings, grouped while they are collected: 300 cells with one problem are one finding with a count.

Diagnostics are made once per group, not once per cell: a table may hold a hundred thousand bad cells.
"""

from dataclasses import dataclass, field, replace

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place

_MOST_RELATED = 3
_MOST_GROUPS = 20
"""Different wordings of one problem in one column; further ones are counted with the last."""


@dataclass(slots=True)
class _Group:
    first: Diagnostic
    count: int = 0
    related: list[Place] = field(default_factory=list)


class FindingGroups:
    """Collects findings and groups those of one code, column and headline."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._per_column: dict[tuple[str, ...], list[tuple[str, ...]]] = {}

    def add(self, finding: Diagnostic, *, together: str | None = None, count: int = 1) -> None:
        """Take a finding. Findings of one column with the same ``together`` are one; by default the same headline."""
        place = finding.place
        column: tuple[str, ...] = (finding.code, finding.severity.value, place.file, place.sheet, place.column)
        key: tuple[str, ...] = (*column, finding.text if together is None else together)
        keys = self._per_column.setdefault(column, [])
        if key not in self._groups:
            if len(keys) >= _MOST_GROUPS:
                key = keys[-1]
            else:
                keys.append(key)
                self._groups[key] = _Group(finding)
        group = self._groups[key]
        group.count += count
        known = group.first.place
        if place != known and place.cell and place not in group.related and len(group.related) < _MOST_RELATED:
            group.related.append(place)

    def extend(self, findings: "list[Diagnostic] | tuple[Diagnostic, ...]") -> None:
        """Take findings one by one."""
        for finding in findings:
            self.add(finding, count=finding.count)

    def diagnostics(self) -> list[Diagnostic]:
        """One finding per group, in the order in which the groups began."""
        return [
            replace(
                group.first,
                count=group.count,
                related=tuple(dict.fromkeys((*group.first.related, *group.related)))[:_MOST_RELATED],
            )
            for group in self._groups.values()
        ]
