"""The tables of a city: closed columns, every wrong cell with its place, nothing left unread in silence."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.project.city.making import city, codes, row, run, territory
from thgbilanz.intake.city.definitions import MODES, TABLES
from thgbilanz.intake.city.table import city_table

ROWS = (row("haushalte", "strom", "1000"),)
FACTS = "jahr;kennzahl;wert;quelle\n2019;wohnungen;500;Zensus\n"


def test_a_table_is_read_with_its_places(tmp_path: Path) -> None:
    folder = city(tmp_path, ROWS, {"kennzahlen.csv": FACTS})
    table = city_table(folder / "stadtgebiet" / "kennzahlen.csv", folder, TABLES["kennzahlen.csv"])
    (line,) = table.rows
    assert (line.year, line.text("kennzahl"), line.numbers["wert"]) == (2019, "wohnungen", 500.0)
    assert str(line.place("wert")) == "stadtgebiet/kennzahlen.csv › C2"
    assert (table.findings, table.rejected) == ((), 0)


@pytest.mark.parametrize(
    ("old", "new", "cell"),
    [
        ("2019;wohn", "19;wohn", "A2"),
        ("wohnungen", "häuser", "B2"),
        (";500;", ";1.23.4;", "C2"),
        (";500;", ";;", "C2"),
        (";500;", ";0;", "C2"),
        (";Zensus", ";", "D2"),
        (";Zensus", "", "A2"),
        ("kennzahl;", "was;", "A1"),
        (";quelle", "", "A1"),
    ],
)
def test_every_wrong_cell_names_its_place(tmp_path: Path, old: str, new: str, cell: str) -> None:
    folder = city(tmp_path, ROWS, {"kennzahlen.csv": FACTS.replace(old, new)})
    table = city_table(folder / "stadtgebiet" / "kennzahlen.csv", folder, TABLES["kennzahlen.csv"])
    assert [(finding.code, finding.place.cell) for finding in table.findings] == [("THG730", cell)]
    assert table.rows == ()
    assert codes(run(folder)) == ["THG730"]


def test_the_order_of_columns_does_not_matter(tmp_path: Path) -> None:
    text = "quelle;wert;kennzahl;jahr\nZensus;500;wohnungen;2019\n"
    folder = city(tmp_path, ROWS, {"kennzahlen.csv": text})
    table = city_table(folder / "stadtgebiet" / "kennzahlen.csv", folder, TABLES["kennzahlen.csv"])
    assert str(table.rows[0].place("wert")) == "stadtgebiet/kennzahlen.csv › B2"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"jahr;wert\xe4\n", b'jahr;"offen\n'])
def test_a_file_that_is_no_table_is_a_finding(tmp_path: Path, content: bytes) -> None:
    folder = city(tmp_path, ROWS, {"kennzahlen.csv": FACTS})
    (folder / "stadtgebiet" / "kennzahlen.csv").write_bytes(content)
    result = run(folder)
    assert territory(result).energy_kwh == 1_000_000.0
    own = [finding for finding in result.findings if finding.place.file == "stadtgebiet/kennzahlen.csv"]
    assert [finding.severity.value for finding in own] == ["Fehler"]


def test_a_file_with_another_name_is_told(tmp_path: Path) -> None:
    folder = city(tmp_path, ROWS, {"kennzahl.csv": FACTS})
    (folder / "stadtgebiet" / "LIESMICH.md").write_text("Woher die Zahlen kommen", encoding="utf-8")
    assert codes(run(folder)) == ["THG738"]


def test_non_energetic_emissions_are_told_and_never_added(tmp_path: Path) -> None:
    """method/bisko.md 2: outside the base balance, nachrichtlich."""
    side = "jahr;bereich;emissionen_t;datenguete;quelle\n2019;Landwirtschaft;1200;C;Landesamt\n2018;Abfall;5;C;Amt\n"
    balance = territory(run(city(tmp_path, ROWS, {"nachrichtlich.csv": side})))
    assert [(line.area, line.emissions_kg) for line in balance.city.side] == [("Landwirtschaft", 1_200_000.0)]
    assert balance.emissions_kg == pytest.approx(1_000_000 * 0.478)


def test_words_for_the_quality_are_an_option(tmp_path: Path) -> None:
    """Thresholds are graded [M] (method/bisko.md 8): nobody gets them without asking."""
    plain = territory(run(city(tmp_path / "a", ROWS)))
    asked = territory(run(city(tmp_path / "b", ROWS, toml="\n[stadtbilanz]\ndatenguete_worte = true\n")))
    assert (plain.city.quality_word, asked.city.quality_word) == ("", "gut belastbar")


def test_municipal_facilities_are_subtracted_by_declaration(tmp_path: Path) -> None:
    rows = (row("ghd", "strom", "300"), row("kommunal", "strom", "100"))
    toml = '\n[stadtbilanz]\nghd_enthaelt_kommunal = ["strom"]\n'
    plain, declared = run(city(tmp_path / "a", rows)), run(city(tmp_path / "b", rows, toml=toml))
    assert territory(plain).energy_kwh == pytest.approx(400_000)
    assert {cell.sector: cell.energy_kwh for cell in territory(declared).cells} == {
        "ghd": pytest.approx(200_000),
        "kommunal": pytest.approx(100_000),
    }


@given(st.one_of(st.binary(max_size=200), st.text(alphabet='jahrwetquln;;\n\r"2019,.-é\0', max_size=200)))
def test_no_content_of_a_table_raises(content: bytes | str) -> None:
    data = content if isinstance(content, bytes) else f"jahr;kennzahl;wert;quelle\n{content}".encode()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kennzahlen.csv"
        path.write_bytes(data)
        table = city_table(path, Path(folder), TABLES["kennzahlen.csv"])
    assert all(line.numbers["wert"] >= 1.0 and line.text("quelle") for line in table.rows)
    assert table.findings or table.rejected == 0


def test_the_handbook_has_every_head_line() -> None:
    page = (Path(__file__).parents[3] / "docs" / "handbuch" / "13-stadtbilanz-bisko.md").read_text(encoding="utf-8")
    for name, columns in TABLES.items():
        assert f"{name:<20} {';'.join(column.title for column in columns)}\n" in page
    assert all(mode in page for mode in MODES)


@pytest.mark.parametrize(
    ("toml", "code", "key"),
    [
        ('[stadtbilanz]\nghd_enthaelt_kommunal = ["atom"]\n', "THG505", "stadtbilanz.ghd_enthaelt_kommunal[1]"),
        ('[stadtbilanz]\nwaermepumpenstrom = "egal"\n', "THG505", "stadtbilanz.waermepumpenstrom"),
        ("[stadtbilanz]\nfernwärme = 1\n", "THG501", ""),
        ("[stadtbilanz]\nfernwaermen = 1\n", "THG502", "stadtbilanz.fernwaermen"),
        ('[[stadtbilanz.fernwaerme]]\nfaktor = "a"\njahre = [2019]\n', "THG503", "stadtbilanz.fernwaerme[1].weg"),
        (
            '[[stadtbilanz.fernwaerme]]\nfaktor = "a"\njahre = [2019]\nweg = "irgendwie"\n',
            "THG505",
            "stadtbilanz.fernwaerme[1].weg",
        ),
    ],
)
def test_a_wrong_declaration_names_its_key(tmp_path: Path, toml: str, code: str, key: str) -> None:
    result = run(city(tmp_path, ROWS, toml=f"\n{toml}"))
    assert [(finding.code, finding.place.cell) for finding in result.findings] == [(code, key)]
    if code != "THG501":
        assert result.findings[0].expected
        assert result.findings[0].found.startswith("Zeile ")
