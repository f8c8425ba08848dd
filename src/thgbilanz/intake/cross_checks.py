"""Checks across all files of a run: the same thing counted twice, totals beside their parts, zeros without a reason.

Rows are found with sets over whole columns; a run without such rows pays for one pass.
"""

from collections import defaultdict
from collections.abc import Sequence

from thgbilanz.core.activity_kinds import KIND_BY_ID, PARTS_OF
from thgbilanz.core.diagnostic import error, warning
from thgbilanz.core.meters import names_one_meter
from thgbilanz.intake.all_activities import AllActivities
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.units.cell_text import shown

_TELLING = ("amount", "meter", "site", "start", "activity", "organisation")
"""Columns that tell most rows apart; only where they do not, all columns of ``_IDENTITY`` are compared."""
_IDENTITY = (
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
)


def rows_counted_twice(activities: AllActivities, groups: FindingGroups) -> set[int]:
    """Positions of rows that must not be booked; why goes to ``groups``."""
    dropped = _repeated(activities, groups)
    dropped |= _same_meter(activities, groups, dropped)
    return dropped | _totals_with_parts(activities, groups)


def warn_of_zeros(activities: AllActivities, groups: FindingGroups) -> None:
    """Amounts of 0 all year, with no remark that says why (faults.md 128)."""
    amounts = activities.column("amount")
    zeros = [row for row, amount in enumerate(amounts) if amount == 0]
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
    first: dict[tuple[object, ...], int] = {}
    repeated = set()
    for row, key in enumerate(_keys(activities, _IDENTITY)):
        original = first.setdefault(key, row)
        if original != row:
            repeated.add(row)
            finding = error(
                "THG055",
                "Zeile steht doppelt in den Daten",
                activities.place(row, "menge"),
                found=f"gleich wie {activities.place(original, 'menge')}",
                expected="jede Zeile einmal",
                hint="Eine der beiden Zeilen löschen. Sind es zwei Dinge, in Zähler, Liegenschaft oder Bemerkung "
                "unterscheiden",
            )
            groups.add(finding)
    return repeated


def _same_meter(activities: AllActivities, groups: FindingGroups, known: set[int]) -> set[int]:
    """Rows of one meter whose periods overlap, in whatever file (faults.md 107)."""
    meters = [meter.casefold() for meter in activities.column("meter")]
    if len(set(meters)) == len(meters) or not any(meters):
        return set()
    rows_of: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    amounts, kinds, years = (activities.column(name) for name in ("amount", "activity", "year"))
    spaces, organisations, sites = (activities.column(name) for name in ("space", "organisation", "site"))
    for row, meter in enumerate(meters):
        if meter and amounts[row] >= 0 and row not in known:
            # "1" or "Hauptzähler" may stand in many buildings; a long number names one meter in the country.
            scope = () if names_one_meter(meter) else (organisations[row], sites[row])
            # A bill across a year's end stands once in the files of each year: that is no overlap.
            rows_of[(str(years[row]), spaces[row], KIND_BY_ID[kinds[row]].group, meter, *scope)].append(row)
    dropped = set()
    for rows in rows_of.values():
        for row, other in _overlapping(activities, rows) if len(rows) > 1 else ():
            dropped.add(row)
            finding = error(
                "THG056",
                f"Zähler {shown(activities.column('meter')[row])} steht für denselben Zeitraum doppelt in den Daten",
                activities.place(row, "zaehler"),
                found=f"auch in {activities.place(other, 'zaehler')}",
                expected="jeder Zähler je Zeitraum einmal",
                hint="Eine der Zeilen löschen oder die Zeiträume in Von und Bis trennen. Zwei Zählwerke (HT und NT) in "
                "der Zählernummer unterscheiden",
            )
            groups.add(finding)
    return dropped


def _overlapping(activities: AllActivities, rows: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of a row and an earlier one that covers some of the same days."""
    starts, ends = activities.column("start"), activities.column("end")
    ordered = sorted(rows, key=lambda row: (starts[row], row))
    longest, pairs = ordered[0], []
    for row in ordered[1:]:
        if starts[row] <= ends[longest]:
            pairs.append((max(row, longest), min(row, longest)))
        if ends[row] > ends[longest]:
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
