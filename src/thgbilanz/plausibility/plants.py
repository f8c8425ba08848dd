"""The energy balance of a plant: what leaves it came in with its fuel (faults.md 116).

Fuel is compared by lower heating value (Hi). A condensing boiler gives off more than that, up to the gross calorific
value: that is worth a question. More than the gross value of any fuel is impossible.
"""

from collections.abc import Callable
from math import fsum, isnan

from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.german import german_number
from thgbilanz.core.vocabulary import Delivery, Flow
from thgbilanz.plausibility.rows import BookedRows

IMPOSSIBLE, ABOVE_HEATING_VALUE = "THG629", "THG633"
_GROSS_TO_NET = 1.2
"""No fuel has a gross calorific value further above its lower heating value; hydrogen comes closest (about 1.18)."""
_ROUNDING = 1.001
_FUELS = frozenset({Group.FUEL, Group.MOTOR_FUEL})
_ENERGY = frozenset({Group.ELECTRICITY, Group.HEAT})
_KWH_PER_MWH = 1000.0


KwhPerUnit = Callable[[str, str], float]
"""kWh per unit as written beside an activity; 0 if the unit is none of energy."""


def plant_findings(rows: BookedRows, kwh_per_unit: KwhPerUnit) -> list[Diagnostic]:
    """Plants that give off more energy than their fuel holds; rows of one line of a sheet are one plant."""
    names = ("flow", "delivery", "file", "sheet", "row")
    if Flow.DELIVERED.value not in rows.column("flow"):
        return []
    plants: dict[tuple[str, str, int], list[int]] = {}
    told: set[tuple[str, str, int]] = set()
    for position, (flow, delivery, *line) in enumerate(zip(*map(rows.column, names), strict=True)):
        key = (line[0], line[1], line[2])
        plants.setdefault(key, []).append(position)
        if flow == Flow.DELIVERED.value and delivery in {Delivery.OWN.value, Delivery.DIRECT.value}:
            told.add(key)
    found = (_balance(rows, plants[key], kwh_per_unit) for key in sorted(told) if len(plants[key]) > 1)
    return [finding for finding in found if finding is not None]


def _balance(rows: BookedRows, positions: list[int], kwh_per_unit: KwhPerUnit) -> Diagnostic | None:
    fuels = [position for position in positions if _group(rows, position) in _FUELS]
    fuel_kwh = fsum(rows.energy_kwh[position] for position in fuels)
    if not fuels or isnan(fuel_kwh) or fuel_kwh <= 0:
        return None
    outputs = [position for position in positions if _group(rows, position) in _ENERGY]
    out_kwh = fsum(_kwh(rows, position, kwh_per_unit) for position in outputs)
    if out_kwh <= fuel_kwh * _ROUNDING:
        return None
    impossible = out_kwh > fuel_kwh * _GROSS_TO_NET
    found = f"{_mwh(fuel_kwh)} MWh (Hi) Brennstoff, {_mwh(out_kwh)} MWh Strom und Wärme"
    if impossible:
        return Diagnostic(
            IMPOSSIBLE,
            Severity.ERROR,
            "Anlage gibt mehr Energie ab, als ihr Brennstoff enthält",
            rows.place(fuels[0]),
            found,
            "Strom + Wärme ≤ Brennstoff",
            "Einheiten prüfen (kWh oder MWh), und ob der Brennstoff der ganzen Anlage hier steht",
            rows=(rows.column("row")[fuels[0]],),
        )
    return Diagnostic(
        ABOVE_HEATING_VALUE,
        Severity.WARNING,
        "Anlage gibt mehr Energie ab, als der Heizwert ihres Brennstoffs enthält",
        rows.place(fuels[0]),
        found,
        "Strom + Wärme ≤ Brennstoff (Hi), mehr nur mit Brennwertnutzung",
        "Steht die Brennstoffmenge in kWh (Hs), die Einheit berichtigen. Nutzt die Anlage den Brennwert, bestätigen",
        rows=(rows.column("row")[fuels[0]],),
    )


def _group(rows: BookedRows, position: int) -> Group | None:
    kind = KIND_BY_ID.get(rows.column("activity")[position])
    return kind.group if kind else None


def _kwh(rows: BookedRows, position: int, kwh_per_unit: KwhPerUnit) -> float:
    amount: float = rows.column("amount")[position] * rows.column("portion")[position]
    return amount * kwh_per_unit(rows.column("unit")[position], rows.column("activity")[position])


def _mwh(kwh: float) -> str:
    return german_number(kwh / _KWH_PER_MWH, 1)
