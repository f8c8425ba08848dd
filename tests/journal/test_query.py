"""Conditions on the journal as people type them."""

from pathlib import Path

import pandas as pd
import pytest

from tests.journal.test_store import frame_with, postings
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.posting import POSTING_COLUMNS, POSTING_SCHEMA
from thgbilanz.journal.names import NAMES, journal_name
from thgbilanz.journal.query import Condition, Known, matching, parsed, unknown_values
from thgbilanz.journal.sums import space_sums

JOURNAL = frame_with(
    posting_id=[0xA1, 0xB2, 0xC3, 0xD4],
    organisation=["wohnen", "wohnen", "stadt", "stadt"],
    scope=["1", "2", "2", "3"],
    method=["", "standort", "markt", ""],
    activity=["heizoel", "strom", "strom", "erdgas"],
    emissions_kg=[99_999.0, 100_000.0, 100_001.0, float("nan")],
    site=["Rathaus Süd", "Müllerstraße 5", "", "rathaus nord"],
    start=["2019-01-01", "2019-06-30", "2019-07-01", ""],
    year=[2019, 2019, 2019, 2020],
)
NAMES_OF = Known({"organisation": {"wohnen": "Musterwohnen GmbH", "stadt": "Stadt"}})


def rows(*texts: str, journal: pd.DataFrame = JOURNAL) -> list[int]:
    conditions = [parsed(text) for text in texts]
    assert all(isinstance(condition, Condition) for condition in conditions)
    good = [condition for condition in conditions if isinstance(condition, Condition)]
    return [number for number, met in enumerate(matching(journal, good, NAMES_OF)) if met]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((), [0, 1, 2, 3]),
        (("organisation=wohnen",), [0, 1]),
        (("organisation = Wohnen ",), [0, 1]),
        (("organisation=Musterwohnen GmbH",), [0, 1]),
        (("organisation~musterwohnen",), [0, 1]),
        (("organisation!=wohnen",), [2, 3]),
        (("organisation=wohnen", "scope=2"), [1]),
        (("Scope=Scope 2",), [1, 2]),
        (("aktivitaet=Heizöl",), [0]),
        (("Aktivität=heizoel",), [0]),
        (("activity='heizoel'",), [0]),
        (("emissionen_t>100",), [2]),
        (("emissionen_t>=100",), [1, 2]),
        (("emissionen_t<100",), [0]),
        (("emissionen_t<=100,0",), [0, 1]),
        (("emissionen_kg=100000",), [1]),
        (("emissionen_kg=100.000,0",), [1]),
        (("Emissionen (kg CO2e) != 100000",), [0, 2, 3]),
        (("emissionen_kg=",), [3]),
        (("emissionen_kg!=",), [0, 1, 2]),
        (("liegenschaft~RATHAUS",), [0, 3]),
        (("liegenschaft~strasse",), [1]),
        (("liegenschaft~muell",), [1]),
        (("liegenschaft=",), [2]),
        (("von>=2019-07",), [2]),
        (("von<2019-06-30",), [0]),
        (("jahr=2020",), [3]),
        (("buchung=00000000000000b2",), [1]),
        (("buchung!=00000000000000b2",), [0, 2, 3]),
        (("buchung~c3",), [2]),
    ],
)
def test_postings_that_conditions_mean(texts: tuple[str, ...], expected: list[int]) -> None:
    assert rows(*texts) == expected


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("emission_t>1", "THG640", "emissionen_t"),
        ("liegenshaft~x", "THG640", "liegenschaft"),
        ("scope", "THG641", "keine Bedingung"),
        ("=2", "THG641", "keine Bedingung"),
        ("scope>1", "THG641", "hält Text"),
        ("emissionen_t~1", "THG641", "hält Zahlen"),
        ("emissionen_t>viel", "THG641", "keine Zahl"),
        ("emissionen_t>1.234", "THG641", "1234 oder 1,234"),
        ("von>gestern", "THG641", "kein Tag"),
    ],
)
def test_what_is_no_condition_is_explained(text: str, code: str, words: str) -> None:
    finding = parsed(text)
    assert isinstance(finding, Diagnostic)
    assert finding.code == code
    assert words in f"{finding.text} {finding.expected} {finding.hint}"


def test_a_value_that_nobody_has_is_a_finding_with_candidates() -> None:
    def told(text: str) -> list[str]:
        condition = parsed(text)
        assert isinstance(condition, Condition)
        return [finding.expected for finding in unknown_values([condition], JOURNAL, NAMES_OF)]

    assert told("organisation=wonen") == ["wohnen"]
    assert told("organisation=Stadt") == []
    assert told("aktivitaet=holzpellets") == []  # a word of the vocabulary: asking is no mistake
    assert told("aktivitaet=erdgass") == ["erdgas"]
    assert told("liegenschaft=Rathaus") == ["Rathaus Süd, rathaus nord"]
    assert told("liegenschaft~Rathhaus") == []  # part of a text: nothing found says enough
    assert told("buchung=b2") == ["16 Zeichen 0–9 und a–f; ein Teil davon mit ~"]


def test_every_column_is_found_by_its_name_its_title_and_its_key() -> None:
    for column in POSTING_SCHEMA:
        for word in (column.name, column.title, column.title.upper()):
            found = journal_name(word)
            assert found is not None
            assert found.column == column.name
    keys = [name.key for name in NAMES]
    assert len(keys) == len(set(keys))
    assert all(key.isascii() and key == key.lower() for key in keys)
    assert {name.column for name in NAMES} == set(POSTING_COLUMNS)
    assert all(journal_name(name.key) == name for name in NAMES)


def test_sums_name_their_space_and_add_one_method() -> None:
    journal = frame_with(
        posting_id=[1, 2, 3, 4, 5, 6],
        space=["betrieblich"] * 5 + ["territorial"],
        scope=["1", "2", "2", "ausserhalb", "2", ""],
        method=["", "standort", "markt", "", "standort", ""],
        layer=["ist"] * 4 + ["elimination", "ist"],
        emissions_kg=[1.0, 20.0, 300.0, 4000.0, -5.0, 60000.0],
    )
    organisational, territorial = space_sums(journal)
    assert (organisational.space, organisational.method) == ("betrieblich", "standort")
    assert (organisational.own_kg, organisational.total_kg, organisational.postings) == (
        1.0 + 20.0,
        1.0 + 20.0 - 5.0,
        5,
    )
    assert (territorial.space, territorial.total_kg) == ("territorial", 60000.0)
    (market,) = space_sums(journal[(journal["method"] == "markt").to_numpy()])
    assert (market.method, market.total_kg) == ("markt", 300.0)
    assert space_sums(postings({"amount": 0.0})[:0]) == ()


def test_the_handbook_lists_every_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "handbuch" / "10-journal-und-abschluss.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:4] for line in page.splitlines() if line.startswith("| `") and line.count("|") == 4]
    listed = {(row[0].strip(" `"), row[1].strip()) for row in rows}
    assert {(name.key, name.title) for name in NAMES} <= listed
