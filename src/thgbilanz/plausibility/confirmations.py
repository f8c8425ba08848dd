"""Confirmations: a person says that what looks wrong is right. Who, when and why stand in every report.

A confirmation holds for a finding, never for a figure: it changes no tonne. It stands in the file (column
"Bestätigt") or in ``ausnahmen.toml`` (faults.md, contract 8).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic, Severity, warning
from thgbilanz.core.place import NOWHERE, Place
from thgbilanz.plausibility.confirmable import CONFIRMABLE

_CELL = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")
_DAY = re.compile(r"^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$")
_PARTS = 3
_MOST_RELATED = 3
COLUMN_FORM = "Name; TT.MM.JJJJ; Grund"
"""How a confirmation is written into a cell."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person confirmed. An empty ``code`` means every code that can be confirmed, an empty ``cell`` any cell."""

    file: str
    sheet: str
    who: str
    when: date
    why: str
    code: str = ""
    cell: str = ""
    rows: frozenset[int] = frozenset()
    """Rows that a column confirms; empty for entries of ``ausnahmen.toml``."""
    found: str = ""
    """The value at the time of the confirmation; another value makes it stale. Empty: any value."""
    origin: Place = NOWHERE
    """Where the entry stands in ``ausnahmen.toml``."""

    @property
    def text(self) -> str:
        """``A. Muster am 12.03.2020: Neues Freibad``."""
        return f"{self.who} am {self.when.day:02}.{self.when.month:02}.{self.when.year}: {self.why}"

    def is_about(self, finding: Diagnostic) -> bool:
        """Whether the code fits; file and sheet fit already, which cells is another question."""
        return (self.code or finding.code) == finding.code


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Findings after confirmation: those confirmed are notes."""

    findings: tuple[Diagnostic, ...]
    held: frozenset[Place]
    """Origins of the entries that confirm a finding."""
    stale: tuple[tuple[Confirmation, str], ...]
    """Entries whose value is no longer the one found, with the value found now."""


def confirmed(findings: Iterable[Diagnostic], confirmations: Sequence[Confirmation]) -> Confirmed:
    """Apply confirmations. A finding about many rows falls apart: confirmed rows and those that stay open."""
    result: list[Diagnostic] = []
    held: set[Place] = set()
    stale: dict[Place, tuple[Confirmation, str]] = {}
    by_sheet: dict[tuple[str, str], list[Confirmation]] = {}
    for confirmation in confirmations:
        by_sheet.setdefault((confirmation.file, confirmation.sheet), []).append(confirmation)
    for finding in findings:
        rest: Diagnostic | None = finding
        near = by_sheet.get((finding.place.file, finding.place.sheet), ()) if can_be_confirmed(finding) else ()
        for confirmation in near:
            if rest is None or not confirmation.is_about(rest):
                continue
            part, remaining = _parted(rest, confirmation)
            if part is None:
                continue
            if not _holds_for(confirmation.found, part.found):
                stale.setdefault(confirmation.origin, (confirmation, part.found))
                continue
            held.add(confirmation.origin)
            result.append(replace(part, severity=Severity.NOTE, confirmation=confirmation.text))
            rest = remaining
        if rest is not None:
            result.append(rest)
    return Confirmed(tuple(result), frozenset(held), tuple(stale.values()))


def can_be_confirmed(finding: Diagnostic) -> bool:
    """Whether a person can say that the finding is right as it stands, and nobody has yet."""
    return not finding.confirmation and finding.code in CONFIRMABLE


def _holds_for(confirmed_value: str, value: str) -> bool:
    """Whether the value at the time of the confirmation stands in the value found, as a whole word.

    A finding may say more than the value ("Zähler 4711: 1.250.000 MWh"); nobody has to copy that.
    """
    wanted = re.escape(" ".join(confirmed_value.split()))
    return not wanted or re.search(rf"(?<![\w.,]){wanted}(?![\w]|[.,]\w)", " ".join(value.split())) is not None


def _parted(finding: Diagnostic, confirmation: Confirmation) -> tuple[Diagnostic | None, Diagnostic | None]:
    """The part of a finding that a confirmation is about, and the rest."""
    if not confirmation.cell and not confirmation.rows:
        return finding, None
    if not finding.rows:
        cells = {place.cell for place in (finding.place, *finding.related)}
        is_meant = confirmation.cell in cells or bool(_rows_of(cells) & confirmation.rows)
        # without its rows a finding cannot fall apart: one cell of many does not confirm the others
        return (finding, None) if is_meant and finding.count <= len(cells) == 1 else (None, finding)
    wanted = confirmation.rows or _rows_of_cell(finding, confirmation.cell)
    inside = [row for row in finding.rows if row in wanted]
    outside = [row for row in finding.rows if row not in wanted]
    return _part(finding, inside), _part(finding, outside)


def _rows_of(cells: Iterable[str]) -> frozenset[int]:
    return frozenset(int(match[2]) for cell in cells if (match := _CELL.match(cell)))


def _rows_of_cell(finding: Diagnostic, cell: str) -> frozenset[int]:
    match, own = _CELL.match(cell), _CELL.match(finding.place.cell)
    is_same_column = match is not None and (own is None or match[1] == own[1])
    return frozenset({int(match[2])}) if match is not None and is_same_column else frozenset()


def _part(finding: Diagnostic, rows: Sequence[int]) -> Diagnostic | None:
    """The finding for some of its rows; its effect goes with the number of rows until it is weighed again."""
    if not rows:
        return None
    if len(rows) == len(finding.rows):
        return finding
    own = _CELL.match(finding.place.cell)
    places = [replace(finding.place, cell=f"{own[1] if own else 'A'}{row}") for row in rows[: _MOST_RELATED + 1]]
    keeps_first = own is not None and rows[0] == int(own[2])
    return replace(
        finding,
        place=places[0],
        related=tuple(places[1:]),
        count=len(rows),
        rows=tuple(rows),
        found=finding.found if keeps_first else "",
        effect_kg=None if finding.effect_kg is None else finding.effect_kg * len(rows) / len(finding.rows),
    )


def column_confirmations(table: ActivityTable, last_day: date) -> tuple[list[Confirmation], list[Diagnostic]]:
    """Confirmations in the column "Bestätigt", and a finding for every text that confirms nothing."""
    texts = table.columns["confirmation"]
    if not any(texts):
        return [], []
    rows: dict[tuple[str, str, str], list[int]] = {}
    columns = (table.columns[name] for name in ("file", "sheet", "column", "row"))
    letters = {}
    for file, sheet, letter, row, text in zip(*columns, texts, strict=True):
        if text:
            rows.setdefault((file, sheet, text), []).append(row)
            letters[file, sheet, text] = letter
    confirmations, unread = [], []
    for (file, sheet, text), own in rows.items():
        places = [Place(file, sheet, f"{letters[file, sheet, text]}{row}") for row in own[: _MOST_RELATED + 1]]
        parsed = parsed_confirmation(text, last_day)
        if isinstance(parsed, str):
            unread.append(_unread(text, parsed, places, own))
            continue
        who, when, why = parsed
        confirmations.append(Confirmation(file, sheet, who, when, why, rows=frozenset(own), origin=places[0]))
    return confirmations, unread


def parsed_confirmation(text: str, last_day: date) -> tuple[str, date, str] | str:
    """Name, day and reason of a confirmation in a cell, or what is wrong with it in German.

    >>> parsed_confirmation("A. Muster; 12.03.2020; Neues Freibad", date(2026, 1, 1))
    ('A. Muster', datetime.date(2020, 3, 12), 'Neues Freibad')
    >>> parsed_confirmation("ok", date(2026, 1, 1))
    'Name, Datum und Grund stehen nicht durch Semikolon getrennt'
    """
    parts = [part.strip() for part in text.split(";", _PARTS - 1)]
    if len(parts) < _PARTS or not all(parts):
        return "Name, Datum und Grund stehen nicht durch Semikolon getrennt"
    who, day, why = parts
    match = _DAY.match(day)
    try:
        when = date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        when = None
    if when is None:
        return "das Datum ist nicht lesbar"
    return (who, when, why) if when <= last_day else "das Datum liegt in der Zukunft"


def _unread(text: str, problem: str, places: Sequence[Place], rows: Sequence[int]) -> Diagnostic:
    finding = warning(
        "THG338",
        f"Eintrag unter „Bestätigt“ bestätigt nichts: {problem}",
        places[0],
        found=text[:60],
        expected=f"„{COLUMN_FORM}“, etwa „A. Muster; 12.03.2020; Neues Freibad“",
        hint="Den Eintrag so schreiben. Ist an der Zeile nichts zu bestätigen, die Zelle leeren",
    )
    return replace(finding, related=tuple(places[1:]), count=len(rows), rows=tuple(rows))
