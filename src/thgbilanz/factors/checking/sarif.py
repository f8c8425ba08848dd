"""SARIF 2.1.0: findings as code scanning of GitHub, GitLab and editors reads them (OASIS standard)."""

import json
from collections.abc import Iterable
from urllib.parse import quote

from thgbilanz import __version__
from thgbilanz.core.diagnostic import Diagnostic, Severity, in_order
from thgbilanz.core.place import Place
from thgbilanz.factors.checking.registry import CHECK_IDS

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def sarif_text(findings: Iterable[Diagnostic], titles: dict[str, str], texts: dict[str, str]) -> str:
    """The findings as a SARIF log with one run.

    ``titles`` and ``texts`` are title and description of the checks by id. Columns are spreadsheet letters and no
    positions in a line of text: a region names the line only, the message names the cell.
    """
    rules = [_rule(id_, titles.get(id_, id_), texts.get(id_, "")) for id_ in CHECK_IDS]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "thg faktoren pruefen",
                        "semanticVersion": __version__,
                        "rules": rules,
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding) for finding in in_order(findings)],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _rule(id_: str, title: str, text: str) -> dict[str, object]:
    return {
        "id": id_,
        "shortDescription": {"text": title},
        "fullDescription": {"text": text or title},
        "help": {"text": f"thg fehler {id_}"},
    }


def _result(finding: Diagnostic) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
    }
    if finding.code in CHECK_IDS:
        result["ruleIndex"] = CHECK_IDS.index(finding.code)
    if finding.place.file:
        result["locations"] = [_location(finding.place)]
    related = [place for place in finding.related if place.file]
    if related:
        result["relatedLocations"] = [_location(place) for place in related]
    return result


def _message(finding: Diagnostic) -> str:
    parts = (
        finding.text,
        f"Zelle {finding.place.cell}" if finding.place.cell else "",
        f"gefunden: {finding.found}" if finding.found else "",
        f"erwartet: {finding.expected}" if finding.expected else "",
        f"Hinweis: {finding.hint}" if finding.hint else "",
    )
    return "; ".join(part for part in parts if part)


def _location(place: Place) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": quote(place.file)}}
    line = "".join(sign for sign in place.cell if sign.isdecimal())
    if line and int(line):
        physical["region"] = {"startLine": int(line)}
    return {"physicalLocation": physical}
