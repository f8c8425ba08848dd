"""What exhibits are made from: the balance of a year with its project, run record, findings and journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thgbilanz.balance.milestones import NO_MILESTONES, Milestones
from thgbilanz.balance.result import Balance
from thgbilanz.balance.uncertainty_options import AssumedUncertainty
from thgbilanz.balance.year_figures import YearFigures
from thgbilanz.core.completeness import Completeness
from thgbilanz.core.diagnostic import Diagnostic, has_errors
from thgbilanz.core.materiality import Materiality
from thgbilanz.core.run_record import RunRecord

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """Facts of ``thg.toml`` that stand in the head of every exhibit."""

    name: str
    ags: str
    base_year: int
    target_year: int
    population: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A publication behind the factors used: what a reader needs to look it up."""

    source_id: str
    title: str
    institution: str
    year: int | None
    url: str
    licence: str


@dataclass(frozen=True, slots=True)
class BalanceReport:
    """One balance, ready to be shown. Exhibits read it and compute nothing but shares and rounding."""

    project: ProjectFacts
    year: int
    views: tuple[str, ...]
    """Accounting spaces to show, values of vocabulary.Space."""
    balance: Balance
    journal: "pd.DataFrame"
    """Postings, columns of core.posting.POSTING_SCHEMA, in canonical order."""
    findings: tuple[Diagnostic, ...]
    record: RunRecord
    sources: tuple[SourceLine, ...]
    organisation_names: Mapping[str, str]
    activity_labels: Mapping[str, str]
    materiality: Materiality | None = None
    """What all open findings could change; None if nobody judged them."""
    assumed: AssumedUncertainty | None = None
    """What is assumed about uncertainty where nothing states it; None: no intervals."""
    weights: "npt.NDArray[np.float64] | None" = None
    """What each posting of the journal counts in the group; None: every posting counts once."""
    completeness: Completeness | None = None
    """What came for each organisation, activity and year that the run has read; None if nobody looked."""
    earlier: tuple[YearFigures, ...] = ()
    """Figures of the base year and the year before, as far as the project has data of them and somebody asked."""
    milestones: Milestones = NO_MILESTONES
    """The group's target as ``thg.toml`` states it."""

    @property
    def provisional(self) -> bool:
        """Whether findings of severity Fehler stand open: totals are then marked VORLÄUFIG."""
        return has_errors(self.findings)
