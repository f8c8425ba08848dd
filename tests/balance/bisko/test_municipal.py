"""GHD := GHD - KE only by declaration (method/bisko.md 3); factors of the small base: gas 0.25, power 0.5 kg/kWh."""

from typing import Any

import pytest

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.balance.bisko.given import CityInput
from thgbilanz.balance.bisko.municipal import RULE
from thgbilanz.balance.result import Control, TerritorialBalance
from thgbilanz.balance.startbilanz import BalanceInput, BalanceResult, startbilanz
from thgbilanz.booking.book import booked
from thgbilanz.core.vocabulary import Consolidation

BASE = factor_base()
FILE = "daten/2019/stadt.csv"


def gas(sector: str, amount: float, **changes: Any) -> dict[str, Any]:
    return {"organisation": "stadtgebiet", "space": "territorial", "sector": sector, "amount": amount, **changes}


def power(sector: str, amount: float) -> dict[str, Any]:
    return gas(sector, amount, activity="strom", unit="kWh")


def balance_of(*rows: dict[str, Any], carriers: tuple[str, ...] = ()) -> BalanceResult:
    result = booked(activity_table(*rows), BASE, SETS, "AR5")
    control = Control(result.read, result.booked, 0, 0)
    city = CityInput(municipal_in_commerce=frozenset(carriers))
    return startbilanz(
        result.postings, BalanceInput(2019, (), Consolidation.OPERATIONAL, 100, control, {FILE}, (), city)
    )


def territory(result: BalanceResult) -> TerritorialBalance:
    assert result.balance.territorial is not None
    return result.balance.territorial


def energy_of(result: BalanceResult) -> dict[tuple[str, str], float]:
    return {(cell.sector, cell.activity): cell.energy_kwh for cell in territory(result).cells}


ROWS = (gas("ghd", 3000.0), gas("kommunal", 1000.0), power("ghd", 800.0), power("kommunal", 100.0))


def test_nothing_is_subtracted_without_a_declaration() -> None:
    result = balance_of(*ROWS)
    assert energy_of(result)["ghd", "erdgas"] == 3000.0
    assert territory(result).emissions_kg == pytest.approx(4000 * 0.25 + 900 * 0.5)


def test_only_the_declared_carrier_is_subtracted() -> None:
    result = balance_of(*ROWS, carriers=("erdgas",))
    energy = energy_of(result)
    assert (energy["ghd", "erdgas"], energy["kommunal", "erdgas"]) == (2000.0, 1000.0)
    assert (energy["ghd", "strom"], energy["kommunal", "strom"]) == (800.0, 100.0)
    # GHD already held the 1,000 kWh: the city's total falls by them, 3000 x 0.25 + 900 x 0.5
    assert territory(result).emissions_kg == pytest.approx(3000 * 0.25 + 900 * 0.5)
    assert all(sums.agree for _, sums in result.balance.sums)
    assert result.findings == ()


def test_the_journal_keeps_both_and_says_why() -> None:
    journal = balance_of(*ROWS, carriers=("erdgas",)).journal
    own = journal[journal["rule"] == RULE]
    assert own["layer"].tolist() == ["korrektur"]
    assert own["sector"].tolist() == ["ghd"]
    assert own["energy_kwh"].tolist() == [-1000.0]
    assert "thg.toml" in own["reason"].tolist()[0]
    assert own["posting_id"].tolist()[0] not in journal[journal["rule"] != RULE]["posting_id"].tolist()


def test_the_rest_of_commerce_keeps_its_grade() -> None:
    """GHD 3000 kWh of B, 1000 of them municipal and A there: (2000 x 0.5 + 1000 x 1.0) / 3000."""
    rows = (gas("ghd", 3000.0, data_quality="B"), gas("kommunal", 1000.0, data_quality="A"))
    balance = territory(balance_of(*rows, carriers=("erdgas",)))
    quality = {cell.sector: cell.quality for cell in balance.cells}
    assert quality == {"ghd": pytest.approx(0.5), "kommunal": pytest.approx(1.0)}
    assert balance.quality == pytest.approx(2 / 3)


def test_a_part_larger_than_the_whole_is_an_error_and_takes_nothing_off() -> None:
    rows = (gas("ghd", 500.0), gas("kommunal", 1000.0))
    result = balance_of(*rows, carriers=("erdgas",))
    assert [finding.code for finding in result.findings] == ["THG733"]
    assert energy_of(result)["ghd", "erdgas"] == 500.0


def test_an_explicit_zero_of_municipal_facilities_needs_no_figure_of_commerce() -> None:
    """0 kWh of gas in KE, none stated for GHD: nothing to take off, nothing to complain about."""
    result = balance_of(gas("kommunal", 0.0), gas("haushalte", 5.0), carriers=("erdgas",))
    assert energy_of(result) == {("haushalte", "erdgas"): 5.0, ("kommunal", "erdgas"): 0.0}
    assert "THG733" not in {finding.code for finding in result.findings}
