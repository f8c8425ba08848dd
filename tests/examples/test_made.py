"""The committed example data are what the committed script makes."""

import io
import zipfile
from pathlib import Path

import pytest

from examples.make_examples import example_files

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return example_files()


def _parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_data_file_is_made_and_no_other_is_there(made: dict[str, bytes]) -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for example in ("musterstadt", "leipzig-2019", "fremde-listen")
        for path in (ROOT / "examples" / example / "daten").rglob("*")
        if path.is_file()
    }
    assert there == {name for name in made if "/daten/" in name}


def test_made_files_equal_the_committed_ones(made: dict[str, bytes]) -> None:
    # Part by part: another version of zlib may pack the same parts into other bytes.
    for path, content in made.items():
        committed = (ROOT / path).read_bytes()
        if path.endswith(".xlsx"):
            assert _parts(content) == _parts(committed), f"{path}: python examples/make_examples.py"
        else:
            assert content == committed, f"{path}: python examples/make_examples.py"


def test_making_twice_gives_the_same_bytes(made: dict[str, bytes]) -> None:
    assert example_files() == made
