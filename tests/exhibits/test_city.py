"""What the city's balance tells, in every medium: whole words, short lines, declared keys, texts that stay texts."""

import json
from dataclasses import replace
from io import BytesIO

import jsonschema
import openpyxl
import pytest

from tests.balance.bisko.making import report_of
from tests.exhibits.samples import FORMULA, MARKUP, TERRITORIAL, sample_report, with_balance
from thgbilanz.balance.bisko.result import (
    CityInsight,
    HeatMethod,
    HeatNetwork,
    Indicator,
    ModeLine,
    QualityLever,
    Reading,
    SideLine,
    Verdict,
)
from thgbilanz.balance.report import BalanceReport
from thgbilanz.exhibits.document import balance_document, balance_schema, document_text
from thgbilanz.exhibits.medium import text_width
from thgbilanz.exhibits.terminal import balance_text
from thgbilanz.exhibits.workbook import balance_workbook

METHODS = (
    HeatMethod("exergetisch", "exergetisch (Carnot), BISKO", True, 0.152),
    HeatMethod("finnisch", "finnische Methode", False, 0.217),
)
CITY = CityInsight(
    conformity=report_of(
        cells=TERRITORIAL.cells,
        quality=None,
        ungraded=3,
        heat=(HeatNetwork(FORMULA, "", "", Verdict.OPEN, MARKUP, "Weg erklären", 0.18, None, 1000.0),),
    ),
    heat=(
        HeatNetwork(
            FORMULA, "eigene_anlagen", "eigene Anlagen", Verdict.FAILED, MARKUP, FORMULA, 0.18, 0.152, 1e6, METHODS, 9e5
        ),
    ),
    quality_word="gut belastbar",
    levers=(
        QualityLever("haushalte", "heizoel", MARKUP, "daten/2019/stadt.xlsx › C7", "C", 5e6, 0.125),
        QualityLever("verkehr", "diesel", "", "daten/2019/stadt.xlsx › C9", "B", 8e5, 0.0625),
    ),
    indicators=(
        Indicator("mwh_je_einwohner", "Endenergie je Einwohner", "MWh/EW", 2.35),
        Indicator("ee", "Erneuerbare an der Wärme", "Anteil", 0.345),
        Indicator("gas", "Erdgas je Einwohner", "MWh/EW", 19.25, 1.87, 16.0, "darüber", "90 Städte"),
        Indicator("leer", "Haushalte je Wohnung", "MWh", None, note="keine Angaben"),
    ),
    side=(SideLine(FORMULA, 1_200_000.0, "C", MARKUP, "stadtgebiet/nachrichtlich.csv › C2"),),
    readings=(Reading("oekostrom", "mit Ökostrom", 700_000.0, -71_500.0, 2e6, f"Vertrag {MARKUP}"),),
    modes=(
        ModeLine("Pkw, innerorts", 12_500_000.0, 8e5, 261_600.0, 0.5),
        ModeLine("nicht zugeordnet", None, 5e4, 23_900.0, None),
    ),
)


@pytest.fixture(scope="module")
def report() -> BalanceReport:
    return with_balance(sample_report(), organisational=None, territorial=replace(TERRITORIAL, city=CITY))


@pytest.mark.parametrize("width", [24, 40, 60, 80, 100, 200])
@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "ascii"])
def test_no_line_is_too_long_and_every_character_fits(report: BalanceReport, width: int, encoding: str) -> None:
    text = balance_text(report, width, encoding=encoding)
    assert max(map(text_width, text.splitlines())) <= width
    assert text.encode(encoding)


def test_the_terminal_tells_verdict_reason_and_remedy(report: BalanceReport) -> None:
    text = balance_text(report, 80)
    assert "BISKO-Prüfung: unvollständig" in text
    assert "Verkehr nach Verkehrsmitteln" in text
    assert "Datengüte je Sektor: Haushalte 1,00, Verkehr 0,50" in text
    assert "gut belastbar: Einstufung nicht belegt" in " ".join(text.split())
    assert "+0,13  Private Haushalte, Heizöl EL: heute C" in text
    assert "34,5 %  Erneuerbare an der Wärme" in text
    assert "19,25 MWh/EW liegt darüber (1,87 bis 16,00)" in " ".join(text.split())
    assert "Andere Lesarten: nicht BISKO-konform" in text
    assert "mit Ökostrom: 700,0 t CO₂e (-71,5)" in text
    assert "in keiner Summe" in text


def test_the_document_declares_every_key(report: BalanceReport) -> None:
    document = json.loads(document_text(balance_document(report)))
    jsonschema.validate(document, balance_schema())
    territorial = document["territorial"]
    assert territorial["summe_t"] == pytest.approx(771.5)
    assert territorial["pruefung"]["ergebnis"] == "unvollständig"
    assert len(territorial["pruefung"]["pflichtangaben"]) == 21
    assert territorial["nachrichtlich"][FORMULA]["t"] == pytest.approx(1200.0)
    assert [reading["bisko_konform"] for reading in territorial["lesarten"]] == [False]
    assert territorial["fernwaerme"][0]["verfahren"][1]["kg_je_kwh"] == 0.217
    assert territorial["datenguete_hebel"][0]["zuwachs"] == 0.125


def test_the_workbook_has_both_sheets_and_no_formula(report: BalanceReport) -> None:
    workbook = openpyxl.load_workbook(BytesIO(balance_workbook(report)))
    assert {"BISKO-Prüfung", "Stadt Kennzahlen"} <= set(workbook.sheetnames)
    for name in ("BISKO-Prüfung", "Stadt Kennzahlen"):
        cells = [cell for row in workbook[name].iter_rows() for cell in row if cell.value is not None]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    values = {cell.value for row in workbook["BISKO-Prüfung"].iter_rows() for cell in row}
    assert {"1 Endenergiebasierte Territorialbilanz", "erfüllt", "offen", FORMULA} <= values
