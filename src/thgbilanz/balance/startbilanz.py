"""The balance of one year (Startbilanz or any later year), computed from the journal alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thgbilanz.balance.bisko import DeclaredCell
from thgbilanz.balance.checks import balance_findings
from thgbilanz.balance.consolidation import perimeter_of
from thgbilanz.balance.cube import cube_of
from thgbilanz.balance.eliminations import eliminations_of
from thgbilanz.balance.factors_used import factors_used
from thgbilanz.balance.organisational import organisational_balance
from thgbilanz.balance.result import Balance, Control
from thgbilanz.balance.sums import KnownValues, independent_sums
from thgbilanz.balance.territorial import territorial_balance
from thgbilanz.balance.weighting import group_weights
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.organisation import TERRITORY, Organisation
from thgbilanz.core.vocabulary import Consolidation, Space
from thgbilanz.journal.frame import appended

if TYPE_CHECKING:
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
    tree: Sequence[Organisation] = ()
    """All organisations of the project, for shares along the chain of parents; none means ``organisations``."""
    grid_buy_back: bool = False
    """Whether own generation that comes back through the public grid is eliminated (default: counts gross)."""


@dataclass(frozen=True, slots=True)
class BalanceResult:
    """The balance, the journal with its eliminations, and what was found on the way."""

    balance: Balance
    journal: "pd.DataFrame"
    findings: tuple[Diagnostic, ...]


def startbilanz(journal: "pd.DataFrame", given: BalanceInput) -> BalanceResult:
    """Consolidate, eliminate, sum and check one year's journal."""
    perimeter = perimeter_of(given.organisations, given.approach, given.year, given.tree)
    eliminations = eliminations_of(journal, perimeter, grid_buy_back=given.grid_buy_back)
    whole = appended(journal, eliminations.postings)
    cube = cube_of(whole, group_weights(whole, perimeter))
    known = KnownValues({*perimeter.spans, TERRITORY}, given.files)
    uses = factors_used(journal)
    territorial_uses = factors_used(journal[journal["space"] == Space.TERRITORIAL.value])
    present = {row.space for row in cube}
    sums = tuple((space.value, independent_sums(whole, space, known)) for space in Space if space in present)
    balance = Balance(
        year=given.year,
        organisational=organisational_balance(cube, given.organisations, perimeter),
        territorial=territorial_balance(cube, given.population, given.declared, territorial_uses),
        control=given.control,
        sums=sums,
        factors=uses,
    )
    return BalanceResult(balance, whole, balance_findings(whole, balance, eliminations))
