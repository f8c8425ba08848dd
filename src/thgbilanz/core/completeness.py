"""The completeness matrix: for each organisation, activity and year, whether data came, and of which kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What stands for an activity in a year."""

    DELIVERED = "geliefert"
    ESTIMATED = "geschätzt"
    """Some rows are estimates or statistics of elsewhere (Datengüte C, D, or layer of estimates)."""
    DECLARED = "entfällt"
    """Declared by a notation key: the activity does not occur, or it is included elsewhere."""
    WITHHELD = "nicht angegeben"
    """Declared by a notation key: the activity occurs, its amount was not collected or is confidential."""
    MISSING = "fehlt"
    """Nothing, although the project knows the activity."""
    OUTSIDE = "gehört nicht dazu"
    """The organisation was not part of the group."""


@dataclass(frozen=True, slots=True)
class CompletenessCell:
    """One activity of one organisation in one year."""

    standing: Standing
    rows: int = 0
    """Rows with an amount."""
    estimated: int = 0
    """Those of them that are estimated."""
    notation: str = ""
    """Declared kinds (values of vocabulary.Notation), joined by commas."""


@dataclass(frozen=True, slots=True)
class CompletenessRow:
    """One activity of an organisation over the years; in the territory, of one sector."""

    organisation: str
    sector: str
    activity: str
    cells: tuple[CompletenessCell, ...]
    """One per year of the matrix."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """The matrix."""

    years: tuple[int, ...]
    rows: tuple[CompletenessRow, ...]
    refused: Mapping[int, int]
    """Year to the rows that could not be read: what they hold counts as missing here."""

    def count(self, year: int, standing: Standing) -> int:
        """How many activities stand like this in a year."""
        column = self.years.index(year)
        return sum(1 for row in self.rows if row.cells[column].standing is standing)
