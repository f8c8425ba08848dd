"""The organisational balance: own balances of the organisations, eliminations, and the group."""

from collections.abc import Callable, Sequence
from math import fsum

from thgbilanz.balance.consolidation import Perimeter
from thgbilanz.balance.cube import CubeRow, energy_by, summed
from thgbilanz.balance.elimination_rules import RULE_BY_ID, Side
from thgbilanz.balance.result import EliminationLine, OrganisationalBalance, OrganisationBalance
from thgbilanz.balance.scopes import group_kg, scope_totals, sum_of_totals
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.source_groups import source_group
from thgbilanz.core.vocabulary import Layer, Method, Scope, Space


def organisational_balance(
    rows: Sequence[CubeRow], organisations: Sequence[Organisation], perimeter: Perimeter
) -> OrganisationalBalance | None:
    """The balance of the group, or None if nothing was booked in the organisational space.

    Invariant: group = sum of the organisations' weighted totals + eliminations (negative), scope by scope.
    """
    lines = [row for row in rows if row.space == Space.ORGANISATIONAL]
    if not lines:
        return None
    eliminated = [row for row in lines if row.layer == Layer.ELIMINATION]
    own = [row for row in lines if row.layer != Layer.ELIMINATION]
    weights, year = perimeter.weights, perimeter.year
    parts = tuple(_own_balance(one.in_year(year), own, weights[one.id]) for one in organisations)
    return OrganisationalBalance(
        approach=perimeter.approach.label,
        organisations=parts,
        eliminations=_elimination_lines(eliminated),
        group=sum_of_totals([*(part.weighted for part in parts), scope_totals(eliminated)]),
        group_by_category_kg=_of_group(lines, lambda row: row.scope3_category, Scope.VALUE_CHAIN),
        group_by_activity_kg=_of_group(lines, lambda row: row.activity, None),
        group_by_source_kg=_of_group(lines, lambda row: source_group(row.activity).value, Scope.DIRECT),
    )


def _own_balance(organisation: Organisation, own: Sequence[CubeRow], weight: float) -> OrganisationBalance:
    rows = [row for row in own if row.organisation == organisation.id]
    in_total = [row for row in rows if row.in_total]
    return OrganisationBalance(
        organisation=organisation,
        weight=weight,
        totals=scope_totals(rows),
        weighted=scope_totals(rows, group_kg),
        by_category_kg=summed((row for row in in_total if row.scope3_category), lambda row: row.scope3_category),
        by_activity_kg=summed(in_total, lambda row: row.activity),
        energy_kwh=energy_by(rows, lambda row: row.activity),
    )


def _of_group(rows: Sequence[CubeRow], key: Callable[[CubeRow], str], scope: Scope | None) -> dict[str, float]:
    parts: dict[str, list[float]] = {}
    for row in rows:
        if row.in_total and (scope is None or row.scope == scope):
            parts.setdefault(key(row), []).append(row.group_kg)
    return {name: fsum(parts[name]) for name in sorted(parts)}


def _elimination_lines(rows: Sequence[CubeRow]) -> tuple[EliminationLine, ...]:
    parts: dict[tuple[str, str, str, str, str, str], list[float]] = {}
    for row in rows:
        scope = f"{row.scope}-markt" if row.method == Method.MARKET else row.scope
        both = (row.counterparty, row.organisation)
        supplier, receiver = both if RULE_BY_ID[row.rule].side is Side.RECEIVER else both[::-1]
        parts.setdefault((supplier, receiver, scope, row.scope3_category, row.activity, row.rule), []).append(
            row.emissions_kg
        )
    return tuple(
        EliminationLine(*key[:5], kg=-fsum(parts[key]), rule=key[5], rule_text=RULE_BY_ID[key[5]].text)
        for key in sorted(parts)
    )
