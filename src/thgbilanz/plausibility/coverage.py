"""Days of a year for which a meter or site has no rows (THG091): a bill that is missing looks like a saving."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from math import fsum, isfinite

from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.meters import names_one_meter
from thgbilanz.core.period import days_in_year
from thgbilanz.plausibility.evidence import rows_of_sheet
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.totals import Owner, Totals, owner_of, totals_of
from thgbilanz.plausibility.wording import listed, thing

_MOST_RELATED = 3
_HINT = (
    "Die fehlende Rechnung nachtragen; eine Rechnung über den Jahreswechsel gehört in die Dateien beider Jahre, mit "
    "der ganzen Menge. Gab es in dieser Zeit keinen Verbrauch, den Grund in die Bemerkung schreiben"
)


Span = tuple[int, int]
"""Ordinals of a first and a last day."""


@dataclass(frozen=True, slots=True)
class _Covered:
    """The rows of a meter, or of what stands for one, and the days of the year that they hold."""

    year: int
    positions: list[int]
    spans: list[Span]
    """In order, without a day in common and never next to each other."""

    @property
    def days(self) -> int:
        return sum(end - start + 1 for start, end in self.spans)

    @property
    def gaps(self) -> list[Span]:
        """Spans of the year that are missing."""
        first, last = _year_span(self.year)
        starts = [first, *(end + 1 for _, end in self.spans)]
        ends = [*(start - 1 for start, _ in self.spans), last]
        return [(start, end) for start, end in zip(starts, ends, strict=True) if start <= end]


def coverage_findings(rows: BookedRows, materiality_percent: float = 5.0) -> list[Diagnostic]:
    """Meters whose rows hold a part of the year only, each with what the missing days would add.

    Rows without a meter stand together by organisation, activity and site, if they are about something that runs all
    year (energy but motor fuels, water) and one of them names a period. A declared gap (a notation key) is no gap.
    Meters of one site that follow each other without a day between them are one meter that was exchanged. A remark
    gives the reason ("nur Sommerbetrieb"), as it does for a zero: such gaps are one Hinweis per file, unless they could
    change the organisation's total by ``materiality_percent``. Then somebody has to confirm them.
    """
    spans = list(zip(rows.column("start"), rows.column("end"), rows.column("year"), strict=True))
    partial = {span for span in set(spans) if not _is_whole_year(*span)}
    if not partial:
        return []
    groups: dict[Hashable, list[int]] = {}
    keys = _keys(rows)
    for position, key in enumerate(keys):
        if key is not None:
            groups.setdefault(key, []).append(position)
    covered = [
        _covered(rows, positions)
        for positions in groups.values()
        if any(spans[position] in partial for position in positions)
    ]
    incomplete = [group for group in covered if group.gaps and _runs(rows, group)]
    totals = totals_of(rows, materiality_percent)
    unexplained, explained = [], defaultdict(list)
    for group in _without_exchanged(rows, incomplete):
        finding = _finding(rows, group)
        if _remarks(rows, group) and not _is_material(finding, owner_of(rows, group.positions[0]), totals):
            explained[rows.column("file")[group.positions[0]]].append(group)
        else:
            unexplained.append(finding)
    return [*unexplained, *(_explained(rows, explained[file]) for file in sorted(explained))]


def _is_whole_year(start: str, end: str, year: int) -> bool:
    return start <= f"{year}-01-01" and end >= f"{year}-12-31"


def _keys(rows: BookedRows) -> list[Hashable | None]:
    names = ("year", "space", "organisation", "sector", "activity", "site", "meter")
    known: dict[tuple[str, ...], Hashable | None] = {}
    keys: list[Hashable | None] = []
    for row in zip(*(rows.column(name) for name in names), strict=True):
        if row not in known:
            known[row] = _key(*row)
        keys.append(known[row])
    return keys


def _key(
    year: int, space: str, organisation: str, sector: str, activity: str, site: str, meter: str
) -> Hashable | None:
    kind = KIND_BY_ID.get(activity)
    if kind is None:
        return None
    if meter:
        scope = () if names_one_meter(meter) else (organisation, site)
        return (year, space, kind.group, meter.casefold(), *scope)
    # What is tanked goes with the seasons (snow clearing, mowing): no gap there is a sign of a missing bill.
    if (kind.is_energy and kind.group is not Group.MOTOR_FUEL) or kind.group is Group.WATER:
        return (year, space, organisation, sector, activity, site, "")
    return None


def _covered(rows: BookedRows, positions: list[int]) -> _Covered:
    year = rows.column("year")[positions[0]]
    first, last = _year_span(year)
    starts, ends = rows.column("start"), rows.column("end")
    inside = ((max(_ordinal(starts[row]), first), min(_ordinal(ends[row]), last)) for row in positions)
    return _Covered(year, positions, _merged(span for span in inside if span[0] <= span[1]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@cache
def _year_span(year: int) -> Span:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()


@lru_cache(maxsize=4096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _runs(rows: BookedRows, group: _Covered) -> bool:
    """Whether the group is booked and about periods: rows of single days are deliveries, not readings."""
    starts, ends, meters = (rows.column(name) for name in ("start", "end", "meter"))
    is_booked = any(isfinite(rows.emissions_kg[position]) for position in group.positions)
    return is_booked and (
        bool(meters[group.positions[0]]) or any(starts[position] != ends[position] for position in group.positions)
    )


def _without_exchanged(rows: BookedRows, incomplete: list[_Covered]) -> list[_Covered]:
    names = ("year", "space", "organisation", "activity", "site")
    at_site: dict[tuple[object, ...], list[_Covered]] = {}
    for group in incomplete:
        at_site.setdefault(tuple(rows.column(name)[group.positions[0]] for name in names), []).append(group)
    left = []
    for place, groups in at_site.items():
        together = _Covered(groups[0].year, [], _merged(span for group in groups for span in group.spans))
        follow = sum(group.days for group in groups) == together.days == days_in_year(together.year)
        if not (follow and place[-1]):
            left += groups
    return left


def _finding(rows: BookedRows, group: _Covered) -> Diagnostic:
    ordered = _ordered(rows, group.positions)
    total = days_in_year(group.year)
    return Diagnostic(
        "THG091",
        Severity.WARNING,
        f"{thing(rows, ordered[0], {})}: {group.days} von {total} Tagen belegt, es fehlt {_ranges(group)}",
        rows.place(ordered[0]),
        found=f"{group.days} Tage",
        expected=f"{total} Tage",
        hint=_HINT,
        related=tuple(rows.place(position) for position in ordered[1 : _MOST_RELATED + 1]),
        count=len(ordered),
        rows=rows_of_sheet(rows, ordered, ordered[0]),
        effect_kg=_missing_kg(rows, group, total - group.days),
    )


def _is_material(finding: Diagnostic, owner: Owner, totals: Totals) -> bool:
    return finding.effect_kg is not None and totals.severity(owner, finding.effect_kg) is Severity.ERROR


def _explained(rows: BookedRows, groups: list[_Covered]) -> Diagnostic:
    """One Hinweis per file for the gaps that a remark explains: whoever reads it can judge the reasons."""
    ordered = _ordered(rows, [position for group in groups for position in group.positions])
    remarks = dict.fromkeys(remark for group in groups for remark in _remarks(rows, group))
    what = "1 Zähler oder Standort ist" if len(groups) == 1 else f"{len(groups)} Zähler oder Standorte sind"
    return Diagnostic(
        "THG091",
        Severity.NOTE,
        f"{what} nur für einen Teil des Jahres belegt, mit Bemerkung",
        rows.place(ordered[0]),
        found=listed(remarks),
        hint="Erklärt die Bemerkung die Lücke, ist nichts zu tun",
        related=tuple(rows.place(position) for position in ordered[1 : _MOST_RELATED + 1]),
        count=len(ordered),
        rows=rows_of_sheet(rows, ordered, ordered[0]),
    )


def _remarks(rows: BookedRows, group: _Covered) -> list[str]:
    remarks = rows.column("remark")
    return list(dict.fromkeys(remarks[position] for position in group.positions if remarks[position]))


def _ordered(rows: BookedRows, positions: Iterable[int]) -> list[int]:
    files, sheets, numbers = (rows.column(name) for name in ("file", "sheet", "row"))
    return sorted(positions, key=lambda position: (files[position], sheets[position], numbers[position]))


def _missing_kg(rows: BookedRows, group: _Covered, missing: int) -> float | None:
    """Tonnes per covered day times the missing days; None if a row is open."""
    kilograms = [float(rows.emissions_kg[position]) for position in group.positions]
    notations = rows.column("notation")
    if any(not isfinite(kg) and not notations[row] for kg, row in zip(kilograms, group.positions, strict=True)):
        return None
    return fsum(kg for kg in kilograms if isfinite(kg)) / group.days * missing


def _ranges(group: _Covered) -> str:
    """The missing days as ranges: ``01.01.–31.01.2019, 15.11.–31.12.2019``."""
    return listed((f"{_day(start)}–" if start != end else "") + f"{_day(end)}{group.year}" for start, end in group.gaps)


def _day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.day:02}.{day.month:02}."
