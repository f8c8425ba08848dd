"""Totals by scope, from rows of the cube."""

from collections.abc import Iterable
from math import fsum

from thgbilanz.balance.cube import CubeRow
from thgbilanz.balance.result import ScopeTotals
from thgbilanz.core.vocabulary import Method, Scope


def scope_totals(rows: Iterable[CubeRow], weight: float = 1.0) -> ScopeTotals:
    """Totals by scope of the given rows, times a consolidation weight."""
    parts: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        parts.setdefault((row.scope, row.method), []).append(row.emissions_kg * weight)

    def total(scope: Scope, method: Method = Method.NONE) -> float:
        return fsum(parts.get((scope.value, method.value), ()))

    return ScopeTotals(
        scope1_kg=total(Scope.DIRECT),
        scope2_location_kg=total(Scope.ENERGY, Method.LOCATION),
        scope2_market_kg=total(Scope.ENERGY, Method.MARKET),
        scope3_kg=total(Scope.VALUE_CHAIN),
        outside_kg=total(Scope.OUTSIDE),
    )


def sum_of_totals(parts: Iterable[ScopeTotals]) -> ScopeTotals:
    """The sum of totals, scope by scope."""
    values = list(parts)
    return ScopeTotals(
        fsum(part.scope1_kg for part in values),
        fsum(part.scope2_location_kg for part in values),
        fsum(part.scope2_market_kg for part in values),
        fsum(part.scope3_kg for part in values),
        fsum(part.outside_kg for part in values),
    )
