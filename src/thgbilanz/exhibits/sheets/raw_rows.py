"""Rows of a worksheet as XML, written straight into a finished workbook (ECMA-376 part 1, 18.3.1.73 ``row``).

Text is written as inline string, which no program takes for a formula, a number or an address.
"""

import re
from collections.abc import Sequence
from io import BytesIO
from math import isfinite
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from thgbilanz.core.place import column_letter
from thgbilanz.exhibits.clean import cell_text

_LEVEL: Final = 3
"""Level of compression: a tenth larger than the usual 6, at half the time."""

_CELL: Final = re.compile(r'<c r="([A-Z]+)[0-9]+"(?: s="([0-9]+)")?/>')
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""``_x0041_`` in a text would be read as ``A`` (ECMA-376 part 1, 22.9.2.19 ``ST_Xstring``)."""


def with_rows(workbook: bytes, sheet_number: int, row: int, columns: Sequence[Sequence[Any]]) -> bytes:
    """The workbook with values in place of the sheet's model row ``row`` (from 1), whose cells carry the formats."""
    part = f"xl/worksheets/sheet{sheet_number}.xml"
    source = ZipFile(BytesIO(workbook))
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == part:
                data = _filled(data.decode(), row, columns).encode()
            # the same ZipInfo keeps XlsxWriter's fixed date
            archive.writestr(info, data, compresslevel=_LEVEL)
    return target.getvalue()


def _filled(xml: str, row: int, columns: Sequence[Sequence[Any]]) -> str:
    model = re.search(rf'<row r="{row}"[^>]*>(.*?)</row>', xml)
    if model is None:
        msg = f"worksheet has no model row {row}"
        raise ValueError(msg)
    styles = [style or "0" for _, style in _CELL.findall(model[1])]
    cells = [
        _column_cells(column_letter(index), row, style, values)
        for index, (style, values) in enumerate(zip(styles, columns, strict=True))
    ]
    filled = zip(*(column for column in cells if column), strict=True)
    rows = [f'<row r="{number}">{"".join(parts)}</row>' for number, parts in enumerate(filled, start=row)]
    last = f"{column_letter(len(columns) - 1)}{row + len(rows) - 1}"
    head = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', xml[: model.start()], count=1)
    return "".join((head, *rows, xml[model.end() :]))


def _column_cells(letters: str, first_row: int, style: str, values: Sequence[Any]) -> list[str]:
    """Cells of a column, empty texts for empty cells; an empty list if all are empty."""
    # few distinct values per column: each is escaped once
    tails = {value: _tail(value, style) for value in set(values)}
    if not any(tails.values()):
        return []
    start = f'<c r="{letters}'
    return [
        f"{start}{number}{tail}" if (tail := tails[value]) else "" for number, value in enumerate(values, first_row)
    ]


def _tail(value: Any, style: str) -> str:  # noqa: ANN401 - whatever a journal column holds
    if isinstance(value, str):
        return f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_xml(value)}</t></is></c>' if value else ""
    if value is None or not isfinite(value):
        return ""
    return f'" s="{style}"><v>{value + 0!r}</v></c>'


def _xml(text: str) -> str:
    shown = _ESCAPED.sub("_x005F_", cell_text(text))
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
