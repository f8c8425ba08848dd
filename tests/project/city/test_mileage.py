"""Mileage x specific use x share of the drive (method/bisko.md 9); figures invented, worked out by hand."""

from pathlib import Path

import pytest

from tests.project.city.making import city, codes, energy_mwh, row, run, territory

HEAD = (
    "jahr;verkehrsmittel;strassenart;fahrleistung_km;antrieb;anteil_prozent;verbrauch_je_km;einheit;datenguete;"
    "quelle_fahrleistung;quelle_verbrauch\n"
)
CARS = (
    "2019;Pkw;innerorts;10.000.000;Diesel;40;0,6;kWh (Hi);B;Verkehrsmodell;Messreihe\n"
    "2019;Pkw;innerorts;10.000.000;Benzin;59;0,7;kWh (Hi);B;Verkehrsmodell;Messreihe\n"
    "2019;Pkw;innerorts;10.000.000;Strom;1;0,2;kWh;B;Verkehrsmodell;Messreihe\n"
)
TRAM = "2019;Straßen-, Stadt-, U-Bahn;;500000;Strom;100;4;kWh;A;Betreiber;Betreiber\n"
ROWS = (row("haushalte", "strom", "1000"),)


def test_energy_is_mileage_times_use_times_share(tmp_path: Path) -> None:
    result = run(city(tmp_path, ROWS, {"fahrleistung.csv": HEAD + CARS + TRAM}))
    energy = energy_mwh(result)
    assert energy["verkehr", "diesel"] == pytest.approx(10_000 * 0.6 * 0.40)  # 2,400 MWh
    assert energy["verkehr", "benzin"] == pytest.approx(10_000 * 0.7 * 0.59)  # 4,130 MWh
    assert energy["verkehr", "strom"] == pytest.approx(10_000 * 0.2 * 0.01 + 500 * 4)  # 20 + 2,000 MWh
    assert codes(result) == []
    assert result.report is not None
    assert result.report.balance.control.holds


def test_modes_have_their_mileage_energy_and_emissions(tmp_path: Path) -> None:
    """BISKO 2019: diesel 0.326, petrol 0.322, federal mix 0.478 kg per kWh."""
    modes = territory(run(city(tmp_path, ROWS, {"fahrleistung.csv": HEAD + CARS + TRAM}))).city.modes
    assert [(mode.mode, mode.mileage_km) for mode in modes] == [
        ("Pkw, innerorts", pytest.approx(10_000_000)),
        ("Straßen-, Stadt-, U-Bahn", pytest.approx(500_000)),
    ]
    assert modes[0].emissions_kg == pytest.approx(1000 * (2400 * 0.326 + 4130 * 0.322 + 20 * 0.478))
    assert modes[1].emissions_kg == pytest.approx(1000 * 2000 * 0.478)
    assert [mode.quality for mode in modes] == [pytest.approx(0.5), pytest.approx(1.0)]


def test_litres_become_energy_by_the_properties_of_the_fuel(tmp_path: Path) -> None:
    line = "2019;Linienbus;;100000;Diesel;100;0,4;l;A;Betreiber;Betreiber\n"
    result = run(city(tmp_path, ROWS, {"fahrleistung.csv": HEAD + line}))
    assert result.report is not None
    journal = result.report.journal
    (posting,) = journal[journal["sector"] == "verkehr"].to_dict("records")
    assert posting["amount"] == pytest.approx(40_000.0)
    assert 9.5 < posting["energy_kwh"] / posting["amount"] < 10.1  # a litre of diesel holds about 9.8 kWh
    assert posting["conversion"].startswith("100.000 km × 0,4000 l je km × 100,0 %")
    assert (posting["file"], posting["column"], posting["row"]) == ("stadtgebiet/fahrleistung.csv", "D", 2)


def test_measured_consumption_stands_beside_modes(tmp_path: Path) -> None:
    rows = (*ROWS, row("verkehr", "kerosin", "50", "MWh (Hi)"))
    modes = territory(run(city(tmp_path, rows, {"fahrleistung.csv": HEAD + TRAM}))).city.modes
    assert [(mode.mode, mode.mileage_km) for mode in modes][-1] == ("nicht zugeordnet", None)


def test_rows_of_other_years_wait_for_their_year(tmp_path: Path) -> None:
    result = run(city(tmp_path, ROWS, {"fahrleistung.csv": HEAD + TRAM.replace("2019", "2018")}))
    assert ("verkehr", "strom") not in energy_mwh(result)


@pytest.mark.parametrize(("old", "new"), [(";59;", ";50;"), (";59;", ";60;")])
def test_shares_that_are_not_the_whole_are_an_error(tmp_path: Path, old: str, new: str) -> None:
    assert codes(run(city(tmp_path, ROWS, {"fahrleistung.csv": HEAD + CARS.replace(old, new)}))) == ["THG732"]


def test_consumption_without_a_source_is_no_consumption(tmp_path: Path) -> None:
    result = run(city(tmp_path, ROWS, {"fahrleistung.csv": HEAD + TRAM.replace(";Betreiber\n", ";\n")}))
    assert codes(result) == ["THG730"]
    assert ("verkehr", "strom") not in energy_mwh(result)


def test_consumption_stated_twice_is_a_warning(tmp_path: Path) -> None:
    rows = (*ROWS, row("verkehr", "diesel", "900", "MWh (Hi)"))
    result = run(city(tmp_path, rows, {"fahrleistung.csv": HEAD + CARS}))
    assert codes(result) == ["THG734"]
    assert energy_mwh(result)["verkehr", "diesel"] == pytest.approx(2400 + 900)
