"""Tables of cities: the shipped examples pass, and every row of theirs that is damaged is found."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from tests.factors.checking.mutations import FACTOR_MUTATIONS, Cells
from tests.factors.checking.workshop import TODAY
from thgbilanz.core.diagnostic import Severity
from thgbilanz.factors.checking.run import GateResult, checked_folder

REPOSITORY = Path(__file__).parents[3]
FOLDERS = sorted(REPOSITORY.glob("examples/*/faktoren"))
ONE_AT_A_TIME = sorted(set(FACTOR_MUTATIONS) - {"duplicate_key", "gas_sum_misses", "share_out_of_band", "gross_as_net"})
"""Defects that leave one row in the place of one; a local row has no narrow span, so Hs for Hi needs its label."""


def tables(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.csv")):
        if path.name not in {"quellen.csv", "sources.csv"}:
            yield path


def rewritten(path: Path, mutation: str) -> list[int]:
    """Damage every row that can carry the defect; the lines that were damaged."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = list(reader.fieldnames or []), list(reader)
    changed, lines = [], []
    for number, row in enumerate(rows, start=2):
        first: list[Cells] = next((damaged for _, damaged in FACTOR_MUTATIONS[mutation](row)), [row])
        changed += first
        lines += [number] if first != [row] else []
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(changed)
    path.write_text(buffer.getvalue(), encoding="utf-8", newline="\n")
    return lines


def error_lines(result: GateResult, name: str) -> set[int]:
    return {
        int("".join(sign for sign in finding.place.cell if sign.isdigit()) or 0)
        for finding in result.findings
        if finding.severity is Severity.ERROR and finding.place.file.endswith(name)
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_the_examples_pass(folder: Path) -> None:
    assert checked_folder(folder, TODAY).findings == ()


@pytest.mark.parametrize("mutation", ONE_AT_A_TIME)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_a_defect_in_any_row_of_a_city_is_found(folder: Path, mutation: str, tmp_path: Path) -> None:
    copy = copytree(folder, tmp_path / "faktoren")
    damaged = {path.name: rewritten(path, mutation) for path in tables(copy)}
    result = checked_folder(copy, TODAY)
    missed = {name: set(lines) - error_lines(result, name) for name, lines in damaged.items()}
    assert {name: lines for name, lines in missed.items() if lines} == {}
