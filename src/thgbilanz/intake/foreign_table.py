"""A table that is no template of ours, before anybody knows what its columns mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from thgbilanz.intake.cells import Cell
from thgbilanz.intake.dialect import Dialect


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """The cells of a foreign table, from a sheet or a CSV table."""

    file: str
    sheet: str
    sha256: str
    dialect: Dialect
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    """Number of each row as Excel or a text editor shows it."""
