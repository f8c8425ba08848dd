"""What a derivation sees of a row and what it answers: pure values, no files, no findings yet."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from thgbilanz.core.diagnostic import Severity
from thgbilanz.intake.answers import Value
from thgbilanz.templates.definition import TemplateColumn


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet by key; every cell could be read."""

    values: Mapping[str, Value]
    columns: Mapping[str, TemplateColumn]
    """The sheet's columns by key, for titles and meanings."""
    reporting_year: int | None = None
    """The year of the master data."""

    def number(self, key: str) -> float | None:
        """A figure, None if the cell is empty."""
        value = self.values[key]
        return float(value) if isinstance(value, int | float) else None

    def text(self, key: str) -> str:
        """A text or the value of a choice, empty if not given."""
        value = self.values[key]
        return value if isinstance(value, str) else ""

    def year(self, key: str) -> int | None:
        """A calendar year, None if the cell is empty."""
        value = self.values[key]
        return value if isinstance(value, int) else None

    def day(self, key: str) -> dt.date | None:
        """A day, None if the cell is empty."""
        value = self.values[key]
        return value if isinstance(value, dt.date) else None

    def is_given(self, key: str) -> bool:
        """Whether something stands in the cell."""
        return self.values[key] not in (None, "")


@dataclass(frozen=True, slots=True)
class Derived:
    """One row of the tidy table."""

    amount: float
    unit: str
    activity: str
    amount_key: str
    """The cell that carries the main amount: the place of the activity."""
    steps: str = ""
    """German: the arithmetic with the figures of the cells; empty if the amount is as written."""
    changes: Mapping[str, Value] = field(default_factory=dict)
    """Further values of the tidy table that follow from the row."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell. An ERROR keeps the whole row from becoming activities."""

    key: str
    code: str
    text: str
    expected: str
    hint: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a derivation. Neither rows nor problems: the row holds no figure at all."""

    rows: tuple[Derived, ...] = ()
    problems: tuple[CellProblem, ...] = ()


def refused(key: str, code: str, text: str, expected: str, hint: str) -> Outcome:
    """A row that cannot be derived because of one cell."""
    return Outcome(problems=(CellProblem(key, code, text, expected, hint),))


@dataclass(frozen=True, slots=True)
class Derivation:
    """How rows of one sheet become rows of the tidy table."""

    rows: Callable[[SheetRow], Outcome]
    amounts: tuple[str, ...]
    """Keys of the cells that hold figures, all empty where a notation key stands; the first is where one is missed."""
    uses: tuple[str, ...] = ()
    """Further keys that decide the amounts; a row with an unreadable one is not derived."""
    activity: str = ""
    """Activity of rows whose sheet has no column for it."""
    together: Callable[[Sequence[SheetRow]], Sequence[tuple[int, CellProblem]]] | None = None
    """Asked once for all rows that were derived: problems of rows by position that only several rows show."""
