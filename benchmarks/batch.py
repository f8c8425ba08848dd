"""``thg stapel`` over many workbooks, against python-calamine reading the same files in as many processes.

Run as ``python -m benchmarks.batch read FOLDER PROCESSES`` this module is the baseline.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

from benchmarks.commands import thg_command
from benchmarks.ratio import Ratio, alternating, ratio_of, seconds_of

ROOT = Path(__file__).resolve().parent.parent
FILES, ROWS = 500, 200
LIMIT = 4
PROCESSES = os.cpu_count() or 1
YEAR = 2019
_KINDS = (("Strom", "kWh"), ("Erdgas", "kWh (Hi)"), ("Diesel", "l"), ("Heizöl EL", "l"))


def batch_ratio(rounds: int) -> Ratio:
    """500 filled templates of 200 rows: checked, booked, compared, summarised; nothing kept from an earlier run."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "post"
        make_files(files, FILES)
        times = alternating(lambda: _read(files), lambda: _batch(files), rounds)
    return ratio_of(f"thg stapel, {FILES} workbooks", "calamine reading the same files", LIMIT, times)


def linear_line(counts: tuple[int, ...], rounds: int) -> tuple[bool, str]:
    """Time per file over 50, 500 (and 5,000) files, less what a run of one file costs.

    The smallest number of files is the measure: growing faster than linear would show as a rising time per file.
    """
    with tempfile.TemporaryDirectory() as folder:
        per_file = []
        for count in (1, *counts):
            files = Path(folder) / str(count)
            make_files(files, count)
            per_file.append(statistics.median(seconds_of(partial(_batch, files)) for _ in range(rounds)))
    start, *times = per_file
    each = [(seconds - start) / count * 1000 for seconds, count in zip(times, counts, strict=True)]
    shown = ", ".join(f"{count}: {ms:.2f} ms" for count, ms in zip(counts, each, strict=True))
    growth = each[-1] / each[0]
    holds = growth <= 1.5  # noqa: PLR2004 - noise of a busy machine; quadratic cost would be a factor of ten or more
    return holds, f"{'thg stapel, time per file':<38} {shown}; last to first {growth:.2f}, limit 1.5"


def make_files(folder: Path, count: int) -> None:
    """Templates of as many subsidiaries, each with 200 meters."""
    from thgbilanz.templates.workbook import template_bytes  # noqa: PLC0415

    folder.mkdir(parents=True)
    for number in range(count):
        id_ = f"tochter-{number:04d}"
        rows = [_row(number, row) for row in range(ROWS)]
        content = template_bytes(
            ["aktivitaeten"], id_, f"Tochter {number}", YEAR, rows={"aktivitaeten": rows}, with_examples=False
        )
        (folder / f"{id_}.xlsx").write_bytes(content)


def _row(file: int, row: int) -> dict[str, object]:
    kind, unit = _KINDS[row % len(_KINDS)]
    return {
        "raum": "betrieblich",
        "aktivitaet": kind,
        "menge": 1000.0 + row * 7 + file / 8,
        "einheit": unit,
        "jahr": YEAR,
        "datenguete": "A",
        "zaehler": f"Z-{file:04d}-{row:04d}",
        "liegenschaft": f"Gebäude {row // 4}",
    }


def _batch(files: Path) -> None:
    target = files.parent / "ziel"
    command = [*thg_command(), "stapel", str(files), "--jahr", str(YEAR), "--neu", "--ausgabe", str(target)]
    command += ["--prozesse", str(PROCESSES)]
    done = subprocess.run(command, check=False, capture_output=True, cwd=files.parent, env=_environment())
    if done.returncode or not (target / "stapel" / str(YEAR) / "stapel.xlsx").is_file():
        msg = f"thg stapel ended with {done.returncode}: nothing was measured\n{done.stderr.decode()[-2000:]}"
        raise RuntimeError(msg)


def _read(files: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.batch", "read", str(files), str(PROCESSES)]
    subprocess.run(command, check=True, cwd=ROOT, env=_environment())


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONDONTWRITEBYTECODE": ""}


def cells_of(path: Path) -> int:
    """Read every sheet of a workbook into lists."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def _read_all(folder: Path, processes: int) -> None:
    paths = sorted(folder.iterdir())
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        rows = sum(pool.map(cells_of, paths, chunksize=10))
    if rows < len(paths) * ROWS:
        msg = "calamine read fewer rows than there are"
        raise RuntimeError(msg)


if __name__ == "__main__":
    _read_all(Path(sys.argv[2]), int(sys.argv[3]))
