"""Findings of the gate: rows and their keys as texts, places of cells, severities."""

from collections.abc import Iterable
from dataclasses import replace

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.factor import Factor, Property
from thgbilanz.core.place import Place, column_letter
from thgbilanz.factors.checking.layout import FACTOR_COLUMNS, PROPERTY_COLUMNS


def row_key(row: Factor | Property) -> str:
    """Key of a row as waivers, releases and findings write it."""
    if isinstance(row, Property):
        return f"{row.property_id}/{row.edition}" + (f"/{row.year_from}" if row.year_from else "")
    return "/".join(str(part) for part in row.key)


def cell(row: Factor | Property, column: str) -> Place:
    """Place of a cell of a row."""
    columns = PROPERTY_COLUMNS if isinstance(row, Property) else FACTOR_COLUMNS
    return Place(row.table, "", f"{column_letter(columns.index(column))}{row.line}", column)


def line_place(table: str, line: int) -> Place:
    """Place of a whole line."""
    return Place(table, "", f"A{line}")


def row_error(
    code: str,
    row: Factor | Property,
    column: str,
    text: str,
    *,
    found: str = "",
    expected: str = "",
    hint: str = "",
) -> Diagnostic:
    """An error at a cell of a row."""
    return error(code, text, cell(row, column), found=found, expected=expected, hint=hint)


def figure(value: float) -> str:
    """A figure with up to six significant digits and a decimal point, as the tables have it.

    >>> figure(0.2470000001), figure(1234567.0)
    ('0.247', '1.23457e+06')
    """
    return f"{value:.6g}"


def recoded(findings: Iterable[Diagnostic], codes: dict[str, str], default: str) -> list[Diagnostic]:
    """Findings of the loader under the id of the check that they belong to."""
    return [replace(finding, code=codes.get(finding.code, default)) for finding in findings]
