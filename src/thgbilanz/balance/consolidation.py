"""With which share an organisation enters the group: one approach for the whole group, day by day.

GHG Protocol Corporate Standard ch. 3 (method/organisation.md 1.1): operational control takes 100 % of what
is operated and 0 % otherwise; financial control 100 % of what is controlled and the share of what is controlled
jointly with partners; equity share the economic interest, multiplied along the chain of parents. Where share, control
or parent changes within a year, each day counts with its own weight (pro rata temporis, ESRS E1 AR 40).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum

from thgbilanz.core.organisation import Organisation, successor_on, turning_days
from thgbilanz.core.vocabulary import Consolidation, Control, FinancialControl


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a year, as ordinals, on which the weight of an organisation stays the same."""

    first: int
    last: int
    weight: float
    """0 to 1; None of the days counts where the organisation does not exist."""
    exists: bool

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Perimeter:
    """The perimeter of a year: the weight of every organisation on every day, under one approach."""

    year: int
    approach: Consolidation
    spans: Mapping[str, tuple[Span, ...]]

    @property
    def first(self) -> int:
        """Ordinal of 1 January."""
        return date(self.year, 1, 1).toordinal()

    @property
    def last(self) -> int:
        """Ordinal of 31 December."""
        return date(self.year, 12, 31).toordinal()

    @property
    def inside(self) -> frozenset[str]:
        """Organisations that belong to the group on at least one day."""
        return frozenset(id_ for id_, spans in self.spans.items() if any(span.weight > 0 for span in spans))

    @property
    def is_steady(self) -> bool:
        """Whether no organisation changes its weight within the year: periods of rows then play no part."""
        return all(len(spans) == 1 for spans in self.spans.values())

    @property
    def weights(self) -> dict[str, float]:
        """Organisation id to its weight over the year: that of a row without a period of its own."""
        return {id_: self.weight(id_) for id_ in self.spans}

    def weight(self, organisation: str, start: str = "", end: str = "") -> float:
        """Weight of a row: the mean over its days; 0 for an organisation that is not in the perimeter."""
        return self.shared(organisation, organisation, start, end)

    def shared(self, organisation: str, other: str, start: str = "", end: str = "") -> float:
        """Mean over the days of a row of ``organisation`` of the smaller weight of both organisations."""
        return self._mean(organisation, other, start, end, min)

    def beside(self, organisation: str, other: str, start: str = "", end: str = "") -> float:
        """The same of the own weight, but only of days on which the other belongs to the group with any weight."""
        return self._mean(organisation, other, start, end, lambda mine, theirs: mine if theirs > 0 else 0.0)

    def _mean(
        self, organisation: str, other: str, start: str, end: str, weight: Callable[[float, float], float]
    ) -> float:
        own, others = self.spans.get(organisation, ()), self.spans.get(other, ())
        days, parts = 0, []
        for first, last in self.days(organisation, start, end):
            days += last - first + 1
            for mine in own:
                for theirs in others if other != organisation else (mine,):
                    common = min(last, mine.last, theirs.last) - max(first, mine.first, theirs.first) + 1
                    if common > 0:
                        parts.append(common * weight(mine.weight, theirs.weight))
        return min(fsum(parts) / days, 1.0) if days else 0.0

    def days(self, organisation: str, start: str = "", end: str = "") -> tuple[tuple[int, int], ...]:
        """Days of the year that a row is about, as ranges of ordinals.

        A row with a period of its own is about the days of that period. A row of the whole year is about the days
        on which its organisation existed: nobody else can have caused its emissions.
        """
        first, last = max(self.first, _ordinal(start, self.first)), min(self.last, _ordinal(end, self.last))
        if first > last:
            first, last = self.first, self.last
        if (first, last) != (self.first, self.last):
            return ((first, last),)
        return tuple((span.first, span.last) for span in self.spans.get(organisation, ()) if span.exists)


def _ordinal(text: str, otherwise: int) -> int:
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return otherwise


def perimeter_of(
    organisations: Sequence[Organisation],
    approach: Consolidation,
    year: int,
    tree: Sequence[Organisation] = (),
) -> Perimeter:
    """The perimeter of ``organisations`` in a year; parents are looked up in the whole ``tree`` (default: the same).

    A balance of chosen organisations thus keeps the shares of parents that are not chosen.
    """
    whole = tuple(tree) or tuple(organisations)
    by_id = {organisation.id: organisation for organisation in (*whole, *organisations)}
    starts = turning_days(by_id.values(), year)
    ends = [*(day - timedelta(days=1) for day in starts[1:]), date(year, 12, 31)]
    spans: dict[str, list[Span]] = {organisation.id: [] for organisation in organisations}
    for first, last in zip(starts, ends, strict=True):
        on_day = {id_: organisation.at(first) for id_, organisation in by_id.items()}
        for organisation in organisations:
            exists = organisation.exists_on(first)
            weight = _weight(on_day[organisation.id], approach, on_day, first) if exists else 0.0
            spans[organisation.id].append(Span(first.toordinal(), last.toordinal(), weight, exists))
    return Perimeter(year, approach, {id_: _joined(parts) for id_, parts in spans.items()})


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbouring spans of the same weight as one, so that a row's mean is exact where nothing changes."""
    joined: list[Span] = []
    for span in spans:
        if joined and (joined[-1].weight, joined[-1].exists) == (span.weight, span.exists):
            joined[-1] = Span(joined[-1].first, span.last, span.weight, span.exists)
        else:
            joined.append(span)
    return tuple(joined)


def _weight(organisation: Organisation, approach: Consolidation, by_id: Mapping[str, Organisation], day: date) -> float:
    if approach is Consolidation.EQUITY:
        return _economic_interest(organisation, by_id, day)
    if approach is Consolidation.FINANCIAL:
        return _financial(organisation, by_id, day, frozenset())
    return 1.0 if organisation.control is Control.OPERATIONAL else 0.0


def _financial(organisation: Organisation, by_id: Mapping[str, Organisation], day: date, seen: frozenset[str]) -> float:
    """Whole where the group controls alone; where it controls jointly, the share of the parent as it is consolidated.

    Joint ventures under joint financial control enter with the equity share (method/organisation.md 1.1). Their
    parent enters in full if the group controls it, and with it the whole of its share.
    """
    if organisation.financial_control is FinancialControl.SOLE:
        return 1.0
    if organisation.financial_control is FinancialControl.NONE:
        return 0.0
    parent = _parent(organisation, by_id, day)
    share = organisation.share_percent / 100
    if parent is None or parent.id in seen:
        return share
    return share * _financial(parent, by_id, day, seen | {organisation.id})


def _economic_interest(organisation: Organisation, by_id: Mapping[str, Organisation], day: date) -> float:
    share = 1.0
    seen: set[str] = set()
    current: Organisation | None = organisation
    while current is not None and current.id not in seen:
        seen.add(current.id)
        share *= current.share_percent / 100
        current = _parent(current, by_id, day)
    return share


def _parent(organisation: Organisation, by_id: Mapping[str, Organisation], day: date) -> Organisation | None:
    """The parent on a day, or who carries it on; one that is over without a successor counts as it last was."""
    if not organisation.parent:
        return None
    return by_id.get(successor_on(organisation.parent, by_id, day) or organisation.parent)
