"""Breaks between two years: what makes them hard to compare, in words."""

from collections.abc import Callable, Iterable, Mapping
from math import isclose

from thgbilanz.balance.trend.cells import Cell, CellKey, YearCells
from thgbilanz.balance.trend.result import Break, BreakKind
from thgbilanz.balance.trend.sector_split import joined_sectors, sectors_in
from thgbilanz.core.activity_kinds import KIND_BY_ID
from thgbilanz.core.vocabulary import Sector

_ENERGY_UPSTREAM = "3.3"
_MOST = 4
_LEAST_WEIGHT_CHANGE = 1e-9


def breaks_between(before: YearCells, after: YearCells, names: Mapping[str, str]) -> tuple[Break, ...]:
    """Breaks from one year to the next; ``names`` are those of the organisations."""
    return (
        *_method(before, after),
        *_organisations(before, after, names),
        *_weights(before, after, names),
        *_sectors(before, after),
        *_coverage(before, after),
        *_factors(before, after),
    )


def _method(before: YearCells, after: YearCells) -> list[Break]:
    return [
        Break(BreakKind.METHOD, f"{name}: {before.method.get(name, '–')} → {after.method.get(name, '–')}")
        for name in sorted({*before.method, *after.method})
        if before.method.get(name) != after.method.get(name)
    ]


def _organisations(before: YearCells, after: YearCells, names: Mapping[str, str]) -> list[Break]:
    old, new = before.organisations(), after.organisations()

    def text(id_: str, verb: str, other: YearCells) -> str:
        reason = "keine Daten" if other.weights.get(id_) else "nicht im Konzern"
        return f"{names.get(id_, id_)} {verb} ({other.year} {reason})"

    entered = [Break(BreakKind.ORGANISATION, text(id_, "kommt hinzu", before)) for id_ in sorted(new - old)]
    left = [Break(BreakKind.ORGANISATION, text(id_, "fällt weg", after)) for id_ in sorted(old - new)]
    return entered + left


def _weights(before: YearCells, after: YearCells, names: Mapping[str, str]) -> list[Break]:
    both = before.organisations() & after.organisations()
    changed = [id_ for id_ in sorted(both) if abs(before.weights[id_] - after.weights[id_]) > _LEAST_WEIGHT_CHANGE]
    return [
        Break(
            BreakKind.WEIGHT,
            f"{names.get(id_, id_)} zählt zu {_percent(after.weights[id_])} statt {_percent(before.weights[id_])}",
        )
        for id_ in changed
    ]


def _percent(share: float) -> str:
    return f"{100 * share:.1f}".replace(".", ",").removesuffix(",0") + " %"


def _sectors(before: YearCells, after: YearCells) -> list[Break]:
    joined = joined_sectors((before, after))
    if joined:
        return [Break(BreakKind.SECTORS, f"Sektoren anders aufgeteilt: {_sector_names(joined)} gemeinsam verglichen")]
    old, new = sectors_in(before), sectors_in(after)
    found = []
    if new - old:
        found.append(Break(BreakKind.COVERAGE, f"neu erfasst: {_sector_names(new - old)}"))
    if old - new:
        found.append(Break(BreakKind.COVERAGE, f"nicht mehr erfasst: {_sector_names(old - new)}"))
    return found


def _sector_names(sectors: Iterable[str]) -> str:
    chosen = set(sectors)
    return ", ".join(sector.label for sector in Sector if sector.value in chosen)


def _coverage(before: YearCells, after: YearCells) -> list[Break]:
    old, new = _categories(before), _categories(after)
    found = []
    if new - old:
        found.append(Break(BreakKind.COVERAGE, f"neu erfasst: Scope {_listed(new - old)}"))
    if old - new:
        found.append(Break(BreakKind.COVERAGE, f"nicht mehr erfasst: Scope {_listed(old - new)}"))
    return found


def _categories(year: YearCells) -> set[str]:
    return {key.category for key in year.cells if key.category not in {"", _ENERGY_UPSTREAM}}


def _factors(before: YearCells, after: YearCells) -> list[Break]:
    """Other factors, and the same factors from another edition: once per activity, however many cells there are."""
    both = [key for key in before.cells if key in after.cells]
    other = _activities(both, lambda key: not before.cells[key].factors & after.cells[key].factors)
    edition = _activities(both, lambda key: _other_edition(before.cells[key], after.cells[key]))
    found = []
    if other:
        found.append(Break(BreakKind.FACTOR, f"anderer Faktor: {_listed(other)}"))
    if edition:
        found.append(Break(BreakKind.SOURCE, f"Faktor aus anderer Quelle: {_listed(edition)}"))
    return found


def _other_edition(before: Cell, after: Cell) -> bool:
    """Whether the same factor comes from another edition and has another value: the same value breaks nothing."""
    same_factor = bool(before.factors & after.factors)
    if not same_factor or before.editions & after.editions or not before.quantity or not after.quantity:
        return False
    values = before.emissions_kg / before.quantity, after.emissions_kg / after.quantity
    return not isclose(*values, rel_tol=1e-9)


def _activities(keys: Iterable[CellKey], applies: Callable[[CellKey], bool]) -> list[str]:
    ids = {key.activity for key in keys if applies(key)}
    return sorted(KIND_BY_ID[id_].label if id_ in KIND_BY_ID else id_ for id_ in ids)


def _listed(words: Iterable[str]) -> str:
    found = sorted(words)
    more = len(found) - _MOST
    return ", ".join(found[:_MOST]) + (f" und {more} weitere" if more > 0 else "")
