"""Words for "we have no figure". Missing is not zero (faults.md 72); an empty cell is a third thing."""

import re

from thgbilanz.units.cell_text import folded, shown
from thgbilanz.units.refusal import Refusal

_REPAIR = (
    "Den Wert nachtragen oder ein Kennzeichen wählen: nicht erhoben, kommt nicht vor, anderswo enthalten, "
    "vertraulich. Eine 0 nur eintragen, wenn wirklich nichts verbraucht wurde"
)
_EXPECTED = "eine Zahl oder ein Kennzeichen"

MISSING = Refusal("THG072", "Die Zahl fehlt", _EXPECTED, _REPAIR)
"""Answer to an empty cell, or one that holds blanks only."""

# Compared without dots, blanks and case. "null" stands here on purpose: it is zero for a German and "no value"
# for the database that exported the file.
_WORDS = frozenset(
    {
        "ka",
        "keineangabe",
        "keineangaben",
        "keinedaten",
        "keinwert",
        "keine",
        "kein",
        "keiner",
        "keins",
        "na",
        "n/a",
        "nv",
        "nb",
        "ne",
        "nn",
        "none",
        "null",
        "nichtverfügbar",
        "nichtvorhanden",
        "nichtbekannt",
        "nichterhoben",
        "nichterfasst",
        "nichtermittelt",
        "nichtzutreffend",
        "unbekannt",
        "unknown",
        "missing",
        "fehlt",
        "fehlend",
        "offen",
        "nochoffen",
        "folgt",
        "wirdnachgereicht",
        "liegtnichtvor",
        "entfällt",
        "entf",
        "leer",
        "tbd",
        "kommtnichtvor",
        "anderswoenthalten",
        "vertraulich",
    }
)
_PLACEHOLDER = re.compile(r"[-–—―−_.…?]{1,10}")
_WITHOUT_DOTS_AND_BLANKS = str.maketrans("", "", ". _")
_LONGEST = 40


def is_missing_word(text: str) -> bool:
    """Whether people write this text where they have no figure: ``k. A.``, ``-``, ``n/a``, ``unbekannt``.

    >>> is_missing_word(" K. A. "), is_missing_word("–"), is_missing_word("0"), is_missing_word("")
    (True, True, False, False)
    """
    if len(text) > _LONGEST:
        return False
    words = folded(text).casefold()
    return bool(_PLACEHOLDER.fullmatch(words)) or words.translate(_WITHOUT_DOTS_AND_BLANKS) in _WORDS


def missing_word(text: str) -> Refusal:
    """Answer to a cell that says that the figure is missing."""
    return Refusal("THG071", f"Statt einer Zahl steht {shown(text)}", _EXPECTED, _REPAIR)
