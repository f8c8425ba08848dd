"""Dropdowns offer units that the reader understands."""

import pytest

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Severity
from thgbilanz.templates.definition import SHEETS, SheetTemplate
from thgbilanz.units.catalogue import unit_reading, unit_spellings

EVERY_SHEET = pytest.mark.parametrize(
    "sheet",
    [sheet for sheet in SHEETS.values() if any(column.key == "einheit" for column in sheet.columns)],
    ids=lambda sheet: sheet.id,
)
"""Sheets with a column for units; the others fix the unit in the titles of their columns."""


def choices(sheet: SheetTemplate, key: str) -> list[str]:
    return [choice.value for column in sheet.columns if column.key == key for choice in column.choices]


def counted(sheet: SheetTemplate) -> list[str]:
    """Activities whose amount stands beside the unit: spend has a column of its own on the sheet of purchases."""
    by_spend = {kind.id for kind in ACTIVITY_KINDS if kind.unit == "EUR"} if sheet.id == "beschaffung" else set()
    return [activity for activity in choices(sheet, "aktivitaet") if activity not in by_spend]


@EVERY_SHEET
def test_every_offered_unit_fits_an_activity_of_the_sheet(sheet: SheetTemplate) -> None:
    for unit in choices(sheet, "einheit"):
        assert any(unit_reading(unit, activity).problem is None for activity in choices(sheet, "aktivitaet")), unit


@EVERY_SHEET
def test_every_activity_has_a_good_unit_in_the_dropdown(sheet: SheetTemplate) -> None:
    offered = set(choices(sheet, "einheit"))
    for activity in counted(sheet):
        assert offered & set(unit_spellings(activity)), activity


@EVERY_SHEET
def test_the_best_unit_of_every_organisational_activity_is_offered(sheet: SheetTemplate) -> None:
    if sheet.constants["raum"] == "territorial":
        # BISKO counts final energy: mass and volume are no way to hand in a carrier of the territory.
        assert all(unit_reading(unit, "strom").unit or "H" in unit for unit in choices(sheet, "einheit"))
        return
    offered = set(choices(sheet, "einheit"))
    assert {unit_spellings(activity)[0] for activity in counted(sheet)} <= offered


@EVERY_SHEET
def test_examples_use_units_that_are_read_without_a_word(sheet: SheetTemplate) -> None:
    read = [
        unit_reading(str(row["einheit"]), str(row["aktivitaet"])).problem
        for row in sheet.example_rows
        if "einheit" in row
    ]
    assert read
    assert read == [None] * len(read)


def test_plain_kwh_of_a_gas_is_what_the_instructions_warn_of() -> None:
    problem = unit_reading("kWh", "erdgas").problem
    assert problem is not None
    assert problem.severity is Severity.WARNING
