"""Corrections are judged together with what they correct."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plausibility.asking import found
from tests.plausibility.years import year_of
from thgbilanz.core.completeness import Standing
from thgbilanz.plausibility.completeness import completeness, statements
from thgbilanz.plausibility.netting import net_of_corrections

METERED = {"meter": "0012345678", "site": "Rathaus", "amount": 184_000.0, "row": 2}
SLIPPED = METERED | {"amount": 184_000_000.0}
CORRECTION = METERED | {"amount": -183_816_000.0, "layer": "korrektur", "row": 3}


def test_a_corrected_slip_is_no_longer_under_suspicion() -> None:
    then = year_of(2018, METERED)
    assert found(year_of(2019, SLIPPED), then, "THG310")
    # 184 000 000 − 183 816 000 = 184 000 kWh, as in the year before
    assert not found(year_of(2019, SLIPPED, CORRECTION), then, "THG310")


def test_a_wrong_correction_is_under_suspicion_where_the_row_stands() -> None:
    wrong = METERED | {"amount": -183_816.0, "layer": "korrektur", "row": 3}
    # 184 000 − 183 816 = 184 kWh: a thousandth of the year before
    (finding,) = found(year_of(2019, METERED, wrong), year_of(2018, METERED), "THG310")
    assert finding.place.cell.endswith("2")


def test_a_correction_is_no_delivery() -> None:
    alone = statements(year_of(2019, METERED, CORRECTION | {"activity": "erdgas"}).activities)
    before = statements(year_of(2018, METERED, METERED | {"activity": "erdgas", "row": 9}).activities)
    matrix = completeness({2018: before, 2019: alone})
    assert matrix.count(2019, Standing.MISSING) == 1
    assert matrix.count(2019, Standing.DELIVERED) == 1


@pytest.mark.parametrize(
    ("about", "row"),
    [
        ({"meter": "0087654321", "site": ""}, 1),
        ({"meter": "", "site": "freibad"}, 1),
        ({"meter": "", "site": ""}, 0),
        ({"meter": "0099", "site": ""}, None),
    ],
)
def test_a_correction_goes_to_its_meter_else_its_site_else_the_largest_row(
    about: dict[str, str], row: int | None
) -> None:
    rows = year_of(
        2019,
        METERED | {"amount": 300.0},
        METERED | {"meter": "0087654321", "site": "Freibad", "amount": 100.0, "row": 3},
        {"amount": -20.0, "layer": "korrektur", "row": 4, **about},
    )
    net = net_of_corrections(rows)
    assert net.column("amount") == [300.0 - 20.0 * (row == 0), 100.0 - 20.0 * (row == 1)]
    assert net.energy_kwh.tolist() == net.column("amount")


def test_an_open_row_stays_open() -> None:
    rows = year_of(2019, METERED, CORRECTION)
    rows.emissions_kg[0] = nan
    assert str(net_of_corrections(rows).emissions_kg[0]) == "nan"


amounts = st.floats(1, 1e9)


@given(st.lists(st.tuples(amounts, st.lists(st.floats(-0.9, 0.9), max_size=3)), min_size=1, max_size=5))
def test_netting_keeps_the_sum(meters: list[tuple[float, list[float]]]) -> None:
    rows = []
    for number, (amount, shares) in enumerate(meters):
        meter = {"meter": f"00{number:08}", "row": 10 * number}
        rows.append(meter | {"amount": amount})
        rows += [
            meter | {"amount": amount * share / 3, "layer": "korrektur", "row": 10 * number + 1 + place}
            for place, share in enumerate(shares)
        ]
    before = year_of(2019, *rows)
    net = net_of_corrections(before)
    assert len(net.activities) == len(meters)
    assert sum(net.emissions_kg) == pytest.approx(sum(before.emissions_kg), rel=1e-12)
    assert net_of_corrections(net) is net
