"""The journal's frame and identities."""

import pytest

from tests.support.activities import activity_table
from tests.support.factors import SETS, factor_base
from thgbilanz.booking.book import booked
from thgbilanz.core.posting import POSTING_COLUMNS
from thgbilanz.journal.frame import appended, empty_journal, journal_frame
from thgbilanz.journal.identity import combined_hashes, text_hashes


def test_an_empty_journal_has_the_declared_columns() -> None:
    assert tuple(empty_journal().columns) == POSTING_COLUMNS


def test_a_missing_or_unknown_column_is_refused() -> None:
    columns = {name: [] for name in POSTING_COLUMNS if name != "scope"}
    with pytest.raises(ValueError, match="scope"):
        journal_frame(columns)
    with pytest.raises(ValueError, match="fremd"):
        journal_frame({**columns, "scope": [], "fremd": []})


def test_appending_keeps_every_value_of_both_journals() -> None:
    first = booked(activity_table({"organisation": "b", "amount": 1.0}), factor_base(), SETS, "AR5").postings
    second = booked(activity_table({"organisation": "a", "amount": 2.0}), factor_base(), SETS, "AR5").postings
    both = appended(first, second)
    assert both["organisation"].tolist() == ["b", "b", "a", "a"]
    assert both["amount"].tolist() == [1.0, 1.0, 2.0, 2.0]
    assert both["emissions_kg"].sum() == first["emissions_kg"].sum() + second["emissions_kg"].sum()


def test_hashes_differ_by_text_and_by_order_of_columns() -> None:
    first, second = text_hashes(["a", "b"]), text_hashes(["b", "a"])
    assert first[0] != first[1]
    assert combined_hashes(2, [first, second])[0] != combined_hashes(2, [second, first])[0]
