"""Rows against their definition. Equal rows are validated once: a table of a city has few distinct combinations.

Amounts, areas and costs differ in every row but only their sign matters to the rules, so the sign stands for them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.intake.answers import Value, cell_text
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.readings import ReadTable

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from thgbilanz.intake.row import Row
    from thgbilanz.intake.row_problems import RowContext

_DEPENDS = {
    "menge": {"notation", "ebene"},
    "einheit": {"menge"},
    "bis": {"von"},
    "jahr": {"von", "bis"},
    **{key: {"ebene"} for key in ("autor", "erfasst_am", "begruendung", "quelle")},
}
"""Fields whose rules look at others: if one of these could not be read, its own finding is enough."""
_MISSPELT = frozenset({"THG050", "THG058", "THG086"})
"""Codes of words for which something similar may be meant."""
_ONLY_GIVEN_OR_NOT = frozenset({"autor", "begruendung", "quelle"})
"""Texts of which the rules ask only whether they are there."""
_BATCH = 2000
_ONE_PER_COLUMN = frozenset({"THG087", "THG089"})
_LARGEST_PLAIN = 1e15


@dataclass(frozen=True, slots=True)
class _Problem:
    """What a validator said about a field."""

    field: str
    code: str
    text: str
    expected: str
    hint: str


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
    # What the file has no column for is the same in all rows and tells none apart; the first column is always there.
    telling = [
        _simplified(field, column)
        for field, column in zip(fields, columns, strict=True)
        if field == fields[0] or not _is_constant(column)
    ]
    numbers: dict[tuple[Value, ...], int] = {}
    kind_of = [numbers.setdefault(key, len(numbers)) for key in zip(*telling, strict=True)]
    firsts = [0] * len(numbers)
    for index in range(len(kind_of) - 1, -1, -1):
        firsts[kind_of[index]] = index
    candidates = ({field: column[index] for field, column in zip(fields, columns, strict=True)} for index in firsts)
    kinds, problems = _validated(candidates, context)
    _report(table, kind_of, problems, _Reporter(table, groups, context.organisations))
    is_right = [row is not None and not table.raw.is_rejected for row in kinds]
    is_valid = [is_right[kind] for kind in kind_of]
    for index in table.unreadable:
        is_valid[index] = False
    return ValidRows(kind_of, kinds, is_valid)


def _is_constant(column: Sequence[Value]) -> bool:
    return not column or column.count(column[0]) == len(column)


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
    if field in _ONLY_GIVEN_OR_NOT:
        return ["x" if value else "" for value in column]
    return column


def _validated(
    candidates: Iterable[dict[str, Value]], context: "RowContext"
) -> "tuple[list[Row | None], dict[int, list[_Problem]]]":
    """Rows (None for wrong ones), and the problems of wrong rows by position."""
    rows: list[Row | None] = []
    problems: dict[int, list[_Problem]] = {}
    remaining = iter(candidates)
    while batch := list(islice(remaining, _BATCH)):
        rows += _validated_batch(batch, len(rows), context, problems)
    return rows, problems


def _validated_batch(
    batch: list[dict[str, Value]], offset: int, context: "RowContext", problems: dict[int, list[_Problem]]
) -> "list[Row | None]":
    from pydantic import ValidationError  # noqa: PLC0415 - keeps `thg --help` fast

    adapter, _ = _adapter_and_row()
    try:
        return list(adapter.validate_python(batch, context=context))
    except ValidationError as failure:
        for problem in failure.errors(include_url=False, include_input=False):
            number, texts = offset + int(problem["loc"][0]), problem.get("ctx", {})
            found = _Problem(str(problem["loc"][1]), problem["type"], texts["text"], texts["expected"], texts["hint"])
            problems.setdefault(number, []).append(found)
    right = [number for number in range(len(batch)) if offset + number not in problems]
    rows: list[Row | None] = [None] * len(batch)
    validated = adapter.validate_python([batch[number] for number in right], context=context)
    for number, row in zip(right, validated, strict=True):
        rows[number] = row
    return rows


def _report(
    table: ReadTable, kind_of: Sequence[int], problems: dict[int, list[_Problem]], reporter: "_Reporter"
) -> None:
    if problems:
        said: set[tuple[int, str, str]] = set()
        for index, kind in enumerate(kind_of):
            for problem in problems.get(kind, ()):
                if _is_explained(table, index, problem.field, problem.code):
                    continue
                if table.raw.amount_keys:
                    # A row that became several says what is wrong with a cell once.
                    cell = (table.raw.rows[index], problem.field, problem.code)
                    if cell in said:
                        continue
                    said.add(cell)
                reporter.add(index, problem)


@dataclass(frozen=True, slots=True)
class _Reporter:
    """Turns problems of rows into findings at their cells."""

    table: ReadTable
    groups: FindingGroups
    organisations: Mapping[str, str] | None

    def add(self, index: int, problem: _Problem) -> None:
        raw = self.table.raw
        head = raw.head(problem.field, index)
        title = head.title if head else ""
        self.groups.add_cell(
            (problem.code, Severity.ERROR, raw.file, raw.sheet, title),
            "" if problem.code in _ONE_PER_COLUMN else problem.text,
            raw.rows[index],
            lambda: raw.place(problem.field, index),
            lambda: self._finding(index, problem),
        )

    def _finding(self, index: int, problem: _Problem) -> Diagnostic:
        raw, hint = self.table.raw, problem.hint
        found = cell_text(raw.found(problem.field, index))
        if problem.code in _MISSPELT:
            from thgbilanz.intake.row_words import meant_word  # noqa: PLC0415 - pydantic comes late

            hint = meant_word(problem.field, found, self.organisations) or hint
        place = raw.place(problem.field, index)
        return Diagnostic(problem.code, Severity.ERROR, problem.text, place, found[:60], problem.expected, hint)


def _is_explained(table: ReadTable, index: int, field: str, code: str) -> bool:
    """Whether another finding has said already why the field is not right."""
    if table.raw.is_rejected and field in {"organisation", "jahr"} and code in {"THG080", "THG057"}:
        return not table.values[field][index]
    unreadable = table.unreadable.get(index)
    return unreadable is not None and not unreadable.isdisjoint({field} | _DEPENDS.get(field, set()))


@cache
def _adapter_and_row() -> "tuple[TypeAdapter[list[Row]], type[Row]]":
    from pydantic import TypeAdapter  # noqa: PLC0415 - keeps `thg --help` fast

    from thgbilanz.intake.row import Row  # noqa: PLC0415 - builds the pydantic model

    return TypeAdapter(list[Row]), Row
