"""Shipped figures against their publications: few, chosen, each with the place where it is printed."""

import pytest

from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.match import Match, matched_factor

# UBA Climate Change 13/2025, Tab. 2, S. 11-13: CO2, THG without and THG with upstream, g/kWh.
STROMMIX = {
    1990: (764, 769, 860),
    2018: (474, 481, 546),
    2019: (409, 417, 479),
    2020: (365, 373, 435),
    2021: (406, 414, 477),
    2022: (433, 441, 503),
    2023: (386, 394, 449),
    2024: (363, 372, 427),
}


@pytest.mark.parametrize("year", STROMMIX)
def test_electricity_of_uba(base: FactorBase, year: int) -> None:
    co2, direct, total = STROMMIX[year]
    edition = "uba-cc-13-2025"
    rows = base.factors
    assert rows["strom.netz.bundesmix.co2", year, "DE", "direct", "location", edition].co2_fossil_kg == co2 / 1000
    assert rows["strom.netz.bundesmix", year, "DE", "direct", "location", edition].co2e_kg == direct / 1000
    assert rows["strom.netz.bundesmix", year, "DE", "total", "na", edition].co2e_kg == total / 1000
    upstream = rows["strom.netz.bundesmix", year, "DE", "upstream", "na", edition].co2e_kg
    assert upstream == pytest.approx((total - direct) / 1000, rel=1e-12)


def test_electricity_of_uba_has_no_gap(base: FactorBase) -> None:
    rows = [row for row in base.by_id["strom.netz.bundesmix"] if row.boundary == "upstream"]
    years = {row.year_valid for row in rows if row.edition == "uba-cc-13-2025"}
    assert years == set(range(1990, 2025))


# As printed: München CCC Table 7 (2018), Leipzig CCC A-1.2/A-1.3 (2019), Mannheim CCC A-1.2 (2020),
# Münster CCC and Dresden CCC Table 6-6/6-7 (2021).
BISKO = [
    ("strom", {2018: 0.544, 2019: 0.478, 2020: 0.429, 2021: 0.472}),
    ("erdgas", dict.fromkeys(range(2018, 2022), 0.247)),
    ("heizoel", dict.fromkeys(range(2018, 2022), 0.318)),
    ("fluessiggas", {2019: 0.276}),
    ("steinkohle", {2019: 0.438, 2020: 0.438}),
    ("braunkohle", {2019: 0.411}),
    ("holz", {2019: 0.022}),
    ("holzpellets", {2021: 0.025}),
    ("holzhackschnitzel", {2021: 0.029}),
    ("biogas", {2019: 0.051}),
    ("solarthermie", {2018: 0.025, 2019: 0.025, 2021: 0.023}),
    ("umweltwaerme", {2018: 0.170, 2019: 0.150}),
    ("diesel", {2018: 0.3264, 2019: 0.326}),
    ("benzin", {2018: 0.3216, 2019: 0.322}),
    ("lpg", {2018: 0.2904, 2019: 0.290}),
    ("cng", {2018: 0.2485}),
    ("kerosin", {2018: 0.3222}),
    ("biodiesel", {2018: 0.1123, 2019: 0.112}),
    ("bioethanol", {2019: 0.149}),
    ("sonstige_konventionelle", {2018: 0.322, 2019: 0.330}),
]


@pytest.mark.parametrize(("activity", "printed"), BISKO)
def test_bisko_factors_as_cities_print_them(base: FactorBase, activity: str, printed: dict[int, float]) -> None:
    for year, value in printed.items():
        found = matched_factor(base, "bisko", "territorial", activity, "total", year)
        assert isinstance(found, Match), found
        assert found.factor.co2e_kg == value
        assert found.factor.derivation in {"published", "computed"}


# kg CO2 per TJ: TREMOD 2018 (UBA 2020, S. 32), Anhang 3 of UBA CC 13/2025 (2023), NIR 2023 Tab. 481 (2021).
INVENTORY = [
    ("benzin", 2018, 75286),
    ("diesel", 2018, 74027),
    ("lpg", 2018, 66334),
    ("cng", 2018, 55936),
    ("kerosin", 2018, 73256),
    ("erdgas", 2021, 55800),
    ("heizoel", 2021, 74000),
    ("erdgas", 2023, 56325),
    ("heizoel", 2023, 74020),
    ("steinkohle", 2023, 94116),
    ("braunkohle", 2023, 99359),
]


@pytest.mark.parametrize(("activity", "year", "kg_per_tj"), INVENTORY)
def test_combustion_co2(base: FactorBase, activity: str, year: int, kg_per_tj: int) -> None:
    found = matched_factor(base, "uba-betrieblich", "betrieblich", activity, "direct", year)
    assert isinstance(found, Match), found
    # 1 kWh = 3.6 MJ = 3.6e-6 TJ
    assert found.factor.co2_fossil_kg == pytest.approx(kg_per_tj * 3.6e-6, rel=1e-12)
    assert factor_co2e_kg(found.factor, "AR6", base)[1] == "CO2"


def test_petrol_is_not_naphtha_and_kerosene_is_not_aviation_gasoline(base: FactorBase) -> None:
    # TRAPS 1 and 2: 73.3 t/TJ is Rohbenzin, 70.0 t/TJ is Flugbenzin; both were in circulation.
    wrong = {"benzin": 73.3 * 0.0036, "kerosin": 70.0 * 0.0036}
    for activity, value in wrong.items():
        for year in range(2018, 2025):
            found = matched_factor(base, "uba-betrieblich", "betrieblich", activity, "direct", year)
            assert isinstance(found, Match), found
            assert found.factor.co2_fossil_kg is not None
            assert found.factor.co2_fossil_kg > value * 1.02


def test_natural_gas_of_the_uba_list_by_gas(base: FactorBase) -> None:
    # UBA list v2.1, sheet 01, ID 01_10_02_004_01: 202.396 g CO2, 10.8 mg CH4, 0.905 mg N2O per kWh (Hi).
    row = base.factors["erdgas.waerme", 2024, "DE", "direct", "na", "uba-liste-2.1"]
    assert row.co2_fossil_kg == pytest.approx(0.202396, abs=5e-7)
    assert row.ch4_fossil_kg == pytest.approx(10.8e-6, abs=5e-10)
    assert row.n2o_kg == pytest.approx(0.905e-6, abs=5e-10)


def test_gwp_of_the_run_decides_where_gases_are_known(base: FactorBase) -> None:
    # Log boiler, sheet 01, ID 01_10_01_007_01: 20.444 mg CH4 and 1.008 mg N2O per kWh, CO2 outside the scopes.
    row = base.factors["holz.waerme", 2024, "DE", "direct", "na", "uba-liste-2.1"]
    expected = {
        "AR4": 20.444e-6 * 25 + 1.008e-6 * 298,
        "AR5": 20.444e-6 * 28 + 1.008e-6 * 265,
        "AR6": 20.444e-6 * 27.0 + 1.008e-6 * 273,
    }
    for gwp, value in expected.items():
        kg, basis = factor_co2e_kg(row, gwp, base)
        assert basis == gwp
        assert kg == pytest.approx(value, rel=1e-4)


def test_a_factor_in_co2e_only_keeps_the_basis_of_its_source(base: FactorBase) -> None:
    uba = base.factors["strom.netz.bundesmix", 2019, "DE", "direct", "location", "uba-cc-13-2025"]
    assert factor_co2e_kg(uba, "AR6", base) == (0.417, "AR5")
    city = base.factors["strom.netz.bundesmix", 2019, "DE", "total", "na", "bisko-leipzig-2019"]
    assert factor_co2e_kg(city, "AR6", base) == (0.478, "unbekannt")


def test_figures_without_a_followable_source_are_not_shipped(base: FactorBase) -> None:
    # TRAPS 4, 14, 17, 18: 0.505 (2022, party website), 0.4896 (another system), bioethanol = biodiesel, 0.26 (Table 5).
    totals = {row.co2e_kg for row in base.by_id["strom.netz.bundesmix"] if row.boundary == "total"}
    assert totals.isdisjoint({0.505, 0.4896})
    assert [row.co2e_kg for row in base.by_id["bioethanol.strasse"] if row.boundary == "total"] == [0.149] * 6
    heat = {row.co2e_kg for factor_id in base.by_id if "waerme.netz" in factor_id for row in base.by_id[factor_id]}
    assert 0.26 not in heat


def test_waste_incineration_is_not_the_transport_share(base: FactorBase) -> None:
    # TRAPS 3: DESNZ 4.69 kg/t is collection only; München Table 7 prints 455 (kg) per tonne.
    for role, activity in (("total", "restabfall"), ("direct", "abfallverbrennung")):
        found = matched_factor(base, "uba-betrieblich", "betrieblich", activity, role, 2019)
        assert isinstance(found, Match), found
        assert (found.factor.co2e_kg, found.factor.activity_unit) == (455, "t")


# BAFA Informationsblatt v3.1, Tab. 3 (MJ); HeizkostenV § 9 Abs. 3 (kWh).
HEATING_VALUES = [
    ("heizoel", "L", 36 / 3.6),
    ("diesel", "L", 36 / 3.6),
    ("benzin", "L", 32 / 3.6),
    ("fluessiggas", "kg", 46 / 3.6),
    ("steinkohle", "kg", 30 / 3.6),
    ("holz", "kg", 15 / 3.6),
    ("holzpellets", "kg", 5.0),
    ("braunkohle", "kg", 5.5),
    ("holzhackschnitzel", "SRm", 650.0),
]


@pytest.mark.parametrize(("activity", "unit", "kwh"), HEATING_VALUES)
def test_heating_values(base: FactorBase, activity: str, unit: str, kwh: float) -> None:
    rows = [row for row in base.properties if (row.activity, row.unit_from) == (activity, unit)]
    assert [row.value for row in rows] == [pytest.approx(kwh, rel=1e-12)]
    assert rows[0].unit_to == "kWh_Hi"
