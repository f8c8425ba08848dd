"""The balance of one year (Startbilanz or any later year), computed from the journal alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thgbilanz.balance.bisko.cells import DeclaredCell
from thgbilanz.balance.bisko.given import NO_CITY, CityInput
from thgbilanz.balance.bisko.municipal import municipal_part
from thgbilanz.balance.checks import balance_findings
from thgbilanz.balance.consolidation import consolidation_weights
from thgbilanz.balance.cube import cube_of
from thgbilanz.balance.eliminations import elimination_postings
from thgbilanz.balance.explain import counting_weights
from thgbilanz.balance.factors_used import factors_used
from thgbilanz.balance.gwp_bases import gwp_bases, gwp_findings
from thgbilanz.balance.insight import Insight
from thgbilanz.balance.intensities import Population, intensities, intensity_findings
from thgbilanz.balance.organisational import organisational_balance
from thgbilanz.balance.result import Balance, Control
from thgbilanz.balance.sums import KnownValues, independent_sums
from thgbilanz.balance.territorial import judged, territorial_balance
from thgbilanz.balance.uncertainty import uncertainty_lines
from thgbilanz.balance.uncertainty_options import AssumedUncertainty
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.organisation import TERRITORY, Organisation
from thgbilanz.core.reference import ReferenceFigure
from thgbilanz.core.vocabulary import Consolidation, Space
from thgbilanz.journal.frame import appended

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


@dataclass(frozen=True, slots=True)
class BalanceInput:
    """What a balance needs beside the journal."""

    year: int
    organisations: Sequence[Organisation]
    approach: Consolidation
    population: int | None
    control: Control
    files: Collection[str]
    """Files of the run: a posting from any other file makes the sums disagree."""
    declared: Collection[DeclaredCell] = ()
    city: CityInput = NO_CITY
    """What the project states about its territory."""
    gwp: str = ""
    """GWP set of the run; empty: nobody asks on which sets the tonnes rest."""
    assumed: AssumedUncertainty | None = None
    """What is assumed where nothing states an uncertainty; None: no intervals."""
    draws: int = 0
    """Draws of the Monte Carlo run; 0: error propagation alone."""
    figures: Sequence[ReferenceFigure] = ()
    """Reference figures of the organisations: what intensities divide by."""

    @property
    def inhabitants(self) -> Population | None:
        """Population with its place."""
        return None if not self.population else Population(self.population, f"thg.toml › einwohner.{self.year}")


@dataclass(frozen=True, slots=True)
class BalanceResult:
    """The balance, the journal with its eliminations, and what was found on the way."""

    balance: Balance
    journal: "pd.DataFrame"
    findings: tuple[Diagnostic, ...]
    weights: "npt.NDArray[np.float64]"
    """What each posting of the journal counts in the group; eliminations are weighted already."""


def startbilanz(journal: "pd.DataFrame", given: BalanceInput) -> BalanceResult:
    """Consolidate, eliminate, sum and check one year's journal."""
    weights = consolidation_weights(given.organisations, given.approach)
    eliminations = elimination_postings(journal, weights)
    municipal = municipal_part(journal, given.city.municipal_in_commerce)
    whole = appended(appended(journal, eliminations), municipal.postings)
    cube = cube_of(whole)
    counting = counting_weights(whole, weights)
    known = KnownValues({*weights, TERRITORY}, given.files)
    uses = factors_used(journal)
    territorial = territorial_balance(cube, given.population)
    if territorial is not None:
        territorial = judged(territorial, whole, given.declared, given.year, given.city)
    present = {row.space for row in cube}
    sums = tuple((space.value, independent_sums(whole, space, known)) for space in Space if space in present)
    organisational = organisational_balance(cube, given.organisations, weights, given.approach)
    balance = Balance(
        year=given.year,
        organisational=organisational,
        territorial=territorial,
        control=given.control,
        sums=sums,
        factors=uses,
        insight=Insight(
            intensities=intensities(organisational, given.figures, given.inhabitants),
            gwp=gwp_bases(whole, counting, given.gwp) if given.gwp else (),
            uncertainty=uncertainty_lines(whole, counting, given.organisations, given.assumed, given.draws)
            if given.assumed
            else (),
        ),
    )
    findings = (
        *municipal.findings,
        *balance_findings(whole, balance, weights),
        *gwp_findings(balance.insight.gwp, given.gwp),
        *intensity_findings(given.organisations, given.figures),
    )
    return BalanceResult(balance, whole, findings, counting)
