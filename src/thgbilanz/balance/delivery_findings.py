"""Findings about internal deliveries: sides that disagree, sides that are silent, lines that no rule is about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING

from thgbilanz.balance.delivery_statements import AGREEMENT, Channel, StatedRow, Statement, Statements
from thgbilanz.balance.eliminations import Eliminations
from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.diagnostic import Diagnostic, note, warning
from thgbilanz.core.german import german_number
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Delivery, Method, Scope

if TYPE_CHECKING:
    import pandas as pd

_ENERGY = frozenset({Group.ELECTRICITY.value, Group.HEAT.value})
_UNITS = {"kWh_Hi": "kWh (Hi)", "kWh_Hs": "kWh (Hs)", "m3": "m³"}
"""Printed form of base units whose id is not what people write."""
_NO_MIRROR = frozenset(
    id_ for id_, kind in KIND_BY_ID.items() if kind.group in {Group.ELECTRICITY, Group.FUEL, Group.MOTOR_FUEL}
)
"""Own consumption that stays with the receiver by rule, or by the policy for the public grid."""


def delivery_findings(eliminations: Eliminations) -> list[Diagnostic]:
    """Findings THG410 to THG413."""
    statements = eliminations.statements
    # Who books no plant has THG401 already.
    unproven = {str(value) for value in eliminations.unproven["counterparty"].unique()}
    findings: list[Diagnostic] = []
    for channel in sorted(statements.channels):
        statement = statements.channels[channel]
        difference = statement.difference()
        if difference is not None and difference > AGREEMENT:
            findings.append(_disagreement(channel, statement, difference))
        elif not statement.received:
            findings.append(_only_supplied(channel, statement))
    return [*findings, *_only_received(statements, unproven), *_without_rule(eliminations.unruled)]


def _disagreement(channel: Channel, statement: Statement, difference: float) -> Diagnostic:
    rows, others = sorted(statement.received_rows), sorted(statement.supplied_rows)
    supplied, received = statement.supplied, fsum(statement.received)
    finding = warning(
        "THG410",
        f"Lieferung von „{channel.supplier}“ an „{channel.receiver}“ ({what_label(channel)}): beide Seiten weichen um "
        f"{german_number(difference * 100, 1)} % ab",
        found=f"{_amount(supplied, channel)} geliefert, {_amount(received, channel)} bezogen",
        expected="höchstens 1 % Abweichung",
        hint=f"Angabe des Lieferanten: {_place(others[0])}. Zählerstände beider Seiten abgleichen und die falsche "
        "Menge berichtigen; bis dahin ist die kleinere Menge eliminiert",
    )
    effect = abs(statement.received_kg) * difference
    return replace(_placed(finding, rows, others), effect_kg=effect)


def _only_supplied(channel: Channel, statement: Statement) -> Diagnostic:
    finding = warning(
        "THG411",
        f"„{channel.supplier}“ liefert an „{channel.receiver}“ ({what_label(channel)}), dort steht kein Bezug",
        found=f"{_amount(statement.supplied, channel)} geliefert",
        expected=f"beim Empfänger eine Zeile mit Gegenpartei „{channel.supplier}“",
        hint="Beim Empfänger die Gegenpartei eintragen oder die fehlende Menge nachtragen",
    )
    effect = abs(statement.supplied_kg)
    return replace(_placed(finding, sorted(statement.supplied_rows), ()), effect_kg=effect or None)


def _only_received(statements: Statements, unproven: Collection[str]) -> Iterable[Diagnostic]:
    """Energy that a sister names as received, without the supplier's own statement: one finding for each supplier."""
    silent: dict[tuple[str, str], list[Channel]] = {}
    for channel in sorted(statements.channels):
        via_grid = channel.what == Group.ELECTRICITY and channel.delivery == Delivery.GRID
        is_told = statements.channels[channel].is_supplied or channel.supplier in unproven
        if channel.what in _ENERGY and not via_grid and not is_told:
            silent.setdefault((channel.supplier, channel.what), []).append(channel)
    for (supplier, _), channels in silent.items():
        rows = sorted(row for channel in channels for row in statements.channels[channel].received_rows)
        amount = fsum(fsum(statements.channels[channel].received) for channel in channels)
        finding = note(
            "THG412",
            f"„{supplier}“ gibt keine Lieferung an ({what_label(channels[0])}), die andere dort beziehen",
            found=f"{_amount(amount, channels[0])} bei {', '.join(channel.receiver for channel in channels)}",
            expected="dieselben Mengen als Lieferung in der Mappe des Lieferanten",
            hint="Blatt „Lieferungen“ beim Lieferanten ausfüllen: dann prüft das Programm beide Seiten",
        )
        yield _placed(finding, rows, ())


def _without_rule(unruled: "pd.DataFrame") -> Iterable[Diagnostic]:
    """Lines that name a sister and count in the group all the same, sheet by sheet."""
    lines = unruled[
        ~unruled["activity"].isin(_NO_MIRROR)
        & (unruled["emissions_kg"] != 0)
        & (unruled["scope"] != Scope.OUTSIDE.value)
        & (unruled["method"] != Method.MARKET.value)
    ]
    sheets: dict[tuple[str, str], list[StatedRow]] = {}
    names = ("file", "sheet", "row", "column", "emissions_kg")
    for file, sheet, row, column, kg in zip(*(lines[name] for name in names), strict=True):
        sheets.setdefault((file, sheet), []).append(StatedRow(file, sheet, int(row), column, kg))
    for key in sorted(sheets):
        finding = warning(
            "THG413",
            "Gegenpartei im Konzern genannt, aber keine Eliminationsregel passt",
            found="Die Zeilen zählen in der Konzernsumme in voller Höhe",
            expected="eine der Regeln E1 bis E12 (thg fehler THG413)",
            hint="Aktivität, Scope-3-Kategorie und Richtung der Zeile prüfen",
        )
        yield _placed(finding, sorted(sheets[key]), ())


def what_label(channel: Channel) -> str:
    """German name of what a channel is about."""
    if channel.what in _ENERGY:
        way = f", {channel.delivery}" if channel.delivery else ""
        return f"{Group(channel.what).label}{way}"
    return KIND_BY_ID[channel.what].label if channel.what in KIND_BY_ID else channel.what


def _amount(value: float, channel: Channel) -> str:
    decimals = 0 if abs(value) >= 1000 or value == int(value) else 2  # noqa: PLR2004 - a matter of print
    return f"{german_number(value, decimals)} {_UNITS.get(channel.unit, channel.unit)}"


def _placed(finding: Diagnostic, rows: Sequence[StatedRow], others: Sequence[StatedRow]) -> Diagnostic:
    """The finding at its first row; rows of the same sheet are its rows, one of each other sheet is related."""
    first = rows[0]
    own = tuple(sorted({row.row for row in rows if (row.file, row.sheet) == (first.file, first.sheet)}))
    elsewhere = {(row.file, row.sheet): row for row in reversed((*rows, *others))}
    elsewhere.pop((first.file, first.sheet))
    same_sheet = tuple(_place(row) for row in others if (row.file, row.sheet) == (first.file, first.sheet))
    related = (*same_sheet, *(_place(elsewhere[key]) for key in sorted(elsewhere)))
    return replace(finding, place=_place(first), related=related, rows=own)


def _place(row: StatedRow) -> Place:
    return Place(row.file, row.sheet, f"{row.column}{row.row}")
