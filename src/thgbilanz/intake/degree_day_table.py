"""``daten/gradtage.csv``: heating degree days by month with their source, in the strict CSV dialect of the project."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, Severity, error, has_errors
from thgbilanz.core.period import days_in_month
from thgbilanz.core.place import Place, column_letter
from thgbilanz.core.run_record import InputFile
from thgbilanz.intake.csv_text import CsvRecord
from thgbilanz.intake.degree_days import DegreeDays, Month
from thgbilanz.intake.side_table import side_table
from thgbilanz.templates.definition import EARLIEST_YEAR, normal_text
from thgbilanz.units.cell_text import shown, trimmed
from thgbilanz.units.numbers import number_reading

COLUMNS = ("monat", "gradtage", "quelle")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_MOST_PER_DAY = 50.0
"""K: no day in Germany is 50 K colder than a heated room on average; above stands a slip, not weather."""
_EXAMPLE = "2018-11;412;DWD, Station Hannover"


@dataclass(frozen=True, slots=True)
class DegreeDayTable:
    """What a table of degree days came to. Rows with a Fehler are left out."""

    degree_days: DegreeDays
    findings: tuple[Diagnostic, ...]
    record: InputFile | None
    """None if the file could not be read at all."""


def degree_day_table(path: Path, root: Path) -> DegreeDayTable:
    """Read a table of degree days; user data never raises."""
    table = side_table(path, root)
    if table.refused:
        return DegreeDayTable(DegreeDays(), table.notes, table.record)
    titles = [normal_text(title) for title in table.records[0].fields] if table.records else []
    if sorted(titles) != sorted(COLUMNS):
        return DegreeDayTable(DegreeDays(), (*table.notes, _wrong_titles(titles, table.name)), table.record)
    reader = _Reader(table.name, {title: index for index, title in enumerate(titles)})
    for record in table.records[1:]:
        reader.take(record)
    return DegreeDayTable(DegreeDays(reader.values, reader.sources), (*table.notes, *reader.findings), table.record)


class _Reader:
    """Takes the rows of a table one by one."""

    def __init__(self, file: str, positions: Mapping[str, int]) -> None:
        self._file = file
        self._positions = positions
        self._lines: dict[Month, int] = {}
        self.values: dict[Month, float] = {}
        self.sources: dict[Month, str] = {}
        self.findings: list[Diagnostic] = []

    def take(self, record: CsvRecord) -> None:
        """Take a row if it is right, else its findings."""
        if len(record.fields) != len(COLUMNS):
            self.findings.append(_field_count(record, self._file))
            return
        cells = {title: trimmed(record.fields[index]) for title, index in self._positions.items()}
        month, findings = self._month(cells["monat"], record.line)
        value = self._value(cells["gradtage"], month, record.line, findings)
        if not cells["quelle"]:
            text = "Quelle der Gradtage fehlt"
            hint = "Station und Herausgeber nennen: Ohne Quelle lässt sich die Aufteilung nicht nachprüfen"
            findings.append(self._error("quelle", record.line, text, "", "zum Beispiel „DWD, Station Hannover“", hint))
        if month is not None and value is not None and not has_errors(findings):
            self.values[month], self.sources[month] = value, cells["quelle"]
        self.findings += findings

    def _month(self, text: str, line: int) -> tuple[Month | None, list[Diagnostic]]:
        match = _MONTH.fullmatch(text)
        if match is None or int(match[1]) < EARLIEST_YEAR:
            hint = "Excel macht aus 2018-11 beim Öffnen „Nov 18“: die Spalte vorher als Text formatieren"
            headline = f"Monat {shown(text)} ist nicht lesbar"
            return None, [self._error("monat", line, headline, text, "Jahr und Monat wie 2018-11", hint)]
        month = int(match[1]), int(match[2])
        first = self._lines.setdefault(month, line)
        if first != line:
            hint = "Eine der Zeilen löschen; bei mehreren Stationen die auswählen, die dem Gebiet am nächsten liegt"
            headline = f"Monat {text} steht doppelt in der Tabelle"
            return None, [self._error("monat", line, headline, f"auch in Zeile {first}", "jeder Monat einmal", hint)]
        return month, []

    def _value(self, text: str, month: Month | None, line: int, findings: list[Diagnostic]) -> float | None:
        if not text:
            hint = (
                "Monate, die nicht bekannt sind, ganz weglassen: Dann zählen die Tage. Eine 0 ist ein Monat ohne Heizen"
            )
            findings.append(self._error("gradtage", line, "Gradtage fehlen", "", "eine Zahl ab 0", hint))
            return None
        reading = number_reading(text)
        if reading.value is None:
            findings.append(self._error("gradtage", line, reading.text, text, reading.expected, reading.hint))
            return None
        most = _MOST_PER_DAY * (days_in_month(*month) if month else 31)
        if not 0 <= reading.value <= most:
            headline = f"{shown(text)} Gradtage kann ein Monat nicht haben"
            expected = f"eine Zahl von 0 bis {most:.0f} (höchstens {_MOST_PER_DAY:.0f} K je Tag)"
            hint = "Den Wert mit der Quelle vergleichen; gemeint sind Gradtage eines Monats in K·d (Kd)"
            findings.append(self._error("gradtage", line, headline, text, expected, hint))
            return None
        return reading.value

    def _error(self, title: str, line: int, text: str, found: str, expected: str, hint: str) -> Diagnostic:
        place = Place(self._file, "", f"{column_letter(self._positions[title])}{line}", title)
        return error("THG092", text, place, found=found[:60], expected=expected, hint=hint)


def _wrong_titles(titles: Sequence[str], file: str) -> Diagnostic:
    return error(
        "THG092",
        "Gradtagstabelle hat nicht die erwarteten Spalten",
        Place(file, "", "A1"),
        found="; ".join(titles)[:60],
        expected=";".join(COLUMNS),
        hint=f"Erste Zeile {';'.join(COLUMNS)}, darunter eine Zeile je Monat, zum Beispiel {_EXAMPLE}",
    )


def _field_count(record: CsvRecord, file: str) -> Diagnostic:
    letter = column_letter(min(len(record.fields), len(COLUMNS)) - 1)
    return Diagnostic(
        "THG092",
        Severity.ERROR,
        f"Zeile hat {len(record.fields)} Felder statt {len(COLUMNS)}",
        Place(file, "", f"{letter}{record.line}"),
        f"{len(record.fields)} Felder",
        ";".join(COLUMNS),
        f"Trennzeichen ist das Semikolon, zum Beispiel {_EXAMPLE}",
    )
