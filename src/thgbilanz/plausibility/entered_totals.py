"""Totals that a row enters: that of its accounting space and that of its organisation's own balance."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum, isfinite

from thgbilanz.plausibility.rows import BookedRows

Owner = tuple[str, str]
"""Accounting space and organisation."""


@dataclass(frozen=True, slots=True)
class EnteredTotals:
    """Totals in kg CO2e. Shares of an organisation (0 to 1) weigh what it contributes to the space."""

    spaces: Mapping[str, float]
    own: Mapping[Owner, float]
    shares: Mapping[str, float] = field(default_factory=dict)
    """Organisation to its share in the group; 1 if it is not named."""

    def in_space(self, owner: Owner, kg: float) -> float:
        """What kilograms of an organisation amount to in the total of their space."""
        return kg * self.shares.get(owner[1], 1.0)

    def is_material(self, effects: Mapping[Owner, float], percent: float) -> bool:
        """Whether effects, by owner, change any total that they enter by ``percent`` or more."""
        by_space: dict[str, list[float]] = {}
        for owner, kg in effects.items():
            by_space.setdefault(owner[0], []).append(self.in_space(owner, kg))
        pairs = [(fsum(parts), self.spaces.get(space, 0.0)) for space, parts in by_space.items()]
        pairs += [(kg, self.own.get(owner, 0.0)) for owner, kg in effects.items()]
        return any(kg > 0 and kg * 100 >= percent * abs(total) for kg, total in pairs)


def own_totals(rows: BookedRows) -> dict[Owner, float]:
    """Tonnes of each organisation's own balance, in kg CO2e; open rows count nothing."""
    owners = zip(rows.column("space"), rows.column("organisation"), strict=True)
    parts: dict[Owner, list[float]] = {}
    for owner, kg in zip(owners, rows.emissions_kg, strict=True):
        parts.setdefault(owner, []).append(kg if isfinite(kg) else 0.0)
    return {owner: fsum(values) for owner, values in sorted(parts.items())}


def totals_of(rows: BookedRows) -> EnteredTotals:
    """Totals of rows as they stand, without consolidation: for files that are checked alone."""
    own = own_totals(rows)
    spaces: dict[str, list[float]] = {}
    for (space, _), kg in own.items():
        spaces.setdefault(space, []).append(kg)
    return EnteredTotals({space: fsum(values) for space, values in spaces.items()}, own)


def summed_by_owner(pairs: Iterable[tuple[Owner, float]]) -> dict[Owner, float]:
    """Effects by owner."""
    parts: dict[Owner, list[float]] = {}
    for owner, kg in pairs:
        parts.setdefault(owner, []).append(kg)
    return {owner: fsum(values) for owner, values in parts.items()}
