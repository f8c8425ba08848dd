"""Derives the rows of a table: after its cells were read, before the rows are checked like all others.

Counted is what becomes an activity: a row that becomes two counts twice, a row that cannot be derived counts once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.intake.answers import Value, cell_text
from thgbilanz.intake.deriving.cell_rules import cell_problems
from thgbilanz.intake.deriving.registry import DERIVATIONS
from thgbilanz.intake.deriving.row import CellProblem, Derivation, Derived, Outcome, SheetRow
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.readings import ReadTable
from thgbilanz.templates.definition import TIDY
from thgbilanz.units.number_bounds import out_of_bounds

_DERIVED = ("aktivitaet", "menge", "einheit")
"""Keys that a derivation fills: if it cannot, its own finding is enough."""


@dataclass(slots=True)
class _Rows:
    """The rows of the tidy table, as they come to be."""

    source: list[int] = field(default_factory=list)
    """For every row the position of the row that it was made from."""
    rows: list[Derived | None] = field(default_factory=list)
    unreadable: dict[int, set[str]] = field(default_factory=dict)

    def add(self, index: int, derived: Derived | None, unreadable: set[str]) -> None:
        if unreadable:
            self.unreadable[len(self.source)] = unreadable
        self.source.append(index)
        self.rows.append(derived)


def derived_table(table: ReadTable, groups: FindingGroups) -> ReadTable:
    """The table with derived amounts; findings about single cells go to ``groups``."""
    derivation = DERIVATIONS[table.raw.derivation]
    raw = table.raw
    own = [column.key for column in raw.own_columns]
    columns = {**TIDY, **{key: head.column for key, head in raw.heads.items()}}
    columns |= {column.key: column for column in raw.own_columns}
    needed = {*own, *derivation.amounts, *derivation.uses, "notation"}
    found, good = _Rows(), dict[int, SheetRow]()
    for index in range(len(raw.rows)):
        unreadable = table.unreadable.get(index, set())
        row = SheetRow({key: values[index] for key, values in table.values.items()}, columns, raw.year)
        if needed.isdisjoint(unreadable):
            outcome = _outcome(row, own, derivation)
        else:
            outcome = Outcome(problems=cell_problems(row, [key for key in own if key not in unreadable]))
            unreadable = unreadable | set(_DERIVED)
        for problem in outcome.problems:
            _report(table, index, problem, groups)
        if any(problem.severity is Severity.ERROR for problem in outcome.problems) or "menge" in unreadable:
            found.add(index, None, unreadable | set(_DERIVED))
            continue
        good[index] = row
        for derived in outcome.rows or (None,):
            found.add(index, derived, set(unreadable))
    if derivation.together:
        positions = list(good)
        for position, problem in derivation.together(list(good.values())):
            _report(table, positions[position], problem, groups)
    return _assembled(table, derivation, found)


def _outcome(row: SheetRow, own: Sequence[str], derivation: Derivation) -> Outcome:
    problems = cell_problems(row, own)
    if problems:
        return Outcome(problems=problems)
    if row.text("notation"):
        given = [key for key in derivation.amounts if row.is_given(key)]
        return Outcome(problems=(_both_given(),)) if given else Outcome()
    outcome = derivation.rows(row)
    too_large = [problem for derived in outcome.rows if (problem := _bounds(derived)) is not None]
    return Outcome(outcome.rows, (*outcome.problems, *too_large))


def _both_given() -> CellProblem:
    return CellProblem(
        "notation",
        "THG084",
        "Menge und Kennzeichen stehen in derselben Zeile",
        "entweder eine Menge oder ein Kennzeichen",
        "Gilt die Menge, das Kennzeichen löschen. Gilt das Kennzeichen, die Zahlen der Zeile löschen",
    )


def _bounds(derived: Derived) -> CellProblem | None:
    refusal = out_of_bounds(derived.amount)
    if refusal is None or not derived.steps:
        return None
    return CellProblem(derived.amount_key, refusal.code, refusal.text, refusal.expected, "Gerechnet: " + derived.steps)


def _report(table: ReadTable, index: int, problem: CellProblem, groups: FindingGroups) -> None:
    raw = table.raw
    place = raw.place(problem.key, index)

    def finding() -> Diagnostic:
        found = cell_text(raw.found(problem.key, index))[:60]
        return Diagnostic(problem.code, problem.severity, problem.text, place, found, problem.expected, problem.hint)

    key = (problem.code, problem.severity, raw.file, raw.sheet, place.column)
    groups.add_cell(key, problem.text, raw.rows[index], lambda: place, finding)


def _assembled(table: ReadTable, derivation: Derivation, found: _Rows) -> ReadTable:
    raw, main = table.raw, derivation.amounts[0]
    values = {key: [column[index] for index in found.source] for key, column in table.values.items()}
    for position, derived in enumerate(found.rows):
        for key, value in _tidy_values(derived, derivation).items():
            values[key][position] = value
    derived_raw = replace(
        raw,
        rows=[raw.rows[index] for index in found.source],
        cells={key: [column[index] for index in found.source] for key, column in raw.cells.items()},
        amount_keys=tuple(derived.amount_key if derived else main for derived in found.rows),
    )
    steps = tuple(derived.steps if derived else "" for derived in found.rows)
    return ReadTable(derived_raw, values, found.unreadable, steps)


def _tidy_values(derived: Derived | None, derivation: Derivation) -> dict[str, Value]:
    if derived is None:
        fixed: dict[str, Value] = {"aktivitaet": derivation.activity} if derivation.activity else {}
        return fixed | {"menge": None}
    return {"menge": derived.amount, "einheit": derived.unit, "aktivitaet": derived.activity, **derived.changes}
