"""Layouts of official workbooks: how a line of the mapping finds its figures.

UBA list of emission factors for organisations: per sheet a header row with ``ID``, unit and a column per gas in kg.
DESNZ flat file: one header row, one line per factor and gas, figures as CO2e. BISKO/ifeu workbooks: carriers down,
years across, one unit for the sheet.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from thgbilanz.core.place import Place
from thgbilanz.factors.importers.mapping import ImportMapping, Line
from thgbilanz.factors.importers.sheet import (
    Header,
    Printed,
    Sheet,
    Unread,
    cell_at,
    cell_text,
    data_rows,
    header_of,
    printed,
)

UBA_TITLES = {"id": "ID", "einheit": "Einheit", "co2e": "kg CO2e", "co2": "kg CO2", "ch4": "kg CH4", "n2o": "kg N2O"}
DESNZ_TITLES = {"id": "ID", "einheit": "UOM", "gas": "GHG/Unit"}
DESNZ_VALUE = "GHG Conversion Factor {year}"
DESNZ_SHEET = "Factors by Category"
DESNZ_GAS = "kg CO2e"
BISKO_TITLES = {"id": "Energieträger"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a line of the mapping finds no figures in the workbook."""

    line: Line
    text: str
    place: Place
    found: str = ""
    expected: str = ""


Figures = Mapping[str, Printed]
"""Printed figures by column of our tables."""

Reading = Figures | Problem


def sheet_names(mapping: ImportMapping) -> frozenset[str]:
    """Sheets that a mapping reads."""
    return frozenset(line.sheet or mapping.sheet or _default_sheet(mapping.kind) for line in mapping.lines)


def _default_sheet(kind: str) -> str:
    return DESNZ_SHEET if kind == "desnz" else ""


def readings(mapping: ImportMapping, sheets: Mapping[str, Sheet], file: str) -> list[tuple[Line, Reading]]:
    """Every line of the mapping with its figures, or why there are none."""
    read = _READERS[mapping.kind]
    found: list[tuple[Line, Reading]] = []
    for line in mapping.lines:
        name = line.sheet or mapping.sheet or _default_sheet(mapping.kind)
        sheet = sheets.get(name)
        if sheet is None:
            names = ", ".join(sorted(sheets)) or "keins davon"
            found.append((line, Problem(line, f"Blatt „{name}“ fehlt in der Mappe", Place(file), names, name)))
        else:
            found.append((line, read(sheet, line, mapping)))
    return found


def _header(sheet: Sheet, line: Line, titles: Iterable[str]) -> Header | Problem:
    wanted = tuple(titles)
    header = header_of(sheet, wanted)
    if header is not None:
        return header
    place = Place(sheet.file, sheet.name)
    text = "Kopfzeile mit diesen Spalten gibt es im Blatt nicht"
    return Problem(line, text, place, expected=", ".join(wanted))


def _row_of(sheet: Sheet, header: Header, title: str, line: Line) -> int | Problem:
    """The one row with the ID; none or two are a problem, never the first match."""
    hits = [
        index for index, row in data_rows(sheet, header) if cell_text(cell_at(row, header.columns[title])) == line.id
    ]
    if len(hits) == 1:
        return hits[0]
    place = Place(sheet.file, sheet.name)
    found = "keine Zeile" if not hits else f"{len(hits)} Zeilen: {', '.join(str(hit + 1) for hit in hits)}"
    return Problem(line, f"„{line.id}“ steht nicht genau einmal in der Spalte „{title}“", place, found, "eine Zeile")


def _unit_problem(sheet: Sheet, row: int, column: int, title: str, wanted: str, line: Line) -> Problem | None:
    unit = cell_text(cell_at(sheet.rows[row], column))
    if unit == wanted:
        return None
    text = f"Einheit von „{line.id}“ ist nicht die der Zuordnung"
    return Problem(line, text, sheet.place(row, column, title), unit, wanted)


def _unread(line: Line, cell: Unread) -> Problem:
    return Problem(line, f"Wert von „{line.id}“ ist keine Zahl", cell.place, cell.text or "leere Zelle", "eine Zahl")


def _uba(sheet: Sheet, line: Line, mapping: ImportMapping) -> Reading:
    titles = {**UBA_TITLES, **mapping.titles}
    header = _header(sheet, line, titles.values())
    if isinstance(header, Problem):
        return header
    row = _row_of(sheet, header, titles["id"], line)
    if isinstance(row, Problem):
        return row
    unit = _unit_problem(sheet, row, header.columns[titles["einheit"]], titles["einheit"], line.unit, line)
    if unit is not None:
        return unit
    source = "biogenic" if line.is_biogenic else "fossil"
    # CO2 of biogenic fuels stands in the list only outside the scopes: what its CO2 column prints is fossil.
    targets = {"co2e": "co2e_kg", "co2": "co2_fossil_kg", "ch4": f"ch4_{source}_kg", "n2o": "n2o_kg"}
    figures: dict[str, Printed] = {}
    for key, target in targets.items():
        cell = printed(sheet, row, header.columns[titles[key]], titles[key])
        if isinstance(cell, Printed):
            figures[target] = cell
        elif cell.text or key == "co2e":
            return _unread(line, cell)
    return figures


def _desnz(sheet: Sheet, line: Line, mapping: ImportMapping) -> Reading:
    year = line.columns.get("year_published", "")
    titles = {**DESNZ_TITLES, "wert": DESNZ_VALUE.format(year=year), **mapping.titles}
    header = _header(sheet, line, titles.values())
    if isinstance(header, Problem):
        return header
    row = _row_of(sheet, header, titles["id"], line)
    if isinstance(row, Problem):
        return row
    for key, wanted in (("einheit", line.unit), ("gas", DESNZ_GAS)):
        # "kg CO2e of CH4" is CO2e already: taken as a mass it would count its GWP twice.
        problem = _unit_problem(sheet, row, header.columns[titles[key]], titles[key], wanted, line)
        if problem is not None:
            return problem
    cell = printed(sheet, row, header.columns[titles["wert"]], titles["wert"])
    return {"co2e_kg": cell} if isinstance(cell, Printed) else _unread(line, cell)


def _bisko(sheet: Sheet, line: Line, mapping: ImportMapping) -> Reading:
    titles = {**BISKO_TITLES, **mapping.titles}
    year = str(line.year or line.columns.get("year_valid", ""))
    header = _header(sheet, line, (titles["id"], year))
    if isinstance(header, Problem):
        return header
    row = _row_of(sheet, header, titles["id"], line)
    if isinstance(row, Problem):
        return row
    if not _states_unit(sheet, header, line.unit):
        place = Place(sheet.file, sheet.name)
        text = f"Einheit „{line.unit}“ steht nicht über der Tabelle"
        return Problem(line, text, place, expected=line.unit)
    cell = printed(sheet, row, header.columns[year], year)
    return {"co2e_kg": cell} if isinstance(cell, Printed) else _unread(line, cell)


def _states_unit(sheet: Sheet, header: Header, unit: str) -> bool:
    """Whether the unit stands in the header row or above it: Münster's table heads grams and prints t/MWh."""
    above = sheet.rows[: header.row + 1]
    return bool(unit) and any(unit in cell_text(cell) for row in above for cell in row)


_READERS: Mapping[str, Callable[[Sheet, Line, ImportMapping], Reading]] = {
    "uba-liste": _uba,
    "desnz": _desnz,
    "bisko": _bisko,
}
