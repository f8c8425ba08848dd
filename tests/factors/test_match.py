"""Exact lookup: one row or an open item with the nearest candidates, never a silent neighbour."""

from collections.abc import Callable
from pathlib import Path

import pytest

from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.load import load_factors
from thgbilanz.factors.match import Match, NoMatch, matched_factor, property_between

Own = Callable[..., Path]
ORG = ("uba-betrieblich", "betrieblich")
CITY = ("bisko", "territorial")


def row(found: Match | NoMatch) -> Match:
    assert isinstance(found, Match), found
    return found


def none(found: Match | NoMatch) -> NoMatch:
    assert isinstance(found, NoMatch), found
    return found


def test_a_pin_gives_its_row_and_the_reason(base: FactorBase) -> None:
    found = row(matched_factor(base, *CITY, "strom", "total", 2019))
    assert found.factor.key == ("strom.netz.bundesmix", 2019, "DE", "total", "na", "bisko-leipzig-2019")
    assert found.reason == "Satz bisko 2026.1, Rolle gesamt"


def test_the_reason_says_when_a_value_is_carried(base: FactorBase) -> None:
    forward = row(matched_factor(base, *ORG, "diesel", "direct", 2019))
    assert forward.reason == "Satz uba-betrieblich 2026.1, Rolle direkt; fortgeschrieben, Daten von 2018"
    back = row(matched_factor(base, *ORG, "holzpellets", "direct", 2019))
    assert back.reason == "Satz uba-betrieblich 2026.1, Rolle direkt; rückwirkend verwendet, Daten von 2024"


def test_the_market_role_falls_back_to_the_location_factor(base: FactorBase) -> None:
    market = row(matched_factor(base, *ORG, "strom", "market", 2019))
    assert market.factor == row(matched_factor(base, *ORG, "strom", "location", 2019)).factor
    assert market.reason.endswith("Standortfaktor, weil kein marktbasierter vorliegt")


def test_certified_green_power_is_zero_by_market_only(base: FactorBase) -> None:
    market = row(matched_factor(base, *ORG, "oekostrom", "market", 2019)).factor
    assert market.co2_fossil_kg == 0
    assert market.zero_reason
    location = row(matched_factor(base, *ORG, "oekostrom", "location", 2019)).factor
    assert location.co2e_kg == 0.417  # UBA CC 13/2025, Tab. 2


def test_an_unknown_year_names_the_nearest_years(base: FactorBase) -> None:
    found = none(matched_factor(base, *ORG, "strom", "location", 2025))
    assert found.code == "THG221"
    assert found.expected == "Jahr von 1990 bis 2024"
    assert found.candidates == (
        "strom.netz.bundesmix 2024 (uba-cc-13-2025)",
        "strom.netz.bundesmix 2023 (uba-cc-13-2025)",
        "strom.netz.bundesmix 2022 (uba-cc-13-2025)",
    )


@pytest.mark.parametrize("year", [1989, 2016, 2017, 2025, 2030])
def test_no_year_outside_a_set_is_ever_matched(base: FactorBase, year: int) -> None:
    found = none(matched_factor(base, *CITY, "erdgas", "total", year))
    assert found.code == "THG221"
    assert len(found.candidates) == 3


def test_a_carrier_without_factor_stays_open(base: FactorBase) -> None:
    found = none(matched_factor(base, *ORG, "holzhackschnitzel", "direct", 2019))
    assert found.code == "THG220"
    assert "Holzhackschnitzel" in found.text


def test_an_unknown_carrier_names_similar_ones(base: FactorBase) -> None:
    found = none(matched_factor(base, *ORG, "erdgass", "direct", 2019))
    assert found.code == "THG220"
    assert "erdgas" in found.candidates


def test_a_missing_role_is_not_filled_from_another(base: FactorBase) -> None:
    # BISKO prints 51 g/kWh for biogas, the UBA list 51.04 g direct: an upstream value would be negative.
    found = none(matched_factor(base, *ORG, "biogas", "upstream", 2019))
    assert found.code == "THG227"


@pytest.mark.parametrize("heat", ["fernwaerme", "nahwaerme"])
@pytest.mark.parametrize(("set_id", "space", "role"), [(*ORG, "location"), (*CITY, "total")])
def test_network_heat_needs_the_factor_of_its_network(
    base: FactorBase, heat: str, set_id: str, space: str, role: str
) -> None:
    found = none(matched_factor(base, set_id, space, heat, role, 2019))
    assert found.code == "THG226"
    assert "faktoren" in found.hint


def test_an_unknown_set_names_the_sets(base: FactorBase) -> None:
    unknown = none(matched_factor(base, "biska", "territorial", "strom", "total", 2019))
    assert (unknown.code, unknown.candidates) == ("THG225", ("bisko",))
    wrong_space = none(matched_factor(base, "bisko", "betrieblich", "strom", "location", 2019))
    assert (wrong_space.code, wrong_space.expected) == ("THG225", "ghgp-markt, ghgp-standort, uba-betrieblich")


def test_a_local_factor_goes_before_the_set(own: Own) -> None:
    base, _ = load_factors(local=own({"factor_id": "strom.stadtwerke", "accounting": "market"}, {"factor_id": "x"}))
    found = row(matched_factor(base, *ORG, "strom", "market", 2019, "strom.stadtwerke"))
    assert found.factor.co2e_kg == 0.18
    assert found.reason == "lokaler Faktor strom.stadtwerke (faktoren/fernwaerme.csv, Zeile 2), Rolle marktbasiert"


def test_roles_of_a_local_factor_follow_boundary_and_accounting(own: Own) -> None:
    rows = (
        {},
        {"boundary": "upstream", "accounting": "na", "co2e_kg": "0.02"},
        {"boundary": "total", "accounting": "na", "co2e_kg": "0.2"},
    )
    base, findings = load_factors(local=own(*rows))
    assert findings == []
    values = {
        role: row(matched_factor(base, *ORG, "fernwaerme", role, 2019, "fernwaerme.stadtwerke")).factor.co2e_kg
        for role in ("location", "market", "upstream", "total", "direct")
    }
    assert values == {"location": 0.18, "market": 0.18, "upstream": 0.02, "total": 0.2, "direct": 0.18}


def test_a_local_factor_without_upstream_stays_open(own: Own) -> None:
    base, _ = load_factors(local=own())
    found = none(matched_factor(base, *ORG, "fernwaerme", "upstream", 2019, "fernwaerme.stadtwerke"))
    assert (found.code, found.expected) == ("THG223", "Zeile mit year_valid 2019 und boundary upstream")


def test_a_local_factor_of_another_year_stays_open(own: Own) -> None:
    base, _ = load_factors(local=own({"year_valid": "2018"}))
    found = none(matched_factor(base, *ORG, "fernwaerme", "location", 2019, "fernwaerme.stadtwerke"))
    assert found.code == "THG223"
    assert found.candidates == ("fernwaerme.stadtwerke 2018 (stadtwerke-2019, NET-stadtwerke)",)


def test_an_unknown_local_factor_names_similar_ones(own: Own) -> None:
    base, _ = load_factors(local=own())
    found = none(matched_factor(base, *ORG, "fernwaerme", "location", 2019, "fernwaerme.stadtwerk"))
    assert (found.code, found.candidates) == ("THG222", ("fernwaerme.stadtwerke",))


def test_a_shipped_id_is_no_local_factor(base: FactorBase) -> None:
    found = none(matched_factor(base, *ORG, "strom", "location", 2019, "strom.netz.bundesmix"))
    assert found.code == "THG222"


def test_two_hits_are_no_match(own: Own) -> None:
    base, findings = load_factors(local=own({}, {"edition": "stadtwerke-2020", "co2e_kg": "0.19"}))
    assert findings == []
    found = none(matched_factor(base, *ORG, "fernwaerme", "location", 2019, "fernwaerme.stadtwerke"))
    assert (found.code, len(found.candidates)) == ("THG224", 2)


def test_a_gas_bill_becomes_hi_by_a_sourced_property(base: FactorBase) -> None:
    # EBeV 2030, Anlage 2 Teil 4, Nr. 6: 3.2508 GJ (Hi) per MWh (Hs); 3.2508 / 3.6 = 0.903
    found = property_between(base, "erdgas", "kWh_Hs", "kWh_Hi", 2019)
    assert found is not None
    assert (found.value, found.source_id) == (0.903, "ebev-2030")


def test_a_property_per_litre_answers_for_cubic_metres(base: FactorBase) -> None:
    per_litre = property_between(base, "heizoel", "L", "kWh_Hi", 2019)
    assert per_litre is not None
    assert per_litre == property_between(base, "heizoel", "m3", "kWh_Hi", 2019)


def test_there_is_no_heating_value_of_natural_gas_per_cubic_metre(base: FactorBase) -> None:
    # TRAPS 27: Brennwert and Zustandszahl must come from the bill.
    for unit in ("m3", "Nm3"):
        assert property_between(base, "erdgas", unit, "kWh_Hi", 2019) is None
        assert property_between(base, "erdgas", unit, "kWh_Hs", 2019) is None
