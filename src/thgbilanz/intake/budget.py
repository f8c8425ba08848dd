"""How much a file may cost. A hostile file is refused before a parser sees it (faults.md, contract 6)."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Budget:
    """Upper bounds for one file. A template of a city has some thousand cells; the bounds leave a factor 100."""

    file_bytes: int = 50 * MEGABYTE
    part_bytes: int = 150 * MEGABYTE
    """One unpacked part of a workbook: 100,000 rows of 12 columns need 40 MB."""
    unpacked_bytes: int = 250 * MEGABYTE
    """All parts together: what the contract allows (500 MB) would cost more than 300 MB of memory."""
    ratio: int = 200
    """Unpacked to packed, once a part is larger than ``ratio_from``."""
    ratio_from: int = 10 * MEGABYTE
    entries: int = 2000
    small_part_bytes: int = 16 * MEGABYTE
    """Workbook, relations, styles, comments: parts that are read as a whole."""
    walked_tags: int = 2_500_000
    """Tags that the exact walk passes over in one file, at one microsecond each."""
    columns: int = 500
    grid_cells: int = 3_000_000
    """Rows times columns up to the last filled cell: the reader keeps 32 bytes for each, filled or not."""
    sheets: int = 500
    shared_texts: int = 1_000_000
    structure_tags: int = 20_000
    """Tags of the workbook part and of each part of relations."""
    style_tags: int = 500_000
    """Tags of the styles: workbooks that went through many hands hold tens of thousands."""
    text_bytes: int = 100 * MEGABYTE
    """All text of a sheet: a shared text of 32,767 characters may stand in a million cells."""
    csv_fields: int = 2_000_000
    csv_line_bytes: int = 1 * MEGABYTE


BUDGET = Budget()
