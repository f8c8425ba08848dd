"""How sure the totals are: error propagation in every run, a seeded Monte Carlo run on demand (method 8).

Emissions of a posting are amount x factor. All postings of one row share the error of its amount (direct, upstream,
location, market, and the elimination that mirrors it), all postings on one factor row share the error of the factor.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from thgbilanz.balance.insight import UncertaintyLine
from thgbilanz.balance.random_draws import multipliers
from thgbilanz.balance.uncertainty_options import AssumedUncertainty
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.vocabulary import Boundary, Layer, Method, Scope, Space
from thgbilanz.journal.identity import combined_hashes, text_hashes

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Codes = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

_CELLS: Final = 2_000_000
"""Most draws times postings held at once."""
_DIGITS: Final = 6
"""Significant digits of a quantile: more would be noise, and differ between machines."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """A journal in canonical order: what each posting weighs, and which errors it shares with others."""

    own_kg: "Floats"
    group_kg: "Floats"
    row: "Codes"
    row_keys: "npt.NDArray[np.uint64]"
    row_width: "Floats"
    factor: "Codes"
    factor_keys: "npt.NDArray[np.uint64]"
    factor_width: "Floats"
    assumed: "Mask"
    """Postings whose amount or factor has an assumed uncertainty."""


@dataclass(frozen=True, slots=True)
class _Total:
    """A total and the postings in it."""

    space: str
    organisation: str
    figure: str
    label: str
    kg: "Floats"
    """What each posting adds."""


_ROW: Final = ("file", "sheet", "column")
_READ: Final = (
    "space", "organisation", "scope", "method", "layer", "boundary", "data_quality", "emissions_kg",
    "uncertainty_percent", "factor_uncertainty_percent", "file", "sheet", "column", "row", "factor_id",
    "factor_edition", "factor_region", "factor_source", "factor_kg", "factor_year",
)  # fmt: skip
"""Columns that decide about uncertainty."""
_FACTOR: Final = ("factor_id", "factor_edition", "factor_region", "boundary", "factor_source")


def uncertainty_lines(
    journal: "pd.DataFrame",
    weights: "Floats",
    organisations: Sequence[Organisation],
    assumed: AssumedUncertainty,
    draws: int = 0,
) -> tuple[UncertaintyLine, ...]:
    """The 95 % interval of the group's, each organisation's and the territory's totals.

    ``weights`` is what each posting counts in the group. With ``draws`` (an even number) a Monte Carlo run adds
    quantiles; the same journal gives the same ones, in whatever order its rows stand.
    """
    if journal.empty:
        return ()
    order = np.argsort(journal["posting_id"].to_numpy(), kind="stable")
    ordered = journal[list(_READ)].iloc[order]
    terms = _terms(ordered, weights[order], assumed)
    totals = [total for total in _totals(ordered, terms, organisations) if total.kg.any()]
    quantiles = _quantiles(terms, totals, draws) if draws else np.full((len(totals), 3), np.nan)
    return tuple(_line(total, terms, bounds) for total, bounds in zip(totals, quantiles.tolist(), strict=True))


def _terms(journal: "pd.DataFrame", weights: "Floats", assumed: AssumedUncertainty) -> _Terms:
    kg = np.nan_to_num(journal["emissions_kg"].to_numpy(dtype=np.float64))
    amount, amount_assumed = _stated_or(journal["uncertainty_percent"], _by_quality(journal, assumed))
    factor, factor_assumed = _stated_or(journal["factor_uncertainty_percent"], _by_boundary(journal, assumed))
    row_keys, row_first, row = _distinct(_keys(journal, _ROW, journal["row"].to_numpy().astype(np.uint64)))
    numbers = journal["factor_kg"].to_numpy(dtype=np.float64).view(np.uint64) ^ journal[
        "factor_year"
    ].to_numpy().astype(np.uint64)
    factor_keys, factor_first, factor_of = _distinct(_keys(journal, _FACTOR, numbers))
    return _Terms(
        own_kg=kg,
        group_kg=kg * weights,
        row=row,
        row_keys=row_keys,
        row_width=amount[row_first] / 100,
        factor=factor_of,
        factor_keys=factor_keys,
        factor_width=factor[factor_first] / 100,
        assumed=amount_assumed | factor_assumed,
    )


def _stated_or(column: Any, default: "Floats") -> "tuple[Floats, Mask]":  # noqa: ANN401 - a pandas series
    stated = column.to_numpy(dtype=np.float64)
    missing = np.isnan(stated)
    return np.where(missing, default, stated), missing


def _by_quality(journal: "pd.DataFrame", assumed: AssumedUncertainty) -> "Floats":
    quality = journal["data_quality"].cat
    worst = max(assumed.by_quality.values())
    by_code = np.array([assumed.by_quality.get(str(name), worst) for name in quality.categories], dtype=np.float64)
    result: Floats = by_code[quality.codes.to_numpy()]
    return result


def _by_boundary(journal: "pd.DataFrame", assumed: AssumedUncertainty) -> "Floats":
    upstream = (journal["boundary"] == Boundary.UPSTREAM.value).to_numpy()
    return np.where(upstream, assumed.upstream_factor, assumed.factor)


def _keys(journal: "pd.DataFrame", names: Sequence[str], numbers: Any) -> "npt.NDArray[np.uint64]":  # noqa: ANN401
    def parts() -> "Iterator[npt.NDArray[np.uint64]]":
        for name in names:
            column = journal[name].cat
            yield text_hashes([str(text) for text in column.categories])[column.codes.to_numpy()]
        yield numbers

    return combined_hashes(len(journal), parts())


def _distinct(keys: "npt.NDArray[np.uint64]") -> "tuple[npt.NDArray[np.uint64], Codes, Codes]":
    distinct, first, of = np.unique(keys, return_index=True, return_inverse=True)
    return distinct, first, of.astype(np.int64)


def _totals(journal: "pd.DataFrame", terms: _Terms, organisations: Sequence[Organisation]) -> Iterator[_Total]:
    space = (journal["space"] == Space.ORGANISATIONAL.value).to_numpy()
    own = space & (journal["layer"] != Layer.ELIMINATION.value).to_numpy()
    figures = _figures(journal)
    for figure, label, mask in figures:
        yield _Total(Space.ORGANISATIONAL.value, "", figure, label, np.where(space & mask, terms.group_kg, 0.0))
    for organisation in organisations:
        mine = own & (journal["organisation"] == organisation.id).to_numpy()
        for figure, label, mask in figures:
            kg = np.where(mine & mask, terms.own_kg, 0.0)
            yield _Total(Space.ORGANISATIONAL.value, organisation.id, figure, label, kg)
    territory = (journal["space"] == Space.TERRITORIAL.value).to_numpy()
    yield _Total(Space.TERRITORIAL.value, "", "summe", "Summe", np.where(territory, terms.own_kg, 0.0))


def _figures(journal: "pd.DataFrame") -> "list[tuple[str, str, Mask]]":
    scope = {member: (journal["scope"] == member.value).to_numpy() for member in Scope}
    market = (journal["method"] == Method.MARKET.value).to_numpy()
    inside = scope[Scope.DIRECT] | scope[Scope.ENERGY] | scope[Scope.VALUE_CHAIN]
    location = (journal["method"] == Method.LOCATION.value).to_numpy()
    return [
        ("summe", "Summe (Scope 2 standortbasiert)", inside & ~market),
        ("summe_markt", "Summe (Scope 2 marktbasiert)", inside & ~location),
        ("scope1", "Scope 1", scope[Scope.DIRECT]),
        ("scope2_standort", "Scope 2 (standortbasiert)", scope[Scope.ENERGY] & ~market),
        ("scope2_markt", "Scope 2 (marktbasiert)", scope[Scope.ENERGY] & market),
        ("scope3", "Scope 3", scope[Scope.VALUE_CHAIN]),
    ]


def _line(total: _Total, terms: _Terms, bounds: Sequence[float]) -> UncertaintyLine:
    size = fsum(np.abs(total.kg).tolist())
    low, median, high = (None if np.isnan(bound) else bound for bound in bounds)
    return UncertaintyLine(
        space=total.space,
        organisation=total.organisation,
        figure=total.figure,
        label=total.label,
        kg=fsum(total.kg.tolist()),
        half_width_kg=_half_width(total.kg, terms),
        low_kg=low,
        median_kg=median,
        high_kg=high,
        assumed_share=fsum(np.abs(total.kg[terms.assumed]).tolist()) / size if size else 0.0,
    )


def _half_width(kg: "Floats", terms: _Terms) -> float:
    """Half of the 95 % interval (IPCC 2006 V1 Ch. 3, Eq. 3.1 and 3.2), errors of one row and of one factor in common.

    Postings of a row are added before its error is applied, postings of a factor before the factor's; independent
    errors then add in quadrature. First order: the product of two errors is left out, as in Eq. 3.1.
    """
    of_rows = np.bincount(terms.row, kg, len(terms.row_keys)) * terms.row_width
    of_factors = np.bincount(terms.factor, kg, len(terms.factor_keys)) * terms.factor_width
    return float(np.sqrt(fsum((of_rows**2).tolist()) + fsum((of_factors**2).tolist())))


def _quantiles(terms: _Terms, totals: Sequence[_Total], draws: int) -> "Floats":
    """2.5, 50 and 97.5 % quantile of each total; draws in chunks, so that memory stays small."""
    counted = np.any([total.kg != 0 for total in totals], axis=0)
    rows, row = np.unique(terms.row[counted], return_inverse=True)
    factors, factor = np.unique(terms.factor[counted], return_inverse=True)
    pairs, pair = np.unique(row * len(factors) + factor, return_inverse=True)
    share = np.array([np.bincount(pair, total.kg[counted], len(pairs)) for total in totals])
    of_row, of_factor = pairs // len(factors), pairs % len(factors)
    chunk = max(2, min(draws, _CELLS // max(1, len(pairs)) // 2 * 2))
    drawn = np.empty((draws, len(totals)))
    for first in range(0, draws, chunk):
        count = min(chunk, draws - first)
        amounts = multipliers(terms.row_keys[rows], terms.row_width[rows], first, count)
        values = multipliers(terms.factor_keys[factors], terms.factor_width[factors], first, count)
        drawn[first : first + count] = (amounts[:, of_row] * values[:, of_factor]) @ share.T
    return np.array([[_rounded(value) for value in row] for row in np.quantile(drawn, (0.025, 0.5, 0.975), axis=0).T])


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
