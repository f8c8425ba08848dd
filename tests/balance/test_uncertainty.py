"""95 % intervals: analytic cases by hand, and a Monte Carlo run that agrees within its sampling error."""

from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.cli.calls import HEADER, project, thg
from tests.support.factors import factor
from thgbilanz.balance.insight import UncertaintyLine
from thgbilanz.balance.random_draws import multipliers
from thgbilanz.balance.uncertainty import uncertainty_lines
from thgbilanz.balance.uncertainty_options import DRAWS, AssumedUncertainty
from thgbilanz.core.organisation import Organisation
from thgbilanz.core.posting import POSTING_SCHEMA
from thgbilanz.core.vocabulary import OrganisationKind
from thgbilanz.factors.uncertainty import factor_uncertainty_percent
from thgbilanz.journal.frame import journal_frame
from thgbilanz.project.run import run_balance
from thgbilanz.project.uncertainty_options import assumed_rows, assumed_uncertainty

ASSUMED = AssumedUncertainty({"A": 5.0, "B": 15.0, "C": 30.0, "D": 50.0, "": 50.0}, factor=15.0, upstream_factor=30.0)
STADT = Organisation("stadt", "Stadt", OrganisationKind.ADMINISTRATION)
PLAIN = {
    "organisation": "stadt",
    "space": "betrieblich",
    "scope": "1",
    "boundary": "direct",
    "file": "a.csv",
    "data_quality": "A",
    "layer": "ist",
    "factor_id": "gas",
    "factor_year": 2019,
    "factor_kg": 0.2,
    "year": 2019,
}


def journal(*rows: dict[str, object]) -> pd.DataFrame:
    """Postings with the named values; each in a row of its own unless ``row`` says so."""
    columns: dict[str, object] = {}
    for column in POSTING_SCHEMA:
        default = {"category": "", "float": np.nan, "int": 0}[column.kind]
        values = [
            {**PLAIN, "row": number, "posting_id": number, **row}.get(column.name, default)
            for number, row in enumerate(rows, 1)
        ]
        columns[column.name] = pd.Categorical(values) if column.kind == "category" else np.array(values)
    columns["posting_id"] = np.array(columns["posting_id"], dtype=np.uint64)
    return journal_frame(columns)


def posting(kg: float, amount: float, factor_percent: float, **more: object) -> dict[str, object]:
    return {"emissions_kg": kg, "uncertainty_percent": amount, "factor_uncertainty_percent": factor_percent, **more}


def total(frame: pd.DataFrame, draws: int = 0) -> UncertaintyLine:
    lines = uncertainty_lines(frame, np.ones(len(frame)), [STADT], ASSUMED, draws)
    return next(line for line in lines if (line.organisation, line.figure) == ("", "summe"))


def test_one_posting_follows_equation_3_1() -> None:
    """U = sqrt(3² + 4²) = 5 % of 1000 kg."""
    assert total(journal(posting(1000.0, 3.0, 4.0))).half_width_kg == pytest.approx(50.0)


def test_two_rows_with_different_factors_follow_equation_3_2() -> None:
    """Each 5 % of 1000 kg, independent: sqrt(50² + 50²) = 70.71 kg."""
    frame = journal(posting(1000.0, 3.0, 4.0), posting(1000.0, 3.0, 4.0, factor_id="oel"))
    assert total(frame).half_width_kg == pytest.approx(sqrt(50.0**2 + 50.0**2))


def test_two_rows_with_the_same_factor_share_its_error() -> None:
    """Amounts 30 and 30 kg in quadrature = 42.43; the factor's 4 % of 2000 kg = 80 at once; together 90.55."""
    frame = journal(posting(1000.0, 3.0, 4.0), posting(1000.0, 3.0, 4.0))
    assert total(frame).half_width_kg == pytest.approx(sqrt(30.0**2 + 30.0**2 + 80.0**2))


def test_direct_and_upstream_of_one_row_share_the_error_of_the_amount() -> None:
    """3 % of (800 + 200) kg = 30; factors 4 % of 800 = 32 and 10 % of 200 = 20, independent: sqrt(30² + 32² + 20²)."""
    frame = journal(
        posting(800.0, 3.0, 4.0, row=7),
        posting(200.0, 3.0, 10.0, row=7, scope="3", scope3_category="3.3", boundary="upstream", factor_kg=0.05),
    )
    assert total(frame).half_width_kg == pytest.approx(sqrt(30.0**2 + 32.0**2 + 20.0**2))


def test_an_elimination_takes_its_own_error_off() -> None:
    """Half of a delivery is eliminated: what remains, 500 kg, has 5 %; a mirror in full has none."""
    half = posting(-500.0, 3.0, 4.0, row=1, layer="elimination")
    assert total(journal(posting(1000.0, 3.0, 4.0, row=1), half)).half_width_kg == pytest.approx(25.0)
    whole = journal(
        posting(1000.0, 3.0, 4.0, row=1),
        posting(-1000.0, 3.0, 4.0, row=1, layer="elimination"),
        posting(100.0, 3.0, 4.0, factor_id="oel"),
    )
    assert total(whole).half_width_kg == pytest.approx(5.0)
    assert total(whole, DRAWS).high_kg == pytest.approx(105.0, rel=0.005)


def test_assumptions_fill_what_nobody_states_and_are_counted() -> None:
    """Grade B: 15 %; factor: 15 %, upstream 30 %. 300 of 400 kg rest on an assumption."""
    frame = journal(
        posting(100.0, 3.0, 4.0),
        posting(200.0, np.nan, 4.0, data_quality="B", factor_id="b"),
        posting(100.0, 3.0, np.nan, boundary="upstream", scope="3", factor_id="c"),
    )
    line = total(frame)
    squares = 3.0**2 + 4.0**2 + 30.0**2 + 8.0**2 + 3.0**2 + 30.0**2
    assert line.half_width_kg == pytest.approx(sqrt(squares))
    assert line.assumed_share == pytest.approx(0.75)


def test_monte_carlo_agrees_with_propagation_on_a_linear_normal_case() -> None:
    """20 rows, 4 factors, small errors: nearly linear and normal.

    Standard error of a 2.5 % quantile of n normal draws: sqrt(p (1 - p) / n) / density = 2.67 sigma / sqrt(n), which
    is 1.36 / sqrt(n) = 1.4 % of the half width at n = 10,000; three of them are allowed.
    """
    frame = journal(*(posting(100.0 + 7 * n, 2.0 + n % 3, 3.0 + n % 4, factor_id=f"f{n % 4}") for n in range(20)))
    # one uncertainty per factor row
    line = total(frame, DRAWS)
    allowed = 3 * 1.36 / sqrt(DRAWS) * line.half_width_kg
    assert line.low_kg is not None
    assert line.high_kg is not None
    assert line.median_kg is not None
    assert line.low_kg == pytest.approx(line.kg - line.half_width_kg, abs=allowed)
    assert line.high_kg == pytest.approx(line.kg + line.half_width_kg, abs=allowed)
    assert line.median_kg == pytest.approx(line.kg, abs=allowed)


def test_large_errors_are_skewed_and_never_negative() -> None:
    """±80 % as lognormal with mean 1: sigma² = ln(1 + (0.8/1.96)²), bounds exp(±1.96 sigma - sigma²/2)."""
    line = total(journal(posting(1000.0, 80.0, 0.001)), DRAWS)
    sigma = sqrt(np.log1p((0.8 / 1.959964) ** 2))
    assert line.low_kg == pytest.approx(1000 * np.exp(-1.959964 * sigma - sigma**2 / 2), rel=0.05)
    assert line.high_kg == pytest.approx(1000 * np.exp(1.959964 * sigma - sigma**2 / 2), rel=0.05)
    assert line.low_kg is not None
    assert line.low_kg > 0


def test_draws_depend_on_nothing_but_their_key() -> None:
    keys = np.array([3, 5, 8], dtype=np.uint64)
    widths = np.array([0.1, 0.2, 0.6])
    whole = multipliers(keys, widths, 0, 100)
    assert np.array_equal(whole[40:60], multipliers(keys, widths, 40, 20))
    assert np.array_equal(whole[:, [2, 0]], multipliers(keys[[2, 0]], widths[[2, 0]], 0, 100))


def test_draws_have_mean_one_and_the_stated_width() -> None:
    """40,000 draws: standard error of the mean 0.5 % of sigma, of the standard deviation about 0.35 %."""
    drawn = multipliers(np.arange(1, 41, dtype=np.uint64), np.full(40, 0.3), 0, 1000).ravel()
    assert drawn.mean() == pytest.approx(1.0, abs=4 * 0.153 / 200)
    assert drawn.std() == pytest.approx(0.3 / 1.959964, rel=0.015)
    skewed = multipliers(np.arange(1, 41, dtype=np.uint64), np.full(40, 0.6), 0, 1000).ravel()
    assert skewed.mean() == pytest.approx(1.0, abs=4 * 0.306 / 200)
    assert skewed.std() == pytest.approx(0.6 / 1.959964, rel=0.03)
    assert skewed.min() > 0


def test_the_order_of_rows_changes_not_a_bit() -> None:
    frame = journal(*(posting(100.0 + 7 * n, 2.0 + n, 3.0 + n % 4, factor_id=f"f{n % 4}") for n in range(12)))
    shuffled = frame.iloc[[7, 3, 11, 0, 5, 2, 9, 1, 10, 4, 8, 6]].reset_index(drop=True)
    assert total(shuffled, 2000) == total(frame, 2000)


@pytest.mark.parametrize(
    ("stated", "percent"),
    [
        ({"co2e_kg": 0.2, "u_low": 0.19, "u_high": 0.21, "u_kind": "p95"}, 5.0),
        ({"co2e_kg": 0.2, "u_low": 0.18, "u_high": 0.21, "u_kind": "expert"}, 7.5),
        ({"co2e_kg": 0.2, "u_high": 0.22, "u_kind": "p95"}, 10.0),
        ({"co2e_kg": 0.2, "u_low": 1.1, "u_kind": "gsd"}, 50 * (1.1**1.959963984540054 - 1.1**-1.959963984540054)),
        ({"co2e_kg": 0.2}, None),
        ({"co2e_kg": 0.0, "u_low": 0.0, "u_high": 0.1, "u_kind": "p95"}, None),
    ],
)
def test_the_bounds_of_a_factor_become_half_of_an_interval(stated: dict[str, object], percent: float | None) -> None:
    found = factor_uncertainty_percent(factor(**stated))
    assert found == (None if percent is None else pytest.approx(percent))


def test_every_assumption_has_an_origin_and_can_be_overridden(tmp_path: Path) -> None:
    assert all("Annahme" in row.origin for row in assumed_rows())
    assert assumed_uncertainty({}).by_quality[""] == assumed_uncertainty({}).by_quality["D"]
    root = project(tmp_path, HEADER + "stadt;betrieblich;kaeltemittel_r134a;3;kg;2019;A\n")
    first = run_balance(root, 2019, latest_year=2026).report
    (root / "thg.toml").write_text(
        (root / "thg.toml").read_text(encoding="utf-8") + "\n[unsicherheit]\nA = 8\nfaktor = 6\n", encoding="utf-8"
    )
    second = run_balance(root, 2019, latest_year=2026).report
    assert first is not None
    assert second is not None
    of_first, of_second = first.balance.insight.uncertainty[0], second.balance.insight.uncertainty[0]
    # 5 % amount and 15 % factor by the table; 8 % and 6 % by thg.toml: sqrt(8² + 6²) = 10 %
    assert of_first.half_width_kg / of_first.kg == pytest.approx(sqrt(5.0**2 + 15.0**2) / 100)
    assert of_second.half_width_kg / of_second.kg == pytest.approx(0.10)
    assert "A 8 %" in dict(second.record.options)["unsicherheit"]


def test_monte_carlo_runs_on_demand_and_is_recorded(tmp_path: Path) -> None:
    root = project(tmp_path, HEADER + "stadt;betrieblich;kaeltemittel_r134a;3;kg;2019;A\n")
    plain = thg("bilanz", "2019", "--format", "json", folder=root).document
    drawn = thg("bilanz", "2019", "--unsicherheit", "--format", "json", folder=root).document
    assert "monte_carlo" not in plain["lauf"]["optionen"]
    assert drawn["lauf"]["optionen"]["monte_carlo"].startswith("10000 Ziehungen")


def test_a_wrong_assumption_is_refused(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "thg.toml").write_text(
        (root / "thg.toml").read_text(encoding="utf-8") + "\n[unsicherheit]\nA = 0\n", encoding="utf-8"
    )
    result = thg("bilanz", "2019", folder=root)
    assert result.code == 2
    assert "unsicherheit.A" in result.err
