"""``python -m benchmarks [RUNDEN]``: prints every ratio with its limit; exit code 1 if one is exceeded."""

import sys

from benchmarks.booking import booking_memory, booking_ratio
from benchmarks.commands import balance_ratio, help_ratio

ROUNDS = 11
BOOKING_ROUNDS = 5


def main(rounds: int) -> int:
    """Measure everything, print one line each."""
    all_hold = True
    for measure, count in ((help_ratio, rounds), (balance_ratio, rounds), (booking_ratio, min(rounds, BOOKING_ROUNDS))):
        ratio = measure(count)
        all_hold &= ratio.holds
        print(ratio.line(), flush=True)
    holds, line = booking_memory()
    print(line)
    return 0 if all_hold and holds else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS))
