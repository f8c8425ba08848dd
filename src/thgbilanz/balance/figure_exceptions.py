"""Figures of the JSON document that are no sum of postings, each with the reason that ``thg erklaere`` gives."""

import re
from typing import Final

_REASONS: Final = (
    (
        r"wesentlichkeit\.raeume\.[^.]+\.(?:offen_t|groesste_organisation\..*)",
        "Was offene Befunde höchstens ändern könnten: geschätzt aus den Befunden, keine Summe von Buchungen",
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
