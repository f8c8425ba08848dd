"""Processes that work on items, each apart from the others: what kills one is the finding of one item.

Every process has a pipe of its own, so it is always known which item it was working on when it ended (a shared
executor loses all items that are under way; docs/decisions/0015). Processes are spawned, never forked: the same on
Windows, and no state of ours leaks into them.
"""

import gc
import multiprocessing
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic
from typing import Any, Generic, TypeVar

MOST_PROCESSES = 60
"""Windows waits for at most 63 things at once."""

_AHEAD = 2
"""Items that a process has at a time: the one it works on and the next, so that it never waits."""
_ATTEMPTS = 2
"""An item that took its process with it is tried once more, alone: the process may have died of another cause."""
_OBJECTS_BEFORE_COLLECTION = 50_000
_PACKAGE = Path(__file__).resolve().parents[2]

JobT = TypeVar("JobT")


class EndKind(Enum):
    """Why an item has no outcome."""

    DIED = "died"
    TOO_LONG = "too long"
    DEFECT = "defect"


@dataclass(frozen=True, slots=True)
class Ended:
    """An item whose work was stopped."""

    kind: EndKind
    where: str = ""
    """Of a defect: kind of exception and line of ours; never a message, which might quote a cell."""


_BEGUN: tuple[int, "bytes | Ended"] = (-1, b"")
"""Nobody sees it: it only brings the generator to its first wait."""


def pooled(
    work: Callable[[JobT], bytes], jobs: Sequence[JobT], processes: int, seconds_per_job: float
) -> Generator[tuple[int, bytes | Ended]]:
    """Work on all jobs in up to ``processes`` processes, which start at once; position and outcome as they come.

    ``work`` is a function at the top of a module. Leaving the iteration ends all processes at once.
    """
    pool = _Pool(work, jobs, seconds_per_job)
    coming = _outcomes(pool)
    try:
        pool.start(min(processes, MOST_PROCESSES, len(jobs)))
        # Begun, so that closing it ends the processes even if nobody asks for an outcome.
        next(coming)
    except BaseException:
        pool.stop()
        raise
    return coming


def _outcomes(pool: "_Pool[JobT]") -> Generator[tuple[int, bytes | Ended]]:
    try:
        yield _BEGUN
        while pool.workers:
            yield from pool.events()
    finally:
        pool.stop()


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: "Connection[Any, Any]"
    positions: deque[int] = field(default_factory=deque)
    """Jobs that it has, the one in work first."""
    deadline: float = 0.0


class _Pool(Generic[JobT]):
    def __init__(self, work: Callable[[JobT], bytes], jobs: Sequence[JobT], seconds_per_job: float) -> None:
        self._work, self._jobs, self._seconds = work, jobs, seconds_per_job
        self._waiting = deque(range(len(jobs)))
        self._again: deque[int] = deque()
        self._attempts = [0] * len(jobs)
        self._count = 0
        self.workers: list[_Worker] = []

    def start(self, count: int) -> None:
        """Spawn the processes, each with its first items."""
        self._count = count
        for _ in range(count):
            self._hire()

    def events(self) -> list[tuple[int, bytes | Ended]]:
        """Wait until something happens and say what came of it."""
        soonest = min(worker.deadline for worker in self.workers)
        ready = wait([worker.pipe for worker in self.workers], max(0.0, soonest - monotonic()))
        outcomes = []
        for worker in [worker for worker in self.workers if worker.pipe in ready]:
            outcomes += self._heard(worker)
        for worker in [worker for worker in self.workers if worker.deadline <= monotonic() and not worker.pipe.poll()]:
            outcomes.append((worker.positions[0], Ended(EndKind.TOO_LONG)))
            self._replace(worker)
        return outcomes

    def stop(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.process.join()
            worker.pipe.close()
        self.workers = []

    def _heard(self, worker: _Worker) -> list[tuple[int, bytes | Ended]]:
        position = worker.positions[0]
        try:
            outcome: bytes | Ended = worker.pipe.recv()
        except (EOFError, OSError):
            self._attempts[position] += 1
            may_try_again = self._attempts[position] < _ATTEMPTS
            if may_try_again:
                self._again.append(position)
            self._replace(worker)
            return [] if may_try_again else [(position, Ended(EndKind.DIED))]
        if isinstance(outcome, Ended):
            self._replace(worker)
            return [(position, outcome)]
        worker.positions.popleft()
        worker.deadline = monotonic() + self._seconds
        self._feed(worker)
        return [(position, outcome)]

    def _replace(self, worker: _Worker) -> None:
        """Let a process go that was lost with its item; the item it had next goes back to the front."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        self.workers.remove(worker)
        worker.positions.popleft()
        self._waiting.extendleft(reversed(worker.positions))
        if self._waiting or self._again:
            self._hire()

    def _hire(self) -> None:
        if not self._waiting and not self._again:
            return
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        with _without_interruption():
            process.start()
        theirs.close()
        worker = _Worker(process, ours, deadline=monotonic() + self._seconds)
        self.workers.append(worker)
        self._feed(worker)

    def _feed(self, worker: _Worker) -> None:
        """Give a process its next items; one that has none left is let go."""
        # Near the end nobody takes a second item that another process could begin.
        most = _AHEAD if len(self._waiting) > _AHEAD * self._count else 1
        with suppress(OSError):  # it has died: that is heard with its pipe
            while len(worker.positions) < most and self._waiting:
                worker.positions.append(self._waiting.popleft())
                worker.pipe.send(self._jobs[worker.positions[-1]])
            if not worker.positions and self._again:
                worker.positions.append(self._again.popleft())
                worker.pipe.send(self._jobs[worker.positions[-1]])
        if not worker.positions:
            self.workers.remove(worker)
            worker.pipe.close()
            worker.process.join()


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Ctrl-C reaches the whole group of processes; one that is just starting would die of it with a traceback.

    A blocked signal is inherited by the new process for good, and delivered to us when the block ends.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - POSIX only

    # It unblocks the signal once it has started, so it starts first.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: "Connection[Any, Any]", work: Callable[[Any], bytes]) -> None:
    """The life of a process: jobs in, outcomes out, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, 20, 20)
    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            outcome = work(job)
        except MemoryError:
            # Whatever is left of this process is not to be trusted; the item is tried once more in a fresh one.
            return
        except Exception as failure:  # noqa: BLE001 - reported to the other end; the process then ends
            with suppress(OSError):
                pipe.send(Ended(EndKind.DEFECT, where_it_failed(failure)))
            raise SystemExit(1) from None
        try:
            pipe.send(outcome)
        except OSError:
            return


def where_it_failed(failure: BaseException) -> str:
    """Kind of exception and line of ours, of the last call in our code."""
    ours = [
        f" in {Path(frame.filename).resolve().relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
        for frame in traceback.extract_tb(failure.__traceback__)
        if Path(frame.filename).resolve().is_relative_to(_PACKAGE)
    ]
    return f"{type(failure).__name__}{ours[-1] if ours else ''}"
