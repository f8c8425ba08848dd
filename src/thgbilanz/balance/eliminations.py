"""Eliminations as postings: the receiver's line, negative, with its rule, so that the group can be read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from thgbilanz.balance.elimination_rules import ELIMINATION_RULES, EliminationRule
from thgbilanz.core.activity_kinds import KIND_BY_ID, Group
from thgbilanz.core.vocabulary import GAS_COLUMNS, Layer, Scope, Space
from thgbilanz.journal.frame import empty_journal, journal_frame
from thgbilanz.journal.identity import combined_hashes, text_hashes

if TYPE_CHECKING:
    import numpy.typing as npt

_SIGNED = ("amount", "quantity", "emissions_kg", *GAS_COLUMNS)


def elimination_postings(journal: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """Elimination postings for internal deliveries between organisations of the group.

    A line is taken off with the smaller of both weights (method/organisation.md section 2). Nothing is taken
    off where the supplier books no plant in scope 1: then nobody would account for the emission.
    """
    candidates = journal[_is_internal(journal, weights)]
    rule_of = _rule_numbers(candidates)
    return _eliminated(candidates[rule_of >= 0], rule_of[rule_of >= 0], weights)


def suppliers_without_scope1(journal: pd.DataFrame, weights: Mapping[str, float]) -> set[str]:
    """Organisations that are named as internal supplier and book no scope 1 emission of a plant."""
    named = {str(value) for value in journal["counterparty"].unique()} & _inside(weights)
    return named - _with_scope1(journal)


def _with_scope1(journal: pd.DataFrame) -> set[str]:
    """Organisations that book emissions of a plant; a car of the supplier is no proof that the plant is booked."""
    of_plants = {id_ for id_, kind in KIND_BY_ID.items() if kind.group in {Group.FUEL, Group.PROCESS}}
    direct = journal[
        (journal["scope"] == Scope.DIRECT.value) & (journal["emissions_kg"] > 0) & journal["activity"].isin(of_plants)
    ]
    return {str(value) for value in direct["organisation"].unique()}


def _inside(weights: Mapping[str, float]) -> set[str]:
    return {id_ for id_, weight in weights.items() if weight > 0}


def _is_internal(journal: pd.DataFrame, weights: Mapping[str, float]) -> "npt.NDArray[np.bool_]":
    inside = _inside(weights)
    suppliers = inside & _with_scope1(journal)
    mask = (
        (journal["space"] == Space.ORGANISATIONAL.value)
        & journal["organisation"].isin(inside)
        & journal["counterparty"].isin(suppliers)
        & (journal["layer"] != Layer.ELIMINATION.value)
    )
    return (
        mask.to_numpy() & (journal["counterparty"].astype(object) != journal["organisation"].astype(object)).to_numpy()
    )


def _rule_numbers(candidates: pd.DataFrame) -> "npt.NDArray[np.int64]":
    """Number of the rule for each line, -1 for none; the first that fits, so that no line is taken off twice."""
    number = np.full(len(candidates), -1, dtype=np.int64)
    for position, rule in reversed(list(enumerate(ELIMINATION_RULES))):
        number[_applies(candidates, rule)] = position
    return number


def _applies(candidates: pd.DataFrame, rule: EliminationRule) -> "npt.NDArray[np.bool_]":
    kinds = {id_ for id_, kind in KIND_BY_ID.items() if kind.group in rule.groups}
    in_scope = np.zeros(len(candidates), dtype=bool)
    for scope, category in sorted(rule.scopes):
        in_scope |= ((candidates["scope"] == scope) & (candidates["scope3_category"] == category)).to_numpy()
    fits = candidates["activity"].isin(kinds) & candidates["delivery"].isin(rule.deliveries)
    result: npt.NDArray[np.bool_] = fits.to_numpy() & in_scope
    return result


def _eliminated(lines: pd.DataFrame, rule_of: "npt.NDArray[np.int64]", weights: Mapping[str, float]) -> pd.DataFrame:
    if lines.empty:
        return empty_journal()
    weight = np.minimum(
        lines["organisation"].astype(object).map(weights).to_numpy(dtype=np.float64),
        lines["counterparty"].astype(object).map(weights).to_numpy(dtype=np.float64),
    )
    columns: dict[str, Any] = {name: lines[name].array for name in lines.columns}
    columns |= {name: -lines[name].to_numpy(dtype=np.float64) * weight for name in _SIGNED}
    columns["energy_kwh"] = np.zeros(len(lines))
    ids, texts = [rule.id for rule in ELIMINATION_RULES], [rule.text for rule in ELIMINATION_RULES]
    columns["rule"] = pd.Categorical.from_codes(rule_of, categories=pd.Index(ids, dtype=object))
    columns["reason"] = pd.Categorical.from_codes(rule_of, categories=pd.Index(texts, dtype=object))
    columns["layer"] = _constant(Layer.ELIMINATION.value, len(lines))
    columns["author"] = _constant("thgbilanz", len(lines))
    own = lines["posting_id"].to_numpy(dtype=np.uint64)
    columns["posting_id"] = combined_hashes(len(lines), (own, text_hashes(ids)[rule_of]))
    return journal_frame(columns)


def _constant(value: str, size: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.zeros(size, np.int8), categories=pd.Index([value], dtype=object))
