"""What one activity unit of a factor is in kg CO2e, under the GWP set of a run where the factor allows it."""

from thgbilanz.core.factor import Factor
from thgbilanz.factors.base import FactorBase

_LABELS = {"unknown": "unbekannt"}


def factor_co2e_kg(factor: Factor, gwp: str, base: FactorBase) -> tuple[float, str]:
    """Kg CO2e per ``activity_unit`` and the GWP basis of that figure.

    A factor with a full gas split follows the run's GWP set. A factor in CO2 only is its CO2 mass (basis
    ``CO2``); one in CO2e only stays as printed, on the basis its source used (``unbekannt`` if not stated).
    Biogenic CO2 counts outside the scopes and is not in the figure (method/organisation.md 6).
    """
    if factor.gas_split == "full":
        return gas_sum_kg(factor, base.gwp[gwp]), gwp
    if factor.gas_split == "co2_only":
        return factor.co2_fossil_kg or 0.0, "CO2"
    return factor.co2e_kg or 0.0, _LABELS.get(factor.co2e_gwp, factor.co2e_gwp)


def gas_sum_kg(factor: Factor, weights: dict[str, float]) -> float:
    """Kg CO2e of the gas masses; a gas that is not published adds nothing."""
    return (
        (factor.co2_fossil_kg or 0.0)
        + (factor.ch4_fossil_kg or 0.0) * weights["CH4_fossil"]
        + (factor.ch4_biogenic_kg or 0.0) * weights["CH4_biogenic"]
        + (factor.n2o_kg or 0.0) * weights["N2O"]
        + (factor.other_co2e_kg or 0.0)
    )


IPCC_EDITION = "ipcc-"
"""Editions ``ipcc-ar4``, ``ipcc-ar5``, ``ipcc-ar6``: the same gas, valued by each assessment report."""


def factor_under_gwp(factor: Factor, gwp: str, base: FactorBase) -> Factor:
    """The row of the same gas valued with the run's GWP set, or the factor itself where there is none.

    Only refrigerants and SF6 have such twins: their factor is nothing but a GWP (kg CO2e per kg). HFO blends are
    published for AR6 alone and stay as they are.
    """
    if not factor.edition.startswith(IPCC_EDITION):
        return factor
    twin = (*factor.key[:-1], IPCC_EDITION + gwp.lower())
    return base.factors.get(twin, factor)
