"""F09 and F10 between rows: litre, kilogram, Hs and Hi of one fuel give the same emission per kWh."""

from collections import defaultdict
from collections.abc import Iterator

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.factor import Factor, Property
from thgbilanz.factors.checking.bands import Bands, outside
from thgbilanz.factors.checking.findings import figure, row_error
from thgbilanz.factors.checking.physical import compared_value
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.units.catalogue import base_of

UNIT_SUFFIXES = frozenset(
    {"je_liter", "je_kg", "je_t", "je_tonne", "je_m3", "je_nm3", "je_kwh", "je_kwh_hs", "je_kwh_hi"}
)
"""Last part of ids that tell the same factor in another unit, as in ``diesel.strasse.je_liter``."""

_ENERGY = "kWh_Hi"


def agreement(tables: CheckTables) -> Iterator[Diagnostic]:
    """Rows of one edition that differ in their unit only agree through a heating value in the tables."""
    bands = Bands(tables.bands, "F09")
    groups: dict[tuple[object, ...], list[Factor]] = defaultdict(list)
    for row in tables.factors:
        key = (stem(row.factor_id), row.year_valid, row.region, row.boundary, row.accounting, row.edition)
        groups[key].append(row)
    for rows in groups.values():
        energy = next((row for row in rows if row.activity_unit == _ENERGY), None)
        others = [row for row in rows if row.activity_unit != _ENERGY]
        if energy is None or not others or compared_value(energy, tables) <= 0:
            continue
        for row in others:
            yield from _compared(row, energy, bands, tables)


def stem(factor_id: str) -> str:
    """An id without its unit.

    >>> stem("diesel.strasse.je_liter"), stem("diesel.strasse")
    ('diesel.strasse', 'diesel.strasse')
    """
    head, _, last = factor_id.rpartition(".")
    return head if head and last in UNIT_SUFFIXES else factor_id


def _compared(row: Factor, energy: Factor, bands: Bands, tables: CheckTables) -> Iterator[Diagnostic]:
    implied = compared_value(row, tables) / compared_value(energy, tables)
    values = heating_values(row, tables)
    band = bands.nearest(row.factor_id, "abgleich", "1")
    if band is None or any(not outside(implied / value, band) for value in values):
        return
    check = "F10" if row.activity_unit == "kWh_Hs" else "F09"
    yield row_error(
        check,
        row,
        "co2e_kg" if row.co2e_kg is not None else "co2_fossil_kg",
        f"{row.factor_id} passt nicht zu {energy.factor_id}",
        found=f"{figure(implied)} kWh_Hi/{row.activity_unit} aus beiden Werten",
        expected=" oder ".join(map(figure, values)) or f"ein Heizwert in properties.csv für {row.activity_unit}",
        hint=f"Verglichen mit {energy.table}, Zeile {energy.line}; Liter, kg und kWh derselben Quelle prüfen",
    )


def heating_values(row: Factor, tables: CheckTables) -> list[float]:
    """Heating values per activity unit of a row: those of its edition, or else every published one."""
    carrier = row.factor_id.split(".", maxsplit=1)[0]
    known = [
        value
        for entry in (*tables.properties, *tables.alternatives)
        if entry.activity == carrier and entry.unit_to == _ENERGY
        for value in [_per_unit(entry, row.activity_unit)]
        if value
    ]
    return sorted(known)


def _per_unit(entry: Property, unit: str) -> float:
    (from_base, from_size), (base, size) = base_of(entry.unit_from), base_of(unit)
    return entry.value / from_size * size if base == from_base else 0.0
