"""The hand-checked activity rows of ``emission_factors/golden``, recomputed through booking (factor_schema.md F19)."""

import ast
import csv
import operator
from collections.abc import Callable
from itertools import groupby
from math import isnan

import pytest

from tests.support.activities import activity_table
from thgbilanz.booking.book import booked
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.load import shipped_folder

Row = dict[str, str]
GASES = ("co2_fossil_kg", "co2_biogenic_kg", "ch4_fossil_kg", "ch4_biogenic_kg", "n2o_kg")
PLACE = ("scope", "scope3_category", "method")
OPERATIONS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def golden_rows() -> list[Row]:
    path = shipped_folder() / "golden" / "aktivitaeten.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = {case: list(rows) for case, rows in groupby(golden_rows(), key=operator.itemgetter("case"))}


def value_of(expression: str) -> float:
    """Arithmetic of printed numbers; anything but the four operations is no calculation."""

    def value(node: ast.expr) -> float:
        if isinstance(node, ast.BinOp):
            return OPERATIONS[type(node.op)](value(node.left), value(node.right))
        assert isinstance(node, ast.Constant), ast.dump(node)
        assert isinstance(node.value, int | float)
        return node.value

    return value(ast.parse(expression, mode="eval").body)


def test_there_are_at_least_thirty_activity_rows() -> None:
    assert len(CASES) >= 30
    assert {row["set_id"] for row in golden_rows()} == {"bisko", "uba-betrieblich", "ghgp-standort", "ghgp-markt"}


@pytest.mark.parametrize("row", golden_rows(), ids=lambda row: f"{row['case']}-{row['activity']}-{row['scope']}")
def test_expected_values_are_their_printed_calculation(row: Row) -> None:
    assert row["source"]
    calculated = dict(part.split(" = ") for part in row["calculation"].split("; "))
    assert {name for name in (*GASES, "co2e_kg") if row[name]} == set(calculated)
    for name, expression in calculated.items():
        assert float(row[name]) == pytest.approx(value_of(expression), rel=1e-11), name


@pytest.mark.parametrize("rows", CASES.values(), ids=lambda rows: f"{rows[0]['case']}-{rows[0]['activity']}")
def test_booking_gives_the_golden_values(base: FactorBase, rows: list[Row]) -> None:
    first = rows[0]
    activity = {name: first[name] for name in ("space", "activity", "unit")}
    sector = "haushalte" if first["space"] == "territorial" else ""
    table = activity_table({**activity, "sector": sector, "amount": float(first["amount"]), "year": int(first["year"])})
    result = booked(table, base, {first["space"]: first["set_id"]}, first["gwp"])
    assert (result.read, result.booked) == (1, 1), result.findings
    posted = {tuple(str(line[name]) for name in PLACE): line for line in result.postings.to_dict("records")}
    assert set(posted) == {tuple(row[name] for name in PLACE) for row in rows}
    for row in rows:
        line = posted[tuple(row[name] for name in PLACE)]
        assert line["emissions_kg"] == pytest.approx(float(row["co2e_kg"]), rel=1e-9), row
        for gas in GASES:
            if row[gas]:
                assert line[gas] == pytest.approx(float(row[gas]), rel=1e-9), (row, gas)
            else:
                assert isnan(line[gas]) or line[gas] == 0, (row, gas)
