"""Factor-1000 slips against the year before. Tonnes: 0.5 kg per kWh (tests/plausibility/years.py)."""

from typing import Any

import pytest

from tests.plausibility.years import year_of
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.plausibility.rows import BookedRows
from thgbilanz.plausibility.suspicions import Circumstances, suspicions

NAMES = {"stadt": "Stadt", "wohnen": "Wohnen GmbH"}


def found(now: BookedRows, then: BookedRows | None, code: str = "THG310") -> list[Diagnostic]:
    findings = suspicions(now, Circumstances({}, then, NAMES))
    return [finding for finding in findings if finding.code == code]


def two_years(now: list[dict[str, Any]], then: list[dict[str, Any]]) -> list[Diagnostic]:
    return found(year_of(2020, *now), year_of(2019, *then))


def test_a_meter_a_thousand_times_larger_than_the_year_before() -> None:
    # 1,250,000 MWh against 1,180 MWh: ratio 1,059; 1.25e9 kWh x 0.5 kg x 0.999 = 624,375,000 kg
    [finding] = two_years(
        [{"meter": "4711", "amount": 1_250_000.0, "unit": "MWh"}], [{"meter": "4711", "amount": 1_180.0, "unit": "MWh"}]
    )
    assert finding.text == (
        "Zähler 4711 (Strom): 1.250.000 MWh, im Vorjahr 1.180 MWh, Verhältnis 1.059 – verrutschte Einheit kWh/MWh?"
    )
    assert finding.severity is Severity.ERROR
    assert finding.effect_kg == pytest.approx(624_375_000.0)
    assert (finding.place.cell, finding.rows) == ("D2", (2,))
    assert "daten/2019/a.csv" in finding.expected
