"""Start-up and the main job as processes, measured against bare Python and against importing pandas."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.ratio import Ratio, alternating, ratio_of

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "musterstadt"
HELP_LIMIT = 12
BALANCE_LIMIT = 3


def help_ratio(rounds: int) -> Ratio:
    """``thg --help`` against an empty Python."""
    times = alternating(lambda: run([sys.executable, "-c", "pass"]), lambda: run([*thg_command(), "--help"]), rounds)
    return ratio_of("thg --help", "python -c pass", HELP_LIMIT, times)


def balance_ratio(rounds: int) -> Ratio:
    """``thg bilanz 2019`` on a copy of Musterstadt, writing its files, against importing pandas."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "musterstadt"
        shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("ausgabe"))
        command = [*thg_command(), "bilanz", "2019", "--projekt", str(project)]
        times = alternating(lambda: run([sys.executable, "-c", "import pandas"]), lambda: run(command), rounds)
        if not (project / "ausgabe" / "2019" / "bilanz.xlsx").is_file():
            msg = "thg bilanz wrote no bilanz.xlsx: nothing was measured"
            raise RuntimeError(msg)
    return ratio_of("thg bilanz 2019 (musterstadt, writes)", "python -c 'import pandas'", BALANCE_LIMIT, times)


def thg_command() -> list[str]:
    """The installed console script beside the interpreter, or its entry point in a checkout."""
    script = shutil.which("thg", path=str(Path(sys.executable).parent))
    return (
        [script]
        if script
        else [sys.executable, "-c", "import sys; from thgbilanz.cli.main import main; sys.exit(main())"]
    )


def run(command: list[str]) -> None:
    """Run a command to its end without its output; raises CalledProcessError if it fails."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
