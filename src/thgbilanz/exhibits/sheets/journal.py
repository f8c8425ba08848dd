"""Sheet "Journal": every posting with every declared column, ready to filter.

The rows are made by ``raw_rows`` because they are nearly all cells of the workbook: XlsxWriter needs about as
long for them as the import of pandas takes, the whole rest of the workbook a fifth of that
(docs/decisions/0007-ausgaben.md). XlsxWriter writes the sheet with one empty model row, whose cells carry the
formats.
"""

from typing import Any, Final

from thgbilanz.core.posting import POSTING_SCHEMA
from thgbilanz.core.schema import Column
from thgbilanz.exhibits.sheets.book import FIRST_ROW, Book, new_sheet
from thgbilanz.exhibits.sheets.posting_head import PostingColumn, posting_head
from thgbilanz.journal.identity import posting_id_text

NAME: Final = "Journal"
CELL_COLUMN: Final = Column("cell", "text", "Zelle", "column and row of the amount as Excel names them")
"""Added beside the declared columns: what people type into Excel's name box to go there."""

_POSITION: Final = next(index for index, column in enumerate(POSTING_SCHEMA) if column.name == "row")
JOURNAL_COLUMNS: Final = (*POSTING_SCHEMA[:_POSITION], CELL_COLUMN, *POSTING_SCHEMA[_POSITION:])
"""Columns of the sheet: the declared ones in their order, with the cell reference before row and column."""

_KINDS: Final = {
    "emissions_kg": "tonnes",
    "energy_kwh": "tonnes",
    "quantity": "factor",
    "amount": "factor",
    "uncertainty_percent": "tonnes",
}
_WIDE: Final = {"match_reason": 34, "conversion": 34, "factor_source": 34, "file": 28, "site": 24, "posting_id": 18}


def journal_sheet(book: Book) -> int:
    """Head, model row, filter and print set-up of the sheet; returns its number in the workbook, from 1."""
    count = len(book.report.journal)
    sheet = new_sheet(book, NAME, "Emissionsjournal: jede Buchung mit Herkunft und Faktor")
    heads = [
        PostingColumn(c.title, cell_kind(c), c.kind in {"float", "int"}, float(_WIDE.get(c.name, 15)))
        for c in JOURNAL_COLUMNS
    ]
    posting_head(book, sheet, heads, count)
    sheet.repeat_columns(0)
    sheet.print_area(0, 0, FIRST_ROW + count, len(JOURNAL_COLUMNS) - 1)
    sheet.fit_to_pages(6, 0)
    return len(book.workbook.worksheets())


def cell_kind(column: Column) -> str:
    """Kind of a journal column for its number format."""
    if column.name == "posting_id" or column.kind in {"category", "text"}:
        return "code"
    return "year" if column.kind == "int" else _KINDS.get(column.name, "factor")


def journal_values(frame: Any) -> list[list[Any]]:  # noqa: ANN401 - a pandas frame, not imported for its type alone
    """Values of the sheet, column by column; the posting id as 16 hexadecimal digits."""
    columns = {name: frame[name].tolist() for name in (column.name for column in POSTING_SCHEMA)}
    columns["posting_id"] = [posting_id_text(number) for number in columns["posting_id"]]
    pairs = zip(columns["column"], columns["row"], strict=True)
    columns["cell"] = [f"{letters}{row}" if letters and row else "" for letters, row in pairs]
    return [columns[column.name] for column in JOURNAL_COLUMNS]
