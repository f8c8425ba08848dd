"""Eliminations as postings: the mirrored line, negative, with its rule and both sides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from thgbilanz.balance.consolidation import Perimeter
from thgbilanz.balance.delivery_statements import Statements, UnitBase, as_it_is, statements_of
from thgbilanz.balance.elimination_proof import Bookings, LineKind, bookings_of, eliminated_part
from thgbilanz.balance.elimination_rules import PARTICIPATION, SAME_ENERGY, EliminationRule, Side, rules_of
from thgbilanz.balance.weighting import present_weights, shared_weights
from thgbilanz.core.vocabulary import GAS_COLUMNS, Flow, Layer, Scope, Space
from thgbilanz.journal.frame import constant_column, empty_journal, journal_frame
from thgbilanz.journal.identity import combined_hashes, text_hashes

if TYPE_CHECKING:
    import numpy.typing as npt

_SIGNED = ("amount", "quantity", "emissions_kg", *GAS_COLUMNS)
_NONE = -1


@dataclass(frozen=True, slots=True)
class Eliminations:
    """What is taken off the group, and the internal lines that are not."""

    postings: pd.DataFrame
    unproven: pd.DataFrame
    """Lines that a rule fits, but the other side does not book what they mirror: they stay."""
    unruled: pd.DataFrame
    """Internal lines that no rule is about."""
    statements: Statements
    """What both sides state on each way."""


def eliminations_of(
    journal: pd.DataFrame, perimeter: Perimeter, *, grid_buy_back: bool = False, base_of: UnitBase = as_it_is
) -> Eliminations:
    """Eliminations of internal deliveries between organisations of the group.

    A line is taken off with the smaller of both weights on each of its days (method/organisation.md section 2), and
    only as far as the other side books what it mirrors. ``grid_buy_back``: see ``elimination_rules.GRID_RULE``.
    """
    lines = journal[_is_internal(journal, perimeter.inside)]
    if lines.empty:
        return Eliminations(empty_journal(), lines, lines, Statements({}, {}))
    rules = rules_of(grid_buy_back=grid_buy_back)
    statements = statements_of(journal, perimeter.inside, base_of)
    others = {str(value) for value in lines["counterparty"].unique()}
    bookings = bookings_of(journal, others, statements, grid_buy_back=grid_buy_back)
    rule_of = _rule_numbers(lines, rules)
    part = _parts(lines, rule_of, rules, bookings)
    is_proven = ~np.isnan(part)
    taken = (rule_of != _NONE) & is_proven & (part > 0)
    weight = _weights(lines[taken], rule_of[taken], rules, perimeter) * part[taken]
    return Eliminations(
        _postings(lines[taken], rule_of[taken], rules, weight),
        lines[(rule_of != _NONE) & ~is_proven],
        lines[rule_of == _NONE],
        statements,
    )


def _is_internal(journal: pd.DataFrame, inside: frozenset[str]) -> "npt.NDArray[np.bool_]":
    mask = (
        (journal["space"] == Space.ORGANISATIONAL.value)
        & journal["organisation"].isin(inside)
        & journal["counterparty"].isin(inside)
        & (journal["layer"] != Layer.ELIMINATION.value)
    )
    return (
        mask.to_numpy() & (journal["counterparty"].astype(object) != journal["organisation"].astype(object)).to_numpy()
    )


def _rule_numbers(lines: pd.DataFrame, rules: Sequence[EliminationRule]) -> "npt.NDArray[np.int64]":
    """Number of the rule for each line, -1 for none; the first that fits, so that no line is taken off twice."""
    number = np.full(len(lines), _NONE, dtype=np.int64)
    for position, rule in reversed(list(enumerate(rules))):
        number[_applies(lines, rule)] = position
    return _with_biogenic(lines, number)


_ROW = ["file", "sheet", "row", "column", "organisation", "activity", "flow", "layer", "start"]


def _with_biogenic(lines: pd.DataFrame, number: "npt.NDArray[np.int64]") -> "npt.NDArray[np.int64]":
    """Biogenic CO2 outside the scopes goes with the line of its row: on its own it says nothing about whose it is."""
    outside = (lines["scope"] == Scope.OUTSIDE.value).to_numpy()
    if not outside.any():
        return number
    keys = list(zip(*(lines[name].astype(object) for name in _ROW), strict=True))
    of_row = {key: rule for key, rule in zip(keys, number.tolist(), strict=True) if rule != _NONE}
    own = [
        of_row.get(key, _NONE) if is_outside else rule
        for key, is_outside, rule in zip(keys, outside.tolist(), number.tolist(), strict=True)
    ]
    return np.array(own, dtype=np.int64)


def _applies(lines: pd.DataFrame, rule: EliminationRule) -> "npt.NDArray[np.bool_]":
    in_scope = np.zeros(len(lines), dtype=bool)
    for scope, category in sorted(rule.scopes):
        in_scope |= ((lines["scope"] == scope) & (lines["scope3_category"] == category)).to_numpy()
    fits = lines["activity"].isin(rule.activities) & lines["delivery"].isin(rule.deliveries)
    delivered = (lines["flow"] == Flow.DELIVERED.value).to_numpy()
    # What a landlord lets may stand as its own line or as a delivery: the category alone says whose mirror it is.
    is_rent = any(category == "3.13" for _, category in rule.scopes)
    side = True if is_rent else delivered if rule.side is Side.SUPPLIER else ~delivered
    result: npt.NDArray[np.bool_] = fits.to_numpy() & in_scope & side
    return result


_KIND = ["organisation", "counterparty", "activity", "delivery", "flow", "quantity_unit"]


def _parts(
    lines: pd.DataFrame, rule_of: "npt.NDArray[np.int64]", rules: Sequence[EliminationRule], bookings: Bookings
) -> "npt.NDArray[np.float64]":
    """Part of each line that is taken off; NaN without proof. Worked out once for each kind of line."""
    kinds = zip(rule_of.tolist(), *(lines[name].astype(object) for name in _KIND), strict=True)
    known: dict[tuple[Any, ...], float] = {}
    parts = np.zeros(len(lines))
    for position, kind in enumerate(kinds):
        if kind[0] != _NONE:
            if kind not in known:
                part = eliminated_part(LineKind(rules[kind[0]], *kind[1:]), bookings)
                known[kind] = float("nan") if part is None else part
            parts[position] = known[kind]
    return parts


def _weights(
    lines: pd.DataFrame, rule_of: "npt.NDArray[np.int64]", rules: Sequence[EliminationRule], perimeter: Perimeter
) -> "npt.NDArray[np.float64]":
    ids = np.array([rule.id == PARTICIPATION for rule in rules])
    return np.where(ids[rule_of], present_weights(lines, perimeter), shared_weights(lines, perimeter))


def _postings(
    lines: pd.DataFrame,
    rule_of: "npt.NDArray[np.int64]",
    rules: Sequence[EliminationRule],
    weight: "npt.NDArray[np.float64]",
) -> pd.DataFrame:
    counts = weight > 0
    lines, rule_of, weight = lines[counts], rule_of[counts], weight[counts]
    if lines.empty:
        return empty_journal()
    columns: dict[str, Any] = {name: lines[name].array for name in lines.columns}
    columns |= {name: -lines[name].to_numpy(dtype=np.float64) * weight for name in _SIGNED}
    # rented rooms are heated once, and both sides hold the same kWh; elsewhere the other side holds another carrier
    is_mirrored = np.array([rule.id in SAME_ENERGY for rule in rules])[rule_of]
    columns["energy_kwh"] = np.where(is_mirrored, -lines["energy_kwh"].to_numpy(dtype=np.float64) * weight, 0.0)
    columns |= _texts(rule_of, rules)
    own = lines["posting_id"].to_numpy(dtype=np.uint64)
    columns["posting_id"] = combined_hashes(len(lines), (own, text_hashes([rule.id for rule in rules])[rule_of]))
    return journal_frame(columns)


def _texts(rule_of: "npt.NDArray[np.int64]", rules: Sequence[EliminationRule]) -> Mapping[str, pd.Categorical]:
    ids, texts = [rule.id for rule in rules], [rule.text for rule in rules]
    return {
        "rule": pd.Categorical.from_codes(rule_of, categories=pd.Index(ids, dtype=object)),
        "reason": pd.Categorical.from_codes(rule_of, categories=pd.Index(texts, dtype=object)),
        "layer": constant_column(Layer.ELIMINATION.value, len(rule_of)),
        "author": constant_column("thgbilanz", len(rule_of)),
    }
