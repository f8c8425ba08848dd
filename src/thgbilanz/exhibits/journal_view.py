"""Postings to be shown: those that meet the conditions, with what they are shown beside."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.vocabulary import Method, Scope, Space
from thgbilanz.exhibits.labels import SCOPE_LABELS, space_label
from thgbilanz.exhibits.table import CO2E, Table, TableColumn, TableRow, tonnes
from thgbilanz.journal.names import JournalName
from thgbilanz.journal.sums import PartSum, SpaceSum, space_sums

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

_METHODS: Final = {"standort": "standortbasiert", "markt": "marktbasiert", "": "standortbasiert"}


@dataclass(frozen=True, slots=True)
class JournalView:
    """Some postings of a year's journal."""

    report: BalanceReport
    postings: "pd.DataFrame"
    """Those that meet the conditions, in the order of the journal."""
    shares: "npt.NDArray[np.float64] | None" = None
    """What each of them counts in the group."""
    conditions: tuple[str, ...] = ()
    names: tuple[JournalName, ...] = ()
    """Columns asked for; none means the usual ones."""

    @property
    def sums(self) -> tuple[SpaceSum, ...]:
        """What the postings amount to, by accounting space."""
        return space_sums(self.postings)


def part_label(part: PartSum, space: str) -> str:
    """What a part of a sum is called; the territory has no scopes, an organisation states deliveries without one.

    >>> part_label(PartSum("2", "markt", 1, 0.0, 0.0), "betrieblich")
    'Scope 2 (marktbasiert)'
    >>> part_label(PartSum("", "", 1, 0.0, 0.0), "betrieblich"), part_label(PartSum("", "", 1, 0.0, 0.0), "territorial")
    ('Angaben ohne Emissionen', 'Emissionen')
    """
    key = f"{part.scope}-markt" if part.method == Method.MARKET else part.scope
    return SCOPE_LABELS.get(key, "Angaben ohne Emissionen" if space == Space.ORGANISATIONAL else "Emissionen")


def sum_label(sums: SpaceSum) -> str:
    """What a total adds, in words: never both methods of scope 2."""
    if sums.space != "betrieblich":
        return "Summe"
    scopes = {part.scope for part in sums.in_total}
    energy = f"Scope 2 {_METHODS[sums.method]}"
    counted = (Scope.DIRECT, Scope.ENERGY, Scope.VALUE_CHAIN)
    names = [energy if scope is Scope.ENERGY else SCOPE_LABELS[scope] for scope in counted if scope in scopes]
    return f"Summe {' + '.join(names)}" if names else "Summe"


def sums_table(sums: SpaceSum, *, weighted: bool) -> Table:
    """The sum of the postings of one accounting space by scope; ``weighted`` if the group takes shares of some."""
    rows = [_row(part, sums) for part in sums.parts]
    count = sum(part.postings for part in sums.in_total)
    eliminated = sums.total_kg - sums.own_kg
    total = (sum_label(sums), count, tonnes(sums.own_kg), tonnes(eliminated), tonnes(sums.total_kg))
    rows.append(TableRow(total, "sum"))
    table = Table(
        f"summe_{sums.space}",
        f"{space_label(sums.space)}: Summe der gezeigten Buchungen",
        (
            TableColumn("label", "Teil"),
            TableColumn("postings", "Buchungen", "count"),
            TableColumn("own_t", "vor Eliminationen", "tonnes", CO2E, short="vor Elim."),
            TableColumn("eliminated_t", "Eliminationen", "tonnes", CO2E, short="Elim."),
            TableColumn("total_t", "Emissionen", "tonnes", CO2E),
        ),
        tuple(rows),
        _notes(sums, weighted=weighted),
    )
    has_eliminations = any(part.eliminated_kg for part in sums.parts)
    return table if has_eliminations else table.only("label", "postings", "total_t")


def _row(part: PartSum, sums: SpaceSum) -> TableRow:
    whole = part.own_kg + part.eliminated_kg
    cells = (
        part_label(part, sums.space),
        part.postings,
        tonnes(part.own_kg),
        tonnes(part.eliminated_kg),
        tonnes(whole),
    )
    return TableRow(cells, "item" if part in sums.in_total else "memo")


def _notes(sums: SpaceSum, *, weighted: bool) -> tuple[str, ...]:
    notes = []
    methods = {part.method for part in sums.parts}
    if {Method.LOCATION, Method.MARKET} <= methods:
        notes.append("Scope 2 steht zweimal da, nach Standort und nach Markt; die Summe enthält nur den Standort")
    if any(part.scope == Scope.OUTSIDE for part in sums.parts):
        notes.append("Biogenes CO2 steht außerhalb der Scopes und in keiner Summe")
    if weighted:
        notes.append("Anteile der Konsolidierung sind nicht eingerechnet: die Konzernsumme steht in thg bilanz")
    return tuple(notes)


def is_weighted(report: BalanceReport) -> bool:
    """Whether the group takes an organisation with less than all of its balance."""
    balance = report.balance.organisational
    return balance is not None and any(own.weight != 1 for own in balance.organisations)
