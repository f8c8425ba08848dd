"""Figures of the answers beside the totals (``Balance.insight``), as far as they are sums of postings."""

from collections.abc import Iterator

from thgbilanz.balance.figure_names import slug
from thgbilanz.balance.figures import (
    IN_SCOPES,
    IN_TOTAL,
    LOCATION,
    MARKET,
    TOTALS,
    Figure,
    Where,
    figures_of_totals,
)
from thgbilanz.balance.insight import DeliveryCheck, PresetTotal, UncertaintyLine
from thgbilanz.balance.result import Balance
from thgbilanz.core.activity_kinds import activity_label
from thgbilanz.core.vocabulary import Flow, Scope, Space

_SPACE = Space.ORGANISATIONAL.value


def figures_of(balance: Balance) -> dict[str, Figure]:
    """All figures that a balance can explain, by name, in the order of the document."""
    return figures_of_totals(balance) | {figure.name: figure for figure in figures_beside(balance)}


def figures_beside(balance: Balance) -> Iterator[Figure]:
    """Figures of screening, presets, deliveries, EU ETS, intervals, GWP bases and the tables of ESRS and VSME."""
    insight = balance.insight
    for line in insight.screening:
        name = f"{_SPACE}.scope3_pruefung.{line.category}"
        where: Where = (("scope", (Scope.VALUE_CHAIN.value,)), ("scope3_category", (line.category,)))
        label = f"Konzern: Scope-3-Kategorie {line.category}"
        yield Figure(name, label, _SPACE, where, weighted=True, same_as=f"{_SPACE}.scope3_kategorien.{line.category}")
    for preset in insight.presets:
        yield from _preset(preset)
    for check in insight.deliveries:
        yield _delivery(check)
    if insight.ets is not None:
        yield from _emissions_trading()
    for interval in insight.uncertainty:
        yield _interval(interval)
    for basis in insight.gwp:
        in_total = IN_TOTAL if basis.space == _SPACE else ()
        name = f"treibhauspotenziale.{basis.space}.{slug(basis.basis)}"
        label = f"{Space(basis.space).label}: Tonnen auf der GWP-Basis {basis.basis}"
        on_basis: Where = (*in_total, ("gwp_set", (basis.basis,)))
        yield Figure(name, label, basis.space, on_basis, weighted=basis.space == _SPACE)
    yield from _report_tables(balance)


def _preset(preset: PresetTotal) -> Iterator[Figure]:
    """Scope 1 and 2 have no category, so that they belong to every preset."""
    categories = ("scope3_category", ("", *preset.categories))
    for key, methods in (("summe_t", LOCATION), ("summe_markt_t", MARKET)):
        where: Where = (IN_SCOPES, ("method", methods), categories)
        name = f"{_SPACE}.umfang.{preset.preset}.{key}"
        yield Figure(name, f"{preset.label}: {TOTALS[key][0]}", _SPACE, where, weighted=True)


def _delivery(check: DeliveryCheck) -> Figure:
    where: Where = (
        *IN_TOTAL,
        ("organisation", (check.receiver,)),
        ("counterparty", (check.supplier,)),
        ("activity", (check.activity,)),
        *((("delivery", (check.delivery,)),) if check.delivery else ()),
        ("flow", (Flow.RECEIVED.value,)),
    )
    parts = (check.supplier, check.receiver, check.activity, check.delivery)
    name = ".".join(slug(part) for part in parts if part)
    label = f"Lieferung von {check.supplier} an {check.receiver}: {activity_label(check.activity)}"
    return Figure(f"{_SPACE}.lieferungen.{name}", label, _SPACE, where, layers="own")


def _emissions_trading() -> Iterator[Figure]:
    direct: Where = (("scope", (Scope.DIRECT.value,)),)
    label = "Konzern: Scope 1 im EU-Emissionshandel"
    yield Figure(f"{_SPACE}.eu_ets.ets_t", label, _SPACE, (*direct, ("eu_ets", ("ja",))), weighted=True)
    yield Figure(
        f"{_SPACE}.eu_ets.scope1_t", "Konzern: Scope 1", _SPACE, direct, weighted=True, same_as=f"{_SPACE}.scope1_t"
    )


def _interval(line: UncertaintyLine) -> Figure:
    """The total itself; its interval is no sum of postings (figure_exceptions)."""
    name = ".".join(part for part in ("unsicherheit", line.space, line.organisation, line.figure) if part)
    if line.space != _SPACE:
        return Figure(name, line.label, line.space, same_as=f"{line.space}.summe_t")
    key = f"{line.figure}_t"
    if not line.organisation:
        return Figure(name, line.label, _SPACE, TOTALS[key][1], weighted=True, same_as=f"{_SPACE}.{key}")
    where: Where = (*TOTALS[key][1], ("organisation", (line.organisation,)))
    return Figure(
        name, line.label, _SPACE, where, layers="own", same_as=f"{_SPACE}.organisationen.{line.organisation}.{key}"
    )


def _report_tables(balance: Balance) -> Iterator[Figure]:
    """Totals once more in the tables of ESRS E1-6 (this year) and VSME B3 (each organisation)."""
    group = balance.organisational
    if group is None:
        return
    for key, (label, where) in TOTALS.items():
        name = f"{_SPACE}.esrs_e1_6.jahr.{key}"
        yield Figure(name, f"Konzern: {label}", _SPACE, where, weighted=True, same_as=f"{_SPACE}.{key}")
    for category in group.group_by_category_kg:
        of_category: Where = (("scope", (Scope.VALUE_CHAIN.value,)), ("scope3_category", (category,)))
        name = f"{_SPACE}.esrs_e1_6.jahr.scope3_kategorien.{category}"
        label = f"Konzern: Scope-3-Kategorie {category}"
        same = f"{_SPACE}.scope3_kategorien.{category}"
        yield Figure(name, label, _SPACE, of_category, weighted=True, same_as=same)
    for own in group.organisations:
        yield from _vsme(own.organisation.id, own.organisation.name)


def _vsme(id_: str, who: str) -> Iterator[Figure]:
    mine, prefix = ("organisation", (id_,)), f"{_SPACE}.vsme_b3.{id_}"
    for key in ("scope1_t", "scope2_standort_t", "scope2_markt_t", "scope3_t"):
        label, where = TOTALS[key]
        same = f"{_SPACE}.organisationen.{id_}.{key}"
        yield Figure(f"{prefix}.{key}", f"{who}: {label}", _SPACE, (*where, mine), layers="own", same_as=same)
    both = ("scope", (Scope.DIRECT.value, Scope.ENERGY.value))
    for key, methods, word in (("standort", LOCATION, "standortbasiert"), ("markt", MARKET, "marktbasiert")):
        of_method: Where = (both, ("method", methods), mine)
        yield Figure(f"{prefix}.scope1_2_{key}_t", f"{who}: Scope 1 und 2 {word}", _SPACE, of_method, layers="own")
