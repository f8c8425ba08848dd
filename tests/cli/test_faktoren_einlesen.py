"""``thg faktoren einlesen``: dry run, states, nothing overwritten, written in one step.

The official workbooks are not part of the repository: the tests build small ones with their layout (sheet names and
IDs as the tables cite them) and figures of the tables.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.cli.calls import Called, thg, tree
from thgbilanz.factors.load import load_factors, shipped_folder

HEAD = ("ID", "Scope", "Level 1", "Level 2", "Einheit", "kg CO2e", "kg CO2", "kg CH4", "kg N2O")
GAS_ID = "01_10_02_004_01"
Rows = list[list[Any]]


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def uba_sheets() -> dict[str, Rows]:
    """The UBA list as our table quotes it: every published row of 2024 in its sheet, under its ID."""
    sheets: dict[str, Rows] = {}
    text = (shipped_folder() / "factors" / "uba_liste.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        if row["derivation"] != "published":
            continue
        sheet, _, id_ = row["source_locator"].removeprefix("Blatt ").partition(", ID ")
        # The list prints no CO2 where it is biogenic; our row says 0 with this reason.
        co2 = "" if row["ch4_biogenic_kg"] and row["co2_fossil_kg"] == "0" else row["co2_fossil_kg"]
        masses = (row["co2e_kg"], co2, row["ch4_fossil_kg"] or row["ch4_biogenic_kg"], row["n2o_kg"])
        cells = [float(mass) if mass else None for mass in masses]
        head: Rows = [[f"Blatt {sheet}"], ["bezogen auf den Heizwert"], [], list(HEAD)]
        sheets.setdefault(sheet, head).append([id_, "Scope 1", "Brennstoffe", "", "kWh", *cells])
    return sheets


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copytree(shipped_folder(), tmp_path / "emission_factors")
    return tmp_path


@pytest.fixture
def uba(folder: Path) -> Callable[..., Called]:
    """Import the list, with one cell of natural gas changed by column title."""

    def call(*options: str, **changes: Any) -> Called:
        sheets = uba_sheets()
        gas = next(row for row in sheets["01_Stationäre_Verbrennung"] if row and row[0] == GAS_ID)
        for title, value in changes.items():
            gas[HEAD.index({"co2e": "kg CO2e", "co2": "kg CO2", "unit": "Einheit", "id": "ID"}[title])] = value
        workbook(folder / "liste.xlsx", sheets)
        return thg("faktoren", "einlesen", "liste.xlsx", "--art", "uba-liste", *options, folder=folder)

    return call


def figures_of(out: str, state: str) -> list[str]:
    """Figures of natural gas in a plan: on its line, or on the one below."""
    lines = out.splitlines()
    (at,) = [
        index for index, line in enumerate(lines) if line.split()[:1] and state in line and "erdgas.waerme" in line
    ]
    line = lines[at] if "0," in lines[at] else lines[at + 1]
    return line[line.index("0,") :].split()


def mapping_text(folder: Path, name: str, changes: Mapping[str, str]) -> str:
    """A shipped mapping with changes, as ``neu.toml``."""
    text = (folder / "emission_factors" / "importe" / name).read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    (folder / "neu.toml").write_text(text, encoding="utf-8")
    return text


def test_the_list_that_the_tables_quote_is_unchanged_to_the_last_digit(
    uba: Callable[..., Called], folder: Path
) -> None:
    before = tree(folder / "emission_factors")
    document = uba("--format", "json", "--schreibe").document
    counts = document["anzahl"]
    assert counts["unverändert"] == len(document["zeilen"]) > 15
    assert (counts["neu"], counts["geändert"], counts["Konflikt"], counts["Problem"]) == (0, 0, 0, 0)
    assert document["geschrieben"] is False
    gas = next(row for row in document["zeilen"] if row["id"] == GAS_ID)
    # 0.202395672 kg CO2 + 28 x 0.0000108 kg CH4 + 265 x 0.00000090504 kg N2O = 0.2029379076 kg CO2e (AR5)
    assert gas["neu_kg"] == pytest.approx(0.2029379076, rel=1e-12)
    assert tree(folder / "emission_factors") == before


def test_a_dry_run_writes_nothing_and_says_how(uba: Callable[..., Called], folder: Path) -> None:
    before = tree(folder / "emission_factors")
    result = uba()
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("0 neu, 0 geändert, ")
    assert "--schreibe trägt neue Zeilen in factors/uba_liste.csv ein" in " ".join(result.out.split())
    assert tree(folder / "emission_factors") == before


def test_a_released_edition_is_never_overwritten(uba: Callable[..., Called], folder: Path) -> None:
    before = tree(folder / "emission_factors")
    # 0.1 g more CO2: 0.202495672 + 0.0005422356 = 0.2030379076, 0.049 % more
    result = uba("--schreibe", co2=0.202495672, co2e=0.2030379076)
    assert result.code == 1
    assert "THG242" in result.err
    assert "erdgas.waerme steht in Ausgabe uba-liste-2.1 schon mit anderem Wert" in " ".join(result.err.split())
    assert figures_of(result.out, "Konflikt") == ["0,2029379076", "0,2030379076", "<", "+0,1", "%"]
    assert "Nichts geschrieben" in result.out
    assert tree(folder / "emission_factors") == before


def test_a_new_edition_is_added_beside_the_old_one(uba: Callable[..., Called], folder: Path) -> None:
    edition = {'art = "uba-liste"': 'art = "uba-liste"\nvorgaenger = "uba-liste-2.1"',
               'edition = "uba-liste-2.1"': 'edition = "uba-liste-2.2"'}  # fmt: skip
    mapping_text(folder, "uba-liste.toml", edition)
    changed = {"co2": 0.204419629, "co2e": 0.2049618646}
    dry = uba("--zuordnung", "neu.toml", **changed)
    # 0.2049618646 / 0.2029379076 = 1.00997
    assert figures_of(dry.out, "geändert") == ["0,2029379076", "0,2049618646", "+1,0", "%"]
    table = folder / "emission_factors" / "factors" / "uba_liste.csv"
    old_lines = table.read_text(encoding="utf-8").splitlines()
    written = uba("--zuordnung", "neu.toml", "--schreibe", **changed)
    assert (written.code, "Geschrieben: factors/uba_liste.csv" in written.out) == (0, True)
    new_lines = table.read_text(encoding="utf-8").splitlines()
    assert set(old_lines) < set(new_lines)
    assert new_lines[1:] == sorted(new_lines[1:], key=lambda line: line.split(",")[:6])
    base, findings = load_factors(folder / "emission_factors")
    assert findings == []
    row_2 = base.factors["erdgas.waerme", 2024, "DE", "direct", "na", "uba-liste-2.2"]
    assert (row_2.co2_fossil_kg, row_2.ch4_fossil_kg, row_2.derivation) == (0.204419629, 0.0000108, "published")
    assert row_2.source_locator == f"Blatt 01_Stationäre_Verbrennung, ID {GAS_ID}"
    again = uba("--zuordnung", "neu.toml", "--schreibe", **changed)
    assert "Nichts Neues, nichts geschrieben" in again.out


def test_another_unit_in_the_workbook_is_a_problem_not_a_factor(uba: Callable[..., Called]) -> None:
    result = uba("--schreibe", unit="MWh")
    assert result.code == 1
    assert "THG241" in result.err
    assert "liste.xlsx › 01_Stationäre_Verbrennung › E" in result.err
    assert ", 1 Problem\n" in result.out


def test_gases_that_miss_the_printed_sum_are_a_problem(uba: Callable[..., Called]) -> None:
    # Grams read as kilograms: 202 kg CO2 beside 0.2 kg CO2e.
    result = uba(co2=202.395672)
    assert result.code == 1
    assert "ergeben nicht den angegebenen CO2e-Wert" in " ".join(result.err.split())


def test_a_decimal_comma_and_a_missing_id_are_problems(uba: Callable[..., Called]) -> None:
    comma = uba(co2e="0,2029379076")
    assert (comma.code, "0,2029379076" in comma.err) == (1, True)
    gone = uba(id="01_10_02_004_99")
    assert "steht nicht genau einmal" in gone.err


DESNZ_HEAD = ("ID", "Scope", "Level 1", "Level 2", "Level 3", "Level 4", "Column Text", "UOM", "GHG/Unit",
              "GHG Conversion Factor 2025")  # fmt: skip
HOTEL = """
art = "desnz"
tabelle = "hotel.csv"

[[zeile]]
id = "29_600_4017_13_1"
einheit = "Room per night"
factor_id = "hotel.probe"
year_valid = "2025"
region = "DE"
boundary = "total"
accounting = "na"
edition = "desnz-probe"
activity_unit = "Stk"
heat_basis = "na"
co2e_gwp = "AR5"
gas_split = "co2e_only"
u_kind = "none"
derivation = "published"
year_published = "2025"
source_id = "desnz-2025"
status = "active"
"""


def test_the_flat_file_is_read_as_workbook_and_as_csv(folder: Path) -> None:
    # DESNZ 2025, ID 29_600_4017_13_1: hotel night in Germany 13.2 kg CO2e
    row = [
        "29_600_4017_13_1",
        "Scope 3",
        "Hotel stay",
        "Hotel stay",
        "Germany",
        "",
        "",
        "Room per night",
        "kg CO2e",
        13.2,
    ]
    workbook(folder / "flat.xlsx", {"Factors by Category": [["UK Government"], DESNZ_HEAD, row]})
    text = "\n".join(",".join(map(str, line)) for line in (DESNZ_HEAD, row))
    (folder / "flat.csv").write_text(text, encoding="utf-8")
    (folder / "hotel.toml").write_text(HOTEL, encoding="utf-8")
    for name in ("flat.xlsx", "flat.csv"):
        call = ("faktoren", "einlesen", name, "--art", "desnz", "--zuordnung", "hotel.toml", "--format", "json")
        document = thg(*call, folder=folder).document
        assert [(line["zustand"], line["neu_kg"]) for line in document["zeilen"]] == [("neu", 13.2)]
    thg("faktoren", "einlesen", "flat.csv", "--art", "desnz", "--zuordnung", "hotel.toml", "--schreibe", folder=folder)
    base, findings = load_factors(folder / "emission_factors")
    assert (findings, base.by_id["hotel.probe"][0].co2e_kg) == ([], 13.2)


def test_the_shipped_desnz_mapping_gives_the_shipped_table(folder: Path) -> None:
    """Figures of the table, divided by the power of ten of the mapping, under their IDs and units."""
    import tomllib  # noqa: PLC0415

    mapping = tomllib.loads((folder / "emission_factors" / "importe" / "desnz.toml").read_text(encoding="utf-8"))
    base, _ = load_factors(folder / "emission_factors")
    printed = {
        row.source_locator.removeprefix("ID "): row.co2e_kg
        for row in base.factors.values()
        if row.edition == "desnz-2025"
    }
    rows: dict[str, list[Any]] = {}
    for line in mapping["zeile"]:
        kg = printed[line["id"]]
        assert kg is not None
        value = float(f"{kg / float(line.get('mal', '1')):.12g}")
        rows[line["id"]] = [line["id"], "", "", "", "", "", "", line["einheit"], "kg CO2e", value]
    workbook(folder / "flat.xlsx", {"Factors by Category": [DESNZ_HEAD, *rows.values()]})
    result = thg("faktoren", "einlesen", "flat.xlsx", "--art", "desnz", "--format", "json", folder=folder)
    assert result.err == ""
    assert result.document["anzahl"]["unverändert"] == len(mapping["zeile"])


def test_a_bisko_workbook_needs_its_source_and_then_gives_every_year(folder: Path) -> None:
    # As cities print BISKO: 478 g electricity 2019 (Leipzig), 429 g 2020 (Mannheim), 247 g natural gas.
    years = [2019, 2020, 2021, 2022]
    carriers = {"Strom": 0.478, "Erdgas": 0.247, "Heizöl": 0.318, "Benzin": 0.322, "Diesel": 0.326}
    rows: Rows = [["Emissionsfaktoren, t/MWh"], ["Energieträger", *years]]
    rows += [[name, *(value for _ in years)] for name, value in carriers.items()]
    workbook(folder / "bisko.xlsx", {"Emissionsfaktoren": rows})
    call = ("faktoren", "einlesen", "bisko.xlsx", "--art", "bisko", "--schreibe")
    refused = thg(*call, folder=folder)
    assert (refused.code, "Quelle bisko-ifeu ist nicht verzeichnet" in refused.err) == (1, True)
    sources = folder / "emission_factors" / "sources.csv"
    line = "bisko-ifeu,BISKO-Emissionsfaktoren,ifeu,2023,,,,LicenseRef-Zahlenzitat,values_only,,,\n"
    sources.write_text(sources.read_text(encoding="utf-8") + line, encoding="utf-8", newline="\n")
    done = thg(*call, folder=folder)
    assert (done.code, done.err) == (0, "")
    base, findings = load_factors(folder / "emission_factors")
    assert findings == []
    strom = base.factors["strom.netz.bundesmix", 2019, "DE", "total", "na", "bisko-ifeu"]
    assert (strom.co2e_kg, strom.source_locator) == (0.478, "Blatt Emissionsfaktoren, Strom, B3")


def test_a_mapping_with_mistakes_is_explained_whole(uba: Callable[..., Called], folder: Path) -> None:
    mapping_text(folder, "uba-liste.toml", {'tabelle = "uba_liste.csv"': 'tabelle = "../uba.csv"\nfalsch = 1',
                                            'gas_split = "full"': 'gas_split = "voll"'})  # fmt: skip
    result = uba("--zuordnung", "neu.toml")
    assert (result.code, result.out) == (1, "")
    for words in ("THG240", "tabelle: Name einer CSV-Datei", "Schlüssel „falsch“", "gas_split „voll“"):
        assert words in " ".join(result.err.split())


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        (("liste.xlsx", "--art", "uba"), 2, "„uba“ ist für --art nicht möglich"),
        (("liste.xlsx",), 2, "Option „--art“ fehlt"),
        (("fehlt.xlsx", "--art", "uba-liste"), 3, "Datei nicht gefunden"),
        (("kaputt.xlsx", "--art", "uba-liste"), 3, "kaputt.xlsx"),
        (("kaputt.xlsx", "--art", "desnz", "--zuordnung", "nix.toml"), 3, "Zuordnungsdatei fehlt"),
        (("kaputt.xlsx", "--art", "desnz", "--zuordnung", "kaputt.xlsx"), 3, "Zuordnungsdatei lässt sich nicht lesen"),
        (("kaputt.xlsx", "--art", "desnz", "--tabellen", "weg"), 2, "enthält keine Faktortabellen"),
    ],
)
def test_what_cannot_be_read_is_said(folder: Path, call: tuple[str, ...], code: int, words: str) -> None:
    (folder / "kaputt.xlsx").write_bytes(b"PK\x03\x04kaputt\xff")
    result = thg("faktoren", "einlesen", *call, folder=folder)
    assert (result.code, result.out) == (code, "")
    assert words in result.err


def test_lines_of_the_plan_fit_the_terminal(uba: Callable[..., Called], folder: Path) -> None:
    mapping_text(folder, "uba-liste.toml", {'edition = "uba-liste-2.1"': 'edition = "uba-liste-2.2"'})
    lines = uba("--zuordnung", "neu.toml").out.splitlines()
    assert len(lines) > 20
    assert max(map(len, lines)) <= 80
