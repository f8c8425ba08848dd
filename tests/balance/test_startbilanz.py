"""The balance of a small group, every figure worked out by hand; factors are round and invented."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.balance.result import Control, ScopeTotals
from thgbilanz.balance.startbilanz import BalanceInput, BalanceResult, startbilanz
from thgbilanz.booking.book import booked
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.vocabulary import Consolidation, OrganisationKind

BASE = factor_base()
FILE = "daten/2019/stadt.csv"
GROUP = (
    Organisation("stadt", "Stadt", OrganisationKind.ADMINISTRATION),
    Organisation("wohnen", "Wohnen", OrganisationKind.HOUSING, "stadt", 80.0),
    Organisation("werke", "Werke", OrganisationKind.UTILITY, "stadt", 60.0),
)


def balance_of(
    *rows: dict[str, Any],
    organisations: Sequence[Organisation] = GROUP,
    approach: Consolidation = Consolidation.OPERATIONAL,
    population: int | None = 100,
) -> BalanceResult:
    result = booked(activity_table(*rows), BASE, SETS, "AR5")
    control = Control(result.read, result.booked, 0, 0)
    return startbilanz(result.postings, BalanceInput(2019, organisations, approach, population, control, {FILE}))


def group_of(result: BalanceResult) -> ScopeTotals:
    assert result.balance.organisational is not None
    return result.balance.organisational.group


WASTE = {"organisation": "wohnen", "activity": "restabfall", "unit": "t", "amount": 10.0, "counterparty": "werke"}
POWER = {"organisation": "wohnen", "activity": "strom", "unit": "kWh", "amount": 1000.0, "counterparty": "werke"}
PLANT = {"organisation": "werke", "amount": 20000.0}


def test_scopes_of_the_group() -> None:
    group = group_of(balance_of({"amount": 1000.0}, {**POWER, "counterparty": ""}))
    assert group.scope1_kg == pytest.approx(254.5)  # 1000 x (0.2 + 0.001 x 28 + 0.0001 x 265)
    assert group.scope2_location_kg == pytest.approx(400.0)
    assert group.scope2_market_kg == pytest.approx(700.0)
    assert group.scope3_kg == pytest.approx(50.0 + 100.0)
    assert group.total_kg == pytest.approx(254.5 + 400.0 + 150.0)
    assert group.total_market_kg == pytest.approx(254.5 + 700.0 + 150.0)


def test_waste_burnt_in_the_groups_plant_is_eliminated_and_stays_with_the_deliverer() -> None:
    result = balance_of(WASTE, PLANT)
    group = result.balance.organisational
    assert group is not None
    assert group.group.scope3_kg == pytest.approx(20000 * 0.05)  # 3.3 of the plant's gas; 3.5 is gone
    assert group.organisations[1].totals.scope3_kg == pytest.approx(4000.0)  # 10 t x 400 kg, own balance unchanged
    assert [(line.rule, line.supplier, line.receiver, line.kg) for line in group.eliminations] == [
        ("E3", "werke", "wohnen", pytest.approx(4000.0))
    ]


def test_power_over_a_direct_line_loses_scope_2_of_both_methods_and_its_upstream() -> None:
    group = group_of(balance_of({**POWER, "delivery": "direkt"}, PLANT))
    assert group.scope2_location_kg == pytest.approx(0.0)
    assert group.scope2_market_kg == pytest.approx(0.0)
    assert group.scope3_kg == pytest.approx(1000.0)  # only the plant's own upstream, 20000 x 0.05


def test_power_through_the_public_grid_is_not_eliminated() -> None:
    assert group_of(balance_of({**POWER, "delivery": "netz"}, PLANT)).scope2_location_kg == pytest.approx(400.0)


def test_nothing_is_eliminated_where_the_supplier_books_nothing() -> None:
    result = balance_of({**POWER, "delivery": "direkt"})
    assert group_of(result).scope2_location_kg == pytest.approx(400.0)
    assert [finding.code for finding in result.findings] == ["THG401", "THG423"]


def test_a_supplier_that_books_only_vehicles_is_no_plant() -> None:
    journal = balance_of(WASTE, PLANT).journal
    journal = journal[journal["layer"] != "elimination"]
    driven = journal.assign(activity=journal["activity"].astype(object).replace("erdgas", "diesel"))
    given = BalanceInput(2019, GROUP, Consolidation.OPERATIONAL, 100, Control(2, 2, 0, 0), {FILE})
    result = startbilanz(driven, given)
    assert [finding.code for finding in result.findings] == ["THG401", "THG423"]
    assert result.balance.organisational is not None
    assert result.balance.organisational.eliminations == ()
    assert result.balance.organisational.group.scope3_kg == pytest.approx(4000 + 20000 * 0.05)


def test_equity_share_multiplies_and_eliminates_with_the_smaller_share() -> None:
    group = group_of(balance_of(WASTE, PLANT, approach=Consolidation.EQUITY))
    assert group.scope1_kg == pytest.approx(20000 * 0.2545 * 0.6)
    # 3.5: 0.8 x 4000 booked, min(0.8, 0.6) x 4000 eliminated; 3.3 of the plant: 0.6 x 1000
    assert group.scope3_kg == pytest.approx(0.8 * 4000 - 0.6 * 4000 + 0.6 * 1000)


def test_territory_by_sector_with_quality_and_per_head() -> None:
    place = {"organisation": "stadtgebiet", "space": "territorial"}
    result = balance_of(
        {**place, "sector": "haushalte", "amount": 3000.0, "data_quality": "A"},
        {**place, "sector": "verkehr", "activity": "strom", "unit": "kWh", "amount": 1000.0, "data_quality": "C"},
    ).balance.territorial
    assert result is not None
    assert result.emissions_kg == pytest.approx(3000 * 0.25 + 1000 * 0.5)
    assert result.energy_kwh == pytest.approx(4000.0)
    assert result.per_head_kg == pytest.approx(12.5)
    assert result.quality == pytest.approx((3000 * 1.0 + 1000 * 0.25) / 4000)
    assert [(cell.sector, cell.activity) for cell in result.cells] == [("haushalte", "erdgas"), ("verkehr", "strom")]
    assert not result.bisko_conform


def test_an_ungraded_value_makes_the_quality_unknown() -> None:
    place = {"organisation": "stadtgebiet", "space": "territorial", "sector": "haushalte"}
    territorial = balance_of({**place, "data_quality": "A"}, {**place, "data_quality": ""}).balance.territorial
    assert territorial is not None
    assert territorial.quality is None


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "organisation": st.sampled_from(["stadt", "wohnen", "werke"]),
            "activity": st.sampled_from(["erdgas", "strom", "restabfall"]),
            "amount": st.floats(min_value=0, max_value=1e6),
            "counterparty": st.sampled_from(["", "werke", "wohnen"]),
            "delivery": st.sampled_from(["", "direkt", "netz"]),
        }
    ),
    min_size=1,
    max_size=10,
)


@given(ROWS, st.sampled_from(list(Consolidation)))
def test_weighted_entities_plus_eliminations_are_the_group(rows: list[dict[str, Any]], approach: Consolidation) -> None:
    units = {"erdgas": "kWh (Hi)", "strom": "kWh", "restabfall": "t"}
    result = balance_of(*({**row, "unit": units[row["activity"]]} for row in rows), approach=approach)
    group = result.balance.organisational
    assert group is not None
    own = sum(part.weighted.total_kg for part in group.organisations)
    assert own == pytest.approx(sum(part.weight * part.totals.total_kg for part in group.organisations), rel=1e-12)
    eliminated = sum(line.kg for line in group.eliminations if line.scope != "2-markt")
    assert own - eliminated == pytest.approx(group.group.total_kg, rel=1e-9, abs=1e-9)
    assert sum(group.group_by_activity_kg.values()) == pytest.approx(group.group.total_kg, rel=1e-9, abs=1e-9)
    assert eliminated <= own * (1 + 1e-9)
    assert all(sums.agree for _, sums in result.balance.sums)


@given(ROWS)
def test_an_elimination_never_changes_an_own_balance(rows: list[dict[str, Any]]) -> None:
    units = {"erdgas": "kWh (Hi)", "strom": "kWh", "restabfall": "t"}
    internal = [{**row, "unit": units[row["activity"]]} for row in rows]
    external = [{**row, "counterparty": ""} for row in internal]
    first, second = balance_of(*internal).balance.organisational, balance_of(*external).balance.organisational
    assert first is not None
    assert second is not None
    for mine, theirs in zip(first.organisations, second.organisations, strict=True):
        assert mine.totals.total_kg == pytest.approx(theirs.totals.total_kg, rel=1e-12)
