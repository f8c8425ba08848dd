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
from thgbilanz.core.activity_kinds import Group
from thgbilanz.core.scope3 import CategoryStatement

_ENERGY = frozenset({Group.ELECTRICITY.value, Group.HEAT.value})


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
    suppliers = {channel.supplier for channel in statements.channels if channel.what in _ENERGY}
    suppliers |= {row.organisation for row in cube if row.is_delivered}
    return Insight(
        screening=screening(cube, perimeter.inside, stated),
        presets=preset_totals(organisational),
        deliveries=delivery_checks(statements),
        bridge=bridge(cube, suppliers),
    )
