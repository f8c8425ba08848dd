"""Share of the group's gross scope 1 under the EU emissions trading system (ESRS E1 48b, AR 44d)."""

from math import fsum
from typing import TYPE_CHECKING

from thgbilanz.balance.insight import EtsShare
from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.vocabulary import Scope, Space

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

_PLANTS = frozenset(id_ for id_, kind in KIND_BY_ID.items() if kind.group in {Group.FUEL, Group.PROCESS})
"""Only stationary plants can be installations; vehicles and refrigerants are in no installation."""


def ets_share(journal: "pd.DataFrame", weights: "npt.NDArray[np.float64]") -> EtsShare | None:
    """The share, from the weighted postings of scope 1; None if there is no scope 1."""
    is_direct = ((journal["space"] == Space.ORGANISATIONAL.value) & (journal["scope"] == Scope.DIRECT.value)).to_numpy()
    if not is_direct.any():
        return None
    lines = journal[["emissions_kg", "activity", "eu_ets"]][is_direct]
    kg = lines["emissions_kg"] * weights[is_direct]
    is_plant = lines["activity"].isin(_PLANTS)

    def total(mask: "pd.Series[bool]") -> float:
        return fsum(kg[mask].tolist())

    return EtsShare(
        ets_kg=total(lines["eu_ets"] == "ja"),
        scope1_kg=fsum(kg.tolist()),
        unstated_kg=total((lines["eu_ets"] == "") & is_plant),
    )
