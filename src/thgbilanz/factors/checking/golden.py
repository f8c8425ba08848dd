"""F19: activity rows computed by hand give the same kilograms through sets, properties and factors."""

from collections.abc import Iterator

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.factor import Factor
from thgbilanz.core.place import Place
from thgbilanz.core.vocabulary import GAS_COLUMNS
from thgbilanz.factors.checking.findings import figure
from thgbilanz.factors.checking.layout import GoldenRow
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.match import Match, matched_factor, property_between
from thgbilanz.units.catalogue import base_of, unit_reading

_TOLERANCE = 1e-9
_BY_METHOD = {"standort": "location", "markt": "market"}
_GASES = tuple(name for name in GAS_COLUMNS if name != "other_co2e_kg")
_OUTSIDE = "ausserhalb"


def golden(tables: CheckTables) -> Iterator[Diagnostic]:
    """Each expected figure of ``golden/*.csv`` again."""
    for row in tables.golden:
        factor = _factor(row, tables)
        if factor is None:
            yield _finding(row, "activity", "Kein Faktor für die Beispielzeile", row.activity, "ein Faktor im Satz")
            continue
        amount = _amount(row, factor, tables)
        if amount is None:
            yield _finding(
                row, "unit", "Einheit der Beispielzeile führt nicht zum Faktor", row.unit, factor.activity_unit
            )
            continue
        yield from _compared(row, factor, amount, tables)


def _factor(row: GoldenRow, tables: CheckTables) -> Factor | None:
    match = matched_factor(tables.base, row.set_id, row.space, row.activity, role_of(row), row.year)
    if not isinstance(match, Match) and role_of(row) == "direct":
        match = matched_factor(tables.base, row.set_id, row.space, row.activity, "total", row.year)
    return match.factor if isinstance(match, Match) else None


def role_of(row: GoldenRow) -> str:
    """Role of the factor behind an expected posting: where it is booked tells which part it is."""
    if row.method:
        return _BY_METHOD[row.method]
    if row.scope3_category == "3.3":
        return "upstream"
    return "direct" if row.scope in {"1", _OUTSIDE} else "total"


def _amount(row: GoldenRow, factor: Factor, tables: CheckTables) -> float | None:
    """Amount in the factor's unit, through one property if the measures differ."""
    reading = unit_reading(row.unit, row.activity)
    if not reading.unit:
        return None
    amount, (base, size) = row.amount * reading.factor, base_of(factor.activity_unit)
    if reading.unit != base:
        ratio = _ratio(row, reading.unit, base, tables)
        if ratio is None:
            return None
        amount *= ratio
    return amount / size


def _ratio(row: GoldenRow, unit: str, base: str, tables: CheckTables) -> float | None:
    """How many ``base`` one ``unit`` is, by a property read in either direction."""
    for unit_from, unit_to, power in ((unit, base, 1), (base, unit, -1)):
        entry = property_between(tables.base, row.activity, unit_from, unit_to, row.year)
        if entry is not None:
            in_bases: float = entry.value * base_of(entry.unit_to)[1] / base_of(entry.unit_from)[1]
            return in_bases**power
    return None


def _compared(row: GoldenRow, factor: Factor, amount: float, tables: CheckTables) -> Iterator[Diagnostic]:
    for gas in _GASES:
        expected, value = getattr(row, gas), getattr(factor, gas)
        if expected is not None and _differs(expected, None if value is None else value * amount):
            yield _finding(row, gas, "Beispielzeile ergibt andere Kilogramm", _text(value, amount), figure(expected))
    if row.co2e_kg is None:
        return
    total = factor.co2_biogenic_kg if row.scope == _OUTSIDE else factor_co2e_kg(factor, row.gwp, tables.base)[0]
    if _differs(row.co2e_kg, None if total is None else total * amount):
        yield _finding(row, "co2e_kg", "Beispielzeile ergibt andere Kilogramm", _text(total, amount), f"{row.co2e_kg}")


def _differs(expected: float, value: float | None) -> bool:
    return value is None or abs(value - expected) > _TOLERANCE * max(abs(expected), abs(value))


def _text(value: float | None, amount: float) -> str:
    return "kein Wert" if value is None else f"{value * amount:.12g}"


def _finding(row: GoldenRow, column: str, text: str, found: str, expected: str) -> Diagnostic:
    place = Place(row.table, "", f"A{row.line}", column)
    name = f"{row.case} {row.activity} {row.year} ({row.set_id})"
    return error("F19", f"{text}: {name}", place, found=found, expected=expected, hint=f"Rechenweg: {row.calculation}")
