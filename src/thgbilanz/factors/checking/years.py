"""F12, F13, F14: year series without gaps and unexplained jumps, sources that agree, carried values."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.factor import Factor
from thgbilanz.core.vocabulary import GAS_COLUMNS
from thgbilanz.factors.checking.bands import Bands, outside
from thgbilanz.factors.checking.findings import figure, row_error
from thgbilanz.factors.checking.layout import Band
from thgbilanz.factors.checking.physical import compared_value
from thgbilanz.factors.checking.tables import CheckTables

Series = dict[tuple[str, ...], list[Factor]]

_CARRIED = {"carried_forward": 1, "carried_back": -1}
_MEASURED = frozenset({"published", "interpolated", "carried_forward"})
"""Derivations whose data cannot be younger than the balance year; computed rows inherit from carried parents."""
_TIMELESS = "ipcc-"
"""Global warming potentials are properties of a gas: a report of 2021 holds for 2019 as well."""
_ORIGIN = re.compile(r"Wert für ((?:19|20)[0-9]{2}) ")
_FORECAST = "Prognose"


def edition_series(rows: tuple[Factor, ...]) -> Series:
    """Rows of one edition by year."""
    return _series(rows, with_edition=True)


def _series(rows: tuple[Factor, ...], *, with_edition: bool) -> Series:
    series: Series = defaultdict(list)
    for row in rows:
        if row.status in {"active", "superseded"}:
            key = (row.factor_id, row.region, row.boundary, row.accounting, row.edition if with_edition else "")
            series[key].append(row)
    for group in series.values():
        group.sort(key=lambda row: row.year_valid)
    return series


def years(tables: CheckTables) -> Iterator[Diagnostic]:
    """F12: no gap between the first and the last year, nothing from the future, three years in their order."""
    for group in edition_series(tables.factors).values():
        yield from _gaps(group)
    latest = tables.today.year
    for row in tables.factors:
        if row.year_valid > latest and _FORECAST not in row.note:
            yield row_error("F12", row, "year_valid", "Faktor gilt für ein Jahr in der Zukunft", found=_text(row))
        if row.year_published is not None and row.year_published > latest:
            yield row_error("F12", row, "year_published", "Veröffentlichung liegt in der Zukunft", found=_text(row))
        if row.year_data is None:
            continue
        if row.year_published is not None and row.year_data > row.year_published and _FORECAST not in row.note:
            yield row_error(
                "F12", row, "year_data", "Datenjahr liegt nach der Veröffentlichung", found=str(row.year_data)
            )
        if row.year_data > row.year_valid and row.derivation in _MEASURED and not row.source_id.startswith(_TIMELESS):
            yield row_error(
                "F12",
                row,
                "year_data",
                "Datenjahr liegt nach dem Jahr, für das der Faktor gilt",
                found=str(row.year_data),
                expected=f"höchstens {row.year_valid}, oder derivation carried_back",
            )


def _text(row: Factor) -> str:
    return f"{row.year_valid} ({row.year_published})"


def _gaps(group: list[Factor]) -> Iterator[Diagnostic]:
    for earlier, later in pairwise(group):
        if later.year_valid - earlier.year_valid > 1:
            missing = ", ".join(str(year) for year in range(earlier.year_valid + 1, later.year_valid))
            yield row_error(
                "F12",
                later,
                "year_valid",
                f"Lücke in den Jahren von {later.factor_id}",
                found=f"{earlier.year_valid}, dann {later.year_valid} ({later.edition}, {later.boundary})",
                expected=f"Zeilen für {missing}",
                hint="Fehlende Jahre aus der Quelle ergänzen oder ausdrücklich fortschreiben",
            )


def jumps(tables: CheckTables) -> Iterator[Diagnostic]:
    """F13: neighbouring years and other sources of the same year agree, or a reviewed line explains the ratio."""
    bands = Bands(tables.bands, "F13")
    for first, second, quantity in comparisons(tables.factors):
        one, two = compared_value(first, tables), compared_value(second, tables)
        kind = "jahr" if first.year_valid != second.year_valid else "quelle"
        general = bands.nearest(first.factor_id, kind, "1")
        explained = bands.exact(first.factor_id, quantity, "1")
        band = explained or general
        if band is None or _within(one, two, band):
            continue
        yield row_error(
            "F13",
            second,
            "co2_fossil_kg" if second.gas_split == "co2_only" else "co2e_kg",
            f"Sprung bei {first.factor_id} ohne Erklärung"
            if kind == "jahr"
            else f"Quellen für {first.factor_id} weichen ohne Erklärung voneinander ab",
            found=f"{figure(one)} → {figure(two)} (Verhältnis {figure(two / one) if one else 'unbestimmt'})",
            expected=f"{figure(band.lower)} bis {figure(band.upper)}",
            hint=f"Werte prüfen oder das Verhältnis in checks erklären: F13, {first.factor_id}, {quantity}",
        )


def _within(one: float, two: float, band: Band) -> bool:
    if one == 0 or two == 0:
        return one == two
    return not outside(two / one, band)


def comparisons(rows: tuple[Factor, ...]) -> Iterator[tuple[Factor, Factor, str]]:
    """Pairs that should agree: years of an edition, then editions of a year (each with the next in order)."""
    for group in edition_series(rows).values():
        for first, second in pairwise(group):
            if second.year_valid - first.year_valid == 1 and first.activity_unit == second.activity_unit:
                years_text = f"{first.year_valid}-{second.year_valid}"
                yield first, second, f"{_shared(first)} {first.edition} {years_text}"
    for group in _series(rows, with_edition=False).values():
        by_year: dict[int, list[Factor]] = defaultdict(list)
        for row in group:
            by_year[row.year_valid].append(row)
        for same_year in by_year.values():
            ordered = sorted(same_year, key=lambda row: row.edition)
            for first, second in pairwise(ordered):
                if first.activity_unit == second.activity_unit and first.edition != second.edition:
                    pair = f"{first.edition}:{second.edition}"
                    yield first, second, f"{_shared(first)} {first.year_valid} {pair}"


def _shared(row: Factor) -> str:
    parts = [row.boundary]
    parts += [row.accounting] if row.accounting != "na" else []
    parts += [row.region] if row.region != "DE" else []
    return " ".join(parts)


def carried(tables: CheckTables) -> Iterator[Diagnostic]:
    """F14: a carried value repeats the stated year of its edition and is not older than allowed."""
    bands = Bands(tables.bands, "F14")
    for group in edition_series(tables.factors).values():
        by_year = {row.year_valid: row for row in group}
        for row in group:
            if row.derivation not in _CARRIED:
                continue
            match = _ORIGIN.search(row.note)
            origin = by_year.get(int(match[1])) if match else None
            if origin is None or origin.derivation in _CARRIED:
                yield _no_origin(row)
                continue
            yield from _differences(row, origin)
            band = bands.nearest(row.factor_id, row.derivation, "Jahre")
            age = abs(row.year_valid - origin.year_valid)
            direction = (row.year_valid - origin.year_valid) * _CARRIED[row.derivation]
            if direction <= 0 or (band is not None and outside(age, band)):
                yield row_error(
                    "F14",
                    row,
                    "derivation",
                    f"Wert von {row.factor_id} ist zu weit fortgeschrieben",
                    found=f"{age} Jahre ({row.derivation})",
                    expected=f"höchstens {figure(band.upper)} Jahre" if band else "ein anderes Jahr",
                    hint="Neueren Wert aus einer Quelle eintragen",
                )


def _no_origin(row: Factor) -> Diagnostic:
    return row_error(
        "F14",
        row,
        "note",
        f"Woher der fortgeschriebene Wert von {row.factor_id} stammt, ist nicht benannt",
        found=row.note,
        expected="„Wert für JJJJ fortgeschrieben …“ mit einem Jahr derselben Ausgabe",
        hint="Ursprungsjahr in note nennen; fortgeschriebene Werte dürfen nicht Ursprung sein",
    )


def _differences(row: Factor, origin: Factor) -> Iterator[Diagnostic]:
    for column in (*GAS_COLUMNS, "co2e_kg", "co2e_gwp", "activity_unit", "year_data", "source_id"):
        if getattr(row, column) != getattr(origin, column):
            yield row_error(
                "F14",
                row,
                column,
                f"Fortgeschriebener Wert von {row.factor_id} weicht vom Ursprung ab",
                found=str(getattr(row, column)),
                expected=f"{getattr(origin, column)} wie {origin.year_valid}",
                hint=f"Ursprung: {origin.table}, Zeile {origin.line}",
            )


def superseded_pins(tables: CheckTables) -> Iterator[Diagnostic]:
    """F14: no set uses a row that its source or we have replaced or withdrawn."""
    for entry in tables.sets:
        for row in tables.base.pinned_rows(entry):
            if row.status != "active":
                yield row_error(
                    "F14",
                    row,
                    "status",
                    f"Satz {entry.set_id} verwendet eine Zeile mit Status {row.status}",
                    found=row.status,
                    expected="active",
                    hint=f"Neuere Ausgabe in {entry.table}, Zeile {entry.line} eintragen",
                )
