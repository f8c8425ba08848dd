"""Meters and sites of the year before that are gone without a word (faults.md 108)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS, Group, activity_label
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.vocabulary import Layer
from thgbilanz.plausibility.evidence import rows_of_sheet
from thgbilanz.plausibility.identity import SAME_METER, SHORTEST_UNIQUE_METER, folded, sizes
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.totals import Totals, kilograms, largest, owner_of
from thgbilanz.plausibility.wording import Names, amount_of, figure, listed, owner_name, thing

_HEATING = frozenset(kind.id for kind in ACTIVITY_KINDS if kind.group in {Group.HEAT, Group.FUEL})


Key = tuple[str, ...]
_Row = tuple[str, str, str, str, str]
"""Organisation, activity, site, meter and notation key of a row."""


@dataclass(frozen=True, slots=True)
class _Present:
    """What this year's rows speak of, booked or not."""

    organisations: set[str]
    meters: set[str]
    sites: set[Key]
    """Organisation and site."""
    activities_of_sites: set[Key]
    """Organisation, site and activity of rows without a meter or with a new one: there a lost meter was replaced."""
    served: set[Key]
    """Organisation, site and activity of every row: there an estimate or correction need not come again."""
    new_heat: set[Key]
    """Organisation and site that heat with something they did not have before: the old boiler is gone."""
    declared: set[Key]
    """Organisation, activity, site and meter of rows with a notation key; empty parts stand for all."""


def missing_findings(
    rows: BookedRows, previous: BookedRows, names: Names, totals: Totals, incomplete: Collection[str] = ()
) -> list[Diagnostic]:
    """One finding per site, or per meter where the site is still there.

    An organisation without any row is not taken apart: that it is silent is a finding of its own (THG521). Nor is
    one of the ``incomplete``: its meter may stand in a row that could not be read.
    """
    meters = {meter for meter in rows.column("meter") if len(meter) >= SHORTEST_UNIQUE_METER}
    meters_before = previous.column("meter")
    has_size = np.flatnonzero(sizes(previous) > 0).tolist()
    unmatched = [position for position in has_size if meters_before[position] not in meters]
    if not unmatched:
        return []
    before, layers = _columns(previous), previous.column("layer")
    present = _present(_columns(rows), before)
    gone: dict[Key, list[int]] = {}
    for position in unmatched:
        organisation, activity, site, meter, _ = before[position]
        if organisation not in present.organisations or organisation in incomplete:
            continue
        added = layers[position] != Layer.ACTUAL and (organisation, site, activity) in present.served
        if added or _is_there(present, before[position]):
            continue
        if site and (organisation, site) not in present.sites:
            gone.setdefault(("site", organisation, site), []).append(position)
        elif meter:
            gone.setdefault(("meter", organisation, meter, activity), []).append(position)
        else:
            gone.setdefault(("activity", organisation, site, activity), []).append(position)
    return [_finding(rows.year, previous, key[0], positions, names, totals) for key, positions in gone.items()]


def _present(columns: Sequence[_Row], columns_before: Sequence[_Row]) -> _Present:
    old_meters = {meter for _, _, _, meter, _ in columns_before}
    old_heat = {(organisation, site, activity) for organisation, activity, site, _, _ in columns_before}
    return _Present(
        organisations={row[0] for row in columns},
        meters={row[3] for row in columns if row[3]},
        sites={(row[0], row[2]) for row in columns},
        activities_of_sites={
            (organisation, site, activity)
            for organisation, activity, site, meter, _ in columns
            if not meter or meter not in old_meters
        },
        served={(organisation, site, activity) for organisation, activity, site, _, _ in columns},
        new_heat={
            (organisation, site)
            for organisation, activity, site, _, _ in columns
            if activity in _HEATING and (organisation, site, activity) not in old_heat
        },
        declared={row[:4] for row in columns if row[4]},
    )


def _columns(rows: BookedRows) -> list[_Row]:
    activities = (SAME_METER.get(activity, activity) for activity in rows.column("activity"))
    organisations, sites = rows.column("organisation"), folded(rows.column("site"))
    meters = (
        meter if len(meter) >= SHORTEST_UNIQUE_METER or not meter else f"{organisation} {meter}"
        for organisation, meter in zip(organisations, folded(rows.column("meter")), strict=True)
    )
    return list(zip(organisations, activities, sites, meters, rows.column("notation"), strict=True))


def _is_there(present: _Present, row: _Row) -> bool:
    """Whether a row of the year before lives on: its meter, a successor at the site, or in a declaration."""
    organisation, activity, site, meter, _ = row
    if meter in present.meters or not (meter or site):
        return True
    if site and (organisation, site, activity) in present.activities_of_sites:
        return True
    if site and activity in _HEATING and (organisation, site) in present.new_heat:
        return True
    declared = present.declared
    keys = ((organisation, activity, *place) for place in product((site, ""), (meter, "")))
    return bool(declared) and any(key in declared for key in keys)


def _finding(
    year: int, rows: BookedRows, level: str, positions: Sequence[int], names: Names, totals: Totals
) -> Diagnostic:
    first = largest(rows, positions)
    effect_kg = kilograms(rows, positions)
    owner = owner_of(rows, first)
    site = rows.column("site")[first]
    labels = dict.fromkeys(activity_label(rows.column("activity")[position]) for position in positions)
    subject = {
        "meter": thing(rows, first, names),
        "site": f"Liegenschaft „{site}“ ({listed(labels)})",
        "activity": f"{activity_label(rows.column('activity')[first])} der Liegenschaft „{site}“",
    }[level]
    total = totals.by_owner.get(owner, 0.0)
    share = f", {figure(100 * effect_kg / total, 2)} % von {owner_name(rows, first, names)}" if total else ""
    last = (
        f"{amount_of(rows, positions)}, {figure(effect_kg / 1000)} t CO2e{share}"
        if len(labels) == 1
        else (f"{figure(effect_kg / 1000)} t CO2e{share}")
    )
    return Diagnostic(
        "THG318" if level == "meter" else "THG319",
        totals.severity(owner, effect_kg),
        f"{subject} fehlt seit {year}; {rows.year} waren es {last}",
        rows.place(first),
        found="keine Zeile",
        expected=f"eine Zeile für {year}, oder ein Kennzeichen, das sagt, warum es keine gibt",
        hint="Wert nachtragen; bei Zählerwechsel, Abgang oder Umbenennung bestätigen",
        rows=rows_of_sheet(rows, positions, first),
        effect_kg=effect_kg,
    )
