"""One million activities: the table, booking it, and what a plain pandas map-and-multiply does with the same rows.

Run as ``python -m benchmarks.million times ROUNDS`` or ``... memory``; prints JSON. Each runs in a process of its
own, so that the memory of one is not the memory of the other.
"""

import json
import sys
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from benchmarks.memory import peak_bytes
from benchmarks.ratio import alternating
from thgbilanz.booking.book import BookingResult, booked
from thgbilanz.core.activity import ACTIVITY_SCHEMA, ActivityTable
from thgbilanz.factors.load import load_factors

if TYPE_CHECKING:
    from thgbilanz.factors.base import FactorBase

ROWS = 1_000_000
YEARS = (2019, 2020, 2021)
SETS = {"betrieblich": "uba-betrieblich", "territorial": "bisko"}
GWP = "AR5"
KINDS = (("strom", "kWh"), ("erdgas", "kWh (Hs)"), ("heizoel", "l"), ("diesel", "l"), ("benzin", "l"))
"""Activities and units as people write them; three of the five need a property to reach the factor's unit."""


def million_activities(rows: int = ROWS) -> ActivityTable:
    """Rows of forty organisations over three years, as intake hands them over: one list per column."""
    columns: dict[str, list[Any]] = {column.name: [_plain(column.kind)] * rows for column in ACTIVITY_SCHEMA}
    columns["organisation"] = _repeated([f"org-{number:02d}" for number in range(40)], rows)
    columns["space"] = ["betrieblich"] * rows
    columns["activity"] = _repeated([activity for activity, _ in KINDS], rows)
    columns["unit"] = _repeated([unit for _, unit in KINDS], rows)
    columns["amount"] = [float(number % 9973) for number in range(rows)]
    columns["year"] = _repeated([year for year in YEARS for _ in range(7)], rows)
    first_days, last_days = {y: f"{y}-01-01" for y in YEARS}, {y: f"{y}-12-31" for y in YEARS}
    columns["start"] = [first_days[year] for year in columns["year"]]
    columns["end"] = [last_days[year] for year in columns["year"]]
    columns["data_quality"] = _repeated(["A", "A", "B"], rows)
    columns["site"] = _repeated([f"Gebäude {number}" for number in range(997)], rows)
    columns["portion"] = [1.0] * rows
    columns["layer"] = ["ist"] * rows
    columns["file"] = _repeated([f"daten/{number}.csv" for number in range(40)], rows)
    columns["row"] = list(range(2, rows + 2))
    columns["column"], columns["unit_column"] = ["D"] * rows, ["E"] * rows
    return ActivityTable(columns)


def _plain(kind: str) -> object:
    return {"float": float("nan"), "int": 0}.get(kind, "")


def _repeated(values: list[Any], rows: int) -> list[Any]:
    return list(islice(cycle(values), rows))


def map_and_multiply(table: ActivityTable, kwh_per_unit: dict[str, float], kg_per_kwh: dict[str, float]) -> float:
    """The floor: of the same rows the three columns it needs as a frame, two maps, one product; nothing is traced."""
    from pandas import DataFrame  # noqa: PLC0415

    frame = DataFrame({name: table.columns[name] for name in ("activity", "unit", "amount")})
    emissions_kg = frame["amount"] * frame["unit"].map(kwh_per_unit) * frame["activity"].map(kg_per_kwh)
    return float(emissions_kg.sum())


def _booked(table: ActivityTable, base: "FactorBase") -> BookingResult:
    result = booked(table, base, SETS, GWP)
    if result.booked != len(table):
        msg = f"only {result.booked} of {len(table)} rows were booked: {result.open_reasons}"
        raise RuntimeError(msg)
    return result


def main(what: str, rounds: int) -> None:
    """Measure ``times`` (pairs of seconds) or ``memory`` (bytes) and print them as JSON."""
    base, _ = load_factors()
    table = million_activities()
    if what == "memory":
        postings = len(_booked(table, base).postings)
        print(json.dumps({"peak_bytes": peak_bytes(), "postings": postings}))
        return
    factors, units = {activity: 0.25 for activity, _ in KINDS}, {unit: 1.5 for _, unit in KINDS}
    times = alternating(lambda: map_and_multiply(table, units, factors), lambda: _booked(table, base), rounds)
    print(json.dumps({"times": times}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else 1)
