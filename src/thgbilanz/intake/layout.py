"""What a mapping file declares about a foreign table: where its titles stand and what each of them means.

Plain values without any reading: the project folder loads them from ``zuordnungen/*.toml``, intake applies them.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Constant = str | int | float | dt.date
"""A value that the mapping fixes, already in the form in which a cell of that column is read."""

_PINNED = re.compile(r"(?P<text>.*?)\s*\(Spalte (?P<letter>[A-Z]{1,3})\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Title:
    """A column of the foreign table: by title, and by letter only where two columns share one title."""

    text: str
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.text} (Spalte {self.letter})".strip() if self.letter else self.text


def declared_title(text: str) -> Title:
    """The column that a text of the mapping file names.

    >>> declared_title("Verbrauch"), declared_title("Verbrauch (Spalte D)")
    (Title(text='Verbrauch', letter=''), Title(text='Verbrauch', letter='D'))
    """
    match = _PINNED.fullmatch(text.strip())
    return Title(match["text"], match["letter"]) if match else Title(text.strip())


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of amounts with what is true of it alone: carrier, unit, month, year, its own meter or cost column."""

    title: Title
    columns: Mapping[str, Title] = field(default_factory=dict)
    constants: Mapping[str, Constant] = field(default_factory=dict)
    unit_in_title: bool = False
    """The title in the file is ``title`` followed by a unit, as in "Verbrauch [kWh]"; that unit counts."""


@dataclass(frozen=True, slots=True)
class SkipRule:
    """Rows that are no data, by the text of one cell."""

    title: Title
    text: str
    is_prefix: bool
    reason: str
    is_control_total: bool = False
    """The row holds the sum of each amount column: it is compared with what was read (faults.md 124)."""


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a foreign CSV table is written; nothing of it is guessed."""

    delimiter: str
    decimal: str
    encoding: str


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One table of a layout."""

    name: str
    """Name of the sheet; empty for a CSV table."""
    amounts: tuple[AmountColumn, ...]
    columns: Mapping[str, Title] = field(default_factory=dict)
    constants: Mapping[str, Constant] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Tidy key to cell text (as ``normal_text`` gives it) to the value that is meant."""
    notations: Mapping[str, str] = field(default_factory=dict)
    """Text of an amount cell (empty: an empty cell) to the notation key that it stands for."""
    skips: tuple[SkipRule, ...] = ()
    ignored: tuple[Title, ...] = ()
    """Columns that are known and not wanted."""
    header_row: int | None = None
    csv: CsvForm | None = None

    def wanted_titles(self) -> Iterator[tuple[Title, bool]]:
        """All columns that must be there, each with whether its title ends in a unit."""
        for title in self.columns.values():
            yield title, False
        for amount in self.amounts:
            yield amount.title, amount.unit_in_title
            for title in amount.columns.values():
                yield title, False
        for rule in self.skips:
            yield rule.title, False


@dataclass(frozen=True, slots=True)
class Layout:
    """A mapping file: all its tables must be found in a file for it to fit."""

    file: str
    """Path of the mapping file relative to the project."""
    sha256: str
    name: str
    sheets: tuple[SheetLayout, ...]
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None
    missing: tuple[str, ...] = ()
    """What rows need and nothing in the mapping gives yet; only while it is not confirmed."""

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has signed: before that the mapping is a proposal."""
        return bool(self.confirmed_by) and self.confirmed_on is not None

    @property
    def is_csv(self) -> bool:
        """Whether the layout is that of a CSV table."""
        return any(sheet.csv is not None for sheet in self.sheets)
