"""Dated entries of thg.toml: read whole, and every contradiction in time named with key and line."""

from datetime import date
from pathlib import Path

import pytest

from thgbilanz.core.diagnostic import Diagnostic, Severity
from thgbilanz.core.organisation import Change
from thgbilanz.core.scope3 import CategoryStatement
from thgbilanz.core.vocabulary import Control, FinancialControl
from thgbilanz.project.settings import Settings, load_settings

HEAD = """\
[projekt]
name = "Probe"
basisjahr = 2019
zieljahr = 2035

[[organisation]]
id = "stadt"
name = "Stadt"
art = "verwaltung"

[[organisation]]
id = "werke"
name = "Werke"
art = "versorgung"
mutter = "stadt"
"""
NEW = """
[[organisation]]
id = "neu"
name = "Neu"
art = "versorgung"
mutter = "stadt"
"""


def load(folder: Path, text: str) -> tuple[Settings | None, list[Diagnostic]]:
    path = folder / "thg.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return load_settings(path)


def told(folder: Path, text: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.place.cell) for finding in load(folder, text)[1]]


def test_changes_are_read_in_the_order_of_their_days(tmp_path: Path) -> None:
    text = """
[[organisation.stand]]
ab = 2022-01-01
name = "Werke AG"

[[organisation.stand]]
ab = "2020-07-01"
beteiligung = 49
kontrolle = "gemeinsam"
"""
    settings, findings = load(tmp_path, text)
    assert findings == []
    assert settings is not None
    works = settings.organisations[1]
    assert works.changes == (
        Change(date(2020, 7, 1), share_percent=49.0, control=Control.JOINT),
        Change(date(2022, 1, 1), name="Werke AG"),
    )
    assert works.at(date(2021, 1, 1)).financial_control is FinancialControl.JOINT
    assert settings.names_in(2021)["werke"] == "Werke"
    assert settings.names_in(2022)["werke"] == "Werke AG"


def test_choices_and_categories_are_read(tmp_path: Path) -> None:
    text = """
[konzern]
netz_rueckbezug = "eliminieren"

[scope3."3.2"]
status = "abgeschaetzt"
schaetzung_t = 12
quelle = "Vermerk"
"""
    settings, findings = load(tmp_path, text)
    assert findings == []
    assert settings is not None
    assert settings.grid_buy_back
    assert settings.categories == (CategoryStatement("3.2", "abgeschaetzt", "", 12.0, "Vermerk"),)


STAND = "[[organisation.stand]]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "gueltig_bis = 2020-12-31\n" + STAND + "ab = 2021-01-01\nbeteiligung = 5",
            ("THG414", "organisation[2].stand[1].ab"),
        ),
        (
            "gueltig_ab = 2020-01-01\n" + STAND + "ab = 2019-12-31\nbeteiligung = 5",
            ("THG414", "organisation[2].stand[1].ab"),
        ),
        (STAND + "ab = 2020-01-01", ("THG414", "organisation[2].stand[1].ab")),
        (STAND + "ab = 2020-01-01\nmutter = 'nirgends'", ("THG511", "organisation[2].stand[1].mutter")),
        (STAND + "ab = 2020-01-01\nmutter = 'werke'", ("THG513", "organisation[2].stand[1].mutter")),
        (STAND + "ab = 2020-01-01\nbeteiligung = 120", ("THG512", "organisation[2].stand[1].beteiligung")),
        (STAND + "ab = 2020-01-01\nanteil = 12", ("THG502", "organisation[2].stand[1].anteil")),
        (STAND + "beteiligung = 12", ("THG503", "organisation[2].stand[1].ab")),
        ("stand = 3", ("THG504", "organisation[2].stand")),
        ("kontrolle = 'finanziell'\nfinanzkontrolle = 'keine'", ("THG419", "organisation[2].finanzkontrolle")),
        ("nachfolger = 'stadt'", ("THG415", "organisation[2].nachfolger")),
        ("gueltig_bis = 2020-12-31\nnachfolger = 'werke'", ("THG415", "organisation[2].nachfolger")),
        ("[scope3.'3.16']\nstatus = 'ausgeschlossen'\ngrund = 'x'", ("THG421", "scope3.3.16")),
        ("[scope3.'3.4']\nstatus = 'abgeschaetzt'\nschaetzung_t = 5", ("THG421", "scope3.3.4")),
        ("[scope3.'3.4']\nstatus = 'ausgeschlossen'\ngrund = 'x'\nschaetzung_t = 5", ("THG421", "scope3.3.4")),
        ("[scope3.'3.4']\nstatus = 'egal'", ("THG505", "scope3.3.4.status")),
        ("[scope3.'3.4']\nstatus = 'abgeschaetzt'\nschaetzung_t = -5", ("THG505", "scope3.3.4.schaetzung_t")),
    ],
)
def test_each_contradiction_has_its_code_and_key(tmp_path: Path, text: str, expected: tuple[str, str]) -> None:
    assert told(tmp_path, text) == [expected]


def test_a_finding_about_a_change_quotes_its_line(tmp_path: Path) -> None:
    (finding,) = load(tmp_path, STAND + "ab = 2020-01-01\nkontrolle = 'ganz'")[1]
    assert finding.found == "Zeile 18: kontrolle = 'ganz'"
    assert finding.expected == "operativ, finanziell, gemeinsam oder keine"


def test_a_ring_that_never_exists_on_one_day_is_none(tmp_path: Path) -> None:
    """Neu belongs to Werke until 2021; only then does Werke belong to Neu."""
    text = STAND + "ab = 2021-01-01\nmutter = 'neu'\n" + NEW.replace('mutter = "stadt"', 'mutter = "werke"')
    text += STAND + "ab = 2021-01-01\nmutter = 'stadt'\n"
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(("begin", "words"), [("2020-08-01", "31 Tage fehlen"), ("2020-06-01", "30 Tage doppelt")])
def test_days_of_a_transition_that_nobody_or_both_cover(tmp_path: Path, begin: str, words: str) -> None:
    text = f"gueltig_bis = 2020-06-30\nnachfolger = 'neu'\n{NEW}gueltig_ab = {begin}\n"
    settings, (finding,) = load(tmp_path, text)
    assert (finding.code, finding.severity, finding.place.cell) == (
        "THG416",
        Severity.WARNING,
        "organisation[2].gueltig_bis",
    )
    assert words in finding.text
    assert settings is not None


def test_a_transition_from_one_day_to_the_next_is_fine(tmp_path: Path) -> None:
    assert told(tmp_path, f"gueltig_bis = 2020-06-30\nnachfolger = 'neu'\n{NEW}gueltig_ab = 2020-07-01\n") == []


def test_a_daughter_outlives_its_mother_only_with_a_successor(tmp_path: Path) -> None:
    child = NEW.replace('mutter = "stadt"', 'mutter = "werke"')
    assert told(tmp_path, f"gueltig_bis = 2020-06-30\n{child}") == [("THG416", "organisation[3].mutter")]
    heir = NEW.replace('"neu"', '"erbe"').replace('"Neu"', '"Erbe"')
    assert told(tmp_path, f"gueltig_bis = 2020-06-30\nnachfolger = 'erbe'\n{child}{heir}") == []
