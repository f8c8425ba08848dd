"""Right workbooks of any shape are read as described; each named change of one has the declared outcome.

The oracle of all: either the same activities come out, or a finding names a place in that file. Never a crash.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.calls import project, thg
from tests.faults.mutations import MUTATIONS, UNITS, Mutation
from tests.faults.sketches import UNIT, Sketch, facts_of, sketches, written
from tests.intake.workbooks import ORGANISATIONS
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.intake.read import IntakeResult, read_files

FILE = "mappe.xlsx"
_QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
some = settings(max_examples=6, suppress_health_check=_QUIET)
many = settings(max_examples=60, suppress_health_check=_QUIET)


def read(folder: Path, data: bytes) -> IntakeResult:
    (folder / FILE).write_bytes(data)
    return read_files([folder / FILE], folder, 2019, ORGANISATIONS, 2026)


def serious(result: IntakeResult) -> list[Diagnostic]:
    return [finding for finding in result.findings if finding.severity is not Severity.NOTE]


@settings(max_examples=60, suppress_health_check=_QUIET)
@given(sketches(("xlsxwriter", "openpyxl")))
def test_any_right_workbook_is_read_as_described(tmp_path: Path, sketch: Sketch) -> None:
    result = read(tmp_path, written(sketch))
    assert serious(result) == []
    assert facts_of(result) == sketch.facts
    assert result.rejected == 0


def _has_its_outcome(folder: Path, mutation: Mutation, sketch: Sketch, at: int) -> None:
    changed, cell = mutation.step(sketch, at)
    result = read(folder, written(changed))
    told = [(finding.code, str(finding.severity), finding.place.cell, finding.text) for finding in result.findings]
    if mutation.unreadable or mutation.every_row_goes:
        assert facts_of(result) == []
    else:
        assert facts_of(result) == changed.facts, told
    assert result.unreadable == mutation.unreadable
    wanted = [finding for finding in result.findings if finding.code == mutation.code]
    assert bool(wanted) == bool(mutation.code), told
    assert {finding.severity for finding in wanted} <= {mutation.severity}, told
    assert all(finding.place.file == FILE for finding in result.findings)
    if cell:
        assert cell in {finding.place.cell for finding in wanted} or not mutation.code, told
    if mutation.severity is not Severity.ERROR or not mutation.code:
        assert {finding.code for finding in serious(result)} <= {mutation.code}, told
    read_or_refused = len(facts_of(result)) + result.rejected
    if not (mutation.unreadable or mutation.every_row_goes):
        assert read_or_refused >= len(sketch.lines), told


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_change_has_its_outcome(tmp_path: Path, name: str) -> None:
    @some
    @given(sketches(), st.data())
    def holds(sketch: Sketch, data: st.DataObject) -> None:
        _has_its_outcome(tmp_path, MUTATIONS[name], sketch, data.draw(st.integers(0, len(sketch.lines) - 1)))

    holds()


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_that_fits_no_factor_is_named_and_gives_no_tonnes(tmp_path: Path, name: str) -> None:
    root = project(tmp_path, None)

    @settings(max_examples=3, suppress_health_check=_QUIET)
    @given(sketches(), st.data())
    def holds(sketch: Sketch, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(sketch.lines) - 1))
        changed = sketch.with_line(at, sketch.lines[at].with_cell(UNIT, UNITS[name], unit=UNITS[name]))
        for file, code in ((written(sketch), 0), (written(changed), 1)):
            (root / "daten" / "2019" / FILE).write_bytes(file)
            called = thg("bilanz", "2019", "--format", "json", folder=root)
            assert called.code == code
        document = called.document
        errors = [finding for finding in document["befunde"] if finding["schwere"] == "Fehler"]
        assert [finding["zelle"] for finding in errors] == [sketch.cell(at, UNIT)]
        assert document["vorlaeufig"]
        assert (document["kontrolle"]["gebucht"], document["kontrolle"]["offen"]) == (len(sketch.lines) - 1, 1)

    holds()


@pytest.mark.lang
@pytest.mark.parametrize("name", MUTATIONS)
def test_a_change_has_its_outcome_in_many_workbooks(tmp_path: Path, name: str) -> None:
    @many
    @given(sketches(), st.data())
    def holds(sketch: Sketch, data: st.DataObject) -> None:
        _has_its_outcome(tmp_path, MUTATIONS[name], sketch, data.draw(st.integers(0, len(sketch.lines) - 1)))

    holds()
