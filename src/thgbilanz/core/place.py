"""Where a value stands: file, sheet, cell. Every figure can be followed back to a place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a user's file or in one of our tables; empty parts are unknown or do not apply.

    ``cell`` is an A1 reference for workbooks and for CSV tables alike (column letter by position, row as a
    text editor or Excel shows it), or a dotted key for ``thg.toml``.
    """

    file: str = ""
    """Path relative to the project, ``/`` as separator, Unicode NFC."""
    sheet: str = ""
    cell: str = ""
    column: str = ""
    """Title of the column as it stands in the file: people look for titles."""

    def __str__(self) -> str:
        return " › ".join(part for part in (self.file, self.sheet, self.cell) if part)


NOWHERE = Place()
"""The empty place, for findings that belong to no file."""


def column_letter(index: int) -> str:
    """Spreadsheet letters of a zero-based column index.

    >>> column_letter(0), column_letter(25), column_letter(26), column_letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
