"""Reference figures: from the master data sheet and from stammdaten.csv, each with its cell."""

import pytest

from tests.intake.conftest import Reader, codes, only
from tests.intake.workbooks import GOOD, MASTER, SHEET, TITLES, Value, workbook
from thgbilanz.core.diagnostic import Severity

TABLE = "organisation;mitarbeitende_vzae;umsatz_eur;bemerkung\nwohnen;164;68400000,5;geprüft\nkonzern;;612000000;\n"


def mapped(*figures: tuple[str, Value], organisation: str = "stadt") -> bytes:
    master = (("Organisation (ID)", organisation), *MASTER[1:], *figures)
    return workbook({SHEET: [TITLES, GOOD]}, master)


def stated(result) -> dict[tuple[str, int, str], tuple[float, str]]:  # noqa: ANN001 - an IntakeResult
    return {(f.organisation, f.year, f.key): (f.value, str(f.place)) for f in result.figures}


def test_figures_of_the_master_data_sheet_come_with_their_cell(read: Reader) -> None:
    result = read(mapped(("Mitarbeitende (VZÄ)", 420.5), ("Personenkilometer (Pkm)", 3e8), ("Umsatz (EUR)", None)))
    assert stated(result) == {
        ("stadt", 2019, "mitarbeitende_vzae"): (420.5, "mappe.xlsx › Stammdaten › B5"),
        ("stadt", 2019, "personenkilometer"): (3e8, "mappe.xlsx › Stammdaten › B6"),
    }
    assert result.findings == []


def test_figures_of_the_table_come_with_their_cell(read: Reader) -> None:
    result = read({"stammdaten.csv": TABLE})
    assert stated(result) == {
        ("wohnen", 2019, "mitarbeitende_vzae"): (164.0, "stammdaten.csv › B2"),
        ("wohnen", 2019, "umsatz_eur"): (68_400_000.5, "stammdaten.csv › C2"),
        ("konzern", 2019, "umsatz_eur"): (612_000_000.0, "stammdaten.csv › C3"),
    }
    assert result.findings == []
    assert [entry.file for entry in result.inputs] == ["stammdaten.csv"]
    assert result.rejected == 0


def test_titles_of_the_sheet_are_understood_in_the_table(read: Reader) -> None:
    result = read({"Stammdaten.csv": "Organisation (ID);Güterumschlag (t)\nwohnen;1200\n"})
    assert [(figure.key, figure.value) for figure in result.figures] == [("umschlag_t", 1200.0)]


@pytest.mark.parametrize(
    ("value", "why"),
    [("ca. 420", "ca. 420"), (-3.0, "unter null"), ("1.234", "1234 oder 1,234"), (True, "")],
)
def test_a_figure_that_is_no_number_is_named_with_its_cell(read: Reader, value: Value, why: str) -> None:
    result = read(mapped(("Mitarbeitende (VZÄ)", value)))
    finding = only(result, "THG680")
    assert finding.severity is Severity.WARNING
    assert str(finding.place) == "mappe.xlsx › Stammdaten › B5"
    assert why in finding.text + finding.found + finding.expected
    assert result.figures == ()
    assert len(result.activities) == 1


@pytest.mark.parametrize("value", ["", "-", "–", None])
def test_nothing_is_no_statement_and_no_zero(read: Reader, value: Value) -> None:
    result = read(mapped(("Mitarbeitende (VZÄ)", value)))
    assert result.figures == ()
    assert result.findings == []


def test_two_files_that_contradict_each_other_are_a_finding(read: Reader) -> None:
    one, other = mapped(("Mitarbeitende (VZÄ)", 1240.0)), mapped(("Mitarbeitende (VZÄ)", 1204.0), ("Umsatz (EUR)", 5.0))
    # another meter, so that the row of the second file is not the same row again
    other = other.replace(b"G-004711", b"G-004712")
    result = read({"a.xlsx": one, "b.xlsx": other})
    finding = only(result, "THG681")
    assert finding.severity is Severity.WARNING
    assert "1.240 und 1.204" in finding.text
    assert [str(place) for place in finding.related] == ["b.xlsx › Stammdaten › B5"]
    assert [figure.key for figure in result.figures] == ["umsatz_eur"]


def test_the_same_statement_twice_is_one_figure(read: Reader) -> None:
    table = "organisation;mitarbeitende_vzae\nstadt;420,5\n"
    result = read({"a.xlsx": mapped(("Mitarbeitende (VZÄ)", 420.5)), "stammdaten.csv": table})
    assert [figure.value for figure in result.figures] == [420.5]
    assert "THG681" not in codes(result)


@pytest.mark.parametrize(
    ("table", "cell"),
    [
        ("name;mitarbeitende_vzae\nwohnen;3\n", "A1"),
        (TABLE.replace(";", ","), "A1"),
        ("\n", "A1"),
        ("organisation;koepfe\nwohnen;3\n", "B1"),
        ("organisation;umsatz_eur\nHafen GmbH;3\n", "A2"),
        ("organisation;umsatz_eur\nwohnen;3;4\n", "A2"),
    ],
)
def test_rows_and_columns_that_nobody_knows_are_named(read: Reader, table: str, cell: str) -> None:
    result = read({"stammdaten.csv": table})
    finding = only(result, "THG682")
    assert finding.severity is Severity.WARNING
    assert finding.place.cell == cell
    assert result.figures == ()


def test_a_bad_figure_of_the_table_is_named_with_its_cell(read: Reader) -> None:
    finding = only(read({"stammdaten.csv": TABLE.replace("164", "viele")}), "THG680")
    assert str(finding.place) == "stammdaten.csv › B2"


def test_a_table_that_is_no_text_is_refused(read: Reader) -> None:
    result = read({"stammdaten.csv": TABLE.encode("cp1252")})
    assert result.unreadable
    assert codes(result) == ["THG041"]
