"""A ratio of two measurements that alternate, so that a busy machine slows both."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Ratio:
    """What a subject takes in multiples of a baseline, over several rounds of one run."""

    name: str
    baseline: str
    limit: float
    ratios: tuple[float, ...]
    seconds: float
    """Median of the subject, for orientation only."""

    @property
    def median(self) -> float:
        """The figure that is compared with the limit."""
        return statistics.median(self.ratios)

    @property
    def holds(self) -> bool:
        """Whether the median stays within the limit."""
        return self.median <= self.limit

    def line(self) -> str:
        """One line of the report."""
        spread = f"{min(self.ratios):.2f}-{max(self.ratios):.2f}"
        verdict = "ok" if self.holds else "EXCEEDED"
        return (
            f"{self.name:<38} {self.median:6.2f} x {self.baseline:<34} "
            f"(min-max {spread}, {len(self.ratios)} rounds) limit {self.limit:g}: {verdict}"
        )


def seconds_of(action: Callable[[], object]) -> float:
    """Wall time of one call in seconds."""
    start = perf_counter()
    action()
    return perf_counter() - start


def alternating(
    baseline: Callable[[], object], subject: Callable[[], object], rounds: int
) -> list[tuple[float, float]]:
    """Times of baseline and subject, one after the other in every round, after one unmeasured round."""
    baseline()
    subject()
    return [(seconds_of(baseline), seconds_of(subject)) for _ in range(rounds)]


def ratio_of(name: str, baseline: str, limit: float, times: list[tuple[float, float]]) -> Ratio:
    """Ratios of the rounds under their names."""
    return Ratio(
        name,
        baseline,
        limit,
        tuple(subject / base for base, subject in times),
        statistics.median(subject for _, subject in times),
    )
