"""Defects that the gate must find: each is one way in which a row of a factor table goes wrong in practice.

A mutation takes the cells of a row and gives the damaged rows that it can make of it; none if the row cannot carry
the defect. Defects are those of the issue; the factors between right and wrong are stated here.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

Cells = dict[str, str]
Damaged = Iterator[tuple[str, list[Cells]]]
"""What was done, and the rows that stand in the place of the original."""

GASES = (
    "co2_fossil_kg",
    "co2_biogenic_kg",
    "ch4_fossil_kg",
    "ch4_biogenic_kg",
    "n2o_kg",
    "other_co2e_kg",
)
FIGURES = (*GASES, "co2e_kg")
PROPERTY_FIGURES = ("value",)
HI_PER_HS = {"erdgas": "0.903", "biogas": "0.903", "biomethan": "0.903", "klaergas": "0.903", "deponiegas": "0.903"}
"""EBeV 2030 for natural gas; the other gases burn the same methane."""
SMALLEST_HI_PER_HS = "0.955"
"""A little nearer to 1 than any: DESNZ 2025 prints coal as 0.05629 (gross) and 0.05925 (net), ratio 0.950."""
GRID_JUMP, JUMP = Decimal("1.3"), Decimal("1.05")
CHARACTERISTIC = {"strom", "umweltwaerme"}


def times(cells: Cells, factor: str | Decimal, columns: tuple[str, ...] = FIGURES) -> Cells:
    """The row with figures multiplied."""
    changed = {c: text_of(Decimal(cells[c]) * Decimal(factor)) for c in columns if cells.get(c)}
    return cells | changed


def text_of(value: Decimal) -> str:
    """Canonical text: the mutation is the value, not its spelling."""
    rounded = Decimal(f"{value:.12g}") if value else Decimal(0)
    text = format(rounded.normalize(), "f")
    return text if rounded else "0"


def figures(cells: Cells) -> list[str]:
    columns = FIGURES if "factor_id" in cells else PROPERTY_FIGURES
    return [column for column in columns if cells.get(column)]


def nonzero(cells: Cells) -> list[str]:
    return [column for column in figures(cells) if Decimal(cells[column])]


def decimal_comma(cells: Cells) -> Damaged:
    for column in figures(cells):
        text = cells[column]
        yield column, [cells | {column: text.replace(".", ",") if "." in text else f"{text},0"}]


def thousands_dot(cells: Cells) -> Damaged:
    for column in figures(cells):
        whole, _, part = cells[column].partition(".")
        if len(whole) > 3:
            yield column, [cells | {column: f"{whole[:-3]}.{whole[-3:]}{part}"}]
            yield f"{column} with comma", [cells | {column: f"{whole[:-3]}.{whole[-3:]},{part or '0'}"}]


def gram_as_kilogram(cells: Cells) -> Damaged:
    columns = nonzero(cells)
    for column in columns:
        yield column, [times(cells, 1000, (column,))]
    if len(columns) > 1:
        yield "all", [times(cells, 1000, tuple(columns))]
    for column in columns:
        if column.startswith(("ch4", "n2o")):
            yield f"{column} in mg", [times(cells, 1_000_000, (column,))]


def kilowatt_hour_as_megawatt_hour(cells: Cells) -> Damaged:
    unit = "activity_unit" if "factor_id" in cells else "unit_to"
    if "kWh" not in cells[unit] or not nonzero(cells):
        return
    yield "per MWh", [times(cells, 1000, tuple(figures(cells)))]
    yield "per Wh", [times(cells, "0.001", tuple(figures(cells)))]
    yield "label", [cells | {unit: cells[unit].replace("kWh", "MWh")}]


def gross_as_net(cells: Cells) -> Damaged:
    unit = "activity_unit" if "factor_id" in cells else "unit_to"
    if cells[unit] not in {"kWh_Hi", "kWh_Hs"} or not nonzero(cells):
        return
    name = cells.get("factor_id", cells.get("activity", ""))
    ratio = HI_PER_HS.get(name.split(".")[0], SMALLEST_HI_PER_HS)
    yield "value per Hs", [times(cells, ratio, tuple(figures(cells)))]
    yield "value per Hi", [times(cells, 1 / Decimal(ratio), tuple(figures(cells)))]
    other = {"kWh_Hi": ("kWh_Hs", "Hs"), "kWh_Hs": ("kWh_Hi", "Hi")}[cells[unit]]
    if "factor_id" in cells:
        yield "label", [cells | {"activity_unit": other[0], "heat_basis": other[1]}]
        yield "half a label", [cells | {"heat_basis": other[1]}]
    else:
        yield "label", [cells | {unit: other[0]}]


def gas_sum_misses(cells: Cells) -> Damaged:
    if cells["gas_split"] == "full" and cells["co2e_kg"] and Decimal(cells["co2e_kg"]):
        yield "+0.6 %", [times(cells, "1.006", ("co2e_kg",))]
        yield "-0.6 %", [times(cells, "0.994", ("co2e_kg",))]
        yield "x 9.5", [times(cells, "9.5", ("co2e_kg",))]


def share_out_of_band(cells: Cells) -> Damaged:
    """CH4 and N2O fifty times too large or small, with a CO2e that agrees with them (AR5)."""
    gases = [c for c in nonzero(cells) if c.startswith(("ch4", "n2o"))]
    if not gases:
        return
    for factor in ("50", "0.02"):
        changed = times(cells, factor, tuple(gases))
        if cells["co2e_kg"]:
            changed["co2e_kg"] = text_of(gas_sum(changed))
        yield f"x {factor}", [changed]


def gas_sum(cells: Cells) -> Decimal:
    weights = {"co2_fossil_kg": 1, "ch4_fossil_kg": 28, "ch4_biogenic_kg": 28, "n2o_kg": 265, "other_co2e_kg": 1}
    return sum((Decimal(cells[c] or 0) * weight for c, weight in weights.items()), Decimal(0))


def duplicate_key(cells: Cells) -> Damaged:
    other = times(cells, "1.001", tuple(figures(cells)))
    yield "same file", [cells, other]
    name = "factor_id" if "factor_id" in cells else "property_id"
    yield "by case", [cells, other | {name: cells[name].upper()}]
    yield "edition by case", [cells, other | {"edition": cells["edition"].upper()}]


def zero_without_reason(cells: Cells) -> Damaged:
    for column in figures(cells):
        yield column, [cells | {column: "0", "zero_reason": ""} if "zero_reason" in cells else cells | {column: "0"}]


def negative(cells: Cells) -> Damaged:
    for column in nonzero(cells):
        yield column, [cells | {column: f"-{cells[column]}"}]


def missing_provenance(cells: Cells) -> Damaged:
    for column in ("source_id", "source_locator"):
        yield f"no {column}", [cells | {column: ""}]
    yield "unlisted source", [cells | {"source_id": "hoerensagen"}]
    yield "empty words", [cells | {"source_locator": "k. A."}]


def unknown_unit(cells: Cells) -> Damaged:
    for column in ("activity_unit",) if "factor_id" in cells else ("unit_from", "unit_to"):
        for unit in ("", "Stück", cells[column].upper() + "x", cells[column].swapcase()):
            if unit != cells[column]:
                yield f"{column} {unit}", [cells | {column: unit}]


def damaged_encoding(cells: Cells) -> Damaged:
    for column, text in cells.items():
        if text.isascii():
            continue
        yield f"{column} U+FFFD", [cells | {column: "".join(s if s.isascii() else "\ufffd" for s in text)}]
        if any(sign.isalpha() and not sign.isascii() for sign in text):
            yield f"{column} as Latin-1", [cells | {column: text.encode().decode("latin-1")}]
            yield f"{column} as cp1252", [cells | {column: text.encode().decode("cp1252", errors="replace")}]
            yield f"{column} question marks", [cells | {column: text.encode("ascii", errors="replace").decode()}]


FACTOR_MUTATIONS: dict[str, Callable[[Cells], Damaged]] = {
    function.__name__: function
    for function in (
        decimal_comma,
        thousands_dot,
        gram_as_kilogram,
        kilowatt_hour_as_megawatt_hour,
        gross_as_net,
        gas_sum_misses,
        share_out_of_band,
        duplicate_key,
        zero_without_reason,
        negative,
        missing_provenance,
        unknown_unit,
        damaged_encoding,
    )
}
"""Defects that a row carries by itself; those that need its neighbours are in ``neighbours.py``."""

PROPERTY_MUTATIONS = {
    name: function for name, function in FACTOR_MUTATIONS.items() if name not in {"gas_sum_misses", "share_out_of_band"}
}
