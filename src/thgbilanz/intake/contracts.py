"""Supply contracts from the sheet "Stromverträge" or a CSV table with the same columns.

Rows are no activities: they book nothing and do not count as read. Whether a contract counts for a row of electricity
is decided where rows are booked; here only what cannot be understood is refused.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from thgbilanz.core.contract import CRITERIA, Contract, Instrument
from thgbilanz.core.diagnostic import Diagnostic, Severity, error
from thgbilanz.intake.answers import cell_text
from thgbilanz.intake.deriving.cell_rules import cell_problems
from thgbilanz.intake.deriving.row import CellProblem, SheetRow
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.organisation_ids import meant_organisation, organisation_id, unknown_organisation
from thgbilanz.intake.raw_table import RawTable
from thgbilanz.intake.readings import ReadTable
from thgbilanz.templates.definition import TIDY

_OTHERS = "gilt_auch_fuer"


def contracts_of(
    table: ReadTable, organisations: Mapping[str, str] | None, year: int | None, groups: FindingGroups
) -> tuple[Contract, ...]:
    """The contracts of a table; what is wrong with its cells goes to ``groups``.

    ``year`` is the year of the balance, None if every year is welcome.
    """
    raw = table.raw
    columns = {**TIDY, **{key: head.column for key, head in raw.heads.items()}}
    columns |= {column.key: column for column in raw.own_columns}
    own = [column.key for column in raw.own_columns]
    found = []
    for index in range(len(raw.rows)):
        row = SheetRow({key: values[index] for key, values in table.values.items()}, columns, raw.year)
        reader = _Row(row, raw, index, organisations)
        problems = [*cell_problems(row, own), *reader.problems()]
        for problem in problems:
            groups.add(_finding(raw, index, problem), together="")
        if not problems and index not in table.unreadable and not raw.is_rejected:
            found.append(reader.contract(year))
    return tuple(found)


class _Row:
    """One row of the contract table."""

    def __init__(self, row: SheetRow, raw: RawTable, index: int, organisations: Mapping[str, str] | None) -> None:
        self._row, self._raw, self._index, self._organisations = row, raw, index, organisations

    def problems(self) -> Iterator[CellProblem]:
        """What keeps the row from being a contract."""
        for key in ("vertrag", "instrument"):
            if not self._row.is_given(key):
                yield CellProblem(key, "THG080", f"{_TITLES[key]} fehlt", f"zum Beispiel „{_EXAMPLES[key]}“", _WHY[key])
        for key, text in self._named():
            if not organisation_id(text, self._organisations):
                reason = unknown_organisation(text, self._organisations)
                hint = meant_organisation(text, self._organisations) or reason.hint
                yield CellProblem(key, reason.code, reason.text, reason.expected, hint)
        if not self._holder():
            yield CellProblem("organisation", "THG080", "Organisation fehlt", "die Kennung des Vertragspartners", "")
        start, end = self._row.day("von"), self._row.day("bis")
        if start is not None and end is not None and end < start:
            yield CellProblem("bis", "THG087", "Vertrag endet, bevor er beginnt", "ein Tag nach „Von“", "Prüfen")

    def contract(self, year: int | None) -> Contract:
        """The contract of a row without problems."""
        row, raw = self._row, self._raw
        start, end = row.day("von"), row.day("bis")
        own_year = row.year("jahr") or (start or end or dt.date(year or raw.year or 1, 1, 1)).year
        return Contract(
            id=row.text("vertrag"),
            organisation=organisation_id(self._holder(), self._organisations),
            year=row.year("jahr") or year or raw.year or own_year,
            instrument=Instrument(row.text("instrument")),
            supplier=row.text("lieferant"),
            product=row.text("produkt"),
            start=start.isoformat() if start else "",
            end=end.isoformat() if end else "",
            covered_kwh=row.number("strommenge_kwh"),
            kg_per_kwh=row.number("kg_je_kwh"),
            factor_source=row.text("quelle"),
            criteria=tuple(row.text(f"kriterium_{number}") for number, _ in CRITERIA),
            also_for=tuple(organisation_id(text, self._organisations) for text in self._others()),
            matching=row.text("zeitlicher_abgleich"),
            file=raw.file,
            sheet=raw.sheet,
            row=raw.rows[self._index],
            columns=tuple((key, head.letter, head.title) for key, head in raw.heads.items()),
        )

    def _holder(self) -> str:
        return self._row.text("organisation") or self._raw.organisation

    def _others(self) -> list[str]:
        parts = self._row.text(_OTHERS).replace(";", ",").split(",")
        return [part.strip() for part in parts if part.strip()]

    def _named(self) -> Iterator[tuple[str, str]]:
        if self._holder():
            yield "organisation", self._holder()
        for text in self._others():
            yield _OTHERS, text


_TITLES = {"vertrag": "Vertrag (ID)", "instrument": "Art des Nachweises"}
_EXAMPLES = {"vertrag": "SV-01", "instrument": Instrument.SUPPLIER.label}
_WHY = {
    "vertrag": "Ohne Kennung kann keine Stromzeile den Vertrag nennen",
    "instrument": "Davon hängt ab, worauf sich der Emissionsfaktor stützt",
}


def _finding(raw: RawTable, index: int, problem: CellProblem) -> Diagnostic:
    place = raw.place(problem.key, index)
    shown = cell_text(raw.found(problem.key, index))[:60]
    if problem.severity is Severity.ERROR:
        return error(problem.code, problem.text, place, found=shown, expected=problem.expected, hint=problem.hint)
    return Diagnostic(problem.code, problem.severity, problem.text, place, shown, problem.expected, problem.hint)
