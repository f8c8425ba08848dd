"""What the check of the city's balance finds beyond its verdicts: heat factors that disagree, negative consumption."""

from typing import TYPE_CHECKING, Final

from thgbilanz.balance.bisko.result import HeatNetwork, Verdict
from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.german import german_number
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import Sector

if TYPE_CHECKING:
    from thgbilanz.balance.result import TerritorialBalance, TerritorialCell

_NEGATIVE_KWH: Final = -0.5
"""Less than half a kWh below zero is what is left of equal amounts in floating point."""

_HEAT_TOLERANCE: Final = 0.05
"""Share by which the heat of the balance may miss what the plants delivered: a network may end beyond the city."""


def territory_findings(balance: "TerritorialBalance | None") -> list[Diagnostic]:
    """Findings THG731, THG737 and THG740."""
    if balance is None:
        return []
    heat = [_heat(network) for network in balance.city.heat if network.verdict is Verdict.FAILED]
    heat += [_other_heat(network) for network in balance.city.heat if _misses(network)]
    return [*heat, *(_negative(cell) for cell in balance.cells if cell.energy_kwh < _NEGATIVE_KWH)]


def _heat(network: HeatNetwork) -> Diagnostic:
    computed = "" if network.computed_kg is None else f"{german_number(network.computed_kg, 4)} kg CO2e je kWh"
    return warning(
        "THG731",
        f"Wärmefaktor {network.factor_id}: {network.found}",
        Place("thg.toml", "", "stadtbilanz.fernwaerme"),
        found=f"{german_number(network.used_kg, 4)} kg CO2e je kWh",
        expected=computed,
        hint=network.remedy,
    )


def _misses(network: HeatNetwork) -> bool:
    delivered = network.delivered_kwh
    return bool(delivered) and abs(network.energy_kwh - delivered) > _HEAT_TOLERANCE * delivered


def _other_heat(network: HeatNetwork) -> Diagnostic:
    delivered, stated = (german_number(kwh / 1000, 0) for kwh in (network.delivered_kwh, network.energy_kwh))
    return note(
        "THG740",
        f"Wärme mit dem Faktor {network.factor_id}: Bilanz {stated} MWh, geliefert {delivered} MWh",
        Place("stadtgebiet/fernwaerme.csv"),
        found=f"{stated} MWh in der Bilanz",
        expected=f"{delivered} MWh (art abgabe)",
        hint="Liefert das Netz auch über die Stadtgrenze, ist nichts zu tun; sonst beide Mengen vergleichen",
    )


def _negative(cell: "TerritorialCell") -> Diagnostic:
    name = f"{Sector(cell.sector).label}, {KIND_BY_ID[cell.activity].label}"
    return error(
        "THG737",
        f"{name}: Endenergie ist negativ",
        Place("stadtgebiet/waermepumpen.csv"),
        found=f"{german_number(cell.energy_kwh / 1000, 0)} MWh",
        expected="abgezogen wird höchstens, was da ist",
        hint="strom_enthalten ist „nein“, wenn der Strom des Sektors den Strom der Wärmepumpen nicht enthält",
    )
