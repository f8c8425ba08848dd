import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.exhibits.fingerprint import outputs

ROOT = Path(__file__).parents[2]
SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "0"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONOPTIMIZE": "1"},
)


def test_hash_seed_time_zone_and_locale_change_no_byte() -> None:
    here = [hashlib.sha256(output).hexdigest() for output in outputs()]
    assert len(here) == 12
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    for surroundings in SURROUNDINGS:
        there = subprocess.run(
            [sys.executable, "-W", "error", "-m", "tests.exhibits.fingerprint"],
            env=os.environ | surroundings | {"PYTHONPATH": path},
            capture_output=True,
            check=True,
            text=True,
            cwd=ROOT,
        )
        assert there.stdout.split() == here, surroundings
