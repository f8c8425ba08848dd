"""Why rows are not booked, counted by reason."""

from collections.abc import Iterable

from thgbilanz.core.vocabulary import Notation

Counted = tuple[tuple[str, int], ...]
"""Reasons with the number of their rows, sorted."""


def notation_reason(notation: str) -> str:
    """Why a row without an amount stays out (faults.md 72)."""
    return f"Kennzeichen „{Notation(notation).label}“" if notation in set(Notation) else "keine Menge"


def counted(pairs: Iterable[tuple[str, int]]) -> Counted:
    """Rows per reason; empty reasons and counts of 0 are left out.

    >>> counted([("b", 1), ("a", 2), ("b", 3), ("", 9), ("c", 0)])
    (('a', 2), ('b', 4))
    """
    total: dict[str, int] = {}
    for reason, count in pairs:
        if reason and count:
            total[reason] = total.get(reason, 0) + count
    return tuple(sorted(total.items()))
