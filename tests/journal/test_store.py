"""The journal as a file: nothing is lost, nothing is a formula, what is no journal is said."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import booked
from thgbilanz.core.posting import POSTING_COLUMNS, POSTING_SCHEMA
from thgbilanz.journal.frame import empty_journal, journal_frame
from thgbilanz.journal.store import journal_bytes, journal_parts, read_journal


def postings(*rows: dict[str, Any]) -> pd.DataFrame:
    return booked(activity_table(*rows), factor_base(), SETS, "AR5").postings


def frame_with(**columns: list[Any]) -> pd.DataFrame:
    """A journal of any content; columns that are not named are empty."""
    size = len(next(iter(columns.values())))
    empty: dict[str, Any] = {"category": "", "text": "", "float": float("nan"), "int": 0}
    values: dict[str, Any] = {}
    for column in POSTING_SCHEMA:
        given_values = columns.get(column.name, [empty[column.kind]] * size)
        if column.kind == "float":
            values[column.name] = np.array(given_values, dtype=np.float64)
        elif column.kind == "int":
            values[column.name] = np.array(given_values, dtype="uint64" if column.name == "posting_id" else "int64")
        else:
            categories = pd.Index(sorted(set(given_values)), dtype=object)
            values[column.name] = pd.Categorical(given_values, categories=categories)
    return journal_frame(values)


def same(first: pd.DataFrame, second: pd.DataFrame) -> bool:
    return all(
        np.array_equal(first[name].to_numpy(), second[name].to_numpy(), equal_nan=first[name].dtype.kind == "f")
        for name in POSTING_COLUMNS
    )


def test_a_booked_journal_reads_back_as_it_was() -> None:
    journal = postings(
        {"amount": 0.1 + 0.2, "site": 'Rathaus; „Nord“, "Alt"\nHof'}, {"activity": "strom", "unit": "kWh"}
    )
    stored = read_journal(journal_bytes(journal), "journal.csv")
    assert stored.findings == ()
    assert stored.postings is not None
    assert same(journal, stored.postings)
    assert journal_bytes(stored.postings) == journal_bytes(journal)
    header, first, *_ = journal_bytes(journal).decode().splitlines()
    assert header.split(",") == list(POSTING_COLUMNS)
    assert first.split(",")[0] == f"{journal['posting_id'][0]:016x}"


@given(
    ids=st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=4),
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    number=st.floats(allow_nan=True, allow_infinity=False),
)
def test_any_text_and_any_number_reads_back(ids: list[int], text: str, number: float) -> None:
    size = len(ids)
    journal = frame_with(posting_id=ids, remark=[text] * size, site=["=" + text] * size, emissions_kg=[number] * size)
    stored = read_journal(journal_bytes(journal), "j.csv").postings
    assert stored is not None
    assert same(journal, stored)


def test_what_postings_count_in_the_group_stands_beside_them() -> None:
    journal = postings({"amount": 1.0}, {"amount": 2.0})
    shares = np.array([1.0, 1 / 3, 0.0, 0.1 + 0.2])
    stored = read_journal(journal_bytes(journal, shares), "j.csv")
    assert stored.shares is not None
    assert stored.shares.tolist() == shares.tolist()
    assert stored.postings is not None
    assert tuple(stored.postings.columns) == POSTING_COLUMNS
    assert read_journal(journal_bytes(journal), "j.csv").shares is None


def test_no_text_is_a_formula() -> None:
    texts = ["=1+1", "-A1", "@x", "+x", "'=1", "'schön", "''=2"]
    journal = frame_with(posting_id=[1] * 7, remark=texts)
    cells = [line.rpartition(",")[2] for line in journal_bytes(journal).decode().splitlines()[1:]]
    assert cells == ["'=1+1", "'-A1", "'@x", "'+x", "''=1", "'schön", "'''=2"]
    stored = read_journal(journal_bytes(journal), "j.csv").postings
    assert stored is not None
    assert stored["remark"].tolist() == texts


def test_rows_are_written_in_parts_and_an_empty_journal_is_one() -> None:
    assert list(journal_parts(empty_journal())) == [",".join(POSTING_COLUMNS) + "\n"]
    stored = read_journal(journal_bytes(empty_journal()), "j.csv")
    assert stored.postings is not None
    assert stored.postings.empty
    many = frame_with(posting_id=list(range(45_000)), emissions_kg=[float(i) / 7 for i in range(45_000)])
    assert len(list(journal_parts(many))) == 4  # header and three parts of at most 20,000 rows
    back = read_journal(journal_bytes(many), "j.csv").postings
    assert back is not None
    assert same(many, back)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leer"),
        (b"\xff\xfe a", "kein UTF-8"),
        (b"a,b\n1,2\n", "unbekannt: a, b"),
        (b'{"schema": 1}', "unbekannt"),
        (b"PK\x03\x04\x00\x00", "keine Texttabelle"),
    ],
)
def test_what_is_no_journal_is_said(content: bytes, words: str) -> None:
    stored = read_journal(content, "liste.csv")
    assert stored.postings is None
    assert [finding.code for finding in stored.findings] == ["THG642"]
    assert words in stored.findings[0].found


def test_a_close_column_is_suggested() -> None:
    text = journal_bytes(postings({})).decode().replace("emissions_kg", "emission_kg", 1)
    finding = read_journal(text.encode(), "j.csv").findings[0]
    assert finding.found == "unbekannt: emission_kg; fehlt: emissions_kg"
    assert "emissions_kg" in finding.hint


def test_wrong_cells_and_rows_are_named_by_line() -> None:
    good = frame_with(posting_id=[1, 2], emissions_kg=[1.5, 2.5], year=[2019, 2019])
    text = journal_bytes(good).decode().replace("2.5", "2,5x", 1)  # one field more in line 3
    stored = read_journal(text.encode(), "j.csv")
    assert stored.postings is None
    assert [(f.code, f.text) for f in stored.findings] == [("THG643", "Zeile 3 ist keine Zeile des Journals")]
    text = journal_bytes(good).decode().replace("1.5", "viel", 1).replace("0000000000000002", "2", 1)
    stored = read_journal(text.encode(), "j.csv")
    assert {(f.place.cell, f.found) for f in stored.findings} == {("2", "viel"), ("3", "2")}
    text = journal_bytes(good).decode().replace("1.5", "inf", 1).replace("2019", "20.5", 1)
    assert {f.found for f in read_journal(text.encode(), "j.csv").findings} == {"inf", "20.5"}


def test_an_earlier_journal_without_later_columns_is_readable() -> None:
    journal = postings({})
    frame = pd.read_csv(pd.io.common.BytesIO(journal_bytes(journal)), dtype=str, keep_default_na=False)
    old = (
        frame.drop(columns=["flow", "contract", "factor_uncertainty_percent"])
        .to_csv(index=False, lineterminator="\n")
        .encode()
    )
    stored = read_journal(old, "abschluss/2019.csv")
    assert [finding.code for finding in stored.findings] == ["THG651"]
    assert stored.postings is not None
    assert stored.postings["contract"].tolist() == [""] * len(journal)
    assert stored.postings["factor_uncertainty_percent"].isna().all()
    assert stored.postings["emissions_kg"].tolist() == journal["emissions_kg"].tolist()


def test_a_journal_without_an_essential_column_is_none() -> None:
    text = journal_bytes(postings({})).decode()
    frame = pd.read_csv(pd.io.common.StringIO(text), dtype=str, keep_default_na=False)
    found = read_journal(frame.drop(columns=["layer"]).to_csv(index=False, lineterminator="\n").encode(), "j.csv")
    assert [(finding.code, finding.found) for finding in found.findings] == [("THG642", "fehlt: layer")]
