"""From an amount as written to the quantity a factor asks for, by units and sourced properties only.

Hi and Hs, litres and kWh, Nm3 and m3 are different dimensions: between them stands a property row with a
source (density, heating value, Hs to Hi) or no conversion at all (faults.md 102, 115, 120).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thgbilanz.core.factor import Property
from thgbilanz.units.catalogue import UnitReading, base_of, unit_label

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase


@dataclass(frozen=True, slots=True)
class Conversion:
    """``amount x multiplier`` is the quantity in the target unit; ``steps`` says how, in German."""

    multiplier: float
    steps: str


@dataclass(frozen=True, slots=True)
class NoConversion:
    """Why an amount cannot be turned into the target unit, and what to do."""

    text: str
    expected: str
    hint: str


def conversion_between(
    unit: UnitReading, target: str, activity: str, year: int, factors: "FactorBase"
) -> Conversion | NoConversion:
    """The conversion from a unit as written to a canonical unit of a factor table, for one activity and year."""
    target_base, target_factor = base_of(target)
    into_base = "" if unit.factor == 1 else f"× {german_figure(unit.factor)} = {unit_label(unit.unit)}"
    if unit.unit == target_base:
        return Conversion(unit.factor / target_factor, into_base)
    bridges = _bridges(activity, unit.unit, target_base, year, factors)
    if len(bridges) != 1:
        return _refused(unit, target_base, activity, bridges)
    row, ratio, inverse = bridges[0]
    step = (
        f"{'÷' if inverse else '×'} {german_figure(row.value)} {unit_label(row.unit_to)} je {unit_label(row.unit_from)}"
        f" [{row.property_id}, {row.source_id}, {row.source_locator}]"
    )
    return Conversion(unit.factor * ratio / target_factor, "; ".join(part for part in (into_base, step) if part))


def _bridges(
    activity: str, have: str, want: str, year: int, factors: "FactorBase"
) -> list[tuple[Property, float, bool]]:
    """Property rows between two base units, with the ratio of base units and whether the row is used backwards."""
    found = []
    for row in factors.properties:
        if row.activity != activity or not _holds_in(row, year):
            continue
        base_from, factor_from = base_of(row.unit_from)
        base_to, factor_to = base_of(row.unit_to)
        ratio = row.value * factor_to / factor_from
        if (base_from, base_to) == (have, want):
            found.append((row, ratio, False))
        elif (base_to, base_from) == (have, want):
            found.append((row, 1 / ratio, True))
    return found


def _holds_in(row: Property, year: int) -> bool:
    return (row.year_from is None or row.year_from <= year) and (row.year_to is None or year <= row.year_to)


def _refused(
    unit: UnitReading, target_base: str, activity: str, bridges: list[tuple[Property, float, bool]]
) -> NoConversion:
    have, want = unit_label(unit.unit), unit_label(target_base)
    if bridges:
        ids = ", ".join(row.property_id for row, _, _ in bridges)
        return NoConversion(
            f"{have} lässt sich für {activity} nicht eindeutig in {want} umrechnen",
            f"genau eine Stoffeigenschaft, gefunden: {ids}",
            "In properties.csv darf je Jahr nur eine Umrechnung gelten",
        )
    if activity in {"erdgas", "cng"} and unit.unit in {"m3", "Nm3"}:
        return NoConversion(
            "Erdgas in m³ lässt sich ohne Brennwert und Zustandszahl nicht in kWh umrechnen",
            "kWh (Hs) von der Gasrechnung",
            "Auf der Rechnung steht die Energiemenge in kWh (Brennwert): diese Zahl mit der Einheit kWh (Hs) eintragen",
        )
    return NoConversion(
        f"{have} lässt sich für {activity} nicht in {want} umrechnen",
        want,
        "Keine belegte Umrechnung vorhanden: Menge in der erwarteten Einheit angeben",
    )


def german_figure(value: float) -> str:
    """A number in a conversion step: ten digits, so that the step can be recomputed."""
    return f"{value:.10g}".replace(".", ",")
