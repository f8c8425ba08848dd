"""Findings about the periods of rows: what is split between years, and what is missing in a year."""

from typing import TYPE_CHECKING

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.plausibility.coverage import coverage_findings
from thgbilanz.plausibility.rows import booked_rows
from thgbilanz.plausibility.split_periods import split_findings

if TYPE_CHECKING:
    import pandas as pd


def period_findings(activities: ActivityTable, postings: "pd.DataFrame") -> list[Diagnostic]:
    """Findings THG090 and THG091. Rows and postings are joined only if a row names a period of its own."""
    columns = activities.columns
    spans = set(zip(columns["start"], columns["end"], strict=True))
    if all(start[4:] == "-01-01" and end[4:] == "-12-31" and start[:4] == end[:4] for start, end in spans):
        return []
    rows = booked_rows(0, activities, postings)
    return [*split_findings(rows), *coverage_findings(rows)]
