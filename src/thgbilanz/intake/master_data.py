"""Stammdaten: the organisation, the reporting year and the version of the template, for all rows of a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeGuard

from thgbilanz.core.diagnostic import Diagnostic, error, has_errors
from thgbilanz.core.place import Place, column_letter
from thgbilanz.core.reference import REFERENCE_KEYS, ReferenceFigure
from thgbilanz.intake.cells import Cell, ErrorCell, Grid, NoValue, TextResult
from thgbilanz.intake.dialect import Dialect
from thgbilanz.intake.organisation_ids import organisation_id, unknown_organisation
from thgbilanz.intake.reference_figures import reference_figure
from thgbilanz.intake.year_cells import year_of
from thgbilanz.templates.definition import MASTER_FIELDS, MASTER_SHEET, TEMPLATE_VERSION, MasterField, field_titled
from thgbilanz.units.cell_text import folded

_SEARCHED_ROWS = 100
_SEARCHED_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class MasterData:
    """What the master data say. ``is_usable`` is False if a Fehler makes rows without own values worthless."""

    organisation: str
    year: int | None
    is_usable: bool
    findings: tuple[Diagnostic, ...]
    figures: tuple[ReferenceFigure, ...] = ()
    """What emissions of the organisation are divided by."""


@dataclass(frozen=True, slots=True)
class _Entry:
    field: MasterField
    value: Cell
    place: Place


NO_MASTER_DATA = MasterData("", None, False, ())
"""For workbooks without the sheet; that it is missing has been said already."""


def master_data(
    grid: Grid, file: str, organisations: Mapping[str, str] | None, year: int | None, latest_year: int
) -> MasterData:
    """Read the sheet "Stammdaten": titles in one column, values in the next."""
    entries = _entries(grid, file)
    findings: list[Diagnostic] = []
    organisation = _organisation(entries.get("organisation"), file, organisations, findings)
    read_year = _year(entries.get("jahr"), file, year, latest_year, findings)
    _check_version(entries.get("vorlage_version"), file, findings)
    usable = not has_errors(findings)
    figures = _figures(entries, organisation, read_year or 0, findings) if usable else ()
    return MasterData(organisation, read_year, usable, tuple(findings), figures)


def _figures(
    entries: Mapping[str, _Entry], organisation: str, year: int, findings: list[Diagnostic]
) -> tuple[ReferenceFigure, ...]:
    """The reference figures that are stated; an empty cell states none."""
    stated = (
        reference_figure(organisation, year, entry.field, entry.value, entry.place, Dialect.WORKBOOK, findings)
        for key in REFERENCE_KEYS
        if (entry := entries.get(key)) is not None
    )
    return tuple(figure for figure in stated if figure is not None)


def _entries(grid: Grid, file: str) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for number, row in enumerate(islice(grid.rows, _SEARCHED_ROWS), start=1):
        for index, cell in enumerate(islice(row, _SEARCHED_COLUMNS)):
            field = field_titled(cell) if isinstance(cell, str) and cell else None
            if field and field.key not in entries and index + 1 < len(row):
                place = Place(file, grid.name, f"{column_letter(index + 1)}{number}", field.title)
                entries[field.key] = _Entry(field, _trimmed(row[index + 1]), place)
                break
    return entries


def _trimmed(cell: Cell) -> Cell:
    if isinstance(cell, TextResult):
        cell = cell.text
    return folded(cell) if isinstance(cell, str) else cell


def _organisation(
    entry: _Entry | None, file: str, organisations: Mapping[str, str] | None, findings: list[Diagnostic]
) -> str:
    if not _is_given(entry, "organisation", file, findings):
        return ""
    text = f"{entry.value:g}" if isinstance(entry.value, float) else str(entry.value)
    known = organisation_id(text, organisations)
    if not known:
        reason = unknown_organisation(text, organisations)
        findings.append(
            error("THG058", reason.text, entry.place, found=text, expected=reason.expected, hint=reason.hint)
        )
    return known


def _year(
    entry: _Entry | None, file: str, asked: int | None, latest_year: int, findings: list[Diagnostic]
) -> int | None:
    if not _is_given(entry, "jahr", file, findings):
        return None
    reading = year_of(entry.value, latest_year)
    if reading.year is None:
        findings.append(error("THG087", reading.text, entry.place, expected=reading.expected, hint=reading.hint))
        return None
    if asked is not None and reading.year != asked:
        findings.append(
            error(
                "THG057",
                f"Datei enthält Daten für {reading.year}, gefragt ist {asked}",
                entry.place,
                found=str(reading.year),
                expected=str(asked),
                hint=f"Stimmt das Berichtsjahr, gehört die Datei in den Ordner daten/{reading.year}; sonst das "
                "Berichtsjahr in den Stammdaten berichtigen",
            )
        )
    return reading.year


def _check_version(entry: _Entry | None, file: str, findings: list[Diagnostic]) -> None:
    version = entry.value if entry else ""
    place = entry.place if entry else Place(file, MASTER_SHEET)
    if version in (float(TEMPLATE_VERSION), str(TEMPLATE_VERSION)):
        return
    hint = "Mit `thg vorlage` eine neue Vorlage erzeugen und die Werte übertragen"
    if version == "":
        text = "Vorlagenversion fehlt"
    elif isinstance(version, float) and version > TEMPLATE_VERSION:
        text = "Vorlage ist neuer als dieses Programm"
        hint = "thgbilanz aktualisieren: pip install --upgrade thgbilanz"
    elif isinstance(version, float) and version.is_integer() and version > 0:
        text = "Vorlage ist veraltet"
    else:
        text = "Vorlagenversion ist nicht lesbar"
    found = "" if version == "" else _as_text(version)
    findings.append(error("THG037", text, place, found=found, expected=f"Version {TEMPLATE_VERSION}", hint=hint))


def _is_given(entry: _Entry | None, key: str, file: str, findings: list[Diagnostic]) -> TypeGuard[_Entry]:
    """Whether a required entry is there and holds a value; if not, that is a finding."""
    field = next(field for field in MASTER_FIELDS if field.key == key)
    place = entry.place if entry else Place(file, MASTER_SHEET, "", field.title)
    hint = f"{field.meaning} Zum Beispiel: {_as_text(field.example)}"
    if entry is None:
        findings.append(error("THG040", f"Zeile „{field.title}“ fehlt in den Stammdaten", place, hint=hint))
    elif isinstance(entry.value, ErrorCell):
        findings.append(error("THG081", f"Statt „{field.title}“ steht {entry.value.text}", place, hint=hint))
    elif isinstance(entry.value, NoValue):
        findings.append(error("THG082", f"„{field.title}“ ist eine Formel ohne Wert", place, hint=hint))
    elif entry.value == "":
        findings.append(error("THG040", f"„{field.title}“ fehlt in den Stammdaten", place, hint=hint))
    else:
        return True
    return False


def _as_text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
