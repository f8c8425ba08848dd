"""Totals by scope, from rows of the cube."""

from collections.abc import Callable, Iterable
from math import fsum

from thgbilanz.balance.cube import CubeRow
from thgbilanz.balance.result import ScopeTotals
from thgbilanz.core.vocabulary import Method, Scope


def own_kg(row: CubeRow) -> float:
    """What a row counts in the own balance of its organisation."""
    return row.emissions_kg


def group_kg(row: CubeRow) -> float:
    """What a row counts in the group."""
    return row.group_kg


def scope_totals(rows: Iterable[CubeRow], figure: Callable[[CubeRow], float] = own_kg) -> ScopeTotals:
    """Totals by scope of the given rows: own figures, or what they count in the group."""
    parts: dict[tuple[str, str], list[float]] = {}
    for row in rows:
        parts.setdefault((row.scope, row.method), []).append(figure(row))

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
