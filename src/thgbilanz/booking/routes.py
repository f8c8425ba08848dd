"""Which way a row goes: used by the organisation itself, from own generation, or handed on to somebody else.

Only what changes the booking makes a route: all rows that an organisation takes from others share the empty one.
"""

from collections.abc import Sequence
from itertools import repeat

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.activity_kinds import ActivityKind, Group
from thgbilanz.core.vocabulary import Delivery, Flow

TAKEN = ""
"""Bought or burnt: the usual row."""
OWN_GENERATION = "eigen"
"""Electricity from own generation that was used on site."""
_HANDED_ON = "lieferung/"

RESALE = "Weiterverkauf: Strom am Markt beschafft und geliefert, Scope 3.3 des Lieferanten"
SOLD_FUEL = "Verkaufter Brennstoff: Verbrennung beim Käufer, Scope 3.11 des Lieferanten"
SOLD_FUEL_UPSTREAM = "Verkaufter Brennstoff: Vorkette der eingekauften Ware, Scope 3.1 des Lieferanten"
STATEMENT = "Angabe des Lieferanten, zum Abgleich; Emissionen stehen in seinem Scope 1 und 2"
OWN_STATEMENT = (
    "Angabe zur eigenen Erzeugung; Emissionen stehen im Scope 1 der Anlage, Einspeisung wird nicht gegengerechnet"
)
OWN_USE = "Eigene Erzeugung, selbst genutzt: kein Scope 2, die Anlage steht in Scope 1; Bau der Anlage nicht enthalten"

RESALE_CATEGORY = "3.3"
"""Electricity that is bought and resold is no scope 2 of the reseller (method/organisation.md 2, 5.3 d)."""
SOLD_CATEGORY = "3.11"
"""Fuel that is sold burns with the buyer: use of sold products."""
SOLD_UPSTREAM_CATEGORY = "3.1"
"""Upstream of fuel that is sold: a purchased good, not the seller's own energy (docs/decisions/0018)."""


def route_of(flow: str, delivery: str) -> str:
    """The route of a row from its direction and way of delivery.

    >>> route_of("bezug", "netz"), route_of("bezug", "eigen"), route_of("lieferung", "netz")
    ('', 'eigen', 'lieferung/netz')
    """
    if flow == Flow.DELIVERED.value:
        return f"{_HANDED_ON}{delivery}"
    return OWN_GENERATION if delivery == Delivery.OWN.value else TAKEN


def routes(activities: ActivityTable) -> Sequence[str]:
    """The route of every row; most tables have one route only."""
    flows, deliveries = activities.columns["flow"], activities.columns["delivery"]
    if flows.count(Flow.RECEIVED.value) == len(flows) and Delivery.OWN.value not in deliveries:
        return list(repeat(TAKEN, len(flows)))
    return [route_of(flow, delivery) for flow, delivery in zip(flows, deliveries, strict=True)]


def is_handed_on(route: str) -> bool:
    """Whether the row tells what an organisation delivers to others: never its own consumption."""
    return route.startswith(_HANDED_ON)


def is_resale(route: str, kind: ActivityKind) -> bool:
    """Electricity that the supplier bought on the market: through the grid, or nothing is said about the way."""
    on_the_market = (route_of(Flow.DELIVERED.value, way.value) for way in (Delivery.GRID, Delivery.NONE))
    return kind.group is Group.ELECTRICITY and route in on_the_market


def is_sold_fuel(route: str, kind: ActivityKind) -> bool:
    """Fuel that others burn."""
    return is_handed_on(route) and kind.group in {Group.FUEL, Group.MOTOR_FUEL}


def is_own_use(route: str, kind: ActivityKind) -> bool:
    """Electricity of an own plant that was used on site."""
    return route == OWN_GENERATION and kind.group is Group.ELECTRICITY


def statement_reason(route: str) -> str:
    """Why a row that only tells something has no emissions."""
    return OWN_STATEMENT if route == route_of(Flow.DELIVERED.value, Delivery.OWN.value) else STATEMENT
