"""Column declarations of our tables: one place says what a column means and in which unit."""

from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal["category", "text", "float", "int"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a declared table.

    ``category`` columns repeat few distinct values, ``text`` columns hold free text, ``float`` columns may
    hold NaN for "not given", ``int`` columns are always given.
    """

    name: str
    kind: ColumnKind
    title: str
    """German title in exhibits, unit included where the column is a number."""
    meaning: str
