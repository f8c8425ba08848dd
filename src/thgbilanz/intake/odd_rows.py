"""Rows that are no data: totals, a second header, a row of units. None is dropped in silence."""

import re
from collections.abc import Iterable, Mapping, Sequence

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.intake.cells import Cell
from thgbilanz.intake.clean_text import FREE_TEXT, NUMBER_KINDS
from thgbilanz.intake.header import column_of, known_titles
from thgbilanz.intake.raw_table import RawTable
from thgbilanz.templates.definition import TemplateColumn
from thgbilanz.units.catalogue import unit_reading
from thgbilanz.units.cell_text import shown

_TOTAL = re.compile(
    r"(?:zwischen|teil|gesamt|jahres|kontroll)?summen?\b(?!-).*|gesamt(?:ergebnis|verbrauch|menge|betrag)?\b(?!-).*"
    r"|insgesamt\b.*|(?:grand )?total\b(?!-).*|[Σ∑].*",
    re.IGNORECASE | re.DOTALL,
)
_MAY_BE_TOTAL = ("summe", "gesamt", "total", "σ", "∑")
"""One of these stands in every casefolded text that ``_TOTAL`` matches."""
_LONGEST_TITLE = 60
_BRACKETS = "()[] "

_IN_TEMPLATE = (
    "Die Zeile löschen: Summen bildet das Programm. Zum Vergleich kann die Zahl über den Titeln neben „Kontrollsumme“ "
    "stehen. Heißt ein Gebäude wirklich so, den Namen ergänzen, etwa „Gebäude Gesamt“"
)
_IN_MAPPING = (
    "In der Zuordnung unter ueberspringen mit Grund nennen; mit kontrollsumme = true wird sie geprüft. Heißt ein "
    "Gebäude wirklich so, den Namen in der Liste ergänzen"
)

OddRow = tuple[int, Diagnostic]


def odd_rows(table: RawTable, others: Sequence[Sequence[Cell]]) -> list[OddRow]:
    """Positions of rows that are no data, each with its finding. ``others`` are columns without a known title."""
    found: dict[int, Diagnostic] = {}
    for index in _headers(table):
        found[index] = _second_header(table, index)
    if table.rows and 0 not in found and _is_unit_row(table, 0):
        found[0] = _unit_row(table)
    for index, text in _totals(table, others):
        found.setdefault(index, _total(table, index, text))
    return sorted(found.items(), key=lambda item: item[0])


def is_total_word(text: str) -> bool:
    """Whether a text labels a total.

    >>> is_total_word("Summe Nord"), is_total_word("Gesamtschule")
    (True, False)
    """
    return bool(_TOTAL.fullmatch(text.strip()))


def _headers(table: RawTable) -> list[int]:
    """Rows that repeat titles in their columns: a number column holds a title nowhere else."""
    known = known_titles(tuple(head.column for head in table.heads.values()))
    initials = {title[:1] for title in known}
    suspects: set[int] = set()
    for key, head in table.heads.items():
        if head.column.kind in NUMBER_KINDS:
            words = [text for text in table.texts[key] if text[:1].casefold() in initials]
            titles = {word for word in words if len(word) <= _LONGEST_TITLE and column_of(word, known)}
            suspects |= {index for index, cell in enumerate(table.cells[key]) if cell in titles} if titles else set()
    return [index for index in sorted(suspects) if _titles_in(table, index, known) > 1]


def _titles_in(table: RawTable, index: int, known: Mapping[str, TemplateColumn]) -> int:
    columns = ((key, column_of(table.cells[key][index], known)) for key in table.heads)
    return sum(column is not None and column.key == key for key, column in columns)


def _is_unit_row(table: RawTable, index: int) -> bool:
    texts = [
        cell.strip(_BRACKETS).removeprefix("in ")
        for key, head in table.heads.items()
        if head.column.kind in NUMBER_KINDS and isinstance(cell := table.cells[key][index], str) and cell
    ]
    return bool(texts) and all(_is_unit(text) for text in texts)


def _is_unit(text: str) -> bool:
    problem = unit_reading(text, "").problem
    return problem is None or text in {"€", "EUR", "m2", "m²", "%"}


def _totals(table: RawTable, others: Sequence[Sequence[Cell]]) -> list[tuple[int, str]]:
    columns: list[tuple[Sequence[Cell], Iterable[str]]] = [
        (table.cells[key], table.texts[key])
        for key, head in table.heads.items()
        if key not in FREE_TEXT and head.column.kind not in NUMBER_KINDS
    ]
    columns += [(cells, {cell for cell in cells if isinstance(cell, str)}) for cells in others]
    totals = []
    for cells, texts in columns:
        joined = "\n".join(texts).casefold()
        if any(word in joined for word in _MAY_BE_TOTAL):
            words = {text for text in texts if is_total_word(text)}
            totals += [(index, str(cell)) for index, cell in enumerate(cells) if cell in words]
    return totals


def _total(table: RawTable, index: int, text: str) -> Diagnostic:
    return error(
        "THG032",
        f"Summenzeile {shown(text)} würde alles doppelt zählen",
        table.row_place(index),
        found=text[:60],
        expected="nur Zeilen mit einzelnen Werten",
        hint=_IN_MAPPING if table.layout else _IN_TEMPLATE,
    )


def _second_header(table: RawTable, index: int) -> Diagnostic:
    return error(
        "THG033",
        "Zweite Kopfzeile mitten in der Tabelle",
        table.row_place(index),
        expected="eine Kopfzeile und darunter nur Werte",
        hint="Zwei Tabellen auf einem Blatt zusammenführen und die zweite Kopfzeile löschen",
    )


def _unit_row(table: RawTable) -> Diagnostic:
    return error(
        "THG034",
        "Unter der Kopfzeile steht eine Zeile mit Einheiten",
        table.row_place(0),
        expected="Werte ab der Zeile unter den Titeln",
        hint="Die Zeile löschen und die Einheit in jeder Zeile in der Spalte „Einheit“ angeben",
    )
