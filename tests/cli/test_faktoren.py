"""``thg faktoren liste`` and ``zeige``: factors with year, boundary, source, formula and use."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.calls import project, thg
from thgbilanz.exhibits.factor_formula import SENTENCES
from thgbilanz.exhibits.factor_list import COLUMNS, LONG_COLUMNS, rows_csv
from thgbilanz.factors.formulas import FORMULAS
from thgbilanz.factors.load import load_factors

STROM_2019 = ("faktoren", "liste", "--aktivitaet", "strom", "--jahr", "2019", "--satz", "bisko")


def test_a_list_by_activity_year_and_set_has_only_those(tmp_path: Path) -> None:
    rows = thg(*STROM_2019, "--format", "json", folder=tmp_path).document["faktoren"]
    assert len(rows) == 1
    # 0.478 kg/kWh is the federal mix 2019 with upstream as BISKO balances print it (Leipzig 2019).
    assert (rows[0]["jahr"], rows[0]["einheit"], rows[0]["kg_co2e_je_einheit"]) == (2019, "kWh", 0.478)
    assert rows[0]["quelle"]
    assert rows[0]["fundstelle"]


def test_text_shows_figure_boundary_and_edition_below_the_factor(tmp_path: Path) -> None:
    out = thg(*STROM_2019, folder=tmp_path).out
    head, factor, row, *_ = out.splitlines()
    assert head.split() == ["Jahr", "kg", "CO₂e", "GWP", "Grenze", "Ausgabe"]
    assert factor == "strom.netz.bundesmix  kg CO₂e je kWh, DE"
    assert row.split() == ["2019", "0,478", "unbek.", "mit", "Vorkette", "bisko-leipzig-2019"]
    assert out.endswith("1 Zeile, 1 Faktor\n")


def test_energietraeger_is_another_word_for_aktivitaet(tmp_path: Path) -> None:
    same = ("faktoren", "liste", "--energietraeger", *STROM_2019[3:])
    assert thg(*same, folder=tmp_path).out == thg(*STROM_2019, folder=tmp_path).out


def test_a_source_may_be_named_by_its_beginning(tmp_path: Path) -> None:
    call = ("faktoren", "liste", "--quelle", "uba", "--jahr", "2019", "--format", "json")
    rows = thg(*call, folder=tmp_path).document["faktoren"]
    assert {row["quelle"].partition("-")[0] for row in rows} == {"uba"}
    assert len({row["quelle"] for row in rows}) > 1


def test_a_region_leaves_the_others_out(tmp_path: Path) -> None:
    rows = thg("faktoren", "liste", "--region", "DE", "--format", "json", folder=tmp_path).document["faktoren"]
    assert {row["region"] for row in rows} == {"DE"}


def test_csv_has_the_same_rows_as_json(tmp_path: Path) -> None:
    call = ("faktoren", "liste", "--aktivitaet", "erdgas")
    rows = thg(*call, "--format", "json", folder=tmp_path).document["faktoren"]
    table = list(csv.DictReader(io.StringIO(thg(*call, "--format", "csv", folder=tmp_path).out)))
    assert len(rows) > 1
    assert [(row["faktor"], row["jahr"]) for row in table] == [(row["faktor"], str(row["jahr"])) for row in rows]
    assert [float(row["kg_co2e_je_einheit"]) for row in table] == pytest.approx(
        [row["kg_co2e_je_einheit"] for row in rows], rel=1e-11
    )


def test_the_long_form_has_a_line_per_gas_with_its_printed_mass(tmp_path: Path) -> None:
    call = ("faktoren", "liste", "--aktivitaet", "erdgas", "--jahr", "2024", "--quelle", "uba-liste", "--lang")
    table = list(csv.DictReader(io.StringIO(thg(*call, "--format", "csv", folder=tmp_path).out)))
    assert tuple(table[0]) == LONG_COLUMNS
    masses = {row["gas"]: row["kg_per_unit"] for row in table if row["factor_id"] == "erdgas.waerme"}
    # UBA list v2.1, sheet 01, ID 01_10_02_004_01: 202.396 g CO2, 10.8 mg CH4, 0.905 mg N2O per kWh (Hi).
    assert float(masses["co2_fossil"]) == pytest.approx(0.202396, abs=5e-7)
    assert float(masses["ch4_fossil"]) == pytest.approx(10.8e-6, abs=5e-8)
    assert float(masses["n2o"]) == pytest.approx(0.905e-6, abs=5e-10)
    assert all("e" not in mass for mass in masses.values())
    text = thg(*call, folder=tmp_path).out
    assert "ID 01_10_02_004_01" in text


def test_no_cell_of_the_csv_becomes_a_formula() -> None:
    row = dict.fromkeys(COLUMNS, "=HYPERLINK(1)")
    assert set(rows_csv([row], COLUMNS).splitlines()[1].split(",")) == {"'=HYPERLINK(1)"}


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize(
    "call",
    [
        ("liste",),
        ("liste", "--jahr", "2019"),
        ("liste", "--aktivitaet", "holz", "--lang"),
        ("zeige", "strom.netz.bundesmix"),
        ("zeige", "erdgas.waerme"),
    ],
)
def test_lines_fit_the_terminal_and_every_figure_is_whole(tmp_path: Path, call: tuple[str, ...], width: int) -> None:
    out = thg("faktoren", *call, folder=tmp_path, width=width).out
    long = [line for line in out.splitlines() if len(line) > width and "https://" not in line]
    assert long == []
    assert "\x1b" not in out
    assert "e-0" not in out
    if call == ("liste", "--jahr", "2019"):
        rows = thg("faktoren", *call, "--format", "csv", folder=tmp_path).out
        figures = {row["kg_co2e_je_einheit"].replace(".", ",") for row in csv.DictReader(io.StringIO(rows))}
        assert figures <= set(out.split())


def test_thin_rows_are_marked_and_the_mark_is_explained(tmp_path: Path) -> None:
    call = ("faktoren", "liste", "--satz", "bisko", "--aktivitaet", "erdgas", "--jahr", "2024")
    out = thg(*call, folder=tmp_path).out
    # bisko-muenster-2021 prints 0.247 for 2021; for 2024 it is carried forward.
    assert out.splitlines()[2].split()[:3] == ["2024", "0,247", "F"]
    assert "\nF fortgeschrieben" in out


def test_nothing_found_says_so(tmp_path: Path) -> None:
    call = ("faktoren", "liste", "--jahr", "1900")
    assert thg(*call, folder=tmp_path).out == "Kein Faktor passt zu dieser Auswahl\n"
    assert thg(*call, "--lang", folder=tmp_path).out == "Kein Faktor passt zu dieser Auswahl\n"


@pytest.mark.parametrize(
    ("option", "word", "remedy"),
    [("--region", "DEE", "DE"), ("--quelle", "uba-listen", "uba-liste-2.1"), ("--energietraeger", "gass", "")],
)
def test_an_unknown_wish_is_refused_with_the_nearest_word(tmp_path: Path, option: str, word: str, remedy: str) -> None:
    result = thg("faktoren", "liste", option, word, folder=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert f"„{word}“ gibt es nicht" in result.err
    assert remedy in result.err


def test_a_factor_is_shown_with_series_source_and_sets(tmp_path: Path) -> None:
    out = thg("faktoren", "zeige", "strom.netz.bundesmix", folder=tmp_path).out
    row = next(line for line in out.splitlines() if line.startswith("  2019") and "0,417" in line)
    # UBA Climate Change 13/2025, Tab. 2: 2019 417 g without upstream, 479 g with it; the difference is 62 g.
    assert row.split()[:4] == ["2019", "0,417", "0,062", "0,479"]
    assert row.split()[4].startswith("█")
    for text in ("\nQuellen\n", "Tab. 2, S. 11–13", "Climate Change 13/2025", "GWP-Basis AR5", "Lizenz "):
        assert " ".join(text.split()) in " ".join(out.split())
    assert "https://www.umweltbundesamt.de/publikationen/entwicklung-der-spezifischen-treibhausgas-11\n" in out
    assert "bisko 2026.1 (territorial): Strom, gesamt, 2019 aus bisko-leipzig-2019" in out


def test_bars_have_a_spelling_for_old_terminals() -> None:
    from thgbilanz.exhibits.factor_page import page_text  # noqa: PLC0415
    from thgbilanz.exhibits.medium import Medium  # noqa: PLC0415

    base, _ = load_factors()
    text = page_text(base, base.by_id["strom.netz.bundesmix"], 80, Medium(encoding="ascii"))
    assert text.isascii()
    assert "  1990              0,769     0,091         0,86   ########################\n" in text


def test_a_computed_factor_shows_its_formula_with_its_inputs(tmp_path: Path) -> None:
    out = thg("faktoren", "zeige", "erdgas.waerme", "--jahr", "2019", folder=tmp_path).out
    text = " ".join(out.split())
    # 0.247 (Leipzig, BISKO 2019) - 0.201 (inventory 2018) = 0.046
    assert "Faktor mit Vorkette minus direkter Faktor desselben Jahres (total_minus_direct)" in text
    assert "0,247 (erdgas.waerme 2019, direkt mit Vorkette" in text
    assert "= 0,046 für 2019" in text


def test_every_formula_has_a_sentence() -> None:
    assert set(SENTENCES) == set(FORMULAS)


def test_the_document_of_a_factor_has_series_sources_and_sets(tmp_path: Path) -> None:
    call = ("faktoren", "zeige", "strom.netz.bundesmix", "--jahr", "2019", "--format", "json")
    document = thg(*call, folder=tmp_path).document
    assert (document["schema"], document["faktor"]) == ("thgbilanz.faktor/1", "strom.netz.bundesmix")
    series = {(one["ausgabe"], one["systemgrenze"]): one["werte"] for one in document["reihen"]}
    assert series["uba-cc-13-2025", "direct"][0]["kg_co2e_je_einheit"] == 0.417
    upstream = series["uba-cc-13-2025", "upstream"][0]
    assert upstream["formel"]["ausdruck"].startswith("total_minus_direct(")
    assert {"uba-cc-13-2025", "bisko-leipzig-2019"} <= {source["kennung"] for source in document["quellen"]}
    assert {"bisko", "uba-betrieblich"} <= {use["satz"] for use in document["saetze"]}
    assert document["projekt"] is None


def test_in_a_project_the_organisations_that_use_the_factor_are_named(tmp_path: Path) -> None:
    root = project(tmp_path)
    out = thg("faktoren", "zeige", "strom.netz.bundesmix", folder=root).out
    tail = out.partition("In „Musterstadt“\n")[2]
    # The table of the project has 1,000 kWh electricity of the city in 2019 and heating oil of the housing company.
    assert "Stadt: Strom, direkt, 2019 (uba-cc-13-2025)" in tail
    assert "Wohnen" not in tail
    document = thg("faktoren", "zeige", "heizoel.waerme", "--format", "json", folder=root).document
    assert {use["name"] for use in document["projekt"]} == {"Wohnen GmbH"}
    unused = thg("faktoren", "zeige", "holz.waerme", folder=root).out
    assert unused.endswith("In „Musterstadt“\n  in keiner Buchung\n")


def test_a_year_without_the_factor_names_the_years_there_are(tmp_path: Path) -> None:
    result = thg("faktoren", "zeige", "strom.netz.bundesmix", "--jahr", "1900", folder=tmp_path)
    assert (result.code, result.out) == (2, "")
    assert "gilt nicht für 1900" in result.err
    assert "Es gibt ihn für 1990–20" in result.err


def test_the_beginning_of_an_id_names_the_factors_that_begin_so(tmp_path: Path) -> None:
    result = thg("faktoren", "zeige", "erdgas", folder=tmp_path)
    assert result.code == 2
    assert {"erdgas.strasse", "erdgas.waerme"} <= set(result.err.replace(",", " ").split())


def test_own_factors_of_the_project_are_listed(tmp_path: Path) -> None:
    root = project(tmp_path)
    thg("neu", "neu", folder=tmp_path)
    header = (tmp_path / "neu" / "faktoren" / "eigene_faktoren.csv").read_text(encoding="utf-8")
    empty = dict.fromkeys(header.strip().split(","), "")
    row = empty | {
        "factor_id": "fernwaerme.netz_nord",
        "year_valid": "2019",
        "region": "NET-nord",
        "boundary": "total",
        "accounting": "na",
        "edition": "stadtwerke-2020",
        "activity_unit": "kWh",
        "heat_basis": "na",
        "co2e_kg": "0.123",
        "co2e_gwp": "unknown",
        "gas_split": "co2e_only",
        "u_kind": "none",
        "derivation": "local",
        "year_published": "2020",
        "source_id": "eigene",
        "source_locator": "Schreiben vom 1.2.2020",
        "status": "active",
    }
    (root / "faktoren").mkdir()
    table = root / "faktoren" / "waerme.csv"
    table.write_text(header + ",".join(row.values()) + "\n", encoding="utf-8")
    result = thg("faktoren", "liste", "--aktivitaet", "fernwaerme", "--jahr", "2019", "--format", "json", folder=root)
    own = [entry for entry in result.document["faktoren"] if entry["faktor"] == "fernwaerme.netz_nord"]
    assert [(entry["kg_co2e_je_einheit"], entry["herkunft"]) for entry in own] == [(0.123, "eigener Faktor")]
