"""A year of ten cities in one run: computing time beyond start-up, against importing pandas in a process."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.ratio import Ratio, alternating, ratio_of

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "musterstadt"
CITIES = 10
CITIES_LIMIT = 3
"""In imports of pandas, a third of a second each on an idle machine: the goal is one second."""


def cities_ratio(rounds: int) -> Ratio:
    """Reading, booking and series of the territory of ten projects for one year, everything imported before."""
    from thgbilanz.project.opened import RunOptions, open_project  # noqa: PLC0415 - what the subject needs is start-up
    from thgbilanz.project.trend import TrendOptions, trend_of  # noqa: PLC0415

    def compute(roots: list[Path]) -> None:
        for root in roots:
            project, _ = open_project(root, RunOptions(2026))
            report = trend_of(project, TrendOptions(2019, 2019)).report if project else None
            if report is None or report.series[0].points[0].emissions_kg is None:
                msg = f"no figure for {root.name}: nothing was measured"
                raise RuntimeError(msg)

    with _ten_cities() as roots:
        times = alternating(_import_pandas, lambda: compute(roots), rounds)
    return ratio_of("a year of ten cities, computing", "python -c 'import pandas'", CITIES_LIMIT, times)


def _import_pandas() -> None:
    subprocess.run([sys.executable, "-c", "import pandas"], check=True)


@contextmanager
def _ten_cities() -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory() as folder:
        roots = [Path(folder) / f"stadt-{number}" for number in range(CITIES)]
        for root in roots:
            (root / "daten" / "2019").mkdir(parents=True)
            shutil.copy(EXAMPLE / "thg.toml", root)
            shutil.copytree(EXAMPLE / "faktoren", root / "faktoren")
            shutil.copy(EXAMPLE / "daten" / "2019" / "stadtgebiet.xlsx", root / "daten" / "2019")
        yield roots
