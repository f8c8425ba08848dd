"""The same inputs give the same bytes: another locale, time zone, hash seed and order of files change nothing."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.cli.calls import HEADER, SETTINGS, project

ROOT = Path(__file__).parents[2]
TABLES = {
    "b-stadt.csv": HEADER
    + "stadt;betrieblich;oekostrom;1000;kWh;2019;A\nstadt;betrieblich;erdgas;800;kWh (Hs);2019;B\n",
    "a-wohnen.csv": HEADER + "wohnen;betrieblich;heizoel;1000;l;2019;A\nwohnen;betrieblich;diesel;50;l;2019;A\n",
    "ü-gebiet.csv": HEADER.replace("raum;", "raum;sektor;")
    + "stadtgebiet;territorial;haushalte;erdgas;800000;MWh (Hi);2019;A\n",
}
CALLS = (
    ("bilanz", "2019", "-q"),
    ("journal", "2019", "--format", "csv"),
    ("journal", "2019", "--als", "xlsx", "-q"),
    ("journal", "2019", "--wo", "emissionen_t>0", "--format", "json"),
    ("abschluss", "2019", "--grund", "Übergabe", "--autor", "Ä"),
    ("journal", "vergleiche", "abschluss/2019.json", "2019", "--format", "json"),
)
_CHILD = f"""
import hashlib, io, json, locale, os, sys
from pathlib import Path
locale.setlocale(locale.LC_ALL, "")
listed = os.listdir
os.listdir = lambda *path: sorted(listed(*path), reverse=sys.argv[1] == "reverse")
from thgbilanz.cli.environment import system_environment
from thgbilanz.cli.main import run
shown = []
for call in {CALLS!r}:
    environment = system_environment()
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    environment.stdout = stream
    code = run(call, environment)
    stream.flush()
    shown.append([code, hashlib.sha256(stream.buffer.getvalue()).hexdigest()])
files = {{path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
          for folder in ("ausgabe", "abschluss") for path in sorted(Path(folder).rglob("*")) if path.is_file()}}
sys.stdout.write(json.dumps([shown, files]))
"""
SURROUNDINGS = (
    {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
    {"LC_ALL": "de_DE.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "PYTHONUTF8": "1"},
)


def outcome(folder: Path, number: int) -> tuple[list[list[object]], dict[str, str]]:
    """Exit codes and hashes of everything shown and written."""
    root = project(folder, None, SETTINGS)
    names = sorted(TABLES, reverse=bool(number))
    for name in names:
        (root / "daten" / "2019" / name).write_text(TABLES[name], encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    # noon of one day, so that it is that day everywhere between -12 and +12 hours
    environment = (
        inherited | {"PYTHONPATH": str(ROOT / "src"), "SOURCE_DATE_EPOCH": "1795348800"} | SURROUNDINGS[number]
    )
    if number and not _has_locale(environment):
        environment["LC_ALL"] = "C.UTF-8"
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, ("forward", "reverse")[number]],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown, files = json.loads(done.stdout)
    return shown, files


def _has_locale(environment: dict[str, str]) -> bool:
    done = subprocess.run(
        [sys.executable, "-c", "import locale; locale.setlocale(locale.LC_ALL, '')"],
        env=environment,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def test_balance_journal_and_seal_are_the_same_bytes_everywhere(tmp_path: Path) -> None:
    first, second = outcome(tmp_path / "hier", 0), outcome(tmp_path / "anderswo mit Ä", 1)
    assert [code for code, _ in first[0]] == [0] * len(CALLS)
    assert sorted(first[1]) == [
        "abschluss/2019.csv.gz",
        "abschluss/2019.json",
        "ausgabe/2019/bilanz.json",
        "ausgabe/2019/bilanz.xlsx",
        "ausgabe/2019/journal.xlsx",
    ]
    assert first == second
    assert len(set(first[1].values())) == len(first[1])
    assert hashlib.sha256(b"").hexdigest() not in {digest for _, digest in first[0][1:2]}
