"""The smallest project that a page's case runs in."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.cli.calls import SETTINGS, project
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.errors import ErrorCase
from thgbilanz.project.check import checked_project

LATEST_YEAR = 2026
ONE_ROW = """\
organisation;raum;aktivitaet;menge;einheit;jahr;datenguete
stadt;betrieblich;strom;1000;kWh;2019;A
"""

CaseRunner = Callable[[ErrorCase], tuple[Diagnostic, ...]]


@pytest.fixture
def findings_of(tmp_path: Path) -> CaseRunner:
    """Every finding of ``thg pruefen`` for a case: a tidy table for 2019, or the text of thg.toml with one good row."""

    def run(case: ErrorCase) -> tuple[Diagnostic, ...]:
        if case.kind == "tabelle":
            root = project(tmp_path, case.content, SETTINGS)
        else:
            root = project(tmp_path, ONE_ROW, case.content)
        return checked_project(root, LATEST_YEAR).findings

    return run


def cells_of(findings: Iterable[Diagnostic], code: str) -> set[str]:
    """Cells that findings of a code name, the further places included."""
    return {place.cell for finding in findings if finding.code == code for place in (finding.place, *finding.related)}
