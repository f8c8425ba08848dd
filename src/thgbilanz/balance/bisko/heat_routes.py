"""The admitted routes to a district heat factor, declared per factor and year, and whether the balance keeps to them.

BISKO Prüfschritt 6.1 as quoted by kausal-paths (method/bisko.md 6): M1 own plants with exergetic allocation, M3 the
Table 5 factor of a variant that makes 80 % of the heat, M2 the standard factor; one route per year.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import fsum
from typing import TYPE_CHECKING, Final

from thgbilanz.balance.bisko.heat import Plant, heat_methods
from thgbilanz.balance.bisko.result import HeatNetwork, Verdict
from thgbilanz.balance.bisko.rule_values import rule_value
from thgbilanz.core.german import german_number

if TYPE_CHECKING:
    from thgbilanz.balance.bisko.uses import CarrierFactor

TOLERANCE_KG: Final = 0.0005
"""Half of the last printed digit of factors in g/kWh: closer, factor and computation agree."""

_KNOWN_VARIANT: Final = "Kohle-KWK"
"""The one row of Table 5 that is known: its factor is also the standard factor."""


class Route(StrEnum):
    """How a network's factor came about (``weg`` in thg.toml)."""

    PLANTS = "eigene_anlagen"
    STATEMENT = "nachweis"
    """The operator's own exergetic computation, stated by a document."""
    VARIANT = "ueberwiegende_variante"
    STANDARD = "standardwert"

    @property
    def label(self) -> str:
        """German name in exhibits."""
        return {
            "eigene_anlagen": "eigene Anlagen, exergetisch gerechnet",
            "nachweis": "exergetisch, Nachweis des Betreibers",
            "ueberwiegende_variante": "überwiegende Erzeugungsvariante",
            "standardwert": "Standardwert",
        }[self.value]

    @property
    def family(self) -> str:
        """M1, M2 or M3: routes of different families must not be mixed within a year."""
        return {"eigene_anlagen": "M1", "nachweis": "M1", "ueberwiegende_variante": "M3", "standardwert": "M2"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class HeatDeclaration:
    """What a project says about one heat factor in one year."""

    factor_id: str
    route: Route
    plants: tuple[Plant, ...] = ()
    delivered_kwh: float = 0.0
    """Heat delivered to customers; 0 if it is not stated."""
    variant: str = ""
    variant_share: float = 0.0
    """Share of the variant in the heat production of the year, 0 to 1."""
    reference: str = ""
    """Document behind the declaration."""
    problems: tuple[str, ...] = ()
    """German: why the plant data cannot be computed."""


def heat_networks(
    factors: Sequence["CarrierFactor"], declared: Sequence[HeatDeclaration], heat: frozenset[str]
) -> tuple[HeatNetwork, ...]:
    """Every heat factor that the balance used, judged by its declaration."""
    of_factor = {declaration.factor_id: declaration for declaration in declared}
    used: dict[str, list[CarrierFactor]] = {}
    for line in factors:
        if line.activity in heat and line.energy_kwh:
            used.setdefault(line.factor_id, []).append(line)
    networks = [_network(name, lines, of_factor.get(name)) for name, lines in sorted(used.items())]
    return _unmixed(networks, [of_factor[name] for name in sorted(used) if name in of_factor])


def _network(factor_id: str, lines: Sequence["CarrierFactor"], declaration: HeatDeclaration | None) -> HeatNetwork:
    energy = fsum(line.energy_kwh for line in lines)
    used_kg = fsum(line.emissions_kg for line in lines) / energy
    if declaration is None:
        found, remedy = "Weg zum Wärmefaktor nicht erklärt", "Weg in thg.toml unter [[stadtbilanz.fernwaerme]] erklären"
        return HeatNetwork(factor_id, "", "", Verdict.OPEN, found, remedy, used_kg, None, energy)
    route = declaration.route
    plain = HeatNetwork(factor_id, route.value, route.label, Verdict.PASSED, route.label, "", used_kg, None, energy)
    if route is Route.PLANTS:
        return _by_plants(plain, declaration)
    if route is Route.STANDARD:
        return _compared(plain, rule_value("standard_heat_factor"))
    if not declaration.reference:
        return replace(
            plain,
            verdict=Verdict.OPEN,
            found=f"{route.label}: Nachweis fehlt",
            remedy="„nachweis“ mit Dokument, Herausgeber und Jahr angeben",
        )
    return _by_variant(plain, declaration) if route is Route.VARIANT else _by_statement(plain, declaration)


def _by_plants(plain: HeatNetwork, declaration: HeatDeclaration) -> HeatNetwork:
    if declaration.problems:
        text = "; ".join(declaration.problems)
        remedy = "Anlagendaten in stadtgebiet/fernwaerme.csv ergänzen"
        return replace(plain, verdict=Verdict.OPEN, found=text, remedy=remedy)
    methods = heat_methods(declaration.plants, declaration.delivered_kwh)
    plain = replace(plain, delivered_kwh=declaration.delivered_kwh)
    return _compared(replace(plain, methods=methods), methods[0].factor_kg)


def _compared(plain: HeatNetwork, expected_kg: float) -> HeatNetwork:
    used, computed = german_number(plain.used_kg, 4), german_number(expected_kg, 4)
    network = replace(plain, computed_kg=expected_kg)
    if abs(plain.used_kg - expected_kg) <= TOLERANCE_KG:
        return replace(network, found=f"{plain.route_label}, {used} kg CO2e je kWh")
    found = f"{plain.route_label} ergibt {computed} statt {used} kg CO2e je kWh"
    return replace(
        network, verdict=Verdict.FAILED, found=found, remedy=f"Wärmefaktor auf {computed} setzen oder Angaben prüfen"
    )


def _by_statement(plain: HeatNetwork, declaration: HeatDeclaration) -> HeatNetwork:
    return replace(plain, found=f"{plain.route_label} ({declaration.reference}), nicht nachgerechnet")


def _by_variant(plain: HeatNetwork, declaration: HeatDeclaration) -> HeatNetwork:
    least = rule_value("predominant_share")
    share = german_number(100 * declaration.variant_share, 0)
    found = f"{plain.route_label} {declaration.variant}, {share} % der Wärme ({declaration.reference})"
    if declaration.variant and declaration.variant_share >= least:
        if declaration.variant.casefold() == _KNOWN_VARIANT.casefold():
            return _compared(plain, rule_value("standard_heat_factor"))
        return replace(plain, found=f"{found}, Wert der Tabelle 5 nicht nachgerechnet")
    remedy = f"erst ab {german_number(100 * least, 0)} % zulässig: anderen Weg wählen"
    return replace(plain, verdict=Verdict.FAILED, found=found, remedy=remedy)


def _unmixed(networks: Sequence[HeatNetwork], declared: Sequence[HeatDeclaration]) -> tuple[HeatNetwork, ...]:
    """Routes of one year must not be mixed (method/bisko.md 6)."""
    if len({declaration.route.family for declaration in declared}) < len(("M1", "M2")):
        return tuple(networks)
    remedy = "Für alle Netze eines Jahres denselben Weg wählen"
    return tuple(
        replace(network, verdict=Verdict.FAILED, found=f"{network.found}; Wege gemischt", remedy=remedy)
        if network.route and network.verdict is Verdict.PASSED
        else network
        for network in networks
    )
