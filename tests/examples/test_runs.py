"""Every example and year as a user runs it: exit code 0, files written, the same bytes in every place."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from examples.making.musterstadt import YEARS

ROOT = Path(__file__).parent.parent.parent
RUNS = [("musterstadt", year) for year in YEARS] + [("leipzig-2019", 2019)]


def _bilanz(project: Path, year: int, work: Path, seed: str) -> dict[str, str]:
    command = [sys.executable, "-c", "from thgbilanz.cli.main import main; main()", "bilanz", str(year)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"}
    done = subprocess.run(
        [*command, "--projekt", str(project)],
        cwd=work,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    written = sorted((project / "ausgabe" / str(year)).iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in written} | {"stdout": done.stdout}


@pytest.mark.lang
@pytest.mark.parametrize(("example", "year"), RUNS)
def test_a_run_gives_the_same_bytes_in_every_place(example: str, year: int, tmp_path: Path) -> None:
    results = []
    for seed, place in (("1", tmp_path / "hier"), ("7", tmp_path / "anderswo mit Leerzeichen und ä")):
        shutil.copytree(ROOT / "examples" / example, place / example, ignore=shutil.ignore_patterns("ausgabe"))
        results.append(_bilanz(place / example, year, tmp_path, seed))
    assert {"bilanz.json", "bilanz.xlsx"} <= set(results[0])
    assert results[0] == results[1]


@pytest.mark.lang
def test_the_written_json_names_its_schema(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "musterstadt", tmp_path / "m", ignore=shutil.ignore_patterns("ausgabe"))
    _bilanz(tmp_path / "m", 2019, tmp_path, "0")
    document = json.loads((tmp_path / "m" / "ausgabe" / "2019" / "bilanz.json").read_text(encoding="utf-8"))
    assert document["schema"] == "thgbilanz.bilanz/1"
    assert document["jahr"] == 2019
