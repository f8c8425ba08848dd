"""Two and twenty runs at once on one output: one wins whole (faults.md 143, recipe R4)."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.calls import project, thg, tree
from tests.faults.jobs import result, start
from tests.faults.processes import ended


@pytest.mark.parametrize("count", [2, pytest.param(20, marks=pytest.mark.lang)])
def test_fault_143_runs_at_once_give_what_one_gives(tmp_path: Path, count: int) -> None:
    folder = tmp_path / "lauf"
    start("bilanz", folder)
    with ThreadPoolExecutor(count) as pool:
        runs = list(pool.map(lambda _: ended("bilanz", "2019", folder=folder), range(count)))
    assert [run.returncode for run in runs] == [0] * count, [run.stderr for run in runs]
    assert tree(folder) == result("bilanz")


@pytest.mark.lang
def test_fault_143_different_runs_never_mix(tmp_path: Path) -> None:
    wholes = []
    for number in range(4):
        root = _project(tmp_path / f"einzeln{number}", number)
        assert thg("bilanz", "2019", folder=root).code == 0
        wholes.append(tree(root / "ausgabe"))
    shared = tmp_path / "gemeinsam"
    roots = [_project(tmp_path / f"zugleich{number}", number) for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        runs = list(
            pool.map(lambda root: ended("bilanz", "2019", "--ausgabe", str(shared), folder=root), [*roots, *roots])
        )
    assert [run.returncode for run in runs] == [0] * 8, [run.stderr for run in runs]
    assert tree(shared) in wholes


@pytest.mark.parametrize("count", [2, pytest.param(20, marks=pytest.mark.lang)])
def test_fault_143_new_projects_at_once(tmp_path: Path, count: int) -> None:
    with ThreadPoolExecutor(count) as pool:
        runs = list(pool.map(lambda _: ended("neu", "musterhausen", folder=tmp_path), range(count)))
    assert sorted({run.returncode for run in runs} | {0}) in ([0], [0, 4]), [run.stderr for run in runs]
    assert [run.returncode for run in runs].count(0) == 1
    assert tree(tmp_path) == result("neu")


def _project(folder: Path, number: int) -> Path:
    folder.mkdir()
    table = "organisation;raum;aktivitaet;menge;einheit;jahr;datenguete\n"
    return project(folder, f"{table}stadt;betrieblich;oekostrom;{1000 + number};kWh;2019;A\n")
