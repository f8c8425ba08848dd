"""Every file that the tests of the intake make, hostile or not: at most 5 s and 300 MB, in a process of its own.

Faults.md 15 to 19, 26, 27, 35 and 152. A child process, because what kills the cell reader kills its process.
"""

import json
import os
import signal
import subprocess
import sys

import pytest

from tests.faults.jobs import ROOT
from tests.faults.measuring import LIMIT_MB, LIMIT_S, measured

pytestmark = pytest.mark.lang
PATH = os.pathsep.join([str(ROOT), str(ROOT / "src")])
WRITERS = [
    "test_archive_faults",
    "test_cell_faults",
    "test_domain_faults",
    "test_file_faults",
    "test_sheet_faults",
    "test_sheet_scan",
    "test_valid_variants",
    "test_findings",
    "test_csv",
    "test_any_input",
]
READ_ALL = """
import json, sys
from pathlib import Path
from tests.faults.measuring import measured
from tests.intake.workbooks import ORGANISATIONS
from thgbilanz.intake.read import read_files
from thgbilanz.templates.workbook import template_bytes
files = sys.stdin.read().splitlines()
def work(name):
    result = read_files([Path(name)], Path(name).parent, 2019, ORGANISATIONS, 2026)
    return "unreadable" if result.unreadable else "read"
read_files([Path(files[0])], Path(files[0]).parent, 2019, ORGANISATIONS, 2026)
for result in measured(files, work):
    print(json.dumps([result.name, result.outcome, result.seconds, result.peak_mb, result.died]))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The files that are left when the tests of the intake have run."""
    base = tmp_path_factory.mktemp("corpus") / "basis"
    tests = [str(ROOT / "tests" / "intake" / f"{name}.py") for name in WRITERS]
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--basetemp={base}", "-p", "no:cacheprovider", *tests],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": PATH},
        capture_output=True,
        check=True,
        timeout=600,
    )
    found = [path for path in sorted(base.rglob("*")) if path.is_file() and not path.is_symlink()]
    assert len(found) > 300
    assert {path.suffix for path in found} >= {".xlsx", ".csv", ".xlsm"}
    return [str(path) for path in found]


def test_fault_15_27_152_every_file_within_time_and_memory(files: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL],
        input="\n".join(files),
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": PATH},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == len(files)
    assert [result for result in results if result[4] or result[1] not in {"read", "unreadable"}] == []
    assert [result for result in results if result[2] > LIMIT_S] == []
    assert [result for result in results if result[3] > LIMIT_MB] == []


def _misbehaving(name: str) -> str:
    if name == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "raise":
        raise ValueError(name)
    if name == "large":
        return str(len(bytearray(350 << 20)))
    return "read"


def test_a_child_that_dies_is_noticed_and_the_rest_goes_on() -> None:
    names = ["a", "kill", "raise", "large", "b"]
    results = list(measured(names, _misbehaving))
    assert [result.name for result in results] == names
    assert [result.died for result in results] == [False, True, False, False, False]
    assert "SIGKILL" in results[1].outcome
    assert "ValueError" in results[2].outcome
    assert results[3].peak_mb > LIMIT_MB > results[4].peak_mb
