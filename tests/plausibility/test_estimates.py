"""Shares of estimates; 0.5 kg per kWh."""

from typing import Any

import pytest

from tests.plausibility.asking import found
from tests.plausibility.years import year_of
from thgbilanz.core.diagnostic import Severity
from thgbilanz.plausibility.suspicions import Circumstances, suspicions


def test_an_organisation_that_is_mostly_estimated() -> None:
    # 60 of 100 kWh
    [finding] = found(
        year_of(2019, {"amount": 40.0}, {"amount": 35.0, "data_quality": "C"}, {"amount": 25.0, "data_quality": ""})
    )
    assert (finding.code, finding.severity, finding.effect_kg) == ("THG320", Severity.WARNING, None)
    assert finding.text == "Stadt: 60 % der Tonnen sind geschätzt oder nicht bewertet"
    assert finding.found == "2 Zeilen mit Datengüte C, D oder leer, davon 1 leer"
    assert (finding.place.cell, finding.rows) == ("D3", (3, 4))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"data_quality": "A"}, 0),
        ({"data_quality": "B"}, 0),
        ({"data_quality": "C"}, 1),
        ({"data_quality": "D"}, 1),
        ({"data_quality": ""}, 1),
        ({"layer": "schaetzung"}, 1),
        ({"portion": 0.5, "portion_basis": "Tage"}, 0),
    ],
)
def test_what_counts_as_an_estimate(row: dict[str, Any], expected: int) -> None:
    assert len(found(year_of(2019, {"amount": 10.0, **row}))) == expected


def test_half_is_not_more_than_half() -> None:
    assert found(year_of(2019, {"amount": 1.0}, {"amount": 1.0, "data_quality": "C"})) == []


def test_the_limit_is_a_setting() -> None:
    rows = year_of(2019, {"amount": 70.0}, {"amount": 30.0, "data_quality": "C"})
    assert len(suspicions(rows, Circumstances({}, None, {}, estimated_percent=29.0))) == 1
    assert suspicions(rows, Circumstances({}, None, {}, estimated_percent=31.0)) == []


def test_organisations_are_judged_one_by_one() -> None:
    rows = year_of(2019, {"amount": 1e9}, {"amount": 1.0, "data_quality": "D", "organisation": "wohnen"})
    assert [finding.text[:11] for finding in found(rows)] == ["Wohnen GmbH"]


def test_the_territory_is_judged_by_energy() -> None:
    cell = {"organisation": "stadtgebiet", "space": "territorial", "sector": "verkehr", "activity": "diesel"}
    rows = year_of(2019, {**cell, "amount": 40.0}, {**cell, "amount": 60.0, "data_quality": "D"})
    [finding] = found(rows, code="THG320")
    assert finding.text == "Stadtgebiet: 60 % der Endenergie sind geschätzt oder nicht bewertet"
