"""Faults of sheets: names, headers, rows that are no data, hidden things (faults.md part B)."""

import pytest

from tests.intake.conftest import Reader, codes, only
from tests.intake.workbooks import GOOD, MASTER, PART, SHEET, TITLES, Value, altered, heat, replaced, workbook
from thgbilanz.core.diagnostic import Severity

OTHER: tuple[Value, ...] = ("Bad", "G-004712", "Fernwärme", 96.4, "MWh")
POWER = ("Liegenschaft", "Stromart", "Verbrauch", "Einheit")


def test_good_row_arrives_whole(read: Reader) -> None:
    result = read(heat(GOOD))
    assert codes(result) == []
    row = {name: values[0] for name, values in result.activities.columns.items()}
    assert (row["organisation"], row["space"], row["activity"]) == ("stadt", "betrieblich", "erdgas")
    assert (row["amount"], row["unit"], row["site"], row["meter"]) == (312500.0, "kWh (Hs)", "Rathaus", "G-004711")
    assert (row["year"], row["start"], row["end"]) == (2019, "2019-01-01", "2019-12-31")
    assert (row["file"], row["sheet"], row["row"], row["column"]) == ("mappe.xlsx", SHEET, 2, "D")
    assert (row["file_sha256"], result.rejected) == (result.inputs[0].sha256, 0)


def test_fault_40_no_sheet_of_the_template(read: Reader) -> None:
    result = read(workbook({"Tabelle1": [TITLES, GOOD]}))
    finding = only(result, "THG020")
    assert "„Tabelle1“" in finding.found
    assert len(result.activities) == 0


def test_fault_40_master_data_missing(read: Reader) -> None:
    result = read(workbook({SHEET: [TITLES, GOOD]}, master=()))
    assert codes(result) == ["THG020"]
    assert "Stammdaten" in only(result, "THG020").text
    assert (len(result.activities), result.rejected) == (0, 1)


@pytest.mark.parametrize("name", ["wärme und BRENNSTOFFE", "Wärme und Brennstoffe ", "Wa\u0308rme und Brennstoffe"])
def test_fault_41_case_blanks_and_nfd_do_not_matter(read: Reader, name: str) -> None:
    assert len(read(workbook({name: [TITLES, GOOD]})).activities) == 1


@pytest.mark.parametrize(
    "name", ["Wärme & Brennstoffe", "Wärme", "Waerme und Brennstoffe", "Wärme und Brennstoffe neu"]
)
def test_fault_41_renamed_sheet_is_not_guessed(read: Reader, name: str) -> None:
    result = read(workbook({name: [TITLES, GOOD], "Strom": [POWER, ("Bad", "Strom", 5.0, "kWh")]}))
    finding = only(result, "THG021")
    assert (finding.severity, finding.expected) == (Severity.ERROR, f"„{SHEET}“")
    assert result.activities.columns["activity"] == ["strom"]


@pytest.mark.parametrize("state", [b"hidden", b"veryHidden"])
def test_fault_42_hidden_sheet_is_read_and_named(read: Reader, state: bytes) -> None:
    change = replaced(b'sheetId="2"', b'sheetId="2" state="' + state + b'"')
    result = read(altered(heat(GOOD), {"xl/workbook.xml": change}))
    assert only(result, "THG024").severity is Severity.WARNING
    assert len(result.activities) == 1


def test_fault_43_other_sheets_are_listed(read: Reader) -> None:
    result = read(workbook({SHEET: [TITLES, GOOD], "Notizen": [["Anruf bei Frau X"]]}))
    assert only(result, "THG022").text == "Blatt „Notizen“ wird nicht gelesen"
    assert only(result, "THG022").severity is Severity.NOTE


@pytest.mark.parametrize("name", [f"{SHEET} (2)", f"{SHEET} - Kopie", f"Kopie von {SHEET}", "Wärme 2018"])
def test_fault_43_copy_of_a_sheet_may_count_twice(read: Reader, name: str) -> None:
    result = read(workbook({SHEET: [TITLES, GOOD], name: [TITLES, OTHER]}))
    assert only(result, "THG023").severity is Severity.WARNING
    assert len(result.activities) == 1


def test_fault_44_logo_rows_above_the_header(read: Reader) -> None:
    above: list[list[Value]] = [["Stadt Musterstadt"], [], ["Stand: Verbrauch 2019"], [None, "Einheit: siehe unten"]]
    result = read(workbook({SHEET: [*above, TITLES, GOOD]}))
    assert codes(result) == []
    assert result.activities.columns["row"] == [6]


def test_fault_44_header_too_far_down(read: Reader) -> None:
    result = read(workbook({SHEET: [*[["x"]] * 30, TITLES, GOOD]}))
    finding = only(result, "THG026")
    assert "„Verbrauch“" in finding.expected
    assert finding.place.cell == "A6"


def test_fault_45_empty_column_at_the_left(read: Reader) -> None:
    result = read(workbook({SHEET: [[None, *TITLES], [None, *GOOD]]}))
    assert codes(result) == []
    assert result.activities.columns["column"] == ["E"]


def test_fault_46_title_lost_in_a_merge(read: Reader) -> None:
    titles = [*TITLES[:4], None, *TITLES[5:]]
    result = read(heat(GOOD, titles=titles))
    assert only(result, "THG027").text == "Spalte „Einheit“ fehlt"


@pytest.mark.parametrize("title", ["Verbauch", "Verbrach", "Verbrauchh"])
def test_fault_47_misspelt_title_is_suggested_not_taken(read: Reader, title: str) -> None:
    result = read(heat(GOOD, titles=[*TITLES[:3], title, *TITLES[4:]]))
    assert title in only(result, "THG027").hint
    assert len(result.activities) == 0


@pytest.mark.parametrize(
    "title",
    ["Verbrauch\n*", " VERBRAUCH ", "Ver\u00adbrauch", "Ver-\nbrauch", "\u00a0Verbrauch\u00a0*", "Menge", "menge"],
)
def test_fault_48_blanks_breaks_and_synonyms_in_titles(read: Reader, title: str) -> None:
    result = read(heat(GOOD, titles=[*TITLES[:3], title, *TITLES[4:]]))
    assert codes(result) == []
    assert result.activities.columns["amount"] == [312500.0]


def test_fault_49_same_title_twice(read: Reader) -> None:
    result = read(heat((*GOOD, None, None, None, 1.0), titles=[*TITLES, "Menge"]))
    finding = only(result, "THG028")
    assert (finding.place.cell, finding.place.column) == ("I1", "Menge")
    assert len(result.activities) == 0


def test_fault_50_other_order_of_columns(read: Reader) -> None:
    result = read(heat(tuple(reversed(GOOD)), titles=tuple(reversed(TITLES[:5]))))
    same = read(heat(GOOD))
    unlike = {"column", "unit_column", "file_sha256"}
    assert {k: v for k, v in result.activities.columns.items() if k not in unlike} == {
        k: v for k, v in same.activities.columns.items() if k not in unlike
    }


def test_fault_51_required_column_missing_is_said_once(read: Reader) -> None:
    result = read(heat(*[GOOD[:4]] * 3, titles=TITLES[:4]))
    assert codes(result) == ["THG027"]
    assert only(result, "THG027").count == 1


def test_fault_52_extra_column(read: Reader) -> None:
    result = read(heat((*GOOD, None, None, None, "Frau X"), titles=[*TITLES, "Ansprechperson"]))
    finding = only(result, "THG029")
    assert (finding.severity, finding.place.cell) == (Severity.NOTE, "I1")
    assert len(result.activities) == 1


def test_fault_52_optional_column_misspelt_is_a_warning(read: Reader) -> None:
    result = read(heat((*GOOD, None, None, None, "A"), titles=[*TITLES, "Datengute"]))
    finding = only(result, "THG029")
    assert (finding.severity, finding.expected) == (Severity.WARNING, "„Datengüte“")


def test_fault_52_values_without_a_title(read: Reader) -> None:
    result = read(heat((*GOOD, None, None, None, 7.0), titles=TITLES))
    assert only(result, "THG029").text == "Spalte I hat keinen Titel und wird nicht ausgewertet"


def test_fault_53_header_only(read: Reader) -> None:
    result = read(heat())
    assert codes(result) == ["THG030"]
    assert only(result, "THG030").severity is Severity.ERROR


def test_fault_53_untouched_sheet_beside_a_filled_one(read: Reader) -> None:
    result = read(workbook({SHEET: [TITLES, GOOD], "Strom": [POWER]}))
    assert codes(result) == ["THG031"]
    assert only(result, "THG031").severity is Severity.NOTE


@pytest.mark.parametrize("label", ["Summe", "SUMME:", "Gesamt", "Gesamtsumme 2019", "Zwischensumme", "insgesamt", "Σ"])
def test_fault_54_total_row(read: Reader, label: str) -> None:
    result = read(heat(GOOD, OTHER, (label, None, None, 312596.4, None)))
    finding = only(result, "THG032")
    assert (finding.severity, finding.place.cell) == (Severity.ERROR, "A4")
    assert codes(result) == ["THG032"]
    assert (result.activities.columns["amount"], result.rejected) == ([312500.0, 96.4], 1)


def test_fault_54_total_in_a_column_without_title(read: Reader) -> None:
    result = read(heat(GOOD, (None, None, None, 312500.0, None, None, None, None, "Summe"), titles=[*TITLES, None]))
    assert "THG032" in codes(result)


@pytest.mark.parametrize("name", ["Gesamtschule Nord", "Total-Tankstelle", "Summerhill-Schule", "Sporthalle Gesamt"])
def test_fault_54_names_that_only_look_like_totals(read: Reader, name: str) -> None:
    assert codes(read(heat((name, *GOOD[1:])))) == []


def test_fault_54_remarks_may_speak_of_sums(read: Reader) -> None:
    row = (*GOOD, None, None, None, "Summe aus zwei Rechnungen")
    assert codes(read(heat(row, titles=[*TITLES, "Bemerkung"]))) == []


def test_fault_55_blank_rows_are_read_past(read: Reader) -> None:
    result = read(heat(GOOD, (), (" ", "\u00a0"), OTHER))
    finding = only(result, "THG035")
    assert (finding.severity, finding.place.cell) == (Severity.WARNING, "A5")
    assert result.activities.columns["row"] == [2, 5]


def test_fault_55_second_table_with_a_header(read: Reader) -> None:
    result = read(heat(GOOD, (), TITLES, OTHER))
    assert only(result, "THG033").place.cell == "A4"
    assert (len(result.activities), result.rejected) == (2, 1)


def test_fault_56_hidden_rows_and_columns_are_counted(read: Reader) -> None:
    hide_row = replaced(b'<row r="3"', b'<row r="3" hidden="1"')
    hide_column = replaced(b"<sheetData>", b'<cols><col min="5" max="5" width="9" hidden="1"/></cols><sheetData>')
    result = read(altered(heat(GOOD, OTHER), {PART: lambda xml: hide_column(hide_row(xml))}))
    found = [finding for finding in result.findings if finding.code == "THG025"]
    assert [(f.severity, f.place.cell) for f in found] == [(Severity.WARNING, "E1"), (Severity.WARNING, "A3")]
    assert "1 von 2 Datenzeilen" in found[1].text
    assert found[1].rows == (3,)
    assert len(result.activities) == 2


def test_fault_57_mojibake_in_a_title(read: Reader) -> None:
    result = read(heat(GOOD, titles=["Liegenschaft", "ZÃ¤hlernummer", "EnergietrÃ¤ger", *TITLES[3:]]))
    assert {f.expected for f in result.findings if f.code == "THG036"} == {"„Zählernummer“", "„Energieträger“"}
    assert len(result.activities) == 0


def test_fault_57_mojibake_in_a_cell(read: Reader) -> None:
    result = read(heat(("MÃ¼hlenschule", *GOOD[1:]), OTHER))
    finding = only(result, "THG036")
    assert (finding.place.cell, finding.expected) == ("A2", "„Mühlenschule“")
    assert (len(result.activities), result.rejected) == (1, 1)


@pytest.mark.parametrize(
    ("version", "headline"),
    [
        (None, "fehlt"),
        (0.5, "nicht lesbar"),
        ("eins", "nicht lesbar"),
        (2.0, "neuer als dieses Programm"),
        (0.0, "nicht"),
    ],
)
def test_fault_58_version_of_the_template(read: Reader, version: Value, headline: str) -> None:
    result = read(workbook({SHEET: [TITLES, GOOD]}, master=[*MASTER[:3], ("Vorlagenversion", version)]))
    assert headline in only(result, "THG037").text
    assert (len(result.activities), result.rejected) == (0, 1)


def test_fault_59_only_charts(read: Reader) -> None:
    data = altered(heat(GOOD), {"xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b'/worksheet"', b'/chartsheet"')})
    assert "(Diagramm)" in only(read(data), "THG020").found


def test_fault_60_sheet_protection_is_irrelevant(read: Reader) -> None:
    change = replaced(b"</sheetData>", b'</sheetData><sheetProtection password="CC1A" sheet="1"/>')
    assert codes(read(altered(heat(GOOD), {PART: change}))) == []


@pytest.mark.parametrize("unit", ["kWh", "[MWh]", "in kWh", "(kWh)"])
def test_fault_61_unit_row_below_the_header(read: Reader, unit: str) -> None:
    result = read(heat((None, None, None, unit, None), GOOD))
    assert codes(result) == ["THG034"]
    assert (len(result.activities), result.rejected) == (1, 1)


MASTER_FAULTS = [
    ([("Berichtsjahr", 2019.0), MASTER[3]], "THG040"),
    ([("Organisation (ID)", None), *MASTER[2:]], "THG040"),
    ([MASTER[0], ("Berichtsjahr", "2019/20"), MASTER[3]], "THG087"),
    ([MASTER[0], ("Berichtsjahr", 1889.0), MASTER[3]], "THG087"),
    ([("Organisation (ID)", "stdt"), *MASTER[2:]], "THG058"),
    ([MASTER[0], ("Berichtsjahr", 2018.0), MASTER[3]], "THG057"),
]


@pytest.mark.parametrize(("master", "code"), MASTER_FAULTS)
def test_master_data_that_cannot_be_used(read: Reader, master: list[tuple[str, Value]], code: str) -> None:
    result = read(workbook({SHEET: [TITLES, GOOD, OTHER]}, master=master))
    assert codes(result) == [code]
    assert result.findings[0].place.sheet == "Stammdaten"
    assert (len(result.activities), result.rejected) == (0, 2)


def test_rows_are_checked_even_if_master_data_are_wrong(read: Reader) -> None:
    result = read(workbook({SHEET: [TITLES, (*GOOD[:3], -5.0, "kWh")]}, master=MASTER[:2]))
    assert set(codes(result)) == {"THG037", "THG040", "THG085"}
