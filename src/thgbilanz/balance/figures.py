"""Every figure of a balance by name, with the postings that it counts: the answer to "what is in this number?".

The names are the paths of ``thg bilanz --format json``; lists are named by their items (``figure_names``). A figure is
a selection of postings, a weight rule and a divisor, so that the sum over the selected postings is the figure. A new
figure of the JSON document needs a line here, or a reason in ``figure_exceptions`` (tests/balance/test_figures.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from thgbilanz.balance.elimination_rules import takes_receiver
from thgbilanz.balance.figure_names import elimination_name, factor_name, numbered, slug
from thgbilanz.balance.result import (
    Balance,
    EliminationLine,
    FactorUse,
    OrganisationalBalance,
    OrganisationBalance,
    TerritorialBalance,
)
from thgbilanz.core.activity_kinds import KIND_BY_ID, activity_label
from thgbilanz.core.source_groups import SourceGroup, source_group
from thgbilanz.core.vocabulary import Method, Scope, Sector, Space

Layers = Literal["own", "eliminations", "all"]
Unit = Literal["t", "MWh", "t je Einwohner"]
Where = tuple[tuple[str, tuple[str | int | float, ...]], ...]
"""Columns of the journal with the values that they may hold; all conditions together."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the rule by which postings add up to it."""

    name: str
    label: str
    """German: what the figure is."""
    space: str
    where: Where = ()
    either: tuple[Where, ...] = ()
    """Alternatives beside ``where``: at least one must hold; none means no further condition."""
    layers: Layers = "all"
    weighted: bool = False
    """Whether the own postings of an organisation count with its weight in the group; eliminations are weighted."""
    unit: Unit = "t"
    sign: float = 1.0
    """-1 for eliminations, which are printed as what is taken off."""
    divisor: float = 1000.0
    same_as: str = ""
    """Name of the figure that this one repeats in another place of the document."""

    @property
    def column(self) -> str:
        """Column of the journal that is added up."""
        return "energy_kwh" if self.unit == "MWh" else "emissions_kg"


LOCATION: Final = (Method.NONE.value, Method.LOCATION.value)
MARKET: Final = (Method.NONE.value, Method.MARKET.value)
IN_SCOPES: Final = ("scope", (Scope.DIRECT.value, Scope.ENERGY.value, Scope.VALUE_CHAIN.value))
IN_TOTAL: Final[Where] = (IN_SCOPES, ("method", LOCATION))

TOTALS: Final[Mapping[str, tuple[str, Where]]] = {
    "summe_t": ("Summe mit Scope 2 standortbasiert", IN_TOTAL),
    "summe_markt_t": ("Summe mit Scope 2 marktbasiert", (IN_SCOPES, ("method", MARKET))),
    "scope1_t": ("Scope 1", (("scope", (Scope.DIRECT.value,)),)),
    "scope2_standort_t": (
        "Scope 2 standortbasiert",
        (("scope", (Scope.ENERGY.value,)), ("method", (Method.LOCATION.value,))),
    ),
    "scope2_markt_t": (
        "Scope 2 marktbasiert",
        (("scope", (Scope.ENERGY.value,)), ("method", (Method.MARKET.value,))),
    ),
    "scope3_t": ("Scope 3", (("scope", (Scope.VALUE_CHAIN.value,)),)),
    "ausserhalb_t": ("Außerhalb der Scopes (biogenes CO2)", (("scope", (Scope.OUTSIDE.value,)),)),
}
"""The seven totals that the group and every organisation have, with the postings that they count."""


def figures_of_totals(balance: Balance) -> dict[str, Figure]:
    """Figures of the totals, of checks and of factors, by name, in the order of the document."""
    figures: list[Figure] = []
    if balance.organisational is not None:
        figures += _organisational(balance.organisational)
    if balance.territorial is not None:
        figures += _territorial(balance.territorial)
    figures += _checks(balance)
    figures += _factors(balance)
    return {figure.name: figure for figure in figures}


def _organisational(balance: OrganisationalBalance) -> Iterator[Figure]:
    space = Space.ORGANISATIONAL.value
    group = _totals(space, "Konzern", weighted=True)
    yield from group
    for own in balance.organisations:
        yield from _of_organisation(own)
    yield from _eliminations(balance)
    for figure in group:
        yield replace(figure, name=figure.name.replace(space, f"{space}.konzern", 1), same_as=figure.name)
    yield from _totals(f"{space}.vor_eliminationen", "Konzern vor Eliminationen", weighted=True, layers="own")
    for category in balance.group_by_category_kg:
        yield Figure(
            f"{space}.scope3_kategorien.{category}",
            f"Konzern: Scope-3-Kategorie {category}",
            space,
            _category(category),
            weighted=True,
        )
    for source in balance.group_by_source_kg:
        of_source = tuple(id_ for id_ in KIND_BY_ID if source_group(id_) == source)
        yield Figure(
            f"{space}.scope1_quellen.{source}",
            f"Konzern: Scope 1, {SourceGroup(source).label}",
            space,
            (("scope", (Scope.DIRECT.value,)), ("activity", of_source)),
            weighted=True,
        )
    for activity in balance.group_by_activity_kg:
        yield Figure(
            f"{space}.aktivitaeten.{activity}",
            f"Konzern: {activity_label(activity)}",
            space,
            (*IN_TOTAL, ("activity", (activity,))),
            weighted=True,
        )


def _totals(
    prefix: str, who: str, *, weighted: bool = False, layers: Layers = "all", more: Where = ()
) -> tuple[Figure, ...]:
    space = Space.ORGANISATIONAL.value
    return tuple(
        Figure(f"{prefix}.{key}", f"{who}: {label}", space, (*where, *more), layers=layers, weighted=weighted)
        for key, (label, where) in TOTALS.items()
    )


def _category(category: str) -> Where:
    return ("scope", (Scope.VALUE_CHAIN.value,)), ("scope3_category", (category,))


def _of_organisation(own: OrganisationBalance) -> Iterator[Figure]:
    """The own balance of an organisation: neither weights nor eliminations touch it."""
    space, id_, who = Space.ORGANISATIONAL.value, own.organisation.id, own.organisation.name
    prefix, mine = f"{space}.organisationen.{id_}", ("organisation", (id_,))
    yield from _totals(prefix, who, layers="own", more=(mine,))
    yield Figure(f"{prefix}.endenergie_mwh", f"{who}: Endenergie", space, (mine,), layers="own", unit="MWh")
    for category in own.by_category_kg:
        label = f"{who}: Scope-3-Kategorie {category}"
        yield Figure(f"{prefix}.scope3_kategorien.{category}", label, space, (*_category(category), mine), layers="own")
    for activity in dict.fromkeys((*own.by_activity_kg, *own.energy_kwh)):
        base, label = f"{prefix}.aktivitaeten.{activity}", f"{who}: {activity_label(activity)}"
        of_kind: Where = (mine, ("activity", (activity,)))
        if activity in own.by_activity_kg:
            yield Figure(f"{base}.t", label, space, (*IN_TOTAL, *of_kind), layers="own")
        if activity in own.energy_kwh:
            yield Figure(f"{base}.mwh", f"{label}, Endenergie", space, of_kind, layers="own", unit="MWh")


def _eliminations(balance: OrganisationalBalance) -> Iterator[Figure]:
    """Each line, each pair of organisations, and all together; by market in a list of their own."""
    space = Space.ORGANISATIONAL.value
    lines = [line for line in balance.eliminations if not line.scope.endswith(_MARKET_MARK)]
    pairs = dict.fromkeys((line.supplier, line.receiver) for line in lines)
    if lines:
        label = "Eliminationen im Konzern"
        yield Figure(f"{space}.eliminationen", label, space, IN_TOTAL, layers="eliminations", sign=-1.0)
    for supplier, receiver in pairs:
        rules = dict.fromkeys(line.rule for line in lines if (line.supplier, line.receiver) == (supplier, receiver))
        either: tuple[Where, ...] = tuple((("rule", (rule,)), *_sides(supplier, receiver, rule)) for rule in rules)
        label = f"Eliminationen: {supplier} an {receiver}"
        name = f"{space}.eliminationen.{supplier}.{receiver}"
        yield Figure(name, label, space, IN_TOTAL, either, layers="eliminations", sign=-1.0)
    for line in balance.eliminations:
        yield _elimination(line)


_MARKET_MARK: Final = "-markt"


def _sides(supplier: str, receiver: str, rule: str) -> Where:
    """Whose line a rule takes off: its organisation is the receiver, or the supplier where the resale goes."""
    own, other = (receiver, supplier) if takes_receiver(rule) else (supplier, receiver)
    return ("organisation", (own,)), ("counterparty", (other,))


def _elimination(line: EliminationLine) -> Figure:
    by_market = line.scope.endswith(_MARKET_MARK)
    scope = line.scope.removesuffix(_MARKET_MARK)
    part = "eliminationen_markt" if by_market else "eliminationen"
    where: Where = (
        *_sides(line.supplier, line.receiver, line.rule),
        ("scope", (scope,)),
        ("scope3_category", (line.category,)),
        ("activity", (line.activity,)),
        ("rule", (line.rule,)),
        ("method", (Method.MARKET.value,) if by_market else LOCATION),
    )
    what = f"Scope-3-Kategorie {line.category}" if line.category else f"Scope {scope}"
    label = f"Elimination {line.rule}: {line.supplier} an {line.receiver}, {activity_label(line.activity)}, {what}"
    name = elimination_name(line.supplier, line.receiver, scope, line.category, line.activity, line.rule)
    return Figure(
        f"{Space.ORGANISATIONAL.value}.{part}.{name}",
        label + (" marktbasiert" if by_market else ""),
        Space.ORGANISATIONAL.value,
        where,
        layers="eliminations",
        sign=-1.0,
    )


def _territorial(balance: TerritorialBalance) -> Iterator[Figure]:
    space = Space.TERRITORIAL.value
    yield Figure(f"{space}.summe_t", "Stadtgebiet: Summe", space)
    yield Figure(f"{space}.endenergie_mwh", "Stadtgebiet: Endenergie", space, unit="MWh")
    if balance.population:
        label = "Stadtgebiet: Emissionen je Einwohner"
        yield Figure(f"{space}.pro_kopf_t", label, space, unit="t je Einwohner", divisor=1000.0 * balance.population)
    carriers = dict.fromkeys(cell.activity for cell in balance.cells)
    for sector in dict.fromkeys(cell.sector for cell in balance.cells):
        prefix, in_sector = f"{space}.sektoren.{sector}", ("sector", (sector,))
        yield from _energy_pair(prefix, _sector_label(sector), (in_sector,))
        for cell in balance.cells:
            if cell.sector == sector:
                label = f"{_sector_label(sector)}, {activity_label(cell.activity)}"
                where: Where = (in_sector, ("activity", (cell.activity,)))
                yield from _energy_pair(f"{prefix}.energietraeger.{cell.activity}", label, where)
    for carrier in carriers:
        prefix = f"{space}.energietraeger.{carrier}"
        yield from _energy_pair(prefix, activity_label(carrier), (("activity", (carrier,)),))


def _sector_label(sector: str) -> str:
    return Sector(sector).label if sector in set(Sector) else sector


def _energy_pair(prefix: str, what: str, where: Where) -> tuple[Figure, Figure]:
    space = Space.TERRITORIAL.value
    return (
        Figure(f"{prefix}.t", f"Stadtgebiet: {what}", space, where),
        Figure(f"{prefix}.mwh", f"Stadtgebiet: {what}, Endenergie", space, where, unit="MWh"),
    )


def _checks(balance: Balance) -> Iterator[Figure]:
    """The four sums of the control, which count every posting once, and the base of the materiality meter."""
    for space in Space:
        if not _present(balance, space):
            continue
        where = IN_TOTAL if space is Space.ORGANISATIONAL else ()
        first, *others = (
            f"kontrollsummen.{space.value}.{by}_t" for by in ("scope", "organisation", "aktivitaet", "datei")
        )
        label = f"{space.label}: Kontrollsumme, jede Buchung einmal"
        yield Figure(first, label, space.value, where)
        for name in others:
            yield Figure(name, label, space.value, where, same_as=first)
        yield Figure(
            f"wesentlichkeit.raeume.{space.value}.summe_t",
            f"{space.label}: Summe",
            space.value,
            where,
            weighted=space is Space.ORGANISATIONAL,
            same_as=f"{space.value}.summe_t",
        )


def _present(balance: Balance, space: Space) -> bool:
    return (balance.organisational if space is Space.ORGANISATIONAL else balance.territorial) is not None


def _factors(balance: Balance) -> Iterator[Figure]:
    """Tonnes on each factor row and on each reservation, before eliminations and without weights."""
    uses = sorted(balance.factors, key=factor_order)
    names = numbered(factor_name(u.space, u.factor_id, u.edition, u.year, u.region, u.boundary) for u in uses)
    for name, use in zip(names, uses, strict=True):
        label = f"Faktor {use.factor_id}, {use.match_reason}"
        yield Figure(f"faktoren.{name}", label, use.space, _of_use(use), layers="own")
    for space, reservation in dict.fromkeys((use.space, use.reservation) for use in uses if use.in_total):
        where: Where = (*(IN_TOTAL if space == Space.ORGANISATIONAL else ()), ("factor_reservation", (reservation,)))
        name = f"belastbarkeit.{space}.teile.{slug(reservation or NO_RESERVATION)}"
        label = f"Faktoren mit Vorbehalt: {reservation}" if reservation else "Faktoren ohne Vorbehalt"
        yield Figure(name, label, space, where, layers="own")


NO_RESERVATION: Final = "ohne Vorbehalt"


def factor_order(use: FactorUse) -> tuple[object, ...]:
    """Order of factor rows in every exhibit: by space, those in the total first, then by weight."""
    return (
        use.space,
        not use.in_total,
        -abs(use.emissions_kg),
        use.factor_id,
        use.year,
        use.region,
        use.boundary,
        use.edition,
    )


def _of_use(use: FactorUse) -> Where:
    in_scopes = (IN_SCOPES, ("method", LOCATION)) if use.space == Space.ORGANISATIONAL else ()
    aside: Where = (("in_total", (False,)),)
    return (
        *(in_scopes if use.in_total else aside),
        ("factor_id", (use.factor_id,)),
        ("factor_edition", (use.edition,)),
        ("factor_year", (use.year,)),
        ("factor_region", (use.region,)),
        ("boundary", (use.boundary,)),
        ("quantity_unit", (use.unit,)),
        ("factor_kg", (use.factor_kg,)),
        ("factor_source", (use.source,)),
        ("factor_reservation", (use.reservation,)),
        ("match_reason", (use.match_reason,)),
        ("gwp_set", (use.gwp_set,)),
    )
