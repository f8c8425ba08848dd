"""Values that a mapping file fixes: as strict as the cell that they stand for."""

from collections.abc import Mapping
from typing import Any

from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import Severity
from thgbilanz.core.organisation import TERRITORY
from thgbilanz.intake.layout import Constant
from thgbilanz.intake.title_units import is_unit
from thgbilanz.project.mapping_table import MappingTable, day_of
from thgbilanz.templates.definition import EARLIEST_YEAR, TIDY, chosen_value
from thgbilanz.units.catalogue import unit_reading

_LATEST_YEAR = 2100
_LISTED = 12
FIXED_KEYS: tuple[str, ...] = tuple(key for key in TIDY if key != "menge")
"""What a mapping may fix: everything but the amount."""


def fixed_values(table: MappingTable, organisations: Mapping[str, str]) -> dict[str, Constant]:
    """The tidy keys among the entries of a table, each read as its column would be."""
    values: dict[str, Constant] = {}
    for key in FIXED_KEYS:
        stated = table.raw(key)
        if stated is not None:
            value = fixed_value(key, stated, organisations)
            if value is None:
                table.wrong(key, "ist nicht möglich", expectation(key, organisations))
            else:
                values[key] = value
    return values


def fixed_value(key: str, stated: Any, organisations: Mapping[str, str]) -> Constant | None:  # noqa: ANN401 - from TOML
    """The value that an entry fixes, None if the column could not hold it."""
    column = TIDY[key]
    if column.kind in {"number", "percent"}:
        return float(stated) if isinstance(stated, int | float) and not isinstance(stated, bool) else None
    if column.kind == "date":
        return day_of(stated)
    if column.kind == "year":
        is_year = isinstance(stated, int) and not isinstance(stated, bool) and EARLIEST_YEAR <= stated <= _LATEST_YEAR
        return stated if is_year else None
    if not isinstance(stated, str) or not stated.strip():
        return None
    return _word(key, stated.strip(), organisations)


def _word(key: str, text: str, organisations: Mapping[str, str]) -> str | None:
    column = TIDY[key]
    if column.kind == "choice":
        return chosen_value(column.choices, text)
    if key in {"organisation", "gegenpartei"}:
        return text if text in (*organisations, TERRITORY) else None
    if column.kind == "unit":
        return text if is_unit(text) else None
    return text


def unit_problem(unit: str, activity: str) -> str:
    """Why a fixed unit cannot stand beside a fixed activity; empty if it can."""
    if not unit or activity not in KIND_BY_ID:
        return ""
    problem = unit_reading(unit, activity).problem
    return problem.text if problem is not None and problem.severity is Severity.ERROR else ""


def expectation(key: str, organisations: Mapping[str, str]) -> str:
    """What an entry of this key may hold, in German."""
    column = TIDY[key]
    if key in {"organisation", "gegenpartei"}:
        listed = [*organisations, TERRITORY]
        return "eine Kennung aus thg.toml: " + ", ".join(listed[:_LISTED]) + (" …" if len(listed) > _LISTED else "")
    if column.choices:
        values = [choice.value for choice in column.choices]
        return ", ".join(values[:_LISTED]) + (" …" if len(values) > _LISTED else "")
    examples = {
        "number": "eine Zahl wie 12.5",
        "percent": "eine Zahl wie 10",
        "date": "ein Datum wie 2019-01-01",
        "year": "eine Jahreszahl wie 2019, ohne Anführungszeichen",
        "unit": 'eine Einheit wie "kWh (Hs)"',
    }
    return examples.get(column.kind, f'Text wie "{column.example}"')
