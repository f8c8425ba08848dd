"""VSME B3 of one organisation, every line added up by hand."""

import pytest

from tests.exhibits.samples import journal, posting
from thgbilanz.balance.insight import IntensityLine, MarketLine, VsmeLine
from thgbilanz.balance.result import OrganisationalBalance, OrganisationBalance, ScopeTotals
from thgbilanz.balance.vsme import vsme_lines
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.vocabulary import FUEL_FREE_OWN_USE, OrganisationKind

CITY = Organisation("stadt", "Stadt", OrganisationKind.ADMINISTRATION)
TOTALS = ScopeTotals(300.0, 100.0, 40.0, 60.0)
BALANCE = OrganisationalBalance(
    "operative Kontrolle",
    (OrganisationBalance(CITY, 1.0, TOTALS, {}, {}, {}, TOTALS),),
    (),
    ScopeTotals(),
    {},
    {},
)
ROWS = [
    posting(1, activity="erdgas", energy_kwh=1000.0),
    posting(2, activity="diesel", energy_kwh=400.0),
    posting(3, activity="holzpellets", energy_kwh=50.0),
    posting(4, activity="strom", energy_kwh=700.0),
    posting(5, activity="oekostrom", energy_kwh=200.0),
    posting(6, activity="oekostrom", energy_kwh=30.0, delivery="eigen"),
    posting(7, activity="strom", energy_kwh=20.0, delivery="eigen"),
    posting(8, activity="fernwaerme", energy_kwh=600.0),
    posting(9, activity="abfallverbrennung", energy_kwh=0.0),
    # none of these is the city's own consumption
    posting(10, activity="strom", energy_kwh=9e9, flow="lieferung"),
    posting(11, activity="strom", energy_kwh=9e9, layer="elimination"),
    posting(12, activity="strom", energy_kwh=9e9, space="territorial"),
    posting(13, activity="strom", energy_kwh=9e9, organisation="werke"),
]
TURNOVER = IntensityLine("stadt", "je_tsd_eur", "", "", 460.0, 2.0, "T€", 230.0, "")


def line_of(market: tuple[MarketLine, ...] = ()) -> VsmeLine:
    (line,) = vsme_lines(journal(ROWS), BALANCE, market, (TURNOVER,))
    return line


def test_energy_is_split_as_the_template_asks() -> None:
    line = line_of()
    assert (line.electricity_renewable_kwh, line.electricity_other_kwh) == (200.0, 700.0)
    assert (line.own_renewable_kwh, line.own_other_kwh) == (30.0, 20.0)
    assert (line.fuels_renewable_kwh, line.fuels_other_kwh) == (50.0, 1400.0)
    assert line.heat_kwh == 600.0
    # 900 bought + 50 own + 1,450 fuels + 600 heat
    assert line.energy_kwh == pytest.approx(3000.0)


def test_emissions_are_those_of_the_own_balance() -> None:
    line = line_of()
    assert (line.scope12_location_kg, line.scope12_market_kg, line.scope3_kg) == (400.0, 340.0, 60.0)
    assert line.turnover_eur == 2000.0


@pytest.mark.parametrize(("certified", "renewable"), [(300.0, 300.0), (50.0, 200.0), (5000.0, 900.0)])
def test_electricity_is_renewable_as_far_as_certificates_reach(certified: float, renewable: float) -> None:
    market = (
        MarketLine("stadt", "zertifikat", "c", certified, 0.0, 0.0),
        MarketLine("stadt", "lieferant", "d", 99.0, 0.0, 0.0),
        MarketLine("werke", "zertifikat", "e", 9e9, 0.0, 0.0),
    )
    line = line_of(market)
    assert line.electricity_renewable_kwh == renewable
    assert line.electricity_renewable_kwh + line.electricity_other_kwh == pytest.approx(900.0)


def test_electricity_counts_whichever_way_it_comes() -> None:
    """700 through the grid + 300 over a direct line + 100 without a word; green power 40 + 60."""
    rows = [
        posting(1, activity="strom", energy_kwh=700.0, delivery="netz"),
        posting(2, activity="strom", energy_kwh=300.0, delivery="direkt"),
        posting(3, activity="strom", energy_kwh=100.0),
        posting(4, activity="oekostrom", energy_kwh=40.0, delivery="netz"),
        posting(5, activity="oekostrom", energy_kwh=60.0),
    ]
    (line,) = vsme_lines(journal(rows), BALANCE, (), ())
    assert (line.electricity_renewable_kwh, line.electricity_other_kwh) == (100.0, 1100.0)


def test_energy_of_leased_assets_is_not_the_own_consumption() -> None:
    """Their emissions stand in scope 3; B3 prints them beside the energy behind scope 1 and 2 only."""
    rows = [
        posting(1, activity="erdgas", energy_kwh=500.0),
        posting(2, activity="erdgas", energy_kwh=9e9, scope="3", scope3_category="3.13"),
        posting(3, activity="fernwaerme", energy_kwh=9e9, scope="3", scope3_category="3.8"),
    ]
    (line,) = vsme_lines(journal(rows), BALANCE, (), ())
    assert (line.fuels_other_kwh, line.heat_kwh) == (500.0, 0.0)


def test_without_an_organisational_balance_there_is_nothing() -> None:
    assert vsme_lines(journal(ROWS), None, (), ()) == ()


def test_own_power_of_sun_and_wind_is_renewable() -> None:
    """61.2 kWh of the sheet of plants, whose line says that no fuel stands behind them; 20 kWh of unknown origin."""
    rows = [
        posting(
            1, activity="strom", energy_kwh=61.2, delivery="eigen", conversion=f"{FUEL_FREE_OWN_USE}; × 1000 = kWh"
        ),
        posting(2, activity="strom", energy_kwh=20.0, delivery="eigen", conversion="× 1000 = kWh"),
    ]
    (line,) = vsme_lines(journal(rows), BALANCE, (), ())
    assert (line.own_renewable_kwh, line.own_other_kwh) == (61.2, 20.0)
