"""``thg`` as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.faults.jobs import ROOT

START = "from thgbilanz.cli.main import main; main()"


def surroundings(**variables: str) -> dict[str, str]:
    """The environment of the tests, with our source and these variables."""
    return os.environ | {"PYTHONPATH": str(ROOT / "src")} | variables


def started(*arguments: str, folder: Path, **variables: str) -> "subprocess.Popen[bytes]":
    """A call that is running; returns once Python is up and our first line is next."""
    ready, told = os.pipe()
    with os.fdopen(ready, "rb") as signal, os.fdopen(told, "wb"):
        running = subprocess.Popen(
            [sys.executable, "-c", f"import os; os.close(os.write({told}, b'.') and {told})\n{START}", *arguments],
            cwd=folder,
            env=surroundings(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(told,),
        )
        signal.read(1)
    return running


def ended(
    *arguments: str, folder: Path, prelude: str = "", flags: tuple[str, ...] = (), **variables: str
) -> "subprocess.CompletedProcess[bytes]":
    """A call that has ended; ``prelude`` is Python that runs before it in the same process."""
    return subprocess.run(
        [sys.executable, *flags, "-c", f"{prelude}\n{START}", *arguments],
        cwd=folder,
        env=surroundings(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
