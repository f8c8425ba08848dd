"""The organisational balance inside the JSON document (contract.md, key ``betrieblich``)."""

from collections.abc import Callable, Iterable, Mapping
from math import fsum

from thgbilanz.balance.result import EliminationLine, OrganisationalBalance, OrganisationBalance, ScopeTotals
from thgbilanz.exhibits.clean import utf8_text
from thgbilanz.exhibits.json_number import number, thousandth
from thgbilanz.exhibits.labels import activities_in_order, categories_in_order
from thgbilanz.exhibits.rounding import share_of
from thgbilanz.exhibits.tables.organisational import sources_in_order, weighted_totals

_MARKET = "2-markt"
_NOTHING = OrganisationalBalance("", (), (), ScopeTotals(), {}, {})


def organisational_object(balance: OrganisationalBalance | None, provisional: bool) -> dict[str, object]:
    """The group by scope, its organisations and eliminations; null and empty lists without that balance."""
    shown = balance or _NOTHING
    weighted = weighted_totals(balance) if balance else None
    group = totals_object(balance.group if balance else None)
    return {
        **group,
        "organisationen": [_organisation(own, weighted) for own in shown.organisations],
        # what is taken off scope 2 by market is another reading of the same deliveries: in the same list, a
        # reader who adds it up would take it off twice
        "eliminationen": [_elimination(line) for line in shown.eliminations if line.scope != _MARKET],
        "konzern": dict(group),
        "vorlaeufig": provisional,
        "konsolidierung": shown.approach or None,
        "vor_eliminationen": totals_object(weighted),
        "eliminationen_markt": [_elimination(line) for line in shown.eliminations if line.scope == _MARKET],
        "scope1_quellen": _tonnes_by(sources_in_order, shown.group_by_source_kg),
        "scope3_kategorien": _tonnes_by(categories_in_order, shown.group_by_category_kg),
        "aktivitaeten": _tonnes_by(activities_in_order, shown.group_by_activity_kg),
    }


_TOTAL_KEYS = (
    "summe_t",
    "summe_markt_t",
    "scope1_t",
    "scope2_standort_t",
    "scope2_markt_t",
    "scope3_t",
    "ausserhalb_t",
)


def totals_object(totals: ScopeTotals | None) -> dict[str, float | None]:
    """Tonnes by scope; null where there are no figures."""
    if totals is None:
        return dict.fromkeys(_TOTAL_KEYS)
    figures = (
        totals.total_kg,
        totals.total_market_kg,
        totals.scope1_kg,
        totals.scope2_location_kg,
        totals.scope2_market_kg,
        totals.scope3_kg,
        totals.outside_kg,
    )
    return {key: thousandth(kg) for key, kg in zip(_TOTAL_KEYS, figures, strict=True)}


def _organisation(own: OrganisationBalance, weighted: ScopeTotals | None) -> dict[str, object]:
    whole = weighted.total_kg if weighted else None
    return {
        "id": own.organisation.id,
        "name": utf8_text(own.organisation.name),
        "anteil": number(own.weight),
        **totals_object(own.totals),
        "anteil_an_summe": share_of(own.weighted.total_kg, whole),
        "endenergie_mwh": thousandth(fsum(own.energy_kwh.values())),
        "scope3_kategorien": _tonnes_by(categories_in_order, own.by_category_kg),
        "aktivitaeten": {
            utf8_text(activity): {
                "t": thousandth(own.by_activity_kg.get(activity)),
                "mwh": thousandth(own.energy_kwh.get(activity)),
            }
            for activity in activities_in_order((*own.by_activity_kg, *own.energy_kwh))
        },
    }


def _elimination(line: EliminationLine) -> dict[str, object]:
    return {
        "von": line.supplier,
        "an": line.receiver,
        "scope": "2" if line.scope == _MARKET else line.scope,
        "t": thousandth(line.kg),
        "regel": line.rule,
        "kategorie": line.category,
        "aktivitaet": line.activity,
        "erklaerung": line.rule_text,
    }


def _tonnes_by(order: Callable[[Iterable[str]], list[str]], figures_kg: Mapping[str, float]) -> dict[str, float | None]:
    return {utf8_text(key): thousandth(figures_kg[key]) for key in order(figures_kg)}
