"""Travel, goods, waste, refrigerants and residual mix against their publications, and the traps kept out."""

import globalwarmingpotentials
import pytest

from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg, factor_under_gwp
from thgbilanz.factors.match import Match, matched_factor
from thgbilanz.factors.roles import rows_for_role

ORGANISATIONAL = ("uba-betrieblich", "ghgp-standort", "ghgp-markt")


def co2e(base: FactorBase, *key: object) -> float | None:
    return base.factors[key].co2e_kg  # type: ignore[index]


# UBA Climate Change 16/2026, Tab. 2, g/kWh: without and with upstream.
NEW_MIX = {2020: (373, 435), 2021: (414, 477), 2022: (441, 503), 2023: (387, 442), 2024: (361, 414), 2025: (352, 406)}


@pytest.mark.parametrize("year", NEW_MIX)
def test_the_second_hand_edition_of_the_mix(base: FactorBase, year: int) -> None:
    direct, total = NEW_MIX[year]
    edition = "uba-cc-16-2026"
    assert co2e(base, "strom.netz.bundesmix", year, "DE", "direct", "location", edition) == direct / 1000
    assert co2e(base, "strom.netz.bundesmix", year, "DE", "total", "na", edition) == total / 1000
    rows = [row for row in base.factors.values() if row.edition == edition]
    assert all("Zweitquelle" in row.note and row.dq_reliab == 4 for row in rows)


# UBA, Vergleich der durchschnittlichen Emissionen, g/Pkm.
TRAVEL = [
    ("bahn.fern", 2018, "tremod-6.03", 32),
    ("bahn.fern", 2019, "uba-verkehr-2021-11", 29),
    ("bahn.fern", 2019, "uba-verkehr-2023", 27),
    ("bahn.fern", 2021, "uba-verkehr-2023", 46),
    ("bahn.nah", 2018, "tremod-6.03", 57),
    ("bahn.nah", 2024, "tremod-6.71b", 44),
    ("bus.linie", 2018, "tremod-6.03", 80),
    ("bus.linie", 2024, "tremod-6.71b", 90),
    ("bus.fern", 2019, "uba-verkehr-2023", 30),
    ("stadtbahn.strecke", 2019, "uba-verkehr-2023", 49),
    ("stadtbahn.strecke", 2024, "tremod-6.71b", 42),
    ("pkw.personenkilometer", 2024, "tremod-6.71b", 164),
    ("flug.inland", 2019, "uba-verkehr-2021-11", 214),
]


@pytest.mark.parametrize(("factor_id", "year", "edition", "grams"), TRAVEL)
def test_travel_as_published(base: FactorBase, factor_id: str, year: int, edition: str, grams: int) -> None:
    row = base.factors[factor_id, year, "DE", "total", "na", edition]
    assert (row.co2e_kg, row.activity_unit) == (grams / 1000, "Pkm")


def test_two_editions_of_one_year_stay_and_the_set_decides(base: FactorBase) -> None:
    found = matched_factor(base, "uba-betrieblich", "betrieblich", "dienstreise_bahn_fern", "total", 2019)
    assert isinstance(found, Match)
    assert (found.factor.edition, found.factor.co2e_kg) == ("uba-verkehr-2023", 0.027)
    assert "29 g" in found.factor.note


def test_the_train_is_no_flight(base: FactorBase) -> None:
    for set_id in ORGANISATIONAL:
        for year in range(2018, 2025):
            found = matched_factor(base, set_id, "betrieblich", "dienstreise_bahn_fern", "total", year)
            assert isinstance(found, Match)
            assert found.factor.factor_id == "bahn.fern"
            assert (found.factor.co2e_kg or 1) < 0.1


# DESNZ 2025 flat file: direct and WTT, kg per passenger km.
FLIGHTS = [
    ("flug.inland.durchschnitt.mit_rf", 0.22928, 0.0335),
    ("flug.inland.durchschnitt.ohne_rf", 0.13552, 0.0335),
    ("flug.kurz.economy.mit_rf", 0.12576, 0.02249),
    ("flug.lang.durchschnitt.ohne_rf", 0.09043, 0.03213),
    ("flug.lang.business.mit_rf", 0.3394, 0.07137),
]


@pytest.mark.parametrize(("factor_id", "direct", "upstream"), FLIGHTS)
def test_flights_with_and_without_other_effects(
    base: FactorBase, factor_id: str, direct: float, upstream: float
) -> None:
    values = [co2e(base, factor_id, 2025, "GB", b, "na", "desnz-2025") for b in ("direct", "upstream", "total")]
    assert values == [direct, upstream, pytest.approx(direct + upstream, rel=1e-12)]


def test_flights_count_other_effects_in_one_view_only(base: FactorBase) -> None:
    for set_id, words in (("uba-betrieblich", "mit_rf"), ("ghgp-standort", "ohne_rf"), ("ghgp-markt", "ohne_rf")):
        found = matched_factor(base, set_id, "betrieblich", "dienstreise_flug_lang", "total", 2019)
        assert isinstance(found, Match)
        assert found.factor.factor_id.endswith(words)


@pytest.mark.parametrize("role", ["direct", "total", "location", "market", "upstream"])
def test_the_transport_share_of_waste_can_play_no_role(base: FactorBase, role: str) -> None:
    # TRAPS 3: 4.68568 and 8.98311 kg/t hold collection and transport only.
    shares = [row for row in base.factors.values() if row.co2e_kg in {4.68568, 8.98311}]
    assert {row.boundary for row in shares} == {"transport_only"}
    assert {row.region for row in shares} == {"GB"}
    assert rows_for_role(shares, role) == []


def test_uk_grid_and_climate_specific_rows_are_not_shipped(base: FactorBase) -> None:
    # TRAPS 20: homeworking, T&D of the UK grid, managed assets.
    locators = [row.source_locator for row in base.factors.values() if row.edition == "desnz-2025"]
    banned = ("ID 32_", "ID 13_", "ID 14_", "ID 15_", "ID 16_", "ID 30_", "ID 31_")
    assert len(locators) > 100
    assert not [text for text in locators if text.startswith(banned)]


GAS_NAMES = {
    "kaeltemittel.r134a": "HFC134a",
    "kaeltemittel.r32": "HFC32",
    "kaeltemittel.r125": "HFC125",
    "kaeltemittel.r143a": "HFC143a",
    "kaeltemittel.r22": "HCFC22",
    "kaeltemittel.r23": "HFC23",
    "kaeltemittel.r227ea": "HFC227ea",
    "sf6.austritt": "SF6",
}


@pytest.mark.parametrize("gwp", ["AR4", "AR5", "AR6"])
@pytest.mark.parametrize("factor_id", GAS_NAMES)
def test_refrigerants_equal_the_package(base: FactorBase, factor_id: str, gwp: str) -> None:
    value = co2e(base, factor_id, 2019, "DE", "direct", "na", f"ipcc-{gwp.lower()}")
    assert value == globalwarmingpotentials.data[f"{gwp}GWP100"][GAS_NAMES[factor_id]]


# Mass fractions times GWP, AR4 as Regulation (EU) 517/2014 rounds it: R404A 3922, R407C 1774, R410A 2088, R507A 3985.
@pytest.mark.parametrize(("blend", "value"), [("r404a", 3922), ("r407c", 1774), ("r410a", 2088), ("r507a", 3985)])
def test_blends_agree_with_the_f_gas_regulation(base: FactorBase, blend: str, value: int) -> None:
    found = co2e(base, f"kaeltemittel.{blend}", 2019, "DE", "direct", "na", "ipcc-ar4")
    assert found is not None
    assert abs(found - value) <= 0.5


def test_a_gas_follows_the_gwp_of_the_run(base: FactorBase) -> None:
    row = base.factors["kaeltemittel.r134a", 2019, "DE", "direct", "na", "ipcc-ar5"]
    assert [factor_co2e_kg(factor_under_gwp(row, gwp, base), gwp, base) for gwp in ("AR4", "AR5", "AR6")] == [
        (1430, "AR4"),
        (1300, "AR5"),
        (1530, "AR6"),
    ]
    hfo = base.factors["kaeltemittel.r454c", 2019, "DE", "direct", "na", "ipcc-ar6"]
    assert factor_under_gwp(hfo, "AR5", base) is hfo
    mix = base.factors["strom.netz.bundesmix", 2019, "DE", "direct", "location", "uba-cc-13-2025"]
    assert factor_under_gwp(mix, "AR6", base) is mix


def test_the_residual_mix_is_single_values_only(base: FactorBase) -> None:
    # AIB European Residual Mixes, g CO2/kWh; 498 and 659 circulate without a year.
    rows = base.by_id["strom.residualmix"]
    assert {(row.year_valid, row.co2_fossil_kg) for row in rows} == {(2018, 0.72869), (2024, 0.72456), (2025, 0.70147)}
    assert {row.accounting for row in rows} == {"market", "residual"}


def test_biogenic_co2_stands_outside_the_scopes(base: FactorBase) -> None:
    # DESNZ 2025: HVO 70.83 kg/GJ = 0.254988 kg/kWh; wood logs 0.35 kg/kWh.
    hvo = base.factors["hvo.strasse", 2025, "GB", "direct", "na", "desnz-2025"]
    assert hvo.co2_biogenic_kg == pytest.approx(0.254988, rel=1e-9)
    assert factor_co2e_kg(hvo, "AR5", base)[0] < 0.004
    logs = base.factors["holz.biogen", 2025, "GB", "direct", "na", "desnz-2025"]
    assert (logs.co2_biogenic_kg, logs.co2_fossil_kg) == (0.35, 0)
    assert factor_co2e_kg(logs, "AR5", base)[0] == 0
