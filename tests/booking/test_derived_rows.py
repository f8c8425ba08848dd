"""From the template to kilograms: every new sheet filled in, read and booked with the shipped factors."""

from pathlib import Path
from typing import Any

import pytest

from thgbilanz.booking.book import booked
from thgbilanz.factors.load import load_factors
from thgbilanz.intake.read import read_files
from thgbilanz.project.create import NewProject, project_files
from thgbilanz.templates.workbook import template_bytes

SETS = {"betrieblich": "uba-betrieblich"}
ORGANISATIONS = {"stadt": "Stadt", "bahn": "Verkehrsbetriebe"}

Rows = dict[str, list[dict[str, Any]]]


def postings_of(folder: Path, rows: Rows, local: Path | None = None) -> list[dict[str, Any]]:
    """Postings of a workbook, as dictionaries; every row must be read and booked without a word."""
    path = folder / "mappe.xlsx"
    path.write_bytes(template_bytes(list(rows), "stadt", "Stadt", 2019, rows=rows))
    intake = read_files([path], folder, 2019, ORGANISATIONS, 2026)
    assert ([finding.text for finding in intake.findings], intake.rejected) == ([], 0)
    factors, problems = load_factors(local=local)
    assert problems == []
    result = booked(intake.activities, factors, SETS, "AR5")
    assert (result.read, result.booked, result.open_reasons) == (len(intake.activities), len(intake.activities), ())
    return list(result.postings.to_dict("records"))


def kilograms(postings: list[dict[str, Any]]) -> dict[tuple[str, str, str], float]:
    """Emissions by activity, scope and category."""
    sums: dict[tuple[str, str, str], float] = {}
    for line in postings:
        key = (line["activity"], line["scope"], line["scope3_category"])
        sums[key] = sums.get(key, 0.0) + line["emissions_kg"]
    return sums


CASES: list[tuple[Rows, dict[tuple[str, str, str], float]]] = [
    (
        {
            "kaeltemittel": [
                {"aktivitaet": "kaeltemittel_r410a", "nachfuellmenge_kg": 1.8},
                {"aktivitaet": "kaeltemittel_r134a", "fuellmenge_kg": 240, "anwendung": "kaltwassersatz"},
            ]
        },
        {
            # GWP100 of AR5: R410A is half R32 (677), half R125 (3170): 1923.5; 1.8 kg × 1923.5
            ("kaeltemittel_r410a", "1", ""): 3462.3,
            # 240 kg × 8.5 % × 1300 (AR5)
            ("kaeltemittel_r134a", "1", ""): 26_520.0,
        },
    ),
    (
        {
            "dienstreisen": [
                {
                    "aktivitaet": "dienstreise_bahn_fern",
                    "reisen": 14,
                    "strecke_je_reise_km": 1140,
                    "uebernachtungen": 22,
                },
                {"aktivitaet": "dienstreise_pkw", "menge": 1204, "einheit": "km"},
            ]
        },
        {
            # 15 960 Pkm × 0.027 kg; 22 nights × 13.2 kg; 1204 km × 0.164 kg/Pkm × 1.4 people = 0.2296 kg/km
            ("dienstreise_bahn_fern", "3", "3.6"): 430.92,
            ("hotel", "3", "3.6"): 290.4,
            ("dienstreise_pkw", "3", "3.6"): 276.4384,
        },
    ),
    (
        {
            "pendeln": [
                {
                    "aktivitaet": activity,
                    "beschaeftigte": 120,
                    "tage_je_jahr": 200,
                    "entfernung_km": 14.2,
                    "anteil_prozent": share,
                }
                for activity, share in (("pendeln_pkw", 60), ("pendeln_stadtbahn", 25))
            ]
        },
        {
            # 408 960 km × 0.2296 kg; 170 400 Pkm × 0.049 kg
            ("pendeln_pkw", "3", "3.7"): 93_897.216,
            ("pendeln_stadtbahn", "3", "3.7"): 8_349.6,
        },
    ),
    (
        {
            "abfall": [
                {"aktivitaet": "restabfall", "menge": 31.2, "einheit": "t"},
                {
                    "aktivitaet": "bioabfall_vergaerung",
                    "behaelter_l": 240,
                    "leerungen": 52,
                    "dichte_kg_l": 0.3,
                    "quelle": "Entsorger",
                },
            ]
        },
        # 31.2 t × 455 kg; 240 l × 52 × 0.3 kg/l = 3744 kg, × 0.0228 kg
        {("restabfall", "3", "3.5"): 14_196.0, ("bioabfall_vergaerung", "3", "3.5"): 85.3632},
    ),
    (
        {"wasser": [{"zaehler": "W-0042117", "trinkwasser_m3": 5180, "abwasser_m3": 4900}]},
        # 5180 m³ × 0.33 kg; 4900 m³ × 0.32 kg
        {("wasser", "3", "3.1"): 1_709.4, ("abwasser", "3", "3.5"): 1_568.0},
    ),
    (
        {"beschaffung": [{"aktivitaet": "papier_recycling", "menge": 8.4, "einheit": "t"}]},
        # 8400 kg × 1.0500779 kg
        {("papier_recycling", "3", "3.1"): 8_820.65436},
    ),
    (
        {
            "mietobjekte": [
                {
                    "liegenschaft": operator,
                    "mietverhaeltnis": "vermietet",
                    "betreiber": operator,
                    "aktivitaet": "erdgas",
                    "einheit": "kWh (Hi)",
                    "flaeche_m2": 1000,
                    "kennwert_kwh_m2": 128,
                    "quelle": "Energieausweis",
                }
                for operator in ("mieter", "vermieter")
            ]
        },
        {
            # 128 000 kWh × (0.201 + 0.046) kg for the landlord of tenants who heat themselves, all of it in 3.13;
            # where the landlord heats, the fuel is scope 1 and its upstream 3.3
            ("erdgas", "3", "3.13"): 31_616.0,
            ("erdgas", "1", ""): 25_728.0,
            ("erdgas", "3", "3.3"): 5_888.0,
        },
    ),
]


@pytest.mark.parametrize(("rows", "expected"), CASES, ids=["/".join(rows) for rows, _ in CASES])
def test_a_filled_sheet_comes_to_what_is_computed_by_hand(
    tmp_path: Path, rows: Rows, expected: dict[tuple[str, str, str], float]
) -> None:
    assert kilograms(postings_of(tmp_path, rows)) == pytest.approx(expected, rel=1e-12)


def test_a_posting_shows_how_its_amount_was_computed_and_where_it_stands(tmp_path: Path) -> None:
    (line,) = postings_of(tmp_path, CASES[0][0] | {"kaeltemittel": CASES[0][0]["kaeltemittel"][1:]})
    assert line["conversion"].startswith("Füllmenge 240 kg × Verlustrate 8,5 % je Jahr [ghgp-hfc-tool, Chillers, US]")
    assert (line["sheet"], line["row"], line["column"]) == ("Kältemittel", 7, "D")


def local_factor(folder: Path) -> Path:
    """A project's own factor: 0.25 kg CO2e per EUR at prices of 2015."""
    files = project_files(NewProject("Probe", "", 2019, 2035))
    (folder / "faktoren").mkdir()
    header = files["faktoren/eigene_faktoren.csv"]
    values = {
        "factor_id": "reinigung", "year_valid": "2019", "region": "DE", "boundary": "cradle_to_gate",
        "accounting": "na", "edition": "eigen-1", "activity_unit": "EUR", "heat_basis": "na", "co2e_kg": "0.25",
        "co2e_gwp": "AR5", "gas_split": "co2e_only", "u_kind": "none", "derivation": "local", "year_data": "2015",
        "source_id": "probe", "source_locator": "Tabelle 1", "status": "active",
    }  # fmt: skip
    row = ",".join(values.get(name, "") for name in header.strip().split(","))
    (folder / "faktoren" / "eigene.csv").write_text(header + row + "\n", encoding="utf-8")
    sources = files["faktoren/quellen.csv"]
    source = {
        "source_id": "probe",
        "title": "Probe",
        "institution": "Test",
        "licence_spdx": "CC0-1.0",
        "redistribution": "yes",
    }
    line = ",".join(source.get(name, "") for name in sources.strip().split(","))
    (folder / "faktoren" / "quellen.csv").write_text(sources + line + "\n", encoding="utf-8")
    return folder / "faktoren"


def test_spend_is_booked_without_tax_at_the_prices_of_the_factor(tmp_path: Path) -> None:
    spent = {
        "aktivitaet": "ausgaben_leistungen", "ausgaben_eur": 119_000, "mwst_prozent": 19, "faktor": "reinigung",
        "preisjahr_faktor": 2015, "preisindex": 105, "preisindex_faktor": 100, "quelle": "VPI",
    }  # fmt: skip
    (line,) = postings_of(tmp_path, {"beschaffung": [spent]}, local_factor(tmp_path))
    # 119 000 ÷ 1.19 × 100 ÷ 105 = 95 238.0952… EUR × 0.25 kg = 23 809.523809… kg
    assert line["emissions_kg"] == pytest.approx(23_809.523_809_523_81, rel=1e-12)
    assert (line["scope3_category"], line["data_quality"]) == ("3.1", "D")


def test_a_correction_is_a_posting_of_its_layer_with_a_sign(tmp_path: Path) -> None:
    rows = {
        "waerme": [{"liegenschaft": "Schule", "aktivitaet": "erdgas", "menge": 100_000, "einheit": "kWh (Hi)"}],
        "korrekturen": [
            {
                "aktivitaet": "erdgas", "ebene": "korrektur", "menge": -12_400, "einheit": "kWh (Hi)",
                "autor": "Klimaschutzstelle", "erfasst_am": "2020-03-14", "begruendung": "Baustellenzähler",
                "quelle": "Ablesung", "liegenschaft": "Schule",
            }
        ],
    }  # fmt: skip
    postings = postings_of(tmp_path, rows)
    # (100 000 − 12 400) kWh × 0.201 kg and × 0.046 kg
    expected = {("erdgas", "1", ""): 17_607.6, ("erdgas", "3", "3.3"): 4_029.6}
    assert kilograms(postings) == pytest.approx(expected, rel=1e-12)
    made = [line for line in postings if line["layer"] == "korrektur"]
    assert [line["emissions_kg"] for line in made] == pytest.approx([-2_492.4, -570.4], rel=1e-12)
    assert {(line["author"], line["recorded_on"], line["reason"], line["source"]) for line in made} == {
        ("Klimaschutzstelle", "2020-03-14", "Baustellenzähler", "Ablesung")
    }
    assert len({line["posting_id"] for line in postings}) == len(postings)
