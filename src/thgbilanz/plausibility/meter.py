"""The meter: what all open suspicions could change together, each row counted once, beside the totals."""

from collections.abc import Iterable, Sequence
from math import fsum

from thgbilanz.core.diagnostic import Diagnostic, warning
from thgbilanz.core.materiality import Materiality, OpenEffect, SpaceMateriality
from thgbilanz.core.vocabulary import Space
from thgbilanz.plausibility.effects import RowIndex, RowKey, Weighed
from thgbilanz.plausibility.entered_totals import EnteredTotals, Owner, summed_by_owner


def materiality(items: Iterable[Weighed], index: RowIndex, totals: EnteredTotals, percent: float) -> Materiality:
    """Add up the open effects.

    A row that several findings doubt counts once, with the largest of its effects; effects of different rows add
    up, because nothing says that they offset each other.
    """
    open_items = [item for item in items if item.is_open]
    largest: dict[RowKey, float] = {}
    for item in open_items:
        for key, kg in item.by_row.items():
            largest[key] = max(kg, largest.get(key, 0.0))
    by_owner = summed_by_owner((index.owner(key), kg) for key, kg in largest.items())
    known = _owners([item for item in open_items if item.by_row], index)
    # an effect that belongs to no row of the tables cannot be put beside a total either
    unknown_items = [item for item in open_items if item.finding.effect_kg != 0 and not item.by_row]
    unknown = _owners([item for item in unknown_items if index.keys(item.finding)], index)
    return Materiality(
        percent,
        tuple(_space(space.value, by_owner, known, unknown, totals) for space in Space if space in totals.spaces),
        elsewhere=sum(1 for item in unknown_items if not index.keys(item.finding)),
    )


def meter_findings(meter: Materiality) -> list[Diagnostic]:
    """A warning for each accounting space whose open effects reach the threshold."""
    return [
        warning(
            "THG340",
            f"Offene Befunde können die Summe um {_percent(part.effect)} ändern ({Space(part.space).label})",
            found=f"Zahl der offenen Befunde mit bekannter Wirkung: {part.effect.findings}",
            expected=f"zusammen unter {meter.threshold_percent:g} % der Summe".replace(".", ","),
            hint="Die Befunde klären: die Werte berichtigen, oder bestätigen, was richtig ist",
        )
        for part in meter.spaces
        if part.effect.exceeds(meter.threshold_percent)
    ]


def _percent(effect: OpenEffect) -> str:
    return (
        "mehr als 100 %"
        if effect.share is None or effect.share > 1
        else f"{effect.share:.1%}".replace(".", ",").replace("%", " %")
    )


def _owners(items: Sequence[Weighed], index: RowIndex) -> list[frozenset[Owner]]:
    """For each finding, whom it concerns."""
    return [frozenset(index.owner(key) for key in index.keys(item.finding)) for item in items]


def _space(
    space: str,
    by_owner: dict[Owner, float],
    known: Sequence[frozenset[Owner]],
    unknown: Sequence[frozenset[Owner]],
    totals: EnteredTotals,
) -> SpaceMateriality:
    def effect(total_kg: float, open_kg: float, owners: set[Owner]) -> OpenEffect:
        counts = (sum(1 for concerned in group if concerned & owners) for group in (known, unknown))
        return OpenEffect(total_kg, open_kg, *counts)

    inside = {owner for owner in totals.own if owner[0] == space}
    in_space = fsum(totals.in_space(owner, kg) for owner, kg in by_owner.items() if owner[0] == space)
    whole = effect(totals.spaces[space], in_space, inside)
    own = {
        owner: effect(totals.own[owner], kg, {owner})
        for owner, kg in sorted(by_owner.items())
        if owner in inside and kg
    }
    if not own:
        return SpaceMateriality(space, whole)
    most = max(own, key=lambda owner: float("inf") if own[owner].share is None else own[owner].share or 0.0)
    return SpaceMateriality(space, whole, most[1], own[most])
