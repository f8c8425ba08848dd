"""The guard against files nobody thought of: a fixed number of them with fixed seeds, each in a child process.

``python -m tests.faults.fuzzing FOLDER SEED COUNT`` runs more; a failure is repeated by its name ``SEED:k``.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.fuzzing import _BLIND, case, corpus, outcome
from tests.faults.jobs import ROOT

FILES = 6000


@pytest.mark.lang
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_many_mutated_files_end_as_findings_or_readings(tmp_path: Path, seed: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.fuzzing", str(tmp_path), str(seed), str(FILES)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])},
        capture_output=True,
        text=True,
        check=True,
        timeout=900,
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == []


@pytest.mark.parametrize("name", [f"0:{number}" for number in range(150)])
def test_some_mutated_files_end_as_findings_or_readings(tmp_path: Path, name: str) -> None:
    assert outcome(tmp_path, name) == ""


def test_cases_are_repeatable_and_most_are_changed() -> None:
    names = [f"7:{number}" for number in range(100)]
    assert [case(name) for name in names] == [case(name) for name in names]
    changed = [case(name)[0] not in corpus() for name in names]
    assert sum(changed) > 90
    assert len(_BLIND) == 3
