"""Which rows can play which role of an activity: boundary and scope 2 accounting decide."""

from collections.abc import Iterable

from thgbilanz.core.factor import Factor

_BOUNDARIES: dict[str, frozenset[str]] = {
    "direct": frozenset({"direct"}),
    "location": frozenset({"direct"}),
    "market": frozenset({"direct"}),
    "upstream": frozenset({"upstream"}),
    "total": frozenset({"total", "cradle_to_gate"}),
}
_ACCOUNTING: dict[str, frozenset[str]] = {
    "direct": frozenset({"na", "location"}),
    "location": frozenset({"na", "location"}),
    "market": frozenset({"market"}),
    "upstream": frozenset({"na", "location", "market"}),
    "total": frozenset({"na", "location"}),
}

ROLE_LABELS = {
    "direct": "direkt",
    "upstream": "Vorkette",
    "location": "standortbasiert",
    "market": "marktbasiert",
    "total": "gesamt",
}
"""German words for roles in reasons and findings."""


def rows_for_role(rows: Iterable[Factor], role: str) -> list[Factor]:
    """Rows that can play a role.

    The market-based role takes rows with market accounting and falls back to the location-based ones: without
    contract or residual mix the grid average applies (Scope 2 Guidance, method/organisation.md 4.2).
    """
    candidates = list(rows)
    hits = _fitting(candidates, role)
    if role == "market" and not hits:
        return _fitting(candidates, "location")
    return hits


def _fitting(rows: Iterable[Factor], role: str) -> list[Factor]:
    return [row for row in rows if row.boundary in _BOUNDARIES[role] and row.accounting in _ACCOUNTING[role]]
