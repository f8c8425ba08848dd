"""F05, F06, F07 and the row rules of the loader: gases, their sum and shares, zeros, signs, bounds."""

from collections.abc import Iterator

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.factor import Factor
from thgbilanz.core.vocabulary import GAS_COLUMNS
from thgbilanz.factors.checking.bands import Bands, outside
from thgbilanz.factors.checking.findings import figure, row_error
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.gwp import gas_sum_kg
from thgbilanz.factors.row_rules import GAS_SUM_TOLERANCE, origin_problem, row_problems

_CODES = {"THG207": "F07", "THG208": "F07", "THG209": "F05", "THG212": "F05", "THG213": "F10", "THG217": "F21"}
_SHARE_GWP = "AR5"


def row_rules(tables: CheckTables) -> Iterator[Diagnostic]:
    """What contradicts itself within a row: the rules that loading enforces as well."""
    gwp = tables.base.gwp
    for row in tables.factors:
        origin = origin_problem(row, local=not tables.whole and tables.is_own(row))
        for problem in (*row_problems(row, gwp), *([origin] if origin else [])):
            value = getattr(row, problem.column)
            yield row_error(
                _CODES.get(problem.code, "F01"),
                row,
                problem.column,
                problem.text,
                found="" if value is None else str(value),
                expected=problem.expected,
                hint=problem.hint,
            )
        yield from _unknown_basis(row, gwp)
        yield from _uncertainty(row)


def _unknown_basis(row: Factor, gwp: dict[str, dict[str, float]]) -> Iterator[Diagnostic]:
    """A printed CO2e of unknown basis must agree with its gases under one of the GWP sets at least."""
    if row.gas_split != "full" or row.co2e_kg is None or row.co2e_gwp in gwp:
        return
    sums = {name: gas_sum_kg(row, weights) for name, weights in gwp.items()}
    fits = any(abs(total - row.co2e_kg) <= GAS_SUM_TOLERANCE * max(total, row.co2e_kg) for total in sums.values())
    if not fits:
        yield row_error(
            "F05",
            row,
            "co2e_kg",
            f"Gase von {row.factor_id} ergeben unter keinem GWP-Satz den CO2e-Wert",
            found=figure(row.co2e_kg),
            expected=", ".join(f"{name}: {figure(total)}" for name, total in sums.items()),
            hint="Massen der Gase eintragen, nicht deren CO2e; Milligramm und Gramm in kg umrechnen",
        )


def _uncertainty(row: Factor) -> Iterator[Diagnostic]:
    stated = row.u_low is not None or row.u_high is not None
    value = central_value(row)
    if row.u_kind == "gsd":
        fine = row.u_low is not None and row.u_low >= 1
    else:
        fine = (row.u_low is None or row.u_low <= value) and (row.u_high is None or value <= row.u_high)
    if stated and (not fine or row.u_kind == "none"):
        yield row_error(
            "F05",
            row,
            "u_kind",
            "Unsicherheit passt nicht zum Wert",
            found=f"{row.u_low} bis {row.u_high} ({row.u_kind})",
            expected=f"ein Bereich um {figure(value)}",
            hint="u_low und u_high stehen in derselben Einheit wie der Faktor",
        )


def central_value(row: Factor) -> float:
    """Printed CO2e, else the sum of what the row states, for comparisons within a row."""
    if row.co2e_kg is not None:
        return row.co2e_kg
    return (row.co2_fossil_kg or 0.0) + (row.other_co2e_kg or 0.0)


def shares(tables: CheckTables) -> Iterator[Diagnostic]:
    """F06: CH4 and N2O as a share of CO2e, inside the band of the carrier."""
    bands = Bands(tables.bands, "F06")
    for row in tables.factors:
        share = ch4_n2o_share(row, tables)
        if share is None:
            continue
        found = bands.of(row.factor_id, row.boundary, "1")
        if not found and tables.whole:
            yield row_error(
                "F06",
                row,
                "ch4_fossil_kg",
                f"Für den Anteil von CH4 und N2O an {row.factor_id} gibt es keine Spanne",
                found=figure(share),
                expected="eine Zeile F06 in checks",
                hint="Vorschlag: thg faktoren pruefen --vorschlag spannen",
            )
        for band in found:
            if outside(share, band):
                yield row_error(
                    "F06",
                    row,
                    "ch4_fossil_kg",
                    f"Anteil von CH4 und N2O an {row.factor_id} liegt außerhalb der Spanne",
                    found=figure(share),
                    expected=f"{figure(band.lower)} bis {figure(band.upper)} ({band.carrier}, {band.source_id})",
                    hint="Einheit der Gase prüfen: kg, nicht g oder mg; Masse, nicht CO2e",
                )


def ch4_n2o_share(row: Factor, tables: CheckTables) -> float | None:
    """Share of CH4 and N2O in CO2e with AR5, or None for rows without gases."""
    if row.gas_split != "full" or _SHARE_GWP not in tables.base.gwp:
        return None
    weights = tables.base.gwp[_SHARE_GWP]
    total = gas_sum_kg(row, weights)
    if total <= 0:
        return None
    return (total - (row.co2_fossil_kg or 0.0) - (row.other_co2e_kg or 0.0)) / total


def signs(tables: CheckTables) -> Iterator[Diagnostic]:
    """F07: a factor that states nothing at all; zeros and negatives are refused by reader and row rules."""
    for row in tables.factors:
        if all(getattr(row, column) is None for column in (*GAS_COLUMNS, "co2e_kg")):
            yield row_error("F07", row, "co2e_kg", f"Faktor {row.factor_id} enthält keinen Wert", expected="eine Zahl")
        elif row.zero_reason and all(getattr(row, column) != 0 for column in (*GAS_COLUMNS, "co2e_kg")):
            yield row_error(
                "F07",
                row,
                "zero_reason",
                f"Begründung für 0 ohne eine 0 bei {row.factor_id}",
                found=row.zero_reason,
                hint="zero_reason leeren oder den Wert prüfen",
            )
