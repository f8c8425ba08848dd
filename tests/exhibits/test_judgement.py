"""The meter, confirmations and the completeness matrix in every output; figures are explained in ``samples``."""

import re
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from tests.exhibits.samples import COMPLETENESS, CONFIRMED, FINDINGS, FORMULA, sample_report
from tests.exhibits.test_workbook import cells
from thgbilanz.balance.report import BalanceReport
from thgbilanz.core.completeness import CompletenessCell, CompletenessRow, Standing
from thgbilanz.exhibits.completeness_text import MatrixNames, is_telling, matrix_lines
from thgbilanz.exhibits.document import balance_document
from thgbilanz.exhibits.medium import Medium, text_width
from thgbilanz.exhibits.terminal import balance_text
from thgbilanz.exhibits.workbook import balance_workbook

NAMES = MatrixNames({"stadt": FORMULA}, {"erdgas": "Erdgas"})


def block(text: str, title: str) -> str:
    return next(part for part in text.split("\n\n") if part.startswith(title))


def test_the_meter_says_tonnes_percent_and_what_is_unknown(report: BalanceReport) -> None:
    meter = block(balance_text(report), "Wesentlichkeit")
    assert "Schwelle 5 %" in meter
    # 120 t of 1440 t; 105 t of the 420 t of one organisation
    assert "bis zu 120,0 t CO₂e = 8,3 % aus 1 Befund, 2 Befunde mit" in meter
    assert "am meisten bei =1+1: 25,0 % der eigenen Bilanz" in meter
    assert "Territoriale Bilanz: nichts offen ✓" in meter
    assert "1 Befund ohne bekannte Wirkung" in meter


def test_a_view_that_is_not_shown_has_no_meter(report: BalanceReport) -> None:
    text = balance_text(replace(report, views=("territorial",)))
    assert "Betriebliche Bilanz" not in block(text, "Wesentlichkeit")
    document = balance_document(replace(report, views=("territorial",)))
    assert [space["raum"] for space in document["wesentlichkeit"]["raeume"]] == ["territorial"]  # type: ignore[index]


def test_confirmations_name_who_when_and_why_in_every_output() -> None:
    report = sample_report(findings=(*FINDINGS, CONFIRMED))
    assert "A. Muster am 12.03.2020: =Neues Freibad [b]" in balance_text(report, 100)
    sheet = cells(balance_workbook(report))["Bestätigungen"]
    row = next(row for row in sheet if row[1] == "THG310")
    assert row[0] == "A. Muster am 12.03.2020: =Neues Freibad [b]"
    assert row[5] == pytest.approx(250)
    assert "Bestätigt" not in balance_text(sample_report())


def test_the_workbook_holds_the_meter_in_full_precision(report: BalanceReport) -> None:
    sheet = cells(balance_workbook(report))["Bestätigungen"]
    whole = next(row for row in sheet if row[0] == "Betriebliche Bilanz")
    assert whole[1:7] == [1440, 120, pytest.approx(120 / 1440), 1, 2, "ja"]
    assert next(row for row in sheet if row[0] == "Territoriale Bilanz")[6] == "nein"


def test_the_matrix_of_the_workbook_says_everything_in_words(report: BalanceReport) -> None:
    data = balance_workbook(report)
    sheet = cells(data)["Vollständigkeit"]
    rows = {(row[0], row[2]): row[3:5] for row in sheet if len(row) > 4}
    assert rows[FORMULA, "Erdgas"] == ["geliefert", "geschätzt (3 von 12 Zeilen)"]
    assert [row[3:5] for row in sheet if row[2] == "Fernwärme"] == [["gehört nicht dazu", "entfällt (kommt nicht vor)"]]
    assert [row[3:5] for row in sheet if row[2] == "Heizöl EL"] == [["geliefert", "fehlt"]]
    assert [row[1:5] for row in sheet if row[2] == "Steinkohle"] == [
        ["Industrie", "Steinkohle", "nicht angegeben (vertraulich)", "nicht angegeben (vertraulich)"]
    ]
    assert openpyxl.load_workbook(BytesIO(data))["Vollständigkeit"].conditional_formatting


def test_the_document_holds_the_matrix(report: BalanceReport) -> None:
    matrix = balance_document(report)["vollstaendigkeit"]
    assert isinstance(matrix, dict)
    assert (matrix["jahre"], matrix["nicht_lesbare_zeilen"]) == ([2018, 2019], {"2018": 0, "2019": 7})
    assert matrix["zeilen"][0]["jahre"]["2019"] == {
        "stand": "geschätzt",
        "zeilen": 12,
        "geschaetzt": 3,
        "kennzeichen": "",
    }
    empty = balance_document(replace(report, completeness=None, materiality=None))
    assert (empty["vollstaendigkeit"], empty["wesentlichkeit"]) == (None, None)


@pytest.mark.parametrize("width", [24, 40, 60, 80])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_every_year_of_a_long_series_is_shown_within_the_width(width: int, encoding: str) -> None:
    years = tuple(range(2010, 2030))
    long = replace(
        COMPLETENESS,
        years=years,
        rows=tuple(replace(row, cells=row.cells[:1] * len(years)) for row in COMPLETENESS.rows),
        refused={},
    )
    lines = matrix_lines(long, NAMES, width, Medium(encoding=encoding))
    assert all(text_width(line) <= width for line in lines)
    heads = [line.split() for line in lines if re.fullmatch(r"\s+(\d{4}\s*)+", line)]
    assert [year for head in heads for year in head] == [str(year) for year in years]


def test_signs_have_a_legend_and_complete_activities_share_a_line() -> None:
    text = "\n".join(matrix_lines(COMPLETENESS, NAMES, 100, Medium()))
    assert re.search(r"^  Erdgas +● +◐$", text, flags=re.MULTILINE)
    assert re.search(r"^  1 weitere +● +●$", text, flags=re.MULTILINE)
    assert "● geliefert, ◐ geschätzt, ○ entfällt, ? nicht angegeben, ✗ fehlt, · gehört nicht dazu" in text
    assert "2019: 7 Zeilen nicht lesbar" in text
    assert "2018: 0" not in text


def test_one_year_with_everything_delivered_needs_no_matrix() -> None:
    row = CompletenessRow("stadt", "", "erdgas", (CompletenessCell(Standing.DELIVERED, 1),))
    matrix = replace(COMPLETENESS, years=(2019,), rows=(row,), refused={2019: 0})
    assert not is_telling(matrix)
    assert matrix_lines(matrix, NAMES, 80, Medium())[1:] == ["2019: 1 Aktivität, alle geliefert ✓"]
    assert is_telling(replace(matrix, rows=(replace(row, cells=(CompletenessCell(Standing.MISSING),)),)))
