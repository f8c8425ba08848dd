"""Pages of diagnostics: complete, in step with the code that emits them, and each case triggers its code."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

import thgbilanz
from tests.errors.conftest import CaseRunner, cells_of
from thgbilanz.core.diagnostic import Severity
from thgbilanz.errors import error_codes, error_page

SOURCE = Path(thgbilanz.__file__).parent
REPOSITORY = Path(__file__).parents[2]
TEXT_KEYS = ("code", "schwere", "titel", "was", "warum", "beispiel", "abhilfe")
CASE_KEYS = {"tabelle": {"art", "inhalt", "zelle"}, "projekt": {"art", "inhalt", "zelle"}, "test": {"art", "test"}}
EMITTED = {".py": re.compile(r"""["'](THG[0-9]{3})["']"""), ".csv": re.compile(r"\b(THG[0-9]{3})\b")}
"""A code in Python stands in quotes; tables of refused spellings name it in a column."""


@cache
def case_kind(code: str) -> str:
    page = error_page(code)
    assert page is not None
    return page.case.kind


RUN_CODES = [code for code in error_codes() if case_kind(code) != "test"]
TEST_CODES = [code for code in error_codes() if case_kind(code) == "test"]


@pytest.mark.parametrize("code", error_codes())
def test_a_page_has_exactly_its_keys(code: str) -> None:
    table = tomllib.loads(files("thgbilanz.errors").joinpath(f"{code}.toml").read_text(encoding="utf-8"))
    assert set(table) == {*TEXT_KEYS, "fall"}
    assert all(isinstance(table[key], str) and table[key].strip() for key in TEXT_KEYS)
    assert table["code"] == code
    assert table["schwere"] in set(Severity)
    assert not table["titel"].endswith(".")
    assert set(table["fall"]) == CASE_KEYS[table["fall"]["art"]]


def emitted_codes() -> set[str]:
    files_by_kind = ((path, EMITTED[path.suffix]) for path in sorted(SOURCE.rglob("*")) if path.suffix in EMITTED)
    return {code for path, pattern in files_by_kind for code in pattern.findall(path.read_text(encoding="utf-8"))}


def test_every_emitted_code_has_a_page() -> None:
    assert sorted(emitted_codes() - set(error_codes())) == []


def test_every_page_belongs_to_a_code_that_is_emitted() -> None:
    assert sorted(set(error_codes()) - emitted_codes()) == []


@pytest.mark.parametrize("code", RUN_CODES)
def test_the_case_of_a_page_triggers_its_code_at_the_cell(code: str, findings_of: CaseRunner) -> None:
    page = error_page(code)
    assert page is not None
    findings = findings_of(page.case)
    assert code in {finding.code for finding in findings}
    assert page.severity in {finding.severity for finding in findings if finding.code == code}
    if page.case.cell:
        assert page.case.cell in cells_of(findings, code)


@pytest.mark.parametrize("code", TEST_CODES)
def test_the_test_that_a_page_names_exists(code: str) -> None:
    page = error_page(code)
    assert page is not None
    path, _, name = page.case.test.partition("::")
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    assert re.search(rf"^def {re.escape(name)}\(", text, flags=re.MULTILINE)
