"""Asking for suspicions in tests."""

from collections.abc import Mapping

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.suspicions import Circumstances, suspicions

NAMES = {"stadt": "Stadt", "wohnen": "Wohnen GmbH"}
NOBODY: Mapping[int, int] = {}


def found(
    now: BookedRows, then: BookedRows | None = None, code: str = "", population: Mapping[int, int] = NOBODY
) -> list[Diagnostic]:
    """Findings of a code, or all."""
    findings = suspicions(now, Circumstances(population, then, NAMES))
    return [finding for finding in findings if code in {"", finding.code}]
