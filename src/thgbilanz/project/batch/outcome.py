"""What work on one item hands back, as bytes: the same from a process, from another machine and from the store.

JSON, because a store or a network may be tampered with: nothing in it is ever executed.
"""

import json
from dataclasses import asdict, astuple, dataclass, fields
from typing import Any

from thgbilanz.balance.batch import ItemKind, ItemResult, RowCounts
from thgbilanz.balance.result import ScopeTotals
from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.place import Place
from thgbilanz.core.run_record import InputFile
from thgbilanz.intake.marks import NO_MARKS, RowMarks

_FINDING_FIELDS = tuple(field.name for field in fields(Diagnostic))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an item with the marks of its rows."""

    result: ItemResult
    marks: RowMarks = NO_MARKS
    seen: str = ""
    """Content hash of everything that was read; empty if it changed meanwhile."""


def outcome_bytes(outcome: Outcome) -> bytes:
    """The outcome as UTF-8 JSON; figures keep every bit."""
    result = outcome.result
    totals = result.organisational
    document = {
        "name": result.name,
        "kind": result.kind.value,
        "organisations": result.organisations,
        "rows": asdict(result.rows),
        "organisational": None if totals is None else asdict(totals),
        "territorial_kg": result.territorial_kg,
        "inputs": [astuple(entry) for entry in result.inputs],
        "findings": [_finding_values(finding) for finding in result.findings],
        "unreadable": result.unreadable,
        "aborted": result.aborted,
        "marks": outcome.marks.as_text(),
        "seen": outcome.seen,
    }
    return json.dumps(document, separators=(",", ":")).encode("ascii")


def outcome_of(data: bytes) -> Outcome:
    """The outcome again. Raises ValueError, KeyError or TypeError if the bytes are none."""
    document: dict[str, Any] = json.loads(data)
    totals = document["organisational"]
    result = ItemResult(
        name=document["name"],
        kind=ItemKind(document["kind"]),
        organisations=tuple(document["organisations"]),
        rows=RowCounts(**document["rows"]),
        organisational=None if totals is None else ScopeTotals(**totals),
        territorial_kg=document["territorial_kg"],
        inputs=tuple(InputFile(*values) for values in document["inputs"]),
        findings=tuple(_finding(values) for values in document["findings"]),
        unreadable=document["unreadable"],
        aborted=document["aborted"],
    )
    return Outcome(result, RowMarks.from_text(document["marks"]), document["seen"])


def _finding_values(finding: Diagnostic) -> list[object]:
    values = {name: getattr(finding, name) for name in _FINDING_FIELDS}
    values["place"] = _place_values(finding.place)
    values["related"] = [_place_values(place) for place in finding.related]
    return [values[name] for name in _FINDING_FIELDS]


def _finding(values: list[Any]) -> Diagnostic:
    stated = dict(zip(_FINDING_FIELDS, values, strict=True))
    stated["severity"] = Severity(stated["severity"])
    stated["place"] = Place(*stated["place"])
    stated["related"] = tuple(Place(*place) for place in stated["related"])
    stated["rows"] = tuple(stated["rows"])
    return Diagnostic(**stated)


def _place_values(place: Place) -> list[str]:
    return [place.file, place.sheet, place.cell, place.column]
