"""Findings as values: user data never raises, every stage returns its findings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from thgbilanz.core.place import NOWHERE, Place


class Severity(StrEnum):
    """Effect of a finding: a figure would be wrong or missing, suspicious, or worth knowing."""

    ERROR = "Fehler"
    WARNING = "Warnung"
    NOTE = "Hinweis"


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding (Befund). Its code has a page in ``thgbilanz/errors``; ``thg fehler CODE`` prints it.

    The headline ``text`` alone must help: it names the thing, has no full stop and no blame. ``found`` is
    the value as found, ``expected`` what would be right, ``hint`` how to repair it. ``related`` are further
    places with the same problem; ``count`` is how often it occurs in all.

    ``rows`` are all data rows of the place's sheet that the finding is about (empty: not about rows), so that its
    effect can be computed and every cell marked. ``effect_kg`` is by how many kg CO2e a total could change if the
    suspicion is right, None if that is not known. ``confirmation`` says who confirmed the finding, when and why;
    a confirmed finding has severity NOTE (faults.md, contract 8).
    """

    code: str
    severity: Severity
    text: str
    place: Place = NOWHERE
    found: str = ""
    expected: str = ""
    hint: str = ""
    related: tuple[Place, ...] = field(default=())
    count: int = 1
    rows: tuple[int, ...] = field(default=())
    effect_kg: float | None = None
    confirmation: str = ""


def error(
    code: str, text: str, place: Place = NOWHERE, *, found: str = "", expected: str = "", hint: str = ""
) -> Diagnostic:
    """A finding that makes a figure wrong or missing; the run ends with exit code 1."""
    return Diagnostic(code, Severity.ERROR, text, place, found, expected, hint)


def warning(
    code: str, text: str, place: Place = NOWHERE, *, found: str = "", expected: str = "", hint: str = ""
) -> Diagnostic:
    """A finding that is plausible but suspicious."""
    return Diagnostic(code, Severity.WARNING, text, place, found, expected, hint)


def note(
    code: str, text: str, place: Place = NOWHERE, *, found: str = "", expected: str = "", hint: str = ""
) -> Diagnostic:
    """A finding that is worth knowing and changes nothing."""
    return Diagnostic(code, Severity.NOTE, text, place, found, expected, hint)


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Whether any finding makes a figure wrong or missing."""
    return any(finding.severity is Severity.ERROR for finding in findings)


_ROW = re.compile(r"^[A-Z]{1,3}([0-9]{1,7})$")


def _natural_cell(cell: str) -> tuple[int, str]:
    match = _ROW.match(cell)
    return (int(match[1]) if match else 0, cell)


def in_order(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by file, sheet, row, cell, severity, code: the same order in every run (faults.md, contract 3)."""
    return sorted(
        findings,
        key=lambda f: (
            f.place.file,
            f.place.sheet,
            _natural_cell(f.place.cell),
            _RANK[f.severity],
            f.code,
            f.text,
            f.found,
        ),
    )
