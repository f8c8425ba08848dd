"""Loading every shipped factor table with its checks, and matching what the sets pin for one balance year.

The floor is the plain ``csv`` module reading the same files into lists. Every round reads all files again: the loader
keeps nothing between calls.
"""

import csv
import statistics
from pathlib import Path

from benchmarks.ratio import alternating, ratio_of
from thgbilanz.factors.load import load_factors, shipped_folder
from thgbilanz.factors.match import Match, matched_factor

LIMIT_MS = 60.0
"""What loading and matching may cost in the median."""
YEAR = 2019


def factors_line(rounds: int) -> tuple[bool, str]:
    """Whether loading and matching stays within its limit, and the line of the report."""
    times = alternating(_plain_csv, _loaded_and_matched, rounds)
    milliseconds = statistics.median(subject for _, subject in times) * 1e3
    ratio = ratio_of("loading and matching all factors", "csv.reader of the same tables", LIMIT_MS, times)
    holds = milliseconds <= LIMIT_MS
    return holds, (
        f"{ratio.name:<38} {ratio.median:6.2f} x {ratio.baseline:<34} "
        f"({milliseconds:.0f} ms, {rounds} rounds) limit {LIMIT_MS:g} ms: {'ok' if holds else 'EXCEEDED'}"
    )


def _plain_csv() -> int:
    return sum(_rows(path) for path in sorted(shipped_folder().rglob("*.csv")))


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file)))


def _loaded_and_matched() -> int:
    base, _ = load_factors()
    return sum(
        isinstance(matched_factor(base, pin.set_id, pin.space, pin.activity, pin.role, YEAR), Match)
        for pins in base.sets.values()
        for pin in pins
        if pin.year_from <= YEAR <= pin.year_to
    )
