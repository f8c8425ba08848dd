"""Findings about further tables of one sheet: cells that all of them share are complained about once."""

from collections.abc import Callable

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.intake.finding_groups import FindingGroups, Problem


class SiblingFindings(FindingGroups):
    """Passes on what is new; what an earlier table of the sheet said in another column is not counted again."""

    def __init__(self, groups: FindingGroups, amount_title: str) -> None:
        super().__init__()
        self._groups = groups
        self._known = groups.known()
        self._amount_title = amount_title

    def add_cell(
        self,
        problem: Problem,
        wording: str,
        row: int,
        place: Callable[[], Place],
        finding: Callable[[], Diagnostic],
    ) -> None:
        """Take the finding of one cell."""
        if problem[-1] == self._amount_title or (problem, wording) not in self._known:
            self._groups.add_cell(problem, wording, row, place, finding)

    def add(self, finding: Diagnostic, *, together: str | None = None) -> None:
        """Take a finding, made already."""
        place = finding.place
        problem = (finding.code, finding.severity, place.file, place.sheet, place.column)
        wording = finding.text if together is None else together
        if place.column == self._amount_title or (problem, wording) not in self._known:
            self._groups.add(finding, together=together)
