"""Reading in tests: bytes in, result out."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.intake.workbooks import ORGANISATIONS
from thgbilanz.intake.read import IntakeResult, read_files

LATEST_YEAR = 2026
Reader = Callable[..., IntakeResult]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Read one file, or several by name, for the year 2019."""

    def reader(data: bytes | str | Mapping[str, bytes | str], name: str = "", year: int | None = 2019) -> IntakeResult:
        files = data if isinstance(data, Mapping) else {name or _usual_name(data): data}
        for file, content in files.items():
            (tmp_path / file).write_bytes(content.encode() if isinstance(content, str) else content)
        return read_files([tmp_path / file for file in files], tmp_path, year, ORGANISATIONS, LATEST_YEAR)

    return reader


def _usual_name(data: bytes | str) -> str:
    return "tabelle.csv" if isinstance(data, str) else "mappe.xlsx"


def codes(result: IntakeResult) -> list[str]:
    """Codes of all findings, in the order of the report."""
    return [finding.code for finding in result.findings]


def only(result: IntakeResult, code: str):  # noqa: ANN201 - a Diagnostic
    """The only finding with this code."""
    found = [finding for finding in result.findings if finding.code == code]
    assert len(found) == 1, [(finding.code, finding.text) for finding in result.findings]
    return found[0]
