"""Loss rates of refrigerants by application, from the shipped table with its sources."""

import csv
from dataclasses import dataclass
from functools import cache

from thgbilanz.core.shipped import shipped_folder

TABLE = "verlustraten.csv"


@dataclass(frozen=True, slots=True)
class LossRate:
    """Part of the charge that an application loses in a year of operation."""

    share_per_year: float
    region: str
    source: str
    """Source id and locator."""


@cache
def loss_rates() -> dict[str, LossRate]:
    """Rates by application; of an application with several rows each has its year behind the name."""
    with (shipped_folder() / TABLE).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = [row["application"] for row in rows]
    return {
        name if names.count(name) == 1 else f"{name}_{row['year_data']}": LossRate(
            float(row["share_per_year"]), row["region"], f"{row['source_id']}, {row['source_locator']}"
        )
        for name, row in zip(names, rows, strict=True)
    }
