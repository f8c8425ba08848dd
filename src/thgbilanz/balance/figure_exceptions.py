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
        r"betrieblich\.kennwerte\..*",
        "Zähler eines Kennwerts: thg erklaere betrieblich.organisationen nennt Scope 1 und Scope 2 der Organisation",
    ),
    (
        r"betrieblich\.scope3_pruefung\..*\.abgeschaetzt_t",
        "Abgeschätzte Größenordnung aus thg.toml: in keiner Summe, ohne Buchungen",
    ),
    (
        r"betrieblich\.ansaetze\..*",
        "Konzern unter einem Ansatz mit eigenen Gewichten: thg erklaere betrieblich.summe_t erklärt den verwendeten",
    ),
    (
        r"betrieblich\.lieferungen\..*",
        "Zeilen des Empfängers einer Lieferung: thg erklaere betrieblich.eliminationen nennt, was davon abgezogen ist",
    ),
    (
        r"betrieblich\.strom\..*",
        "Strom eines Nachweises: thg erklaere betrieblich.organisationen nennt Scope 2 beider Methoden",
    ),
    (r"betrieblich\.eu_ets\..*", "Teil von Scope 1 nach der Angabe der Anlagen: thg erklaere betrieblich.scope1_t"),
    (
        r"betrieblich\.esrs_e1_6\.(?:basis|vorjahr)\..*",
        "Zahl eines anderen Jahres: thg erklaere mit diesem Jahr nennt ihre Buchungen",
    ),
    (r"unsicherheit\..*", "Bereich, in dem eine Summe liegt: gerechnet aus den Unsicherheiten aller Buchungen"),
    (r"treibhauspotenziale\..*", "Summe der Buchungen nach dem GWP-Satz ihres Faktors: Spalte GWP-Satz des Journals"),
    (r"bruecke\..*", "Schritt zwischen den Bilanzen: thg erklaere nennt die Buchungen ihrer Summen"),
    (r"neuberechnung\..*", "Abgeschlossenes Jahr gegen heute: thg journal vergleiche nennt die Buchungen"),
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
