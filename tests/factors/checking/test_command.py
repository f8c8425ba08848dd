"""``thg faktoren pruefen`` and ``thg faktoren formatiere`` as a city calls them."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from tests.cli.calls import SETTINGS, thg
from tests.factors.conftest import OWN_ROW, OWN_SOURCE, csv_text
from thgbilanz.factors.load import shipped_folder
from thgbilanz.factors.schema import FACTOR_READERS, SOURCE_READERS


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A project with one network factor of its own."""
    (tmp_path / "thg.toml").write_text(SETTINGS, encoding="utf-8")
    folder = tmp_path / "faktoren"
    folder.mkdir()
    write(folder)
    (folder / "quellen.csv").write_text(csv_text(SOURCE_READERS, [OWN_SOURCE]), encoding="utf-8", newline="\n")
    return tmp_path


def write(folder: Path, **changes: str) -> None:
    (folder / "netze.csv").write_text(csv_text(FACTOR_READERS, [OWN_ROW | changes]), encoding="utf-8", newline="\n")


def test_the_shipped_tables_pass(tmp_path: Path) -> None:
    called = thg("faktoren", "pruefen", "-q", folder=tmp_path)
    assert (called.code, called.err) == (0, "")


def test_a_city_checks_its_own_rows_only(city: Path) -> None:
    called = thg("faktoren", "pruefen", folder=city)
    assert called.code == 0, called.out
    assert "1 Faktorzeile, 2 Tabellen in faktoren" in called.err


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"co2e_kg": "180"}, "F08"),
        ({"co2e_kg": "0.00018"}, "F08"),
        ({"co2e_kg": "0,18"}, "F01"),
        ({"co2e_kg": "-0.18"}, "F07"),
        ({"co2e_kg": "0"}, "F07"),
        ({"activity_unit": "MWh"}, "F04"),
        ({"source_id": "hoerensagen"}, "F03"),
        ({"source_locator": ""}, "F03"),
        ({"factor_id": "fernwarme.stadtwerke"}, "F18"),
        ({"year_valid": "2031"}, "F12"),
        ({"note": "gÃ¼ltig"}, "F01"),
    ],
)
def test_a_defect_in_a_row_of_a_city_ends_with_one(city: Path, changes: dict[str, str], code: str) -> None:
    write(city / "faktoren", **changes)
    called = thg("faktoren", "pruefen", "faktoren", "--format", "json", folder=city)
    assert called.code == 1
    found = {(finding["code"], finding["datei"]) for finding in called.document["befunde"]}
    assert (code, "faktoren/netze.csv") in found


@pytest.mark.parametrize(
    ("output_format", "sign"),
    [("text", "F08"), ("github", "::error file=faktoren/netze.csv,line=2"), ("junit", "<failure"), ("sarif", '"F08"')],
)
def test_every_format_names_the_defect(city: Path, output_format: str, sign: str) -> None:
    write(city / "faktoren", co2e_kg="180")
    called = thg("faktoren", "pruefen", "--format", output_format, folder=city)
    assert called.code == 1
    assert sign in called.out


def test_a_project_stands_for_its_folder(city: Path) -> None:
    assert "in faktoren\n" in thg("faktoren", "pruefen", ".", folder=city).err


def test_an_own_collection_stands_alone(tmp_path: Path) -> None:
    copytree(shipped_folder(), tmp_path / "sammlung")
    assert thg("faktoren", "pruefen", "sammlung", "-q", folder=tmp_path).code == 0
    (tmp_path / "sammlung" / "sources.csv").unlink()
    called = thg("faktoren", "pruefen", "sammlung", "--format", "json", folder=tmp_path)
    assert {finding["code"] for finding in called.document["befunde"]} == {"F03"}


def test_damaged_bytes_are_a_finding(city: Path) -> None:
    path = city / "faktoren" / "netze.csv"
    path.write_bytes(path.read_bytes().replace(b"Bescheinigung", b"Best\xe4tigung"))
    called = thg("faktoren", "pruefen", "--format", "json", folder=city)
    assert called.code == 1
    assert any(finding["gefunden"].startswith("kein UTF-8") for finding in called.document["befunde"])


@pytest.mark.parametrize("arguments", [("gibt-es-nicht",), ("--format", "xml"), ("--archiv", "fehlt")])
def test_wrong_usage_ends_with_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert thg("faktoren", "pruefen", *arguments, folder=tmp_path).code == 2


def test_an_empty_folder_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    assert thg("faktoren", "pruefen", "leer", folder=tmp_path).code == 1


def test_spans_are_proposed_for_new_ids(tmp_path: Path) -> None:
    folder = copytree(shipped_folder(), tmp_path / "sammlung")
    spans = folder / "checks" / "spannen.csv"
    kept = [line for line in spans.read_text(encoding="utf-8").splitlines(True) if "wasser.trinkwasser" not in line]
    spans.write_text("".join(kept), encoding="utf-8", newline="\n")
    assert thg("faktoren", "pruefen", "sammlung", folder=tmp_path).code == 1
    called = thg("faktoren", "pruefen", "sammlung", "--vorschlag", "spannen", folder=tmp_path)
    assert called.code == 0
    assert [line.split(",")[1] for line in called.out.splitlines()[1:]] == ["wasser.trinkwasser"]


def test_the_page_of_a_check_is_printed(tmp_path: Path) -> None:
    for code in ("F05", "f5"):
        called = thg("fehler", code, folder=tmp_path)
        assert called.code == 0
        assert called.out.startswith("F05 (Fehler): Gase ergeben nicht den CO2e-Wert")
    assert "F22  Fehler" in thg("fehler", folder=tmp_path).out


def test_shipped_tables_are_in_canonical_form(tmp_path: Path) -> None:
    called = thg("faktoren", "formatiere", "--pruefen", folder=tmp_path)
    assert (called.code, called.out) == (0, "")


def test_formatting_mends_form_and_shows_what_changed(city: Path) -> None:
    folder = city / "faktoren"
    second = OWN_ROW | {"factor_id": "fernwaerme.aaa", "co2e_kg": "0.180"}
    text = csv_text(FACTOR_READERS, [OWN_ROW, second]).replace("\n", "\r\n")
    (folder / "netze.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert thg("faktoren", "formatiere", "--pruefen", folder=city).code == 1
    assert (folder / "netze.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    called = thg("faktoren", "formatiere", folder=city)
    assert called.code == 0
    assert "faktoren/netze.csv: " in called.out
    data = (folder / "netze.csv").read_bytes()
    assert data == csv_text(FACTOR_READERS, [second | {"co2e_kg": "0.18"}, OWN_ROW]).encode()
    assert thg("faktoren", "formatiere", folder=city).out == ""
    assert (folder / "netze.csv").read_bytes() == data
    assert thg("faktoren", "pruefen", folder=city).code == 0


def test_formatting_leaves_what_it_cannot_read(city: Path) -> None:
    path = city / "faktoren" / "netze.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8", newline="\n")
    called = thg("faktoren", "formatiere", folder=city)
    assert called.code == 1
    assert "Kopfzeile" in called.err
    assert path.read_text(encoding="utf-8") == "a;b\n1;2\n"


def test_a_released_row_may_not_be_edited(city: Path) -> None:
    called = thg("faktoren", "formatiere", "--freigeben", "2026.1", folder=city)
    assert called.code == 0
    assert "Freigegeben: 1 Zeile in" in called.err
    assert thg("faktoren", "pruefen", folder=city).code == 0
    write(city / "faktoren", co2e_kg="0.181")
    called = thg("faktoren", "pruefen", "--format", "json", folder=city)
    assert called.code == 1
    assert [finding["code"] for finding in called.document["befunde"]] == ["F15"]
    assert thg("faktoren", "formatiere", "--freigeben", "2026.2", folder=city).code == 1


def test_tables_with_errors_are_not_released(city: Path) -> None:
    write(city / "faktoren", co2e_kg="180")
    assert thg("faktoren", "formatiere", "--freigeben", "2026.1", folder=city).code == 1
    assert not (city / "faktoren" / "released.csv").exists()


def test_json_is_the_document_of_findings(city: Path) -> None:
    document = json.loads(thg("faktoren", "pruefen", "--format", "json", folder=city).out)
    assert document["schema"] == "thgbilanz.befunde/1"
