"""What a template is made of: choices, columns, sheets and the fields of the master data sheet.

Columns of a sheet have keys of the tidy table, or keys of their own: then the sheet names the derivation that turns
such a row into rows of the tidy table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ColumnKind = Literal["text", "number", "choice", "date", "year", "percent", "unit", "id"]
"""Kind of a cell. ``number`` is not negative unless ``signed``, ``percent`` is 0 to 100, ``unit`` is one of our unit
spellings, ``id`` is text that names a thing (organisation, meter, factor): leading zeros count."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a dropdown: what people see and what the tidy table holds."""

    label: str
    value: str
    meaning: str = ""
    """What the choice says, where the label alone does not; for the instruction sheet and the handbook."""


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of a sheet or of the tidy CSV table."""

    key: str
    """Key of the tidy table: ``menge``, ``einheit``, ``aktivitaet`` ..."""
    title: str
    """Title in the header row; the workbook adds ``REQUIRED_MARK`` to required columns."""
    kind: ColumnKind
    required: bool
    """Whether every row needs a value. ``unless`` names the one exception."""
    meaning: str
    """German explanation for people: comment of the header cell and handbook page."""
    example: str | float
    choices: tuple[Choice, ...] = ()
    """Closed list for ``choice``; for ``unit`` only what the dropdown offers, more spellings are understood."""
    synonyms: tuple[str, ...] = ()
    """Further titles under which the column is found."""
    width: int = 14
    """Column width in the workbook, in characters."""
    unit: str = ""
    """Unit of a number whose unit is fixed by the title, for example ``m2`` or ``EUR``; empty otherwise."""
    signed: bool = False
    """Whether a number may be negative: only amounts of corrections are."""
    unless: str = ""
    """Key of the column that replaces a required value: no amount is needed where a notation key stands."""

    def __hash__(self) -> int:
        # Columns are keys of what is remembered about them; hashing every entry of their lists takes longer than that.
        return hash((self.key, self.title))


@dataclass(frozen=True, slots=True)
class SheetTemplate:
    """One data sheet: its columns and the tidy keys that hold for all of its rows."""

    id: str
    sheet: str
    """Name of the sheet in the workbook."""
    version: int
    title: str
    purpose: str
    """One German line below the title."""
    constants: Mapping[str, str]
    """Tidy keys that the sheet fixes, for example ``raum=betrieblich``."""
    columns: tuple[TemplateColumn, ...]
    example_rows: tuple[Mapping[str, str | float], ...]
    """Rows by tidy key and value as a user could fill them; ``{jahr}`` stands for the reporting year."""
    derivation: str = ""
    """Id of the derivation (``intake.deriving``) that makes tidy rows of a row; empty if rows are tidy already."""


@dataclass(frozen=True, slots=True)
class MasterField:
    """One line of the master data sheet: title in column A, value in column B."""

    key: str
    title: str
    kind: ColumnKind
    required: bool
    meaning: str
    example: str | float
    choices: tuple[Choice, ...] = ()
    synonyms: tuple[str, ...] = ()
    unit: str = ""
