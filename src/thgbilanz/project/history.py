"""A city's published history in one step: its own table becomes data of every year and published figures beside them.

Energy rows become tidy tables ``daten/JAHR/stadtgebiet-NAME.csv``; energy and emissions together become
``daten/veroeffentlicht.csv``. Nothing is guessed: a word that the mapping does not translate is a Fehler.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from thgbilanz.balance.trend.published import TOTAL
from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.diagnostic import Diagnostic, error, has_errors
from thgbilanz.core.place import Place, column_letter
from thgbilanz.intake.csv_text import CsvRecord, csv_records, must_be_text
from thgbilanz.intake.file_bytes import file_bytes, file_name
from thgbilanz.intake.refusal import RefusedFileError
from thgbilanz.project.history_mapping import EMISSIONS, ENERGY, UNITS, HistoryMapping
from thgbilanz.project.published_table import COLUMNS
from thgbilanz.units.cell_text import trimmed
from thgbilanz.units.numbers import number_reading

_YEAR_DIGITS = 4
_TIDY = "organisation;raum;sektor;aktivitaet;menge;einheit;jahr;quelle;bemerkung"
Key = tuple[int, str, str]
"""Year, sector, carrier."""


@dataclass(frozen=True, slots=True)
class History:
    """What a table came to: texts of files by their path in the project, and what was found."""

    files: Mapping[str, str]
    years: tuple[int, ...]
    findings: tuple[Diagnostic, ...]


def history_of(path: Path, root: Path, mapping: HistoryMapping) -> History:
    """Read a published table through its mapping; with a Fehler there are no files."""
    try:
        file = file_bytes(path, root)
        must_be_text(file.data)
        records = list(csv_records(file.data, mapping.form.trennzeichen))
    except RefusedFileError as refusal:
        return History({}, (), (refusal.reason.at(Place(file_name(path, root))),))
    reader = _Reader(file.name, mapping)
    reader.read(records)
    findings = (*file.notes, *reader.findings)
    if has_errors(findings):
        return History({}, (), findings)
    years = tuple(sorted({year for year, _, _ in reader.figures}))
    stem = path.stem.casefold().replace(" ", "-")
    files = {"daten/veroeffentlicht.csv": _published_text(reader.figures, mapping)}
    for year in years:
        text = _tidy_text(reader.figures, year, mapping)
        if text:
            files[f"daten/{year}/stadtgebiet-{stem}.csv"] = text
    return History(files, years, findings)


@dataclass(slots=True)
class _Reader:
    """Takes the rows of a table; ``figures`` hold MWh and t."""

    file: str
    mapping: HistoryMapping
    figures: dict[Key, dict[str, str]] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    _positions: dict[str, int] = field(default_factory=dict)

    def read(self, records: Sequence[CsvRecord]) -> None:
        """Take a whole table: titles first."""
        form = self.mapping.form
        titles = [trimmed(title) for title in records[0].fields] if records else []
        self._positions = {title: index for index, title in enumerate(titles)}
        wanted = [title for title in (form.sektor, form.energietraeger, form.einheit, form.jahr, form.menge) if title]
        missing = [title for title in wanted if title not in self._positions]
        year_columns = [] if form.jahr else [title for title in titles if _is_year(title)]
        if missing or not (form.jahr or year_columns):
            text = f"Titel fehlen: {', '.join(missing)}" if missing else "Kein Titel ist eine Jahreszahl"
            self._refuse(1, "", text, "; ".join(titles)[:60], ", ".join(wanted) or "Titel wie 2019")
            return
        for record in records[1:]:
            if len(record.fields) != len(titles):
                self._refuse(record.line, "", f"Zeile hat {len(record.fields)} Felder statt {len(titles)}", "", "")
                continue
            self._take(record, year_columns)

    def _take(self, record: CsvRecord, year_columns: Iterable[str]) -> None:
        form, words = self.mapping.form, self.mapping.words
        sector = self._word(record, form.sektor, words.sektor)
        carrier = self._word(record, form.energietraeger, words.energietraeger)
        unit = form.feste_einheit or self._unit(record)
        if not (sector and carrier and unit):
            return
        kind, factor = UNITS[unit]
        for title, year in self._cells(record, year_columns):
            text = self._cell(record, title)
            if not text:
                continue
            value = self._number(record, title, text)
            if value is None:
                continue
            known = self.figures.setdefault((year, sector, carrier), {})
            if kind in known:
                self._refuse(
                    record.line, title, f"{year}, {sector}, {carrier} steht zweimal in der Tabelle", text, "einmal"
                )
            known[kind] = _german(value * factor)

    def _cells(self, record: CsvRecord, year_columns: Iterable[str]) -> Iterator[tuple[str, int]]:
        form = self.mapping.form
        if not form.jahr:
            yield from ((title, int(title)) for title in year_columns)
            return
        text = self._cell(record, form.jahr)
        if _is_year(text):
            yield form.menge, int(text)
        else:
            self._refuse(record.line, form.jahr, f"„{text}“ ist kein Jahr", text, "Jahreszahl wie 2019")

    def _cell(self, record: CsvRecord, title: str) -> str:
        return trimmed(record.fields[self._positions[title]])

    def _word(self, record: CsvRecord, title: str, words: Mapping[str, str]) -> str:
        text = self._cell(record, title)
        if text in words:
            return words[text]
        hint = f'In der Zuordnung ergänzen: "{text}" = "…"; Summen sind "{TOTAL}"'
        self._refuse(
            record.line, title, f"„{text}“ ist in der Zuordnung nicht übersetzt", text, "ein Wort der Vorlagen", hint
        )
        return ""

    def _unit(self, record: CsvRecord) -> str:
        text = self._cell(record, self.mapping.form.einheit)
        unit = self.mapping.words.einheit.get(text, text)
        if unit in UNITS:
            return unit
        self._refuse(
            record.line, self.mapping.form.einheit, f"Einheit „{text}“ ist nicht bekannt", text, ", ".join(UNITS)
        )
        return ""

    def _number(self, record: CsvRecord, title: str, text: str) -> float | None:
        written = text.replace(",", "").replace(".", ",") if self.mapping.form.dezimalzeichen == "." else text
        reading = number_reading(written)
        if reading.value is None or reading.value < 0:
            self._refuse(
                record.line, title, reading.text or f"{text} ist kleiner als null", text, reading.expected, reading.hint
            )
            return None
        return reading.value

    def _refuse(self, line: int, title: str, text: str, found: str, expected: str, hint: str = "") -> None:
        letter = column_letter(self._positions.get(title, 0))
        place = Place(self.file, "", f"{letter}{line}", title)
        self.findings.append(error("THG716", text, place, found=found[:60], expected=expected, hint=hint))


def _is_year(text: str) -> bool:
    return len(text) == _YEAR_DIGITS and text.isascii() and text.isdecimal() and text[:2] in {"19", "20"}


def _german(value: float) -> str:
    """A figure as the tables of a project write it: shortest text, decimal comma, no thousands."""
    text = f"{value:.12g}"
    return (f"{value:.6f}".rstrip("0") if "e" in text else text).replace(".", ",")


def _published_text(figures: Mapping[Key, Mapping[str, str]], mapping: HistoryMapping) -> str:
    source, locator = (_quoted(text) for text in (mapping.form.quelle, mapping.form.fundstelle))
    lines = [";".join(COLUMNS)]
    for year, sector, carrier in sorted(figures):
        cells = figures[year, sector, carrier]
        lines.append(f"{year};{sector};{carrier};{cells.get(ENERGY, '')};{cells.get(EMISSIONS, '')};{source};{locator}")
    return "\n".join(lines) + "\n"


def _tidy_text(figures: Mapping[Key, Mapping[str, str]], year: int, mapping: HistoryMapping) -> str:
    """Energy of one year as a tidy table; empty if there is none. Fuels are taken as lower heating value (BISKO)."""
    source, locator = (_quoted(text) for text in (mapping.form.quelle, mapping.form.fundstelle))
    lines = [
        f"stadtgebiet;territorial;{sector};{carrier};{figures[key][ENERGY]};{_energy_unit(carrier)};{year};{source};{locator}"
        for key in sorted(figures)
        for own, sector, carrier in (key,)
        if own == year and ENERGY in figures[key] and TOTAL not in {sector, carrier}
    ]
    return "\n".join([_TIDY, *lines]) + "\n" if lines else ""


def _energy_unit(carrier: str) -> str:
    return "MWh (Hi)" if KIND_BY_ID[carrier].unit == "kWh_Hi" else "MWh"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ';"\n') else text


def already_there(folder: Path, files: Mapping[str, str]) -> list[Diagnostic]:
    """Files with other contents that would be replaced: nobody's data are ever overwritten (THG717)."""
    return [
        error(
            "THG717",
            f"„{name}“ gibt es schon mit anderem Inhalt",
            Place(name),
            expected="keine Datei oder dieselbe",
            hint="Die vorhandene Datei prüfen und umbenennen, oder mit --ausgabe in einen anderen Ordner schreiben",
        )
        for name, text in sorted(files.items())
        if (folder / name).exists() and _text_of(folder / name) != text.encode()
    ]


def _text_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
