"""SARIF and JUnit: structure of the standards, and texts that can't break out of them."""

import json
import xml.etree.ElementTree as ET
from typing import Any

from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place
from thgbilanz.factors.checking.junit import junit_xml
from thgbilanz.factors.checking.registry import CHECK_IDS
from thgbilanz.factors.checking.sarif import sarif_text

FINDINGS: list[Diagnostic] = [
    error(
        "F08", 'Wert <außerhalb> & "]]>"', Place("faktoren/Wärme netz.csv", "", "O12", "co2e_kg"), found="\x00\ud800"
    ),
    warning("F13", "Sprung", Place("faktoren/a.csv")),
    note("F03", "Abrufdatum fehlt", Place("faktoren/quellen.csv", "", "A2")),
]
TITLES = {"F08": "Wert außerhalb der Spanne"}


def log(findings: list[Diagnostic]) -> Any:
    return json.loads(sarif_text(findings, TITLES, {}))


def test_sarif_has_what_the_standard_requires() -> None:
    document = log(FINDINGS)
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    assert [rule["id"] for rule in driver["rules"]] == list(CHECK_IDS)
    assert all(rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in driver["rules"])
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"] or len(run["results"]) == 3
    for result in run["results"]:
        assert result["message"]["text"]
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}


def test_sarif_places_are_uris_and_lines() -> None:
    places = {
        result["ruleId"]: result["locations"][0]["physicalLocation"] for result in log(FINDINGS)["runs"][0]["results"]
    }
    assert places["F08"] == {
        "artifactLocation": {"uri": "faktoren/W%C3%A4rme%20netz.csv"},
        "region": {"startLine": 12},
    }
    assert places["F13"] == {"artifactLocation": {"uri": "faktoren/a.csv"}}


def test_sarif_without_findings_has_an_empty_list_of_results() -> None:
    assert log([])["runs"][0]["results"] == []


def test_junit_has_one_case_per_check_and_one_failure() -> None:
    suites = ET.fromstring(junit_xml(FINDINGS, TITLES))  # noqa: S314 - our own text
    (suite,) = suites
    cases = {case.attrib["name"]: case for case in suite}
    assert len(cases) == len(CHECK_IDS)
    assert (suite.attrib["tests"], suite.attrib["failures"]) == (str(len(CHECK_IDS)), "1")
    failed = [name for name, case in cases.items() if case.find("failure") is not None]
    assert failed == ["F08 Wert außerhalb der Spanne"]
    failure = cases[failed[0]].find("failure")
    assert failure is not None
    assert 'Wert <außerhalb> & "]]>"' in (failure.text or "")
    outputs = [name for name, case in cases.items() if case.find("system-out") is not None]
    assert outputs == ["F03", "F13"]


def test_same_findings_give_the_same_bytes_in_any_order() -> None:
    assert sarif_text(FINDINGS, TITLES, {}) == sarif_text(FINDINGS[::-1], TITLES, {})
    assert junit_xml(FINDINGS, TITLES) == junit_xml(FINDINGS[::-1], TITLES)
