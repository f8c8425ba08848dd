"""Small activity tables for tests, with every column given."""

from typing import Any

from thgbilanz.core.activity import ACTIVITY_COLUMNS, ActivityTable

NAN = float("nan")

_DEFAULTS: dict[str, Any] = {
    "organisation": "stadt",
    "space": "betrieblich",
    "sector": "",
    "activity": "erdgas",
    "amount": 1.0,
    "unit": "kWh (Hi)",
    "year": 2019,
    "start": "2019-01-01",
    "end": "2019-12-31",
    "portion": 1.0,
    "portion_basis": "",
    "data_quality": "A",
    "scope3_category": "",
    "counterparty": "",
    "delivery": "",
    "flow": "bezug",
    "contract": "",
    "eu_ets": "",
    "local_factor": "",
    "meter": "",
    "site": "",
    "floor_area_m2": NAN,
    "cost_eur": NAN,
    "uncertainty_percent": NAN,
    "weather_corrected": "",
    "notation": "",
    "remark": "",
    "confirmation": "",
    "source": "",
    "derivation": "",
    "layer": "ist",
    "author": "",
    "recorded_on": "",
    "reason": "",
    "file": "daten/2019/stadt.csv",
    "sheet": "",
    "column": "D",
    "column_title": "menge",
    "unit_column": "E",
    "unit_title": "einheit",
    "file_sha256": "0" * 64,
}


def activity_table(*rows: dict[str, Any]) -> ActivityTable:
    """An activity table; each row names only what differs from a plain row of natural gas."""
    full = [{**_DEFAULTS, "row": number + 2, **row} for number, row in enumerate(rows)]
    return ActivityTable({name: [row[name] for row in full] for name in ACTIVITY_COLUMNS})
