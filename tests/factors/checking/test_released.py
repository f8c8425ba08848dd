"""F15: released rows don't change, and a release never changes what an earlier one fixed."""

from dataclasses import replace

from tests.factors.checking.workshop import changed_tables, shipped
from thgbilanz.factors.checking.layout import Release
from thgbilanz.factors.checking.releases import fingerprint, immutable, release_lines


def released() -> tuple[Release, ...]:
    return tuple(
        Release(*line, table="emission_factors/released.csv", line=number)
        for number, line in enumerate(release_lines(changed_tables(released=()), "2026.1"), start=2)
    )


def test_every_row_that_states_a_figure_is_released() -> None:
    assert len(released()) == len(shipped().value_rows)
    assert list(immutable(changed_tables(released=released()))) == []


def test_an_edited_released_row_is_found() -> None:
    first = shipped().factors[0]
    rows = (replace(first, note=f"{first.note}."), *shipped().factors[1:])
    found = list(immutable(changed_tables(factors=rows, released=released())))
    assert [(finding.code, finding.text) for finding in found] == [("F15", "Freigegebene Zeile wurde geändert")]


def test_a_deleted_released_row_is_found() -> None:
    found = list(immutable(changed_tables(factors=shipped().factors[1:], released=released())))
    assert [(finding.code, finding.text) for finding in found] == [("F15", "Freigegebene Zeile fehlt")]


def test_a_released_row_may_be_superseded_and_reviewed() -> None:
    first = shipped().factors[0]
    for change in ({"status": "superseded"}, {"reviewed_by": "A. B.", "reviewed_on": "2026-11-22"}, {"line": 99}):
        assert fingerprint(replace(first, **change)) == fingerprint(first)


def test_a_later_release_keeps_the_fingerprints_of_the_earlier_one() -> None:
    first = shipped().factors[0]
    edited = changed_tables(factors=(replace(first, note="x"), *shipped().factors[1:]), released=released())
    assert release_lines(edited, "2026.2") == [(r.release, r.kind, r.row_key, r.sha256) for r in released()]


def test_a_replacement_names_a_row_that_exists() -> None:
    first = shipped().factors[0]
    rows = (replace(first, supersedes="x/2019/DE/direct/na/y"), *shipped().factors[1:])
    found = list(immutable(changed_tables(factors=rows, released=())))
    assert [finding.text for finding in found] == ["Ersetzte Zeile gibt es nicht"]
