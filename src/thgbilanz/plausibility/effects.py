"""The effect of findings: by how many kg CO2e a total could change if a suspicion is right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum, isfinite, isnan

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.plausibility.confirmable import CONFIRMABLE
from thgbilanz.plausibility.effect_rules import EFFECT_RULES, EffectRule, Part
from thgbilanz.plausibility.entered_totals import EnteredTotals, Owner, summed_by_owner
from thgbilanz.plausibility.rows import BookedRows

NetOfGross = Callable[[str, int], float | None]
"""Activity id and year to kWh (Hi) per kWh (Hs), None if no property row says so."""

RowKey = tuple[int, int]
"""Which rows (0 this year's, 1 the previous year's) and the position in them."""

CONFIRM_HINT = "Ist es richtig so: bestätigen in der Spalte „Bestätigt“ oder in ausnahmen.toml"


def no_ratio(_activity: str, _year: int) -> float | None:
    """Stands in where no factor tables are at hand: the effect of gross calorific values is then unknown."""
    return None


@dataclass(slots=True)
class RowIndex:
    """Rows of this year and the one before, found by their place."""

    tables: Sequence[BookedRows]
    _sheets: dict[tuple[str, str], dict[int, list[RowKey]]] = field(default_factory=dict)

    def keys(self, finding: Diagnostic) -> list[RowKey]:
        """The rows that a finding is about: those it names, or all of a sheet if it names only the sheet."""
        place = finding.place
        if not finding.rows and (place.cell or not place.sheet):
            return []
        if not self._sheets:
            self._index()
        by_row = self._sheets.get((place.file, place.sheet), {})
        return [key for row in finding.rows or by_row for key in by_row.get(row, ())]

    def owner(self, key: RowKey) -> Owner:
        """Accounting space and organisation of a row."""
        columns = self.tables[key[0]].activities.columns
        return columns["space"][key[1]], columns["organisation"][key[1]]

    def emissions_kg(self, key: RowKey) -> float:
        """Tonnes of a row in kg CO2e; NaN if it is open."""
        return float(self.tables[key[0]].emissions_kg[key[1]])

    def _index(self) -> None:
        for number, rows in enumerate(self.tables):
            sheets = zip(rows.column("file"), rows.column("sheet"), strict=True)
            for position, (sheet, row) in enumerate(zip(sheets, rows.column("row"), strict=True)):
                self._sheets.setdefault(sheet, {}).setdefault(row, []).append((number, position))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A finding with its effect, row by row."""

    finding: Diagnostic
    by_row: Mapping[RowKey, float]
    """kg CO2e; empty if the effect is unknown, nothing, or belongs to no row."""

    @property
    def is_open(self) -> bool:
        """Whether the finding is a suspicion that nobody confirmed: its effect is then part of the meter."""
        if self.finding.confirmation:
            return False
        return self.finding.severity is Severity.WARNING or self.finding.effect_kg is not None


def weighed(findings: Iterable[Diagnostic], index: RowIndex, net_of_gross: NetOfGross = no_ratio) -> list[Weighed]:
    """Findings with ``effect_kg`` and its distribution over rows. Fehler without a weight of their own have none."""
    return [_weighed(finding, index, net_of_gross) for finding in findings]


def with_effects(
    findings: Iterable[Diagnostic], rows: BookedRows, net_of_gross: NetOfGross = no_ratio
) -> list[Diagnostic]:
    """Findings with ``effect_kg`` where a rule or the finding itself knows it."""
    return [item.finding for item in weighed(findings, RowIndex((rows,)), net_of_gross)]


def graver(item: Weighed, index: RowIndex, totals: EnteredTotals, percent: float) -> Weighed:
    """A suspicion that could change a total by ``percent`` or more is a Fehler until a person confirms it."""
    finding = item.finding
    can_rise = finding.severity is Severity.WARNING and finding.code in CONFIRMABLE
    if not item.is_open or not can_rise or not finding.effect_kg:
        return item
    owners = summed_by_owner((index.owner(key), kg) for key, kg in item.by_row.items())
    if not totals.is_material(owners, percent):
        return item
    hint = f"{finding.hint}. {CONFIRM_HINT}" if finding.hint else CONFIRM_HINT
    return replace(item, finding=replace(finding, severity=Severity.ERROR, hint=hint))


def _weighed(finding: Diagnostic, index: RowIndex, net_of_gross: NetOfGross) -> Weighed:
    keys = index.keys(finding)
    if finding.effect_kg is not None:
        return Weighed(finding, _spread(finding.effect_kg, keys, index))
    rule = EFFECT_RULES.get(finding.code)
    if rule is None or finding.severity is not Severity.WARNING:
        return Weighed(finding, {})
    if rule.part is Part.NOTHING:
        return Weighed(replace(finding, effect_kg=0.0), {})
    by_row = {key: kg for key in keys if (kg := _effect_kg(rule, key, index, net_of_gross)) is not None}
    if not by_row:
        return Weighed(finding, {})
    return Weighed(replace(finding, effect_kg=fsum(by_row.values())), by_row)


def _effect_kg(rule: EffectRule, key: RowKey, index: RowIndex, net_of_gross: NetOfGross) -> float | None:
    emissions = abs(index.emissions_kg(key))
    if isnan(emissions) or rule.part is Part.UNKNOWN:
        return None
    if rule.part is Part.WHOLE:
        return emissions
    rows = index.tables[key[0]]
    ratio = net_of_gross(rows.column("activity")[key[1]], rows.column("year")[key[1]])
    return None if ratio is None else emissions * (1 - ratio)


def _spread(effect_kg: float, keys: Sequence[RowKey], index: RowIndex) -> dict[RowKey, float]:
    """An effect known as a whole, over its rows by their tonnes; evenly if they have none."""
    if not keys or not isfinite(effect_kg):
        return {}
    tonnes = [0.0 if isnan(kg := index.emissions_kg(key)) else abs(kg) for key in keys]
    whole = fsum(tonnes)
    parts = [kg / whole for kg in tonnes] if whole else [1 / len(keys)] * len(keys)
    return {key: abs(effect_kg) * part for key, part in zip(keys, parts, strict=True)}
