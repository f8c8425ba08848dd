"""``daten/veroeffentlicht.csv``: the figures that a city has published, beside which ours can stand.

One line per printed figure: year, sector, carrier, energy, emissions, printed factor if there is one, and where it
stands. ``gesamt`` in place of a sector or carrier marks a printed sum. Strict like every table of the project.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from thgbilanz.balance.trend.published import TOTAL, PublishedRow
from thgbilanz.core.activity_kinds import ACTIVITY_KINDS
from thgbilanz.core.diagnostic import Diagnostic, error, has_errors
from thgbilanz.core.place import Place, column_letter
from thgbilanz.core.run_record import InputFile
from thgbilanz.core.vocabulary import Sector
from thgbilanz.intake.csv_text import CsvRecord
from thgbilanz.intake.side_table import side_table
from thgbilanz.project.discovery import DATA_FOLDER
from thgbilanz.project.opened import OpenProject
from thgbilanz.units.cell_text import trimmed
from thgbilanz.units.numbers import number_reading

FILE = "veroeffentlicht.csv"
COLUMNS = ("jahr", "sektor", "energietraeger", "mwh", "t", "quelle", "fundstelle")
FACTOR = "faktor_t_je_mwh"
"""Column that may be missing: the emission factor as printed."""

_SECTORS = {sector.value: sector.value for sector in Sector} | {
    sector.label.casefold(): sector.value for sector in Sector
}
_CARRIERS = {kind.id: kind.id for kind in ACTIVITY_KINDS} | {kind.label.casefold(): kind.id for kind in ACTIVITY_KINDS}
_FIRST_YEAR = 1990
_LAST_YEAR = 2100


def read_published(project: OpenProject) -> tuple[tuple[PublishedRow, ...], list[Diagnostic], list[InputFile]]:
    """Rows, findings (THG714) and record of the table; nothing if the project has none."""
    path = project.root / DATA_FOLDER / FILE
    if not path.is_file():
        return (), [], []
    table = side_table(path, project.root)
    inputs = [table.record] if table.record else []
    if table.refused:
        return (), list(table.notes), inputs
    rows, findings = published_rows(table.records, table.name)
    return rows, [*table.notes, *findings], inputs


def published_rows(records: Sequence[CsvRecord], file: str) -> tuple[tuple[PublishedRow, ...], list[Diagnostic]]:
    """The rows of a table; those with a Fehler are left out."""
    titles = [trimmed(title).casefold() for title in records[0].fields] if records else []
    if not set(COLUMNS) <= set(titles) <= {*COLUMNS, FACTOR} or len(set(titles)) < len(titles):
        hint = "Erste Zeile genau so schreiben; ohne gedruckte Faktoren entfällt die letzte Spalte"
        text = "Tabelle der veröffentlichten Werte hat nicht die erwarteten Spalten"
        expected = ";".join((*COLUMNS, FACTOR))
        return (), [
            error("THG714", text, Place(file, "", "A1"), found=";".join(titles)[:60], expected=expected, hint=hint)
        ]
    reader = _Reader(file, {title: index for index, title in enumerate(titles)})
    for record in records[1:]:
        reader.take(record)
    return tuple(reader.rows), reader.findings


@dataclass(slots=True)
class _Reader:
    """Takes the rows of a table one by one."""

    file: str
    positions: Mapping[str, int]
    rows: list[PublishedRow] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    def take(self, record: CsvRecord) -> None:
        """Take a row if it is right, else its findings."""
        if len(record.fields) != len(self.positions):
            text = f"Zeile hat {len(record.fields)} Felder statt {len(self.positions)}"
            self.findings.append(
                error("THG714", text, Place(self.file, "", f"A{record.line}"), expected=";".join(COLUMNS))
            )
            return
        row = _Row(self.file, record.line, self.positions, [trimmed(text) for text in record.fields])
        sector = row.word("sektor", _SECTORS)
        activity = row.word("energietraeger", _CARRIERS)
        year = row.year()
        energy, emissions, factor = row.number("mwh"), row.number("t"), row.number(FACTOR)
        source, locator = row.text("quelle"), row.text("fundstelle")
        if energy is None and emissions is None and not row.findings:
            row.refuse("t", "Zeile nennt weder Energie noch Emissionen", "", "eine Zahl in mwh oder t")
        self.findings += row.findings
        if not has_errors(row.findings):
            self.rows.append(
                PublishedRow(
                    year=year,
                    sector=sector,
                    activity=activity,
                    energy_kwh=_thousand(energy),
                    emissions_kg=_thousand(emissions),
                    factor_kg_per_kwh=factor,
                    source=source,
                    locator=locator,
                    file=self.file,
                    line=record.line,
                    energy_step_kwh=1000 * row.step("mwh"),
                    emissions_step_kg=1000 * row.step("t"),
                    factor_step=row.step(FACTOR),
                )
            )


def _thousand(value: float | None) -> float | None:
    return None if value is None else 1000 * value


@dataclass(slots=True)
class _Row:
    """The cells of one row, and what is wrong with them."""

    file: str
    line: int
    positions: Mapping[str, int]
    cells: Sequence[str]
    findings: list[Diagnostic] = field(default_factory=list)

    def _cell(self, title: str) -> str:
        return self.cells[self.positions[title]] if title in self.positions else ""

    def refuse(self, title: str, text: str, found: str, expected: str, hint: str = "") -> None:
        """Note a Fehler at a cell."""
        place = Place(self.file, "", f"{column_letter(self.positions[title])}{self.line}", title)
        self.findings.append(error("THG714", text, place, found=found[:60], expected=expected, hint=hint))

    def year(self) -> int:
        """The year, 0 with a finding."""
        text = self._cell("jahr")
        if text.isascii() and text.isdecimal() and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
            return int(text)
        self.refuse("jahr", f"„{text}“ ist kein Jahr", text, "Jahreszahl wie 2019")
        return 0

    def word(self, title: str, known: Mapping[str, str]) -> str:
        """A word of the vocabulary, or ``gesamt``; empty with a finding."""
        text = self._cell(title)
        if text.casefold() == TOTAL:
            return TOTAL
        if text.casefold() in known:
            return known[text.casefold()]
        ids = [*dict.fromkeys(known.values()), TOTAL]
        near = get_close_matches(text.casefold(), ids, n=3, cutoff=0.5)
        hint = "Wörter der Veröffentlichung in die der Vorlagen übersetzen (docs/vorlagen.md)"
        self.refuse(title, f"„{text}“ ist als {title} nicht bekannt", text, ", ".join(near or ids), hint)
        return ""

    def number(self, title: str) -> float | None:
        """A figure of at least zero, None for an empty cell or with a finding."""
        text = self._cell(title)
        if not text:
            return None
        reading = number_reading(text)
        if reading.value is None:
            self.refuse(title, reading.text, text, reading.expected, reading.hint)
        elif reading.value < 0:
            self.refuse(title, f"{text} ist kleiner als null", text, "eine Zahl ab 0")
        return reading.value

    def step(self, title: str) -> float:
        """Last printed digit of a figure, 0 without one."""
        text = self._cell(title)
        return 10.0 ** -len(text.partition(",")[2]) if text else 0.0

    def text(self, title: str) -> str:
        """A text that must be there."""
        text = self._cell(title)
        if not text:
            self.refuse(
                title, f"{title.capitalize()} fehlt", "", "Titel mit Jahr" if title == "quelle" else "Tabelle, Seite"
            )
        return text
