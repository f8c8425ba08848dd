"""The completeness matrix: delivered, estimated, declared, withheld, missing, outside."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.activities import NAN, activity_table
from thgbilanz.core.completeness import CompletenessCell, Standing
from thgbilanz.plausibility.completeness import YearStatements, completeness, statements


def said(*rows: dict[str, object], refused: int = 0) -> YearStatements:
    return statements(activity_table(*rows), refused)


def cell(*rows: dict[str, object]) -> CompletenessCell:
    (only,) = said(*rows).cells.values()
    return only


def test_amounts_are_delivered_or_estimated() -> None:
    assert cell({"data_quality": "A"}, {"data_quality": "B"}) == CompletenessCell(Standing.DELIVERED, 2)
    assert cell({"data_quality": ""}).standing is Standing.DELIVERED
    assert cell({"data_quality": "A"}, {"data_quality": "C"}) == CompletenessCell(Standing.ESTIMATED, 2, 1)
    assert cell({"data_quality": "A", "layer": "schaetzung"}) == CompletenessCell(Standing.ESTIMATED, 1, 1)
    assert cell({"amount": 0.0}).standing is Standing.DELIVERED


def test_notation_keys_declare_and_an_amount_outweighs_them() -> None:
    absent = {"amount": NAN, "notation": "kommt_nicht_vor"}
    elsewhere = {"amount": NAN, "notation": "anderswo_enthalten"}
    assert cell(absent, elsewhere) == CompletenessCell(
        Standing.DECLARED, notation="anderswo_enthalten, kommt_nicht_vor"
    )
    for kind in ("nicht_erhoben", "vertraulich"):
        withheld = {"amount": NAN, "notation": kind}
        assert cell(withheld) == CompletenessCell(Standing.WITHHELD, notation=kind)
        assert cell(withheld, absent).standing is Standing.WITHHELD
    assert cell(absent, {"amount": 7.0}) == CompletenessCell(Standing.DELIVERED, 1, notation="kommt_nicht_vor")


def test_what_one_year_knows_is_missing_in_the_others() -> None:
    matrix = completeness({2020: said({"activity": "strom"}), 2019: said({}, refused=3)}, ["stadt"])
    assert matrix.years == (2019, 2020)
    standings = {row.activity: [one.standing for one in row.cells] for row in matrix.rows}
    assert standings == {
        "erdgas": [Standing.DELIVERED, Standing.MISSING],
        "strom": [Standing.MISSING, Standing.DELIVERED],
    }
    assert dict(matrix.refused) == {2019: 3, 2020: 0}
    assert matrix.count(2020, Standing.MISSING) == 1


def test_an_organisation_that_was_not_there_misses_nothing_and_sectors_stand_apart() -> None:
    both = said(
        {"organisation": "wohnen"},
        {"organisation": "stadtgebiet", "space": "territorial", "sector": "ghd"},
        {"organisation": "stadtgebiet", "space": "territorial", "sector": "verkehr"},
    )
    matrix = completeness({2019: said({}), 2020: both}, ["wohnen", "stadt"], absent=[(2019, "wohnen")])
    assert [(row.organisation, row.sector) for row in matrix.rows] == [
        ("wohnen", ""),
        ("stadt", ""),
        ("stadtgebiet", "ghd"),
        ("stadtgebiet", "verkehr"),
    ]
    assert [one.standing for one in matrix.rows[0].cells] == [Standing.OUTSIDE, Standing.DELIVERED]


kinds = st.sampled_from(["erdgas", "strom", "diesel"])
tables = st.dictionaries(st.integers(2015, 2024), st.lists(kinds, max_size=4), min_size=1)


@given(tables)
def test_every_known_activity_has_a_cell_in_every_year_and_is_delivered_where_it_was(
    by_year: dict[int, list[str]],
) -> None:
    matrix = completeness({year: said(*({"activity": kind} for kind in known)) for year, known in by_year.items()})
    assert [row.activity for row in matrix.rows] == sorted({kind for known in by_year.values() for kind in known})
    for row in matrix.rows:
        assert [one.standing is Standing.DELIVERED for one in row.cells] == [
            row.activity in by_year[year] for year in sorted(by_year)
        ]
