"""The balance of one year (Startbilanz or any later year), computed from the journal alone."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from thgbilanz.balance.approaches import approach_totals
from thgbilanz.balance.bisko.cells import DeclaredCell
from thgbilanz.balance.bisko.findings import territory_findings
from thgbilanz.balance.bisko.given import NO_CITY, CityInput
from thgbilanz.balance.bisko.municipal import municipal_part
from thgbilanz.balance.checks import balance_findings
from thgbilanz.balance.consolidation import Perimeter, perimeter_of
from thgbilanz.balance.cube import cube_of
from thgbilanz.balance.delivery_findings import delivery_findings
from thgbilanz.balance.delivery_statements import UnitBase, as_it_is
from thgbilanz.balance.eliminations import Eliminations, eliminations_of
from thgbilanz.balance.emissions_trading import ets_share
from thgbilanz.balance.factors_used import factors_used
from thgbilanz.balance.group_insight import group_insight
from thgbilanz.balance.gwp_bases import gwp_bases, gwp_findings
from thgbilanz.balance.insight import ApproachTotal
from thgbilanz.balance.intensities import Population, intensities, intensity_findings
from thgbilanz.balance.market import market_lines
from thgbilanz.balance.organisational import organisational_balance
from thgbilanz.balance.result import Balance, Control
from thgbilanz.balance.screening import screening_findings
from thgbilanz.balance.sums import KnownValues, independent_sums
from thgbilanz.balance.territorial import judged, territorial_balance
from thgbilanz.balance.uncertainty import uncertainty_lines
from thgbilanz.balance.uncertainty_options import AssumedUncertainty
from thgbilanz.balance.vsme import vsme_lines
from thgbilanz.balance.weighting import group_weights
from thgbilanz.core.contract import Contract
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.organisation import TERRITORY, Organisation
from thgbilanz.core.reference import ReferenceFigure
from thgbilanz.core.scope3 import CategoryStatement
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
    tree: Sequence[Organisation] = ()
    """All organisations of the project, for shares along the chain of parents; none means ``organisations``."""
    grid_buy_back: bool = False
    """Whether own generation that comes back through the public grid is eliminated (default: counts gross)."""
    categories: Sequence[CategoryStatement] = ()
    """What the project states about scope 3 categories that it does not book."""
    base_of: UnitBase = as_it_is
    """Units to their base, so that both sides of a delivery can be compared."""
    contracts: Sequence[Contract] = ()
    """Supply contracts of the year."""
    all_approaches: bool = False
    """Whether to compute the group under every approach: never unasked (method/organisation.md 1.4)."""

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
    perimeter = perimeter_of(given.organisations, given.approach, given.year, given.tree)
    eliminated = partial(eliminations_of, grid_buy_back=given.grid_buy_back, base_of=given.base_of)
    eliminations = eliminated(journal, perimeter)
    municipal = municipal_part(journal, given.city.municipal_in_commerce)
    whole = appended(appended(journal, eliminations.postings), municipal.postings)
    weights = group_weights(whole, perimeter)
    cube = cube_of(whole, weights)
    known = KnownValues({*perimeter.spans, TERRITORY}, given.files)
    uses = factors_used(journal)
    territorial = territorial_balance(cube, given.population)
    if territorial is not None:
        territorial = judged(territorial, whole, given.declared, given.year, given.city)
    present = {row.space for row in cube}
    sums = tuple((space.value, independent_sums(whole, space, known)) for space in Space if space in present)
    organisational = organisational_balance(cube, given.organisations, perimeter)
    lines = intensities(organisational, given.figures, given.inhabitants)
    market = market_lines(journal, given.contracts)
    balance = Balance(
        year=given.year,
        organisational=organisational,
        territorial=territorial,
        control=given.control,
        sums=sums,
        factors=uses,
        insight=replace(
            group_insight(organisational, cube, perimeter, eliminations.statements, given.categories),
            approaches=_approaches(journal, given, eliminated),
            ets=ets_share(whole, weights),
            market=market,
            intensities=lines,
            vsme=vsme_lines(whole, organisational, market, lines),
            gwp=gwp_bases(whole, weights, given.gwp) if given.gwp else (),
            uncertainty=uncertainty_lines(whole, weights, given.organisations, given.assumed, given.draws)
            if given.assumed
            else (),
        ),
    )
    findings = (
        *municipal.findings,
        *territory_findings(territorial),
        *balance_findings(whole, balance, eliminations),
        *delivery_findings(eliminations),
        *screening_findings(balance.insight.screening, given.categories),
        *gwp_findings(balance.insight.gwp, given.gwp),
        *intensity_findings(given.organisations, given.figures),
    )
    return BalanceResult(balance, whole, findings, weights)


def _approaches(
    journal: "pd.DataFrame", given: BalanceInput, eliminated: Callable[["pd.DataFrame", Perimeter], Eliminations]
) -> tuple[ApproachTotal, ...]:
    if not given.all_approaches:
        return ()
    return approach_totals(journal, given.organisations, given.year, given.tree, eliminated)
