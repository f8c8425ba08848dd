"""Findings for people and programs: text, JSON objects, CSV and annotations of a pull request.

One type, many renderers; text and annotations group repeats, JSON and CSV have one entry per finding.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from thgbilanz.core.diagnostic import Diagnostic, Severity, in_order
from thgbilanz.core.place import Place
from thgbilanz.exhibits.clean import csv_text, github_data, github_property, utf8_text
from thgbilanz.exhibits.finding_text import effect_text, finding_lines, stated, summary_line
from thgbilanz.exhibits.json_number import thousandth
from thgbilanz.exhibits.medium import Medium

FINDING_KEYS = (
    "code",
    "schwere",
    "text",
    "datei",
    "blatt",
    "zelle",
    "spalte",
    "gefunden",
    "erwartet",
    "hinweis",
    "anzahl",
    "weitere",
    "wirkung_t",
    "bestaetigung",
)
"""Keys of a finding in JSON and columns in CSV: the ten of the contract, then how often and where else, by how many
tonnes a total could change (none if unknown) and who confirmed it."""

_GITHUB_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_BOM = "\ufeff"


def findings_text(
    findings: Iterable[Diagnostic], width: int = 80, colour: bool = False, *, encoding: str = "utf-8"
) -> str:
    """All findings with place, what was found and expected, how to repair, and a summary; ends with a line end."""
    medium = Medium(colour, encoding)
    ordered = in_order(findings)
    lines = finding_lines(ordered, width, medium)
    lines.append(summary_line(ordered, medium))
    return "\n".join(lines) + "\n"


def finding_object(finding: Diagnostic) -> dict[str, object]:
    """A finding as the JSON object that every command uses (contract.md)."""
    place = finding.place
    return {
        "code": finding.code,
        "schwere": finding.severity.value,
        "text": utf8_text(finding.text),
        **_place_object(place),
        "gefunden": utf8_text(finding.found),
        "erwartet": utf8_text(finding.expected),
        "hinweis": utf8_text(finding.hint),
        "anzahl": finding.count,
        "weitere": [_place_object(other) for other in finding.related],
        "wirkung_t": thousandth(finding.effect_kg),
        "bestaetigung": utf8_text(finding.confirmation),
    }


def _place_object(place: Place) -> dict[str, str]:
    return {
        "datei": utf8_text(place.file),
        "blatt": utf8_text(place.sheet),
        "zelle": utf8_text(place.cell),
        "spalte": utf8_text(place.column),
    }


def findings_json(findings: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """All findings as JSON objects, in the order of files, sheets and rows."""
    return [finding_object(finding) for finding in in_order(findings)]


def findings_document(findings: Iterable[Diagnostic]) -> dict[str, object]:
    """The JSON document of a command whose result is its findings (``thg pruefen --format json``)."""
    ordered = in_order(findings)
    counts = {severity.value: sum(f.count for f in ordered if f.severity is severity) for severity in Severity}
    return {"schema": "thgbilanz.befunde/1", "anzahl": counts, "befunde": findings_json(ordered)}


def findings_csv(findings: Iterable[Diagnostic], *, excel: bool = False) -> str:
    """All findings as CSV; no cell can become a formula (faults.md 171).

    Two dialects (faults.md 181): for machines with comma and without byte order mark, for a German Excel
    with semicolon and byte order mark.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if excel else ",", lineterminator="\n")
    writer.writerow(FINDING_KEYS)
    for finding in in_order(findings):
        entry = finding_object(finding) | {"weitere": "; ".join(map(str, finding.related))}
        writer.writerow([_csv_value(value, excel=excel) for value in entry.values()])
    return (_BOM if excel else "") + out.getvalue()


def _csv_value(value: object, *, excel: bool) -> object:
    if isinstance(value, str):
        return csv_text(value)
    # a German Excel reads 1.234 as a thousand and more
    return repr(value).replace(".", ",") if excel and isinstance(value, float) else value


def findings_github(findings: Iterable[Diagnostic]) -> str:
    """Workflow commands of GitHub, one line per finding; nothing in a cell can start another command."""
    return "".join(_annotation(finding) + "\n" for finding in in_order(findings))


def _annotation(finding: Diagnostic) -> str:
    place = finding.place
    properties = {"file": place.file, "line": _line(place), "title": f"{finding.severity.value} {finding.code}"}
    given = ",".join(f"{name}={github_property(value)}" for name, value in properties.items() if value)
    return f"::{_GITHUB_LEVEL[finding.severity]} {given}::{github_data(_message(finding))}"


def _line(place: Place) -> str:
    # only a text file has lines that an annotation can point to; the rows of a workbook are none
    row = place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return row if place.file.lower().endswith(".csv") and row.isdecimal() else ""


def _message(finding: Diagnostic) -> str:
    parts: Sequence[str] = (
        finding.text,
        " › ".join(part for part in (finding.place.sheet, finding.place.cell) if part),
        stated("gefunden", finding.found),
        stated("erwartet", finding.expected),
        stated("Hinweis", finding.hint),
        stated("Wirkung", effect_text(finding.effect_kg)),
        stated("bestätigt", finding.confirmation),
        f"Mehr: thg fehler {finding.code}",
    )
    return "\n".join(part for part in parts if part)
