"""``daten/JAHR/stammdaten.csv``: reference figures of organisations without a workbook, and of the whole group."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from thgbilanz.core.diagnostic import Diagnostic, warning
from thgbilanz.core.place import Place, column_letter
from thgbilanz.core.reference import GROUP, REFERENCE_KEYS, ReferenceFigure
from thgbilanz.intake.csv_text import CsvRecord, csv_records, must_be_text
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.file_bytes import FileBytes
from thgbilanz.intake.organisation_ids import organisation_id, unknown_organisation
from thgbilanz.intake.reference_figures import reference_figure
from thgbilanz.templates.definition import MASTER_FIELDS, MasterField, field_titled, normal_text
from thgbilanz.units.cell_text import shown, trimmed

NAME: Final = "stammdaten.csv"
_EXAMPLE = "organisation;mitarbeitende_vzae;umsatz_eur"
_BY_KEY = {field.key: field for field in MASTER_FIELDS}
_OTHER_COLUMNS = frozenset({"name", "jahr", "quelle", "bemerkung"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """What the table came to."""

    figures: tuple[ReferenceFigure, ...]
    findings: tuple[Diagnostic, ...]


def is_reference_table(name: str) -> bool:
    """Whether a file is the table of reference figures, by its name.

    >>> is_reference_table("stammdaten.csv"), is_reference_table("hafen.csv")
    (True, False)
    """
    return normal_text(name) == NAME


def reference_table(file: FileBytes, organisations: Mapping[str, str] | None, year: int | None) -> ReferenceTable:
    """Read the table: one row per organisation, one column per figure. Raises ``RefusedFileError`` if it is no text."""
    must_be_text(file.data)
    records = list(csv_records(file.data, ";"))
    fields = _columns(records[0]) if records else {}
    findings = _title_findings(records, file.name)
    if "organisation" not in fields:
        return ReferenceTable((), tuple(findings))
    reader = _Reader(file.name, organisations, year or _year_of(file.name), fields, findings)
    figures = [figure for record in records[1:] for figure in reader.figures_of(record, len(records[0].fields))]
    return ReferenceTable(tuple(figures), tuple(findings))


def _year_of(file: str) -> int:
    """The year of the folder that the file lies in, 0 if it is none."""
    folder = file.rpartition("/")[0].rpartition("/")[2]
    return int(folder) if _YEAR.fullmatch(folder) else 0


def _key(title: str) -> str:
    """The key of a column: the key itself or a title of the master data sheet; empty for an unknown one."""
    text = normal_text(title)
    if text in _BY_KEY or text in _OTHER_COLUMNS:
        return text
    field = field_titled(title)
    return field.key if field else ""


def _columns(head: CsvRecord) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, title in enumerate(head.fields):
        columns.setdefault(_key(title), index)
    return columns


def _title_findings(records: Sequence[CsvRecord], file: str) -> list[Diagnostic]:
    hint = f"Erste Zeile zum Beispiel {_EXAMPLE}; möglich: {', '.join(REFERENCE_KEYS)}"
    if not records or "organisation" not in _columns(records[0]):
        text = "Der Tabelle der Stammdaten fehlt die Spalte organisation"
        found = "; ".join(records[0].fields)[:60] if records else ""
        return [warning("THG682", text, Place(file, "", "A1"), found=found, expected=_EXAMPLE, hint=hint)]
    line = records[0].line
    return [
        warning(
            "THG682",
            f"Spalte {shown(title)} ist in der Tabelle der Stammdaten nicht bekannt und wird nicht gelesen",
            Place(file, "", f"{column_letter(index)}{line}", title),
            found=title[:60],
            expected=", ".join(REFERENCE_KEYS),
            hint=hint,
        )
        for index, title in enumerate(records[0].fields)
        if not _key(title)
    ]


def _field_count(record: CsvRecord, width: int, file: str) -> Diagnostic:
    text = f"Zeile hat {len(record.fields)} Felder statt {width}"
    hint = "Fehlende Angaben als leeres Feld zwischen zwei Semikolons stehen lassen"
    expected = f"{width} Felder wie in der Kopfzeile"
    return warning("THG682", text, Place(file, "", f"A{record.line}"), expected=expected, hint=hint)


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    organisations: Mapping[str, str] | None
    year: int
    columns: Mapping[str, int]
    findings: list[Diagnostic]

    def figures_of(self, record: CsvRecord, width: int) -> Iterator[ReferenceFigure]:
        """The figures of one row; its findings are added."""
        if len(record.fields) != width:
            self.findings.append(_field_count(record, width, self.file))
            return
        organisation = self._organisation(record)
        if not organisation:
            return
        for key in REFERENCE_KEYS:
            if key in self.columns:
                field, place = _BY_KEY[key], self._place(key, record)
                text = trimmed(record.fields[self.columns[key]])
                figure = reference_figure(
                    organisation, self.year, field, text, place, Dialect.GERMAN_CSV, self.findings
                )
                if figure is not None:
                    yield figure

    def _place(self, key: str, record: CsvRecord) -> Place:
        field: MasterField = _BY_KEY[key]
        return Place(self.file, "", f"{column_letter(self.columns[key])}{record.line}", field.title)

    def _organisation(self, record: CsvRecord) -> str:
        text = trimmed(record.fields[self.columns["organisation"]])
        if normal_text(text) == GROUP:
            return GROUP
        known = organisation_id(text, self.organisations)
        if not known:
            reason = unknown_organisation(text, self.organisations)
            hint = f"{reason.hint}; für den ganzen Konzern {GROUP}"
            place = self._place("organisation", record)
            self.findings.append(
                warning("THG682", reason.text, place, found=text[:60], expected=reason.expected, hint=hint)
            )
        return known
