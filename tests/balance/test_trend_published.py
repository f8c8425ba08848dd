"""Published figures: contradictions inside Leipzig's action plan (2019), and a difference explained by hand."""

import csv
from collections.abc import Callable
from math import fsum, log
from pathlib import Path

import pytest

from thgbilanz.balance.trend.published import PublishedRow, contradictions, published_year

CASE = Path(__file__).parents[1] / "cases" / "leipzig_2019.csv"
SECTORS = {"Gebäude (Haushalte+GHD+kommunal)": "gebaeude", "Verkehr": "verkehr", "Industrie": "industrie"}


def row(
    sector: str, activity: str, mwh: float | None, t: float | None, factor: float | None = None, **more: float
) -> PublishedRow:
    steps = {"energy_step_kwh": 1000.0, "emissions_step_kg": 1000.0, "factor_step": 0.001, **more}
    return PublishedRow(
        2019,
        sector,
        activity,
        None if mwh is None else mwh * 1000,
        None if t is None else t * 1000,
        factor,
        "Leipzig",
        "A-1.3",
        "daten/veroeffentlicht.csv",
        2,
        **steps,
    )


def leipzig() -> list[PublishedRow]:
    """The rows of the plan: energy, emissions and printed factor of each carrier."""
    with CASE.open(encoding="utf-8", newline="") as stream:
        return [
            row(
                SECTORS[line["sector"]],
                line["carrier"],
                float(line["quantity"]),
                float(line["published_t_co2e"]),
                float(line["published_factor"]) if line["published_factor"] else None,
            )
            for line in csv.DictReader(stream)
            if line["sector"] in SECTORS and line["quantity"]
        ]


def test_printed_factor_against_implied_factor() -> None:
    """The plan prints 544 g/kWh for electricity and 170 for ambient heat, but calculates with 478 and 150.

    LPG: 4,523 t / 15,563 MWh = 0.2906, which no rounding turns into the printed 0.290.
    """
    found = [
        (entry.row.sector, entry.row.activity, entry.stated, round(entry.computed, 3))
        for entry in contradictions(leipzig())
    ]
    assert found == [
        ("gebaeude", "Strom", 0.544, 0.478),
        ("gebaeude", "Umweltwärme/Geothermie", 0.17, 0.15),
        ("verkehr", "Strom", 0.544, 0.478),
        ("verkehr", "LPG", 0.29, 0.291),
        ("industrie", "Strom", 0.544, 0.478),
    ]


def test_rows_against_totals() -> None:
    """Buildings: the rows add up to 1,440,023 t as printed; a total that is 4,000 t higher is told."""
    buildings = [entry for entry in leipzig() if entry.sector == "gebaeude"]
    assert fsum(entry.emissions_kg or 0 for entry in buildings) == 1_440_023_000
    right = row("gebaeude", "gesamt", None, 1_440_023)
    wrong = row("gebaeude", "gesamt", None, 1_444_023)
    assert [entry for entry in contradictions([*buildings, right]) if entry.kind == "summe"] == []
    told = [entry for entry in contradictions([*buildings, wrong]) if entry.kind == "summe"]
    assert [(entry.stated, entry.computed) for entry in told] == [(1_444_023, 1_440_023)]


@pytest.mark.parametrize("printed", [100.0, 104.0])
@pytest.mark.parametrize(
    "of", [lambda name: (name, "gesamt"), lambda name: ("gesamt", name)], ids=["sector", "carrier"]
)
def test_totals_of_sectors_or_carriers_against_the_grand_total(
    of: Callable[[str], tuple[str, str]], printed: float
) -> None:
    """60 + 40 t are 100 t; a publication without a single cell can contradict itself too."""
    rows = [row(*of("eins"), None, 60.0), row(*of("zwei"), None, 40.0), row("gesamt", "gesamt", None, printed)]
    told = [(entry.stated, entry.computed) for entry in contradictions(rows)]
    assert told == ([] if printed == 100.0 else [(104.0, 100.0)])


def test_energy_against_emissions() -> None:
    found = contradictions(
        [row("verkehr", "diesel", 100.0, 0.0), row("verkehr", "benzin", 0.0, 5.0), row("verkehr", "cng", 0.0, 0.0)]
    )
    assert [(entry.kind, entry.row.activity) for entry in found] == [("energie", "diesel"), ("energie", "benzin")]


def test_a_difference_is_explained_without_a_rest() -> None:
    """Published 100 MWh x 0.5 = 50 t, ours 80 MWh x 0.45 = 36 t: the split of 14 t by LMDI, L = 14 / ln(50/36)."""
    ours = {("verkehr", "strom"): (80e3, 36e3), ("verkehr", "cng"): (1e3, 2e3)}
    entry = published_year([row("verkehr", "strom", 100.0, 50.0), row("verkehr", "lpg", 1.0, 3.0)], ours)
    assert entry is not None
    assert (entry.published_kg, entry.ours_kg) == (53e3, 38e3)
    parts = {part.kind: part.kg for part in entry.parts}
    mean = 14e3 / log(50 / 36)
    assert parts["energie"] == pytest.approx(mean * log(0.8))
    assert parts["faktor"] == pytest.approx(mean * log(0.9))
    assert (parts["nur_veroeffentlicht"], parts["nur_berechnet"]) == (-3e3, 2e3)
    assert fsum(parts.values()) == pytest.approx(entry.difference_kg)


def test_only_a_printed_total_is_compared_as_a_whole() -> None:
    entry = published_year([row("gesamt", "gesamt", None, 40.0)], {("verkehr", "strom"): (80e3, 36e3)})
    assert entry is not None
    assert entry.difference_kg == -4e3
    assert [(part.kind, part.kg) for part in entry.parts] == [("nicht_aufgeteilt", -4e3)]


def test_rows_without_emissions_are_no_published_balance() -> None:
    assert published_year([row("verkehr", "strom", 100.0, None)], None) is None
