"""Killed at any call that changes a file: old results whole, or new ones whole; the next run clears up (faults.md 140).

A lock file may stay if the next run has nothing to write: it hinders nobody once its process is gone.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.injection import KILLED
from tests.faults.jobs import JOBS, ROOT, short_and_long
from thgbilanz.project.lock import LOCK_NAME
from thgbilanz.project.writing import MARK_NAME

PATH = os.pathsep.join([str(ROOT), str(ROOT / "src")])


def _runs(name: str, kind: str, folder: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.killing", name, kind, str(folder)],
        env=os.environ | {"PYTHONPATH": PATH},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("kind", ["kill", "kill in the middle"])
@pytest.mark.parametrize("name", short_and_long(JOBS))
def test_fault_140_178_killed_at_every_call(tmp_path: Path, name: str, kind: str) -> None:
    states, *runs = _runs(name, kind, tmp_path / "lauf")
    before, after = states["before"], states["after"]
    assert len(runs) > 1 or kind != "kill", "the job changes files"
    assert [run["code"] for run in runs] == [KILLED] * (len(runs) - 1) + [JOBS[name].code]
    for run in runs:
        left = _without_ours(run["left"])
        assert set(left) >= set(before), run["at"]
        for file, digest in left.items():
            assert digest in {before.get(file), after.get(file)}, (run["at"], file)
        if left not in (before, after):
            assert any(file.endswith(MARK_NAME) for file in run["left"]), (run["at"], "a mixture without a mark")
        assert run["again"] in JOBS[name].codes_again, run["at"]
        end = {file: digest for file, digest in run["end"].items() if not file.endswith(LOCK_NAME)}
        assert end == after, run["at"]


def _without_ours(files: dict[str, str]) -> dict[str, str]:
    """The files but temporary ones, the lock and the mark."""
    return {
        file: digest
        for file, digest in files.items()
        if not any(part.startswith(".thg-") for part in file.split("/")) and not file.endswith(MARK_NAME)
    }
