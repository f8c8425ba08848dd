"""Faults of the domain: words, organisations, years, rows and meters that count twice (faults.md part D)."""

import datetime as dt

import pytest

from tests.intake.conftest import Reader, codes, only
from tests.intake.workbooks import GOOD, SHEET, TITLES, Value, heat, heat_with, workbook
from thgbilanz.core.diagnostic import Severity

GENERAL = ("Aktivität", "Menge", "Einheit", "Jahr", "Von", "Bis", "Organisation (ID)", "Zählernummer", "Liegenschaft")
AREA = ("Sektor", "Energieträger", "Endenergie", "Einheit", "Bemerkung")
HEADER = "organisation;raum;sektor;aktivitaet;menge;einheit;jahr"


def general(*rows: dict[str, Value]) -> bytes:
    usual: dict[str, Value] = {"Aktivität": "Erdgas", "Menge": 5.0, "Einheit": "kWh (Hi)"}
    return workbook({"Aktivitäten": [GENERAL, *([(usual | row).get(title) for title in GENERAL] for row in rows)]})


def area(*rows: tuple[Value, ...]) -> bytes:
    return workbook({"Stadtgebiet": [AREA, *rows]})


def refused(read: Reader, data: bytes | str, code: str, cell: str) -> str:
    result = read(data)
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert [(finding.code, finding.place.cell) for finding in errors] == [(code, cell)]
    assert len(result.activities) + result.rejected >= 1
    return f"{errors[0].text} | {errors[0].expected} | {errors[0].hint}"


@pytest.mark.parametrize(
    ("word", "meant"), [("Ergas", "Erdgas"), ("Fernwarme", "Fernwärme"), ("Holzpelets", "Holzpellets")]
)
def test_fault_100_unknown_activity_with_suggestion(read: Reader, word: str, meant: str) -> None:
    assert f"„{meant}“" in refused(read, heat_with(Energieträger=word), "THG050", "C2")


def test_fault_100_nothing_like_it(read: Reader) -> None:
    assert "Handbuch" in refused(read, heat_with(Energieträger="Plutonium"), "THG050", "C2")


@pytest.mark.parametrize(
    ("word", "activity"),
    [("Fernwaerme", "fernwaerme"), ("FW", "fernwaerme"), ("heizöl", "heizoel"), ("HHS", "holzhackschnitzel")],
)
def test_fault_101_synonyms(read: Reader, word: str, activity: str) -> None:
    result = read(heat_with(Energieträger=word))
    assert result.activities.columns["activity"] == [activity]
    expected = [] if word == "Fernwaerme" else ["THG051"]  # an id is no synonym
    assert codes(result) == expected


@pytest.mark.parametrize(("word", "candidate"), [("Gas", "Flüssiggas"), ("öl", "Heizöl EL"), ("Kohle", "Braunkohle")])
def test_fault_101_ambiguous_words(read: Reader, word: str, candidate: str) -> None:
    assert f"„{candidate}“" in refused(read, heat_with(Energieträger=word), "THG052", "C2")


def test_activity_that_the_sheet_does_not_offer(read: Reader) -> None:
    result = read(heat_with(Energieträger="Diesel"))
    assert only(result, "THG054").severity is Severity.WARNING
    assert result.activities.columns["activity"] == ["diesel"]


@pytest.mark.parametrize("year", [1989.0, 2027.0, "1850"])
def test_fault_103_year_out_of_range(read: Reader, year: Value) -> None:
    assert "1990 bis 2026" in refused(read, general({"Jahr": year}), "THG087", "D2")


def test_fault_104_row_of_another_year(read: Reader) -> None:
    result = read(general({"Jahr": 2019.0}, {"Jahr": 2018.0}))
    finding = only(result, "THG057")
    assert (finding.place.cell, finding.severity) == ("D3", Severity.ERROR)
    assert (len(result.activities), result.rejected) == (1, 1)


def test_fault_104_period_of_another_year(read: Reader) -> None:
    row: dict[str, Value] = {"Von": dt.date(2018, 1, 1), "Bis": dt.date(2018, 12, 31)}
    refused(read, general(row), "THG057", "D2")


def test_fault_104_period_that_does_not_touch_the_year(read: Reader) -> None:
    row: dict[str, Value] = {"Von": dt.date(2017, 10, 1), "Bis": dt.date(2018, 9, 30)}
    assert "01.10.2017–30.09.2018" in refused(read, general(row), "THG057", "D2")


def test_fault_104_every_year_is_welcome_to_a_check(read: Reader) -> None:
    result = read(general({"Jahr": 2018.0}, {"Jahr": 2020.0}), year=None)
    assert result.activities.columns["year"] == [2018, 2020]
    assert codes(result) == []


def test_fault_106_row_twice(read: Reader) -> None:
    row = (*GOOD[:1], None, *GOOD[2:])
    result = read(heat(row, row))
    finding = only(result, "THG055")
    assert (finding.place.cell, finding.found) == ("D3", f"gleich wie mappe.xlsx › {SHEET} › D2")
    assert (len(result.activities), result.rejected) == (1, 1)


def test_fault_106_same_file_under_another_name(read: Reader) -> None:
    rows = [(f"Haus {n}", None, "Erdgas", n + 1.0, "kWh (Hi)") for n in range(300)]
    result = read({"a.xlsx": heat(*rows), "a - Kopie.xlsx": heat(*rows)})
    finding = only(result, "THG055")
    assert (finding.count, len(finding.related)) == (300, 3)
    assert (len(result.activities), result.rejected) == (300, 300)


def test_fault_106_rows_that_differ_in_one_thing(read: Reader) -> None:
    rows = [("Haus", None, "Erdgas", 1.0, "kWh (Hi)"), ("Haus", None, "Erdgas", 1.0, "kWh (Hs)")]
    assert codes(read(heat(*rows))) == []


def test_fault_107_meter_twice_in_two_files(read: Reader) -> None:
    other = workbook(
        {SHEET: [TITLES, ("Bad", "g-004711", "Erdgas", 7.0, "kWh (Hs)")]},
        master=[("Organisation (ID)", "wohnen"), ("Berichtsjahr", 2019.0), ("Vorlagenversion", 1.0)],
    )
    result = read({"a.xlsx": heat(GOOD), "b.xlsx": other})
    finding = only(result, "THG056")
    assert (finding.place.file, finding.place.cell, finding.found) == ("b.xlsx", "B2", f"auch in a.xlsx › {SHEET} › B2")
    assert (result.activities.columns["site"], result.rejected) == (["Rathaus"], 1)


def test_fault_107_meter_month_by_month(read: Reader) -> None:
    months = [(dt.date(2019, m, 1), dt.date(2019, m, 28)) for m in range(1, 13)]
    rows = [(*GOOD[:3], float(number), GOOD[4], None, *period) for number, period in enumerate(months, start=1)]
    assert codes(read(heat(*rows))) == []
    overlap = (*GOOD[:3], 99.0, GOOD[4], None, dt.date(2019, 3, 28), dt.date(2019, 3, 31))
    result = read(heat(*rows, overlap))
    assert only(result, "THG056").place.cell == "B14"
    assert len(result.activities) == 12


def test_fault_107_whole_year_and_one_month(read: Reader) -> None:
    month = (*GOOD[:3], 99.0, GOOD[4], None, dt.date(2019, 3, 1), dt.date(2019, 3, 31))
    assert only(read(heat(month, GOOD)), "THG056").place.cell == "B3"


@pytest.mark.parametrize("meter", ["1", "Hauptzähler"])
def test_fault_107_short_numbers_name_a_meter_only_in_their_building(read: Reader, meter: str) -> None:
    apart = [("Rathaus", meter, "Erdgas", 1.0, "kWh (Hs)"), ("Bad", meter, "Erdgas", 2.0, "kWh (Hs)")]
    assert codes(read(heat(*apart))) == []
    same = [("Rathaus", meter, "Erdgas", 1.0, "kWh (Hs)"), ("Rathaus", meter, "Erdgas", 2.0, "kWh (Hs)")]
    assert codes(read(heat(*same))) == ["THG056"]


def test_fault_107_gas_and_heat_meters_may_share_a_number(read: Reader) -> None:
    assert codes(read(heat(GOOD, (*GOOD[:2], "Fernwärme", 5.0, "MWh")))) == []


@pytest.mark.parametrize("word", ["-", "k. A.", "keine"])
def test_fault_107_no_meter_is_no_meter(read: Reader, word: str) -> None:
    result = read(heat(("Rathaus", word, *GOOD[2:]), ("Bad", word, *GOOD[2:])))
    assert codes(result) == []
    assert result.activities.columns["meter"] == ["", ""]


def test_fault_109_unknown_organisation(read: Reader) -> None:
    assert "„wohnen“" in refused(read, general({"Organisation (ID)": "whonen"}), "THG058", "G2")


def test_fault_109_name_instead_of_id(read: Reader) -> None:
    assert "„wohnen“" in refused(read, general({"Organisation (ID)": "Wohnbau Musterstadt GmbH"}), "THG058", "G2")


def test_fault_109_other_organisation_than_in_the_master_data(read: Reader) -> None:
    result = read(general({"Organisation (ID)": " Wohnen"}, {}))
    assert result.activities.columns["organisation"] == ["wohnen", "stadt"]
    assert codes(result) == []


AREA_FLAG = "organisation;raum;sektor;aktivitaet;menge;einheit;jahr;witterungsbereinigt"


def test_fault_118_weather_corrected_values_in_the_territory(read: Reader) -> None:
    row = "stadtgebiet;territorial;haushalte;erdgas;5;kWh (Hi);2019;ja"
    assert "BISKO" in refused(read, f"{AREA_FLAG}\n{row}\n", "THG093", "H2")


def test_fault_118_weather_corrected_values_of_an_organisation(read: Reader) -> None:
    rows = [f"stadt;betrieblich;;erdgas;{n};kWh (Hi);2019;{flag}" for n, flag in enumerate(["ja", "nein", "", "ja"], 1)]
    result = read("\n".join([AREA_FLAG, *rows, ""]))
    finding = only(result, "THG093")
    assert (finding.severity, finding.place.cell, finding.count) == (Severity.WARNING, "H2", 2)
    assert result.activities.columns["weather_corrected"] == ["ja", "nein", "", "ja"]


def test_fault_118_the_flag_knows_two_answers(read: Reader) -> None:
    refused(read, f"{AREA_FLAG}\nstadt;betrieblich;;erdgas;5;kWh (Hi);2019;vielleicht\n", "THG086", "H2")


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ({"Von": dt.date(2019, 10, 1)}, "F2"),
        ({"Bis": dt.date(2019, 10, 1)}, "F2"),
        ({"Von": dt.date(2019, 10, 1), "Bis": dt.date(2019, 9, 30)}, "F2"),
        ({"Von": dt.date(2019, 1, 1), "Bis": dt.date(2019, 9, 30), "Jahr": 2018.0}, "D2"),
        ({"Von": dt.date(2018, 10, 1), "Bis": dt.date(2019, 9, 30), "Jahr": 2017.0}, "D2"),
        ({"Von": dt.date(2017, 1, 1), "Bis": dt.date(2020, 1, 2)}, "F2"),
    ],
)
def test_periods_that_cannot_be(read: Reader, row: dict[str, Value], cell: str) -> None:
    refused(read, general(row), "THG087", cell)


def test_fault_128_zero_all_year_needs_a_reason(read: Reader) -> None:
    result = read(
        area(("Industrie", "Erdgas", 0.0, "MWh (Hi)", None), ("Verkehr", "Diesel", 0.0, "MWh (Hi)", "autofrei"))
    )
    finding = only(result, "THG059")
    assert (finding.severity, finding.place.cell) == (Severity.WARNING, "C2")
    assert len(result.activities) == 2


def test_fault_128_zero_in_summer_is_no_zero_year(read: Reader) -> None:
    winter = (*GOOD[:3], 5.0, GOOD[4], None, dt.date(2019, 1, 1), dt.date(2019, 5, 31))
    summer = (*GOOD[:3], 0.0, GOOD[4], None, dt.date(2019, 6, 1), dt.date(2019, 8, 31))
    assert codes(read(heat(winter, summer))) == []


def test_fault_132_offsets_as_negative_rows(read: Reader) -> None:
    refused(read, general({"Menge": -100.0}), "THG085", "B2")


def test_fault_135_total_beside_its_parts(read: Reader) -> None:
    total, part = ("Gewerbe, Handel, Dienstleistungen", "Biomasse (nicht aufgeteilt)"), ("ghd", "Holzpellets")
    elsewhere = ("Industrie", "Biomasse (nicht aufgeteilt)")
    rows = [(*sector, amount, "MWh (Hi)", None) for sector, amount in ((total, 9.0), (part, 4.0), (elsewhere, 3.0))]
    result = read(area(*rows))
    assert (only(result, "THG053").place.cell, result.rejected) == ("B2", 1)
    assert result.activities.columns["amount"] == [4.0, 3.0]


SPACES = [
    ("stadtgebiet;territorial;;erdgas;5;kWh (Hi);2019", "C2", "Sektor fehlt"),
    ("stadt;betrieblich;haushalte;erdgas;5;kWh (Hi);2019", "C2", "Sektor „haushalte“ gehört nicht"),
    ("stadt;territorial;haushalte;erdgas;5;kWh (Hi);2019", "A2", "territorialen Bilanzraum"),
    ("stadtgebiet;betrieblich;;erdgas;5;kWh (Hi);2019", "A2", "betrieblichen Bilanzraum"),
    ("stadt;betrieblich;;umweltwaerme;5;kWh;2019", "D2", "gibt es nicht im Bilanzraum „betrieblich“"),
    ("stadtgebiet;territorial;verkehr;restabfall;5;t;2019", "D2", "gibt es nicht im Bilanzraum „territorial“"),
]


@pytest.mark.parametrize(("row", "cell", "text"), SPACES)
def test_space_sector_organisation_and_activity_go_together(read: Reader, row: str, cell: str, text: str) -> None:
    assert text in refused(read, f"{HEADER}\n{row}\n", "THG054", cell)


@pytest.mark.parametrize(
    ("column", "value", "offered"),
    [
        ("datenguete", "E", "A, B, C, D"),
        ("notation", "gibt es nicht", "nicht erhoben"),
        ("lieferung", "Netzz", "öffentliches Netz"),
        ("scope3_kategorie", "3.16", "3.15 Investitionen"),
        ("raum", "regional", "territorial"),
    ],
)
def test_choices_outside_the_list(read: Reader, column: str, value: str, offered: str) -> None:
    columns = {"organisation": "stadt", "raum": "betrieblich", "aktivitaet": "strom", "menge": "5", "einheit": "kWh"}
    columns |= {"jahr": "2019", column: value}
    result = read(";".join(columns) + "\n" + ";".join(columns.values()) + "\n")
    finding = only(result, "THG086")
    assert offered in finding.expected
    assert finding.found == value
    assert result.rejected == 1


def test_counterparty_must_be_known(read: Reader) -> None:
    table = (
        "organisation;raum;aktivitaet;menge;einheit;jahr;gegenpartei\nstadt;betrieblich;strom;5;kWh;2019;stadtwerke\n"
    )
    refused(read, table, "THG058", "G2")


def test_organisation_of_the_area_is_fixed_by_its_sheet(read: Reader) -> None:
    result = read(area(("Private Haushalte", "Solarthermie", 5.0, "MWh", None)))
    assert result.activities.columns["organisation"] == ["stadtgebiet"]
    assert result.activities.columns["sector"] == ["haushalte"]
    assert codes(result) == []


TELLING = "organisation;raum;sektor;aktivitaet;menge;einheit;jahr;richtung;vertrag;eu_ets"


def test_direction_contract_and_emissions_trading_reach_the_activities(read: Reader) -> None:
    """An empty direction means what everybody means who knows no such column: used by the organisation itself."""
    rows = ["stadt;betrieblich;;strom;5;MWh;2019;;SV-007;", "stadt;betrieblich;;erdgas;7;MWh (Hi);2019;Lieferung;;ja"]
    result = read("\n".join([TELLING, *rows]) + "\n")
    columns = result.activities.columns
    assert codes(result) == []
    assert list(zip(columns["flow"], columns["contract"], columns["eu_ets"], strict=True)) == [
        ("bezug", "SV-007", ""),
        ("lieferung", "", "ja"),
    ]


def test_a_city_delivers_nothing(read: Reader) -> None:
    finding = only(read(f"{TELLING}\nstadtgebiet;territorial;haushalte;strom;5;MWh;2019;lieferung;;\n"), "THG054")
    assert (finding.place.cell, finding.found) == ("H2", "lieferung")
