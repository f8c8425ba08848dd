"""Loading every shipped factor table with its checks, and matching every pin of every set in each of its years.

Run as ``python -m benchmarks.factor_tables ROUNDS``; prints JSON. Every round reads all files again: the loader keeps
nothing between calls.
"""

import json
import sys
import time

from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.load import load_factors
from thgbilanz.factors.match import Match, matched_factor

LIMIT_MS = 60.0
"""What loading and matching may cost in the median."""


def match_every_pin(base: FactorBase) -> int:
    """Matches found: one per pin and year."""
    return sum(
        isinstance(
            matched_factor(base, entry.set_id, entry.space, entry.activity, entry.role, year),
            Match,
        )
        for pins in base.sets.values()
        for entry in pins
        for year in range(entry.year_from, entry.year_to + 1)
    )


def measured(rounds: int) -> dict[str, float]:
    """Median, best and first time of loading, and the median of one match in microseconds."""
    loads: list[float] = []
    matches: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        base, _ = load_factors()
        loads.append((time.perf_counter() - start) * 1e3)
        start = time.perf_counter()
        found = match_every_pin(base)
        matches.append((time.perf_counter() - start) * 1e6 / found)
    return {
        "rows": len(base.factors),
        "pins": sum(map(len, base.sets.values())),
        "load_first_ms": round(loads[0], 1),
        "load_median_ms": round(sorted(loads)[rounds // 2], 1),
        "load_best_ms": round(min(loads), 1),
        "match_median_us": round(sorted(matches)[rounds // 2], 1),
        "limit_ms": LIMIT_MS,
    }


if __name__ == "__main__":
    print(json.dumps(measured(int(sys.argv[1]) if len(sys.argv) > 1 else 11)))
