"""Lists of factor rows: a table for people, rows for programs, and the long form with one line per gas."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import groupby

from thgbilanz.core.factor import Factor
from thgbilanz.exhibits.clean import csv_text, utf8_text
from thgbilanz.exhibits.factor_columns import TextColumn, laid_out
from thgbilanz.exhibits.factor_words import (
    GASES,
    MARKS,
    SHOWN_GWP,
    aligned,
    boundary_text,
    derivation_text,
    figure_text,
    legend,
    per_unit,
    thin_marks,
)
from thgbilanz.exhibits.medium import Medium, wrapped
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.series import Series, series_of, year_spans
from thgbilanz.factors.thinness import thin_reasons

COLUMNS: tuple[str, ...] = (
    "faktor",
    "jahr",
    "region",
    "systemgrenze",
    "methode",
    "ausgabe",
    "kg_co2e_je_einheit",
    "einheit",
    "gwp",
    "herkunft",
    "quelle",
    "fundstelle",
    "datei",
    "zeile",
    "duenn",
)
"""Keys of a row in JSON and columns in CSV."""

_NOT_LONG = frozenset({*GASES, "table", "line"})
LONG_COLUMNS: tuple[str, ...] = (
    *(field.name for field in fields(Factor) if field.name not in _NOT_LONG),
    "gas",
    "kg_per_unit",
    "table",
    "line",
)
"""Columns of the long form: those of the tables, with one line per published gas instead of a column per gas."""

Row = Mapping[str, object]
_WIDEST = 100
_NOTHING = "Kein Faktor passt zu dieser Auswahl"


def factor_row(row: Factor, base: FactorBase) -> dict[str, object]:
    """A row for programs. CO2e of rows with a full gas split is by AR5."""
    kg, basis = factor_co2e_kg(row, SHOWN_GWP, base)
    return {
        "faktor": row.factor_id,
        "jahr": row.year_valid,
        "region": row.region,
        "systemgrenze": row.boundary,
        "methode": row.accounting,
        "ausgabe": row.edition,
        "kg_co2e_je_einheit": kg,
        "einheit": row.activity_unit,
        "gwp": basis,
        "herkunft": derivation_text(row),
        "quelle": row.source_id,
        "fundstelle": row.source_locator,
        "datei": row.table,
        "zeile": row.line,
        "duenn": "; ".join(thin_reasons(row)),
    }


def long_rows(rows: Iterable[Factor]) -> list[dict[str, object]]:
    """One line per row and published gas, every column of the tables kept: tidy for statistics programs."""
    lines = []
    for row in rows:
        shared: dict[str, object] = {name: getattr(row, name) for name in LONG_COLUMNS if hasattr(row, name)}
        for column in GASES:
            mass = getattr(row, column)
            if mass is not None:
                gas: dict[str, object] = {"gas": column.removesuffix("_kg"), "kg_per_unit": mass}
                lines.append({name: (gas | shared)[name] for name in LONG_COLUMNS})
    return lines


def rows_csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Rows as CSV for programs: comma, point, no cell that could become a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, float):
        return figure_text(value).replace(",", ".")
    return "" if value is None else csv_text(str(value))


def list_text(rows: Sequence[Factor], base: FactorBase, width: int, medium: Medium, *, by_year: bool) -> str:
    """Rows for people, grouped by factor. ``by_year``: a line per row; else a line per series of years."""
    if not rows:
        return medium.fit(_NOTHING) + "\n"
    series = series_of(rows)
    if by_year:
        series = tuple(part for one in series for part in series_by_row(one))
    series = tuple(sorted(series, key=lambda one: (one.factor_id, one.region, one.unit)))
    columns = min(width, _WIDEST)
    table = laid_out(_columns(series, base, medium), columns, medium)
    lines = list(table.head)
    pairs = zip(series, table.rows, strict=True)
    for (id_, region, unit), group in groupby(
        pairs, key=lambda pair: (pair[0].factor_id, pair[0].region, pair[0].unit)
    ):
        head = f"{medium.own(per_unit(unit))}, {medium.fit(region)}"
        lines += _heading(medium.fit(id_), head, columns, medium)
        lines += [line for _, row_lines in group for line in row_lines]
    lines.append("")
    notes = [legend(thin_marks(row) for row in rows)]
    if any(len(one.rows) > 1 for one in series):
        notes.append("Mehrere Jahre: Wert des letzten Jahres; die Zeitreihe zeigt thg faktoren zeige FAKTOR")
    lines += [line for note in notes if note for line in wrapped(medium.own(note), columns)]
    lines.append(medium.fit(_counted(len(rows), series)))
    return "\n".join(lines) + "\n"


def _heading(id_: str, unit: str, width: int, medium: Medium) -> list[str]:
    if len(id_) + 2 + len(unit) <= width:
        return [f"{medium.bold(id_)}  {medium.dim(unit)}"]
    return [medium.bold(id_), *(medium.dim(line) for line in wrapped(unit, width, "  ", "  "))]


def series_by_row(series: Series) -> tuple[Series, ...]:
    """A series cut into one per year."""
    return tuple(
        Series(series.factor_id, series.region, series.edition, series.boundary, series.accounting, series.unit, (row,))
        for row in series.rows
    )


def _columns(series: Sequence[Series], base: FactorBase, medium: Medium) -> list[TextColumn]:
    """Years, the figure of the last of them, marks, GWP basis, boundary, edition."""
    lasts = [factor_co2e_kg(one.rows[-1], SHOWN_GWP, base) for one in series]
    figures = aligned(figure_text(kg) for kg, _ in lasts)
    boundaries = [boundary_text(one.boundary, one.accounting, short=True) for one in series]
    return [
        TextColumn(medium.fit("Jahr"), [medium.fit(year_spans(one.years)) for one in series]),
        TextColumn(medium.own("kg CO2e"), [medium.fit(figure) for figure in figures]),
        TextColumn("", [_marks(one) for one in series]),
        TextColumn("GWP", [medium.own(_BASIS.get(basis, basis)) for _, basis in lasts]),
        TextColumn(medium.fit("Grenze"), [medium.fit(text) for text in boundaries]),
        TextColumn(medium.fit("Ausgabe"), [medium.fit(one.edition) for one in series]),
    ]


_BASIS = {"unbekannt": "unbek."}


def _marks(series: Series) -> str:
    found = "".join(thin_marks(row) for row in series.rows)
    return "".join(letter for letter in MARKS.values() if letter in found)


def _counted(rows: int, series: Sequence[Series]) -> str:
    factors = len({one.factor_id for one in series})
    return f"{rows} {'Zeile' if rows == 1 else 'Zeilen'}, {factors} {'Faktor' if factors == 1 else 'Faktoren'}"


def long_text(rows: Sequence[Factor], width: int, medium: Medium) -> str:
    """Every row with its gases, source and place in it, for people."""
    columns = min(width, _WIDEST)
    lines: list[str] = []
    for row in rows:
        boundary = boundary_text(row.boundary, row.accounting)
        head = f"{row.factor_id} {row.year_valid}, {boundary}, {row.region}, {row.edition}"
        lines += [medium.bold(line) for line in wrapped(medium.fit(head), columns, "", "  ")]
        masses = [(name, getattr(row, column)) for column, name in GASES.items()]
        gases = [f"{name} {figure_text(mass)} kg".replace(" ", "\u00a0") for name, mass in masses if mass is not None]
        basis = f"je {per_unit(row.activity_unit).rpartition(' je ')[2]}: {', '.join(gases)}"
        lines += wrapped(medium.own(basis), columns, "  ", "    ")
        origin = f"{row.source_id}, {row.source_locator}; {derivation_text(row)}"
        lines += [medium.dim(line) for line in wrapped(medium.fit(origin), columns, "  ", "    ")]
        if row.note:
            lines += [medium.dim(line) for line in wrapped(medium.fit(row.note), columns, "  ", "    ")]
    return "\n".join(lines or [medium.fit(_NOTHING)]) + "\n"


def json_rows(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Rows with texts that UTF-8 can hold."""
    return [{key: utf8_text(value) if isinstance(value, str) else value for key, value in row.items()} for row in rows]
