"""What a batch of many files and projects comes to: one result per item, nothing added up over items.

Items may overlap, belong to each other or to different years of ownership: a sum over them would be a consolidation
that nobody asked for, so there is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from thgbilanz.balance.result import ScopeTotals
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.run_record import InputFile


class ItemKind(StrEnum):
    """What an item of a batch is."""

    PROJECT = "projekt"
    """A folder with ``thg.toml``: its balance of the year, consolidated."""
    FILE = "datei"
    """One workbook or table: the sum of its rows."""


class ItemStatus(StrEnum):
    """How an item ended; the later ones need a person first."""

    FINE = "in Ordnung"
    WARNINGS = "mit Warnungen"
    ERRORS = "Fehler"
    UNREADABLE = "nicht lesbar"
    ABORTED = "abgebrochen"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return tuple(ItemStatus).index(self)


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of an item: read = booked + open + excluded."""

    read: int = 0
    booked: int = 0
    open: int = 0
    excluded: int = 0


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item of a batch."""

    name: str
    """Path relative to what all items have in common, ``/`` as separator, Unicode NFC."""
    kind: ItemKind
    organisations: tuple[str, ...] = ()
    """Ids that the rows name, sorted; ``stadtgebiet`` is the territory."""
    rows: RowCounts = RowCounts()
    organisational: ScopeTotals | None = None
    """kg CO2e; None if the item has no rows of this space or no figures at all."""
    territorial_kg: float | None = None
    inputs: tuple[InputFile, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    unreadable: bool = False
    aborted: bool = False
    """Whether work on the item was stopped: it killed its process, took too long, or met a defect of ours."""

    def count(self, severity: Severity) -> int:
        """How often a severity was found."""
        return sum(finding.count for finding in self.findings if finding.severity is severity)

    @property
    def status(self) -> ItemStatus:
        """The worst that was met."""
        if self.aborted or self.unreadable:
            return ItemStatus.ABORTED if self.aborted else ItemStatus.UNREADABLE
        if self.count(Severity.ERROR):
            return ItemStatus.ERRORS
        return ItemStatus.WARNINGS if self.count(Severity.WARNING) else ItemStatus.FINE

    @property
    def provisional(self) -> bool:
        """Whether open Fehler make the figures VORLÄUFIG."""
        return self.status.rank >= ItemStatus.ERRORS.rank


@dataclass(frozen=True, slots=True)
class BatchReport:
    """A batch, ready to be shown."""

    year: int
    version: str
    items: tuple[ItemResult, ...]
    """By name."""
    notes: tuple[Diagnostic, ...] = ()
    """What was found before any item was read: files left out."""
    statuses: Mapping[ItemStatus, int] = field(init=False)
    """Items per status, every status named."""

    def __post_init__(self) -> None:
        ended = [item.status for item in self.items]
        object.__setattr__(self, "statuses", {status: ended.count(status) for status in ItemStatus})

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """All findings; what many items share (``thg.toml``) counts once."""
        return tuple(dict.fromkeys([*self.notes, *(finding for item in self.items for finding in item.findings)]))
