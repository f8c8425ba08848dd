"""A figure found by what people call it: its name, parts of it, German words; never a guess between two figures."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from thgbilanz.balance.figures import Figure

_MOST_CANDIDATES: Final = 6
_SPELLED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "₂": "2"})
_WORD: Final = re.compile(r"3\.[0-9]{1,2}|[a-z0-9#]+")
_SAME: Final = {
    "gesamt": "summe",
    "gesamtsumme": "summe",
    "insgesamt": "summe",
    "total": "summe",
    "marktbasiert": "markt",
    "marktbezogen": "markt",
    "standortbasiert": "standort",
    "standortbezogen": "standort",
    "stadtkonzern": "konzern",
    "gruppe": "konzern",
    "stadt": "stadtgebiet",
    "gebiet": "stadtgebiet",
    "kommune": "stadtgebiet",
    "territoriale": "territorial",
    "betriebliche": "betrieblich",
    "energie": "endenergie",
    "mwh": "endenergie",
    "kwh": "endenergie",
    "kopf": "einwohner",
    "biogen": "ausserhalb",
    "elimination": "eliminationen",
}
"""What people write, and the word of our names or labels that they mean."""

_UNTOLD: Final = frozenset(
    "t co2e co2 tonnen in der die das des den von vom im fuer je pro mit und an".split()  # noqa: SIM905 - reads better
)
"""Words that tell no figure from another."""

_STRUCTURE: Final = frozenset(
    "betrieblich territorial organisationen aktivitaeten kategorien sektoren energietraeger konzern teile".split()  # noqa: SIM905
)
"""Parts of names that only say where in the document a figure stands."""

_USUAL: Final = "summe"
"""What is meant by the name of an organisation alone."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: one figure, or several that it might mean."""

    figure: Figure | None
    candidates: tuple[Figure, ...]
    """Nearest figures, best first, where there is no single one."""


def found_figure(query: str, figures: Mapping[str, Figure]) -> Found:
    """The figure that a query means.

    The exact name comes first. Else every word of the query must be a word of the figure's name or label, and the
    figure with the fewest words beside them is meant; with a tie nothing is chosen.
    """
    exact = figures.get(query.strip())
    if exact is not None:
        return Found(exact, ())
    wanted = words_of(query)
    if not wanted:
        return Found(None, ())
    distinct = [figure for figure in figures.values() if not figure.same_as]
    hits = [figure for figure in distinct if wanted <= _words(figure)]
    if not hits:
        return Found(None, _nearest(wanted, distinct))
    ranked = sorted(hits, key=lambda figure: (_surplus(figure, wanted), figure.name))
    best = [figure for figure in ranked if _surplus(figure, wanted) == _surplus(ranked[0], wanted)]
    return Found(best[0], ()) if len(best) == 1 else Found(None, tuple(best[:_MOST_CANDIDATES]))


def words_of(text: str) -> frozenset[str]:
    """Words of a text in one spelling: small letters, ae for ä, "Scope 1" as one word, synonyms replaced.

    >>> sorted(words_of("Wohnen: Scope 2 (marktbasiert)"))
    ['markt', 'scope2', 'wohnen']
    """
    plain = unicodedata.normalize("NFC", text).casefold().translate(_SPELLED)
    joined = re.sub(r"\bscope[\s_-]*([123])(?![0-9.])", r"scope\1 ", plain)
    words = (_SAME.get(word, word) for word in _WORD.findall(joined.replace("_", " ")))
    return frozenset(word for word in words if word not in _UNTOLD)


@lru_cache(maxsize=4096)
def _words(figure: Figure) -> frozenset[str]:
    return words_of(figure.name) | words_of(figure.label)


@lru_cache(maxsize=4096)
def _content(figure: Figure) -> frozenset[str]:
    return words_of(figure.name) - _STRUCTURE


def _surplus(figure: Figure, wanted: frozenset[str]) -> float:
    """How much a figure says that nobody asked for; a total counts half, because it is what is usually meant."""
    return sum(0.5 if word == _USUAL else 1.0 for word in _content(figure) - wanted)


def _nearest(wanted: frozenset[str], figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Figures that share most words with the query, misspelt ones included."""
    known = list(figures)
    vocabulary = sorted({word for figure in known for word in _words(figure)})
    meant = {close for word in wanted for close in (get_close_matches(word, vocabulary, 1, 0.7) or (word,))}
    shared = {figure.name: len(meant & _words(figure)) for figure in known}
    ranked = sorted(
        (figure for figure in known if shared[figure.name]),
        key=lambda figure: (-shared[figure.name], _surplus(figure, frozenset(meant)), figure.name),
    )
    return tuple(ranked[:_MOST_CANDIDATES])
