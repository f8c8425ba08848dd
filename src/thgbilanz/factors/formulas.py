"""Formulas behind rows whose derivation is ``computed``: each such row can be recomputed from its parents.

``formula_ref`` reads ``name(argument; argument)``. An argument is a printed number or the key of another
factor row: ``factor_id/year/region/boundary/accounting/edition``. No figure of a publication stands here.
"""

import math
import re
from collections.abc import Callable

from thgbilanz.core.factor import Factor
from thgbilanz.factors.base import FactorBase, FactorKey
from thgbilanz.factors.gwp import factor_co2e_kg

MJ_PER_KWH = 3.6
"""Definition of the kilowatt hour."""

PARENT_GWP = "AR5"
"""GWP set for parents with a gas split: the one the UBA reports state for direct emissions."""

_CALL = re.compile(r"([a-z][a-z0-9_]*)\(([^()]*)\)")
_KEY_PARTS = 6


def kg_per_tj_to_kg_per_kwh(kg_per_tj: float) -> float:
    """Kg per TJ (Hi) as kg per kWh (Hi).

    >>> round(kg_per_tj_to_kg_per_kwh(1_000_000), 12)
    3.6
    """
    return kg_per_tj * MJ_PER_KWH / 1e6


def t_per_tj_to_kg_per_kwh(t_per_tj: float) -> float:
    """Tonnes per TJ (Hi) as kg per kWh (Hi)."""
    return kg_per_tj_to_kg_per_kwh(t_per_tj * 1000)


def total_minus_direct(total: float, direct: float) -> float:
    """Upstream part: what a factor with upstream holds beyond the direct emission."""
    return total - direct


def emission_per_energy(emission_t: float, energy_mwh: float) -> float:
    """Factor implied by a published line of a balance, t per MWh = kg per kWh."""
    return emission_t / energy_mwh


def grid_mix_per_performance_factor(grid_mix: float, annual_performance: float) -> float:
    """Environmental heat in BISKO: national electricity mix over the annual performance factor (bisko.md 4)."""
    return grid_mix / annual_performance


def t_per_t_to_kg_per_m3_of_water(t_per_t: float) -> float:
    """Factor per tonne of water as kg per m3; one m3 of water is counted as one tonne."""
    return t_per_t * 1000


def mj_to_kwh(mj: float) -> float:
    """MJ as kWh."""
    return mj / MJ_PER_KWH


def gj_per_mwh_hs_to_ratio(gj_per_mwh: float) -> float:
    """GJ (Hi) per MWh (Hs) as kWh (Hi) per kWh (Hs)."""
    return gj_per_mwh / MJ_PER_KWH


def gj_per_t_and_density_to_kwh_per_l(gj_per_t: float, t_per_1000_l: float) -> float:
    """Heating value per mass and density as kWh (Hi) per litre."""
    return gj_per_t * t_per_1000_l / MJ_PER_KWH


def quotient_of_masses(per_amount: float, per_kwh: float, amount_in_units: float) -> float:
    """Heating value that two rows of one list imply: mass per amount over mass per kWh (Hi)."""
    return per_amount / per_kwh / amount_in_units


def sum_of_parts(*parts: float) -> float:
    """Total of parts that one source prints apart, e.g. direct plus upstream."""
    return math.fsum(parts)


def per_person_km_times_occupancy(kg_per_pkm: float, persons: float) -> float:
    """Kg per vehicle km from kg per person km and the persons in the vehicle that the same source states."""
    return kg_per_pkm * persons


def kg_per_gj_to_kg_per_kwh(kg_per_gj: float) -> float:
    """Kg per GJ (Hi) as kg per kWh (Hi)."""
    return kg_per_gj * MJ_PER_KWH / 1000


def per_litre_over_heating_value(kg_per_l: float, kwh_per_l: float) -> float:
    """Kg per litre as kg per kWh (Hi)."""
    return kg_per_l / kwh_per_l


def mass_weighted(*gwp_and_share: float) -> float:
    """GWP of a blend: GWP of each component times its mass fraction, given in turn.

    >>> mass_weighted(675, 0.5, 3500, 0.5)
    2087.5
    """
    return math.fsum(gwp * share for gwp, share in zip(gwp_and_share[::2], gwp_and_share[1::2], strict=True))


FORMULAS: dict[str, Callable[..., float]] = {
    function.__name__: function
    for function in (
        kg_per_tj_to_kg_per_kwh,
        t_per_tj_to_kg_per_kwh,
        total_minus_direct,
        emission_per_energy,
        grid_mix_per_performance_factor,
        t_per_t_to_kg_per_m3_of_water,
        mj_to_kwh,
        gj_per_mwh_hs_to_ratio,
        gj_per_t_and_density_to_kwh_per_l,
        quotient_of_masses,
        sum_of_parts,
        per_person_km_times_occupancy,
        kg_per_gj_to_kg_per_kwh,
        per_litre_over_heating_value,
        mass_weighted,
    )
}
"""Formulas that ``formula_ref`` may name."""


def call_parts(formula_ref: str) -> tuple[str, tuple[str, ...]] | None:
    """Name and arguments of a reference, or None if it is not one.

    >>> call_parts("mj_to_kwh(36)")
    ('mj_to_kwh', ('36',))
    """
    match = _CALL.fullmatch(formula_ref)
    if match is None or match[1] not in FORMULAS:
        return None
    return match[1], tuple(part.strip() for part in match[2].split(";"))


def parent_key(argument: str) -> FactorKey | None:
    """Key of the parent row that an argument names, None for a number."""
    parts = argument.split("/")
    if len(parts) != _KEY_PARTS or not parts[1].isdigit():
        return None
    return (parts[0], int(parts[1]), parts[2], parts[3], parts[4], parts[5])


def recomputed(formula_ref: str, base: FactorBase) -> float | None:
    """Value of a formula reference from its printed numbers and parent rows; None if a parent is missing."""
    call = call_parts(formula_ref)
    if call is None:
        return None
    name, arguments = call
    values: list[float] = []
    for argument in arguments:
        key = parent_key(argument)
        if key is None:
            values.append(float(argument))
        elif key in base.factors:
            values.append(factor_co2e_kg(base.factors[key], PARENT_GWP, base)[0])
        else:
            return None
    return FORMULAS[name](*values)


def computed_value(factor: Factor) -> float:
    """The column that a formula fills: kg CO2e, or the CO2 mass of a CO2-only row."""
    value = factor.co2e_kg if factor.co2e_kg is not None else factor.co2_fossil_kg
    return 0.0 if value is None else value
