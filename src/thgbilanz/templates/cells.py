"""Writing one value into a cell: text as text, numbers as numbers, nothing ever as a formula."""

import math
from datetime import date
from typing import TYPE_CHECKING

from thgbilanz.templates.model import MasterField, TemplateColumn

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST_TEXT = 32_767


class ExactNumber(float):
    """A number that XlsxWriter writes with all its digits.

    XlsxWriter formats numbers with 16 significant digits; a float needs up to 17, so 96.4 would come back as
    96.40000000000001.

    >>> f"{ExactNumber(96.4):.16G}", f"{ExactNumber(12400):.16G}"
    ('96.4', '12400')
    """

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return repr(float(self)).removesuffix(".0")


def cell_text(value: object) -> str:
    """Text that a cell can hold: valid Unicode, at most as long as Excel allows."""
    return str(value).encode("utf-8", "replace").decode("utf-8")[:_LONGEST_TEXT]


def shown_label(column: TemplateColumn | MasterField, value: object) -> str:
    """The dropdown label of a tidy value; a value outside the list stays as it is."""
    return next((choice.label for choice in column.choices if choice.value == value), cell_text(value))


def _as_date(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def write_value(
    worksheet: "Worksheet",
    row: int,
    index: int,
    column: TemplateColumn | MasterField,
    value: object,
    style: "Format",
) -> None:
    """Write a tidy value as its column wants it; what does not fit the kind stays visible as text."""
    if value is None or value == "":
        worksheet.write_blank(row, index, None, style)
    elif column.kind in ("number", "percent", "year") and _is_number(value):
        worksheet.write_number(row, index, ExactNumber(str(value)), style)
    elif column.kind == "date" and (day := _as_date(value)) is not None:
        worksheet.write_datetime(row, index, day, style)
    else:
        worksheet.write_string(row, index, shown_label(column, value), style)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
