"""Heat of pumps: what the environment gives and what the pump draws (method/bisko.md 4).

JAZ = heat / power over the year, so power = heat / JAZ and environment = heat x (1 - 1 / JAZ).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PumpHeat:
    """Heat of a pump, divided; the parts add up to the heat."""

    environment: float
    power: float


def pump_heat(heat: float, jaz: float) -> PumpHeat:
    """Divide delivered heat by the annual performance factor; parts in the unit of the heat.

    Raises ValueError unless JAZ is above 1: a pump that delivers no more than it draws is an electric heater.

    >>> pump_heat(3200.0, 3.2)
    PumpHeat(environment=2200.0, power=1000.0)
    """
    if not jaz > 1.0:
        msg = f"annual performance factor must be above 1, got {jaz}"
        raise ValueError(msg)
    power = heat / jaz
    return PumpHeat(heat - power, power)
