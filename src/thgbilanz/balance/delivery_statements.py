"""What both sides of internal deliveries state: one channel per supplier, receiver and kind of thing, in one unit."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np

from thgbilanz.balance.elimination_rules import RULE_BY_ID
from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.vocabulary import Delivery, Flow, Layer, Method, Scope, Space

if TYPE_CHECKING:
    import pandas as pd

UnitBase = Callable[[str], tuple[str, float]]
"""Unit id to its base unit and how many of it one is; given from outside, the balance knows no units."""


def as_it_is(unit: str) -> tuple[str, float]:
    """Stands in where no table of units is at hand: every unit is its own base."""
    return unit, 1.0


AGREEMENT = 0.01
"""Both sides of a delivery agree if they differ by at most 1 % of the larger (faults.md 113)."""

_ROW = ["file", "sheet", "row", "column", "activity", "flow", "layer", "start", "end"]
_OF_ROW = ["organisation", "counterparty", "delivery", "boundary", "scope", "scope3_category"]
_FIGURES = ["quantity", "quantity_unit", "emissions_kg"]
_RESALE = RULE_BY_ID["E5"].scopes | RULE_BY_ID["E6"].scopes


@dataclass(frozen=True, slots=True, order=True)
class Channel:
    """A way between two organisations on which both state a quantity."""

    supplier: str
    receiver: str
    what: str
    """Group of activities for electricity and heat, whose kinds two sides name differently; else the activity."""
    delivery: str
    """Only for electricity: ``direkt`` or ``netz``."""
    unit: str
    """Base unit of the quantities."""


@dataclass(frozen=True, slots=True, order=True)
class StatedRow:
    """A row of a file that states one side of a delivery."""

    file: str
    sheet: str
    row: int
    column: str
    kg: float
    """kg CO2e of its postings: scope 1, scope 2 by location, scope 3."""


@dataclass(slots=True)
class Statement:
    """The quantities of a channel and the rows that state them."""

    received: list[float] = field(default_factory=list)
    generated: list[float] = field(default_factory=list)
    """Supplied from plants and operations of the supplier."""
    resold: list[float] = field(default_factory=list)
    """Supplied from what the supplier bought: it books scope 3 for it."""
    activities: set[str] = field(default_factory=set)
    received_rows: list[StatedRow] = field(default_factory=list)
    supplied_rows: list[StatedRow] = field(default_factory=list)

    @property
    def received_kg(self) -> float:
        """kg CO2e of the receiver's rows."""
        return fsum(row.kg for row in self.received_rows)

    @property
    def supplied_kg(self) -> float:
        """kg CO2e that the supplier books for what it resold."""
        return fsum(row.kg for row in self.supplied_rows)

    @property
    def supplied(self) -> float:
        """All that the supplier states."""
        return fsum((*self.generated, *self.resold))

    @property
    def is_supplied(self) -> bool:
        """Whether the supplier states anything."""
        return bool(self.generated or self.resold)

    def difference(self) -> float | None:
        """|supplied - received| as a share of the larger; None if one side says nothing."""
        if not self.received or not self.is_supplied:
            return None
        supplied, received = self.supplied, fsum(self.received)
        larger = max(abs(supplied), abs(received))
        return abs(supplied - received) / larger if larger else 0.0

    def mirrored_share(self) -> float:
        """Part of what the receiver states that the supplier's own operations caused; needs the supplier's statement.

        Where both sides agree the whole of the receiver's quantity counts; else the smaller one, so that nothing is
        taken off that one side does not know.
        """
        received, generated = fsum(self.received), fsum(self.generated)
        difference = self.difference()
        whole = self.supplied if difference is not None and difference <= AGREEMENT else received
        return min(1.0, max(0.0, generated / whole)) if whole > 0 else 0.0

    def kept(self, mirrored: float) -> float:
        """Quantity of the receiver that stays in the group if the share ``mirrored`` of it is taken off."""
        return fsum(self.received) * (1 - mirrored)


@dataclass(frozen=True, slots=True)
class Statements:
    """All channels between the organisations of a group, and what receivers state without naming a supplier."""

    channels: dict[Channel, Statement]
    unnamed: dict[tuple[str, str, str], float]
    """Receiver, ``what`` and unit to the quantity it uses without naming who supplied it."""
    base_of: UnitBase = as_it_is

    def channel_of(self, activity: str, delivery: str, flow: str, both: tuple[str, str], unit: str) -> Channel:
        """The channel of a line of ``both[0]`` whose counterparty is ``both[1]``."""
        supplier, receiver = both if flow == Flow.DELIVERED else both[::-1]
        return Channel(supplier, receiver, what_of(activity), delivery_of(activity, delivery), self.base_of(unit)[0])


def what_of(activity: str) -> str:
    """What a channel is about: electricity and heat as such, whatever the two sides call their kind."""
    kind = KIND_BY_ID.get(activity)
    return kind.group.value if kind and kind.group in {Group.ELECTRICITY, Group.HEAT} else activity


def delivery_of(activity: str, delivery: str) -> str:
    """How a delivery comes, where that tells channels apart."""
    if what_of(activity) != Group.ELECTRICITY:
        return ""
    # Nothing said, and own generation that is fed in, both mean the public grid.
    return Delivery.DIRECT.value if delivery == Delivery.DIRECT else Delivery.GRID.value


def statements_of(journal: "pd.DataFrame", inside: Collection[str], base_of: UnitBase = as_it_is) -> Statements:
    """The statements of both sides; every row of a file counts once, however many postings it has."""
    counts = (
        (journal["space"] == Space.ORGANISATIONAL.value)
        & journal["organisation"].isin(inside)
        & (journal["layer"] != Layer.ELIMINATION.value)
        & (journal["method"] != Method.MARKET.value)
        & (journal["scope"] != Scope.OUTSIDE.value)
    )
    lines = journal[[*_ROW, *_OF_ROW, *_FIGURES]][counts]
    internal = lines[lines["counterparty"].isin(inside)]
    found = Statements({}, {}, base_of)
    if internal.empty:
        return found
    for row in _rows(internal):
        if row["organisation"] == row["counterparty"]:
            continue
        _add(found, row)
    found.unnamed.update(_unnamed(lines, found))
    return found


def _unnamed(lines: "pd.DataFrame", found: Statements) -> dict[tuple[str, str, str], float]:
    """What receivers use without a word on who supplied it; asked only where a supplier says so and they do not."""
    asked = {
        (channel.receiver, channel.what)
        for channel, stated in found.channels.items()
        if stated.resold and not stated.received
    }
    if not asked:
        return {}
    activities = {id_ for id_ in KIND_BY_ID for _, what in asked if what_of(id_) == what}
    own = lines[
        (lines["counterparty"] == "")
        & lines["organisation"].isin({receiver for receiver, _ in asked})
        & lines["activity"].isin(activities)
        & (lines["flow"] != Flow.DELIVERED.value)
    ]
    quantities: dict[tuple[str, str, str], list[float]] = {}
    for row in _rows(own):
        unit, factor = found.base_of(row["quantity_unit"])
        key = (row["organisation"], what_of(row["activity"]), unit)
        quantities.setdefault(key, []).append(row["quantity"] * factor)
    return {key: fsum(values) for key, values in quantities.items()}


def _rows(lines: "pd.DataFrame") -> Iterable[dict[str, Any]]:
    """One record per row of a file, from its direct posting if it has one; ``resale`` if any of its postings is."""
    plain = lines[[*_ROW, *_OF_ROW]].astype(object)
    plain["quantity"], plain["quantity_unit"] = lines["quantity"], lines["quantity_unit"].astype(object)
    places = zip(plain["scope"], plain["scope3_category"], strict=True)
    bought = np.array([place in _RESALE for place in places], dtype=bool)
    plain["kg"] = lines["emissions_kg"]
    plain["resale"] = bought & (plain["flow"] == Flow.DELIVERED.value) & (lines["emissions_kg"] != 0)
    ordered = plain.sort_values([*_ROW, "boundary"], kind="stable")
    first = ordered.drop_duplicates(_ROW).set_index(_ROW)
    of_row = ordered.groupby(_ROW, sort=False)
    first["resale"], first["kg"] = of_row["resale"].any(), of_row["kg"].sum()
    whole = first.reset_index()
    columns = [whole[name].tolist() for name in whole.columns]
    return [dict(zip(whole.columns, values, strict=True)) for values in zip(*columns, strict=True)]


def _add(found: Statements, row: dict[str, Any]) -> None:
    unit, both = row["quantity_unit"], (row["organisation"], row["counterparty"])
    channel = found.channel_of(row["activity"], row["delivery"], row["flow"], both, unit)
    statement = found.channels.setdefault(channel, Statement())
    quantity = row["quantity"] * found.base_of(unit)[1]
    stated = StatedRow(row["file"], row["sheet"], int(row["row"]), row["column"], row["kg"])
    (statement.supplied_rows if row["flow"] == Flow.DELIVERED else statement.received_rows).append(stated)
    if row["flow"] != Flow.DELIVERED:
        statement.received.append(quantity)
    elif row["resale"]:
        statement.resold.append(quantity)
    else:
        statement.generated.append(quantity)
    statement.activities.add(row["activity"])
