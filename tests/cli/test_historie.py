"""``thg historie``: a city's own table, one column per year, becomes its years and its published figures."""

from pathlib import Path

import pytest

from tests.cli.calls import SETTINGS, project, thg, tree

MAPPING = """\
[tabelle]
trennzeichen = ";"
dezimalzeichen = ","
sektor = "Sektor"
energietraeger = "Energieträger"
einheit = "Einheit"
quelle = "Musterbericht 2022"
fundstelle = "Tab. 3; S. 12"

[woerter.sektor]
"Private Haushalte" = "haushalte"
Summe = "gesamt"

[woerter.energietraeger]
Erdgas = "erdgas"
Strom = "strom"
Summe = "gesamt"

[woerter.einheit]
"t CO2" = "t"

[bestaetigung]
wer = "A. Muster"
"""
TABLE = """\
Sektor;Energieträger;Einheit;2019;2020
Private Haushalte;Erdgas;GWh;1000,5;
Private Haushalte;Strom;GWh;200;190
Private Haushalte;Erdgas;t CO2;247123,5;
Private Haushalte;Strom;t CO2;95600;81510
Summe;Summe;t CO2;342723,5;81510
"""


def prepared(folder: Path, table: str = TABLE, mapping: str = MAPPING) -> Path:
    root = project(folder, None, SETTINGS)
    (root / "bilanz.csv").write_text(table, encoding="utf-8")
    (root / "bilanz.toml").write_text(mapping, encoding="utf-8")
    return root


CALL = ("historie", "bilanz.csv", "--zuordnung", "bilanz.toml")


def test_a_history_is_read_in_one_step(tmp_path: Path) -> None:
    """1,000.5 GWh of gas are 1,000,500 MWh; 247,123.5 t stand beside them; the printed sum adds up."""
    root = prepared(tmp_path)
    result = thg(*CALL, folder=root)
    assert result.code == 0, result
    assert result.out.split() == [
        "daten/2019/stadtgebiet-bilanz.csv",
        "daten/2020/stadtgebiet-bilanz.csv",
        "daten/veroeffentlicht.csv",
    ]
    tidy = (root / "daten" / "2019" / "stadtgebiet-bilanz.csv").read_text(encoding="utf-8").splitlines()
    assert tidy[1] == (
        'stadtgebiet;territorial;haushalte;erdgas;1000500;MWh (Hi);2019;Musterbericht 2022;"Tab. 3; S. 12"'
    )
    assert tidy[2].split(";")[3:6] == ["strom", "200000", "MWh"]
    published = (root / "daten" / "veroeffentlicht.csv").read_text(encoding="utf-8").splitlines()
    assert published[1].startswith("2019;gesamt;gesamt;;342723,5;")
    assert published[2].startswith("2019;haushalte;erdgas;1000500;247123,5;")
    assert len([line for line in published if line.startswith("2020;")]) == 2


def test_what_was_read_becomes_series_and_comparison(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    thg(*CALL, folder=root)
    found = thg("trend", "--sicht", "territorial", "--vorlaeufig", "--format", "json", folder=root).document
    (territory,) = found["reihen"]
    assert [point["jahr"] for point in territory["jahre"]] == [2019, 2020]
    assert territory["veroeffentlicht"][0]["veroeffentlicht_t"] == 342723.5
    parts = territory["veroeffentlicht"][0]["gruende_t"]
    assert sum(parts.values()) == pytest.approx(territory["veroeffentlicht"][0]["unterschied_t"])
    assert parts["energie"] == pytest.approx(0.0, abs=1e-6)
    assert not {"THG711", "THG713"} & {entry["code"] for entry in found["befunde"]}


def test_a_long_table_has_a_column_of_years(tmp_path: Path) -> None:
    mapping = MAPPING.replace('einheit = "Einheit"', 'feste_einheit = "MWh"\njahr = "Jahr"\nmenge = "Wert"')
    table = 'Jahr,Sektor,Energieträger,Wert\n2019,Private Haushalte,Strom,"1,200.5"\n'
    mapping = mapping.replace('trennzeichen = ";"', 'trennzeichen = ","').replace(
        'zeichen = ","\nsektor', 'zeichen = "."\nsektor'
    )
    root = prepared(tmp_path, table, mapping)
    assert thg(*CALL, folder=root).code == 0
    assert ";strom;1200,5;MWh;2019;" in (root / "daten/2019/stadtgebiet-bilanz.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "cell", "text"),
    [
        ("Haushalte;Erdgas;GWh", "Haushalte;Torf;GWh", "B2", "„Torf“ ist in der Zuordnung nicht übersetzt"),
        ("Haushalte;Strom;GWh", "Haushalte;Strom;TJ", "C3", "Einheit „TJ“ ist nicht bekannt"),
        (";200;", ";1.200;", "D3", "mehrdeutig"),
        ("Strom;t CO2;95600", "Erdgas;t CO2;95600", "D5", "steht zweimal"),
        (";190\n", ";190;7\n", "A3", "6 Felder statt 5"),
        ("Sektor;Ener", "Bereich;Ener", "A1", "Titel fehlen: Sektor"),
    ],
)
def test_every_fault_of_the_table_names_its_cell(tmp_path: Path, old: str, new: str, cell: str, text: str) -> None:
    root = prepared(tmp_path, TABLE.replace(old, new, 1))
    before = tree(root)
    result = thg(*CALL, folder=root)
    assert (result.code, result.out) == (1, "")
    told = " ".join(result.err.split())
    assert f"bilanz.csv › {cell}" in told
    assert text in told
    assert tree(root) == before


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ('trennzeichen = ";"\n', "", "„tabelle.trennzeichen“ fehlt"),
        ("[bestaetigung]", "[unterschrift]", "„unterschrift“ ist in der Zuordnung unbekannt"),
        ('= "haushalte"', '= "haushalt"', "„haushalt“ ist als sektor nicht bekannt"),
        ('einheit = "Einheit"\n', "", "Die Einheit steht entweder"),
        ('einheit = "Einheit"\n', 'einheit = "Einheit"\njahr = "Jahr"\n', "braucht eine Spalte mit Mengen"),
    ],
)
def test_a_wrong_mapping_names_its_key(tmp_path: Path, old: str, new: str, text: str) -> None:
    root = prepared(tmp_path, mapping=MAPPING.replace(old, new, 1))
    result = thg(*CALL, folder=root)
    assert (result.code, result.out) == (1, "")
    assert text in " ".join(result.err.split())
    assert "THG715" in result.err


def test_changed_data_are_never_overwritten(tmp_path: Path) -> None:
    root = prepared(tmp_path)
    assert thg(*CALL, folder=root).code == 0
    assert thg(*CALL, folder=root).code == 0
    data = root / "daten" / "2019" / "stadtgebiet-bilanz.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("200000", "210000"), encoding="utf-8")
    before = tree(root)
    result = thg(*CALL, folder=root)
    assert (result.code, result.out) == (1, "")
    assert "THG717" in result.err
    assert tree(root) == before
    assert thg(*CALL, "--ausgabe", "probe", folder=root).code == 0
    assert (root / "probe" / "daten" / "veroeffentlicht.csv").is_file()


def test_the_example_of_the_help_works_and_its_wrong_sum_is_told(tmp_path: Path) -> None:
    """Rows of 2022: 91,736 + 23,786 + 60,089 + 34,481 + 67,368 = 277,460 t; printed are 278,460 t."""
    example = Path(__file__).parents[2] / "examples" / "fremde-listen"
    table, mapping = str(example / "reihe.csv"), str(example / "reihe.toml")
    assert thg("historie", table, "--zuordnung", mapping, "--ausgabe", "probe", folder=tmp_path).code == 0
    (tmp_path / "probe" / "thg.toml").write_text(SETTINGS, encoding="utf-8")
    found = thg("trend", "--format", "json", "--projekt", "probe", folder=tmp_path).document
    told = [entry for entry in found["befunde"] if entry["code"] == "THG711"]
    assert [(entry["gefunden"], entry["erwartet"]) for entry in told] == [
        ("278.460 t CO2e gedruckt", "277.460 t CO2e gerechnet")
    ]


@pytest.mark.parametrize(("table", "mapping"), [("nix.csv", "bilanz.toml"), ("bilanz.csv", "nix.toml")])
def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path, table: str, mapping: str) -> None:
    root = prepared(tmp_path)
    result = thg("historie", table, "--zuordnung", mapping, folder=root)
    assert (result.code, result.out) == (2, "")
    assert "THG540" in result.err
