"""Pages of the checks: complete, and each example triggers its check while the clean row does not."""

import re
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from tests.factors.checking.workshop import Line, changed_tables, factor_lines, findings_after, shipped
from thgbilanz.core.diagnostic import Severity
from thgbilanz.errors import check_ids, error_page
from thgbilanz.factors.checking.golden import golden
from thgbilanz.factors.checking.gwp_values import gwp_values
from thgbilanz.factors.checking.keys import duplicate_keys
from thgbilanz.factors.checking.layout import KINDS
from thgbilanz.factors.checking.physical import properties
from thgbilanz.factors.checking.registry import CHECK_IDS
from thgbilanz.factors.checking.run import table_findings
from thgbilanz.factors.checking.sets import coverage

REPOSITORY = Path(__file__).parents[3]
TEXT_KEYS = ("code", "schwere", "titel", "was", "warum", "beispiel", "abhilfe")
CASE_KEYS = {"zeile": {"art", "inhalt", "zelle"}, "test": {"art", "test"}}


def kind_of(id_: str) -> str:
    page = error_page(id_)
    assert page is not None
    return page.case.kind


ROW_IDS = [id_ for id_ in check_ids() if kind_of(id_) == "zeile"]
TEST_IDS = [id_ for id_ in check_ids() if kind_of(id_) == "test"]


def line_of(key: str) -> Line:
    return next(line for line in factor_lines() if "/".join(line.cells[c] for c in KINDS["faktor"].key) == key)


def test_every_check_has_a_page() -> None:
    assert check_ids() == CHECK_IDS


@pytest.mark.parametrize("id_", check_ids())
def test_a_page_has_exactly_its_keys(id_: str) -> None:
    text = files("thgbilanz.factors.checking").joinpath("pages").joinpath(f"{id_}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    assert set(table) == {*TEXT_KEYS, "fall"}
    assert all(isinstance(table[key], str) and table[key].strip() for key in TEXT_KEYS)
    assert table["code"] == id_
    assert table["schwere"] in set(Severity)
    assert not table["titel"].endswith(".")
    assert set(table["fall"]) == CASE_KEYS[table["fall"]["art"]]


@pytest.mark.parametrize("id_", ROW_IDS)
def test_the_example_triggers_its_check_and_the_clean_row_does_not(id_: str) -> None:
    page = error_page(id_)
    assert page is not None
    key, *changes = page.case.content.strip().splitlines()
    line = line_of(key)
    changed = line.cells | dict(change.split(" = ", 1) for change in changes)
    assert changed != line.cells
    assert findings_after(line, [line.cells]) == []
    found = [finding for finding in findings_after(line, [changed]) if finding.code == id_]
    assert page.case.cell in {finding.place.column for finding in found}
    assert page.severity in {finding.severity for finding in found}


@pytest.mark.parametrize("id_", TEST_IDS)
def test_the_test_that_a_page_names_exists(id_: str) -> None:
    page = error_page(id_)
    assert page is not None
    path, _, name = page.case.test.partition("::")
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {re.escape(name)}\(", text, flags=re.MULTILINE)


def test_the_shipped_tables_have_no_finding_but_notes() -> None:
    assert [finding for finding in table_findings(shipped()) if finding.severity is not Severity.NOTE] == []


def test_no_shipped_row_needs_a_waiver() -> None:
    assert shipped().waivers == ()


def test_the_same_key_in_a_second_file_is_found() -> None:
    row = shipped().factors[0]
    twice = changed_tables(factors=(*shipped().factors, replace(row, table="emission_factors/factors/eigene.csv")))
    assert [finding.code for finding in duplicate_keys(shipped())] == []
    assert [finding.code for finding in duplicate_keys(twice)] == ["F02"]


def test_ids_that_differ_in_plural_or_separators_are_found() -> None:
    row = next(row for row in shipped().factors if row.factor_id == "holzpellets.waerme")
    alike = changed_tables(factors=(*shipped().factors, replace(row, factor_id="holz_pellet.waerme", edition="x")))
    assert {finding.code for finding in duplicate_keys(alike)} == {"F02"}


def test_a_gross_calorific_value_per_litre_is_found() -> None:
    # 38 MJ/l / 3.6 = 10.56 kWh/l is the gross calorific value of heating oil; BAFA prints 36 MJ/l net.
    rows = tuple(
        replace(row, value=38 / 3.6) if row.property_id == "heizoel.hi_liter" else row for row in shipped().properties
    )
    assert list(properties(shipped())) == []
    assert {finding.code for finding in properties(changed_tables(properties=rows))} == {"F09"}


def test_a_missing_pin_is_found() -> None:
    rows = tuple(row for row in shipped().sets if (row.set_id, row.activity) != ("bisko", "erdgas"))
    assert list(coverage(shipped())) == []
    found = list(coverage(changed_tables(sets=rows)))
    assert [(finding.code, finding.found) for finding in found] == [("F16", "2019, 2020, 2021, 2022, 2023, 2024")]


def test_a_gap_that_is_none_any_more_is_found() -> None:
    gap = next(row for row in shipped().coverage if row.status == "luecke")
    rows = (*shipped().coverage, replace(gap, set_id="bisko", activity="erdgas", role="total"))
    found = list(coverage(changed_tables(coverage=rows)))
    assert [finding.text for finding in found] == ["Eingetragene Lücke von Satz bisko ist keine mehr"]


def test_a_wrong_global_warming_potential_is_found() -> None:
    rows = tuple(
        replace(row, value=298.0) if (row.gas, row.gwp_set) == ("N2O", "AR5") else row for row in shipped().gwp_rows
    )
    assert list(gwp_values(shipped())) == []
    found = list(gwp_values(changed_tables(gwp_rows=rows)))
    assert [(finding.code, finding.found) for finding in found] == [("F17", "298")]


def test_a_refrigerant_with_the_potential_of_another_report_is_found() -> None:
    rows = tuple(
        replace(row, co2e_kg=1430.0) if (row.factor_id, row.edition) == ("kaeltemittel.r134a", "ipcc-ar5") else row
        for row in shipped().factors
    )
    assert {finding.code for finding in gwp_values(changed_tables(factors=rows))} == {"F17"}


def test_a_golden_row_with_other_kilograms_is_found() -> None:
    first = shipped().golden[0]
    assert list(golden(shipped())) == []
    # 623 g/kWh is what a public table gave for the German grid of 2019; UBA prints 417.
    found = list(golden(changed_tables(golden=(replace(first, co2e_kg=62300.0),))))
    assert [(finding.code, finding.expected) for finding in found] == [("F19", "62300.0")]
