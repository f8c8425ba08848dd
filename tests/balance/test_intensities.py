"""Intensities, every figure divided by hand."""

from dataclasses import replace

import pytest

from thgbilanz.balance.insight import IntensityLine
from thgbilanz.balance.intensities import (
    SCOPES_1_AND_2,
    TOTAL_BY_LOCATION,
    TOTAL_BY_MARKET,
    Population,
    intensities,
    intensity_findings,
)
from thgbilanz.balance.result import OrganisationalBalance, OrganisationBalance, ScopeTotals
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.place import Place
from thgbilanz.core.reference import ReferenceFigure
from thgbilanz.core.vocabulary import OrganisationKind

CITY = Organisation("stadt", "Stadt", OrganisationKind.ADMINISTRATION)
HARBOUR = Organisation("hafen", "Hafen", OrganisationKind.HARBOUR, "stadt", 60.0)
TRAMS = Organisation("bahn", "Straßenbahn", OrganisationKind.TRANSPORT, "stadt")
PLACE = Place("a.xlsx", "Stammdaten", "B9")
PEOPLE = Population(1000, "thg.toml › einwohner.2019")


def own(organisation: Organisation, totals: ScopeTotals, weight: float = 1.0) -> OrganisationBalance:
    return OrganisationBalance(organisation, weight, totals, {}, {}, {}, totals)


# city: 300 + 100 (market 40) + 60; harbour: 200 + 50 (market 30) + 10; group takes 100 kg of scope 2 off
BALANCE = OrganisationalBalance(
    "operative Kontrolle",
    (own(CITY, ScopeTotals(300.0, 100.0, 40.0, 60.0)), own(HARBOUR, ScopeTotals(200.0, 50.0, 30.0, 10.0))),
    (),
    ScopeTotals(500.0, 50.0, 20.0, 70.0),
    {},
    {},
)


def figure(organisation: str, key: str, value: float) -> ReferenceFigure:
    return ReferenceFigure(organisation, 2019, key, value, PLACE)


def by_key(lines: tuple[IntensityLine, ...]) -> dict[tuple[str, str], IntensityLine]:
    found = {(line.organisation, line.indicator): line for line in lines}
    assert len(found) == len(lines)
    return found


def test_an_organisation_is_divided_by_what_it_states() -> None:
    stated = (
        figure("hafen", "mitarbeitende_vzae", 5.0),
        figure("hafen", "umschlag_t", 1000.0),
        figure("stadt", "flaeche_m2", 100.0),
    )
    lines = by_key(intensities(BALANCE, stated, None))
    # harbour: 250 kg by 5 VZÄ and by 1,000 t; city: 400 kg by 100 m²
    assert {key: line.value_kg for key, line in lines.items()} == {
        ("hafen", "je_vzae"): 50.0,
        ("hafen", "je_t_umschlag"): 0.25,
        ("stadt", "je_m2"): 4.0,
    }
    line = lines["hafen", "je_vzae"]
    assert (line.numerator, line.numerator_kg, line.denominator, line.denominator_unit) == (
        SCOPES_1_AND_2,
        250.0,
        5.0,
        "VZÄ",
    )
    assert line.place == "a.xlsx › Stammdaten › B9"


def test_turnover_divides_the_total_by_both_scope_2_methods() -> None:
    lines = by_key(intensities(BALANCE, (figure("hafen", "umsatz_eur", 2_000_000.0),), None))
    # 200 + 50 + 10 kg by 2,000 T€, and 200 + 30 + 10 kg
    assert lines["hafen", "je_tsd_eur"].value_kg == pytest.approx(0.13)
    assert lines["hafen", "je_tsd_eur"].numerator == TOTAL_BY_LOCATION
    assert lines["hafen", "je_tsd_eur_markt"].value_kg == pytest.approx(0.12)
    assert lines["hafen", "je_tsd_eur_markt"].numerator == TOTAL_BY_MARKET
    assert lines["hafen", "je_tsd_eur"].denominator_unit == "T€"


def test_inhabitants_divide_the_administration_and_the_group() -> None:
    lines = by_key(intensities(BALANCE, (), PEOPLE))
    # 400 kg and 550 kg over 1,000 inhabitants
    assert {key: line.value_kg for key, line in lines.items()} == {
        ("stadt", "je_einwohner"): 0.4,
        ("", "je_einwohner"): 0.55,
    }
    assert lines["", "je_einwohner"].place == "thg.toml › einwohner.2019"


def test_employees_of_the_group_are_a_sum_only_if_nobody_is_missing() -> None:
    one = figure("stadt", "mitarbeitende_vzae", 10.0)
    both = (one, figure("hafen", "mitarbeitende_vzae", 5.0))
    assert ("", "je_vzae") not in by_key(intensities(BALANCE, (one,), None))
    # 550 / 15
    assert by_key(intensities(BALANCE, both, None))["", "je_vzae"].value_kg == pytest.approx(550 / 15)
    half = replace(BALANCE, organisations=(BALANCE.organisations[0], replace(BALANCE.organisations[1], weight=0.6)))
    assert by_key(intensities(half, both, None))["", "je_vzae"].denominator == pytest.approx(13.0)


def test_turnover_of_the_group_is_never_a_sum() -> None:
    both = (figure("stadt", "umsatz_eur", 1e6), figure("hafen", "umsatz_eur", 1e6))
    assert ("", "je_tsd_eur") not in by_key(intensities(BALANCE, both, None))
    stated = by_key(intensities(BALANCE, (*both, figure("konzern", "umsatz_eur", 1_550_000.0)), None))
    assert stated["", "je_tsd_eur"].value_kg == pytest.approx((500 + 50 + 70) / 1550)


def test_a_missing_or_zero_denominator_gives_no_line() -> None:
    assert intensities(BALANCE, (figure("hafen", "mitarbeitende_vzae", 0.0),), None) == ()
    assert intensities(None, (figure("hafen", "mitarbeitende_vzae", 1.0),), PEOPLE) == ()


def test_floor_area_divides_no_emissions_of_plants_and_cranes() -> None:
    stated = tuple(figure(id_, "flaeche_m2", 100.0) for id_ in ("stadt", "hafen", "konzern"))
    assert list(by_key(intensities(BALANCE, stated, None))) == [("stadt", "je_m2")]


def test_passenger_kilometres_divide_a_transport_company() -> None:
    trams = replace(BALANCE, organisations=(own(TRAMS, ScopeTotals(20.0, 30.0, 0.0, 5.0)),))
    # 20 + 30 kg by 500 Pkm
    lines = intensities(trams, (figure("bahn", "personenkilometer", 500.0),), None)
    assert [(line.indicator, line.value_kg) for line in lines] == [("je_pkm", 0.1)]


def test_passenger_kilometres_of_a_mixed_company_are_not_divided_by() -> None:
    stated = (figure("hafen", "personenkilometer", 500.0), figure("konzern", "personenkilometer", 500.0))
    assert intensities(BALANCE, stated, None) == ()
    findings = intensity_findings((CITY, HARBOUR, TRAMS), stated)
    assert [(finding.code, finding.place) for finding in findings] == [("THG683", PLACE)]
    assert intensity_findings((TRAMS,), (figure("bahn", "personenkilometer", 500.0),)) == ()
