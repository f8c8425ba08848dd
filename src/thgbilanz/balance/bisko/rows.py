"""The territory's postings as plain rows: few hundred lines that several questions group in different ways.

Grouping them in plain Python is an order of magnitude faster than a pandas ``groupby`` over categories per question.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thgbilanz.core.vocabulary import Space

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    "sector", "activity", "site", "data_quality", "file", "sheet", "row", "column", "factor_id", "factor_edition",
    "factor_year", "factor_region", "boundary", "gwp_set", "factor_reservation", "match_reason", "factor_kg",
    "energy_kwh", "emissions_kg",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """What the questions about a city need of one posting."""

    sector: str
    activity: str
    site: str
    data_quality: str
    file: str
    sheet: str
    row: int
    column: str
    factor_id: str
    factor_edition: str
    factor_year: int
    factor_region: str
    boundary: str
    gwp_set: str
    factor_reservation: str
    match_reason: str
    factor_kg: float
    energy_kwh: float
    emissions_kg: float


def territory_rows(journal: "pd.DataFrame") -> tuple[TerritoryRow, ...]:
    """Postings of the territory, in the order of the journal."""
    own = journal.loc[(journal["space"] == Space.TERRITORIAL.value).to_numpy(), list(_COLUMNS)]
    columns = [own[name].tolist() for name in _COLUMNS]
    return tuple(TerritoryRow(*values) for values in zip(*columns, strict=True))
