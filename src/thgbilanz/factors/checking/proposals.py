"""Proposals for span tables from published values: a person reviews them before they become a gate."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from thgbilanz.core.factor import Factor, Property
from thgbilanz.factors.checking.bands import Bands
from thgbilanz.factors.checking.canonical import canonical_number
from thgbilanz.factors.checking.gases import ch4_n2o_share
from thgbilanz.factors.checking.layout import BAND_READERS, COVERAGE_READERS, NAMING_READERS, Coverage
from thgbilanz.factors.checking.physical import (
    CONVERSION,
    RATIO,
    compared_value,
    property_check,
    property_unit,
    quantities,
    upstream_pairs,
)
from thgbilanz.factors.checking.sets import needs
from thgbilanz.factors.checking.tables import CheckTables
from thgbilanz.factors.checking.years import comparisons

Line = dict[str, str]

_MARGINS = {"kg/kWh_Hi": 0.02, "kg/kWh_Hs": 0.02}
"""Room around the published values of a fuel: less than half of the 5 to 11 % between Hs and Hi."""
_MARGIN = 0.1
_SHARE_MARGIN = 0.5
_RATIO_MARGIN = 0.002
"""An explained ratio is a fact: only rounding may move it."""


_WORDS = {"F06": "Anteil", "F11": "Verhältnis", "F13": "Verhältnis der Werte"}


def proposed_lines(tables: CheckTables) -> list[Line]:
    """Spans that the tables under test lack: F06, F08, F09, F10 by value, F11 and F13 by ratio."""
    lines = [*_values(tables), *_shares(tables), *_properties(tables), *_upstream(tables), *_ratios(tables)]
    return sorted(lines, key=lambda line: (line["check"], line["carrier"], line["quantity"], line["unit"]))


def lines_text(lines: Iterable[Line]) -> str:
    """Proposals as a span table."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(BAND_READERS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return buffer.getvalue()


def _values(tables: CheckTables) -> Iterator[Line]:
    bands = Bands(tables.bands, "F08")
    groups: dict[tuple[str, str, str], list[tuple[float, Factor]]] = defaultdict(list)
    for row in tables.factors:
        for quantity, _, value in quantities(row, tables):
            key = (row.factor_id, quantity, f"kg/{row.activity_unit}")
            if tables.is_own(row) and value > 0 and not bands.exact(*key):
                groups[key].append((value, row))
    for (carrier, quantity, unit), values in groups.items():
        yield _span("F08", carrier, quantity, unit, values, _MARGINS.get(unit, _MARGIN))
    yield from _values_of_editions(tables, bands)


def _values_of_editions(tables: CheckTables, bands: Bands) -> Iterator[Line]:
    """Where editions of a fuel differ by more than the margin, the span of all would hide Hs behind Hi."""
    groups: dict[tuple[str, str, str], dict[str, list[tuple[float, Factor]]]] = {}
    for row in tables.factors:
        unit = f"kg/{row.activity_unit}"
        value = compared_value(row, tables)
        if unit in _MARGINS and value > 0 and tables.is_own(row):
            by_edition = groups.setdefault((row.factor_id, row.boundary, unit), {})
            by_edition.setdefault(row.edition, []).append((value, row))
    for (carrier, boundary, unit), editions in groups.items():
        margin = _MARGINS[unit]
        everything = [value for values in editions.values() for value, _ in values]
        if max(everything) <= min(everything) * (1 + margin) or len(editions) == 1:
            continue
        for edition, values in editions.items():
            if not bands.exact(carrier, f"{boundary} {edition}", unit):
                yield _span("F08", carrier, f"{boundary} {edition}", unit, values, margin)


def _shares(tables: CheckTables) -> Iterator[Line]:
    bands = Bands(tables.bands, "F06")
    groups: dict[tuple[str, str], list[tuple[float, Factor]]] = defaultdict(list)
    for row in tables.factors:
        share = ch4_n2o_share(row, tables)
        if share is not None and tables.is_own(row) and not bands.of(row.factor_id, row.boundary, "1"):
            groups[(row.factor_id, row.boundary)].append((share, row))
    for (carrier, quantity), values in groups.items():
        yield _span("F06", carrier, quantity, "1", values, _SHARE_MARGIN, highest=1.0)


def _properties(tables: CheckTables) -> Iterator[Line]:
    """One span for each conversion, and one for each edition where editions differ by more than the margin."""
    margin = _MARGINS["kg/kWh_Hi"]
    groups: dict[tuple[str, str, str], list[tuple[float, Property]]] = defaultdict(list)
    for row in tables.all_properties:
        if tables.is_own(row):
            groups[(property_check(row), row.activity, property_unit(row))].append((row.value, row))
    for (check, carrier, unit), values in groups.items():
        bands = Bands(tables.bands, check)
        if bands.exact(carrier, CONVERSION, unit) is None:
            yield _span(check, carrier, CONVERSION, unit, values, margin)
        if max(value for value, _ in values) <= min(value for value, _ in values) * (1 + margin / 2):
            continue
        for value, row in values:
            quantity = f"{CONVERSION} {row.edition}"
            if bands.exact(carrier, quantity, unit) is None:
                yield _span(check, carrier, quantity, unit, [(value, row)], margin)


def _upstream(tables: CheckTables) -> Iterator[Line]:
    bands = Bands(tables.bands, "F11")
    groups: dict[str, list[tuple[float, Factor]]] = defaultdict(list)
    for row, direct in upstream_pairs(tables):
        value, upstream = compared_value(direct, tables), compared_value(row, tables)
        known = bands.of(row.factor_id, RATIO, "1")
        if tables.is_own(row) and value > 0 and upstream > 0 and not known:
            groups[row.factor_id].append((upstream / value, row))
    for carrier, values in groups.items():
        yield _span("F11", carrier, RATIO, "1", values, _MARGIN)


def _ratios(tables: CheckTables) -> Iterator[Line]:
    bands = Bands(tables.bands, "F13")
    for first, second, quantity in comparisons(tables.factors):
        one, two = compared_value(first, tables), compared_value(second, tables)
        general = bands.nearest(first.factor_id, "jahr" if first.year_valid != second.year_valid else "quelle", "1")
        inside = general is not None and general.lower <= two / one <= general.upper if one and two else one == two
        own = tables.is_own(first) or tables.is_own(second)
        if own and one and two and not inside and not bands.exact(first.factor_id, quantity, "1"):
            yield _span("F13", first.factor_id, quantity, "1", [(two / one, second)], _RATIO_MARGIN)


def _span(
    check: str,
    carrier: str,
    quantity: str,
    unit: str,
    values: Sequence[tuple[float, Factor | Property]],
    margin: float,
    *,
    highest: float = float("inf"),
) -> Line:
    lowest_value, _ = min(values, key=lambda pair: pair[0])
    highest_value, row = max(values, key=lambda pair: pair[0])
    count = len({value for value, _ in values})
    values_text = "1 Wert" if count == 1 else f"{count} Werte"
    stated = f"{lowest_value:.4g}" + (f" bis {highest_value:.4g}" if count > 1 else "")
    return {
        "check": check,
        "carrier": carrier,
        "quantity": quantity,
        "lower": _decimal(lowest_value * (1 - margin)),
        "upper": _decimal(min(highest_value * (1 + margin), highest)),
        "unit": unit,
        "source_id": row.source_id,
        "source_locator": row.source_locator,
        "note": f"{_WORDS.get(check, 'gedruckt:')} {stated} ({values_text}), Spielraum {margin * 100:.4g} %".replace(
            ".", ","
        ),
    }


def _decimal(value: float) -> str:
    return canonical_number(f"{float(f'{value:.5g}'):.12f}")


def proposed_gaps(tables: CheckTables, year_from: int, year_to: int) -> str:
    """A promise of each set for these years, and a gap for everything that it does not cover in them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COVERAGE_READERS)
    for set_id, entries in sorted(tables.base.sets.items()):
        covered = {(e.activity, e.role, year) for e in entries for year in range(e.year_from, e.year_to + 1)}
        promise = Coverage(set_id, "*", "*", year_from, year_to, "zugesagt", "")
        writer.writerow([set_id, "*", "*", year_from, year_to, "zugesagt", "alle Aktivitäten der Vorlagen"])
        for activity, role in sorted(needs(promise, entries)):
            missing = [year for year in range(year_from, year_to + 1) if (activity, role, year) not in covered]
            for first, last in _ranges(missing):
                writer.writerow([set_id, activity, role, first, last, "luecke", "keine Quelle: docs/luecken.md"])
    return buffer.getvalue()


def _ranges(years: list[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive years.

    >>> list(_ranges([2019, 2020, 2022]))
    [(2019, 2020), (2022, 2022)]
    """
    start = 0
    for index in range(1, len(years) + 1):
        if index == len(years) or years[index] != years[index - 1] + 1:
            yield years[start], years[index - 1]
            start = index


def proposed_names(tables: CheckTables) -> str:
    """Every id of the tables under test with its editions; names that exist stay, others are made of the id."""
    names = {line.factor_id: line.name for line in tables.namings}
    words = {carrier.carrier: carrier.words.split("|")[0] for carrier in tables.carriers}
    editions: dict[str, set[str]] = defaultdict(set)
    for row in tables.factors:
        if tables.is_own(row):
            editions[row.factor_id].add(row.edition)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(NAMING_READERS)
    for factor_id in sorted(editions):
        carrier, _, rest = factor_id.partition(".")
        word = words.get(carrier, carrier.replace("_", " "))
        made = ", ".join(
            part for part in (word[:1].upper() + word[1:], rest.replace("_", " ").replace(".", ", ")) if part
        )
        writer.writerow([factor_id, names.get(factor_id, made), " ".join(sorted(editions[factor_id]))])
    return buffer.getvalue()
