"""Laws that hold for any input: number text, order of rows and files, GWP sums."""

from collections.abc import Callable
from decimal import Decimal
from itertools import permutations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from thgbilanz.core.factor import Factor
from thgbilanz.factors import cells
from thgbilanz.factors.base import FactorBase
from thgbilanz.factors.gwp import factor_co2e_kg
from thgbilanz.factors.load import load_factors
from thgbilanz.factors.table import Refusal

Own = Callable[..., Path]


@given(st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=9))
def test_canonical_numbers_are_read_exactly(value: Decimal) -> None:
    assert cells.number(format(value, "f")) == float(value)


@given(st.text(alphabet="0123456789.,'  eE+-_", max_size=12))
def test_whatever_is_accepted_has_a_point_and_nothing_else(text: str) -> None:
    value = cells.number(text)
    if isinstance(value, Refusal):
        assert value.code == "THG203"
    else:
        assert not set(text) & set(",' eE+_")
        assert value == float(text)


def test_order_of_rows_and_files_does_not_matter(own: Own) -> None:
    changes = ({"year_valid": "2018"}, {"year_valid": "2019"}, {"year_valid": "2020"})
    loaded = [load_factors(local=own(*order))[0] for order in permutations(changes)]
    ids = [[row.year_valid for row in base.by_id["fernwaerme.stadtwerke"]] for base in loaded]
    assert ids == [[2018, 2019, 2020]] * 6
    assert len({base.set_record("bisko").sha256 for base in loaded}) == 1


def test_local_rows_do_not_change_the_record_of_a_set(base: FactorBase, own: Own) -> None:
    pinned = {"factor_id": "erdgas.waerme", "edition": "bisko-leipzig-2019", "region": "DE", "year_valid": "2019"}
    with_local, findings = load_factors(local=own({**pinned, "accounting": "location"}))
    assert findings == []
    assert len(with_local.by_id["erdgas.waerme"]) == len(base.by_id["erdgas.waerme"]) + 1
    assert with_local.set_record("bisko") == base.set_record("bisko")


@given(st.sampled_from(["AR4", "AR5", "AR6"]), st.floats(0, 10), st.floats(0, 1), st.floats(0, 1))
def test_co2e_is_linear_in_each_gas(base: FactorBase, gwp: str, co2: float, methane: float, n2o: float) -> None:
    def kg(**gases: float) -> float:
        return factor_co2e_kg(_split(**gases), gwp, base)[0]

    whole = kg(co2=co2, methane=methane, n2o=n2o)
    parts = kg(co2=co2) + kg(methane=methane) + kg(n2o=n2o)
    assert abs(whole - parts) <= 1e-9 * max(whole, 1)
    assert kg(co2=co2) == co2


def _split(co2: float = 0.0, methane: float = 0.0, n2o: float = 0.0) -> Factor:
    return Factor(
        *("x", 2019, "DE", "direct", "na", "e", "kWh", "na"),
        *(co2, 5.0, methane, 0.0, n2o, 0.0, None, "AR5", "", "full"),
        *(None, None, "none", None, None, None, None, None, "local", "", 2019, 2019),
        *("s", "l", "active", "", "", "", ""),
    )
