"""GWP values against the package globalwarmingpotentials (factor_schema.md F17)."""

import globalwarmingpotentials
import pytest

from thgbilanz.factors.base import FactorBase


@pytest.mark.parametrize("gwp", ["AR4", "AR5", "AR6"])
def test_values_equal_the_package(base: FactorBase, gwp: str) -> None:
    assert base.gwp[gwp]["N2O"] == globalwarmingpotentials.data[f"{gwp}GWP100"]["N2O"]
    assert base.gwp[gwp]["CO2"] == 1  # the reference gas, by definition


@pytest.mark.parametrize("gwp", ["AR4", "AR5"])
@pytest.mark.parametrize("gas", ["CH4_fossil", "CH4_biogenic"])
def test_methane_without_split_equals_the_package(base: FactorBase, gwp: str, gas: str) -> None:
    assert base.gwp[gwp][gas] == globalwarmingpotentials.data[f"{gwp}GWP100"]["CH4"]


def test_methane_of_ar6_is_split_around_the_package_value(base: FactorBase) -> None:
    # IPCC AR6 WG1 Table 7.15: 29.8 fossil, 27.0 non-fossil; the package holds 27.9 of 7.SM.7.
    assert (base.gwp["AR6"]["CH4_fossil"], base.gwp["AR6"]["CH4_biogenic"]) == (29.8, 27.0)
    assert 27.0 < globalwarmingpotentials.data["AR6GWP100"]["CH4"] < 29.8


def test_the_three_sets_hold_the_same_gases(base: FactorBase) -> None:
    gases = {"CO2", "CH4_fossil", "CH4_biogenic", "N2O"}
    assert {gwp: set(values) for gwp, values in base.gwp.items()} == dict.fromkeys(("AR4", "AR5", "AR6"), gases)
