"""Figures of the JSON document that are no sum of postings, each with the reason that ``thg erklaere`` gives."""

import re
from typing import Final

_REASONS: Final = (
    (
        r"wesentlichkeit\.raeume\.[^.]+\.(?:offen_t|groesste_organisation\..*)",
        "Was offene Befunde höchstens ändern könnten: geschätzt aus den Befunden, keine Summe von Buchungen",
    ),
    (
        r"territorial\.(?:pruefung|datenguete_hebel|fernwaerme)\..*",
        "Endenergie neben einer Prüfung: thg erklaere territorial.sektoren nennt die Buchungen von Sektor und Träger",
    ),
    (
        r"territorial\.lesarten\..*",
        "Lesart neben der Bilanz, nicht BISKO-konform: gerechnet aus der Bilanz und den Angaben in stadtgebiet/",
    ),
    (r"territorial\.nachrichtlich\..*", "Angabe aus stadtgebiet/nachrichtlich.csv: neben der Bilanz, nicht gebucht"),
    (
        r"territorial\.verkehrsmittel\..*",
        "Teil des Verkehrs: thg erklaere territorial.sektoren.verkehr.t nennt die Buchungen",
    ),
    (r"befunde\..*", "Größtmögliche Wirkung eines Befunds: geschätzt aus seinen Zeilen, keine Summe von Buchungen"),
)
"""Pattern of the whole name, and why there are no postings behind it."""


def why_not_explained(name: str) -> str:
    """German reason why a figure cannot be taken apart into postings; empty for all others.

    >>> why_not_explained("wesentlichkeit.raeume.betrieblich.offen_t").partition(":")[0]
    'Was offene Befunde höchstens ändern könnten'
    >>> why_not_explained("betrieblich.summe_t")
    ''
    """
    return next((reason for pattern, reason in _REASONS if re.fullmatch(pattern, name)), "")
