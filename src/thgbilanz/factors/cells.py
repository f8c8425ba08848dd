"""Readers of single cells in factor tables: canonical numbers, years, slugs, closed enumerations."""

import re
from difflib import get_close_matches

from thgbilanz.factors.table import Reader, Refusal

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_.\-]*[a-z0-9])?")
_REGION = re.compile(r"[A-Z]{2}(?:-[A-Z]{2})?|DE-AGS-[0-9]{8}|NET-[a-z0-9][a-z0-9\-]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXPECTED_NUMBER = "Zahl mit Dezimalpunkt, ohne Leerzeichen und Tausenderzeichen, z. B. 0.247"


def free_text(text: str) -> str | Refusal:
    """Text as it stands; blanks at the ends would make two equal cells differ."""
    if text != text.strip():
        return Refusal(
            "THG205", "Leerzeichen am Anfang oder Ende der Zelle", expected=text.strip(), hint="Leerzeichen entfernen"
        )
    return text


def given_text(text: str) -> str | Refusal:
    """Text that may not be empty."""
    if not text.strip():
        return Refusal("THG205", "Pflichtfeld ist leer", expected="Text", hint="Zelle ausfüllen")
    return free_text(text)


def number(text: str) -> float | Refusal:
    """Canonical decimal number: a point, no exponent, no thousands separator."""
    if not _NUMBER.fullmatch(text):
        hint = "Komma durch Punkt ersetzen" if "," in text else "Zahl neu eintragen"
        return Refusal(
            "THG203", "Zahl ist nicht lesbar" if text else "Zahl fehlt", expected=_EXPECTED_NUMBER, hint=hint
        )
    return float(text)


def amount(text: str) -> float | Refusal | None:
    """Number from zero on, or None for not published; zero and not published are different statements."""
    if not text:
        return None
    value = number(text)
    if isinstance(value, float) and value < 0:
        return Refusal(
            "THG208", "Negativer Emissionsfaktor", expected="Zahl ab 0", hint="Gutschriften gehören nicht in Faktoren"
        )
    return value


def positive(text: str) -> float | Refusal:
    """Number above zero."""
    value = number(text)
    if isinstance(value, float) and value <= 0:
        return Refusal("THG203", "Zahl muss größer als 0 sein", expected="Zahl über 0", hint="Wert prüfen")
    return value


def year(text: str) -> int | Refusal:
    """Calendar year with four digits."""
    if not _YEAR.fullmatch(text):
        return Refusal("THG203", "Jahr ist nicht lesbar", expected="Jahr, z. B. 2019", hint="Jahr eintragen")
    return int(text)


def year_or_none(text: str) -> int | Refusal | None:
    """Calendar year, or None if the source does not state it."""
    return year(text) if text else None


def grade(text: str) -> int | Refusal | None:
    """Pedigree grade 1 to 5, or None."""
    if not text:
        return None
    if text not in {"1", "2", "3", "4", "5"}:
        return Refusal("THG204", "Note ist nicht bekannt", expected="1, 2, 3, 4 oder 5", hint="Note prüfen")
    return int(text)


def slug(text: str) -> str | Refusal:
    """Identifier in lower case: capitals would allow two ids that read alike."""
    if not _SLUG.fullmatch(text):
        return Refusal(
            "THG205",
            "Kennung fehlt" if not text else "Kennung hat unerlaubte Zeichen",
            expected="Kleinbuchstaben, Ziffern, Punkt, Unterstrich, Bindestrich, z. B. fernwaerme.stadtwerke",
            hint="Umlaute ausschreiben, keine Leerzeichen und Großbuchstaben",
        )
    return text


def region(text: str) -> str | Refusal:
    """``DE``, ``DE-NW``, ``DE-AGS-05112000`` or ``NET-<id>`` for a heat network."""
    if not _REGION.fullmatch(text):
        return Refusal(
            "THG204",
            "Region ist nicht bekannt",
            expected="DE, DE-NW, DE-AGS-05112000 oder NET-name",
            hint="Für das eigene Netz z. B. NET-stadtwerke eintragen",
        )
    return text


def date_or_empty(text: str) -> str | Refusal:
    """ISO date, or empty."""
    if text and not _DATE.fullmatch(text):
        return Refusal("THG203", "Datum ist nicht lesbar", expected="JJJJ-MM-TT", hint="Datum neu eintragen")
    return text


def one_of(*values: str) -> Reader:
    """Reader for a closed enumeration; the empty string must be listed to be allowed."""
    allowed = frozenset(values)

    def read(text: str) -> str | Refusal:
        if text in allowed:
            return text
        near = get_close_matches(text.strip().casefold(), values, n=1)
        return Refusal(
            "THG204",
            "Wert ist nicht bekannt" if text else "Pflichtfeld ist leer",
            expected=", ".join(value for value in values if value),
            hint=f"Gemeint ist vermutlich {near[0]}" if near else "Einen der erlaubten Werte eintragen",
        )

    return read
