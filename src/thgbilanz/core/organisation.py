"""Organisations of a Stadtkonzern: who belongs to whom, since when, with which share and control.

Two kinds of time stand apart. ``valid_from`` and ``valid_until`` say when an organisation reports at all (founded,
wound up, merged into another, sold together with its data). A ``Change`` says what is different from a day on while it
goes on reporting: share, control, parent, name. A company that is bought or sold within a year and reports the whole
year therefore has a change, not a limit.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thgbilanz.core.vocabulary import FINANCIAL_OF, Control, FinancialControl, OrganisationKind

TERRITORY = "stadtgebiet"
"""The organisation id that stands for the territory in activity tables."""

_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


def is_organisation_id(text: str) -> bool:
    """Whether a text may name an organisation: lower case, digits and hyphens, at most 60 characters.

    >>> is_organisation_id("stadt-werke"), is_organisation_id("Stadtwerke"), is_organisation_id("stadt-")
    (True, False, False)
    """
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Change:
    """What is different from a day on (``[[organisation.stand]]``); None where it stays as it was."""

    since: date
    name: str | None = None
    parent: str | None = None
    share_percent: float | None = None
    control: Control | None = None
    financial: FinancialControl | None = None
    """Financial control where it differs; a new ``control`` without it falls back to what goes with that control."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of ``thg.toml`` (``[[organisation]]``), as it was first, with its changes."""

    id: str
    name: str
    kind: OrganisationKind
    parent: str = ""
    share_percent: float = 100.0
    """Economic interest of the parent, 0 to 100 (``beteiligung``); without a parent that of the group."""
    control: Control = Control.OPERATIONAL
    valid_from: date | None = None
    valid_until: date | None = None
    financial: FinancialControl | None = None
    """Financial control where it differs from what goes with ``control``."""
    changes: tuple[Change, ...] = ()
    successor: str = ""
    """Organisation that goes on with the activities after ``valid_until`` (``nachfolger``): merged or renamed."""

    @property
    def financial_control(self) -> FinancialControl:
        """Financial control as stated, else as it goes with ``control``."""
        return self.financial if self.financial is not None else FINANCIAL_OF[self.control]

    def exists_in(self, year: int) -> bool:
        """Whether the organisation existed on at least one day of the year."""
        return (self.valid_from is None or self.valid_from <= date(year, 12, 31)) and (
            self.valid_until is None or self.valid_until >= date(year, 1, 1)
        )

    def exists_on(self, day: date) -> bool:
        """Whether the organisation reports on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def at(self, day: date) -> "Organisation":
        """The organisation as it was on a day: every change up to then applied, in the order of days."""
        current = self
        for change in sorted(self.changes, key=lambda change: change.since):
            if change.since <= day:
                current = _changed(current, change)
        return current

    def in_year(self, year: int) -> "Organisation":
        """The organisation as it stood at the end of the year or on its last day within it."""
        last = date(year, 12, 31)
        return self.at(min(last, self.valid_until) if self.valid_until else last)


def _changed(organisation: Organisation, change: Change) -> Organisation:
    # A new control without a word on financial control takes the one that goes with it.
    financial = organisation.financial if change.control is None else None
    return replace(
        organisation,
        name=organisation.name if change.name is None else change.name,
        parent=organisation.parent if change.parent is None else change.parent,
        share_percent=organisation.share_percent if change.share_percent is None else change.share_percent,
        control=organisation.control if change.control is None else change.control,
        financial=financial if change.financial is None else change.financial,
    )


def turning_days(organisations: Iterable[Organisation], year: int) -> tuple[date, ...]:
    """Days of a year on which anything in the tree becomes different, from 1 January on, in order."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = {first}
    for organisation in organisations:
        days |= {change.since for change in organisation.changes}
        if organisation.valid_from:
            days.add(organisation.valid_from)
        if organisation.valid_until and organisation.valid_until < last:
            days.add(date.fromordinal(organisation.valid_until.toordinal() + 1))
    return tuple(sorted(day for day in days if first <= day <= last))


def successor_on(id_: str, by_id: Mapping[str, Organisation], day: date) -> str:
    """Who carries on an organisation on a day: itself while it exists, else its successor, or that one's.

    Empty if nobody does.
    """
    seen: set[str] = set()
    current = by_id.get(id_)
    while current is not None and current.id not in seen:
        if current.exists_on(day):
            return current.id
        seen.add(current.id)
        is_over = current.valid_until is not None and current.valid_until < day
        current = by_id.get(current.successor) if is_over else None
    return ""


def lineage(organisations: Sequence[Organisation]) -> dict[str, str]:
    """Organisation id to the id that carries on its activities in the end, so that years can be followed."""
    by_id = {organisation.id: organisation for organisation in organisations}
    found = {}
    for organisation in organisations:
        seen = {organisation.id}
        current = organisation
        while current.successor in by_id and current.successor not in seen:
            current = by_id[current.successor]
            seen.add(current.id)
        found[organisation.id] = current.id
    return found
