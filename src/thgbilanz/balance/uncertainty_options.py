"""What is assumed about uncertainty where neither data nor sources state it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

DRAWS: Final = 10_000
"""Draws of a Monte Carlo run: bounds of a 95 % interval are then sure to 1.4 % of its half width (decision 0021)."""


@dataclass(frozen=True, slots=True)
class AssumedUncertainty:
    """Half of the 95 % interval in percent, visible options of thg.toml (method/organisation.md 8.3)."""

    by_quality: Mapping[str, float]
    """Datengüte (``A`` to ``D``; empty for ungraded) to percent of the amount."""
    factor: float
    """Percent of a factor for direct emissions, or with upstream included."""
    upstream_factor: float
    """Percent of a factor for upstream emissions alone."""

    @property
    def text(self) -> str:
        """The assumptions in one line, for the run record."""
        grades = [f"{grade or 'ohne Angabe'} {percent:g} %" for grade, percent in self.by_quality.items()]
        factors = [f"Faktor {self.factor:g} %", f"Faktor Vorkette {self.upstream_factor:g} %"]
        return ", ".join([*grades, *factors]).replace(".", ",")
