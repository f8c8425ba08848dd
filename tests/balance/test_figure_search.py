"""Figures found by what people call them; never a guess between two."""

from functools import cache
from pathlib import Path

import pytest

from thgbilanz.balance.figure_search import found_figure
from thgbilanz.balance.figures import Figure
from thgbilanz.balance.figures_beside import figures_of
from thgbilanz.project.run import run_balance

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "musterstadt"


@cache
def _figures() -> dict[str, Figure]:
    report = run_balance(EXAMPLE, 2019, latest_year=2100).report
    assert report is not None
    return figures_of(report.balance)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("betrieblich.scope1_t", "betrieblich.scope1_t"),
        ("scope1", "betrieblich.scope1_t"),
        ("Scope 1", "betrieblich.scope1_t"),
        ("wohnen scope 1", "betrieblich.organisationen.wohnen.scope1_t"),
        ("Scope 2 (marktbasiert)", "betrieblich.scope2_markt_t"),
        ("wohnen", "betrieblich.organisationen.wohnen.summe_t"),
        ("Musterwohnen Strom", "betrieblich.organisationen.wohnen.aktivitaeten.strom.t"),
        ("Kategorie 3.3", "betrieblich.scope3_kategorien.3.3"),
        ("Haushalte Erdgas", "territorial.sektoren.haushalte.energietraeger.erdgas.t"),
        ("FERNWÄRME Gewerbe", "territorial.sektoren.ghd.energietraeger.fernwaerme.t"),
        ("je Einwohner", "territorial.pro_kopf_t"),
        ("Erdgas im Konzern", "betrieblich.aktivitaeten.erdgas"),
        ("Elimination Stadtwerke an Wohnen", "betrieblich.eliminationen.stadtwerke.wohnen"),
    ],
)
def test_words_find_one_figure(query: str, name: str) -> None:
    found = found_figure(query, _figures())
    assert found.figure is not None, found.candidates
    assert found.figure.name == name


def test_a_tie_is_not_decided() -> None:
    found = found_figure("Erdgas", _figures())
    assert found.figure is None
    assert [figure.name for figure in found.candidates] == [
        "betrieblich.aktivitaeten.erdgas",
        "territorial.energietraeger.erdgas.t",
    ]


def test_a_misspelt_word_names_what_is_near() -> None:
    found = found_figure("haushlte", _figures())
    assert found.figure is None
    assert found.candidates[0].name == "territorial.sektoren.haushalte.t"


def test_nonsense_finds_nothing() -> None:
    assert found_figure("xyzzy", _figures()).candidates == ()


def test_every_name_finds_its_figure() -> None:
    figures = _figures()
    assert [name for name in figures if (found := found_figure(name, figures)).figure != figures[name]] == []
    assert found.figure is not None
