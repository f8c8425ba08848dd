"""What somebody may have meant: the nearest known words, for messages only. Nothing is ever accepted by likeness."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from thgbilanz.templates.definition import normal_text

_LONGEST = 60
_CUTOFF = 0.7
_WORD = re.compile(r"\w{2,}")


def nearest(word: str, known: Mapping[str, str] | Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Known words like this one, best first. A mapping names the word to show for each known spelling.

    >>> nearest("Fernwarme", ("Fernwärme", "Nahwärme", "Strom"))
    ('Fernwärme',)
    """
    shown = known if isinstance(known, Mapping) else {spelling: spelling for spelling in known}
    spellings = {normal_text(spelling): label for spelling, label in shown.items()}
    found = get_close_matches(normal_text(word[:_LONGEST]), spellings, n=most, cutoff=_CUTOFF)
    return tuple(dict.fromkeys(spellings[spelling] for spelling in found))


def holding(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Known labels with all the words of a text, in their order: people write the one word that they know.

    >>> holding("Flug Inland", ("Dienstreise Flug, Inland", "Dienstreise Flug, Langstrecke"))
    ('Dienstreise Flug, Inland',)
    """
    wanted = _words(word[:_LONGEST])
    return tuple(label for label in known if wanted and wanted <= _words(label))[:most]


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(normal_text(text)))


def meant(candidates: Iterable[str]) -> str:
    """The question that goes with a suggestion; empty if there is none.

    >>> meant(["Strom", "Diesel"])
    'Gemeint ist vielleicht „Strom“ oder „Diesel“'
    """
    quoted = [f"„{candidate}“" for candidate in candidates]
    return f"Gemeint ist vielleicht {' oder '.join(quoted)}" if quoted else ""
