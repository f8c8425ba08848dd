"""Everything suspicious in the rows of a year: one list, weighed by what it could change."""

from collections.abc import Mapping
from dataclasses import dataclass

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.plausibility.evidence import slip_findings
from thgbilanz.plausibility.identity import identities
from thgbilanz.plausibility.previous_year import previous_year_slips
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.totals import totals_of


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the rows are compared with."""

    population: Mapping[int, int]
    """Inhabitants by year."""
    previous: BookedRows | None
    """Rows of the year before, None if there are none."""
    organisation_names: Mapping[str, str]
    materiality_percent: float = 5.0


def suspicions(rows: BookedRows, circumstances: Circumstances) -> list[Diagnostic]:
    """Findings THG310 to THG329, each with its effect; all can be confirmed by a person."""
    totals = totals_of(rows, circumstances.materiality_percent)
    now = identities(rows)
    evidence = []
    if circumstances.previous is not None:
        evidence += previous_year_slips(now, identities(circumstances.previous), circumstances.organisation_names)
    return slip_findings(rows, evidence, totals)
