"""Run a job again and again, each time killed one call later: ``python -m tests.faults.killing JOB KIND FOLDER``.

A process of its own, because every run is a forked child: so thousands of imports are spared. Prints one JSON line
for each run: how it ended, what it left behind, and what the next run without a fault made of that.
"""

import json
import os
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from tests.cli.calls import thg, tree
from tests.faults.injection import Fault, injected
from tests.faults.jobs import JOBS, result, start


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Files by name, each as its SHA-256."""
    return {name: sha256(content).hexdigest() for name, content in sorted(files.items())}


def killed_runs(name: str, kind: str, folder: Path) -> None:
    """Kill at call 1, 2, 3 ... and let the last run pass."""
    before, after = digests(start(name, folder)), digests(result(name))
    _tell(before=before, after=after)
    for at in _moments(name, kind, folder):
        start(name, folder)
        code = _exit_code_of_child(name, Fault(kind, at), folder)
        left = digests(tree(folder))
        again = thg(*JOBS[name].arguments, folder=folder)
        _tell(at=at, code=code, left=left, again=again.code, end=digests(tree(folder)))


def _tell(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")


def _moments(name: str, kind: str, folder: Path) -> list[int]:
    """Numbers of the calls to die at, and one more that is never reached."""
    start(name, folder)
    with injected(Fault("none", at=0)) as counted:
        thg(*JOBS[name].arguments, folder=folder)
    calls = enumerate([*counted.calls, "end"], start=1)
    return [at for at, call in calls if kind == "kill" or call in {"file.write", "end"}]


def _exit_code_of_child(name: str, fault: Fault, folder: Path) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            with injected(fault):
                code = thg(*JOBS[name].arguments, folder=folder).code
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    killed_runs(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
