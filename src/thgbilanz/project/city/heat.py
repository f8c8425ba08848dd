"""The declared routes to heat factors, with the plants of ``stadtgebiet/fernwaerme.csv`` and their fuels' factors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Final

from thgbilanz.balance.bisko.heat import Fuel, Plant
from thgbilanz.balance.bisko.heat_routes import HeatDeclaration, Route
from thgbilanz.core.activity_kinds import Role
from thgbilanz.core.vocabulary import Space
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.match import NoMatch, matched_factor
from thgbilanz.intake.city.definitions import CARRIERS, COGENERATION, DELIVERED
from thgbilanz.intake.city.table import CityRow
from thgbilanz.project.settings import Settings
from thgbilanz.project.settings_city import HeatSetting
from thgbilanz.templates.definition import normal_text

_KWH_PER_MWH: Final = 1000.0
_PER_KWH: Final = frozenset({"kWh", "kWh_Hi"})


@dataclass(slots=True)
class _Network:
    """The rows of one factor and year, taken one by one."""

    settings: Settings
    factors: FactorBase
    year: int
    problems: list[str] = field(default_factory=list)

    def plants(self, rows: Sequence[CityRow]) -> Iterator[Plant]:
        """Plants in the order of the file; rows with the same name are one plant with several fuels."""
        names = dict.fromkeys(row.text("anlage") for row in rows if row.text("art") != DELIVERED)
        for name in names:
            yield self._plant(name, [row for row in rows if row.text("anlage") == name])

    def _plant(self, name: str, rows: Sequence[CityRow]) -> Plant:
        heat, power = _sum(rows, "waerme_mwh"), _sum(rows, "strom_mwh")
        supply = max((row.numbers["vorlauf_c"] for row in rows if "vorlauf_c" in row.numbers), default=0.0)
        is_cogeneration = any(row.text("art") == COGENERATION for row in rows)
        missing = {
            "erzeugte Wärme (waerme_mwh)": not heat,
            "erzeugter Strom (strom_mwh)": is_cogeneration and not power,
            "Vorlauftemperatur (vorlauf_c)": is_cogeneration and not supply,
        }
        self.problems += [f"{name}: {what} fehlt" for what, is_missing in missing.items() if is_missing]
        if power and not is_cogeneration:
            self.problems.append(f"{name}: ein Heizwerk erzeugt keinen Strom, art ist kwk")
        fuels = tuple(fuel for row in rows for fuel in self._fuel(row))
        if not fuels:
            self.problems.append(f"{name}: Brennstoffe fehlen")
        return Plant(name, fuels, heat, power, supply)

    def _fuel(self, row: CityRow) -> Iterator[Fuel]:
        name = row.text("brennstoff")
        if not name:
            return
        if "brennstoff_mwh" not in row.numbers:
            self.problems.append(f"{row.text('anlage')}, {name}: Menge (brennstoff_mwh) fehlt")
            return
        energy = row.numbers["brennstoff_mwh"] * _KWH_PER_MWH
        if "faktor_kg_je_kwh" in row.numbers:
            if not row.text("quelle_faktor"):
                self.problems.append(f"{row.text('anlage')}, {name}: Quelle des Faktors (quelle_faktor) fehlt")
            yield Fuel(name, energy, row.numbers["faktor_kg_je_kwh"], row.text("quelle_faktor"))
            return
        carrier = _CARRIER_OF.get(normal_text(name), "")
        set_id = self.settings.sets[Space.TERRITORIAL.value]
        found = matched_factor(self.factors, set_id, Space.TERRITORIAL.value, carrier, Role.TOTAL.value, self.year)
        if isinstance(found, NoMatch) or found.factor.activity_unit not in _PER_KWH:
            text = f"{row.text('anlage')}, {name}: kein Faktor im Satz {set_id}, faktor_kg_je_kwh angeben"
            self.problems.append(text)
            return
        kg, _ = factor_co2e_kg(found.factor, self.settings.gwp.value, self.factors)
        yield Fuel(name, energy, kg, found.reason)


_CARRIER_OF: Final = {normal_text(spelling): carrier for spelling, carrier in CARRIERS.items()}


def _sum(rows: Sequence[CityRow], title: str) -> float:
    """kWh of a column in MWh."""
    return fsum(row.numbers.get(title, 0.0) for row in rows) * _KWH_PER_MWH


def heat_declarations(
    settings: Settings, factors: FactorBase, rows: Sequence[CityRow], year: int
) -> tuple[HeatDeclaration, ...]:
    """The declarations that hold in a year; ``rows`` are the plants of that year."""
    return tuple(_declaration(one, settings, factors, rows, year) for one in settings.city.heat if year in one.years)


def _declaration(
    setting: HeatSetting, settings: Settings, factors: FactorBase, rows: Sequence[CityRow], year: int
) -> HeatDeclaration:
    plain = (setting.factor_id, setting.route)
    if setting.route is not Route.PLANTS:
        return HeatDeclaration(
            *plain, variant=setting.variant, variant_share=setting.variant_share, reference=setting.reference
        )
    own = [row for row in rows if row.text("faktor") == setting.factor_id]
    network = _Network(settings, factors, year)
    plants = tuple(network.plants(own))
    delivered = _sum([row for row in own if row.text("art") == DELIVERED], "waerme_mwh")
    if not plants:
        network.problems.append(f"keine Anlagen für {year} in stadtgebiet/fernwaerme.csv")
    elif not delivered:
        network.problems.append("gelieferte Wärme (art abgabe, waerme_mwh) fehlt")
    return HeatDeclaration(
        *plain,
        plants=plants,
        delivered_kwh=delivered,
        reference=setting.reference,
        problems=tuple(network.problems),
    )
