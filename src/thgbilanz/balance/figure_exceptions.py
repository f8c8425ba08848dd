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
    (
        r"unsicherheit\..*\.(?:halbe_breite_t|von_t|median_t|bis_t)",
        "Grenze eines 95-%-Bereichs: gerechnet aus den Unsicherheiten aller Buchungen der Summe",
    ),
    (
        r"betrieblich\.kennwerte\..*",
        "Zähler einer Intensität: thg erklaere betrieblich.organisationen nennt seine Buchungen",
    ),
    (
        r"betrieblich\.scope3_pruefung\..*\.abgeschaetzt_t",
        "Abschätzung aus thg.toml für eine Kategorie, die nicht gebucht ist",
    ),
    (
        r"betrieblich\.ansaetze\..*",
        "Summe unter einem anderen Konsolidierungsansatz: mit konsolidierung in thg.toml rechnen, dann erklären",
    ),
    (
        r"betrieblich\.strom\..*",
        "Strom nach Instrument: thg erklaere scope2 markt nennt die Buchungen mit Vertrag und Grund",
    ),
    (
        r"betrieblich\.eu_ets\.ohne_angabe_t",
        "Anlagen ohne Angabe zum EU-Emissionshandel: Teil von Scope 1, thg erklaere scope1 nennt die Buchungen",
    ),
    (r"betrieblich\.esrs_e1_6\.(?:basis|vorjahr)\..*", "Zahl eines anderen Jahres: thg erklaere mit --jahr"),
    (
        r"bruecke\..*",
        "Schritt zwischen betrieblicher und territorialer Bilanz: Die Summen an beiden Enden lassen sich erklären",
    ),
    (r"neuberechnung\..*", "Vergleich mit einem abgeschlossenen Stand: thg journal vergleiche nennt die Buchungen"),
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
