"""Targets as a project states them in ``[[ziel]]`` of thg.toml; nothing here is ever assumed."""

from dataclasses import dataclass
from enum import StrEnum


class PathKind(StrEnum):
    """Shape of the way to a target (method/organisation.md 10)."""

    LINEAR = "linear"
    EXPONENTIAL = "exponentiell"
    BUDGET_LINEAR = "budget-linear"
    BUDGET_EXPONENTIAL = "budget-exponentiell"
    SBTI = "sbti-aca"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {
            "linear": "linearer Pfad",
            "exponentiell": "exponentieller Pfad",
            "budget-linear": "linearer Pfad, der das Budget einhält",
            "budget-exponentiell": "exponentieller Pfad, der das Budget einhält",
            "sbti-aca": "absolute Minderung nach SBTi",
        }[self.value]

    @property
    def by_budget(self) -> bool:
        """Whether the path follows from a budget instead of a target figure."""
        return self in {PathKind.BUDGET_LINEAR, PathKind.BUDGET_EXPONENTIAL}


DEFAULT_LARR_PERCENT = 4.2
"""Yearly linear reduction of the SBTi 1.5 °C ambition in percent of the base year's emissions."""
DEFAULT_LARR_SOURCE = "SBTi, Foundations of Science-based Target Setting, April 2019, S. 22 (1,5 °C)"


@dataclass(frozen=True, slots=True)
class Target:
    """One ``[[ziel]]``."""

    number: int
    """Position in thg.toml, from 1."""
    subject: str
    """``stadtgebiet``, ``konzern`` or the id of an organisation."""
    base_year: int
    year: int
    path: PathKind = PathKind.LINEAR
    sector: str = ""
    """A sector of the territory; empty for the whole subject."""
    reduction_percent: float | None = None
    """Reduction against the base year."""
    tonnes: float | None = None
    per_head_t: float | None = None
    """Emissions per inhabitant in the target year."""
    source: str = ""
    """Decision behind the target."""
    budget_t: float | None = None
    budget_from: int | None = None
    """First year that is counted against the budget."""
    budget_source: str = ""
    larr_percent: float = DEFAULT_LARR_PERCENT
    larr_source: str = DEFAULT_LARR_SOURCE

    @property
    def has_figure(self) -> bool:
        """Whether the target states what is to be emitted in its year."""
        return any(value is not None for value in (self.reduction_percent, self.tonnes, self.per_head_t))
