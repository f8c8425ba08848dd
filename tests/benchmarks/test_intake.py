"""The measured workbook is read in full: a benchmark of refused rows would measure nothing."""

from pathlib import Path

import pytest

from benchmarks.large_workbook import TITLES, cells_only, large_workbook, read_and_validated


def test_every_row_of_the_measured_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gross.xlsx"
    large_workbook(path, rows=300)
    assert len(TITLES) == 12
    # three rows of master data, the titles and 300 rows
    assert cells_only(path) == 304
    read_and_validated(path, 300)
    with pytest.raises(RuntimeError, match="only 300 of 301 rows"):
        read_and_validated(path, 301)
