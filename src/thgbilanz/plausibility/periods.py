"""Findings about the periods of rows: what is split between years, and what is missing in a year."""

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.plausibility.coverage import coverage_findings
from thgbilanz.plausibility.netting import net_of_corrections
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.split_periods import split_findings

PERIOD_CODES = frozenset({"THG090", "THG091"})
"""Codes of what all files of a year say together about its days."""


def names_periods(activities: ActivityTable) -> bool:
    """Whether any row has a period of its own; most tables have none, and need not be joined with their postings."""
    columns = activities.columns
    spans = set(zip(columns["start"], columns["end"], strict=True))
    return any(start[4:] != "-01-01" or end[4:] != "-12-31" or start[:4] != end[:4] for start, end in spans)


def period_findings(rows: BookedRows, materiality_percent: float = 5.0) -> list[Diagnostic]:
    """Findings THG090 and THG091; a remark explains gaps below ``materiality_percent`` of an organisation's total."""
    if not names_periods(rows.activities):
        return []
    return [*split_findings(rows), *coverage_findings(net_of_corrections(rows), materiality_percent)]
