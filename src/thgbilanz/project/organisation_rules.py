"""The dated tree of organisations: from ``thg.toml`` to values, and what does not fit in time.

The rules of undated entries (ids, parents, rings as first stated) stand in ``settings_rules``; here each day on which
something changes is looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from thgbilanz.core.diagnostic import Diagnostic, error, warning
from thgbilanz.core.organisation import Change, Organisation, successor_on
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import FINANCIAL_OF, Control, FinancialControl
from thgbilanz.project.settings_findings import CheckedTables
from thgbilanz.project.settings_schema import ChangeTable, OrganisationTable, raw_tables
from thgbilanz.project.toml_text import FILE_NAME, TomlText

_FITTING: Mapping[Control, frozenset[FinancialControl]] = {
    Control.OPERATIONAL: frozenset(FinancialControl),
    Control.FINANCIAL: frozenset({FinancialControl.SOLE}),
    Control.JOINT: frozenset({FinancialControl.JOINT}),
    Control.NONE: frozenset(FinancialControl),
}
"""``kontrolle`` that names financial control itself cannot be contradicted by ``finanzkontrolle``."""


def organisation_of(table: OrganisationTable) -> Organisation:
    """An organisation with its changes, in the order of their days."""
    return Organisation(
        id=table.id,
        name=table.name,
        kind=table.art,
        parent=table.mutter,
        share_percent=table.beteiligung,
        control=table.kontrolle,
        valid_from=table.gueltig_ab,
        valid_until=table.gueltig_bis,
        financial=table.finanzkontrolle,
        changes=tuple(sorted((_change(change) for change in table.stand), key=lambda change: change.since)),
        successor=table.nachfolger,
    )


def _change(table: ChangeTable) -> Change:
    return Change(table.ab, table.name, table.mutter, table.beteiligung, table.kontrolle, table.finanzkontrolle)


def organisation_findings(toml: TomlText, tables: CheckedTables) -> list[Diagnostic]:
    """Findings about everything that has a day."""
    tree = _Tree(toml, tables.organisations)
    return [*tree.changes(), *tree.controls(), *tree.successors(), *tree.rings(), *tree.transitions(), *tree.orphans()]


class _Tree:
    """The organisations with their positions in the file."""

    def __init__(self, toml: TomlText, tables: Sequence[tuple[int, OrganisationTable]]) -> None:
        self._toml = toml
        self._tables = tables
        self._position = {table.id: position for position, table in reversed(tables)}
        self._by_id = {table.id: organisation_of(table) for _, table in reversed(tables)}
        # Entries that could not be read have findings of their own and are missing here.
        self._is_whole = len(tables) == len(raw_tables(toml.data, "organisation"))

    def _at(self, id_: str, key: str) -> tuple[Place, str]:
        dotted = f"organisation[{self._position[id_]}].{key}"
        return Place(FILE_NAME, cell=dotted), self._toml.found(dotted)

    def changes(self) -> Iterable[Diagnostic]:
        """Changes that say nothing, two on the same day, or outside of the time of their organisation."""
        for _, table in self._tables:
            days: set[date] = set()
            for number, change in enumerate(table.stand, 1):
                place, found = self._at(table.id, f"stand[{number}].ab")
                problem = _problem_of(table, change, days)
                days.add(change.ab)
                if problem:
                    text, expected = problem
                    yield error("THG414", text, place, found=found, expected=expected)
                if change.mutter and self._is_whole and change.mutter not in self._by_id:
                    place, found = self._at(table.id, f"stand[{number}].mutter")
                    text = (
                        f"Mutter „{change.mutter}“ von „{table.id}“ ab {change.ab} ist keine Organisation des Projekts"
                    )
                    expected = ", ".join(id_ for id_ in self._by_id if id_ != table.id)
                    yield error("THG511", text, place, found=found, expected=expected)

    def controls(self) -> Iterable[Diagnostic]:
        """``finanzkontrolle`` that contradicts ``kontrolle``."""
        for _, table in self._tables:
            stated: list[tuple[str, Control, FinancialControl | None]] = [
                ("", table.kontrolle, table.finanzkontrolle),
                *(
                    (f"stand[{number}].", change.kontrolle or table.kontrolle, change.finanzkontrolle)
                    for number, change in enumerate(table.stand, 1)
                ),
            ]
            for prefix, control, financial in stated:
                if financial is not None and financial not in _FITTING[control]:
                    place, found = self._at(table.id, f"{prefix}finanzkontrolle")
                    text = f"„{table.id}“: kontrolle „{control}“ und finanzkontrolle „{financial}“ widersprechen sich"
                    expected = f"finanzkontrolle „{FINANCIAL_OF[control]}“ oder die Zeile löschen"
                    yield error("THG419", text, place, found=found, expected=expected)

    def successors(self) -> Iterable[Diagnostic]:
        """Successors that do not exist, name a ring, or follow on something that does not end."""
        for id_, organisation in self._by_id.items():
            problem = self._successor_problem(organisation) if organisation.successor else ""
            if problem:
                place, found = self._at(id_, "nachfolger")
                expected = "gueltig_bis und die Kennung einer anderen Organisation des Projekts"
                yield error("THG415", problem, place, found=found, expected=expected)

    def _successor_problem(self, organisation: Organisation) -> str:
        if organisation.successor not in self._by_id:
            missing = (
                f"Nachfolger „{organisation.successor}“ von „{organisation.id}“ ist keine Organisation des Projekts"
            )
            return missing if self._is_whole else ""
        seen = [organisation.id]
        current = organisation.successor
        while current in self._by_id and current not in seen:
            seen.append(current)
            current = self._by_id[current].successor
        if current == organisation.id and organisation.id == min(seen):
            return f"Nachfolger bilden einen Ring: {' → '.join([*seen, organisation.id])}"
        if organisation.valid_until is None:
            return f"„{organisation.id}“ hat einen Nachfolger, aber kein Ende"
        return ""

    def rings(self) -> Iterable[Diagnostic]:
        """Rings of ownership that only a change closes."""
        days = sorted({change.since for one in self._by_id.values() for change in one.changes})
        reported: set[frozenset[str]] = set()
        for day in days:
            parent_of = {id_: one.at(day).parent for id_, one in self._by_id.items()}
            for id_ in self._by_id:
                ring = _ring_from(id_, parent_of)
                changed = [one for one in ring if self._by_id[one].parent != parent_of[one]]
                if ring and changed and frozenset(ring) not in reported:
                    reported.add(frozenset(ring))
                    place, found = self._at(changed[0], self._key_of_parent(changed[0], day))
                    text = f"Beteiligungen bilden ab {day} einen Ring: {' → '.join([*ring, ring[0]])}"
                    hint = "Eine Organisation des Rings hat keine Mutter: dort mutter berichtigen"
                    yield error("THG513", text, place, found=found, hint=hint)

    def _key_of_parent(self, id_: str, day: date) -> str:
        table = next(table for _, table in self._tables if table.id == id_)
        numbers = [n for n, change in enumerate(table.stand, 1) if change.mutter is not None and change.ab <= day]
        return f"stand[{numbers[-1]}].mutter" if numbers else "mutter"

    def transitions(self) -> Iterable[Diagnostic]:
        """Days that neither an organisation nor its successor covers, or both."""
        for id_, organisation in self._by_id.items():
            after, end = self._by_id.get(organisation.successor), organisation.valid_until
            if after is None or end is None or after.valid_from is None:
                continue
            days = (after.valid_from - end).days - 1
            if days == 0 or (days < 0 and len(self._predecessors(after.id)) > 1):
                continue
            place, found = self._at(id_, "gueltig_bis")
            what = f"{days} Tage fehlen" if days > 0 else f"{-days} Tage doppelt"
            next_day = end + timedelta(days=1)
            yield warning(
                "THG416",
                f"Übergang von „{id_}“ zu „{after.id}“ passt nicht: {what}",
                place,
                found=found,
                expected=f"gueltig_ab = {next_day} bei „{after.id}“",
                hint="Datum berichtigen; ist die Überschneidung richtig, darf keine Menge in beiden Dateien stehen",
            )

    def _predecessors(self, id_: str) -> list[str]:
        return [one.id for one in self._by_id.values() if one.successor == id_]

    def orphans(self) -> Iterable[Diagnostic]:
        """Daughters that go on after their mother has ended without a successor."""
        for id_, organisation in self._by_id.items():
            mother = self._by_id.get(organisation.parent)
            if mother is None or mother.valid_until is None:
                continue
            day = mother.valid_until + timedelta(days=1)
            goes_on = organisation.exists_on(day) and organisation.at(day).parent == mother.id
            if goes_on and not successor_on(mother.id, self._by_id, day):
                place, found = self._at(id_, "mutter")
                yield warning(
                    "THG416",
                    f"„{id_}“ hat ab {day} keine Mutter: „{mother.id}“ endet am {mother.valid_until}",
                    place,
                    found=found,
                    expected=f"nachfolger bei „{mother.id}“ oder [[organisation.stand]] mit neuer Mutter",
                    hint="Bis dahin gilt der letzte Stand der Mutter weiter",
                )


def _problem_of(table: OrganisationTable, change: ChangeTable, days: set[date]) -> tuple[str, str] | None:
    if change.ab in days:
        return f"„{table.id}“ hat zwei Stände ab {change.ab}", "je Tag ein Stand mit allen Änderungen"
    if (table.gueltig_ab and change.ab < table.gueltig_ab) or (table.gueltig_bis and change.ab > table.gueltig_bis):
        limits = f"{table.gueltig_ab or '–'} bis {table.gueltig_bis or '–'}"
        return f"Stand ab {change.ab} liegt außerhalb der Zeit von „{table.id}“", f"ein Tag von {limits}"
    if change.model_fields_set <= {"ab"}:
        return f"Stand von „{table.id}“ ab {change.ab} ändert nichts", "name, mutter, beteiligung oder kontrolle"
    return None


def _ring_from(start: str, parent_of: Mapping[str, str]) -> list[str]:
    path, current = [start], parent_of.get(start, "")
    while current and current in parent_of and current not in path:
        path.append(current)
        current = parent_of[current]
    return path if current == start else []
