"""Foreign tables through a confirmed mapping: the same activities as in our own table, each at its own cell."""

from pathlib import Path

import pytest

from tests.mapping.lists import (
    CONFIRMED,
    HEAD,
    MAPPING,
    ROWS,
    TIDY,
    TITLES,
    WIDE,
    changed,
    contents,
    foreign_project,
    housing_list,
    read_project,
)
from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.read import IntakeResult

WITHOUT_TOTAL = MAPPING.replace(", kontrollsumme = true", "")


def read(
    folder: Path, mapping: str = MAPPING, data: bytes | str | None = None, year: int | None = 2019
) -> IntakeResult:
    name = "liste.csv" if isinstance(data, str) else "liste.xlsx"
    root = foreign_project(folder, {"wohnen.toml": mapping}, {name: housing_list() if data is None else data})
    result, findings = read_project(root, year)
    assert findings == []
    return result


def codes(result: IntakeResult) -> list[str]:
    return [finding.code for finding in result.findings]


def tidy(folder: Path, table: str = TIDY) -> IntakeResult:
    (folder / "eigen").mkdir()
    result, _ = read_project(foreign_project(folder / "eigen", {}, {"tabelle.csv": table}))
    assert codes(result) == []
    return result


def test_a_wide_list_gives_the_activities_of_the_tidy_table(tmp_path: Path) -> None:
    result = read(tmp_path)
    assert codes(result) == ["THG552"]
    assert contents(result) == contents(tidy(tmp_path))
    assert result.rejected == 0


def test_every_activity_points_at_its_own_cell(tmp_path: Path) -> None:
    columns = read(tmp_path).activities.columns
    cells = [f"{letter}{row}" for letter, row in zip(columns["column"], columns["row"], strict=True)]
    assert cells == ["D5", "D6", "E5", "E6", "F5", "F6"]
    assert columns["column_title"] == [TITLES[3]] * 2 + [TITLES[4]] * 2 + [TITLES[5]] * 2


def test_skipped_rows_are_counted_with_their_reason(tmp_path: Path) -> None:
    assert read(tmp_path).skipped == (("Summenzeile", 1),)


def test_the_run_knows_which_mapping_read_which_file(tmp_path: Path) -> None:
    result = read(tmp_path)
    assert [(entry.file, entry.mapping) for entry in result.inputs] == [
        ("daten/2019/liste.xlsx", "zuordnungen/wohnen.toml")
    ]
    assert [layout.file for layout in result.layouts] == ["zuordnungen/wohnen.toml"]


def test_without_a_signature_nothing_counts(tmp_path: Path) -> None:
    result = read(tmp_path, HEAD + WIDE)
    assert codes(result) == ["THG551"]
    assert (len(result.activities), result.rejected) == (0, 6)


def test_a_proposal_that_lacks_answers_says_which(tmp_path: Path) -> None:
    mapping = HEAD + WIDE.replace('organisation = "wohnen"\n', "").replace("jahr = 2019\n", "")
    result = read(tmp_path, mapping)
    finding = next(finding for finding in result.findings if finding.code == "THG556")
    assert finding.expected == "Angaben zu organisation, jahr"
    assert len(result.activities) == 0


def test_a_row_of_totals_that_no_rule_skips_is_a_fehler(tmp_path: Path) -> None:
    mapping = MAPPING.replace('text = "Summe"', 'text = "Gesamt"')
    result = read(tmp_path, mapping)
    assert codes(result) == ["THG552", "THG032"]
    assert len(result.activities) == 6
    assert result.rejected == 1


def test_an_empty_amount_is_missing_unless_the_mapping_says_why(tmp_path: Path) -> None:
    mapping = WITHOUT_TOTAL.replace('kennzeichen = { leer = "kommt_nicht_vor" }\n', "")
    result = read(tmp_path, mapping)
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert [(finding.code, finding.place.cell) for finding in errors] == [("THG072", "E5"), ("THG072", "D6")]
    assert (len(result.activities), result.rejected) == (4, 2)


def test_a_word_in_an_amount_column_means_what_the_mapping_declares(tmp_path: Path) -> None:
    mapping = WITHOUT_TOTAL.replace("leer =", '"k. A." = "nicht_erhoben", leer =')
    result = read(tmp_path, mapping, housing_list(changed(5, 4, "k. A.")))
    assert codes(result) == ["THG552"]
    assert result.activities.columns["notation"][0] == "nicht_erhoben"


@pytest.mark.parametrize("word", ["k. A.", "ca. 500", "-", "1.234"])
def test_a_word_that_is_not_declared_stays_a_fehler(tmp_path: Path, word: str) -> None:
    result = read(tmp_path, WITHOUT_TOTAL, housing_list(changed(5, 4, word)))
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert {finding.place.cell for finding in errors} == {"D5"}
    assert len(result.activities) == 5


def test_a_bad_shared_cell_is_one_finding_not_one_per_carrier(tmp_path: Path) -> None:
    result = read(tmp_path, MAPPING, housing_list(changed(5, 3, -1.0)))
    found = [finding for finding in result.findings if finding.code == "THG085"]
    assert [(finding.place.cell, finding.count) for finding in found] == [("C5", 1)]
    assert result.rejected == 3


def test_the_order_of_columns_and_rows_above_do_not_matter(tmp_path: Path) -> None:
    mixed = [tuple(reversed((*row, *[None] * (6 - len(row))))) for row in ROWS]
    result = read(tmp_path, MAPPING, housing_list([("x",), *mixed]))
    assert contents(result) == contents(tidy(tmp_path))


def test_titles_with_odd_blanks_are_the_same_titles(tmp_path: Path) -> None:
    rows = [tuple(str(cell).replace(" ", "\u00a0\n") for cell in row) if row == TITLES else row for row in ROWS]
    assert contents(read(tmp_path, MAPPING, housing_list(rows))) == contents(tidy(tmp_path))


def test_a_missing_title_names_the_mapping_and_the_title(tmp_path: Path) -> None:
    result = read(tmp_path, MAPPING, housing_list(changed(4, 5, "Nahwärme [MWh]")))
    assert codes(result) == ["THG554"]
    assert "„Fernwärme [MWh]“" in result.findings[0].found
    assert str(result.findings[0].place) == "daten/2019/liste.xlsx › Verbräuche › A4"


def test_another_sheet_name_is_another_layout(tmp_path: Path) -> None:
    result = read(tmp_path, MAPPING, housing_list(sheet="Tabelle1"))
    assert "THG020" in codes(result)
    assert "thg zuordnen" in next(finding.hint for finding in result.findings if finding.code == "THG020")


def test_a_title_that_stands_twice_must_be_pinned(tmp_path: Path) -> None:
    twice = housing_list(changed(4, 2, "Fernwärme [MWh]"))
    mapping = MAPPING.replace('nicht_gelesen = ["Baujahr"]\n', "")
    result = read(tmp_path, mapping, twice)
    assert codes(result) == ["THG552", "THG561"]
    pinned = mapping.replace('spalte = "Fernwärme [MWh]"', 'spalte = "Fernwärme [MWh] (Spalte E)"')
    result = read(tmp_path, pinned, twice)
    assert contents(result) == contents(tidy(tmp_path))
    assert codes(result) == ["THG552", "THG564"]


def test_a_new_column_of_figures_is_a_warning(tmp_path: Path) -> None:
    rows = [
        (*row, *[None] * (6 - len(row)), extra)
        for row, extra in zip(ROWS, [None] * 3 + ["Heizöl [l]", 900.0, None, 900.0], strict=True)
    ]
    finding = next(
        finding for finding in read(tmp_path, MAPPING, housing_list(rows)).findings if finding.code == "THG564"
    )
    assert finding.severity is Severity.WARNING
    assert finding.place.cell == "G4"


def test_units_in_titles_are_taken_from_the_file(tmp_path: Path) -> None:
    mapping = MAPPING.replace('spalte = "Fernwärme [MWh]"', 'spalte = "Fernwärme"\neinheit_im_titel = true').replace(
        'aktivitaet = "fernwaerme"\neinheit = "MWh"', 'aktivitaet = "fernwaerme"'
    )
    assert contents(read(tmp_path, mapping)) == contents(tidy(tmp_path))
    in_kwh = read(tmp_path, mapping, housing_list(changed(4, 5, "Fernwärme in kWh")))
    assert in_kwh.activities.columns["unit"][2:4] == ["kWh", "kWh"]


def test_words_of_the_list_are_translated_as_declared(tmp_path: Path) -> None:
    mapping = (
        HEAD
        + CONFIRMED
        + """
[[blatt]]
name = "Liste"
[blatt.spalten]
liegenschaft = "Haus"
aktivitaet = "Medium"
menge = "Verbrauch"
einheit = "ME"
jahr = "Jahr"
[blatt.fest]
organisation = "wohnen"
raum = "betrieblich"
[blatt.werte.aktivitaet]
Gas = "erdgas"
1 = "strom"
[blatt.werte.einheit]
kWho = "kWh (Hs)"
"""
    )
    rows = [
        ("Haus", "Medium", "Verbrauch", "ME", "Jahr"),
        ("A", "GAS", 10.0, "kWho", 2019.0),
        ("B", 1.0, 7.0, "kWh", 2019.0),
    ]
    result = read(tmp_path, mapping, housing_list(rows, sheet="Liste"))
    assert codes(result) == ["THG552"]
    assert result.activities.columns["activity"] == ["erdgas", "strom"]
    assert result.activities.columns["unit"] == ["kWh (Hs)", "kWh"]


def test_an_undeclared_word_stays_a_fehler(tmp_path: Path) -> None:
    mapping = (
        HEAD
        + CONFIRMED
        + """
[[blatt]]
name = "Liste"
spalten = { aktivitaet = "Medium", menge = "Verbrauch" }
fest = { organisation = "wohnen", raum = "betrieblich", jahr = 2019, einheit = "kWh" }
"""
    )
    rows = [("Medium", "Verbrauch"), ("Gas", 10.0), ("Strom", 5.0)]
    result = read(tmp_path, mapping, housing_list(rows, sheet="Liste"))
    assert codes(result) == ["THG552", "THG052"]
    assert result.findings[1].place.cell == "A2"


YEARS = (
    HEAD
    + CONFIRMED
    + """
[[blatt]]
name = "Strom"
spalten = { liegenschaft = "Haus" }
fest = { organisation = "wohnen", raum = "betrieblich", aktivitaet = "strom", einheit = "kWh" }
[[blatt.menge]]
spalte = "2018"
jahr = 2018
[[blatt.menge]]
spalte = "2019"
jahr = 2019
"""
)


def test_columns_of_other_years_are_left_out_with_a_reason(tmp_path: Path) -> None:
    data = housing_list([("Haus", "2018", "2019"), ("A", 10.0, 12.0), ("B", 20.0, 22.0)], sheet="Strom")
    result = read(tmp_path, YEARS, data)
    assert codes(result) == ["THG552"]
    assert result.activities.columns["amount"] == [12.0, 22.0]
    assert result.skipped == (("Spalte „2018“ gehört zu 2018", 2),)
    assert read(tmp_path, YEARS, data, year=None).activities.columns["year"] == [2018, 2018, 2019, 2019]
    assert codes(read(tmp_path, YEARS, data, year=2017)) == ["THG552", "THG560"]


def test_months_are_periods_of_their_own(tmp_path: Path) -> None:
    mapping = (
        HEAD
        + CONFIRMED
        + """
[[blatt]]
name = "Strom"
spalten = { liegenschaft = "Haus" }
fest = { organisation = "wohnen", raum = "betrieblich", aktivitaet = "strom", einheit = "kWh" }
[[blatt.menge]]
spalte = "Jan"
von = 2019-01-01
bis = 2019-01-31
[[blatt.menge]]
spalte = "Feb"
von = 2019-02-01
bis = 2019-02-28
"""
    )
    result = read(tmp_path, mapping, housing_list([("Haus", "Jan", "Feb"), ("A", 10.0, 12.0)], sheet="Strom"))
    assert codes(result) == ["THG552"]
    assert result.activities.columns["start"] == ["2019-01-01", "2019-02-01"]
    assert result.activities.columns["year"] == [2019, 2019]


def test_two_mappings_for_one_file_are_a_fehler(tmp_path: Path) -> None:
    root = foreign_project(tmp_path, {"a.toml": MAPPING, "b.toml": MAPPING}, {"liste.xlsx": housing_list()})
    result, _ = read_project(root)
    assert codes(result) == ["THG553"]
    assert result.findings[0].found == "zuordnungen/a.toml und zuordnungen/b.toml"


CSV = (
    HEAD
    + CONFIRMED
    + """
[[blatt]]
csv = { trennzeichen = "|", dezimalzeichen = ".", zeichensatz = "windows-1252" }
spalten = { liegenschaft = "Gebäude", menge = "Menge" }
fest = { organisation = "wohnen", raum = "betrieblich", aktivitaet = "strom", einheit = "kWh", jahr = 2019 }
ueberspringen = [{ spalte = "Gebäude", beginnt = "Summe", grund = "Summenzeile", kontrollsumme = true }]
"""
)


def test_a_foreign_csv_table_is_read_as_declared(tmp_path: Path) -> None:
    table = "Export vom 1.2.\n\nGebäude|Menge\nRathaus|1234.5\nBäder|10\nSumme 2019|1244.5\n".encode("cp1252")
    root = foreign_project(tmp_path, {"export.toml": CSV}, {"liste.csv": table})
    result, findings = read_project(root)
    assert findings == []
    assert codes(result) == ["THG552"]
    columns = result.activities.columns
    assert columns["site"] == ["Rathaus", "Bäder"]
    assert columns["amount"] == [1234.5, 10.0]
    assert columns["row"] == [4, 5]
    assert [total.agrees for total in result.totals] == [True]


def test_a_tidy_table_stays_a_tidy_table_beside_a_csv_mapping(tmp_path: Path) -> None:
    root = foreign_project(tmp_path, {"export.toml": CSV}, {"tabelle.csv": TIDY})
    result, _ = read_project(root)
    assert codes(result) == []
    assert len(result.activities) == 6


def test_a_template_that_fits_a_mapping_as_well_is_a_fehler(tmp_path: Path) -> None:
    from tests.intake.workbooks import GOOD, heat  # noqa: PLC0415 - only here

    mapping = (
        HEAD
        + CONFIRMED
        + """
[[blatt]]
name = "Wärme und Brennstoffe"
spalten = { aktivitaet = "Energieträger", menge = "Verbrauch", einheit = "Einheit" }
fest = { organisation = "wohnen", raum = "betrieblich", jahr = 2019 }
"""
    )
    result = read(tmp_path, mapping, heat(GOOD))
    assert codes(result) == ["THG553"]


@pytest.mark.parametrize("year", [2018, 2020])
def test_a_fixed_year_that_is_not_asked_for_stays_a_fehler(tmp_path: Path, year: int) -> None:
    result = read(tmp_path, MAPPING, year=year)
    assert "THG057" in codes(result)
    assert len(result.activities) == 0
