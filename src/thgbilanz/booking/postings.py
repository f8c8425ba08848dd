"""Postings from rows and plans, column by column: one take per column, no row ever becomes an object."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from thgbilanz.booking.columns import CodedActivities, Codes, Floats, SmallCodes, categorical, distinct_rows
from thgbilanz.booking.plan import Line, Plan
from thgbilanz.booking.quantities import german_figure
from thgbilanz.core.vocabulary import GAS_COLUMNS, Flow
from thgbilanz.factors.thinness import thin_reasons
from thgbilanz.factors.uncertainty import factor_uncertainty_percent
from thgbilanz.journal.frame import empty_journal, journal_frame
from thgbilanz.journal.identity import Hashes, combined_hashes, text_hashes

_FROM_ROW = (
    "organisation", "space", "sector", "activity", "start", "end", "unit", "counterparty", "delivery", "flow",
    "contract", "eu_ets", "meter", "site", "file", "sheet", "column", "file_sha256", "data_quality", "layer", "author",
    "recorded_on", "reason", "source", "remark",
)  # fmt: skip
"""Category columns that a posting takes over from its row unchanged."""

_ROW_IDENTITY = (
    "organisation", "space", "sector", "activity", "start", "end", "counterparty", "delivery", "layer", "file", "sheet",
    "column",
)  # fmt: skip

_FROM_LINE: dict[str, Callable[[Line], str]] = {
    "scope": lambda line: line.scope,
    "scope3_category": lambda line: line.category,
    "method": lambda line: line.method,
    "boundary": lambda line: line.boundary,
    "quantity_unit": lambda line: line.quantity_unit,
    "conversion": lambda line: line.conversion,
    "factor_id": lambda line: line.factor.factor_id if line.factor else "",
    "factor_edition": lambda line: line.factor.edition if line.factor else "",
    "factor_region": lambda line: line.factor.region if line.factor else "",
    "factor_source": lambda line: f"{line.factor.source_id}, {line.factor.source_locator}" if line.factor else "",
    "factor_reservation": lambda line: ", ".join(thin_reasons(line.factor)) if line.factor else "",
    "match_reason": lambda line: line.reason,
    "gwp_set": lambda line: line.gwp,
}
_LINE_IDENTITY: tuple[Callable[[Line], str], ...] = (
    lambda line: line.scope,
    lambda line: line.category,
    lambda line: f"{line.method}/{line.part}" if line.part else line.method,
    lambda line: line.boundary,
)
_DELIVERED = np.uint64(1 << 56)
_NOT_GIVEN = ("rule",)
"""Columns that only eliminations fill."""


def posting_frame(rows: CodedActivities, plans: Sequence[Plan], plan_of_row: Codes, to_book: Codes) -> pd.DataFrame:
    """The journal frame of the rows ``to_book``; every row gets the lines of its plan."""
    lines = [line for plan in plans for line in plan.lines]
    if not len(to_book) or not lines:
        return empty_journal()
    ordered = to_book[_canonical_order(rows, to_book)]
    row_of, line_of = _expanded(plans, plan_of_row, ordered)
    zeros = np.zeros(len(row_of), dtype=np.int8)
    columns: dict[str, Any] = {name: rows.coded[name].taken(row_of, zeros) for name in _FROM_ROW}
    columns |= {name: _line_column(lines, line_of, zeros, text) for name, text in _FROM_LINE.items()}
    if rows.portion is not None or any(rows.coded["derivation"].categories):
        columns["conversion"] = _conversions(rows, lines, row_of, line_of)
    columns |= {name: categorical(zeros, ("",), row_of, zeros) for name in _NOT_GIVEN}
    columns |= _figures(rows, lines, row_of, line_of)
    columns["posting_id"] = _identities(rows, lines, row_of, line_of)
    columns["row"] = rows.ints["row"].astype(np.int32)[row_of]
    columns["year"] = rows.ints["year"].astype(np.int16)[row_of]
    return journal_frame(columns)


def _canonical_order(rows: CodedActivities, to_book: Codes) -> Codes:
    """Order by file, sheet and row: the same in every run, whatever the order of files."""
    file, sheet, row = rows.coded["file"], rows.coded["sheet"], rows.ints["row"]
    place = file.codes[to_book].astype(np.int64) * len(sheet.categories) + sheet.codes[to_book]
    place = place * (int(row.max()) + 1) + row[to_book]
    if bool(np.all(place[1:] >= place[:-1])):
        return np.arange(len(to_book), dtype=np.int64)
    return np.argsort(place, kind="stable")


def _expanded(plans: Sequence[Plan], plan_of_row: Codes, ordered: Codes) -> tuple[Codes, Codes]:
    """For each posting its row and the number of its line among the lines of all plans."""
    line_counts = np.array([len(plan.lines) for plan in plans], dtype=np.int64)
    first_line = np.concatenate(([0], np.cumsum(line_counts)[:-1]))
    plan = plan_of_row[ordered]
    counts = line_counts[plan]
    row_of = np.repeat(ordered, counts)
    starts = np.cumsum(counts) - counts
    line_of = np.arange(len(row_of)) + np.repeat(first_line[plan] - starts, counts)
    return row_of, line_of


def _line_column(
    lines: Sequence[Line], line_of: Codes, zeros: SmallCodes, text: Callable[[Line], str]
) -> pd.Categorical:
    values = [text(line) for line in lines]
    categories = sorted(set(values))
    position = {value: number for number, value in enumerate(categories)}
    return categorical(np.array([position[value] for value in values], dtype=np.int64), categories, line_of, zeros)


def _conversions(rows: CodedActivities, lines: Sequence[Line], row_of: Codes, line_of: Codes) -> pd.Categorical:
    """The conversion of each posting: how its amount was derived, the steps of its line, the portion of split rows.

    One text per distinct derivation, line and basis.
    """
    basis, derivation, portion = rows.coded["portion_basis"], rows.coded["derivation"], rows.portion
    split = np.where(_is_split(rows), basis.codes.astype(np.int64) + 1, 0)[row_of]
    derived = derivation.codes[row_of]
    sizes = (len(lines), len(basis.categories) + 1, len(derivation.categories))
    distinct, first = distinct_rows(list(zip((line_of, split, derived), sizes, strict=True)))
    texts = []
    for posting in first:
        steps = [derivation.categories[derived[posting]], lines[line_of[posting]].conversion]
        row = row_of[posting]
        if split[posting] and portion is not None:
            steps.append(f"× {german_figure(portion[row])} ({basis.categories[basis.codes[row]]})")
        texts.append("; ".join(part for part in steps if part))
    categories = sorted(set(texts))
    position = {text: number for number, text in enumerate(categories)}
    codes = np.array([position[text] for text in texts], dtype=np.int64)
    return categorical(codes, categories, distinct, np.zeros(len(row_of), dtype=np.int8))


def _is_split(rows: CodedActivities) -> npt.NDArray[np.bool_]:
    """Rows of which a part belongs to another year: those that say how it was split."""
    basis = rows.coded["portion_basis"]
    return np.array([bool(text) for text in basis.categories])[basis.codes]


def _figures(rows: CodedActivities, lines: Sequence[Line], row_of: Codes, line_of: Codes) -> dict[str, Any]:
    amount = rows.floats["amount"][row_of]
    # Most runs split no row: then one number stands for the whole column and no product is made.
    portion = np.broadcast_to(1.0, len(row_of)) if rows.portion is None else rows.portion[row_of]
    part = amount if rows.portion is None else amount * portion

    def per_line(value: Callable[[Line], float]) -> Any:  # noqa: ANN401 - a float array
        return np.array([value(line) for line in lines], dtype=np.float64)[line_of]

    quantity = part * per_line(lambda line: line.quantity_per_amount)
    factor_kg = per_line(lambda line: line.kg_per_quantity)
    not_given = np.full(len(row_of), np.nan)
    uncertainty = rows.floats["uncertainty_percent"]
    columns: dict[str, Any] = {
        "amount": amount,
        "portion": portion,
        "quantity": quantity,
        "energy_kwh": part * per_line(lambda line: line.energy_per_amount),
        "factor_kg": factor_kg,
        "emissions_kg": quantity * factor_kg,
        "uncertainty_percent": not_given if np.isnan(uncertainty).all() else uncertainty[row_of],
        "factor_uncertainty_percent": _factor_uncertainty(lines, line_of, not_given),
        "factor_year": np.array([line.factor.year_valid if line.factor else 0 for line in lines], dtype=np.int16)[
            line_of
        ],
    }
    return columns | _gas_columns(lines, quantity, line_of, not_given)


def _factor_year(line: Line) -> int:
    """0 for lines without factor."""
    return line.factor.year_valid if line.factor else 0


def _factor_uncertainty(lines: Sequence[Line], line_of: Codes, not_given: Floats) -> Floats:
    """Most sources state no uncertainty: then the column shares the array of what is not given."""
    of_lines = (factor_uncertainty_percent(line.factor) if line.factor else None for line in lines)
    stated = np.array([np.nan if percent is None else percent for percent in of_lines], dtype=np.float64)
    return not_given if np.isnan(stated).all() else stated[line_of]


def _gas_columns(lines: Sequence[Line], quantity: Floats, line_of: Codes, not_given: Floats) -> dict[str, Floats]:
    """Gas masses; columns that no factor of the run fills share one array (memory of a million rows)."""
    per_quantity = np.array([line.gases for line in lines], dtype=np.float64)
    given = [bool(column.any()) for column in ~np.isnan(per_quantity).T]
    return {
        gas: quantity * per_quantity[:, number][line_of] if given[number] else not_given
        for number, gas in enumerate(GAS_COLUMNS)
    }


def _identities(rows: CodedActivities, lines: Sequence[Line], row_of: Codes, line_of: Codes) -> Hashes:
    of_row = combined_hashes(rows.rows, _row_hashes(rows))
    line_parts = [text_hashes([name(line) for line in lines]) for name in _LINE_IDENTITY]
    of_line = combined_hashes(len(lines), line_parts)
    return combined_hashes(len(row_of), (part[index] for part, index in ((of_row, row_of), (of_line, line_of))))


def _row_hashes(rows: CodedActivities) -> Iterator[Hashes]:
    for name in _ROW_IDENTITY:
        column = rows.coded[name]
        hashes = text_hashes(column.categories)
        yield hashes if len(hashes) == 1 else hashes[column.codes]
    row = rows.ints["row"].astype(np.uint64)
    # A bill across a year's end is booked in every year that it touches, perhaps from one file: two postings. Rows
    # that lie in their year keep the identity that they would have without a split beside them.
    if rows.portion is not None:
        row = row + np.where(_is_split(rows), rows.ints["year"] << 32, 0).astype(np.uint64)
    yield row + _delivered(rows).astype(np.uint64) * _DELIVERED


def _delivered(rows: CodedActivities) -> npt.NDArray[np.bool_]:
    """Rows that tell the supplier's side of a delivery; what an organisation uses keeps the identity it always had."""
    flow = rows.coded["flow"]
    return np.array([text == Flow.DELIVERED for text in flow.categories])[flow.codes]
