"""Reading workbooks: one template as a whole process, and a large one with guard and validation."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.commands import EXAMPLE, ROOT, run, thg_command
from benchmarks.ratio import Ratio, alternating, ratio_of

CHECK_LIMIT = 40
READING_LIMIT = 2.5
MEMORY_LIMIT_BYTES = 300 * 2**20
"""The budget of template-size data; a workbook of 100,000 rows stays below it too."""
WORKBOOK = "daten/2019/wohnen.xlsx"


def check_ratio(rounds: int) -> Ratio:
    """``thg pruefen`` of one filled template, the only one of its project, against an empty Python, as processes."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "wohnbau"
        shutil.copytree(EXAMPLE / "faktoren", project / "faktoren")
        (project / WORKBOOK).parent.mkdir(parents=True)
        for name in ("thg.toml", WORKBOOK):
            shutil.copyfile(EXAMPLE / name, project / name)
        command = [*thg_command(), "pruefen", str(project / WORKBOOK)]
        times = alternating(lambda: run([sys.executable, "-c", "pass"]), lambda: run(command), rounds)
    return ratio_of("thg pruefen (one template workbook)", "python -c pass", CHECK_LIMIT, times)


def reading_ratio(rounds: int) -> Ratio:
    """Reading 100,000 rows x 12 columns with guard and validation against the cell reader alone."""
    times = [(float(base), float(subject)) for base, subject in _measured("times", rounds)["times"]]
    return ratio_of("reading 100,000 rows x 12 columns", "python-calamine into lists", READING_LIMIT, times)


def reading_memory() -> tuple[bool, str]:
    """Whether reading stays below the memory limit, and the line of the report."""
    peak = _measured("memory", 1)["peak_bytes"]
    if peak is None:
        return True, "reading 100,000 rows x 12 columns: peak memory cannot be measured on this system"
    holds = peak < MEMORY_LIMIT_BYTES
    return holds, (
        f"{'reading 100,000 rows, memory':<38} {peak / 2**20:6.0f} MiB peak of the whole process; "
        f"limit 300 MiB: {'ok' if holds else 'EXCEEDED'}"
    )


def _measured(what: str, rounds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.large_workbook", what, str(rounds)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    result: dict[str, Any] = json.loads(done.stdout)
    return result
