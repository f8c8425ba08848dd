"""Which lines of internal deliveries are eliminated in the group balance (method/organisation.md section 2).

Consolidated means: as if the group were one organisation. The direct emission stays with the operator, purchased
energy with its user; the mirrored line of the other side is taken off the group's total and stays in the own balance.
"""

from dataclasses import dataclass
from enum import StrEnum

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, Group
from thgbilanz.core.vocabulary import Delivery, Scope


class Side(StrEnum):
    """Whose line is taken off: the counterparty of the line is then the other side."""

    RECEIVER = "empfaenger"
    SUPPLIER = "lieferant"


class Proof(StrEnum):
    """What the other side must book, so that the emission does not vanish from the group with the line."""

    PLANT = "Anlage"
    """A plant of the supplier: fuel or process in scope 1; better, its own statement of the delivery."""
    OPERATION = "Scope 1 oder 2"
    MOTION = "Kraftstoff oder Fahrstrom"
    ACCOUNT = "eigene Emissionen"
    USE = "Verbrauch des Empfängers"
    """The receiver's own consumption of what was delivered, up to its quantity."""
    HEATING = "Energieverbrauch"
    GENERATION = "Angabe des Lieferanten"
    """Nothing but the supplier's own statement of the delivery will do."""


@dataclass(frozen=True, slots=True)
class EliminationRule:
    """A rule for postings whose counterparty lies inside the group."""

    id: str
    text: str
    """German: what is taken off and why, as the exhibit prints it."""
    activities: frozenset[str]
    scopes: frozenset[tuple[str, str]]
    """Scope and scope 3 category of the postings; biogenic CO2 outside the scopes goes with its row."""
    deliveries: frozenset[str]
    proof: Proof
    side: Side = Side.RECEIVER


def _of(*groups: Group) -> frozenset[str]:
    return frozenset(kind.id for kind in ACTIVITY_KINDS if kind.group in groups)


_ENERGY = frozenset({(Scope.ENERGY.value, ""), (Scope.VALUE_CHAIN.value, "3.3")})
_ANY = frozenset(delivery.value for delivery in Delivery)
_ALL = frozenset(kind.id for kind in ACTIVITY_KINDS)
_PRIVATE = ("_pkw", "_motorrad", "_hotel", "_taxi")
_RIDES = frozenset(id_ for id_ in _of(Group.TRAVEL) if not id_.endswith(_PRIVATE) and "_flug" not in id_)
"""Journeys in vehicles that somebody operates on a line; a car or a hotel bed is nobody's own line."""


def _scope3(*categories: str) -> frozenset[tuple[str, str]]:
    return frozenset((Scope.VALUE_CHAIN.value, category) for category in categories)


ELIMINATION_RULES: tuple[EliminationRule, ...] = (
    EliminationRule(
        "E1",
        "Strom über Direktleitung aus dem Konzern: Scope 2 und Vorkette des Empfängers entfallen, "
        "Scope 1 des Erzeugers bleibt",
        _of(Group.ELECTRICITY),
        _ENERGY,
        frozenset({Delivery.DIRECT.value}),
        Proof.PLANT,
    ),
    EliminationRule(
        "E2",
        "Wärme aus einer Anlage des Konzerns: Scope 2 und Vorkette des Empfängers entfallen, "
        "Scope 1 des Erzeugers bleibt",
        _of(Group.HEAT),
        _ENERGY,
        _ANY,
        Proof.PLANT,
    ),
    EliminationRule(
        "E3",
        "Abfall in einer Anlage des Konzerns: Scope 3.5 des Anlieferers entfällt, Scope 1 der Anlage bleibt",
        _of(Group.WASTE),
        _scope3("3.5"),
        _ANY,
        Proof.PLANT,
    ),
    EliminationRule(
        "E4",
        "Wasser von oder Abwasser an ein Unternehmen des Konzerns: Scope 3.1 oder 3.5 des Kunden entfällt, "
        "die Emissionen des Unternehmens bleiben",
        _of(Group.WATER),
        _scope3("3.1", "3.5"),
        _ANY,
        Proof.OPERATION,
    ),
    EliminationRule(
        "E5",
        "Eingekaufter Strom oder eingekaufte Wärme, im Konzern weiterverkauft: Scope 3.3 des Lieferanten entfällt, "
        "Scope 2 des Empfängers bleibt",
        _of(Group.ELECTRICITY, Group.HEAT),
        _scope3("3.3"),
        _ANY,
        Proof.USE,
        Side.SUPPLIER,
    ),
    EliminationRule(
        "E6",
        "Brennstoff, im Konzern verkauft: Scope 3.11 und Vorkette des Lieferanten entfallen, Scope 1 und Vorkette "
        "des Empfängers bleiben",
        _of(Group.FUEL, Group.MOTOR_FUEL),
        _scope3("3.11", "3.1", "3.3"),
        _ANY,
        Proof.USE,
        Side.SUPPLIER,
    ),
    EliminationRule(
        "E7",
        "Fahrten mit Bus und Bahn des Konzerns: Scope 3.6 oder 3.7 des Arbeitgebers entfällt, "
        "die Emissionen des Verkehrsunternehmens bleiben",
        _RIDES,
        _scope3("3.6", "3.7"),
        _ANY,
        Proof.MOTION,
    ),
    EliminationRule(
        "E8",
        "An ein Unternehmen des Konzerns vermietet: Scope 3.13 des Vermieters entfällt, die Energie des Mieters bleibt",
        _ALL,
        _scope3("3.13"),
        _ANY,
        Proof.HEATING,
        Side.SUPPLIER,
    ),
    EliminationRule(
        "E9",
        "Von einem Unternehmen des Konzerns gemietet: Scope 3.8 des Mieters entfällt, "
        "die Energie des Vermieters bleibt",
        _ALL,
        _scope3("3.8"),
        _ANY,
        Proof.HEATING,
    ),
    EliminationRule(
        "E10",
        "Waren und Leistungen aus dem Konzern: Scope 3.1 oder 3.2 des Käufers entfällt, "
        "die Emissionen des Lieferanten bleiben",
        _ALL - _of(Group.WATER),
        _scope3("3.1", "3.2"),
        _ANY,
        Proof.ACCOUNT,
    ),
    EliminationRule(
        "E11",
        "Beteiligung an einem Unternehmen des Konzerns: Scope 3.15 der Muttergesellschaft entfällt, "
        "das Unternehmen zählt selbst",
        _ALL,
        _scope3("3.15"),
        _ANY,
        Proof.ACCOUNT,
    ),
)
"""Rows of the table in method/organisation.md section 2."""

PARTICIPATION = "E11"
"""Its lines already hold the holding's share only: they are taken off whole, not with the smaller of both weights."""

SAME_ENERGY = frozenset(rule.id for rule in ELIMINATION_RULES if rule.proof is Proof.HEATING)
"""Rules whose line holds the very kWh that the other side books: they take off final energy with the emissions."""

GRID_RULE = EliminationRule(
    "E12",
    "Eigener Strom über das öffentliche Netz zurückbezogen (Wahl in thg.toml): Scope 2 und Vorkette des Empfängers "
    "entfallen, Scope 1 des Erzeugers bleibt",
    _of(Group.ELECTRICITY),
    _ENERGY,
    frozenset({Delivery.GRID.value}),
    Proof.GENERATION,
)
"""Only if the project asks for it: by default what comes through the public grid counts gross (same section, OPEN)."""


def takes_receiver(rule_id: str) -> bool:
    """Whether a rule takes off the receiver's line; else the supplier's. Unknown rules count as the former."""
    rule = RULE_BY_ID.get(rule_id)
    return rule is None or rule.side is Side.RECEIVER


RULE_BY_ID = {rule.id: rule for rule in (*ELIMINATION_RULES, GRID_RULE)}


def rules_of(*, grid_buy_back: bool) -> tuple[EliminationRule, ...]:
    """The rules of a run; ``grid_buy_back`` eliminates own generation that comes back through the public grid."""
    return (*ELIMINATION_RULES, GRID_RULE) if grid_buy_back else ELIMINATION_RULES
