"""What must be said about a sheet beside its values: hidden rows, formulas, foreign links, formats, comments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from thgbilanz.core.diagnostic import Diagnostic, error, note, warning
from thgbilanz.core.place import Place
from thgbilanz.intake.clean_text import NUMBER_KINDS
from thgbilanz.intake.finding_groups import FindingGroups
from thgbilanz.intake.header import Header
from thgbilanz.intake.raw_table import RawTable
from thgbilanz.intake.sheet_facts import SheetFacts, cell_position
from thgbilanz.units.cell_text import shown

_LONGEST_COMMENT = 80


@dataclass(frozen=True, slots=True)
class SheetNotes:
    """The sheet as the guard saw it, beside the table that was read from it."""

    table: RawTable
    facts: SheetFacts
    header: Header
    comments: Mapping[str, str]
    foreign_files: tuple[str, ...]
    is_uncalculated: bool

    def findings(self) -> list[Diagnostic]:
        """All notes and warnings about the sheet."""
        groups = FindingGroups()
        groups.extend([*self._strays(), *self._hidden(), *self._formulas()])
        for cell, place in self._data_cells(self.facts.foreign):
            groups.add(_foreign(place, self._foreign_file(self.facts.foreign[cell])))
        for cell, place in self._data_cells(self.facts.misleading, NUMBER_KINDS):
            groups.add(_misleading(place, self.facts.misleading[cell]))
        for _, place in self._data_cells(self.facts.struck):
            groups.add(_struck(place), together="")
        for cell, place in self._data_cells(self.comments):
            groups.add(_comment(place, self.comments[cell]))
        return groups.diagnostics()

    def _data_cells(self, cells: Iterable[str], kinds: frozenset[str] = frozenset()) -> list[tuple[str, Place]]:
        """Those of the cells that stand in a data row and a known column (of these kinds)."""
        rows = set(self.table.rows)
        keys = {position + 1: key for key, position in self.header.positions.items()}
        found = []
        for cell in cells:
            position = cell_position(cell)
            key = keys.get(position[1]) if position and position[0] in rows else None
            if key and (not kinds or self.table.heads[key].column.kind in kinds):
                found.append((cell, Place(self.table.file, self.table.sheet, cell, self.table.heads[key].title)))
        return found

    def _strays(self) -> list[Diagnostic]:
        return [
            error(
                "THG038",
                f"Zelle {cell} liegt weit außerhalb der Tabelle und wird nicht gelesen",
                Place(self.table.file, self.table.sheet, cell),
                expected="Werte nur in der Tabelle",
                hint=f"In Excel Strg+G, {cell} eingeben, die Zeile oder Spalte löschen und speichern",
            )
            for cell in self.facts.stray
        ]

    def _hidden(self) -> list[Diagnostic]:
        findings = []
        hidden = set(self.facts.hidden_rows)
        rows = [row for row in self.table.rows if row in hidden] if hidden else []
        if rows:
            share = f"{len(rows)} von {len(self.table.rows)} Datenzeilen"
            finding = warning(
                "THG025",
                f"{share} sind ausgeblendet oder weggefiltert und werden mitgezählt",
                Place(self.table.file, self.table.sheet, f"A{rows[0]}"),
                found=share,
                hint="In Excel den Filter löschen und alle Zeilen einblenden. Was nicht zählen soll, löschen",
            )
            findings.append(replace(finding, rows=tuple(rows)))
        for key, position in self.header.positions.items():
            if any(first <= position + 1 <= last for first, last in self.facts.hidden_columns):
                head = self.table.heads[key]
                place = Place(self.table.file, self.table.sheet, f"{head.letter}{self.header.row + 1}", head.title)
                text = f"Spalte „{head.title}“ ist ausgeblendet und wird gelesen"
                findings.append(warning("THG025", text, place, hint="Die Spalte einblenden und prüfen"))
        return findings

    def _formulas(self) -> list[Diagnostic]:
        if not self.facts.formulas:
            return []
        place = Place(self.table.file, self.table.sheet)
        if self.is_uncalculated:
            return [
                warning(
                    "THG039",
                    f"{self.facts.formulas} Formeln sind vielleicht noch nicht berechnet",
                    place,
                    hint="Ein anderes Programm hat die Mappe geschrieben: in Excel öffnen und speichern",
                )
            ]
        count = self.facts.formulas
        cells = "1 Zelle enthält eine Formel" if count == 1 else f"{count} Zellen enthalten Formeln"
        text = f"{cells}; gelesen wird, was gespeichert ist"
        return [note("THG039", text, place, hint="Stimmen die angezeigten Werte, ist nichts zu tun")]

    def _foreign_file(self, number: int) -> str:
        known = 1 <= number <= len(self.foreign_files)
        return self.foreign_files[number - 1] if known else "eine andere Arbeitsmappe"


def _foreign(place: Place, file: str) -> Diagnostic:
    return warning(
        "THG013",
        f"Formel holt den Wert aus einer anderen Datei: {shown(file, 80)}",
        place,
        found=file[:80],
        hint="Gelesen wird der zuletzt gespeicherte Wert. Ist er aktuell? Sonst Inhalte einfügen › Werte",
    )


def _misleading(place: Place, code: str) -> Diagnostic:
    return warning(
        "THG046",
        f"Zahlenformat {shown(code)} zeigt eine andere Zahl, als in der Zelle steht",
        place,
        found=code[:60],
        expected="ein Zahlenformat ohne Einheit und ohne Skalierung",
        hint="Zellformat Standard wählen und prüfen, ob Zahl und Einheit dann noch zusammenpassen",
    )


def _struck(place: Place) -> Diagnostic:
    return warning(
        "THG047",
        "Durchgestrichene Zellen werden mitgezählt",
        place,
        hint="Gelten die Werte nicht mehr, die Zeilen löschen",
    )


def _comment(place: Place, text: str) -> Diagnostic:
    return note(
        "THG047",
        f"Zelle hat einen Kommentar: {shown(text, _LONGEST_COMMENT)}",
        place,
        found=text[:_LONGEST_COMMENT],
        hint="Kommentare werden nicht ausgewertet; ändert der Kommentar den Wert, die Zelle berichtigen",
    )
