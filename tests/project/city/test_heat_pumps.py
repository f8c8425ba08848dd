"""Heat pumps without counting their electricity twice (method/bisko.md 4); BISKO 2019: power 0.478, Umweltwärme 0.150.

3,200 MWh of heat at JAZ 3.2 are 1,000 MWh of power and 2,200 MWh from the environment.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.city.making import city, codes, energy_mwh, row, run, territory
from thgbilanz.balance.bisko.heat_pump import pump_heat

HEAD = "jahr;sektor;waerme_mwh;jaz;strom_enthalten;datenguete;quelle;quelle_jaz;faktor\n"
HELD = "2019;haushalte;3200;3,2;ja;B;Netzbetreiber;Feldtest;\n"
NOT_HELD = HELD.replace(";ja;", ";nein;")
ROWS = (row("haushalte", "strom", "10000"),)
STAYS = '\n[stadtbilanz]\nwaermepumpenstrom = "bleibt"\n'


@given(heat=st.floats(min_value=1e-3, max_value=1e9), jaz=st.floats(min_value=1.01, max_value=10.0))
def test_the_parts_are_the_heat(heat: float, jaz: float) -> None:
    parts = pump_heat(heat, jaz)
    assert parts.environment + parts.power == pytest.approx(heat, rel=1e-12)
    assert parts.power * jaz == pytest.approx(heat, rel=1e-12)


def test_a_pump_that_delivers_what_it_draws_is_refused() -> None:
    with pytest.raises(ValueError, match="above 1"):
        pump_heat(100.0, 1.0)


def test_power_is_taken_out_of_the_sectors_electricity(tmp_path: Path) -> None:
    """The factor of Umweltwärme holds the power: 9,000 x 0.478 + 3,200 x 0.150 t."""
    result = run(city(tmp_path, ROWS, {"waermepumpen.csv": HEAD + HELD}))
    energy = energy_mwh(result)
    assert energy == {
        ("haushalte", "strom"): pytest.approx(9000),
        ("haushalte", "umweltwaerme"): pytest.approx(3200),
    }
    assert territory(result).emissions_kg == pytest.approx(1000 * (9000 * 0.478 + 3200 * 0.150))
    assert codes(result) == []


def test_what_is_taken_out_leaves_the_grade_of_the_rest(tmp_path: Path) -> None:
    cells = territory(run(city(tmp_path, ROWS, {"waermepumpen.csv": HEAD + HELD}))).cells
    assert {cell.activity: cell.quality for cell in cells} == {
        "strom": pytest.approx(1.0),
        "umweltwaerme": pytest.approx(0.5),
    }


def test_the_grade_is_that_of_the_largest_row_in_any_unit(tmp_path: Path) -> None:
    """10,000 MWh of grade A are more than 2,000,000 kWh of grade C: 9,000 of A and 2,000 of C are left."""
    rows = (row("haushalte", "strom", "10000"), row("haushalte", "strom", "2000000", "kWh", "C"))
    cells = territory(run(city(tmp_path, rows, {"waermepumpen.csv": HEAD + HELD}))).cells
    quality = {cell.activity: cell.quality for cell in cells}
    assert quality["strom"] == pytest.approx((9000 * 1.0 + 2000 * 0.25) / 11_000)


def test_power_that_is_not_in_the_electricity_is_not_taken_out(tmp_path: Path) -> None:
    energy = energy_mwh(run(city(tmp_path, ROWS, {"waermepumpen.csv": HEAD + NOT_HELD})))
    assert energy["haushalte", "strom"] == pytest.approx(10_000)


def test_power_that_stays_leaves_the_environment_to_umweltwaerme(tmp_path: Path) -> None:
    energy = energy_mwh(run(city(tmp_path, ROWS, {"waermepumpen.csv": HEAD + HELD}, toml=STAYS)))
    assert energy["haushalte", "strom"] == pytest.approx(10_000)
    assert energy["haushalte", "umweltwaerme"] == pytest.approx(3200 * (1 - 1 / 3.2))  # 2,200


@pytest.mark.parametrize("line", [HELD, NOT_HELD])
def test_both_ways_have_the_same_final_energy(tmp_path: Path, line: str) -> None:
    """Held: 10,000 holds the 1,000. Not held: ``abziehen`` counts 3,200 of heat, ``bleibt`` 2,200 + 1,000."""
    first = run(city(tmp_path / "a", ROWS, {"waermepumpen.csv": HEAD + line}))
    second = run(city(tmp_path / "b", ROWS, {"waermepumpen.csv": HEAD + line}, toml=STAYS))
    assert territory(first).energy_kwh == pytest.approx(territory(second).energy_kwh)


def test_power_that_stays_needs_a_factor_without_it(tmp_path: Path) -> None:
    assert codes(run(city(tmp_path, ROWS, {"waermepumpen.csv": HEAD + HELD}, toml=STAYS))) == ["THG735"]


def test_without_a_performance_factor_the_recommended_one_counts_and_says_so(tmp_path: Path) -> None:
    """3.2 (Leitfaden Datenbeschaffung 2024, Schritt 7)."""
    result = run(city(tmp_path, ROWS, {"waermepumpen.csv": HEAD + HELD.replace(";3,2;", ";;").replace("Feldtest", "")}))
    assert energy_mwh(result)["haushalte", "strom"] == pytest.approx(9000)
    assert result.report is not None
    assert any("Leitfaden Datenbeschaffung 2024" in text for text in result.report.journal["conversion"])


@pytest.mark.parametrize(("jaz", "found"), [("2,7", ["THG736"]), ("2,8", []), ("3,8", []), ("3,9", ["THG736"])])
def test_an_unusual_performance_factor_is_a_note(tmp_path: Path, jaz: str, found: list[str]) -> None:
    line = HELD.replace(";3,2;", f";{jaz};")
    assert codes(run(city(tmp_path, ROWS, {"waermepumpen.csv": HEAD + line}))) == found


def test_more_pump_power_than_power_is_an_error(tmp_path: Path) -> None:
    rows = (row("haushalte", "strom", "500"),)
    assert codes(run(city(tmp_path, rows, {"waermepumpen.csv": HEAD + HELD}))) == ["THG737"]


def test_umweltwaerme_stated_twice_is_a_warning(tmp_path: Path) -> None:
    rows = (*ROWS, row("haushalte", "umweltwaerme", "3000"))
    assert codes(run(city(tmp_path, rows, {"waermepumpen.csv": HEAD + HELD}))) == ["THG734"]
