"""F17: ``gwp.csv`` equals the package ``globalwarmingpotentials``; the split of methane has its own source."""

import re
from collections.abc import Iterator

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.factor import Factor
from thgbilanz.core.place import Place
from thgbilanz.factors.checking.findings import figure, row_error
from thgbilanz.factors.checking.layout import GwpRow
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.units.catalogue import base_of

_TOLERANCE = 0.005
"""Blends are rounded to whole numbers by their sources: 0.5 %, or half a unit."""
_METHANE = ("CH4_biogenic", "CH4_fossil")
_SPLIT = 0.07
"""IPCC AR6 Table 7.15 splits methane; both parts lie within 7 % of the unsplit value of 7.SM.7 and around it."""


_REFRIGERANTS = {"kaeltemittel": ("HFC", "HCFC", "CFC", "HFO"), "sf6": ("SF6",)}
"""Carriers whose direct factor is a global warming potential, and how the package spells their gases."""


def gwp_values(tables: CheckTables) -> Iterator[Diagnostic]:
    """Each value equals the package's; unknown gases are compared by what their note says they consist of."""
    rows = [row for row in tables.gwp_rows if tables.is_own(row)]
    leaks = [row for row in tables.factors if tables.is_own(row) and row.factor_id.split(".")[0] in _REFRIGERANTS]
    if not rows and not leaks:
        return
    import globalwarmingpotentials  # noqa: PLC0415 - the package reads its table when imported

    for leak in leaks:
        yield from _leaked(leak, globalwarmingpotentials.data.get(f"{leak.co2e_gwp}GWP100", {}))
    for row in rows:
        reference: dict[str, float] = globalwarmingpotentials.data.get(f"{row.gwp_set}GWP100", {})
        expected = expected_value(row, reference)
        if expected is None:
            yield _unknown(row)
        elif not _agrees(row, expected, tables):
            yield error(
                "F17",
                f"Treibhauspotenzial von {row.gas} ({row.gwp_set}) weicht ab",
                Place(row.table, "", f"D{row.line}", "value"),
                found=figure(row.value),
                expected=f"{figure(expected)} nach globalwarmingpotentials",
                hint="Wert im IPCC-Bericht nachschlagen",
            )


def _leaked(row: Factor, reference: dict[str, float]) -> Iterator[Diagnostic]:
    carrier, _, gas = row.factor_id.partition(".")
    names = {f"{prefix}{gas.removeprefix('r')}" if carrier != "sf6" else prefix for prefix in _REFRIGERANTS[carrier]}
    expected = next((reference[name] for name in sorted(names) if name in reference), None)
    if expected is not None and row.co2e_kg is not None and row.co2e_kg != expected * base_of(row.activity_unit)[1]:
        yield row_error(
            "F17",
            row,
            "co2e_kg",
            f"{row.factor_id} weicht vom Treibhauspotenzial des Gases ab ({row.co2e_gwp})",
            found=figure(row.co2e_kg),
            expected=f"{figure(expected)} nach globalwarmingpotentials",
            hint="GWP-Satz und Gas prüfen",
        )


def _agrees(row: GwpRow, expected: float, tables: CheckTables) -> bool:
    if row.gas not in _METHANE:
        return abs(row.value - expected) <= max(_TOLERANCE * expected if is_blend(row.gas) else 0, 1e-9 * expected)
    both = {r.gas: r.value for r in tables.gwp_rows if r.gwp_set == row.gwp_set and r.gas in _METHANE}
    biogenic, fossil = (both.get(gas, row.value) for gas in _METHANE)
    if biogenic == fossil:
        return row.value == expected
    return biogenic <= expected <= fossil and abs(row.value - expected) <= _SPLIT * expected


def is_blend(gas: str) -> bool:
    """Whether a gas is a refrigerant blend (ASHRAE 400 and 500 series)."""
    return re.match(r"R-?[45][0-9]{2}[A-Za-z]?$", gas) is not None


def expected_value(row: GwpRow, reference: dict[str, float]) -> float | None:
    """Value of the package for a gas, or of its mixture; None if the package does not know it."""
    if row.gas == "CO2":
        return 1.0
    if row.gas in _METHANE:
        return reference.get("CH4")
    return reference.get(row.gas, reference.get(row.gas.replace("-", "")))


def _unknown(row: GwpRow) -> Diagnostic:
    return error(
        "F17",
        f"Treibhauspotenzial von {row.gas} ({row.gwp_set}) lässt sich nicht vergleichen",
        Place(row.table, "", f"A{row.line}", "gas"),
        found=row.gas,
        expected="ein Gas aus globalwarmingpotentials",
    )
