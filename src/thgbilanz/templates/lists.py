"""The sheet "Listen": every dropdown takes its entries from here.

A list inside a validation may have 255 characters and no comma in an entry, which German sector names have.
"""

from typing import TYPE_CHECKING

from thgbilanz.core.place import column_letter
from thgbilanz.templates.definition import LIST_SHEET

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


class DropdownLists:
    """Collects the lists while sheets are written, so that equal lists stand in the workbook once."""

    def __init__(self, worksheet: "Worksheet") -> None:
        self._worksheet = worksheet
        self._ranges: dict[tuple[str, ...], str] = {}

    def source(self, title: str, labels: tuple[str, ...]) -> str:
        """Reference to the cells that hold these labels."""
        if labels not in self._ranges:
            self._ranges[labels] = self._written(title, labels)
        return self._ranges[labels]

    def _written(self, title: str, labels: tuple[str, ...]) -> str:
        index = len(self._ranges)
        self._worksheet.write_string(0, index, title)
        for row, label in enumerate(labels, start=1):
            self._worksheet.write_string(row, index, label)
        self._worksheet.set_column(index, index, 28)
        letter = column_letter(index)
        return f"={LIST_SHEET}!${letter}$2:${letter}${len(labels) + 1}"
