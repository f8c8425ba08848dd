"""The materiality meter (Wesentlichkeit): what all open findings together could change, beside the totals."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenEffect:
    """What open findings could change in one total."""

    total_kg: float
    open_kg: float
    """Sum over rows of the largest effect that any open finding has on the row, kg CO2e."""
    findings: int
    """Open findings with a known effect."""
    unknown: int
    """Open findings whose effect is not known."""

    @property
    def share(self) -> float | None:
        """Open effect as a share of the total; None without a total."""
        return self.open_kg / abs(self.total_kg) if self.total_kg else None

    def exceeds(self, percent: float) -> bool:
        """Whether the open effect is at least ``percent`` of the total, or there is no total to compare with."""
        return self.open_kg > 0 and self.open_kg * 100 >= percent * abs(self.total_kg)


@dataclass(frozen=True, slots=True)
class SpaceMateriality:
    """The meter of one accounting space."""

    space: str
    effect: OpenEffect
    organisation: str = ""
    """The organisation whose own balance has the largest open share; empty if no effect is known."""
    organisation_effect: OpenEffect | None = None


@dataclass(frozen=True, slots=True)
class Materiality:
    """The meter of a balance."""

    threshold_percent: float
    """What counts as material: ``wesentlichkeit`` in thg.toml."""
    spaces: tuple[SpaceMateriality, ...]
    elsewhere: int = 0
    """Open warnings that belong to no row and have no known effect."""
