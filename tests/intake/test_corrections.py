"""Estimates and corrections: rows of their own with author, date, reason and source."""

import datetime as dt
from pathlib import Path

import pytest

from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.read import IntakeResult, read_files
from thgbilanz.templates.definition import SHEETS
from thgbilanz.templates.workbook import template_bytes

ORGANISATIONS = {"stadt": "Stadt"}
METERED: dict[str, object] = {
    "liegenschaft": "Grundschule",
    "zaehler": "G-004711",
    "aktivitaet": "erdgas",
    "menge": 300000,
    "einheit": "kWh (Hs)",
    "quelle": "Rechnung",
}
CORRECTION: dict[str, object] = {
    "aktivitaet": "erdgas",
    "ebene": "korrektur",
    "menge": -12400,
    "einheit": "kWh (Hs)",
    "autor": "Klimaschutzstelle",
    "erfasst_am": dt.date(2020, 3, 14),
    "begruendung": "Baustellenzähler mitgezählt",
    "quelle": "Ablesung",
    "liegenschaft": "Grundschule",
    "zaehler": "G-004711",
}


def read(
    folder: Path, *corrections: dict[str, object], metered: tuple[dict[str, object], ...] = (METERED,)
) -> IntakeResult:
    rows = {"waerme": metered, "korrekturen": corrections}
    (folder / "a.xlsx").write_bytes(template_bytes(list(rows), "stadt", "Stadt", 2019, rows=rows))
    return read_files([folder / "a.xlsx"], folder, 2019, ORGANISATIONS, 2026)


def cell(key: str, row: int = 7) -> str:
    keys = [column.key for column in SHEETS["korrekturen"].columns]
    return f"{chr(ord('A') + keys.index(key))}{row}"


def test_a_correction_becomes_a_row_of_its_layer_beside_what_was_delivered(tmp_path: Path) -> None:
    result = read(tmp_path, CORRECTION)
    columns = result.activities.columns
    assert result.findings == []
    assert columns["layer"] == ["ist", "korrektur"]
    assert columns["amount"] == [300000.0, -12400.0]
    assert columns["author"] == ["", "Klimaschutzstelle"]
    assert columns["recorded_on"] == ["", "2020-03-14"]
    assert columns["reason"] == ["", "Baustellenzähler mitgezählt"]
    assert columns["source"] == ["Rechnung", "Ablesung"]


def test_an_estimate_may_not_be_negative_and_counts_its_meter_like_any_row(tmp_path: Path) -> None:
    estimate = CORRECTION | {"ebene": "schaetzung"}
    (finding,) = read(tmp_path, estimate).findings
    assert (finding.code, finding.place.cell) == ("THG085", cell("menge"))
    result = read(tmp_path, estimate | {"menge": 5})
    assert [finding.code for finding in result.findings] == ["THG056"]
    assert result.activities.columns["layer"] == ["ist"]


@pytest.mark.parametrize("layer", ["korrektur", "schaetzung"])
@pytest.mark.parametrize("key", ["autor", "erfasst_am", "begruendung", "quelle"])
def test_what_makes_it_traceable_must_be_there(tmp_path: Path, layer: str, key: str) -> None:
    row = CORRECTION | {"ebene": layer, "menge": 5, "zaehler": "", "liegenschaft": ""}
    result = read(tmp_path, {name: value for name, value in row.items() if name != key})
    (finding,) = result.findings
    assert (finding.code, finding.severity, finding.place.cell) == ("THG610", Severity.ERROR, cell(key))
    assert result.rejected == 1


def test_an_unreadable_date_is_one_finding(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, CORRECTION | {"erfasst_am": "irgendwann"}).findings
    assert (finding.code, finding.place.cell) == ("THG087", cell("erfasst_am"))


def test_a_correction_of_nothing_is_told(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, CORRECTION | {"zaehler": "", "liegenschaft": "Schule Park"}).findings
    assert (finding.code, finding.severity, finding.place.cell) == ("THG612", Severity.NOTE, cell("menge"))


def test_several_corrections_together_may_not_take_more_than_there_is(tmp_path: Path) -> None:
    # 300 000 kWh − 200 000 kWh − 0.2 GWh = −100 000 kWh: both corrections say so, each alone would be fine
    first = CORRECTION | {"menge": -200000}
    second = CORRECTION | {"menge": -200, "einheit": "MWh (Hs)", "begruendung": "noch ein Zähler"}
    assert read(tmp_path, first).findings == []
    (finding,) = read(tmp_path, first, second).findings
    assert (finding.code, finding.count) == ("THG613", 2)
    assert finding.found == "-100.000 kWh (Hs)"


def test_the_same_correction_twice_is_a_double_and_two_reasons_are_not(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, CORRECTION, CORRECTION).findings
    assert (finding.code, finding.place.cell) == ("THG055", cell("menge", 8))
    assert read(tmp_path, CORRECTION, CORRECTION | {"begruendung": "zweiter Zähler"}).findings == []


def test_rows_without_columns_for_it_are_what_was_measured(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text(
        "organisation;raum;aktivitaet;menge;einheit;jahr\nstadt;betrieblich;strom;5;kWh;2019\n", encoding="utf-8"
    )
    columns = read_files([table], tmp_path, 2019, ORGANISATIONS, 2026).activities.columns
    assert [columns[name] for name in ("layer", "author", "recorded_on", "reason")] == [["ist"], [""], [""], [""]]
