"""Codes by what they are about: the ranges of the numbers, in the words of those who look for a finding."""

from collections.abc import Iterable
from typing import Final

GROUPS: Final = (
    ("THG001", "THG019", "Dateien"),
    ("THG020", "THG049", "Blätter, Kopfzeilen und CSV-Tabellen"),
    ("THG050", "THG059", "Zeilen und Doppelzählungen"),
    ("THG060", "THG079", "Zahlen"),
    ("THG080", "THG089", "Andere Werte in Zellen"),
    ("THG090", "THG099", "Zeiträume und fremde Tabellen"),
    ("THG100", "THG149", "Einheiten"),
    ("THG200", "THG299", "Emissionsfaktoren"),
    ("THG300", "THG309", "Buchung"),
    ("THG310", "THG329", "Plausibilität"),
    ("THG330", "THG399", "Bestätigungen, Wesentlichkeit und Vollständigkeit"),
    ("THG400", "THG499", "Konsolidierung"),
    ("THG500", "THG549", "Projekt, Aufruf und Ausgaben"),
    ("THG550", "THG569", "Zuordnungen fremder Tabellen"),
    ("THG570", "THG599", "Stapel und Läufe"),
    ("F01", "F99", "Prüfungen der Faktortabellen"),
)
"""First and last code and title of each range. Codes sort by their text: all of a kind have the same length."""


def grouped_codes(codes: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Titles and codes of the ranges that have any, in the order of the ranges.

    >>> grouped_codes(["F02", "THG110", "THG001"])
    [('Dateien', ['THG001']), ('Einheiten', ['THG110']), ('Prüfungen der Faktortabellen', ['F02'])]
    """
    known = sorted(codes)
    found = [
        (title, [code for code in known if first <= code <= last and len(code) == len(first)])
        for first, last, title in GROUPS
    ]
    return [(title, members) for title, members in found if members]
