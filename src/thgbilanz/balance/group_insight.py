"""What a balance tells about its group beside the totals: screening, presets, deliveries, the bridge to the city."""

from collections.abc import Sequence

from thgbilanz.balance.bridge import bridge
from thgbilanz.balance.consolidation import Perimeter
from thgbilanz.balance.cube import CubeRow
from thgbilanz.balance.deliveries import delivery_checks
from thgbilanz.balance.delivery_statements import Statements
from thgbilanz.balance.insight import NO_INSIGHT, Insight
from thgbilanz.balance.result import OrganisationalBalance
from thgbilanz.balance.screening import preset_totals, screening
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, Group
from thgbilanz.core.scope3 import CategoryStatement

_ENERGY = frozenset(kind.id for kind in ACTIVITY_KINDS if kind.group in {Group.ELECTRICITY, Group.HEAT})
_RENTED = frozenset({"3.8", "3.13"})


def group_insight(
    organisational: OrganisationalBalance | None,
    cube: Sequence[CubeRow],
    perimeter: Perimeter,
    statements: Statements,
    stated: Sequence[CategoryStatement],
) -> Insight:
    """The answers about the group; none without an organisational balance."""
    if organisational is None:
        return NO_INSIGHT
    return Insight(
        screening=screening(cube, perimeter.inside, stated),
        presets=preset_totals(organisational),
        deliveries=delivery_checks(statements),
        bridge=bridge(cube, _energy_suppliers(cube)),
    )


def _energy_suppliers(cube: Sequence[CubeRow]) -> set[str]:
    """Who delivers power or heat, as either side states it; a landlord who passes heat on converts nothing."""
    stated = [row for row in cube if row.activity in _ENERGY and row.scope3_category not in _RENTED]
    return {row.organisation if row.is_delivered else row.counterparty for row in stated} - {""}
