"""A table of ``stadtgebiet/`` with declared columns: every wrong cell is a finding with its place (THG730)."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from thgbilanz.core.diagnostic import Diagnostic, error, has_errors
from thgbilanz.core.place import Place, column_letter
from thgbilanz.core.run_record import InputFile
from thgbilanz.intake.csv_text import CsvRecord
from thgbilanz.intake.side_table import SideTable, side_table
from thgbilanz.intake.suggestions import meant, nearest
from thgbilanz.templates.definition import normal_text
from thgbilanz.units.cell_text import shown, trimmed
from thgbilanz.units.numbers import number_reading

_CODE: Final = "THG730"
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class CityColumn:
    """A column: its title, what it holds, and whether every row needs it."""

    title: str
    kind: Literal["text", "number", "year", "choice"] = "text"
    required: bool = True
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Spelling (compared without case and spaces around) to value."""
    least: float = 0.0
    most: float = 1e15


@dataclass(frozen=True, slots=True)
class CityRow:
    """A row whose every cell is right; optional cells that are empty are missing in both mappings."""

    line: int
    texts: Mapping[str, str]
    numbers: Mapping[str, float]
    letters: Mapping[str, str]
    file: str

    @property
    def year(self) -> int:
        """Balance year of the row."""
        return int(self.numbers["jahr"])

    def text(self, title: str) -> str:
        """Content of a text or choice column, empty if the cell is."""
        return self.texts.get(title, "")

    def place(self, title: str) -> Place:
        """Where a value of the row stands."""
        return Place(self.file, "", f"{self.letters.get(title, 'A')}{self.line}", title)


@dataclass(frozen=True, slots=True)
class CityTable:
    """What a table came to; rows with a Fehler are left out and count as ``rejected``."""

    rows: tuple[CityRow, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    record: InputFile | None = None
    """None if there is no file or nothing of it could be read."""
    rejected: int = 0


def city_table(path: Path, root: Path, columns: Sequence[CityColumn]) -> CityTable:
    """Read a table of the project; a file that does not exist is an empty one. User data never raises."""
    # os.path: a folder without permission is no exception there, and its files then count as missing
    if not os.path.exists(path):  # noqa: PTH110
        return CityTable()
    file = side_table(path, root)
    if file.refused:
        return CityTable(findings=file.notes, record=file.record)
    return _Reader(file, columns).table()


@dataclass(slots=True)
class _Reader:
    """Takes the rows of a table one by one."""

    file: SideTable
    columns: Sequence[CityColumn]
    letters: dict[str, str] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)

    def table(self) -> CityTable:
        """The rows, or what is wrong with the head."""
        records = self.file.records
        titles = [normal_text(title) for title in records[0].fields] if records else []
        self._titles(titles)
        if self.findings:
            return CityTable(findings=(*self.file.notes, *self.findings), record=self.file.record)
        self.letters = {title: column_letter(index) for index, title in enumerate(titles)}
        rows = [self._row(record, titles) for record in records[1:]]
        good = tuple(row for row in rows if row is not None)
        findings = (*self.file.notes, *self.findings)
        return CityTable(good, findings, self.file.record, len(rows) - len(good))

    def _titles(self, titles: Sequence[str]) -> None:
        known = [column.title for column in self.columns]
        missing = [column.title for column in self.columns if column.required and column.title not in titles]
        unknown = [title for title in titles if title not in known]
        if missing or unknown or len(set(titles)) != len(titles):
            what = f"es fehlt {', '.join(missing)}" if missing else f"unbekannt oder doppelt: {', '.join(unknown)}"
            hint = f"Erste Zeile zum Beispiel {';'.join(known)}"
            self._add("A1", "", f"Kopfzeile stimmt nicht: {what}", "; ".join(titles), ", ".join(known), hint)

    def _row(self, record: CsvRecord, titles: Sequence[str]) -> CityRow | None:
        if len(record.fields) != len(titles):
            text = f"Zeile hat {len(record.fields)} Felder statt {len(titles)}"
            self._add(f"A{record.line}", "", text, "", "", "Trennzeichen ist das Semikolon; leere Felder leer lassen")
            return None
        cells = {title: trimmed(content) for title, content in zip(titles, record.fields, strict=True)}
        texts: dict[str, str] = {}
        numbers: dict[str, float] = {}
        before = len(self.findings)
        for column in self.columns:
            content = cells.get(column.title, "")
            if content:
                self._cell(column, content, record.line, texts, numbers)
            elif column.required:
                text = f"„{column.title}“ fehlt"
                self._at(column, record.line, text, "", _expected(column), "Ohne diese Angabe zählt die Zeile nicht")
        if has_errors(self.findings[before:]):
            return None
        return CityRow(record.line, texts, numbers, self.letters, self.file.name)

    def _cell(
        self, column: CityColumn, content: str, line: int, texts: dict[str, str], numbers: dict[str, float]
    ) -> None:
        if column.kind == "text":
            texts[column.title] = content
        elif column.kind == "choice":
            value = {normal_text(spelling): value for spelling, value in column.choices.items()}.get(
                normal_text(content)
            )
            if value is None:
                hint = meant(nearest(content, column.choices)) or "Schreibweise wie erwartet übernehmen"
                self._at(column, line, f"{shown(content)} ist hier nicht bekannt", content, _expected(column), hint)
            else:
                texts[column.title] = value
        else:
            self._number(column, content, line, numbers)

    def _number(self, column: CityColumn, content: str, line: int, numbers: dict[str, float]) -> None:
        if column.kind == "year":
            if _YEAR.fullmatch(content):
                numbers[column.title] = float(content)
            else:
                self._at(column, line, f"{shown(content)} ist kein Jahr", content, _expected(column), "")
            return
        reading = number_reading(content)
        if reading.value is None:
            self._at(column, line, reading.text, content, reading.expected, reading.hint)
        elif not column.least <= reading.value <= column.most:
            text = f"{shown(content)} liegt außerhalb des Möglichen"
            self._at(column, line, text, content, _expected(column), "Wert und Einheit mit der Quelle vergleichen")
        else:
            numbers[column.title] = reading.value

    def _at(self, column: CityColumn, line: int, text: str, found: str, expected: str, hint: str) -> None:
        self._add(f"{self.letters.get(column.title, 'A')}{line}", column.title, text, found, expected, hint)

    def _add(self, cell: str, title: str, text: str, found: str, expected: str, hint: str) -> None:
        place = Place(self.file.name, "", cell, title)
        self.findings.append(error(_CODE, text, place, found=found[:60], expected=expected, hint=hint))


def _expected(column: CityColumn) -> str:
    if column.kind == "choice":
        return ", ".join(dict.fromkeys(column.choices.values()))
    if column.kind == "year":
        return "ein Jahr wie 2019"
    return "eine Zahl" if column.kind == "number" else "ein Text"
