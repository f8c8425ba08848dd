"""The factor of a heat network from its plants: fuels in, heat and power out, shared exergetically (method/bisko.md 6).

EF = (sum over cogeneration of a_heat x EM_fuel + EM_fuel of boilers in full) / delivered heat, so that losses of the
network are borne by what is delivered. kg CO2e per kWh.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum

from thgbilanz.balance.bisko.allocation import (
    credited_heat_kg,
    energetic_heat_share,
    exergetic_heat_share,
    finnish_heat_share,
    kelvin,
)
from thgbilanz.balance.bisko.result import HeatMethod


@dataclass(frozen=True, slots=True)
class Fuel:
    """What a plant burnt: final energy (Hi) and kg CO2e per kWh including Vorkette."""

    name: str
    energy_kwh: float
    factor_kg: float
    factor_source: str

    @property
    def emissions_kg(self) -> float:
        """kg CO2e of the fuel."""
        return self.energy_kwh * self.factor_kg


@dataclass(frozen=True, slots=True)
class Plant:
    """A plant that feeds a heat network in one year."""

    name: str
    fuels: tuple[Fuel, ...]
    heat_kwh: float
    power_kwh: float = 0.0
    """0 for a boiler, whose fuels count for heat in full."""
    supply_c: float = 0.0
    """Temperature of the heat supplied in °C; read only for cogeneration."""

    @property
    def fuel_kg(self) -> float:
        """kg CO2e of all fuels."""
        return fsum(fuel.emissions_kg for fuel in self.fuels)


def _exergetic_kg(plant: Plant) -> float:
    return plant.fuel_kg * exergetic_heat_share(plant.power_kwh, plant.heat_kwh, kelvin(plant.supply_c))


def _finnish_kg(plant: Plant) -> float:
    return plant.fuel_kg * finnish_heat_share(plant.power_kwh, plant.heat_kwh)


def _energetic_kg(plant: Plant) -> float:
    return plant.fuel_kg * energetic_heat_share(plant.power_kwh, plant.heat_kwh)


def _credited_kg(plant: Plant) -> float:
    return credited_heat_kg(plant.fuel_kg, plant.power_kwh)


_METHODS: tuple[tuple[str, str, bool, Callable[[Plant], float]], ...] = (
    ("exergetisch", "exergetisch (Carnot), BISKO", True, _exergetic_kg),
    ("finnisch", "finnische Methode", False, _finnish_kg),
    ("energetisch", "nach Energie", False, _energetic_kg),
    ("gutschrift", "Stromgutschrift (FW 309-1)", False, _credited_kg),
)


def heat_methods(plants: Sequence[Plant], delivered_kwh: float) -> tuple[HeatMethod, ...]:
    """The network's factor under every method, the admitted one first. ``delivered_kwh`` must be above 0."""
    return tuple(
        HeatMethod(key, label, admitted, fsum(_heat_kg(plant, of_cogeneration) for plant in plants) / delivered_kwh)
        for key, label, admitted, of_cogeneration in _METHODS
    )


def _heat_kg(plant: Plant, of_cogeneration: Callable[[Plant], float]) -> float:
    return of_cogeneration(plant) if plant.power_kwh else plant.fuel_kg
