"""What stands behind one posting: its arithmetic, the factor row with its source, the gases of the factor."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING, Any, Final

from thgbilanz.booking.reckoning import TOLERANCE, Reckoning, reckoning_of
from thgbilanz.core.factor import Factor, Source
from thgbilanz.core.vocabulary import Scope

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase


@dataclass(frozen=True, slots=True)
class GasTerm:
    """Mass of a gas per unit of the factor times its global warming potential."""

    gas: str
    """``CO2``, ``CH4_fossil``, ``CH4_biogenic``, ``N2O`` or ``other`` (already CO2e)."""
    mass_kg: float
    potential: float
    """1 for CO2 and for what is CO2e already."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A posting with everything that a reader needs to check it."""

    posting: Mapping[str, Any]
    reckoning: Reckoning
    factor: Factor | None
    """The row of the factor tables; None if the tables no longer hold it, or the posting only states a quantity."""
    source: Source | None
    gases: tuple[GasTerm, ...]
    """Terms of a factor with a full gas split, under the GWP set of the posting; none for others."""
    factor_agrees: bool
    """Whether the factor row gives the kg CO2e per unit that the posting used."""

    @property
    def agrees(self) -> bool:
        """Whether posting and factor row could be recomputed."""
        return self.reckoning.agrees and self.factor_agrees


def proof_of(posting: Mapping[str, Any], factors: "FactorBase") -> Proof:
    """The proof of a posting, recomputed from the tables."""
    factor = factor_row(posting, factors)
    gases = _gases(posting, factor, factors) if factor else ()
    if factor is None:
        agrees = not posting["factor_id"] and not posting["factor_kg"]
    else:
        agrees = isclose(_factor_kg(posting, factor, gases), float(posting["factor_kg"]), rel_tol=TOLERANCE)
    return Proof(
        posting,
        reckoning_of(posting, factors),
        factor,
        factors.sources.get(factor.source_id) if factor else None,
        gases,
        agrees,
    )


def factor_row(posting: Mapping[str, Any], factors: "FactorBase") -> Factor | None:
    """The row of the factor tables that a posting names; None if there is none or more than one that fits alike."""
    rows = [
        row
        for row in factors.by_id.get(str(posting["factor_id"]), ())
        if (row.edition, row.year_valid, row.region) == tuple(posting[name] for name in _ROW_KEY)
        and f"{row.source_id}, {row.source_locator}" == posting["factor_source"]
        and row.activity_unit == posting["quantity_unit"]
    ]
    fitting = [row for row in rows if row.boundary == posting["boundary"]] or rows
    of_method = [row for row in fitting if row.accounting == _ACCOUNTING.get(str(posting["method"]), "na")] or fitting
    return of_method[0] if len(of_method) == 1 else None


_ROW_KEY: Final = ("factor_edition", "factor_year", "factor_region")
_ACCOUNTING: Final = {"standort": "location", "markt": "market"}


def _gases(posting: Mapping[str, Any], factor: Factor, factors: "FactorBase") -> tuple[GasTerm, ...]:
    weights = factors.gwp.get(str(posting["gwp_set"]))
    if factor.gas_split != "full" or weights is None or posting["scope"] == Scope.OUTSIDE.value:
        return ()
    masses = (
        ("CO2", factor.co2_fossil_kg, 1.0),
        ("CH4_fossil", factor.ch4_fossil_kg, weights["CH4_fossil"]),
        ("CH4_biogenic", factor.ch4_biogenic_kg, weights["CH4_biogenic"]),
        ("N2O", factor.n2o_kg, weights["N2O"]),
        ("other", factor.other_co2e_kg, 1.0),
    )
    return tuple(GasTerm(gas, mass, potential) for gas, mass, potential in masses if mass)


def _factor_kg(posting: Mapping[str, Any], factor: Factor, gases: tuple[GasTerm, ...]) -> float:
    """Kg CO2e per unit as the row gives it (factors.gwp); biogenic CO2 on postings outside the scopes."""
    if posting["scope"] == Scope.OUTSIDE.value:
        return factor.co2_biogenic_kg or 0.0
    if factor.gas_split == "full":
        return sum(term.mass_kg * term.potential for term in gases)
    return (factor.co2_fossil_kg if factor.gas_split == "co2_only" else factor.co2e_kg) or 0.0
