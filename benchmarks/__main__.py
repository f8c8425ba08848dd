"""``python -m benchmarks [RUNDEN] [--viele]``: prints every ratio with its limit; exit code 1 if one is exceeded.

``--viele`` also runs a batch of 5,000 files, which takes minutes.
"""

import sys

from benchmarks.batch import batch_ratio, linear_line
from benchmarks.booking import booking_memory, booking_ratio
from benchmarks.cities import cities_ratio
from benchmarks.commands import balance_ratio, help_ratio
from benchmarks.factor_tables import factors_line
from benchmarks.intake import check_ratio, reading_memory, reading_ratio

ROUNDS = 11
LARGE_ROUNDS = 5
LINEAR_ROUNDS = 3
MANY_FILES = "--viele"


def main(rounds: int, counts: tuple[int, ...]) -> int:
    """Measure everything, print one line each."""
    all_hold = True
    for measure, count in (
        (help_ratio, rounds),
        (check_ratio, rounds),
        (balance_ratio, rounds),
        (cities_ratio, min(rounds, LARGE_ROUNDS)),
        (reading_ratio, min(rounds, LARGE_ROUNDS)),
        (booking_ratio, min(rounds, LARGE_ROUNDS)),
        (batch_ratio, min(rounds, LARGE_ROUNDS)),
    ):
        ratio = measure(count)
        all_hold &= ratio.holds
        print(ratio.line(), flush=True)
    for holds, line in (reading_memory(), booking_memory(), factors_line(rounds), linear_line(counts, LINEAR_ROUNDS)):
        print(line, flush=True)
        all_hold &= holds
    return 0 if all_hold else 1


if __name__ == "__main__":
    stated = [argument for argument in sys.argv[1:] if argument != MANY_FILES]
    file_counts = (50, 500, 5000) if MANY_FILES in sys.argv else (50, 500)
    sys.exit(main(int(stated[0]) if stated else ROUNDS, file_counts))
