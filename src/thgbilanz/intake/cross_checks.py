"""Checks across all files of a run: the same thing counted twice, totals beside their parts, zeros without a reason.

Rows are found with sets over whole columns; a run without such rows pays for one pass.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.activity_kinds import KIND_BY_ID, PARTS_OF, Group
from thgbilanz.core.diagnostic import Diagnostic, error, warning
from thgbilanz.core.meters import names_one_meter
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Layer
from thgbilanz.intake.all_activities import AllActivities
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.units.cell_text import shown

_USUALLY_NOTHING = frozenset(kind.id for kind in KIND_BY_ID.values() if kind.group is Group.REFRIGERANT)
_TELLING = ("amount", "meter", "site", "start", "activity", "organisation")
"""Columns that tell most rows apart; only where they do not, all columns of ``IDENTITY`` are compared."""
IDENTITY = (
    *_TELLING,
    "space",
    "sector",
    "unit",
    "end",
    "year",
    "notation",
    "counterparty",
    "delivery",
    "local_factor",
    "floor_area_m2",
    "cost_eur",
    "data_quality",
    "remark",
    "source",
    "derivation",
    "layer",
    "reason",
)


def rows_counted_twice(activities: AllActivities, groups: FindingGroups) -> set[int]:
    """Positions of rows that must not be booked; why goes to ``groups``."""
    dropped = _repeated(activities, groups)
    dropped |= _same_meter(activities, groups, dropped)
    return dropped | _totals_with_parts(activities, groups)


def warn_of_zeros(activities: AllActivities, groups: FindingGroups) -> None:
    """Amounts of 0 all year, with no remark that says why (faults.md 128); a tight cooling plant needs none."""
    amounts, kinds = activities.column("amount"), activities.column("activity")
    zeros = [row for row, amount in enumerate(amounts) if amount == 0 and kinds[row] not in _USUALLY_NOTHING]
    if not zeros:
        return
    keys = _keys(activities, ("organisation", "space", "sector", "activity", "meter", "site", "year"))
    in_use = {key for key, amount in zip(keys, amounts, strict=True) if amount > 0}
    remarks = activities.column("remark")
    hint = "Ist die Null gemessen, den Grund in die Bemerkung schreiben. Sonst Zelle leeren, Kennzeichen wählen"
    for row in zeros:
        if keys[row] not in in_use and not remarks[row]:
            place = activities.place(row, "menge")
            groups.add(warning("THG059", "Verbrauch ist im ganzen Jahr 0", place, found="0", hint=hint))


def _repeated(activities: AllActivities, groups: FindingGroups) -> set[int]:
    """Rows that are the same in everything but their place (faults.md 106)."""
    # Equal rows have equal hashes; hashes make no objects that the garbage collector would have to follow.
    telling = set(map(hash, zip(*(activities.column(name) for name in _TELLING), strict=True)))
    if len(telling) == len(activities.table):
        return set()
    repeated = set()
    for row, original in repeats(row_identities(activities.table)):
        repeated.add(row)
        groups.add(repeated_row(activities.place(row, "menge"), activities.place(original, "menge")))
    return repeated


def row_identities(table: ActivityTable) -> list[tuple[object, ...]]:
    """Everything that a row says but its place: equal for rows that are the same (faults.md 106)."""
    return list(zip(*(table.columns[name] for name in IDENTITY), strict=True))


def repeats(identities: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    """Positions of what stands there again, each with the position where it stood first."""
    first: dict[Hashable, int] = {}
    for row, identity in enumerate(identities):
        original = first.setdefault(identity, row)
        if original != row:
            yield row, original


def repeated_row(place: Place, original: Place) -> Diagnostic:
    """The finding for a row that stands in the data again."""
    return error(
        "THG055",
        "Zeile steht doppelt in den Daten",
        place,
        found=f"gleich wie {original}",
        expected="jede Zeile einmal",
        hint="Eine der beiden Zeilen löschen. Sind es zwei Dinge, in Zähler, Liegenschaft oder Bemerkung unterscheiden",
    )


class MeteredRow(NamedTuple):
    """A row that names its meter: what decides whether another row counts the same days of the same meter."""

    row: int
    meter: tuple[str, ...]
    """Balance year, space, group of activities and number; with organisation and site if the number is short.

    A bill across a year's end stands once in the files of each year: that is no overlap.
    """
    start: str
    end: str


def metered_rows(table: ActivityTable) -> list[MeteredRow]:
    """The rows of a table that name a meter and give an amount."""
    meters = [meter.casefold() for meter in table.columns["meter"]]
    if not any(meters):
        return []
    group_of = {kind: KIND_BY_ID[kind].group.value for kind in set(table.columns["activity"])}
    names = ("year", "space", "activity", "organisation", "site", "start", "end", "amount", "layer")
    rows: list[MeteredRow] = []
    correction = Layer.CORRECTION.value  # read once: asked of every row, the enumeration would cost as much as the rest
    for row, (meter, year, space, kind, organisation, site, start, end, amount, layer) in enumerate(
        zip(meters, *(table.columns[name] for name in names), strict=True)
    ):
        # a correction belongs to the row of its meter
        if meter and amount >= 0 and layer != correction:
            # "1" or "Hauptzähler" may stand in many buildings; a long number names one meter in the country.
            scope = () if names_one_meter(meter) else (organisation, site)
            rows.append(MeteredRow(row, (str(year), space, group_of[kind], meter, *scope), start, end))
    return rows


def counted_again(rows: Iterable[MeteredRow]) -> Iterator[tuple[int, int]]:
    """Rows of a meter whose days another row has counted already, each with that row (faults.md 107)."""
    rows_of: defaultdict[tuple[str, ...], list[MeteredRow]] = defaultdict(list)
    for row in rows:
        rows_of[row.meter].append(row)
    for same in rows_of.values():
        yield from _overlapping(same) if len(same) > 1 else ()


def meter_counted_again(meter: str, place: Place, other: Place) -> Diagnostic:
    """The finding for a meter that stands in the data twice for the same days."""
    return error(
        "THG056",
        f"Zähler {shown(meter)} steht für denselben Zeitraum doppelt in den Daten",
        place,
        found=f"auch in {other}",
        expected="jeder Zähler je Zeitraum einmal",
        hint="Eine der Zeilen löschen oder die Zeiträume in Von und Bis trennen. Zwei Zählwerke (HT und NT) in "
        "der Zählernummer unterscheiden",
    )


def _same_meter(activities: AllActivities, groups: FindingGroups, known: set[int]) -> set[int]:
    """Rows of one meter whose periods overlap, in whatever file (faults.md 107)."""
    meters = activities.column("meter")
    if len(set(map(str.casefold, meters))) == len(meters):
        return set()
    dropped = set()
    for row, other in counted_again(entry for entry in metered_rows(activities.table) if entry.row not in known):
        dropped.add(row)
        groups.add(
            meter_counted_again(meters[row], activities.place(row, "zaehler"), activities.place(other, "zaehler"))
        )
    return dropped


def _overlapping(rows: Sequence[MeteredRow]) -> list[tuple[int, int]]:
    """Pairs of a row and an earlier one that covers some of the same days."""
    longest, *others = sorted(rows, key=lambda row: (row.start, row.row))
    pairs = []
    for row in others:
        if row.start <= longest.end:
            pairs.append((max(row.row, longest.row), min(row.row, longest.row)))
        if row.end > longest.end:
            longest = row
    return pairs


def _totals_with_parts(activities: AllActivities, groups: FindingGroups) -> set[int]:
    """Rows of a total whose parts are booked in the same balance (faults.md 135)."""
    kinds, amounts = activities.column("activity"), activities.column("amount")
    if set(kinds).isdisjoint(PARTS_OF):
        return set()
    keys = _keys(activities, ("organisation", "space", "sector", "year"))
    present: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for key, kind, amount in zip(keys, kinds, amounts, strict=True):
        if amount > 0:
            present[key].add(kind)
    dropped = set()
    for row, (key, kind) in enumerate(zip(keys, kinds, strict=True)):
        parts = [KIND_BY_ID[part].label for part in PARTS_OF.get(kind, ()) if part in present[key]]
        if parts and amounts[row] > 0:
            dropped.add(row)
            label = KIND_BY_ID[kind].label
            finding = error(
                "THG053",
                f"„{label}“ steht neben {' und '.join(f'„{part}“' for part in parts)} und zählt das doppelt",
                activities.place(row, "aktivitaet"),
                found=label,
                expected="entweder die Summe oder ihre Teile",
                hint="Die Summenzeile löschen, wenn alle Teile angegeben sind; sonst die Teile löschen",
            )
            groups.add(finding)
    return dropped


def _keys(activities: AllActivities, names: Sequence[str]) -> list[tuple[object, ...]]:
    return list(zip(*(activities.column(name) for name in names), strict=True))
