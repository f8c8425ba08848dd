"""Whatever the system, the terminal and Python are like: the same bytes (faults.md 145 to 155, 158, 160)."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.cli.calls import HEADER, project, tree
from tests.faults.jobs import ROOT
from tests.faults.processes import START, ended, surroundings
from thgbilanz.project.run import run_balance

CALL = ("bilanz", "2019", "--format", "json")
CLOCK = """
import datetime, thgbilanz.cli.environment
class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime({year}, {month}, {day}, 2, 30, tzinfo=tz)
thgbilanz.cli.environment.datetime = Clock
"""
SHUFFLED = """
import os, pathlib, random
order = random.Random({seed})
def shuffled(real):
    def listing(path='.'):
        names = list(real(path))
        order.shuffle(names)
        return names
    return listing
os.listdir = shuffled(os.listdir)
pathlib.os.listdir = os.listdir
"""
NO_NETWORK = """
import socket
def refused(*_arguments, **_keywords):
    raise SystemExit("network")
socket.socket = socket.create_connection = socket.getaddrinfo = refused
"""
NO_INPUT = """
import sys
class Nobody:
    def __getattr__(self, name):
        raise SystemExit(f"stdin.{name}")
sys.stdin = Nobody()
"""
REAL_LOCALE = "import locale, contextlib\nwith contextlib.suppress(locale.Error): locale.setlocale(locale.LC_ALL, '')"
LOCALES = ("C", "POSIX", "C.utf8", "de_DE.UTF-8", "de_DE.ISO-8859-1", "tr_TR.UTF-8", "xx_XX")


def usual_project(folder: Path) -> Path:
    """Musterstadt with a second workbook and a table, so that the order of files could matter."""
    from shutil import copytree, ignore_patterns  # noqa: PLC0415

    copytree(ROOT / "examples" / "musterstadt", folder, ignore=ignore_patterns("ausgabe"))
    return folder


def results(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(folder).items() if name.startswith("ausgabe/")}


@cache
def usual() -> tuple[bytes, dict[str, bytes]]:
    folder = usual_project(Path(mkdtemp(prefix="thg-usual-")) / "stadt")
    done = ended(*CALL, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout, results(folder)


def is_usual(folder: Path, **how: object) -> None:
    done = ended(*CALL, folder=usual_project(folder / "stadt"), **how)  # type: ignore[arg-type]
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    assert b"Traceback" not in done.stderr
    assert (done.stdout, results(folder / "stadt")) == usual()


@pytest.mark.lang
@pytest.mark.parametrize("name", LOCALES)
def test_fault_145_locale(tmp_path: Path, name: str) -> None:
    is_usual(tmp_path, prelude=REAL_LOCALE, LC_ALL=name, LANG=name, LANGUAGE="tr:de")


@pytest.mark.lang
@pytest.mark.parametrize(
    ("zone", "epoch"),
    [("Pacific/Kiritimati", ""), ("America/Adak", "0"), ("Europe/Berlin", "4070908800"), (":unknown", "-1"), ("", "x")],
)
def test_fault_146_time_zone_and_stated_date(tmp_path: Path, zone: str, epoch: str) -> None:
    is_usual(tmp_path, TZ=zone, SOURCE_DATE_EPOCH=epoch)


@pytest.mark.parametrize(("year", "month", "day"), [(1970, 1, 1), (2099, 12, 31), (2026, 10, 25)])
def test_fault_146_clock(tmp_path: Path, year: int, month: int, day: int) -> None:
    is_usual(tmp_path, prelude=CLOCK.format(year=year, month=month, day=day), TZ="Europe/Berlin")


@pytest.mark.lang
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-16"])
def test_fault_147_encoding_of_the_terminal(tmp_path: Path, encoding: str) -> None:
    is_usual(tmp_path, PYTHONIOENCODING=encoding)


@pytest.mark.parametrize("script", ["| head -1", "| head -c 10", "2>&1 | head -1", "2>&1 >&- | head -1"])
def test_fault_149_pipe_that_closes_early(tmp_path: Path, script: str) -> None:
    folder = usual_project(tmp_path / "stadt")
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -c "{START}" fehler --format json {script}'],
        cwd=folder,
        env=surroundings(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert done.stderr == b""
    assert b"Traceback" not in done.stdout


@pytest.mark.lang
@pytest.mark.parametrize("prelude", [NO_NETWORK, NO_INPUT], ids=["151-no-network", "150-no-questions"])
def test_fault_150_151_neither_network_nor_questions(tmp_path: Path, prelude: str) -> None:
    is_usual(tmp_path, prelude=prelude)


@pytest.mark.lang
@pytest.mark.parametrize("home", ["", "/proc", "/nonexistent", "/dev/null"])
def test_fault_153_no_home(tmp_path: Path, home: str) -> None:
    is_usual(tmp_path, HOME=home, XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home, USERPROFILE=home)


@pytest.mark.lang
@pytest.mark.parametrize(
    "flags", [("-O",), ("-OO",), ("-W", "error"), ("-X", "dev", "-W", "error"), ("-I",), ("-B", "-s", "-E")]
)
def test_fault_154_flags_of_python(tmp_path: Path, flags: tuple[str, ...]) -> None:
    # Isolated Python does not read PYTHONPATH.
    is_usual(tmp_path, flags=flags, prelude=f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})")


@pytest.mark.lang
@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_fault_155_hash_seed_and_order_of_files(tmp_path: Path, seed: str) -> None:
    number = 0 if seed == "random" else int(seed)
    is_usual(tmp_path, prelude=SHUFFLED.format(seed=number), PYTHONHASHSEED=seed, OPENBLAS_NUM_THREADS="7")


def test_fault_155_order_of_rows_changes_no_sum(tmp_path: Path) -> None:
    # 0.1 + 0.2 + 0.3 depends on the order if it is added up naively.
    lines = [f"stadt;betrieblich;erdgas;{0.1 * n:.1f};kWh (Hi);2019;A".replace(".", ",") for n in range(1, 400)]
    sums = set()
    for order in (lines, lines[::-1], sorted(lines, key=lambda line: line[::-1])):
        root = project(tmp_path, HEADER + "\n".join(order))
        report = run_balance(root, 2019, latest_year=2026).report
        assert report is not None
        assert report.balance.organisational is not None
        sums.add(repr(report.balance.organisational.group))
    assert len(sums) == 1


def test_fault_158_mask_for_new_files(tmp_path: Path) -> None:
    folder = usual_project(tmp_path / "stadt")
    assert ended(*CALL, folder=folder, prelude="import os; os.umask(0o077)").returncode == 0
    made = list((folder / "ausgabe").rglob("*"))
    assert made
    assert {path.stat().st_mode & 0o077 for path in made} == {0}


def test_fault_160_second_run_changes_nothing_and_says_so(tmp_path: Path) -> None:
    folder = usual_project(tmp_path / "stadt")
    assert "Geschrieben: " in ended("bilanz", "2019", folder=folder).stderr.decode()
    before = _times(folder)
    told = ended("bilanz", "2019", folder=folder).stderr.decode()
    assert "Unverändert: ausgabe/2019/bilanz.json, ausgabe/2019/bilanz.xlsx" in told
    assert "Geschrieben" not in told
    assert _times(folder) == before


def _times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (folder / "ausgabe").rglob("*") if path.is_file()}
