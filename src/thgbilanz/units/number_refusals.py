"""Why a text is no number: the reason that helps, from the most telling to the catch-all."""

import unicodedata

from thgbilanz.units.cell_text import shown
from thgbilanz.units.missing_words import is_missing_word, missing_word
from thgbilanz.units.number_bounds import not_finite
from thgbilanz.units.number_habits import habit_of
from thgbilanz.units.refusal import Refusal

_LONGEST = 60
"""No number is longer; the bound also keeps the patterns cheap for any text."""

_TRUTH = frozenset({"true", "false", "wahr", "falsch", "ja", "nein", "yes", "no", "x", "✓", "✔"})
_NOT_FINITE = frozenset({"nan", "inf", "infinity", "unendlich", "∞"})


def why_no_number(text: str) -> Refusal:
    """The reason why a text, trimmed and not empty, is no number in German notation."""
    if len(text) > _LONGEST:
        return _no_number(text)
    if is_missing_word(text):
        return missing_word(text)
    word = text.casefold()
    if word in _TRUTH:
        return _truth(text)
    if word.lstrip("+-") in _NOT_FINITE:
        return not_finite(text)
    return _strange_character(text) or habit_of(text) or _no_number(text)


def ambiguous_number(text: str) -> Refusal:
    """One group of three digits after a point: thousands in German, decimals in English (faults.md 66)."""
    whole, decimal = text.replace(".", ""), text.replace(".", ",")
    return Refusal(
        "THG063",
        f"{shown(text)} ist mehrdeutig: {whole} oder {decimal}",
        f"{whole} oder {decimal}",
        "Die Zahl neu eintippen: ohne Tausenderpunkt, mit Komma vor den Nachkommastellen",
    )


def _truth(text: str) -> Refusal:
    return Refusal(
        "THG077",
        f"Statt einer Zahl steht {shown(text)}",
        "eine Zahl",
        "Die Menge selbst eintragen. WAHR und FALSCH entstehen in Excel, wenn eine Formel zwei Werte vergleicht",
    )


def _strange_character(text: str) -> Refusal | None:
    for character in text:
        category = unicodedata.category(character)
        if category == "Nd" and not character.isascii():
            return _strange(text, "Ziffern einer anderen Schrift", "Ziffern 0 bis 9")
        if category[0] == "C" and character not in "\t\r\n":
            return _strange(text, f"das unsichtbare Zeichen U+{ord(character):04X}", "nur sichtbare Zeichen")
    return None


def _strange(text: str, what: str, expected: str) -> Refusal:
    return Refusal(
        "THG078",
        f"{shown(text)} enthält {what}",
        expected,
        "Die Zelle leeren und die Zahl neu eintippen: Solche Zeichen kommen beim Kopieren aus PDF und Webseiten mit",
    )


def _no_number(text: str) -> Refusal:
    return Refusal(
        "THG079",
        f"{shown(text)} ist keine Zahl",
        "eine Zahl wie 1234,5",
        "Nur die Zahl eintragen; Erläuterungen gehören in die Spalte Bemerkung",
    )
