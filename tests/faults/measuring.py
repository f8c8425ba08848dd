"""Reading files in a child process: how it ended, how long it took, how much memory. A child that dies is a result.

The cell reader is compiled code: what kills it kills its process, and no ``except`` sees it.
"""

import json
import os
import resource
import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

LIMIT_S = 5.0
LIMIT_MB = 300.0
_PATIENCE_S = 4 * LIMIT_S
_ADDRESS_SPACE = 4 << 30
"""Far above any budget: a request for a terabyte ends the child instead of the machine."""
_RESET_PEAK = "5"


@dataclass(frozen=True, slots=True)
class Measured:
    """How the reading of one file ended."""

    name: str
    outcome: str
    """What the work returned, or how the child died."""
    seconds: float = 0.0
    peak_mb: float = 0.0
    died: bool = False


def measured(names: Iterable[str], work: Callable[[str], str]) -> Iterator[Measured]:
    """Do the work for each name, in children; one that dies or hangs is replaced and the next name goes on."""
    waiting = list(names)
    while waiting:
        done = 0
        for result in _in_a_child(waiting, work):
            done += 1
            yield result
        waiting = waiting[done:]


def _in_a_child(names: list[str], work: Callable[[str], str]) -> Iterator[Measured]:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _work_through(names, work, write_end)
    os.close(write_end)
    done = 0
    with os.fdopen(read_end, encoding="utf-8") as lines:
        while select.select([lines], [], [], _PATIENCE_S)[0]:
            line = lines.readline()
            if not line:
                break
            done += 1
            yield Measured(**json.loads(line))
        else:
            os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if done < len(names):
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        yield Measured(names[done], f"child died: {how}", died=True)


def _work_through(names: list[str], work: Callable[[str], str], write_end: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    try:
        for name in names:
            Path("/proc/self/clear_refs").write_text(_RESET_PEAK, encoding="ascii")
            begin = time.perf_counter()
            try:
                outcome = work(name)
            except Exception as problem:  # noqa: BLE001 - any exception is the finding of this test
                outcome = f"raised {problem!r}"
            seconds = time.perf_counter() - begin
            line = json.dumps(asdict(Measured(name, outcome, seconds, peak_mb())))
            os.write(write_end, f"{line}\n".encode())
    finally:
        os._exit(0)


def peak_mb() -> float:
    """Largest resident memory of this process so far, or since it was reset."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - as short as it gets
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
