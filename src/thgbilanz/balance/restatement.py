"""A published year beside its recalculation: by cause, and whether the base year must be restated (method 7).

Only the same year is compared here. A factor of a later year or an organisation that grows is a real change between
years and never gets here; a new factor, share, rule or corrected amount for the *same* year does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose

from thgbilanz.balance.insight import RestatedLine, Restatement, RestatementTest
from thgbilanz.balance.result import Balance
from thgbilanz.core.vocabulary import Method, Space
from thgbilanz.journal.difference import Cause, Difference

_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Published:
    """What was closed: totals in kg CO2e by accounting space and figure, when and why."""

    closed_on: str
    reason: str
    totals_kg: Mapping[tuple[str, str], float]
    """Accounting space and figure (``TESTED``) to kg CO2e."""


TESTED: tuple[tuple[Space, str, str], ...] = (
    (Space.ORGANISATIONAL, "summe", "Konzern, Scope 1 bis 3 (standortbasiert)"),
    (Space.ORGANISATIONAL, "summe_markt", "Konzern, Scope 1 bis 3 (marktbasiert)"),
    (Space.ORGANISATIONAL, "scope1_2", "Konzern, Scope 1 und 2 (standortbasiert)"),
    (Space.ORGANISATIONAL, "scope1_2_markt", "Konzern, Scope 1 und 2 (marktbasiert)"),
    (Space.TERRITORIAL, "summe", "Stadtgebiet"),
)
"""Totals that are held against the threshold, with their names in exhibits."""


def published_totals(balance: Balance) -> dict[tuple[str, str], float]:
    """The totals of a balance that a threshold is held against, kg CO2e."""
    found: dict[tuple[str, str], float] = {}
    if balance.organisational is not None:
        group = balance.organisational.group
        space = Space.ORGANISATIONAL.value
        found[space, "summe"] = group.total_kg
        found[space, "summe_markt"] = group.total_market_kg
        found[space, "scope1_2"] = group.scope1_kg + group.scope2_location_kg
        found[space, "scope1_2_markt"] = group.scope1_kg + group.scope2_market_kg
    if balance.territorial is not None:
        found[Space.TERRITORIAL.value, "summe"] = balance.territorial.emissions_kg
    return found


def restatement_of(
    published: Published, balance: Balance, difference: Difference | None, percent: float, *, is_base_year: bool
) -> Restatement:
    """The published totals against those of ``balance``; ``difference`` is None if every posting is the same."""
    now = published_totals(balance)
    threshold = percent / 100
    tests = tuple(
        _test(space.value, figure, label, published.totals_kg, now, threshold)
        for space, figure, label in TESTED
        if (space.value, figure) in published.totals_kg or (space.value, figure) in now
    )
    leading = next(iter(tests), None)
    space = leading.space if leading else ""
    return Restatement(
        year=balance.year,
        sealed_on=published.closed_on,
        published_kg=leading.published_kg if leading else 0.0,
        recalculated_kg=leading.recalculated_kg if leading else 0.0,
        causes=_causes(difference, space),
        threshold=threshold,
        must_restate=any(test.reached for test in tests),
        space=space,
        is_base_year=is_base_year,
        differs=difference is not None and not difference.is_empty,
        reason=published.reason,
        tests=tests,
    )


def _test(
    space: str,
    figure: str,
    label: str,
    published: Mapping[tuple[str, str], float],
    now: Mapping[tuple[str, str], float],
    threshold: float,
) -> RestatementTest:
    old, new = published.get((space, figure), 0.0), now.get((space, figure), 0.0)
    if isclose(old, new, rel_tol=_SAME, abs_tol=0.0):
        return RestatementTest(space, figure, label, old, new, 0.0 if old else None, reached=False)
    share = abs(new - old) / abs(old) if old else None
    # the threshold itself counts as reached (method 7: >= s); rounding must not decide that
    return RestatementTest(
        space, figure, label, old, new, share, reached=share is None or share >= threshold * (1 - _SAME)
    )


def _causes(difference: Difference | None, space: str) -> tuple[RestatedLine, ...]:
    method = Method.LOCATION.value if space == Space.ORGANISATIONAL else Method.NONE.value
    figures = difference.figures if difference is not None else ()
    figure = next((each for each in figures if (each.space, each.method) == (space, method)), None)
    if figure is None:
        return ()
    return tuple(
        RestatedLine(cause.value, cause.label, figure.causes[cause.value], figure.postings[cause.value])
        for cause in Cause
    )
