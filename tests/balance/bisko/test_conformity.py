"""The seven criteria and 21 cells (method/bisko.md 1 and 4): one deviation at a time, from a balance that has none."""

from dataclasses import replace

import pytest

from tests.balance.bisko.making import FIRST_ACTIVITY, cell, full_cells, full_factors, report_of, used
from thgbilanz.balance.bisko.cells import CARRIERS, SECTORS, DeclaredCell, mandatory_cells
from thgbilanz.balance.bisko.result import Conformity, Criterion, HeatNetwork, Verdict

NETWORK = HeatNetwork("netz", "nachweis", "Nachweis", Verdict.PASSED, "erklärt", "", 0.2, None, 3000.0)


def criterion(number: int, **changes: object) -> Criterion:
    return next(line for line in report_of(**changes).criteria if line.number == number)


def cells_without(sector: str, activity: str) -> tuple[object, ...]:
    return tuple(one for key, one in full_cells().items() if key != (sector, activity))


def cells_with(changed: object) -> tuple[object, ...]:
    cells = full_cells()
    cells[changed.sector, changed.activity] = changed  # type: ignore[attr-defined, assignment]
    return tuple(cells.values())


def test_a_balance_that_meets_everything_is_conform() -> None:
    report = report_of(factors=(*full_factors(), used("fernwaerme")), heat=(NETWORK,))
    assert report.result is Conformity.CONFORM
    assert report.deviations == ()
    assert [line.number for line in report.criteria] == [1, 2, 3, 4, 5, 6, 7]
    assert {line.verdict for line in report.criteria} == {Verdict.PASSED}
    assert not any(line.remedy for line in report.criteria)


def test_there_are_21_mandatory_cells() -> None:
    """{HH, GHD, IND} x {Strom, Erdgas, Fernwärme, Heizöl, Biomasse, Solarthermie, Umweltwärme}."""
    assert len(SECTORS) * len(CARRIERS) == 21
    assert [carrier.label for carrier in CARRIERS if carrier.grid_bound] == ["Strom", "Erdgas", "Fernwärme"]
    assert len(mandatory_cells((), ())) == 21


@pytest.mark.parametrize("sector", [sector.value for sector in SECTORS])
@pytest.mark.parametrize("carrier", list(FIRST_ACTIVITY))
def test_every_mandatory_cell_is_needed(sector: str, carrier: str) -> None:
    report = report_of(cells=cells_without(sector, FIRST_ACTIVITY[carrier]))
    assert report.result is Conformity.INCOMPLETE
    wrong = [one for one in report.cells if one.verdict is not Verdict.PASSED]
    assert [(one.sector, one.carrier, one.state) for one in wrong] == [(sector, carrier, "fehlt")]
    assert "1 von 21 Pflichtangaben" in report.deviations[0]


def test_an_explicit_zero_is_a_statement_and_needs_no_grade() -> None:
    report = report_of(cells=cells_with(cell("industrie", "solarthermie", 0.0, None)))
    assert report.result is Conformity.CONFORM
    zero = next(one for one in report.cells if (one.sector, one.carrier) == ("industrie", "Solarthermie"))
    assert (zero.state, zero.energy_kwh, zero.verdict) == ("bestätigte Null", 0.0, Verdict.PASSED)


@pytest.mark.parametrize(
    ("notation", "result"),
    [
        ("kommt_nicht_vor", Conformity.CONFORM),
        ("nicht_erhoben", Conformity.INCOMPLETE),
        ("anderswo_enthalten", Conformity.INCOMPLETE),
        ("vertraulich", Conformity.INCOMPLETE),
    ],
)
def test_of_the_notation_keys_only_not_occurring_stands_for_a_zero(notation: str, result: Conformity) -> None:
    told = (DeclaredCell("ghd", "solarthermie", notation),)
    report = report_of(cells=cells_without("ghd", "solarthermie"), declared=told)
    assert report.result is result
    one = next(one for one in report.cells if (one.sector, one.carrier) == ("ghd", "Solarthermie"))
    assert one.state == notation.replace("_", " ")


def test_wood_fills_the_cell_of_biomass() -> None:
    cells = (*cells_without("haushalte", "biomasse"), cell("haushalte", "holzpellets"))
    assert report_of(cells=cells).result is Conformity.CONFORM


@pytest.mark.parametrize(("activity", "verdict"), [("erdgas", Verdict.FAILED), ("heizoel", Verdict.PASSED)])
def test_grid_bound_carriers_need_grade_a_others_any(activity: str, verdict: Verdict) -> None:
    """method/bisko.md 4: Strom, Erdgas, Fernwärme local primary data (A); non-grid-bound any grade."""
    assert criterion(7, cells=cells_with(cell("haushalte", activity, quality=0.5))).verdict is verdict


def test_an_ungraded_value_leaves_criterion_7_open() -> None:
    changed = cells_with(cell("haushalte", "heizoel", quality=None))
    line = criterion(7, cells=changed, ungraded=1, quality=None)
    assert (line.verdict, line.found) == (Verdict.OPEN, "1 Wert hat keine Datengüte")


def test_buildings_as_one_figure_fail_the_split() -> None:
    line = criterion(2, cells=(*full_cells().values(), cell("gebaeude", "erdgas")))
    assert line.verdict is Verdict.FAILED


def test_a_balance_without_transport_is_incomplete() -> None:
    line = criterion(2, cells=cells_without("verkehr", "diesel"))
    assert (line.verdict, line.found) == (Verdict.OPEN, "Sektor Verkehr fehlt")


def test_municipal_facilities_may_be_missing() -> None:
    """KE may be empty without loss of conformity (method/bisko.md 3)."""
    assert not any(one.sector == "kommunal" for one in full_cells().values())
    assert report_of().result is Conformity.CONFORM


def test_a_factor_of_the_project_is_an_edited_factor() -> None:
    line = criterion(3, factors=(*full_factors(), used("benzin", "stadt.benzin", "stadt-2019", is_local=True)))
    assert line.verdict is Verdict.FAILED
    assert "stadt.benzin (stadt-2019)" in line.found


def test_a_shipped_factor_that_bisko_does_not_print_leaves_the_criterion_open() -> None:
    line = criterion(3, factors=(*full_factors(), used("benzin", edition="uba-2025")))
    assert (line.verdict, "benzin.waerme (uba-2025)" in line.found) == (Verdict.OPEN, True)


@pytest.mark.parametrize(
    ("factor_kg", "edition", "verdict"),
    [
        (0.2 / 3.2, "bisko-stadt-2019", Verdict.PASSED),
        (0.07, "bisko-stadt-2019", Verdict.OPEN),
        (0.2 / 3.2, "uba-2025", Verdict.OPEN),
    ],
)
def test_umweltwaerme_by_the_rule_of_bisko_is_bisko(factor_kg: float, edition: str, verdict: Verdict) -> None:
    """EF(Umweltwärme) = EF(Bundesstrommix) / 3.2 (method/bisko.md 4); the mix here is 0.2 kg per kWh."""
    others = tuple(line for line in full_factors() if line.activity not in {"strom", "umweltwaerme"})
    pump = used("umweltwaerme", edition="thgbilanz-2026.1", factor_kg=factor_kg)
    assert criterion(3, factors=(*others, used("strom", edition=edition), pump)).verdict is verdict


@pytest.mark.parametrize(
    ("change", "word"), [({"boundary": "direct"}, "ohne Vorkette"), ({"gwp_set": "CO2"}, "nur für CO2")]
)
def test_factors_need_upstream_and_all_gases(change: dict[str, object], word: str) -> None:
    line = criterion(3, factors=(*full_factors(), used("benzin", **change)))
    assert line.verdict is Verdict.FAILED
    assert word in line.found


def test_a_district_heat_factor_of_the_project_is_no_edited_factor() -> None:
    factors = (*full_factors(), used("fernwaerme", "netz", "stadt-2019"))
    assert criterion(3, factors=factors, heat=(NETWORK,)).verdict is Verdict.PASSED


@pytest.mark.parametrize(
    ("factor", "verdict"),
    [
        (used("strom", "stadtwerke.mix"), Verdict.FAILED),
        (used("strom", year=2018), Verdict.FAILED),
        (used("strom"), Verdict.PASSED),
        (used("strom", "stadt.bundesmix", "bisko-2019", is_local=True), Verdict.PASSED),
        (used("strom", "stadt.bundesmix", "stadt-2019", is_local=True), Verdict.FAILED),
    ],
)
def test_all_electricity_needs_the_federal_mix_of_the_year(factor: object, verdict: Verdict) -> None:
    others = tuple(line for line in full_factors() if line.activity != "strom")
    assert criterion(4, factors=(*others, factor)).verdict is verdict


def test_a_balance_without_electricity_or_heat_has_nothing_to_meet_there() -> None:
    factors = tuple(line for line in full_factors() if line.activity != "strom")
    assert criterion(4, factors=factors).verdict is Verdict.NOT_APPLICABLE
    assert criterion(6).verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("verdict", "result"), [(Verdict.OPEN, Conformity.INCOMPLETE), (Verdict.FAILED, Conformity.NOT_CONFORM)]
)
def test_heat_is_judged_by_its_networks(verdict: Verdict, result: Conformity) -> None:
    network = replace(NETWORK, verdict=verdict, found="weicht ab", remedy="prüfen")
    report = report_of(factors=(*full_factors(), used("fernwaerme")), heat=(NETWORK, network))
    assert report.result is result
    assert report.deviations == ("netz: weicht ab (Kriterium 6)",)


def test_a_failure_weighs_more_than_a_gap() -> None:
    cells = cells_without("verkehr", "diesel")
    factors = (*full_factors(), used("benzin", "stadt.benzin", "stadt-2019", is_local=True))
    assert report_of(cells=cells, factors=factors).result is Conformity.NOT_CONFORM
