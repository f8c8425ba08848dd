"""Readings beside the balance: local electricity mix, green power, weather. None of them is BISKO-conform.

method/bisko.md 5 and 7. The base balance values all electricity with the federal mix and corrects nothing.
"""

from collections.abc import Iterator, Sequence
from math import fsum
from typing import TYPE_CHECKING, Final

from thgbilanz.balance.bisko.given import CityInput, PowerSource, Weather
from thgbilanz.balance.bisko.result import Reading
from thgbilanz.core.german import german_number
from thgbilanz.core.vocabulary import Sector

if TYPE_CHECKING:
    from thgbilanz.balance.result import TerritorialCell

_NOT_HEATED_BY_WEATHER: Final = frozenset({"strom", "solarthermie"})
"""Electricity is no fuel of space heat here, and solar heat depends on the sun."""


def territorial_mix_kg(local: Sequence[PowerSource], consumption_kwh: float, federal_kg: float) -> float:
    """kg CO2e per kWh of the territory's own mix (method/bisko.md 5, graded [M]: text of the annex not seen).

    While local generation stays below consumption, the rest comes from the federal mix; if it exceeds it, the mix is
    the local one and the surplus gets no credit.

    >>> sun = PowerSource("PV", 250.0, 0.04, "")
    >>> territorial_mix_kg([sun], 1000.0, 0.44)  # (250 x 0.04 + 750 x 0.44) / 1000
    0.34
    >>> territorial_mix_kg([sun], 200.0, 0.44)
    0.04
    """
    made = fsum(source.energy_kwh for source in local)
    own_kg = fsum(source.energy_kwh * source.factor_kg for source in local)
    if made > consumption_kwh:
        return own_kg / made
    return (own_kg + (consumption_kwh - made) * federal_kg) / consumption_kwh


def corrected_energy(energy_kwh: float, space_heat: float, actual_kd: float, longterm_kd: float) -> float:
    """Energy as in a year of mean weather: space heat x (long-term / actual degree days) + rest (method/bisko.md 7).

    A mild year has fewer degree days than the mean, so its correction raises the consumption. ``space_heat`` is 0 to 1.

    >>> corrected_energy(1000.0, 0.8, 3000.0, 3600.0)  # 800 x 1.2 + 200
    1160.0
    """
    return energy_kwh * (space_heat * longterm_kd / actual_kd + 1.0 - space_heat)


def city_readings(
    cells: Sequence["TerritorialCell"], emissions_kg: float, federal_kg: float | None, given: CityInput
) -> tuple[Reading, ...]:
    """Readings for which the project gives the data; ``federal_kg`` is the federal mix that the balance used."""
    found: list[Reading] = []
    consumption = fsum(cell.energy_kwh for cell in cells if cell.activity == "strom")
    energy = fsum(cell.energy_kwh for cell in cells)
    if federal_kg is not None and consumption > 0:
        found += _by_local_mix(consumption, federal_kg, emissions_kg, energy, given.local_power)
        found += _by_green_power(consumption, federal_kg, emissions_kg, energy, given.green_power)
    if given.weather is not None:
        found.append(_by_weather(cells, emissions_kg, energy, given.weather))
    return tuple(found)


def _by_local_mix(
    consumption_kwh: float, federal_kg: float, emissions_kg: float, energy_kwh: float, local: Sequence[PowerSource]
) -> Iterator[Reading]:
    if not fsum(source.energy_kwh for source in local):
        return
    mix = territorial_mix_kg(local, consumption_kwh, federal_kg)
    difference = consumption_kwh * (mix - federal_kg)
    made = fsum(source.energy_kwh for source in local)
    basis = (
        f"lokaler Mix {german_number(mix, 4)} statt Bundesmix {german_number(federal_kg, 4)} kg CO2e je kWh; "
        f"Erzeugung {german_number(made / 1000, 0)} MWh = {german_number(100 * made / consumption_kwh, 1)} % des "
        f"Verbrauchs ({_names(local)}); Formel nicht belegt"
    )
    label = "lokaler Strommix"
    yield Reading("lokaler_strommix", label, emissions_kg + difference, difference, energy_kwh, basis)


def _by_green_power(
    consumption_kwh: float, federal_kg: float, emissions_kg: float, energy_kwh: float, green: Sequence[PowerSource]
) -> Iterator[Reading]:
    bought = fsum(source.energy_kwh for source in green)
    if not bought:
        return
    # nobody uses more green power than power: what is beyond replaces nothing here
    counted = min(1.0, consumption_kwh / bought)
    difference = counted * fsum(source.energy_kwh * (source.factor_kg - federal_kg) for source in green)
    rest = "der Rest mit Bundesmix" if bought <= consumption_kwh else "angerechnet höchstens der Verbrauch"
    basis = (
        f"{german_number(bought / 1000, 0)} MWh Ökostrom ({_names(green)}) von "
        f"{german_number(consumption_kwh / 1000, 0)} MWh Strom, {rest}"
    )
    yield Reading("oekostrom", "mit Ökostrom", emissions_kg + difference, difference, energy_kwh, basis)


def _by_weather(
    cells: Sequence["TerritorialCell"], emissions_kg: float, energy_kwh: float, weather: Weather
) -> Reading:
    changes = [(cell, _change(cell, weather)) for cell in cells]
    energy = fsum(change * cell.energy_kwh for cell, change in changes)
    emissions = fsum(change * cell.emissions_kg for cell, change in changes)
    shares = ", ".join(
        f"{Sector(sector).label} {german_number(100 * share, 0)} %" for sector, share in weather.space_heat.items()
    )
    basis = (
        f"Raumwärme × {german_number(weather.longterm_kd, 0)} / {german_number(weather.actual_kd, 0)} Kd (langjähriges "
        f"Mittel / Bilanzjahr); Anteil Raumwärme an Brennstoffen und Wärme: {shares}; {weather.source}"
    )
    label = "witterungsbereinigt"
    return Reading(label, label, emissions_kg + emissions, emissions, energy_kwh + energy, basis)


def _change(cell: "TerritorialCell", weather: Weather) -> float:
    """Relative change of a cell; factors stay, so energy and emissions change alike."""
    share = 0.0 if cell.activity in _NOT_HEATED_BY_WEATHER else weather.space_heat.get(cell.sector, 0.0)
    return corrected_energy(1.0, share, weather.actual_kd, weather.longterm_kd) - 1.0


def _names(sources: Sequence[PowerSource]) -> str:
    return ", ".join(f"{source.name} {german_number(source.factor_kg, 3)} kg/kWh" for source in sources)
