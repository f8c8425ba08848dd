"""Whether the other side of an internal delivery books what the line mirrors: without it nothing is taken off.

A line that goes without its counterpart takes an emission out of the group that nobody else counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

from thgbilanz.balance.delivery_statements import AGREEMENT, Channel, Statements
from thgbilanz.balance.elimination_rules import ELIMINATION_RULES, EliminationRule, Proof, Side
from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.vocabulary import Delivery, Flow, Layer, Method, Scope, Space

if TYPE_CHECKING:
    import pandas as pd

_PLANTS = frozenset(id_ for id_, kind in KIND_BY_ID.items() if kind.group in {Group.FUEL, Group.PROCESS})
_MOTION = frozenset(id_ for id_, kind in KIND_BY_ID.items() if kind.group in {Group.MOTOR_FUEL, Group.ELECTRICITY})
_ENERGY = frozenset(id_ for id_, kind in KIND_BY_ID.items() if kind.is_energy)
_MIRRORS = frozenset(
    category for rule in ELIMINATION_RULES if rule.proof is Proof.ACCOUNT for _, category in rule.scopes
)
"""Categories whose internal lines are taken off because the other side has an account: no account by themselves."""
_ROUNDING = 1e-9
_OPERATION = frozenset({Scope.DIRECT.value, Scope.ENERGY.value})


@dataclass(frozen=True, slots=True)
class Bookings:
    """Which organisations of the group book what for themselves, with an emission above zero."""

    plants: frozenset[str]
    """A car is no proof that a plant is booked, so motor fuel does not count."""
    operations: frozenset[str]
    motion: frozenset[str]
    energy: frozenset[str]
    accounts: frozenset[str]
    rents: frozenset[tuple[str, str]]
    """Tenant and landlord of lines in 3.8."""
    lets: frozenset[tuple[str, str]]
    """Landlord and tenant of lines in 3.13."""
    statements: Statements
    grid_buy_back: bool = False

    def has(self, organisation: str, proof: Proof) -> bool:
        """Whether an organisation books what a proof asks for, whatever is delivered."""
        of_proof = {
            Proof.PLANT: self.plants,
            Proof.OPERATION: self.operations,
            Proof.MOTION: self.motion,
            Proof.ACCOUNT: self.accounts,
            Proof.HEATING: self.energy,
        }
        return organisation in of_proof.get(proof, frozenset())


def bookings_of(
    journal: "pd.DataFrame", others: Collection[str], statements: Statements, *, grid_buy_back: bool = False
) -> Bookings:
    """What the organisations ``others`` book; they are the counterparties of internal lines."""
    lines = journal[
        (journal["space"] == Space.ORGANISATIONAL.value)
        & journal["organisation"].isin(others)
        & (journal["layer"] != Layer.ELIMINATION.value)
        & (journal["flow"] != Flow.DELIVERED.value)
        & (journal["method"] != Method.MARKET.value)
    ]
    direct = lines["scope"] == Scope.DIRECT.value
    operation = lines["scope"].isin(_OPERATION)
    mirrors = lines["scope3_category"].isin(_MIRRORS) & lines["counterparty"].isin(others)
    mirrors &= lines["counterparty"].astype(object) != lines["organisation"].astype(object)

    def who(mask: "pd.Series[bool]") -> frozenset[str]:
        return _above_zero(lines[mask])

    def pairs(of: "pd.Series[bool]") -> frozenset[tuple[str, str]]:
        stated = lines[of & (lines["emissions_kg"] > 0)]
        return frozenset(zip(map(str, stated["organisation"]), map(str, stated["counterparty"]), strict=True))

    return Bookings(
        plants=who(direct & lines["activity"].isin(_PLANTS)),
        operations=who(operation),
        motion=who(operation & lines["activity"].isin(_MOTION)),
        energy=who(operation & lines["activity"].isin(_ENERGY)),
        accounts=_reached(who((lines["scope"] != Scope.OUTSIDE.value) & ~mirrors), pairs(mirrors)),
        rents=pairs(lines["scope3_category"] == "3.8"),
        lets=pairs(lines["scope3_category"] == "3.13"),
        statements=statements,
        grid_buy_back=grid_buy_back,
    )


def _above_zero(lines: "pd.DataFrame") -> frozenset[str]:
    """Organisations that emit anything in these lines: what a correction takes back proves nothing."""
    kilograms = lines["emissions_kg"]
    sums = kilograms.groupby(lines["organisation"], observed=True).sum()
    sizes = kilograms.abs().groupby(lines["organisation"], observed=True).sum()
    return frozenset(str(name) for name in sums.index[sums > sizes * _ROUNDING])


def _reached(own: frozenset[str], mirrors: Collection[tuple[str, str]]) -> frozenset[str]:
    """Who has emissions of its own, or mirrors those of somebody who has: in a ring of mirrors nobody has any."""
    found = set(own)
    while more := {buyer for buyer, seller in mirrors if seller in found} - found:
        found |= more
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class LineKind:
    """What decides how much of a line is taken off."""

    rule: EliminationRule
    organisation: str
    counterparty: str
    activity: str
    delivery: str
    flow: str
    unit: str


def eliminated_part(line: LineKind, bookings: Bookings) -> float | None:
    """Part of the line that is taken off, 0 to 1; None if the other side does not book what the line mirrors."""
    if line.rule.proof is Proof.HEATING:
        return _rented(line, bookings)
    both = (line.organisation, line.counterparty)
    channel = bookings.statements.channel_of(line.activity, line.delivery, line.flow, both, line.unit)
    if line.rule.proof is Proof.USE:
        return _used(channel, bookings)
    statement = bookings.statements.channels.get(channel)
    if statement is not None and statement.is_supplied and line.rule.side is Side.RECEIVER:
        return statement.mirrored_share()
    return 1.0 if bookings.has(line.counterparty, line.rule.proof) else None


def _rented(line: LineKind, bookings: Bookings) -> float | None:
    """Landlord (3.13) and tenant (3.8) may both hold a mirror: the landlord's goes, one of them stays."""
    pair = (line.counterparty, line.organisation)
    if line.rule.side is Side.RECEIVER and pair in bookings.lets:
        return 0.0
    is_rented = line.rule.side is Side.SUPPLIER and pair in bookings.rents
    return 1.0 if is_rented or bookings.has(line.counterparty, Proof.HEATING) else None


def _used(channel: Channel, bookings: Bookings) -> float | None:
    """Part of what a supplier resold that the receiver books as its own use, so that the group counts it once."""
    statement = bookings.statements.channels[channel]
    resold = fsum(statement.resold)
    if resold <= 0:
        return None
    if statement.received:
        difference = statement.difference()
        counts_gross = channel.delivery == Delivery.GRID and not bookings.grid_buy_back
        kept = statement.kept(0.0 if counts_gross else statement.mirrored_share())
        agrees = difference is not None and difference <= AGREEMENT
        return 1.0 if agrees else max(0.0, min(1.0, kept / resold))
    pool, claimed = _unnamed(channel, bookings.statements)
    return min(1.0, pool / claimed) if pool > 0 else None


def _unnamed(channel: Channel, statements: Statements) -> tuple[float, float]:
    """What the receiver uses without naming a supplier, and how much of it suppliers claim that it does not name."""
    key = (channel.receiver, channel.what, channel.unit)
    claims = (
        fsum(statement.resold)
        for other, statement in sorted(statements.channels.items())
        if (other.receiver, other.what, other.unit) == key and not statement.received
    )
    return statements.unnamed.get(key, 0.0), fsum(claims)
