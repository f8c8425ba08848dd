from pathlib import Path

import pytest

from tests.cases.runner import assert_postings, booked_case, case_files, loaded_case


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_case_books_what_its_source_says(path: Path, tmp_path: Path) -> None:
    case = loaded_case(path)
    assert case.source, "every case names its source"
    result = booked_case(case, tmp_path)
    assert result.open_reasons == (), result.findings
    assert sum(count for _, count in result.excluded_reasons) == case.excluded
    assert_postings(case, result)


def test_there_are_cases() -> None:
    assert len(case_files()) >= 8
