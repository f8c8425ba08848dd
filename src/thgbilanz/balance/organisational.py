"""The organisational balance: own balances of the organisations, eliminations, and the group."""

from collections.abc import Callable, Mapping, Sequence
from math import fsum

from thgbilanz.balance.cube import CubeRow, energy_by, summed
from thgbilanz.balance.elimination_rules import RULE_BY_ID
from thgbilanz.balance.result import EliminationLine, OrganisationalBalance, OrganisationBalance
from thgbilanz.balance.scopes import scope_totals, sum_of_totals
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.vocabulary import Consolidation, Layer, Method, Scope, Space


def organisational_balance(
    rows: Sequence[CubeRow],
    organisations: Sequence[Organisation],
    weights: Mapping[str, float],
    approach: Consolidation,
) -> OrganisationalBalance | None:
    """The balance of the group, or None if nothing was booked in the organisational space.

    Invariant: group = sum of weight x own balance + eliminations (negative), scope by scope.
    """
    lines = [row for row in rows if row.space == Space.ORGANISATIONAL]
    if not lines:
        return None
    eliminated = [row for row in lines if row.layer == Layer.ELIMINATION]
    own = [row for row in lines if row.layer != Layer.ELIMINATION]
    parts = tuple(_own_balance(organisation, own, weights[organisation.id]) for organisation in organisations)
    return OrganisationalBalance(
        approach=approach.label,
        organisations=parts,
        eliminations=_elimination_lines(eliminated),
        group=sum_of_totals(
            [
                *(scope_totals([row for row in own if row.organisation == o.id], weights[o.id]) for o in organisations),
                scope_totals(eliminated),
            ]
        ),
        group_by_category_kg=_weighted(own, eliminated, weights, lambda row: row.scope3_category, Scope.VALUE_CHAIN),
        group_by_activity_kg=_weighted(own, eliminated, weights, lambda row: row.activity, None),
    )


def _own_balance(organisation: Organisation, own: Sequence[CubeRow], weight: float) -> OrganisationBalance:
    rows = [row for row in own if row.organisation == organisation.id]
    in_total = [row for row in rows if row.in_total]
    return OrganisationBalance(
        organisation=organisation,
        weight=weight,
        totals=scope_totals(rows),
        by_category_kg=summed((row for row in in_total if row.scope3_category), lambda row: row.scope3_category),
        by_activity_kg=summed(in_total, lambda row: row.activity),
        energy_kwh=energy_by(rows, lambda row: row.activity),
    )


def _weighted(
    own: Sequence[CubeRow],
    eliminated: Sequence[CubeRow],
    weights: Mapping[str, float],
    key: Callable[[CubeRow], str],
    scope: Scope | None,
) -> dict[str, float]:
    parts: dict[str, list[float]] = {}
    for row in (*own, *eliminated):
        if row.in_total and (scope is None or row.scope == scope):
            weight = 1.0 if row.layer == Layer.ELIMINATION else weights.get(row.organisation, 0.0)
            parts.setdefault(key(row), []).append(row.emissions_kg * weight)
    return {name: fsum(parts[name]) for name in sorted(parts)}


def _elimination_lines(rows: Sequence[CubeRow]) -> tuple[EliminationLine, ...]:
    parts: dict[tuple[str, str, str, str, str, str], list[float]] = {}
    for row in rows:
        scope = f"{row.scope}-markt" if row.method == Method.MARKET else row.scope
        key = (row.counterparty, row.organisation, scope, row.scope3_category, row.activity, row.rule)
        parts.setdefault(key, []).append(row.emissions_kg)
    return tuple(
        EliminationLine(*key[:5], kg=-fsum(parts[key]), rule=key[5], rule_text=RULE_BY_ID[key[5]].text)
        for key in sorted(parts)
    )
