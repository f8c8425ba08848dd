"""Which internal deliveries are eliminated in the group balance (method/organisation.md section 2).

Consolidated means: as if the group were one organisation. The direct emission stays with the operator; the
mirrored indirect item of the receiver is taken off the group's total and stays in the receiver's own balance.
"""

from dataclasses import dataclass

from thgbilanz.core.activity_kinds import Group
from thgbilanz.core.vocabulary import Delivery, Scope


@dataclass(frozen=True, slots=True)
class EliminationRule:
    """A rule for postings of a receiver whose counterparty lies inside the group."""

    id: str
    text: str
    """German: what is taken off and why, as the exhibit prints it."""
    groups: frozenset[Group]
    scopes: frozenset[tuple[str, str]]
    """Scope and scope 3 category of the receiver's postings."""
    deliveries: frozenset[str]


_ENERGY = frozenset({(Scope.ENERGY.value, ""), (Scope.VALUE_CHAIN.value, "3.3")})
_ANY = frozenset(delivery.value for delivery in Delivery)

ELIMINATION_RULES: tuple[EliminationRule, ...] = (
    EliminationRule(
        "E1",
        "Strom über Direktleitung aus dem Konzern: Scope 2 und Vorkette des Empfängers entfallen, "
        "Scope 1 des Erzeugers bleibt",
        frozenset({Group.ELECTRICITY}),
        _ENERGY,
        frozenset({Delivery.DIRECT.value}),
    ),
    EliminationRule(
        "E2",
        "Wärme aus einer Anlage des Konzerns: Scope 2 und Vorkette des Empfängers entfallen, "
        "Scope 1 des Erzeugers bleibt",
        frozenset({Group.HEAT}),
        _ENERGY,
        _ANY - {Delivery.GRID.value},
    ),
    EliminationRule(
        "E3",
        "Abfall in einer Anlage des Konzerns: Scope 3.5 des Anlieferers entfällt, Scope 1 der Anlage bleibt",
        frozenset({Group.WASTE}),
        frozenset({(Scope.VALUE_CHAIN.value, "3.5")}),
        _ANY,
    ),
    EliminationRule(
        "E4",
        "Wasser von oder Abwasser an ein Unternehmen des Konzerns: Scope 3.1 oder 3.5 des Kunden entfällt, "
        "die Emissionen des Unternehmens bleiben",
        frozenset({Group.WATER}),
        frozenset({(Scope.VALUE_CHAIN.value, "3.1"), (Scope.VALUE_CHAIN.value, "3.5")}),
        _ANY,
    ),
)
"""Rows of the table in method/organisation.md section 2 that activities of this version can meet.

Electricity through the public grid is not eliminated: grid purchases count gross (policy, same section)."""

RULE_BY_ID = {rule.id: rule for rule in ELIMINATION_RULES}
