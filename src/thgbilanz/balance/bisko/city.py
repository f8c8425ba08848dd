"""Everything that the city's balance tells beside its sums, from the journal and what the project states."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from thgbilanz.balance.bisko.cells import DeclaredCell
from thgbilanz.balance.bisko.conformity import NETWORK_HEAT, Evidence, conformity_report, is_federal_mix
from thgbilanz.balance.bisko.given import CityInput
from thgbilanz.balance.bisko.heat_routes import heat_networks
from thgbilanz.balance.bisko.indicators import city_indicators
from thgbilanz.balance.bisko.levers import quality_levers
from thgbilanz.balance.bisko.modes import mode_lines
from thgbilanz.balance.bisko.quality_words import quality_word
from thgbilanz.balance.bisko.readings import city_readings
from thgbilanz.balance.bisko.result import CityInsight
from thgbilanz.balance.bisko.rows import territory_rows
from thgbilanz.balance.bisko.uses import carrier_factors

if TYPE_CHECKING:
    import pandas as pd

    from thgbilanz.balance.result import TerritorialBalance


def city_insight(
    journal: "pd.DataFrame",
    balance: "TerritorialBalance",
    declared: Collection[DeclaredCell],
    year: int,
    given: CityInput,
) -> CityInsight:
    """The answers for one year. ``journal`` may hold the organisational space too: it is left out here."""
    rows = territory_rows(journal)
    factors = carrier_factors(rows)
    heat = heat_networks(factors, given.heat, NETWORK_HEAT)
    levers = quality_levers(rows)
    evidence = Evidence(balance.cells, declared, factors, heat, year, levers.ungraded, balance.quality)
    federal = next((line.factor_kg for line in factors if is_federal_mix(line)), None)
    return CityInsight(
        conformity=conformity_report(evidence),
        heat=heat,
        quality_word=quality_word(balance.quality) if given.quality_words else "",
        levers=levers.lines,
        ungraded=levers.ungraded,
        indicators=city_indicators(balance.cells, balance.population, given),
        side=tuple(given.side),
        readings=city_readings(balance.cells, balance.emissions_kg, federal, given),
        modes=mode_lines(rows, given.mileage_km),
    )
