"""With which share an organisation enters the group: one approach for the whole group.

GHG Protocol Corporate Standard ch. 3 (method/organisation.md 1.1): operational control takes 100 % of what
is operated and 0 % otherwise; financial control 100 % of what is controlled; equity share the economic
interest, multiplied along the chain of parents.
"""

from collections.abc import Mapping, Sequence

from thgbilanz.core.organisation import Organisation
from thgbilanz.core.vocabulary import Consolidation, Control


def consolidation_weights(organisations: Sequence[Organisation], approach: Consolidation) -> dict[str, float]:
    """Weight 0 to 1 of each organisation id."""
    by_id = {organisation.id: organisation for organisation in organisations}
    return {organisation.id: _weight(organisation, approach, by_id) for organisation in organisations}


def _weight(organisation: Organisation, approach: Consolidation, by_id: Mapping[str, Organisation]) -> float:
    if approach is Consolidation.EQUITY:
        return _economic_interest(organisation, by_id)
    if approach is Consolidation.FINANCIAL:
        return 0.0 if organisation.control is Control.NONE else 1.0
    return 1.0 if organisation.control is Control.OPERATIONAL else 0.0


def _economic_interest(organisation: Organisation, by_id: Mapping[str, Organisation]) -> float:
    share = 1.0
    seen: set[str] = set()
    current: Organisation | None = organisation
    while current is not None and current.parent and current.id not in seen:
        seen.add(current.id)
        share *= current.share_percent / 100
        current = by_id.get(current.parent)
    return share
