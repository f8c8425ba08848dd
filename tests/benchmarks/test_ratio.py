"""How a ratio is judged; the measurements themselves belong to ``python -m benchmarks``."""

import pytest

from benchmarks.ratio import alternating, ratio_of


def test_the_median_of_the_rounds_is_judged() -> None:
    # ratios 2, 4 and 9: median 4
    ratio = ratio_of("job", "floor", 4, [(1.0, 2.0), (0.5, 2.0), (1.0, 9.0)])
    assert ratio.median == pytest.approx(4)
    assert ratio.holds
    assert ratio.line().endswith("limit 4: ok")


def test_a_median_above_the_limit_is_exceeded() -> None:
    ratio = ratio_of("job", "floor", 3.9, [(1.0, 2.0), (0.5, 2.0), (1.0, 9.0)])
    assert not ratio.holds
    assert ratio.line().endswith("limit 3.9: EXCEEDED")


def test_both_alternate_after_an_unmeasured_round() -> None:
    calls: list[str] = []
    times = alternating(lambda: calls.append("floor"), lambda: calls.append("job"), 2)
    assert calls == ["floor", "job"] * 3
    assert len(times) == 2
