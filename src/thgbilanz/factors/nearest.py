"""Nearest candidates for a lookup that found nothing: they are named, never used."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from thgbilanz.core.factor import Factor
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.roles import rows_for_role

CANDIDATES = 3


def similar(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """Up to three known words that read like a word.

    >>> similar("erdgass", ["erdgas", "heizoel"])
    ('erdgas',)
    """
    return tuple(get_close_matches(word, known, n=CANDIDATES, cutoff=0.6))


def nearest_rows(rows: Iterable[Factor], year: int) -> tuple[str, ...]:
    """Up to three rows with the nearest years, the later first where two are equally far."""
    ordered = sorted(rows, key=lambda row: (abs(row.year_valid - year), -row.year_valid, row.key))
    return tuple(dict.fromkeys(described(row) for row in ordered))[:CANDIDATES]


def nearest_ids(base: FactorBase, activity: str, role: str, year: int) -> tuple[str, ...]:
    """Rows in the tables that belong to an activity by their id but are pinned by no set, nearest years first."""
    rows = [row for factor_id, group in base.by_id.items() if _belongs(factor_id, activity) for row in group]
    return nearest_rows(rows_for_role(rows, role), year)


def _belongs(factor_id: str, activity: str) -> bool:
    return factor_id.split(".", 1)[0] == activity


def described(row: Factor) -> str:
    """Id, year and edition of a row, with the region if it is not Germany."""
    region = "" if row.region == "DE" else f", {row.region}"
    return f"{row.factor_id} {row.year_valid} ({row.edition}{region})"
