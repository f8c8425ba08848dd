"""Rows against their definition. Equal rows are validated once: a table of a city has few distinct combinations.

Amounts, areas and costs differ in every row but only their sign matters to the rules, so the sign stands for them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.intake.answers import Value, cell_text
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.readings import ReadTable

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from thgbilanz.intake.row import Row
    from thgbilanz.intake.row_problems import RowContext

_DEPENDS = {"menge": {"notation"}, "einheit": {"menge"}, "bis": {"von"}, "jahr": {"von", "bis"}}
"""Fields whose rules look at others: if one of these could not be read, its own finding is enough."""
_ONE_PER_COLUMN = frozenset({"THG087", "THG089"})
_LARGEST_PLAIN = 1e15


@dataclass(frozen=True, slots=True)
class ValidRows:
    """The rows of a table after validation; rows with equal fields share one ``Row``."""

    kind_of: list[int]
    """Position in ``kinds`` for every row of the table."""
    kinds: "list[Row | None]"
    """Distinct rows, None for those with a Fehler. Amounts, areas and costs are those of the first such row."""
    is_valid: list[bool]
    """For every row of the table whether it can become an activity."""


def valid_rows(table: ReadTable, context: "RowContext", groups: FindingGroups) -> ValidRows:
    """Validate the rows of a table; findings go to ``groups``."""
    fields = tuple(_adapter_and_row()[1].model_fields)
    columns = [_with_defaults(table, field) for field in fields]
    numbers: dict[tuple[Value, ...], int] = {}
    kind_of = [numbers.setdefault(key, len(numbers)) for key in zip(*map(_simplified, fields, columns), strict=True)]
    firsts = [0] * len(numbers)
    for index in range(len(kind_of) - 1, -1, -1):
        firsts[kind_of[index]] = index
    candidates = [{field: column[index] for field, column in zip(fields, columns, strict=True)} for index in firsts]
    kinds, problems = _validated(candidates, context)
    _report(table, kind_of, problems, groups)
    is_right = [row is not None and not table.raw.is_rejected for row in kinds]
    is_valid = [is_right[kind] for kind in kind_of]
    for index in table.unreadable:
        is_valid[index] = False
    return ValidRows(kind_of, kinds, is_valid)


def _with_defaults(table: ReadTable, field: str) -> Sequence[Value]:
    values, raw = table.values[field], table.raw
    if field == "organisation" and raw.organisation:
        return [value or raw.organisation for value in values]
    if field == "jahr" and raw.year is not None:
        starts, ends = table.values["von"], table.values["bis"]
        return [
            raw.year if value is None and start is None and end is None else value
            for value, start, end in zip(values, starts, ends, strict=True)
        ]
    return values


def _simplified(field: str, column: Sequence[Value]) -> Iterable[Value]:
    if field in {"menge", "flaeche_m2", "kosten_eur"}:
        return [0.0 if value.__class__ is float and 0 <= value <= _LARGEST_PLAIN else value for value in column]
    return column


def _validated(
    candidates: list[dict[str, Value]], context: "RowContext"
) -> "tuple[list[Row | None], dict[int, list[tuple[str, str, dict[str, str]]]]]":
    """Rows, and for rows with problems their field, code and texts."""
    from pydantic import ValidationError  # noqa: PLC0415 - keeps `thg --help` fast

    adapter, _ = _adapter_and_row()
    problems: dict[int, list[tuple[str, str, dict[str, str]]]] = {}
    try:
        return list(adapter.validate_python(candidates, context=context)), problems
    except ValidationError as failure:
        for problem in failure.errors(include_url=False, include_input=False):
            number, field = int(problem["loc"][0]), str(problem["loc"][1])
            problems.setdefault(number, []).append((field, problem["type"], problem.get("ctx", {})))
    right = [number for number in range(len(candidates)) if number not in problems]
    rows: list[Row | None] = [None] * len(candidates)
    validated = adapter.validate_python([candidates[number] for number in right], context=context)
    for number, row in zip(right, validated, strict=True):
        rows[number] = row
    return rows, problems


def _report(
    table: ReadTable,
    kind_of: Sequence[int],
    problems: dict[int, list[tuple[str, str, dict[str, str]]]],
    groups: FindingGroups,
) -> None:
    if not problems:
        return
    for index, kind in enumerate(kind_of):
        for field, code, texts in problems.get(kind, ()):
            if not _is_explained(table, index, field, code):
                finding = _finding(table, index, field, code, texts)
                groups.add(finding, together="" if code in _ONE_PER_COLUMN else None)


def _is_explained(table: ReadTable, index: int, field: str, code: str) -> bool:
    """Whether another finding has said already why the field is not right."""
    if table.raw.is_rejected and field in {"organisation", "jahr"} and code in {"THG080", "THG057"}:
        return not table.values[field][index]
    unreadable = table.unreadable.get(index)
    return unreadable is not None and not unreadable.isdisjoint({field} | _DEPENDS.get(field, set()))


def _finding(table: ReadTable, index: int, field: str, code: str, texts: dict[str, str]) -> Diagnostic:
    raw = table.raw
    found = cell_text(raw.cells[field][index])[:60] if field in raw.heads else ""
    return Diagnostic(
        code,
        Severity.ERROR,
        texts.get("text", ""),
        raw.place(field, index),
        found,
        texts.get("expected", ""),
        texts.get("hint", ""),
    )


@cache
def _adapter_and_row() -> "tuple[TypeAdapter[list[Row]], type[Row]]":
    from pydantic import TypeAdapter  # noqa: PLC0415 - keeps `thg --help` fast

    from thgbilanz.intake.row import Row  # noqa: PLC0415 - builds the pydantic model

    return TypeAdapter(list[Row]), Row
