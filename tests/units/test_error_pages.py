"""The pages of the codes that this package emits: complete, and their cases truly end in their code."""

import csv
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Severity
from thgbilanz.units import number_bounds, number_habits, number_refusals, numbers, unit_problems
from thgbilanz.units.catalogue import unit_reading
from thgbilanz.units.numbers import number_reading
from thgbilanz.units.tables import refused_spellings, spellings

OWN = re.compile(r"THG(0[67][0-9]|1[0-4][0-9])")
PAGES = {
    page.name.removesuffix(".toml"): tomllib.loads(page.read_text(encoding="utf-8"))
    for page in sorted(files("thgbilanz.errors").iterdir(), key=lambda page: page.name)
    if OWN.fullmatch(page.name.removesuffix(".toml"))
}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    modules = (numbers, number_bounds, number_habits, number_refusals, unit_problems)
    folder = Path(str(numbers.__file__)).parent
    texts = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in modules]
    texts += [(folder / "missing_words.py").read_text(encoding="utf-8")]
    emitted = {match[0] for text in texts for match in OWN.finditer(text)}
    emitted |= {refused.code for refused in refused_spellings().values()}

    assert set(PAGES) == emitted


@pytest.mark.parametrize("code", PAGES)
def test_page_is_complete(code: str) -> None:
    page = PAGES[code]

    assert page["code"] == code
    assert page["schwere"] in set(Severity)
    assert not page["titel"].endswith(".")
    assert all(len(page[part]) > 20 for part in ("was", "warum", "beispiel", "abhilfe"))
    assert "bitte" not in " ".join(str(part) for part in page.values()).casefold()


@pytest.mark.parametrize("code", [code for code, page in PAGES.items() if page["fall"]["art"] == "tabelle"])
def test_the_case_of_a_page_ends_in_its_code(code: str) -> None:
    case = PAGES[code]["fall"]
    header, row, *_ = csv.reader(case["inhalt"].splitlines(), delimiter=";")
    cells = dict(zip(header, row, strict=True))

    number, unit = number_reading(cells["menge"]), unit_reading(cells["einheit"], cells["aktivitaet"]).problem

    if case["zelle"] == "D2":
        assert (number.code, number.severity) == (code, PAGES[code]["schwere"])
        assert unit is None
    else:
        assert unit is not None
        assert (unit.code, unit.severity, case["zelle"]) == (code, PAGES[code]["schwere"], "E2")
        assert number.value is not None


def test_severity_of_a_code_is_the_same_everywhere() -> None:
    found = [
        unit_reading(text, kind.id).problem for text in (*spellings(), *refused_spellings()) for kind in ACTIVITY_KINDS
    ]

    assert {(each.code, each.severity) for each in found if each} <= {
        (code, Severity(page["schwere"])) for code, page in PAGES.items()
    }
