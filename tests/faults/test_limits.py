"""Limits that the system sets: rights, size of files, memory (faults.md 24, 141, 142, 152)."""

import os
from pathlib import Path

import pytest

from tests.cli.calls import project, tree
from tests.faults.jobs import ROOT, result, start
from tests.faults.processes import ended
from tests.intake.workbooks import heat
from thgbilanz.templates.workbook import template_bytes

ORDINARY_USER = """
import ctypes, os
if os.geteuid() == 0:
    # Root without capabilities: rights of files hold as for everybody, and no other user has to exist.
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing):
        raise SystemExit("capset")
"""
SMALL_FILES_ONLY = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"
PEAK = """
import atexit
def peak():
    with open('/proc/self/status') as status, open({out!r}, 'w') as out:
        out.write(next(line.split()[1] for line in status if line.startswith('VmHWM')))
atexit.register(peak)
"""
MEGABYTE_KB = 1024


def test_fault_142_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "lauf"
    before = start("bilanz", folder)
    (folder / "ausgabe" / "2019").chmod(0o555)
    done = ended("bilanz", "2019", folder=folder, prelude=ORDINARY_USER)
    told = done.stderr.decode()
    assert (done.returncode, "THG530" in told, "Traceback" in told) == (4, True, False)
    assert "Ist die Datei in Excel geöffnet?" in told
    assert tree(folder) == before


def test_fault_142_write_protected_file(tmp_path: Path) -> None:
    folder = tmp_path / "lauf"
    before = start("bilanz", folder)
    (folder / "ausgabe" / "2019" / "bilanz.xlsx").chmod(0o444)
    done = ended("bilanz", "2019", folder=folder, prelude=ORDINARY_USER)
    assert done.returncode == 4
    assert "„bilanz.xlsx“ lässt sich nicht schreiben" in done.stderr.decode()
    assert tree(folder) == before


def test_fault_24_file_that_may_not_be_read(tmp_path: Path) -> None:
    root = project(tmp_path)
    (root / "daten" / "2019" / "tabelle.csv").chmod(0)
    done = ended("bilanz", "2019", folder=root, prelude=ORDINARY_USER)
    assert (done.returncode, b"THG016" in done.stderr, b"Traceback" in done.stderr) == (3, True, False)


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_fault_141_no_room_for_the_file(tmp_path: Path, size: int) -> None:
    folder = tmp_path / "lauf"
    before = start("bilanz", folder)
    done = ended("bilanz", "2019", folder=folder, prelude=SMALL_FILES_ONLY.format(size))
    assert (done.returncode, b"THG531" in done.stderr, b"Traceback" in done.stderr) == (4, True, False)
    assert {name: content for name, content in tree(folder).items() if name != "ausgabe/2019/.thg-sperre"} == before
    assert ended("bilanz", "2019", folder=folder).returncode == 0
    assert tree(folder) == result("bilanz")


def _peak_mb(folder: Path, *arguments: str, codes: frozenset[int]) -> float:
    out = folder / "spitze.txt"
    done = ended(*arguments, folder=folder, prelude=PEAK.format(out=str(out)))
    assert done.returncode in codes, done.stderr
    return int(out.read_text(encoding="ascii")) / MEGABYTE_KB


def test_fault_152_template_size_data_fit_in_300_mb(tmp_path: Path) -> None:
    root = project(tmp_path, None)
    data = root / "daten" / "2019"
    (data / "vorlage.xlsx").write_bytes(template_bytes(("strom", "waerme", "fuhrpark"), "stadt", "Stadt", 2019))
    rows = [(f"Haus {n}", f"Z-{n:06}", "Erdgas", 1000.0 + n, "kWh (Hs)") for n in range(1000)]
    (data / "waerme.xlsx").write_bytes(heat(*rows))
    codes = frozenset({0, 1})
    peaks = [_peak_mb(root, *call, codes=codes) for call in (("pruefen",), ("bilanz", "2019"))]
    assert max(peaks) <= 300, peaks


def test_fault_152_the_example_city_fits_in_300_mb(tmp_path: Path) -> None:
    call = ("bilanz", "2019", "--projekt", str(ROOT / "examples" / "musterstadt"), "--ausgabe", str(tmp_path))
    assert _peak_mb(tmp_path, *call, codes=frozenset({0})) <= 300


def test_the_child_really_is_an_ordinary_user(tmp_path: Path) -> None:
    (tmp_path / "zu").mkdir(mode=0o555)
    script = ORDINARY_USER + "\ntry: open('zu/x', 'w')\nexcept PermissionError: raise SystemExit(77)"
    assert ended(folder=tmp_path, prelude=script).returncode == 77
    assert os.access(tmp_path, os.W_OK)
