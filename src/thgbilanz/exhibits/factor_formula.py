"""Computed factors explained: the rule in a sentence, its inputs with their own origin, and the result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from thgbilanz.core.factor import Factor
from thgbilanz.exhibits.factor_words import boundary_text, figure_text
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.formulas import PARENT_GWP, call_parts, computed_value, parent_key
from thgbilanz.factors.gwp import factor_co2e_kg

SENTENCES: Final[Mapping[str, str]] = {
    "kg_per_tj_to_kg_per_kwh": "gedruckte kg je TJ (Heizwert), umgerechnet auf kWh: × 3,6 ÷ 1.000.000",
    "t_per_tj_to_kg_per_kwh": "gedruckte t je TJ (Heizwert), umgerechnet auf kg je kWh: × 3,6 ÷ 1.000",
    "total_minus_direct": "Vorkette: Faktor mit Vorkette minus direkter Faktor desselben Jahres",
    "sum_of_parts": "Summe der Teile, die eine Quelle einzeln druckt",
    "per_person_km_times_occupancy": "je Personenkilometer × Besetzung derselben Quelle = je Fahrzeugkilometer",
    "kg_per_gj_to_kg_per_kwh": "gedruckte kg je GJ (Heizwert), umgerechnet auf kWh: × 3,6 ÷ 1.000",
    "per_litre_over_heating_value": "kg je Liter ÷ Heizwert je Liter = kg je kWh (Heizwert)",
    "mass_weighted": "Gemisch: GWP jedes Bestandteils × Massenanteil, aufsummiert",
    "emission_per_energy": "aus einer veröffentlichten Bilanzzeile: Emissionen (t) ÷ Energie (MWh)",
    "grid_mix_per_performance_factor": "Umweltwärme nach BISKO: Strommix ÷ Jahresarbeitszahl",
    "t_per_t_to_kg_per_m3_of_water": "t je t Wasser, umgerechnet auf kg je m³; 1 m³ Wasser gilt als 1 t",
    "mj_to_kwh": "MJ ÷ 3,6",
    "gj_per_mwh_hs_to_ratio": "GJ (Heizwert) je MWh (Brennwert) ÷ 3,6",
    "gj_per_t_and_density_to_kwh_per_l": "Heizwert je t × Dichte ÷ 3,6",
    "quotient_of_masses": "Heizwert aus zwei Zeilen einer Liste: Masse je Menge ÷ Masse je kWh",
}
"""What each formula of ``factors.formulas`` does, for people."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A computed row: rule, inputs, result."""

    year: int
    boundary: str
    formula: str
    sentence: str
    inputs: tuple[str, ...]
    result: float


def explained(row: Factor, base: FactorBase) -> Explained | None:
    """How a computed row comes about; None for rows that are not computed."""
    call = call_parts(row.formula_ref)
    if call is None:
        return None
    name, arguments = call
    inputs = tuple(_input(argument, base) for argument in arguments)
    return Explained(row.year_valid, row.boundary, name, SENTENCES.get(name, name), inputs, computed_value(row))


def _input(argument: str, base: FactorBase) -> str:
    key = parent_key(argument)
    if key is None:
        return argument.replace(".", ",")
    parent = base.factors.get(key)
    if parent is None:
        return f"{argument} (fehlt)"
    kg, basis = factor_co2e_kg(parent, PARENT_GWP, base)
    boundary = boundary_text(parent.boundary, parent.accounting)
    locator = f"{parent.source_id}, {parent.source_locator}"
    return f"{figure_text(kg)} ({parent.factor_id} {parent.year_valid}, {boundary}, {basis}; {locator})"
