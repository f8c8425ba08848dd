"""Which factor rows a balance used, and how many tonnes rest on each."""

from typing import TYPE_CHECKING, Any

from thgbilanz.balance.result import FactorUse
from thgbilanz.core.vocabulary import Layer, Method, Scope

if TYPE_CHECKING:
    import pandas as pd

_KEYS = (
    "space", "in_total", "factor_id", "factor_edition", "factor_year", "factor_region", "boundary", "quantity_unit",
    "factor_kg", "factor_source", "factor_reservation", "match_reason", "gwp_set",
)  # fmt: skip


def factors_used(journal: "pd.DataFrame") -> tuple[FactorUse, ...]:
    """One line per accounting space, factor row and use, largest first; eliminations use no factor of their own."""
    in_total = (journal["method"] != Method.MARKET.value) & (journal["scope"] != Scope.OUTSIDE.value)
    # What only states a quantity has no factor.
    has_factor = (journal["layer"] != Layer.ELIMINATION.value) & (journal["factor_id"] != "")
    lines = journal.assign(in_total=in_total)[has_factor]
    if lines.empty:
        return ()
    sums = lines.groupby(list(_KEYS), observed=True, sort=True, dropna=False)["emissions_kg"].agg(["sum", "size"])
    keys: list[tuple[Any, ...]] = sums.index.tolist()
    figures = zip(sums["sum"].tolist(), sums["size"].tolist(), strict=True)
    rows: list[tuple[Any, ...]] = [(*key, *values) for key, values in zip(keys, figures, strict=True)]
    uses = [FactorUse(*row) for row in rows]
    return tuple(
        sorted(uses, key=lambda use: (use.space, -use.emissions_kg, use.factor_id, use.boundary, use.match_reason))
    )
