"""Readings beside the balance (method/bisko.md 5 and 7): never BISKO-conform, never in the sum."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.city.making import city, codes, row, run, territory
from thgbilanz.balance.bisko.given import PowerSource
from thgbilanz.balance.bisko.readings import corrected_energy, territorial_mix_kg

HEAD = "jahr;art;anlage;strom_mwh;faktor_kg_je_kwh;quelle;quelle_faktor\n"
SUN = "2019;erzeugung;PV;250;0,04;Marktstammdatenregister;Gutachten\n"
GREEN = "2019;oekostrom;Stadtwerke grün;100;0,02;Vertrag;Kennzeichnung\n"
ROWS = (
    row("haushalte", "strom", "900"),
    row("verkehr", "strom", "100"),
    row("haushalte", "erdgas", "1000", "MWh (Hi)"),
)
DAYS = "monat;gradtage;quelle\n" + "".join(f"2019-{month:02};250;DWD, Station Probe\n" for month in range(1, 13))
WEATHER = """
[stadtbilanz.witterung]
langjaehriges_mittel_kd = 3600.0
quelle = "DWD, Mittel 1991-2020"
raumwaerme_prozent = { haushalte = 80 }
quelle_raumwaerme = "Wärmestudie"
"""


def test_the_local_mix_by_hand(tmp_path: Path) -> None:
    """(250 x 0.04 + 750 x 0.478) / 1000 = 0.3685 instead of 0.478 for all 1,000 MWh, also of transport."""
    balance = territory(run(city(tmp_path, ROWS, {"stromerzeugung.csv": HEAD + SUN})))
    (reading,) = balance.city.readings
    assert reading.difference_kg == pytest.approx(1_000_000 * (0.3685 - 0.478))
    assert reading.emissions_kg == pytest.approx(balance.emissions_kg + reading.difference_kg)
    assert balance.emissions_kg == pytest.approx(1_000_000 * 0.478 + 1_000_000 * 0.247)


def test_surplus_of_local_power_gets_no_credit() -> None:
    sources = [PowerSource("Wind", 3000.0, 0.01, ""), PowerSource("PV", 1000.0, 0.05, "")]
    assert territorial_mix_kg(sources, 2000.0, 0.5) == pytest.approx((3000 * 0.01 + 1000 * 0.05) / 4000)


@given(made=st.floats(min_value=0.0, max_value=1e6), used=st.floats(min_value=1.0, max_value=1e6))
def test_the_mix_lies_between_its_parts(made: float, used: float) -> None:
    mix = territorial_mix_kg([PowerSource("PV", made, 0.04, "")], used, 0.478)
    assert 0.04 * (1 - 1e-9) <= mix <= 0.478 * (1 + 1e-9)


def test_green_power_by_hand(tmp_path: Path) -> None:
    (reading,) = territory(run(city(tmp_path, ROWS, {"stromerzeugung.csv": HEAD + GREEN}))).city.readings
    assert reading.key == "oekostrom"
    assert reading.difference_kg == pytest.approx(100_000 * (0.02 - 0.478))


def test_more_green_power_than_power_replaces_no_more_than_there_is(tmp_path: Path) -> None:
    """4,000 MWh bought for 1,000 MWh used: 1,000 MWh at 0.02, none below."""
    table = HEAD + GREEN.replace(";100;", ";4000;")
    (reading,) = territory(run(city(tmp_path, ROWS, {"stromerzeugung.csv": table}))).city.readings
    assert reading.difference_kg == pytest.approx(1_000_000 * (0.02 - 0.478))
    assert "höchstens der Verbrauch" in reading.basis


def test_a_mild_year_is_corrected_upwards(tmp_path: Path) -> None:
    """12 x 250 = 3,000 Kd against 3,600: 800 MWh of space heat become 960, so 160 x 0.247 t more."""
    result = run(city(tmp_path, ROWS, toml=WEATHER, degree_days=DAYS))
    (reading,) = territory(result).city.readings
    assert reading.difference_kg == pytest.approx(160_000 * 0.247)
    assert reading.energy_kwh == pytest.approx(2_000_000 + 160_000)
    assert "3.600 / 3.000 Kd" in reading.basis
    assert territory(result).energy_kwh == pytest.approx(2_000_000)
    assert codes(result) == []


@given(
    energy=st.floats(min_value=1.0, max_value=1e9),
    share=st.floats(min_value=0.01, max_value=1.0),
    actual=st.floats(min_value=1000.0, max_value=6000.0),
    mean=st.floats(min_value=1000.0, max_value=6000.0),
)
def test_the_correction_has_the_right_direction(energy: float, share: float, actual: float, mean: float) -> None:
    corrected = corrected_energy(energy, share, actual, mean)
    assert (corrected - energy) * (mean - actual) >= -1e-6 * energy
    assert corrected_energy(energy, share, mean, mean) == pytest.approx(energy, rel=1e-12)


def test_a_year_without_all_months_has_no_weather_reading(tmp_path: Path) -> None:
    short = "".join(DAYS.splitlines(keepends=True)[:-1])
    result = run(city(tmp_path, ROWS, toml=WEATHER, degree_days=short))
    assert territory(result).city.readings == ()
    assert codes(result) == ["THG739"]


def test_readings_change_neither_balance_nor_check(tmp_path: Path) -> None:
    plain = territory(run(city(tmp_path / "a", ROWS)))
    tables = {"stromerzeugung.csv": HEAD + SUN + GREEN}
    more = territory(run(city(tmp_path / "b", ROWS, tables, toml=WEATHER, degree_days=DAYS)))
    assert len(more.city.readings) == 3
    assert (more.emissions_kg, more.energy_kwh) == (plain.emissions_kg, plain.energy_kwh)
    assert more.city.conformity == plain.city.conformity
