"""F08 to F11: physical spans, litre against kilogram against kilowatt hour, Hi against Hs, parts against total."""

from collections.abc import Iterator
from dataclasses import replace

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.factor import Factor, Property
from thgbilanz.factors.checking.bands import Bands, outside
from thgbilanz.factors.checking.findings import figure, recoded, row_error
from thgbilanz.factors.checking.layout import Band
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.checks import total_findings
from thgbilanz.factors.gwp import factor_co2e_kg

COMPARISON_GWP = "AR5"
BIOGENIC = "co2_biogenic_kg"
RATIO = "upstream/direct"
CONVERSION = "umrechnung"
_PROPERTY_PAIRS = {("kWh_Hs", "kWh_Hi"): "F10"}


def compared_value(row: Factor, tables: CheckTables) -> float:
    """Kg CO2e per activity unit as used in comparisons: gases by AR5, anything else as printed."""
    if row.gas_split == "full" and COMPARISON_GWP not in tables.base.gwp:
        return row.co2e_kg or 0.0
    return factor_co2e_kg(row, COMPARISON_GWP, tables.base)[0]


def quantities(row: Factor, tables: CheckTables) -> Iterator[tuple[str, str, float]]:
    """Quantity of the span table, column to look at, and value, for everything F08 bounds in a row.

    An edition may have a span of its own. Biogenic CO2 has a span of its own: it is in no sum of CO2e.
    """
    column = "co2_fossil_kg" if row.gas_split == "co2_only" else "co2e_kg"
    yield row.boundary, column, compared_value(row, tables)
    if row.co2_biogenic_kg is not None:
        yield f"{row.boundary}.{BIOGENIC}", BIOGENIC, row.co2_biogenic_kg


def physical(tables: CheckTables) -> Iterator[Diagnostic]:
    """F08: each value inside the span of its id and of its carrier."""
    bands = Bands(tables.bands, "F08")
    for row in tables.factors:
        unit = f"kg/{row.activity_unit}"
        for quantity, column, value in quantities(row, tables):
            if value == 0 and row.zero_reason:
                continue
            found = bands.of(row.factor_id, quantity, unit)
            found += bands.of(row.factor_id, f"{quantity} {row.edition}", unit)
            if tables.whole and all(band.carrier != row.factor_id for band in found):
                yield _no_band(row, column, quantity, unit, value)
            found = found or bands.general(quantity, unit)
            if not found and not tables.whole:
                yield replace(_no_band(row, column, quantity, unit, value), severity=Severity.WARNING)
            for band in found:
                if outside(value, band):
                    yield _outside(row, column, value, band)


def _no_band(row: Factor, column: str, quantity: str, unit: str, value: float) -> Diagnostic:
    return row_error(
        "F08",
        row,
        column,
        f"Für {row.factor_id} ({quantity}) in {unit} gibt es keine Spanne",
        found=figure(value),
        expected="eine Zeile F08 in checks",
        hint="Einheit und Systemgrenze prüfen; Vorschlag für eine Spanne: thg faktoren pruefen --vorschlag spannen",
    )


def _outside(row: Factor, column: str, value: float, band: Band) -> Diagnostic:
    return row_error(
        "F08",
        row,
        column,
        f"Wert von {row.factor_id} liegt außerhalb der Spanne veröffentlichter Werte",
        found=figure(value),
        expected=f"{figure(band.lower)} bis {figure(band.upper)} {band.unit} ({band.carrier}, {band.source_id})",
        hint="Einheit prüfen: g statt kg, MWh statt kWh, Brennwert statt Heizwert, Dezimalstelle",
    )


def properties(tables: CheckTables) -> Iterator[Diagnostic]:
    """F09 and F10 for properties: heating values, densities and Hs/Hi inside their spans."""
    bands = {check: Bands(tables.bands, check) for check in ("F09", "F10")}
    for row in tables.all_properties:
        check, unit = property_check(row), property_unit(row)
        band = bands[check].exact(row.activity, CONVERSION, unit)
        if band is None:
            yield _property_finding(check, row, f"Für {row.property_id} in {unit} gibt es keine Spanne", "")
        for span in (band, bands[check].exact(row.activity, f"{CONVERSION} {row.edition}", unit)):
            if span is not None and outside(row.value, span):
                text = f"Umrechnung {row.property_id} liegt außerhalb der Spanne"
                yield _property_finding(check, row, text, f"{figure(span.lower)} bis {figure(span.upper)}")


def property_check(row: Property) -> str:
    """F10 between Hs and Hi of a fuel, F09 for every other conversion."""
    return _PROPERTY_PAIRS.get((row.unit_from, row.unit_to), "F09")


def _property_finding(check: str, row: Property, text: str, span: str) -> Diagnostic:
    return row_error(
        check,
        row,
        "value",
        text,
        found=figure(row.value),
        expected=span or f"eine Zeile {check} in checks",
        hint="MJ durch 3,6; Heizwert, nicht Brennwert; je Liter oder je kg",
    )


def property_unit(row: Property) -> str:
    """Unit of a property in the span table, e.g. ``kWh_Hi/L``."""
    return f"{row.unit_to}/{row.unit_from}"


def totals(tables: CheckTables) -> Iterator[Diagnostic]:
    """F11: total = direct + upstream within an edition, and a plausible ratio of upstream to direct."""
    yield from recoded(total_findings(tables.factors), {}, "F11")
    bands = Bands(tables.bands, "F11")
    for row, direct in upstream_pairs(tables):
        yield from _ratio(row, direct, bands, tables)


def upstream_pairs(tables: CheckTables) -> Iterator[tuple[Factor, Factor]]:
    """Upstream rows with the direct row of the same id, year and region: of the same edition if there is one."""
    groups: dict[tuple[str, int, str], list[Factor]] = {}
    for row in tables.factors:
        groups.setdefault((row.factor_id, row.year_valid, row.region), []).append(row)
    for rows in groups.values():
        direct = [row for row in rows if row.boundary == "direct" and row.accounting != "market"]
        for row in rows:
            if row.boundary == "upstream" and direct:
                yield row, next((other for other in direct if other.edition == row.edition), direct[0])


def _ratio(row: Factor, direct: Factor, bands: Bands, tables: CheckTables) -> Iterator[Diagnostic]:
    value = compared_value(direct, tables)
    if value <= 0:
        return
    ratio = compared_value(row, tables) / value
    for band in bands.of(row.factor_id, RATIO, "1"):
        if outside(ratio, band):
            yield row_error(
                "F11",
                row,
                "co2e_kg",
                f"Vorkette von {row.factor_id} passt nicht zum direkten Wert",
                found=figure(ratio),
                expected=f"{figure(band.lower)} bis {figure(band.upper)} ({band.carrier})",
                hint=f"Direkter Wert: {direct.table}, Zeile {direct.line}",
            )
