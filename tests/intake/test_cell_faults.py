"""Faults of cells (faults.md part C): every one at its cell, and never a number that nobody wrote."""

import datetime as dt
import math

import pytest

from tests.intake.conftest import Reader, codes, only
from tests.intake.workbooks import (
    GOOD,
    PART,
    SHEET,
    TITLES,
    Value,
    altered,
    heat,
    heat_with,
    replaced,
    with_amount,
    workbook,
)
from thgbilanz.core.diagnostic import Severity


def refused(read: Reader, data: bytes, code: str, cell: str) -> str:
    """The headline of the one Fehler, which takes the row with it."""
    result = read(data)
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert [(finding.code, finding.place.cell) for finding in errors] == [(code, cell)]
    assert (len(result.activities), result.rejected) == (0, 1)
    assert errors[0].place.column
    return errors[0].text


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("1.234,5", 1234.5, "THG061"),
        ("12 345\u202f678", 12_345_678.0, "THG061"),
        ("1\u00a0234", 1234.0, "THG061"),
        ("1200", 1200.0, "THG060"),
        ("12,5\u200b", 12.5, "THG060"),
        ("\ufeff 7 \u00ad", 7.0, "THG060"),
    ],
    ids=["65", "69", "69-nbsp", "82", "83", "83-bom"],
)
def test_fault_65_69_82_83_text_that_is_a_number(read: Reader, text: str, value: float, code: str) -> None:
    result = read(heat_with(Verbrauch=text))
    assert result.activities.columns["amount"] == [value]
    assert [(f.code, f.severity, f.place.cell) for f in result.findings] == [(code, Severity.NOTE, "D2")]


@pytest.mark.parametrize(
    "text",
    [
        "1.234",
        "1,234.5",
        "1'234",
        "1200 kWh",
        "ca. 1200",
        "1000-1200",
        "k.A.",
        "-",
        "n/a",
        "unbekannt",
        "nan",
        "inf",
        "1e999",
        "WAHR",
        "50 %",
        "=1+1",
        "１２",
        "1e308",
        "-5",
    ],
)
def test_fault_66_to_72_79_text_that_is_no_number(read: Reader, text: str) -> None:
    result = read(heat_with(Verbrauch=text))
    assert [finding.place.cell for finding in result.findings if finding.severity is Severity.ERROR] == ["D2"]
    assert (len(result.activities), result.rejected) == (0, 1)


def test_fault_71_date_in_a_number_column(read: Reader) -> None:
    text = refused(read, heat_with(Verbrauch=dt.date(2019, 5, 1)), "THG083", "D2")
    assert "01.05.2019" in text


def test_fault_71_time_in_a_number_column(read: Reader) -> None:
    styled = replaced(
        b'<numFmt numFmtId="164" formatCode="dd.mm.yyyy"/>', b'<numFmt numFmtId="164" formatCode="[h]:mm"/>'
    )
    data = altered(heat_with(Verbrauch=dt.date(2019, 5, 1)), {"xl/styles.xml": styled})
    refused(read, data, "THG083", "D2")


@pytest.mark.parametrize("word", ["k. A.", "-", "nicht erhoben"])
def test_fault_72_missing_word_beside_a_notation_key_is_missing(read: Reader, word: str) -> None:
    result = read(heat_with(Verbrauch=word, Kennzeichen="nicht erhoben"))
    assert codes(result) == []
    assert math.isnan(result.activities.columns["amount"][0])
    assert result.activities.columns["notation"] == ["nicht_erhoben"]


@pytest.mark.parametrize("label", ["nicht erhoben", "kommt_nicht_vor", "Anderswo enthalten", "vertraulich"])
def test_fault_72_notation_key_instead_of_an_amount(read: Reader, label: str) -> None:
    result = read(heat_with(Verbrauch=None, Kennzeichen=label, Einheit=None))
    assert codes(result) == []
    assert result.activities.columns["notation"] == [label.casefold().replace(" ", "_")]


def test_fault_72_notation_key_beside_an_amount(read: Reader) -> None:
    for amount in (5.0, 0.0):
        refused(read, heat_with(Verbrauch=amount, Kennzeichen="vertraulich"), "THG084", "D2")


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\u200b", "k. A."])
@pytest.mark.parametrize(("title", "code", "cell"), [("Energieträger", "THG080", "C2"), ("Einheit", "THG109", "E2")])
def test_fault_73_required_cell_empty(read: Reader, title: str, code: str, cell: str, blank: Value) -> None:
    refused(read, heat_with(**{title: blank}), code, cell)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\u200b"])
def test_fault_73_amount_empty_is_not_zero(read: Reader, blank: Value) -> None:
    assert refused(read, heat_with(Verbrauch=blank), "THG072", "D2") == "Die Zahl fehlt"


def test_fault_73_measured_zero_is_a_number(read: Reader) -> None:
    result = read(heat_with(Verbrauch=0.0))
    assert result.activities.columns["amount"] == [0.0]


@pytest.mark.parametrize("error", [b"#REF!", b"#DIV/0!", b"#N/A", b"#NAME?", b"#VALUE!"])
@pytest.mark.parametrize("formula", [b"", b"<f>A1/0</f>"])
def test_fault_74_error_cells(read: Reader, error: bytes, formula: bytes) -> None:
    cell = b'<c r="D2" t="e">' + formula + b"<v>" + error + b"</v></c>"
    text = refused(read, altered(heat(GOOD), {PART: with_amount(cell)}), "THG081", "D2")
    assert error.decode() in text


def test_fault_74_error_below_the_last_value_is_not_lost(read: Reader) -> None:
    row = b'<row r="9"><c r="D9" t="e"><v>#REF!</v></c></row></sheetData>'
    result = read(altered(heat(GOOD), {PART: replaced(b"</sheetData>", row)}))
    assert only(result, "THG081").place.cell == "D9"
    assert (len(result.activities), result.rejected) == (1, 1)


def test_fault_74_error_in_free_text_changes_no_figure(read: Reader) -> None:
    data = heat_with(Liegenschaft=None)
    cell = replaced(b'<row r="2" spans="1:8">', b'<row r="2" spans="1:8"><c r="A2" t="e"><v>#REF!</v></c>')
    result = read(altered(data, {PART: cell}))
    assert only(result, "THG081").severity is Severity.WARNING
    assert result.activities.columns["site"] == [""]


def test_fault_74_error_in_a_choice(read: Reader) -> None:
    cell = replaced(b'<row r="2" spans="1:8">', b'<row r="2" spans="1:8"><c r="C2" t="e"><v>#N/A</v></c>')
    refused(read, altered(heat_with(Energieträger=None), {PART: cell}), "THG081", "C2")


@pytest.mark.parametrize("value", [b"", b"<v></v>", b"<v/>"])
def test_fault_75_formula_without_a_value(read: Reader, value: bytes) -> None:
    cell = b'<c r="D2"><f>A1*2</f>' + value + b"</c>"
    refused(read, altered(heat(GOOD), {PART: with_amount(cell)}), "THG082", "D2")


def test_fault_76_formula_with_a_value_is_used_and_counted(read: Reader) -> None:
    formula = with_amount(b'<c r="D2"><f>250000*1.25</f><v>312500</v></c>')
    calculated = replaced(b' fullCalcOnLoad="1"', b"")
    result = read(altered(heat(GOOD), {PART: formula, "xl/workbook.xml": calculated}))
    assert result.activities.columns["amount"] == [312500.0]
    assert only(result, "THG039").severity is Severity.NOTE


def test_fault_76_formulas_of_a_writer_that_does_not_calculate(read: Reader) -> None:
    result = read(altered(heat(GOOD), {PART: with_amount(b'<c r="D2"><f>A1*2</f><v>0</v></c>')}))
    assert only(result, "THG039").severity is Severity.WARNING


def test_fault_76_formula_with_a_text_as_result(read: Reader) -> None:
    cell = b'<c r="D2" t="str"><f>TEXT(A1,"0")</f><v>312500</v></c>'
    assert "Text" in refused(read, altered(heat(GOOD), {PART: with_amount(cell)}), "THG081", "D2")


def test_fault_76_formula_may_yield_a_label(read: Reader) -> None:
    data = heat_with(Energieträger=None)
    cell = b'<row r="2" spans="1:8"><c r="C2" t="str"><f>X</f><v>Erdgas</v></c>'
    result = read(altered(data, {PART: replaced(b'<row r="2" spans="1:8">', cell)}))
    assert result.activities.columns["activity"] == ["erdgas"]


def test_fault_76_formula_that_yields_an_empty_text_is_an_empty_cell(read: Reader) -> None:
    cell = b'<c r="D2" t="str"><f>IF(A1="","",1)</f><v></v></c>'
    refused(read, altered(heat(GOOD), {PART: with_amount(cell)}), "THG072", "D2")


@pytest.mark.parametrize(("title", "cell"), [("Verbrauch", "D2"), ("Kosten (EUR)", "I2"), ("Fläche (m²)", "I2")])
def test_fault_78_negative(read: Reader, title: str, cell: str) -> None:
    refused(read, heat_with(**{title: -0.5}), "THG085", cell)


@pytest.mark.parametrize("value", [b"NaN", b"INF", b"1e308", b"-1e308", b"1e-320", b"1e-10"])
def test_fault_79_80_81_numbers_beyond_any_quantity(read: Reader, value: bytes) -> None:
    result = read(altered(heat(GOOD), {PART: with_amount(b'<c r="D2"><v>' + value + b"</v></c>")}))
    assert [f.code for f in result.findings] in (["THG073"], ["THG074"])
    assert len(result.activities) == 0


def test_minus_zero_is_zero(read: Reader) -> None:
    result = read(altered(heat(GOOD), {PART: with_amount(b'<c r="D2"><v>-0.0</v></c>')}))
    assert math.copysign(1, result.activities.columns["amount"][0]) == 1


def test_fault_84_truth_value_in_a_number_column(read: Reader) -> None:
    assert "WAHR" in refused(read, heat_with(Verbrauch=True), "THG083", "D2")


def test_fault_84_truth_value_is_not_the_number_one(read: Reader) -> None:
    result = read(heat_with(Liegenschaft=True, Zählernummer=1.0))
    assert result.activities.columns["site"] == ["WAHR"]
    assert result.activities.columns["meter"] == ["1"]


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|'/C calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "'Halle",
        "<script>alert(1)</script>",
        "{{ 7*7 }}",
        "../../CON",
        "Halle [/]",
        "[bold]x",
        "a" * 32767,
        "🏢 Rathaus",
        "x\u202ey",
    ],
)
def test_fault_85_to_90_names_are_data(read: Reader, name: str) -> None:
    result = read(heat_with(Liegenschaft=name))
    assert codes(result) == []
    assert result.activities.columns["site"] == [name]


def test_fault_90_nfd_is_the_same_name(read: Reader) -> None:
    result = read(heat_with(Liegenschaft="Mu\u0308hle", Energieträger="Ferwa\u0308rme".replace("Fer", "Fern")))
    assert result.activities.columns["site"] == ["Mühle"]
    assert result.activities.columns["activity"] == ["fernwaerme"]


ACTIVITY_TITLES = (
    "Aktivität",
    "Menge",
    "Einheit",
    "Jahr",
    "Organisation (ID)",
    "Unsicherheit (%)",
    "Scope-3-Kategorie",
)


def general(**cells: Value) -> bytes:
    values: dict[str, Value] = {"Aktivität": "Erdgas", "Menge": 5.0, "Einheit": "kWh (Hi)"} | cells
    return workbook({"Aktivitäten": [ACTIVITY_TITLES, [values.get(title) for title in ACTIVITY_TITLES]]})


@pytest.mark.parametrize(
    "year", ["2019/20", "FY2019", "19", 19.0, 2019.5, "zwanzig", dt.date(2019, 1, 1), True, 1889.0]
)
def test_fault_91_year_that_is_none(read: Reader, year: Value) -> None:
    refused(read, general(Jahr=year), "THG087", "D2")


@pytest.mark.parametrize("year", [2019.0, "2019", "2019 ", "\u00a02019"])
def test_fault_91_year(read: Reader, year: Value) -> None:
    assert read(general(Jahr=year)).activities.columns["year"] == [2019]


@pytest.mark.parametrize("percent", [150.0, 0.05, 100.5])
def test_fault_92_percent_out_of_form(read: Reader, percent: float) -> None:
    refused(read, general(**{"Unsicherheit (%)": percent}), "THG089", "F2")


def test_fault_92_percent_with_a_sign(read: Reader) -> None:
    refused(read, general(**{"Unsicherheit (%)": "50 %"}), "THG076", "F2")


@pytest.mark.parametrize("percent", [0.0, 1.0, 2.5, 100.0])
def test_fault_92_percent(read: Reader, percent: float) -> None:
    assert read(general(**{"Unsicherheit (%)": percent})).activities.columns["uncertainty_percent"] == [percent]


def test_dates_made_of_categories_are_refused(read: Reader) -> None:
    assert "01.03" in refused(read, general(**{"Scope-3-Kategorie": dt.date(2019, 3, 1)}), "THG083", "G2")
    refused(read, general(**{"Scope-3-Kategorie": 3.1}), "THG083", "G2")
    result = read(general(**{"Scope-3-Kategorie": 3.5}))
    assert result.activities.columns["scope3_category"] == ["3.5"]


@pytest.mark.parametrize("code", ["#,##0,", '0.0" MWh"', "0%", "#,##0.00,,"])
def test_fault_93_number_format_that_shows_another_number(read: Reader, code: str) -> None:
    data = heat_with(Verbrauch=dt.date(2019, 5, 1))
    escaped = code.replace('"', "&quot;").encode()
    styles = replaced(b'formatCode="dd.mm.yyyy"', b'formatCode="' + escaped + b'"')
    result = read(altered(data, {"xl/styles.xml": styles}))
    finding = only(result, "THG046")
    assert (finding.severity, finding.place.cell) == (Severity.WARNING, "D2")
    assert code in finding.found
    assert result.activities.columns["amount"] == [43586.0]


def test_fault_94_struck_through_and_comments(read: Reader) -> None:
    styles = replaced(b"<font>", b"<font><strike/>")
    result = read(altered(heat_with(Verbrauch=dt.date(2019, 5, 1)), {"xl/styles.xml": styles}))
    assert "THG047" in codes(result)


def test_fault_94_comment_in_a_data_row(read: Reader) -> None:
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    comments = (
        '<comments xmlns="x"><authors><author>Frau X</author></authors><commentList><comment ref="D1"><text><t>Titel'
    )
    comments += (
        '</t></text></comment><comment ref="D2" authorId="0"><text><r><t>gilt </t></r><r><t>nicht</t></r></text>'
    )
    comments += "</comment></commentList></comments>"
    data = altered(
        heat(GOOD),
        {
            "xl/comments1.xml": comments.encode(),
            "xl/worksheets/_rels/sheet2.xml.rels": b'<Relationships xmlns="x"><Relationship Id="r1" Type="'
            + relation
            + b'" Target="../comments1.xml"/></Relationships>',
        },
    )
    finding = only(read(data), "THG047")
    assert (finding.severity, finding.place.cell, finding.found) == (Severity.NOTE, "D2", "gilt nicht")


@pytest.mark.parametrize("meter", ["1,23457E+12", "1.23457E+12", "4E5", 1.5, 1e15, True, dt.date(2019, 5, 1)])
def test_fault_95_meter_that_lost_digits(read: Reader, meter: Value) -> None:
    result = read(heat_with(Zählernummer=meter))
    assert result.findings[0].severity is Severity.ERROR
    assert result.findings[0].place.cell == "B2"
    assert len(result.activities) == 0


def test_fault_95_meter_as_a_number(read: Reader) -> None:
    result = read(heat_with(Zählernummer=123456789012.0))
    assert result.activities.columns["meter"] == ["123456789012"]
    assert only(result, "THG088").severity is Severity.NOTE


@pytest.mark.parametrize("meter", ["0012345678", "DE0001234567890000000000000012345", "1EMH0012345678"])
def test_fault_95_meter_as_text(read: Reader, meter: str) -> None:
    result = read(heat_with(Zählernummer=meter))
    assert codes(result) == []
    assert result.activities.columns["meter"] == [meter]


def test_fault_96_1904_date_system(read: Reader) -> None:
    # 1 January 2019 is day 43466 counted from 1900 and day 42004 counted from 1904, 1462 days less.
    since_1904 = altered(
        heat_with(Von=dt.date(2019, 1, 1), Bis=dt.date(2019, 6, 30)),
        {
            "xl/workbook.xml": replaced(b"<workbookPr ", b'<workbookPr date1904="1" '),
            PART: lambda xml: xml.replace(b"<v>43466</v>", b"<v>42004</v>").replace(b"<v>43646</v>", b"<v>42184</v>"),
        },
    )
    result = read(since_1904)
    assert (result.activities.columns["start"], result.activities.columns["end"]) == (["2019-01-01"], ["2019-06-30"])


@pytest.mark.parametrize(("start", "end"), [("01.02.2019", "28.2.2019"), ("2019-02-01", "2019-02-28")])
def test_dates_as_text(read: Reader, start: str, end: str) -> None:
    result = read(heat_with(Von=start, Bis=end))
    assert result.activities.columns["start"] == ["2019-02-01"]
    assert result.activities.columns["end"] == ["2019-02-28"]


@pytest.mark.parametrize("date", ["30.2.2019", "1.2.19", "Februar", 43466.0, True])
def test_dates_that_are_none(read: Reader, date: Value) -> None:
    refused(read, heat_with(Von=date, Bis="31.12.2019"), "THG087", "G2")


def test_all_faults_of_a_row_are_found_at_once(read: Reader) -> None:
    result = read(heat_with(Energieträger="Ergas", Verbrauch="viel", Von="gestern", Bis="31.12.2019"))
    assert sorted(codes(result)) == ["THG050", "THG079", "THG087"]
    assert result.rejected == 1


def test_sheet_and_titles_in_places(read: Reader) -> None:
    place = read(heat_with(Verbrauch="viel")).findings[0].place
    assert (place.file, place.sheet, place.cell, place.column) == ("mappe.xlsx", SHEET, "D2", TITLES[3])
