"""Reading a workbook so that it can be written again with the same content.

openpyxl as it comes turns numbers with a date format into dates and back, which rounds them, and replaces those that
cannot be a date by ``#VALUE!``. Here every number stays the number that the file holds.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import range_boundaries

MOST_SPANNED_CELLS: Final = 200_000
"""Most cells that merged ranges and links may span: openpyxl makes an object for each, a range of a whole sheet has
17 billion."""

_SPAN: Final = re.compile(r'<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*["\']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["\']')
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class _FaithfulReader(ExcelReader):
    def read_worksheets(self) -> None:
        workbook: Any = self.wb
        workbook._date_formats = set()  # noqa: SLF001 - openpyxl has no switch for it
        workbook._timedelta_formats = set()  # noqa: SLF001
        super().read_worksheets()


def read_workbook(data: bytes, *, macros: bool, values: bool = False) -> Any:  # noqa: ANN401 - stubs lack what we set
    """The workbook; ``values`` reads the stored results of formulas instead of the formulas.

    Raises whatever openpyxl raises for files that it does not understand.
    """
    with warnings.catch_warnings():
        # What openpyxl leaves out is told by ``losses``, in German and completely.
        warnings.simplefilter("ignore")
        reader = _FaithfulReader(BytesIO(data), keep_vba=macros, data_only=values, rich_text=True)
        reader.read()
    return reader.wb


def spans_too_much(data: bytes) -> bool:
    """Whether merged ranges and links span more cells than openpyxl could hold in memory."""
    total = 0
    for text in _sheet_texts(data):
        for match in _SPAN.finditer(text):
            left, top, right, bottom = range_boundaries(match[1])
            total += (int(right or 0) - int(left or 0) + 1) * (int(bottom or 0) - int(top or 0) + 1)
    return total > MOST_SPANNED_CELLS


def _sheet_texts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/") and name.endswith(".xml") and "sheet" in name.casefold():
                content = archive.read(name)
                yield content.decode("utf-16" if content.startswith(_UTF16) else "utf-8", "replace")
