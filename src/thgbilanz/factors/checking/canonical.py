"""Canonical form of tables: sorted by key, shortest decimal text, LF, quotes only where needed."""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Context

from thgbilanz.factors.checking.layout import KINDS, Kind
from thgbilanz.factors.checking.raw import Cells

_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]*|-?0[0-9]+|\.[0-9]+")
_NUMBER_COLUMNS = frozenset({"amount", "share", "share_per_year", "value", "lower", "upper", "u_low", "u_high"})
_PRECISION = Context(prec=15)
"""Significant digits that a double keeps; more are float noise."""


def is_number_column(column: str) -> bool:
    """Whether a column holds decimal numbers.

    >>> is_number_column("co2e_kg"), is_number_column("note")
    (True, False)
    """
    return column.endswith("_kg") or column in _NUMBER_COLUMNS


def canonical_number(text: str) -> str:
    """The shortest decimal text of a number; what is no number stays as it is.

    Excess digits are noise of a calculation, never of a publication.

    >>> canonical_number("0.170"), canonical_number("007.0"), canonical_number("0.007379999999999999")
    ('0.17', '7', '0.00738')
    >>> canonical_number("0,17"), canonical_number("455"), canonical_number("")
    ('0,17', '455', '')
    """
    text = text.strip()
    if not _DECIMAL.fullmatch(text):
        return text
    number = _PRECISION.create_decimal(text).normalize()
    return format(number, "f") if number else "0"


def canonical_text(kind: Kind, rows: Iterable[Cells]) -> str:
    """A whole table in canonical form."""
    columns = tuple(kind.readers)
    numbers = [index for index, column in enumerate(columns) if is_number_column(column)]
    positions = [columns.index(column) for column in kind.key]
    clean: list[Cells] = []
    for row in rows:
        cells = [cell.strip() for cell in row]
        for index in numbers:
            cells[index] = canonical_number(cells[index])
        clean.append(tuple(cells))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)

    # stable: lines of one key keep the order that a person gave them
    clean.sort(key=lambda row: [row[index] for index in positions])
    writer.writerows(clean)
    return buffer.getvalue()


def key_of(kind_name: str, cells: Cells) -> tuple[str, ...]:
    """Key of a line, as text."""
    kind = KINDS[kind_name]
    columns = tuple(kind.readers)
    return tuple(cells[columns.index(column)] for column in kind.key)
