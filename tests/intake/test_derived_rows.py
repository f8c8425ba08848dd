"""Sheets whose rows are computed: what a row becomes, and which cell a problem is told at."""

import datetime as dt
from pathlib import Path

import pytest

from tests.intake.workbooks import workbook
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.templates.definition import SHEETS, header_title
from thgbilanz.templates.workbook import template_bytes

ORGANISATIONS = {"stadt": "Stadt", "stadtwerke": "Stadtwerke", "bahn": "Verkehrsbetriebe", "wohnen": "Wohnbau"}

Row = dict[str, object]


def read(folder: Path, sheet: str, *rows: Row) -> IntakeResult:
    """Rows by key, written into the template of a sheet and read again."""
    path = folder / "mappe.xlsx"
    path.write_bytes(template_bytes([sheet], "stadt", "Stadt", 2019, rows={sheet: rows}))
    return read_files([path], folder, 2019, ORGANISATIONS, 2026)


def booked(result: IntakeResult) -> list[tuple[str, float, str]]:
    columns = result.activities.columns
    return list(zip(columns["activity"], columns["amount"], columns["unit"], strict=True))


def cell(sheet: str, key: str, row: int = 7) -> str:
    """The cell of a key in the first data row."""
    keys = [column.key for column in SHEETS[sheet].columns]
    return f"{chr(ord('A') + keys.index(key))}{row}"


def only(result: IntakeResult) -> Diagnostic:
    (finding,) = result.findings
    return finding


COMMUTE: Row = {
    "liegenschaft": "Rathaus",
    "aktivitaet": "pendeln_pkw",
    "beschaeftigte": 120,
    "tage_je_jahr": 200,
    "entfernung_km": 14.2,
    "anteil_prozent": 60,
}
CHARGE: Row = {
    "liegenschaft": "Kühlhaus",
    "aktivitaet": "kaeltemittel_r134a",
    "fuellmenge_kg": 240,
    "anwendung": "kaltwassersatz",
}
SPENT: Row = {
    "liegenschaft": "Reinigung",
    "aktivitaet": "ausgaben_leistungen",
    "ausgaben_eur": 119000,
    "mwst_prozent": 19,
    "faktor": "reinigung",
    "preisjahr_faktor": 2019,
}
LET: Row = {
    "liegenschaft": "Siedlung",
    "mietverhaeltnis": "vermietet",
    "betreiber": "mieter",
    "aktivitaet": "erdgas",
    "einheit": "kWh (Hi)",
    "flaeche_m2": 1000,
    "kennwert_kwh_m2": 128,
    "quelle": "Energieausweis",
}


def test_a_commute_is_people_days_both_ways_distance_and_share(tmp_path: Path) -> None:
    result = read(tmp_path, "pendeln", COMMUTE)
    # 120 × 200 × 2 × 14.2 km × 0.6 = 408 960 km, one person in each car
    assert booked(result) == [("pendeln_pkw", 408960.0, "km")]
    columns = result.activities.columns
    assert columns["derivation"] == ["120 Beschäftigte × 200 Tage × 2 × 14,2 km × 60 % Pkw ÷ 1 Person je Fahrzeug"]
    assert f"{columns['column'][0]}{columns['row'][0]}" == cell("pendeln", "beschaeftigte")
    assert columns["column_title"] == [header_title(SHEETS["pendeln"].columns[2])]
    assert (result.findings, result.rejected) == ([], 0)


def test_people_in_a_car_share_its_kilometres_and_those_in_a_tram_do_not(tmp_path: Path) -> None:
    car = COMMUTE | {"personen_je_fahrzeug": 1.2}
    tram = COMMUTE | {"aktivitaet": "pendeln_stadtbahn", "anteil_prozent": 25, "gegenpartei": "bahn"}
    # 408 960 ÷ 1.2 = 340 800 km; 120 × 200 × 2 × 14.2 km × 0.25 = 170 400 Pkm
    assert booked(read(tmp_path, "pendeln", car, tram)) == [
        ("pendeln_pkw", 340800.0, "km"),
        ("pendeln_stadtbahn", 170400.0, "Pkm"),
    ]


def test_what_was_topped_up_has_leaked(tmp_path: Path) -> None:
    row: Row = {"liegenschaft": "Serverraum", "aktivitaet": "kaeltemittel_r410a", "nachfuellmenge_kg": 1.8}
    result = read(
        tmp_path,
        "kaeltemittel",
        row,
        row | {"nachfuellmenge_kg": 0, "liegenschaft": "Archiv", "fuellmenge_kg": 4},
    )
    assert booked(result) == [("kaeltemittel_r410a", 1.8, "kg"), ("kaeltemittel_r410a", 0.0, "kg")]
    assert result.activities.columns["derivation"] == ["", ""]
    assert result.findings == []


def test_a_charge_leaks_at_the_rate_of_its_application(tmp_path: Path) -> None:
    result = read(tmp_path, "kaeltemittel", CHARGE)
    # verlustraten.csv: Kaltwassersätze 0.085 per year; 240 kg × 0.085 = 20.4 kg
    assert booked(result) == [("kaeltemittel_r134a", 20.4, "kg")]
    assert result.activities.columns["derivation"] == [
        "Füllmenge 240 kg × Verlustrate 8,5 % je Jahr [ghgp-hfc-tool, Chillers, US]"
    ]


def test_two_ways_in_one_row_are_refused_at_the_cell_of_the_second(tmp_path: Path) -> None:
    result = read(tmp_path, "kaeltemittel", CHARGE | {"nachfuellmenge_kg": 1.8})
    assert (only(result).code, only(result).place.cell) == ("THG600", cell("kaeltemittel", "anwendung"))
    assert (booked(result), result.rejected) == ([], 1)


@pytest.mark.parametrize("key", ["beschaeftigte", "tage_je_jahr", "entfernung_km", "anteil_prozent"])
def test_a_missing_figure_of_a_calculation_is_named(tmp_path: Path, key: str) -> None:
    result = read(tmp_path, "pendeln", COMMUTE | {key: None})
    assert (only(result).code, only(result).place.cell) == ("THG601", cell("pendeln", key))
    assert (booked(result), result.rejected) == ([], 1)


def test_days_beyond_a_year_are_refused(tmp_path: Path) -> None:
    result = read(tmp_path, "pendeln", COMMUTE | {"tage_je_jahr": 2000})
    assert (only(result).code, only(result).place.cell) == ("THG602", cell("pendeln", "tage_je_jahr"))
    assert only(result).found == "2000"


@pytest.mark.parametrize(
    ("sheet", "row", "key"),
    [
        ("pendeln", COMMUTE, "tage_je_jahr"),
        ("kaeltemittel", CHARGE, "fuellmenge_kg"),
        ("mietobjekte", LET, "kennwert_kwh_m2"),
    ],
)
def test_a_figure_per_year_needs_a_calendar_year(tmp_path: Path, sheet: str, row: Row, key: str) -> None:
    half = {"von": dt.date(2019, 7, 1), "bis": dt.date(2019, 12, 31)}
    result = read(tmp_path, sheet, row | half)
    assert (only(result).code, only(result).place.cell) == ("THG603", cell(sheet, key))
    whole = {"von": dt.date(2019, 1, 1), "bis": dt.date(2019, 12, 31)}
    assert read(tmp_path, sheet, row | whole).findings == []


def test_prices_of_two_years_need_an_index(tmp_path: Path) -> None:
    result = read(tmp_path, "beschaffung", SPENT | {"preisjahr_faktor": 2015})
    assert (only(result).code, only(result).place.cell) == ("THG604", cell("beschaffung", "preisjahr_faktor"))
    indexed = SPENT | {"preisjahr_faktor": 2015, "preisindex": 105, "preisindex_faktor": 100, "quelle": "VPI"}
    without = only(read(tmp_path, "beschaffung", indexed | {"quelle": None}))
    assert (without.code, without.place.cell) == ("THG601", cell("beschaffung", "quelle"))
    # 119 000 ÷ 1.19 = 100 000 EUR net; × 100 ÷ 105 = 95 238.095238…
    ((_, amount, unit),) = booked(read(tmp_path, "beschaffung", indexed))
    assert (amount, unit) == (pytest.approx(100000 * 100 / 105, rel=1e-15), "EUR")


def test_spend_is_graded_d_whatever_the_cell_says(tmp_path: Path) -> None:
    assert read(tmp_path, "beschaffung", SPENT).activities.columns["data_quality"] == ["D"]
    result = read(tmp_path, "beschaffung", SPENT | {"datenguete": "A"})
    assert (only(result).code, only(result).severity) == ("THG605", Severity.WARNING)
    assert only(result).place.cell == cell("beschaffung", "datenguete")
    assert result.activities.columns["data_quality"] == ["D"]
    assert result.activities.columns["amount"] == [100000.0]


@pytest.mark.parametrize(
    ("lease", "operator", "category"),
    [
        ("vermietet", "mieter", "3.13"),
        ("vermietet", "vermieter", ""),
        ("angemietet", "vermieter", "3.8"),
        ("angemietet", "mieter", ""),
    ],
)
def test_who_operates_the_plant_decides_the_scope(tmp_path: Path, lease: str, operator: str, category: str) -> None:
    # method/organisation.md 2: the emission is with whoever operates the heating, the other side has the mirror
    result = read(tmp_path, "mietobjekte", LET | {"mietverhaeltnis": lease, "betreiber": operator})
    assert result.activities.columns["scope3_category"] == [category]
    assert booked(result) == [("erdgas", 128000.0, "kWh (Hi)")]


def test_a_trip_and_its_nights_are_two_activities_of_one_row(tmp_path: Path) -> None:
    row: Row = {"aktivitaet": "dienstreise_bahn_fern", "reisen": 14, "strecke_je_reise_km": 1140, "uebernachtungen": 22}
    result = read(tmp_path, "dienstreisen", row, {"uebernachtungen": 3})
    # 14 × 1140 km = 15 960 Pkm
    assert booked(result) == [
        ("dienstreise_bahn_fern", 15960.0, "Pkm"),
        ("hotel", 22.0, "Nächte"),
        ("hotel", 3.0, "Nächte"),
    ]
    columns = result.activities.columns
    cells = [f"{column}{row}" for column, row in zip(columns["column"], columns["row"], strict=True)]
    assert cells == [
        cell("dienstreisen", "strecke_je_reise_km"),
        cell("dienstreisen", "uebernachtungen"),
        cell("dienstreisen", "uebernachtungen", 8),
    ]
    assert (result.findings, result.rejected) == ([], 0)


def test_a_wrong_cell_of_a_row_that_becomes_two_is_one_finding(tmp_path: Path) -> None:
    row: Row = {"trinkwasser_m3": 20, "abwasser_m3": 18, "gegenpartei": "niemand"}
    result = read(tmp_path, "wasser", row)
    assert (only(result).place.cell, only(result).count) == (cell("wasser", "gegenpartei"), 1)
    assert result.rejected == 2


def test_one_meter_may_count_water_in_and_out_but_not_twice(tmp_path: Path) -> None:
    row: Row = {"zaehler": "W-0042117", "trinkwasser_m3": 20, "abwasser_m3": 18}
    assert booked(read(tmp_path, "wasser", row)) == [("wasser", 20.0, "m³"), ("abwasser", 18.0, "m³")]
    again = read(tmp_path, "wasser", row, {"zaehler": "W-0042117", "trinkwasser_m3": 7})
    assert only(again).code == "THG056"


def test_a_notation_key_stands_for_all_figures_of_a_row(tmp_path: Path) -> None:
    gap: Row = {"liegenschaft": "Kita", "aktivitaet": "pendeln_pkw", "notation": "nicht_erhoben"}
    result = read(tmp_path, "pendeln", gap)
    assert result.activities.columns["notation"] == ["nicht_erhoben"]
    assert result.findings == []
    both = read(tmp_path, "pendeln", gap | {"beschaeftigte": 12})
    assert (only(both).code, only(both).place.cell) == ("THG084", cell("pendeln", "notation"))


def test_a_row_without_any_figure_lacks_its_amount(tmp_path: Path) -> None:
    result = read(tmp_path, "kaeltemittel", {"liegenschaft": "Kita", "aktivitaet": "kaeltemittel_r32"})
    assert only(result).place.cell == cell("kaeltemittel", "nachfuellmenge_kg")
    assert result.rejected == 1


@pytest.mark.parametrize(
    ("value", "code"), [(-3, "THG085"), ("12.500", "THG063"), ("ca. 12", "THG068"), ("zwölf", "THG079")]
)
def test_own_columns_follow_the_rules_of_every_number(tmp_path: Path, value: object, code: str) -> None:
    result = read(tmp_path, "pendeln", COMMUTE | {"entfernung_km": value})
    assert only(result).place.cell == cell("pendeln", "entfernung_km")
    assert only(result).code == code
    assert (booked(result), result.rejected) == ([], 1)


def test_a_share_is_percent_and_a_word_is_from_the_list(tmp_path: Path) -> None:
    assert only(read(tmp_path, "pendeln", COMMUTE | {"anteil_prozent": 0.6})).code == "THG089"
    result = read(tmp_path, "kaeltemittel", CHARGE | {"anwendung": "Eisbahn"})
    assert (only(result).code, only(result).place.cell) == ("THG086", cell("kaeltemittel", "anwendung"))


def test_shares_of_the_same_people_are_parts_of_one_whole(tmp_path: Path) -> None:
    tram, bus = (COMMUTE | {"aktivitaet": kind} for kind in ("pendeln_stadtbahn", "pendeln_linienbus"))
    assert read(tmp_path, "pendeln", COMMUTE, tram | {"anteil_prozent": 40}).findings == []
    # 60 % + 30 % + 20 % = 110 %: said once, where the sum passes 100 %; all rows count
    result = read(tmp_path, "pendeln", COMMUTE, tram | {"anteil_prozent": 30}, bus | {"anteil_prozent": 20})
    assert (only(result).code, only(result).place.cell) == ("THG606", cell("pendeln", "anteil_prozent", 9))
    assert len(result.activities) == 3
    elsewhere = bus | {"anteil_prozent": 60, "liegenschaft": "Bauhof"}
    assert read(tmp_path, "pendeln", COMMUTE, elsewhere).findings == []


def test_spend_in_a_tidy_table_says_d_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    head = "organisation;raum;aktivitaet;menge;einheit;jahr;faktor;datenguete\n"
    rows = [f"stadt;betrieblich;ausgaben_waren;{number};EUR;2019;f;{grade}\n" for number, grade in ((5, "D"), (6, "A"))]
    path.write_text(head + "".join(rows), encoding="utf-8")
    result = read_files([path], tmp_path, 2019, ORGANISATIONS, 2026)
    assert (only(result).code, only(result).place.cell) == ("THG605", "H3")
    assert len(result.activities) == 2


def test_containers_weigh_what_their_source_says(tmp_path: Path) -> None:
    row: Row = {"aktivitaet": "restabfall", "behaelter_l": 1100, "leerungen": 52, "dichte_kg_l": 0.12, "quelle": "AWM"}
    result = read(tmp_path, "abfall", row)
    # 1100 l × 52 × 0.12 kg/l = 6864 kg
    assert booked(result) == [("restabfall", 6864.0, "kg")]
    assert result.activities.columns["derivation"] == ["1.100 l × 52 Leerungen × 0,12 kg/l"]
    assert only(read(tmp_path, "abfall", row | {"menge": 3, "einheit": "t"})).code == "THG600"
    without = only(read(tmp_path, "abfall", row | {"quelle": None}))
    assert (without.code, without.place.cell) == ("THG601", cell("abfall", "quelle"))
    per_cubic_metre = only(read(tmp_path, "abfall", row | {"dichte_kg_l": 120}))
    assert (per_cubic_metre.code, per_cubic_metre.place.cell) == ("THG602", cell("abfall", "dichte_kg_l"))


def test_more_than_the_charge_is_suspicious(tmp_path: Path) -> None:
    row: Row = {"aktivitaet": "kaeltemittel_r410a", "fuellmenge_kg": 4}
    assert read(tmp_path, "kaeltemittel", row | {"nachfuellmenge_kg": 4}).findings == []
    result = read(tmp_path, "kaeltemittel", row | {"nachfuellmenge_kg": 350})
    assert (only(result).code, only(result).severity) == ("THG607", Severity.WARNING)
    assert only(result).place.cell == cell("kaeltemittel", "nachfuellmenge_kg")
    assert result.activities.columns["amount"] == [350.0]


def test_all_wrong_cells_of_a_row_are_named_at_once(tmp_path: Path) -> None:
    result = read(tmp_path, "pendeln", COMMUTE | {"beschaeftigte": "ca. 80", "anteil_prozent": 0.6, "tage_je_jahr": -1})
    assert [(finding.code, finding.place.cell) for finding in result.findings] == [
        ("THG068", cell("pendeln", "beschaeftigte")),
        ("THG085", cell("pendeln", "tage_je_jahr")),
        ("THG089", cell("pendeln", "anteil_prozent")),
    ]
    assert result.rejected == 1


def test_a_failed_formula_stops_its_row_only(tmp_path: Path) -> None:
    titles = ["Verkehrsmittel", "Beschäftigte", "Tage je Jahr", "Entfernung (km)", "Anteil (%)"]
    rows = [titles, ["Arbeitsweg Pkw", "=1/0", 200, 10, 50], ["Arbeitsweg Pkw", 10, 200, 10, 50]]
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook({"Pendeln": rows}))
    result = read_files([path], tmp_path, 2019, ORGANISATIONS, 2026)
    assert booked(result) == [("pendeln_pkw", 20000.0, "km")]
    assert result.rejected == 1
    assert only(result).place.cell == "B2"


def test_a_product_beyond_every_quantity_is_refused(tmp_path: Path) -> None:
    result = read(tmp_path, "mietobjekte", LET | {"flaeche_m2": 1e14, "kennwert_kwh_m2": 1000})
    assert (only(result).code, only(result).place.cell) == ("THG074", cell("mietobjekte", "kennwert_kwh_m2"))


@pytest.mark.parametrize(
    ("sheet", "row", "hint"),
    [
        (
            "kaeltemittel",
            {"aktivitaet": "kaeltemittel_r410a", "nachfuellmenge_kg": "2 kg"},
            "Die Einheit steht im Titel",
        ),
        ("anlagen", {"anlagenart": "BHKW", "menge": 5, "einheit": "MWh (Hi)"}, "„BHKW oder Heizkraftwerk (KWK)“"),
        ("dienstreisen", {"aktivitaet": "Flug Inland", "menge": 5, "einheit": "Pkm"}, "„Dienstreise Flug, Inland“"),
    ],
)
def test_a_slip_gets_the_remedy_that_fits_its_sheet(tmp_path: Path, sheet: str, row: Row, hint: str) -> None:
    assert any(hint in finding.hint for finding in read(tmp_path, sheet, row).findings)
