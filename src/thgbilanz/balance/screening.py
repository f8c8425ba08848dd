"""Screening of all fifteen scope 3 categories, and totals within presets of them (ESRS E1 46, AR 46c)."""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from thgbilanz.balance.cube import CubeRow
from thgbilanz.balance.insight import PresetTotal, ScreeningLine
from thgbilanz.balance.result import OrganisationalBalance
from thgbilanz.core.diagnostic import Diagnostic, note, warning
from thgbilanz.core.place import Place
from thgbilanz.core.scope3 import (
    BOOKED,
    CORE,
    ESTIMATED,
    EXTENDED,
    OPEN,
    PRESETS,
    SCOPE3_CATEGORIES,
    CategoryStatement,
)
from thgbilanz.core.vocabulary import DataQuality, Layer, Scope, Space

_PROJECT_FILE = "thg.toml"


def screening(
    rows: Sequence[CubeRow], inside: Iterable[str], stated: Sequence[CategoryStatement]
) -> tuple[ScreeningLine, ...]:
    """One line for each category of the group: booked, estimated, excluded with a reason, or open."""
    members, statements = frozenset(inside), {statement.category: statement for statement in stated}
    booked: dict[str, list[CubeRow]] = {}
    for row in rows:
        if row.space == Space.ORGANISATIONAL and row.scope == Scope.VALUE_CHAIN and row.organisation in members:
            booked.setdefault(row.scope3_category, []).append(row)
    return tuple(_line(category, booked.get(category, []), statements.get(category)) for category in SCOPE3_CATEGORIES)


def _line(category: str, rows: Sequence[CubeRow], statement: CategoryStatement | None) -> ScreeningLine:
    status, kg, share, reason = OPEN, None, None, ""
    if rows:
        status, kg, share = BOOKED, fsum(row.group_kg for row in rows), _primary_share(rows)
    elif statement is not None:
        status = statement.status
        reason = statement.source if status == ESTIMATED else statement.reason
        kg = None if statement.estimate_t is None else statement.estimate_t * 1000
    return ScreeningLine(
        category=category,
        label=SCOPE3_CATEGORIES[category],
        status=status,
        group_kg=kg,
        primary_share=share,
        reason=reason,
        in_core=category in CORE.categories,
        in_extended=category in EXTENDED.categories,
    )


def _primary_share(rows: Sequence[CubeRow]) -> float | None:
    """Share of tonnes that rests on data of quality A; of the own balances if nothing is left in the group."""
    for parts in (_by_quality(rows), _by_quality([row for row in rows if row.layer != Layer.ELIMINATION])):
        whole = fsum(parts.values())
        if whole > 0:
            return parts.get(DataQuality.A.value, 0.0) / whole
    return None


def _by_quality(rows: Iterable[CubeRow]) -> Mapping[str, float]:
    parts: dict[str, list[float]] = {}
    for row in rows:
        parts.setdefault(row.data_quality, []).append(row.group_kg)
    # What is eliminated leaves a rest of rounding, and a correction may be negative: neither is data of a quality.
    largest = max((abs(kg) for values in parts.values() for kg in values), default=0.0)
    sums = {quality: fsum(values) for quality, values in parts.items()}
    return {quality: kg for quality, kg in sums.items() if kg > largest * 1e-12}


def preset_totals(balance: OrganisationalBalance) -> tuple[PresetTotal, ...]:
    """The group within each preset; the last holds everything that is booked, as the headline does."""
    lines = []
    for preset in PRESETS:
        held = tuple(category for category in preset.categories if category in balance.group_by_category_kg)
        scope3 = fsum(balance.group_by_category_kg[category] for category in held)
        group = balance.group
        lines.append(
            PresetTotal(
                preset.id,
                preset.label,
                preset.categories if preset.id != "alle" else held,
                group.scope1_kg + group.scope2_location_kg + scope3,
                group.scope1_kg + group.scope2_market_kg + scope3,
            )
        )
    return tuple(lines)


def screening_findings(lines: Sequence[ScreeningLine], stated: Sequence[CategoryStatement]) -> list[Diagnostic]:
    """Categories that nobody booked or explained, and statements that the booked rows contradict.

    Without an organisational balance there is no screening and nothing to find.
    """
    if not lines:
        return []
    by_category = {line.category: line for line in lines}
    findings = [
        warning(
            "THG422",
            f"Kategorie {statement.category} ist in thg.toml als {statement.status} genannt und trotzdem gebucht",
            Place(_PROJECT_FILE, cell=f"scope3.{statement.category}"),
            expected="entweder gebuchte Zeilen oder eine Angabe in thg.toml",
            hint="Die Bilanz zählt die gebuchten Zeilen; den Abschnitt in thg.toml löschen, wenn sie alles enthalten",
        )
        for statement in stated
        if by_category[statement.category].status == BOOKED
    ]
    still_open = [line.category for line in lines if line.status == OPEN]
    if still_open:
        findings.append(
            note(
                "THG423",
                f"{len(still_open)} von 15 Scope-3-Kategorien sind weder erfasst noch begründet ausgeschlossen",
                Place(_PROJECT_FILE, cell="scope3"),
                found=", ".join(still_open),
                expected="gebuchte Zeilen, eine Abschätzung oder ein Grund für den Ausschluss",
                hint='In thg.toml je Kategorie einen Abschnitt wie [scope3."3.4"] mit status und grund anlegen',
            )
        )
    return findings
