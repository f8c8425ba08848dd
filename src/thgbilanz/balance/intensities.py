"""Intensities: emissions per employee, floor area, inhabitant, passenger kilometre, tonne handled or turnover.

Rule: method/organisation.md 9 (ESRS E1 53 to 55 for turnover). What stands above the line is always scope 1 and
scope 2 by location, because scope 3 is complete to a different degree everywhere; only turnover divides the total,
by both scope 2 methods, as ESRS E1 AR 53 asks. A denominator that nobody states gives no line, never a zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from thgbilanz.balance.insight import IntensityLine
from thgbilanz.balance.result import OrganisationalBalance, ScopeTotals
from thgbilanz.core.diagnostic import Diagnostic, note
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.place import Place
from thgbilanz.core.reference import (
    CARGO,
    DWELLINGS,
    EMPLOYEES,
    FLOOR_AREA,
    GROUP,
    PASSENGER_KM,
    TURNOVER,
    WASTE,
    ReferenceFigure,
)
from thgbilanz.core.vocabulary import OrganisationKind

SCOPES_1_AND_2 = "Scope 1 + 2, standortbasiert"
TOTAL_BY_LOCATION = "Scope 1 + 2 + 3, standortbasiert"
TOTAL_BY_MARKET = "Scope 1 + 2 + 3, marktbasiert"
_EUR_PER_THOUSAND = 1000.0


@dataclass(frozen=True, slots=True)
class _Indicator:
    key: str
    id: str
    label: str
    unit: str


_INDICATORS = (
    _Indicator(EMPLOYEES, "je_vzae", "je Vollzeitäquivalent", "VZÄ"),
    _Indicator(FLOOR_AREA, "je_m2", "je m² Fläche", "m²"),
    _Indicator(DWELLINGS, "je_wohneinheit", "je Wohneinheit", "WE"),
    _Indicator(PASSENGER_KM, "je_pkm", "je Personenkilometer", "Pkm"),
    _Indicator(CARGO, "je_t_umschlag", "je t Güterumschlag", "t"),
    _Indicator(WASTE, "je_t_abfall", "je t Abfall", "t"),
)
_PER_HEAD = _Indicator("", "je_einwohner", "je Einwohner", "EW")
_OF_THE_GROUP = (EMPLOYEES,)
"""Denominators that add up over organisations; turnovers do not, because sister companies pay each other."""

_STATED_FOR_THE_GROUP = (EMPLOYEES, TURNOVER)
"""What the row of the group may state; its floor area and its passengers belong to some organisations only."""

_BY_PLANT = frozenset(
    {OrganisationKind.UTILITY, OrganisationKind.TRANSPORT, OrganisationKind.HARBOUR, OrganisationKind.WASTE}
)
"""Kinds whose emissions come from plants, vehicles and cranes: divided by their floor area they say nothing."""

_Figures = Mapping[tuple[str, str], ReferenceFigure]


@dataclass(frozen=True, slots=True)
class Population:
    """Inhabitants of the municipality, and where that is stated."""

    inhabitants: int
    place: str


def intensities(
    balance: OrganisationalBalance | None, figures: Iterable[ReferenceFigure], population: Population | None
) -> tuple[IntensityLine, ...]:
    """Lines of the organisations in their order, then of the group if there is more than one organisation."""
    if balance is None:
        return ()
    known = {(figure.organisation, figure.key): figure for figure in figures if figure.value > 0}
    lines: list[IntensityLine] = []
    for own in balance.organisations:
        organisation = own.organisation
        lines += _lines_of(organisation.id, own.totals, _shown(organisation, known))
        if organisation.kind is OrganisationKind.ADMINISTRATION and population is not None:
            lines.append(_per_head(organisation.id, own.totals, population))
    if len(balance.organisations) > 1:
        lines += _lines_of("", balance.group, _group_figures(balance, known))
        if population is not None:
            lines.append(_per_head("", balance.group, population))
    return tuple(lines)


def _shown(organisation: Organisation, known: _Figures) -> dict[str, ReferenceFigure]:
    own = {key: figure for (id_, key), figure in known.items() if id_ == organisation.id}
    if organisation.kind is not OrganisationKind.TRANSPORT:
        own.pop(PASSENGER_KM, None)
    if organisation.kind in _BY_PLANT:
        own.pop(FLOOR_AREA, None)
    return own


def _lines_of(id_: str, totals: ScopeTotals, own: Mapping[str, ReferenceFigure]) -> list[IntensityLine]:
    kg = totals.scope1_kg + totals.scope2_location_kg
    lines = [
        _line(id_, indicator, SCOPES_1_AND_2, kg, own[indicator.key].value, _place(own[indicator.key]))
        for indicator in _INDICATORS
        if indicator.key in own
    ]
    if TURNOVER in own:
        thousands, place = own[TURNOVER].value / _EUR_PER_THOUSAND, _place(own[TURNOVER])
        by_location = _Indicator(TURNOVER, "je_tsd_eur", "je T€ Umsatz", "T€")
        by_market = _Indicator(TURNOVER, "je_tsd_eur_markt", "je T€ Umsatz", "T€")
        lines.append(_line(id_, by_location, TOTAL_BY_LOCATION, totals.total_kg, thousands, place))
        lines.append(_line(id_, by_market, TOTAL_BY_MARKET, totals.total_market_kg, thousands, place))
    return lines


def _per_head(id_: str, totals: ScopeTotals, population: Population) -> IntensityLine:
    kg = totals.scope1_kg + totals.scope2_location_kg
    return _line(id_, _PER_HEAD, SCOPES_1_AND_2, kg, float(population.inhabitants), population.place)


def _line(id_: str, indicator: _Indicator, numerator: str, kg: float, denominator: float, place: str) -> IntensityLine:
    return IntensityLine(
        organisation=id_,
        indicator=indicator.id,
        label=indicator.label,
        numerator=numerator,
        numerator_kg=kg,
        denominator=denominator,
        denominator_unit=indicator.unit,
        value_kg=kg / denominator,
        place=place,
    )


def _place(figure: ReferenceFigure) -> str:
    return str(figure.place)


def _group_figures(balance: OrganisationalBalance, known: _Figures) -> dict[str, ReferenceFigure]:
    """Figures stated for the group itself; else, where they add up, the weighted sum if nobody's is missing."""
    figures = {key: figure for (id_, key), figure in known.items() if id_ == GROUP and key in _STATED_FOR_THE_GROUP}
    counted = [own for own in balance.organisations if own.weight > 0]
    for key in _OF_THE_GROUP:
        if key not in figures and counted and all((own.organisation.id, key) in known for own in counted):
            value = fsum(own.weight * known[own.organisation.id, key].value for own in counted)
            figures[key] = ReferenceFigure(GROUP, 0, key, value, Place("Summe der Organisationen"))
    return figures


def intensity_findings(
    organisations: Sequence[Organisation], figures: Iterable[ReferenceFigure]
) -> tuple[Diagnostic, ...]:
    """Figures that give no indicator: passenger kilometres of a company that does more than transport."""
    mixed = {o.id: o.name for o in organisations if o.kind is not OrganisationKind.TRANSPORT}
    hint = "Den Verkehrsbetrieb in thg.toml als eigene Organisation führen (art = „verkehr“, mutter = die jetzige)"
    return tuple(
        note(
            "THG683",
            f"Personenkilometer von „{mixed[figure.organisation]}“ geben keinen Kennwert",
            figure.place,
            expected="eine Organisation der Art verkehr, deren Emissionen alle zum Verkehr gehören",
            hint=hint,
        )
        for figure in figures
        if figure.key == PASSENGER_KM and figure.value > 0 and figure.organisation in mixed
    )
