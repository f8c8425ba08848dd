"""How the fuels of cogeneration are shared between power and heat: pure formulas, shares between 0 and 1.

W is power and Q heat of the plant in the same unit (kWh). BISKO admits only the exergetic (Carnot) way (method/bisko.md
6); the others are for comparison and never enter a balance.
"""

from thgbilanz.balance.bisko.rule_values import rule_value

_FREEZING_K = 273.0
"""BISKO counts 10 °C as 283 K (method/bisko.md 6: 90 °C = 363 K): the full degree, not 273.15."""


def kelvin(celsius: float) -> float:
    """Temperature in K as the exergetic allocation of BISKO counts it.

    >>> kelvin(90.0)
    363.0
    """
    return celsius + _FREEZING_K


def carnot_efficiency(supply_k: float) -> float:
    """eta_c = 1 - T_u / T_o with T_u = 283 K (method/bisko.md 6).

    ``supply_k`` is T_o, the temperature of the heat supplied, in K. Raises ValueError if it is not above T_u: heat at
    ambient temperature has no exergy.

    >>> round(carnot_efficiency(363.0), 5)
    0.22039
    """
    lower_k = rule_value("lower_temperature")
    if supply_k <= lower_k:
        msg = f"supply temperature must be above {lower_k} K, got {supply_k} K"
        raise ValueError(msg)
    return 1.0 - lower_k / supply_k


def exergetic_heat_share(power_kwh: float, heat_kwh: float, supply_k: float) -> float:
    """a_heat = eta_c Q / (W + eta_c Q) (Carnot method, method/bisko.md 6).

    >>> round(exergetic_heat_share(0.38, 0.62, 363.0), 5)
    0.26448
    """
    exergy = carnot_efficiency(supply_k) * heat_kwh
    return exergy / (power_kwh + exergy)


def finnish_heat_share(power_kwh: float, heat_kwh: float) -> float:
    """a_heat = (Q / eta_th,ref) / (W / eta_el,ref + Q / eta_th,ref) ("Finnish" method, UBA CC 13/2025 section 2.4).

    The references are those of separate production, ``rule_values.csv``.

    >>> round(finnish_heat_share(0.38, 0.62), 5)  # (0.62 / 0.9) / (0.38 / 0.4 + 0.62 / 0.9)
    0.42034
    """
    heat = heat_kwh / rule_value("finnish_heat_reference")
    return heat / (power_kwh / rule_value("finnish_power_reference") + heat)


def energetic_heat_share(power_kwh: float, heat_kwh: float) -> float:
    """a_heat = Q / (W + Q): by energy, as if a kWh of heat were worth a kWh of power.

    >>> energetic_heat_share(0.38, 0.62)
    0.62
    """
    return heat_kwh / (power_kwh + heat_kwh)


def credited_heat_kg(fuel_kg: float, power_kwh: float) -> float:
    """Emissions left to heat after a credit for the power at the displaced mix (AGFW FW 309-1; BAFA refuses it)."""
    return fuel_kg - power_kwh * rule_value("credit_power")
