"""What a suspicion is weighed against: the totals of the organisations and of the territory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from thgbilanz.core.diagnostic import Severity
from thgbilanz.plausibility.rows import BookedRows

Owner = tuple[str, str]
"""Accounting space and organisation: a total that rows enter."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Tonnes of each organisation and of the territory, and what share of them counts as material."""

    by_owner: dict[Owner, float]
    materiality: float
    """Share from which a suspicion is a Fehler until confirmed (faults.md, contract 8)."""

    def severity(self, owner: Owner, effect_kg: float) -> Severity:
        """ERROR if the effect reaches the material share of the owner's total, else WARNING.

        The organisation's own total decides, not the group's: it is never the larger one, and a partner company reads
        its own balance. Where nothing was booked yet every effect is material.
        """
        material = effect_kg > 0 and effect_kg >= self.materiality * self.by_owner.get(owner, 0.0)
        return Severity.ERROR if material else Severity.WARNING


def totals_of(rows: BookedRows, materiality_percent: float) -> Totals:
    """Sums over the rows that are booked."""
    parts: dict[Owner, list[float]] = {}
    owners = zip(rows.column("space"), rows.column("organisation"), strict=True)
    for owner, kilograms in zip(owners, rows.emissions_kg, strict=True):
        if isfinite(kilograms):
            parts.setdefault(owner, []).append(kilograms)
    return Totals({owner: fsum(values) for owner, values in parts.items()}, materiality_percent / 100)


def owner_of(rows: BookedRows, position: int) -> Owner:
    """The total that a row enters."""
    return rows.column("space")[position], rows.column("organisation")[position]


def kilograms(rows: BookedRows, positions: Iterable[int]) -> float:
    """Tonnes on some rows, in kg CO2e; open rows have none."""
    values = [float(rows.emissions_kg[position]) for position in positions]
    return fsum(value for value in values if isfinite(value))


def largest(rows: BookedRows, positions: Sequence[int]) -> int:
    """The row with the most tonnes: there a person looks first. Ties go to the first place in the files."""
    columns = [rows.column(name) for name in ("file", "sheet", "row", "column")]
    return min(positions, key=lambda row: (-float(rows.emissions_kg[row]), tuple(column[row] for column in columns)))
