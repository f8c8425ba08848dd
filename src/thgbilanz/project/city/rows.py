"""Rows of ``stadtgebiet/`` as activities of the territory: computed amounts say in words how they came about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from thgbilanz.core.activity import ACTIVITY_COLUMNS, ACTIVITY_SCHEMA, ActivityTable
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.core.vocabulary import Flow, Layer, Space
from thgbilanz.intake.city.table import CityRow

_NAN: Final = float("nan")


@dataclass(frozen=True, slots=True)
class Derived:
    """One activity that a row stands for."""

    row: CityRow
    title: str
    """Title of the column that the amount comes from."""
    sector: str
    activity: str
    amount: float
    unit: str
    data_quality: str
    source: str
    derivation: str
    site: str = ""
    local_factor: str = ""


def activity_rows(derived: Sequence[Derived], sha256: Mapping[str, str]) -> ActivityTable:
    """The activities with every declared column; ``sha256`` is the hash of each file."""
    rows = [_row(one, sha256[one.row.file]) for one in derived]
    return ActivityTable({name: [row[name] for row in rows] for name in ACTIVITY_COLUMNS})


def _row(one: Derived, sha256: str) -> dict[str, Any]:
    plain: dict[str, Any] = {column.name: _NAN if column.kind == "float" else "" for column in ACTIVITY_SCHEMA}
    return plain | {
        "organisation": TERRITORY,
        "space": Space.TERRITORIAL.value,
        "sector": one.sector,
        "activity": one.activity,
        "amount": one.amount,
        "unit": one.unit,
        "year": one.row.year,
        "start": f"{one.row.year}-01-01",
        "end": f"{one.row.year}-12-31",
        "portion": 1.0,
        "data_quality": one.data_quality,
        "flow": Flow.RECEIVED.value,
        "local_factor": one.local_factor,
        "site": one.site,
        "source": one.source,
        "derivation": one.derivation,
        "layer": Layer.ACTUAL.value,
        "file": one.row.file,
        "row": one.row.line,
        "column": one.row.letters[one.title],
        "column_title": one.title,
        "unit_column": one.row.letters.get("einheit", one.row.letters[one.title]),
        "unit_title": "einheit" if "einheit" in one.row.letters else one.title,
        "file_sha256": sha256,
    }


def of_year(rows: Iterable[CityRow], year: int) -> list[CityRow]:
    """Rows of one year."""
    return [row for row in rows if row.year == year]
