"""A table as it stands in a file, by tidy key: the common form of sheets and CSV tables before values are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from thgbilanz.core.place import Place
from thgbilanz.intake.cells import Cell
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.layout import Constant
from thgbilanz.templates.definition import TemplateColumn


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column that the template knows, found in the file."""

    column: TemplateColumn
    title: str
    """As it stands in the file."""
    letter: str


@dataclass(frozen=True, slots=True)
class TotalCell:
    """A cell that holds the sum of the amounts. ``unit``: only of rows in this unit; empty for all rows."""

    place: Place
    cell: Cell
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of one sheet or CSV table. All columns have as many cells as ``rows`` has numbers."""

    file: str
    sheet: str
    sha256: str
    dialect: Dialect
    heads: Mapping[str, ColumnHead]
    rows: list[int]
    """Row numbers as Excel or a text editor shows them."""
    cells: dict[str, list[Cell]]
    """Cells by tidy key; texts in Unicode NFC and trimmed."""
    texts: Mapping[str, frozenset[str]]
    """Distinct texts of each column, at least those of the rows that are left."""
    constants: Mapping[str, Constant] = field(default_factory=dict)
    """Tidy keys that the sheet or a mapping file fixes."""
    organisation: str = ""
    """Organisation of rows that name none (master data)."""
    year: int | None = None
    """Year of rows that name none (master data)."""
    is_rejected: bool = False
    """The master data are wrong or a mapping is not confirmed: rows are checked but none is taken."""
    layout: str = ""
    """Mapping file that the table was read through."""
    totals: tuple[TotalCell, ...] = ()
    """Cells of the file that hold the sum of the amounts."""
    derivation: str = ""
    """How rows become rows of the tidy table; empty if they are tidy as they stand."""
    own_columns: tuple[TemplateColumn, ...] = ()
    """Columns of the sheet whose keys are not those of the tidy table."""
    amount_keys: tuple[str, ...] = ()
    """After the derivation: for every row the key of the cell that its amount was computed from."""

    def slice(self, begin: int, end: int) -> "RawTable":
        """The rows from one position to before another."""
        cells = {key: column[begin:end] for key, column in self.cells.items()}
        # Few texts are those of all slices; of many, each slice would look at all.
        texts = {
            key: distinct_texts(cells[key]) if len(known) > _FEW_TEXTS else known for key, known in self.texts.items()
        }
        return replace(self, rows=self.rows[begin:end], cells=cells, texts=texts)

    def place(self, key: str, index: int) -> Place:
        """The cell of a key in a row, by position in the table; the row itself if the file has no such column.

        What a mapping fixes for a column of amounts is said at the amount: a row may hold several.
        """
        head = self.head(key, index) or (self.heads.get("menge") if self.layout else None)
        if head is None:
            return self.row_place(index)
        return Place(self.file, self.sheet, f"{head.letter}{self.rows[index]}", head.title)

    def head(self, key: str, index: int) -> ColumnHead | None:
        """The column of a key in a row, by position in the table; of derived amounts the one they were made from."""
        return self.heads.get(self.amount_keys[index] if key == "menge" and self.amount_keys else key)

    def found(self, key: str, index: int) -> Cell:
        """The cell of a key in a row as it stands in the file; empty if the file has no such column."""
        key = self.amount_keys[index] if key == "menge" and self.amount_keys else key
        return self.cells[key][index] if key in self.cells else ""

    def row_place(self, index: int) -> Place:
        """The first known cell of a row."""
        letter = min((head.letter for head in self.heads.values()), key=lambda name: (len(name), name), default="A")
        return Place(self.file, self.sheet, f"{letter}{self.rows[index]}")


_FEW_TEXTS = 1000


def distinct_texts(cells: Sequence[Cell]) -> frozenset[str]:
    """The texts among the cells, each once."""
    classes = set(map(type, cells))
    if str not in classes:
        return frozenset()
    if len(classes) == 1:
        return frozenset(cells)  # type: ignore[arg-type]
    return frozenset(cell for cell in cells if isinstance(cell, str))
