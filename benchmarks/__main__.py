"""``python -m benchmarks [RUNDEN]``: prints every ratio with its limit; exit code 1 if one is exceeded."""

import sys

from benchmarks.booking import booking_memory, booking_ratio
from benchmarks.commands import balance_ratio, help_ratio
from benchmarks.factor_tables import factors_line
from benchmarks.intake import check_ratio, reading_memory, reading_ratio

ROUNDS = 11
LARGE_ROUNDS = 5


def main(rounds: int) -> int:
    """Measure everything, print one line each."""
    all_hold = True
    for measure, count in (
        (help_ratio, rounds),
        (check_ratio, rounds),
        (balance_ratio, rounds),
        (reading_ratio, min(rounds, LARGE_ROUNDS)),
        (booking_ratio, min(rounds, LARGE_ROUNDS)),
    ):
        ratio = measure(count)
        all_hold &= ratio.holds
        print(ratio.line(), flush=True)
    for holds, line in (reading_memory(), booking_memory(), factors_line(rounds)):
        print(line, flush=True)
        all_hold &= holds
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS))
