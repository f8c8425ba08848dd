"""Booking one million activities: time against pandas, and peak memory, each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.ratio import Ratio, ratio_of

ROOT = Path(__file__).resolve().parent.parent
BOOKING_LIMIT = 4
MEMORY_LIMIT_BYTES = 2**30


def booking_ratio(rounds: int) -> Ratio:
    """Booking against a frame of the same rows with one factor mapped and one product."""
    times = [(float(base), float(subject)) for base, subject in _measured("times", rounds)["times"]]
    return ratio_of("booking 1,000,000 activities", "pandas map and multiply", BOOKING_LIMIT, times)


def booking_memory() -> tuple[bool, str]:
    """Whether booking stays below the memory limit, and the line of the report."""
    measured = _measured("memory", 1)
    peak = measured["peak_bytes"]
    if peak is None:
        return True, "booking 1,000,000 activities: peak memory cannot be measured on this system"
    holds = peak < MEMORY_LIMIT_BYTES
    return holds, (
        f"{'booking 1,000,000 activities, memory':<38} {peak / 2**20:6.0f} MiB peak of the whole process, "
        f"{measured['postings']} postings; limit 1024 MiB: {'ok' if holds else 'EXCEEDED'}"
    )


def _measured(what: str, rounds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.million", what, str(rounds)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=ROOT)
    result: dict[str, Any] = json.loads(done.stdout)
    return result
