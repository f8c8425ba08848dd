"""The list of proofs is whole: every number of the fault model once, every named test exists, holes have a reason."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.faults.mutations import MUTATIONS

TESTS = Path(__file__).parents[1]
NUMBERS = [
    *range(1, 39),  # A: file
    *range(40, 62),  # B: sheet
    *range(65, 97),  # C: cell
    *range(100, 136),  # D: domain
    *range(140, 164),  # E: run
    *range(170, 191),  # F: output
]
_WHOLE_PARTS = {*range(1, 39), *range(40, 62), *range(65, 97), *range(140, 163)}
"""Parts in which no number may be without a proof; 163 asks for more than one machine does in a test."""
_ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (.+) \|$")
_PROOF = re.compile(r"^`([\w/]+\.py)::(\w+)(?:#(.+))?`$")


def rows() -> list[tuple[int, list[str]]]:
    """Number and proofs of each line of the list."""
    text = (Path(__file__).parent / "NACHWEISE.md").read_text(encoding="utf-8")
    found = [_ROW.match(line) for line in text.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert all(found)
    return [(int(row[1]), row[3].split("<br>")) for row in found if row]


@cache
def functions(file: str) -> frozenset[str]:
    """Names of all functions of a test file."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_fault_stands_once_and_in_order() -> None:
    assert [number for number, _ in rows()] == NUMBERS
    assert len(NUMBERS) == 173


@pytest.mark.parametrize(("number", "proofs"), rows(), ids=[str(number) for number, _ in rows()])
def test_a_proof_exists_or_its_absence_has_a_reason(number: int, proofs: list[str]) -> None:
    if proofs[0].startswith("offen: "):
        assert number not in _WHOLE_PARTS
        assert len(proofs) == 1
        assert len(proofs[0]) > 30
        return
    for proof in proofs:
        parts = _PROOF.match(proof)
        assert parts, proof
        file, test, mutation = parts.groups()
        assert test in functions(file), proof
        assert mutation is None or mutation in MUTATIONS, proof


def test_every_mutation_that_has_a_number_proves_it() -> None:
    listed = {(number, proof.rpartition("#")[2].strip("`")) for number, proofs in rows() for proof in proofs}
    for name in MUTATIONS:
        number = re.search(r": (\d+) ", name)
        if number:
            assert (int(number[1]), name) in listed, name


def test_no_fault_that_a_test_names_counts_as_open() -> None:
    proved = {number for number, proofs in rows() if not proofs[0].startswith("offen: ")}
    named = {
        int(found[1])
        for file in TESTS.rglob("test_*.py")
        for name in functions(file.relative_to(TESTS).as_posix())
        if (found := re.match(r"test_fault_(\d+)_", name))
    }
    assert len(named) > 90
    assert named <= proved
