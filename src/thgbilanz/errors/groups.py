"""Codes by what they are about: the ranges of the numbers, in the words of those who look for a finding."""

from collections.abc import Iterable
from typing import Final

GROUPS: Final = (
    ("THG", 1, 19, "Dateien"),
    ("THG", 20, 49, "Blätter, Kopfzeilen und CSV-Tabellen"),
    ("THG", 50, 59, "Zeilen und Doppelzählungen"),
    ("THG", 60, 79, "Zahlen"),
    ("THG", 80, 89, "Andere Werte in Zellen"),
    ("THG", 90, 99, "Zeiträume und fremde Tabellen"),
    ("THG", 100, 149, "Einheiten"),
    ("THG", 200, 299, "Emissionsfaktoren"),
    ("THG", 300, 309, "Buchung"),
    ("THG", 310, 329, "Plausibilität"),
    ("THG", 330, 399, "Bestätigungen, Wesentlichkeit und Vollständigkeit"),
    ("THG", 400, 499, "Konsolidierung"),
    ("THG", 500, 549, "Projekt, Aufruf und Ausgaben"),
    ("THG", 550, 569, "Zuordnungen fremder Tabellen"),
    ("THG", 570, 599, "Stapel und Läufe"),
    ("THG", 600, 619, "Herleitungen, Schätzungen und Korrekturen"),
    ("THG", 620, 639, "Verträge, Anlagen und Lieferungen"),
    ("THG", 640, 659, "Journal und Abschluss"),
    ("THG", 660, 689, "Erklärung, Unsicherheit und Auszüge"),
    ("THG", 700, 729, "Zeitreihe"),
    ("THG", 730, 759, "Stadtbilanz"),
    ("F", 1, 99, "Prüfungen der Faktortabellen"),
)
"""Letters of the code, first and last number, title."""


def grouped_codes(codes: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Titles and codes of the ranges that have any, in the order of the ranges.

    >>> grouped_codes(["F02", "THG110", "THG001"])
    [('Dateien', ['THG001']), ('Einheiten', ['THG110']), ('Prüfungen der Faktortabellen', ['F02'])]
    """
    known = sorted(codes)
    found = [
        (title, [code for code in known if _letters(code) == letters and first <= _number(code) <= last])
        for letters, first, last, title in GROUPS
    ]
    return [(title, members) for title, members in found if members]


def _letters(code: str) -> str:
    return code.rstrip("0123456789")


def _number(code: str) -> int:
    return int(code.removeprefix(_letters(code)))
