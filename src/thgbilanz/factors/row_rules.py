"""Rules that one factor row must keep in itself: gas split, zeros, heat basis, derivation, gas sum."""

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from thgbilanz.core.factor import Factor
from thgbilanz.core.vocabulary import GAS_COLUMNS
from thgbilanz.factors.base import LOCAL
from thgbilanz.factors.formulas import call_parts
from thgbilanz.factors.gwp import gas_sum_kg

GAS_SUM_TOLERANCE = 0.005
"""Printed CO2e may differ from the gas sum by rounding, at most 0.5 % (factor_schema.md F05)."""

_MASSES = (*GAS_COLUMNS, "co2e_kg")
_masses = attrgetter(*_MASSES)
_beyond_co2 = attrgetter(*(name for name in GAS_COLUMNS if not name.startswith("co2_")))
"""Read in one call: these rules look at every row of every load."""

_HEAT_BASIS = {"kWh_Hi": "Hi", "kWh_Hs": "Hs"}


class RowProblem(NamedTuple):
    """A rule that a row breaks, with the column to look at."""

    column: str
    code: str
    text: str
    expected: str
    hint: str


def row_problems(row: Factor, gwp: dict[str, dict[str, float]]) -> Iterator[RowProblem]:
    """Everything that contradicts itself within a row."""
    yield from _zeros(row)
    yield from _split(row)
    yield from _heat_basis(row)
    yield from _derivation(row)
    yield from _gas_sum(row, gwp)


def _zeros(row: Factor) -> Iterator[RowProblem]:
    if row.zero_reason:
        return
    zero = next((name for name, value in zip(_MASSES, _masses(row), strict=True) if value == 0), "")
    if zero:
        yield RowProblem(
            zero,
            "THG207",
            f"Faktor {row.factor_id} ist 0 ohne Begründung",
            "Begründung in zero_reason",
            "Nicht veröffentlichte Werte bleiben leer; eine echte 0 braucht einen Grund",
        )


def _split(row: Factor) -> Iterator[RowProblem]:
    """Biogenic CO2 may stand beside any split: it is booked outside the scopes."""
    beyond_co2 = any(value is not None for value in _beyond_co2(row))
    methane = row.ch4_fossil_kg is not None or row.ch4_biogenic_kg is not None
    expected = ""
    if row.gas_split == "full" and (row.co2_fossil_kg is None or row.n2o_kg is None or not methane):
        expected = "bei full: CO2, CH4 und N2O ausgefüllt"
    elif row.gas_split == "co2_only" and (
        row.co2_fossil_kg is None or row.co2e_gwp != "CO2" or row.co2e_kg is not None or beyond_co2
    ):
        expected = "bei co2_only: co2_fossil_kg, kein CH4, N2O oder co2e_kg, co2e_gwp = CO2"
    elif row.gas_split == "co2e_only" and (
        row.co2e_kg is None or row.co2_fossil_kg is not None or beyond_co2 or row.co2e_gwp == "CO2"
    ):
        expected = "bei co2e_only: co2e_kg ohne einzelne Gase, co2e_gwp nennt den GWP-Satz oder unknown"
    if expected:
        yield RowProblem(
            "gas_split",
            "THG212",
            f"Gase und gas_split von {row.factor_id} widersprechen sich",
            expected,
            "gas_split sagt, welche Spalten die Quelle füllt: full, co2_only oder co2e_only",
        )


def _heat_basis(row: Factor) -> Iterator[RowProblem]:
    expected = _HEAT_BASIS.get(row.activity_unit, "na")
    if row.heat_basis != expected:
        yield RowProblem(
            "heat_basis",
            "THG213",
            f"Bezug {row.heat_basis} passt nicht zur Einheit {row.activity_unit}",
            f"{expected} bei {row.activity_unit}",
            "Brennstoffe je kWh_Hi oder kWh_Hs, Strom und Wärme je kWh ohne Bezug (na)",
        )


def _derivation(row: Factor) -> Iterator[RowProblem]:
    computed = row.derivation == "computed"
    if computed == bool(row.formula_ref) and (not computed or call_parts(row.formula_ref) is not None):
        return
    yield RowProblem(
        "formula_ref",
        "THG217",
        f"Herkunft und Formel von {row.factor_id} passen nicht zusammen",
        "bei computed eine bekannte Formel, sonst leer",
        "Formelnamen stehen in docs/decisions/0003-faktoren.md",
    )


def _gas_sum(row: Factor, gwp: dict[str, dict[str, float]]) -> Iterator[RowProblem]:
    if row.gas_split != "full" or row.co2e_kg is None or row.co2e_gwp not in gwp:
        return
    total = gas_sum_kg(row, gwp[row.co2e_gwp])
    if abs(total - row.co2e_kg) > GAS_SUM_TOLERANCE * max(total, row.co2e_kg):
        yield RowProblem(
            "co2e_kg",
            "THG209",
            f"Gase von {row.factor_id} ergeben nicht den angegebenen CO2e-Wert",
            f"{total:.6g} kg CO2e aus den Gasen mit {row.co2e_gwp}",
            "Massen der Gase eintragen, nicht deren CO2e; Milligramm und Gramm in kg umrechnen",
        )


def origin_problem(row: Factor, *, local: bool) -> RowProblem | None:
    """Rows of a project say ``local``, shipped rows never do: a report must tell them apart."""
    if (row.derivation == LOCAL) == local:
        return None
    return RowProblem(
        "derivation",
        "THG216",
        f"Herkunft {row.derivation} ist hier nicht zulässig",
        "local" if local else "published, computed, interpolated, carried_forward oder carried_back",
        "Zeilen im Projektordner faktoren tragen in der Spalte derivation den Wert local",
    )
