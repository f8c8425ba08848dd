"""F21: computed rows from their formula, printed cells from a stored copy of the source."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from thgbilanz.core.diagnostic import Diagnostic, error, warning
from thgbilanz.core.factor import Factor, Property, Source
from thgbilanz.core.place import Place
from thgbilanz.factors.checking.findings import figure, row_error
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.formulas import call_parts, computed_value, parent_key, recomputed

_TOLERANCE = 1e-9
"""Twelve digits stay in the tables; two numbers of a formula can't disagree by more than their cut ends."""
_CELL = re.compile(r"Blatt „?([^,„“]+?)“?, Zelle ([A-Z]{1,3})([1-9][0-9]*)")
_POWERS = (0, -3, -6, 3)
"""Powers of ten that a transcription may change: g or mg to kg, t to kg."""
_DIGITS = 1e-6


def formulas(tables: CheckTables) -> Iterator[Diagnostic]:
    """Computed rows give the value of their formula; its parents exist and belong to the same matter."""
    for row in tables.value_rows:
        if row.derivation != "computed":
            if row.formula_ref:
                yield _no_formula(row, "leer, solange derivation nicht computed ist")
            continue
        value = _value(row, tables)
        if value is None:
            yield _no_formula(row, "eine bekannte Formel mit vorhandenen Ausgangszeilen")
            continue
        stated = row.value if isinstance(row, Property) else computed_value(row)
        if abs(value - stated) > _TOLERANCE * max(abs(value), abs(stated)):
            yield row_error(
                "F21",
                row,
                "value" if isinstance(row, Property) else "co2e_kg",
                "Berechneter Wert ist nicht das Ergebnis seiner Formel",
                found=repr(stated),
                expected=f"{value:.12g} aus {row.formula_ref}",
                hint="Zeile neu berechnen oder Ausgangszeilen prüfen",
            )
        yield from _parents(row)


def _value(row: Factor | Property, tables: CheckTables) -> float | None:
    try:
        return recomputed(row.formula_ref, tables.base)
    except (ValueError, TypeError, ZeroDivisionError, KeyError):
        # an argument is no number, or there are too many or too few of them
        return None


def _no_formula(row: Factor | Property, expected: str) -> Diagnostic:
    return row_error(
        "F21",
        row,
        "formula_ref",
        "Formel lässt sich nicht nachrechnen",
        found=row.formula_ref,
        expected=expected,
        hint="Formelnamen stehen in docs/decisions/0003-faktoren.md",
    )


def _parents(row: Factor | Property) -> Iterator[Diagnostic]:
    """F18 for formulas: a difference of two rows must be a difference of the same factor and year."""
    call = call_parts(row.formula_ref)
    if call is None or call[0] != "total_minus_direct" or isinstance(row, Property):
        return
    keys = [key for key in map(parent_key, call[1]) if key is not None]
    if any(key[0] != row.factor_id for key in keys):
        yield row_error(
            "F18",
            row,
            "formula_ref",
            f"Formel von {row.factor_id} rechnet mit einem anderen Faktor",
            found=row.formula_ref,
            expected=f"Zeilen von {row.factor_id}",
        )


def stored_sources(tables: CheckTables) -> Iterator[Diagnostic]:
    """Cells of stored sources again: only where ``archived_copy`` names a file in the archive folder."""
    if tables.archive is None:
        return
    for source, place in tables.sources:
        path = tables.archive / source.archived_copy if source.archived_copy else None
        if path is None or not path.is_file():
            continue
        yield from _fingerprint(source, path, place)
        if path.suffix.lower() in {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}:
            rows = [row for row in tables.value_rows if row.source_id == source.source_id]
            yield from _cells(path, rows)


def _fingerprint(source: Source, path: Path, place: Place) -> Iterator[Diagnostic]:
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != source.sha256:
        yield error("F21", "Abgelegte Quelle ist nicht mehr die gelesene", place, found=actual, expected=source.sha256)


def _cells(path: Path, rows: list[Factor | Property]) -> Iterator[Diagnostic]:
    from python_calamine import load_workbook  # noqa: PLC0415 - only where sources are stored

    book = load_workbook(path)
    sheets: dict[str, list[list[object]]] = {}
    for row in rows:
        match = _CELL.search(row.source_locator)
        if match is None or row.derivation in {"computed", "carried_forward", "carried_back"}:
            continue
        name, column, line = match[1], match[2], int(match[3])
        if name in book.sheet_names and name not in sheets:
            sheets[name] = [list(cells) for cells in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        printed = _at(sheets.get(name, []), line - 1, _column_index(column))
        if not isinstance(printed, int | float):
            yield warning(
                "F21",
                "An der Fundstelle steht keine Zahl",
                Place(row.table, "", f"A{row.line}"),
                found=str(printed),
                expected=row.source_locator,
            )
        elif not _same(float(printed), row):
            yield row_error(
                "F21",
                row,
                "value" if isinstance(row, Property) else "co2e_kg",
                "Wert ist nicht der an der Fundstelle gedruckte",
                found=_stated_text(row),
                expected=f"{figure(float(printed))} in {row.source_locator}",
                hint="Nur die Zehnerpotenz darf sich beim Abschreiben ändern",
            )


def _at(cells: list[list[object]], line: int, column: int) -> object:
    if line < len(cells) and column < len(cells[line]):
        return cells[line][column]
    return None


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def _stated(row: Factor | Property) -> list[float]:
    if isinstance(row, Property):
        return [row.value]
    columns = ("co2e_kg", "co2_fossil_kg", "co2_biogenic_kg", "ch4_fossil_kg", "ch4_biogenic_kg", "n2o_kg")
    return [value for column in columns if (value := getattr(row, column)) is not None]


def _stated_text(row: Factor | Property) -> str:
    return ", ".join(map(figure, _stated(row)))


def _same(printed: float, row: Factor | Property) -> bool:
    return any(
        abs(value - printed * 10**power) <= _DIGITS * max(abs(value), abs(printed * 10**power))
        for value in _stated(row)
        for power in _POWERS
    )
