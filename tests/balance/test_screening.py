"""All fifteen categories: booked, estimated, excluded, open; presets and the share of primary data."""

import pytest

from tests.support.group import GROUP, balance_of, fuel, heat, posting, power, scope3
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.scope3 import SCOPE3_CATEGORIES, CategoryStatement
from thgbilanz.core.vocabulary import Control, OrganisationKind

TRIP = scope3("stadt", 30.0, "3.6", "dienstreise_flug_kurz", quantity_unit="Pkm", data_quality="B")
TRAIN = scope3("stadt", 10.0, "3.6", "dienstreise_bahn_fern", quantity_unit="Pkm", data_quality="A")
PAPER = scope3("stadt", 5.0, "3.1", "papier", quantity_unit="kg", data_quality="C")
GOODS = scope3("stadt", 7.0, "3.2", "it_geraete", quantity_unit="kg")


def test_every_category_has_one_line_in_order() -> None:
    lines = balance_of(fuel("stadt", 1.0)).balance.insight.screening
    assert [line.category for line in lines] == [f"3.{number}" for number in range(1, 16)]
    assert [line.label for line in lines] == list(SCOPE3_CATEGORIES.values())
    assert {line.status for line in lines} == {"offen"}


def test_booked_estimated_and_excluded() -> None:
    stated = (
        CategoryStatement("3.4", "ausgeschlossen", "keine Transporte"),
        CategoryStatement("3.7", "abgeschaetzt", "", 12.5, "Mobilitätsbefragung 2018"),
    )
    result = balance_of(TRIP, TRAIN, categories=stated)
    lines = {line.category: line for line in result.balance.insight.screening}
    assert (lines["3.6"].status, lines["3.6"].group_kg) == ("erfasst", 40.0)
    assert lines["3.6"].primary_share == pytest.approx(10.0 / 40.0)
    assert (lines["3.4"].status, lines["3.4"].group_kg, lines["3.4"].reason) == (
        "ausgeschlossen",
        None,
        "keine Transporte",
    )
    assert (lines["3.7"].group_kg, lines["3.7"].reason) == (12_500.0, "Mobilitätsbefragung 2018")
    assert lines["3.5"].status == "offen"
    assert result.balance.organisational is not None
    assert result.balance.organisational.group.total_kg == 40.0  # an estimate of thg.toml is in no total
    (open_ones,) = [finding for finding in result.findings if finding.code == "THG423"]
    assert open_ones.found == "3.1, 3.2, 3.3, 3.5, 3.8, 3.9, 3.10, 3.11, 3.12, 3.13, 3.14, 3.15"


def test_no_category_open_is_no_finding() -> None:
    stated = [CategoryStatement(category, "ausgeschlossen", "unwesentlich") for category in SCOPE3_CATEGORIES]
    assert [finding.code for finding in balance_of(fuel("stadt", 1.0), categories=stated).findings] == []


def test_a_statement_about_a_booked_category_is_a_contradiction() -> None:
    stated = (CategoryStatement("3.6", "ausgeschlossen", "unwesentlich"),)
    codes = [finding.code for finding in balance_of(TRIP, categories=stated).findings]
    assert codes == ["THG422", "THG423"]


def test_a_category_that_is_eliminated_whole_is_booked_with_nothing() -> None:
    waste = scope3("wohnen", 40.0, "3.5", "restabfall", counterparty="werke", quantity_unit="t", data_quality="B")
    burnt = fuel("werke", 100.0, activity="abfallverbrennung")
    lines = {line.category: line for line in balance_of(waste, burnt).balance.insight.screening}
    assert (lines["3.5"].status, lines["3.5"].group_kg, lines["3.5"].primary_share) == ("erfasst", 0.0, 0.0)


def test_rows_outside_of_the_perimeter_book_no_category() -> None:
    airport = Organisation("flug", "Flughafen", OrganisationKind.OTHER, "stadt", 20.0, Control.NONE)
    trip = {**TRIP, "organisation": "flug"}
    lines = balance_of(trip, fuel("stadt", 1.0), organisations=(*GROUP, airport)).balance.insight.screening
    assert lines[5].status == "offen"


def test_presets_hold_their_categories_and_both_methods() -> None:
    """1 + 2 = 100 + 40 (30 by market); 3.3 = 8, 3.6 = 40, 3.1 = 5, 3.2 = 7."""
    rows = (
        fuel("stadt", 100.0),
        heat("stadt", 40.0),
        heat("stadt", 30.0, method="markt"),
        scope3("stadt", 8.0, "3.3", "erdgas", boundary="upstream"),
        *(TRIP, TRAIN, PAPER, GOODS),
    )
    presets = {total.preset: total for total in balance_of(*rows).balance.insight.presets}
    assert presets["kernbilanz"].location_kg == 188.0
    assert presets["kernbilanz"].market_kg == 178.0
    assert presets["erweitert"].location_kg == 193.0
    assert presets["alle"].location_kg == 200.0
    assert presets["alle"].categories == ("3.1", "3.2", "3.3", "3.6")


def test_share_of_scope_1_in_emissions_trading() -> None:
    """ESRS E1 AR 44d: 300 of 500 kg; a boiler that says nothing is unstated, a car is no installation."""
    ets = balance_of(
        fuel("werke", 300.0, eu_ets="ja"),
        fuel("werke", 100.0, eu_ets="nein"),
        fuel("stadt", 60.0),
        fuel("stadt", 40.0, activity="diesel"),
        power("stadt", 999.0, eu_ets="ja"),
    ).balance.insight.ets
    assert ets is not None
    assert (ets.ets_kg, ets.scope1_kg, ets.unstated_kg, ets.share) == (300.0, 500.0, 60.0, 0.6)
    assert balance_of(power("stadt", 1.0)).balance.insight.ets is None


def test_without_an_organisational_balance_nothing_is_screened() -> None:
    city = posting(5.0, organisation="stadtgebiet", space="territorial", scope="", sector="haushalte")
    result = balance_of(city, categories=(CategoryStatement("3.4", "ausgeschlossen", "unwesentlich"),))
    assert result.balance.insight.screening == ()
    assert not {finding.code for finding in result.findings} & {"THG422", "THG423"}
