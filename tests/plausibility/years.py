"""Rows of a year with round emissions: 0.5 kg per kWh and unit, so that effects can be worked out in the head."""

from array import array
from typing import Any

from tests.support.activities import activity_table
from thgbilanz.plausibility.rows import BookedRows

KG_PER_KWH = 0.5
KWH = {"kWh": 1.0, "MWh": 1e3, "GWh": 1e6, "kWh (Hi)": 1.0, "MWh (Hi)": 1e3, "GJ": 1e3 / 3.6}


def year_of(year: int, *rows: dict[str, Any], folder: str = "") -> BookedRows:
    """Booked rows of a year. Energy comes from amount, unit and portion; other units weigh 0.5 kg each."""
    place = {
        "year": year,
        "start": f"{year}-01-01",
        "end": f"{year}-12-31",
        "file": f"{folder or 'daten'}/{year}/a.csv",
    }
    table = activity_table(*({"activity": "strom", "unit": "kWh", **place, **row} for row in rows))
    columns = table.columns
    energy, emissions = array("d"), array("d")
    for amount, portion, unit in zip(columns["amount"], columns["portion"], columns["unit"], strict=True):
        energy.append(amount * portion * KWH.get(unit, 0.0))
        emissions.append(amount * portion * KWH.get(unit, 1.0) * KG_PER_KWH)
    return BookedRows(year, table, emissions, energy)
