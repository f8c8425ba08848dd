"""The strict German number parser: one rule for text cells and CSV; refused rather than guessed.

The rule. A number is digits, with a comma before the decimals. Thousands may be grouped in threes by points
or by blanks. A point is never a decimal point. Where that leaves two meanings, nothing is read:

=================  =========================================================================
``1234``           1234
``1234,5``         1234.5
``1.234,5``        1234.5, with a Hinweis; the comma proves the German notation
``1.234.567``      1234567, with a Hinweis; two points cannot be decimal points
``1 234``          1234, with a Hinweis (ordinary, no-break, narrow, thin or figure space)
``1,234``          1.234, with a Hinweis of its own, as an English file would mean 1234
``1.234``          refused: 1234 or 1.234
``1.5``            refused: point as decimal point
``1,234.5``        refused: English notation
=================  =========================================================================

Everything else is refused with a code and a text that says what to do (faults.md 65 to 84); ``why_no_number``
finds the reason. User data never raises.
"""

import re
from dataclasses import dataclass

from thgbilanz.core.diagnostic import Severity
from thgbilanz.units.cell_text import shown, trimmed
from thgbilanz.units.missing_words import MISSING, is_missing_word
from thgbilanz.units.number_bounds import out_of_bounds
from thgbilanz.units.number_refusals import ambiguous_number, why_no_number
from thgbilanz.units.refusal import Refusal

__all__ = ["NUMBER_AS_TEXT", "NumberReading", "finite_reading", "is_missing_word", "number_reading"]

NUMBER_AS_TEXT = "THG060"
"""Code of a clean number in a text cell. In CSV every number is text: its reader passes over this note."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A number read from a cell, and what is to be said about it.

    ``value`` None means refused, ``severity`` is then ERROR. With a value, ``severity`` is None or NOTE.
    """

    value: float | None
    code: str = ""
    severity: Severity | None = None
    text: str = ""
    expected: str = ""
    hint: str = ""


_GROUP_BLANKS = " \u00a0\u2007\u2009\u202f"
_PLAIN = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:,[0-9]+)?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")
_GROUPED = re.compile(rf"[+-]?[1-9][0-9]{{0,2}}(?:(?:\.[0-9]{{3}})+|(?:[{_GROUP_BLANKS}][0-9]{{3}})+)(?:,[0-9]+)?")
_COMMA_LIKE_ENGLISH_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")
_WITHOUT_GROUPS = str.maketrans("", "", "." + _GROUP_BLANKS)


def number_reading(text: str) -> NumberReading:
    """The number that a text means in German notation, or the reason why it is none.

    Negative numbers are read: whether they may stand here is the caller's business.

    >>> number_reading("1.234,5").value, number_reading("1.234").value, number_reading("k. A.").code
    (1234.5, None, 'THG071')
    """
    found = trimmed(text)
    if not found:
        return _refused(MISSING)
    # The typographic minus (U+2212) of reports and web tables can mean nothing else.
    signed = "-" + found[1:] if found[0] == "\u2212" else found
    if _PLAIN.fullmatch(signed):
        return _plain_reading(found, signed)
    if _AMBIGUOUS.fullmatch(signed):
        return _refused(ambiguous_number(signed))
    if _GROUPED.fullmatch(signed):
        return _notation_reading(found, signed.translate(_WITHOUT_GROUPS))
    return _refused(why_no_number(found))


def finite_reading(value: float) -> NumberReading:
    """A number of a real numeric cell: finite, and neither absurdly large nor the residue of a formula.

    Minus zero becomes zero.

    >>> finite_reading(12.5).value, finite_reading(float("inf")).value
    (12.5, None)
    """
    refusal = out_of_bounds(value)
    return _refused(refusal) if refusal else NumberReading(value + 0.0)


def _plain_reading(found: str, signed: str) -> NumberReading:
    if signed != found:
        return _notation_reading(found, signed)
    if _COMMA_LIKE_ENGLISH_THOUSANDS.fullmatch(found):
        whole = found.replace(",", "")
        return _noted(
            found,
            "THG062",
            f"{shown(found)} ist als Dezimalzahl gelesen, nicht als {whole}",
            "Stimmt das, ist nichts zu tun. In einer Datei mit englischer Schreibweise trennt das Komma Tausender: "
            f"dann {whole} eintragen",
        )
    return _noted(
        found,
        NUMBER_AS_TEXT,
        f"Die Zahl {shown(found)} steht als Text in der Zelle",
        "Excel rechnet mit solchen Zellen nicht. Umwandeln: Spalte markieren, Daten › Text in Spalten › Fertig stellen",
    )


def _notation_reading(found: str, digits: str) -> NumberReading:
    return _noted(
        digits,
        "THG061",
        f"{shown(found)} ist als {digits} gelesen",
        "Stimmt das, ist nichts zu tun. Als Zahl ohne Tausendertrennzeichen ist die Zelle eindeutig",
    )


def _noted(digits: str, code: str, text: str, hint: str) -> NumberReading:
    value = float(digits.replace(",", "."))
    refusal = out_of_bounds(value, digits)
    return _refused(refusal) if refusal else NumberReading(value + 0.0, code, Severity.NOTE, text, "", hint)


def _refused(refusal: Refusal) -> NumberReading:
    return NumberReading(None, refusal.code, Severity.ERROR, refusal.text, refusal.expected, refusal.hint)
