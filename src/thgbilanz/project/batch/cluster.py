"""The same work on a Dask cluster (extra ``verteilt``): items travel as bytes, outcomes come back as bytes.

What cannot travel (links, devices, unreadable files) is worked on here, so that the result is the same to the byte.
"""

import logging
import warnings
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.project.batch.job import Job
from thgbilanz.project.batch.jobs import worked
from thgbilanz.project.batch.parcels import (
    NotSendableError,
    identity,
    packed,
    shared_tree,
    worked_from_parcel,
)
from thgbilanz.project.batch.pool import Ended, EndKind, pooled, where_it_failed

_PATIENCE_S = 15.0
"""How long to wait for the scheduler and for its first worker."""
_AHEAD = 2
"""Items per thread of the cluster that are under way: one in work, one on its way."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A connection to a scheduler whose workers run the same program."""

    client: Any
    threads: int


def connected(address: str, patience_s: float = _PATIENCE_S) -> Cluster | Diagnostic:
    """A connection to the scheduler at ``tcp://host:port``, or why there is none (THG580 to THG583)."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError:
        hint = 'Das Zusatzpaket installieren: pip install "thgbilanz[verteilt]"'
        return error("THG580", "Für --verteilt fehlt das Zusatzpaket", found=address, hint=hint)
    _hush()
    try:
        client = Client(address, timeout=patience_s, set_as_default=False)
    except (OSError, ValueError, TypeError):
        hint = "Läuft dort „dask scheduler“? Adresse wie tcp://127.0.0.1:8786, Netz und Firewall prüfen"
        return error("THG581", "Der Verteiler antwortet nicht", found=address, expected="tcp://RECHNER:PORT", hint=hint)
    problem = _problem(client, address, patience_s)
    if problem is not None:
        client.close()
        return problem
    return Cluster(client, sum(client.nthreads().values()))


def cluster_crew(
    cluster: Cluster, seconds_per_item: float
) -> Callable[[Sequence[Job]], Generator[tuple[int, "bytes | Ended"]]]:
    """The workers of a cluster. They are asked to stop when the iteration is left."""
    return lambda jobs: _outcomes(cluster, jobs, seconds_per_item)


def _hush() -> None:
    """Dask reports every lost connection to standard error; what matters we say ourselves."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    warnings.filterwarnings("ignore", module="distributed")


def _problem(client: Any, address: str, patience_s: float) -> Diagnostic | None:  # noqa: ANN401 - of an extra
    try:
        client.wait_for_workers(1, timeout=patience_s)
    except TimeoutError:
        hint = f"Auf jedem Rechner starten: dask worker {address} --nthreads 1 --nworkers auto"
        return error("THG582", "Am Verteiler ist kein Arbeiter angemeldet", found=address, hint=hint)
    try:
        others = client.run(identity, on_error="return")
    except (OSError, ImportError, AttributeError, RuntimeError):
        others = {"": None}
    here = identity()
    wrong = sorted(worker for worker, stated in others.items() if stated != here)
    if not wrong:
        return None
    hint = "Auf allen Rechnern dieselbe Version installieren und die Arbeiter neu starten"
    text = "Arbeiter haben eine andere Version von thgbilanz oder keine"
    return error("THG583", text, found=", ".join(wrong[:3]), expected="überall dieselbe Version", hint=hint)


def _outcomes(cluster: Cluster, jobs: Sequence[Job], seconds: float) -> Generator[tuple[int, bytes | Ended]]:
    post = _Post(cluster, jobs, seconds)
    try:
        while post.waiting or post.under_way:
            post.send()
            yield from post.arrived()
        stay = post.staying
        local = pooled(worked, [jobs[position] for position in stay], 1, seconds)
        yield from ((stay[number], outcome) for number, outcome in local)
    finally:
        post.give_up()


@dataclass(slots=True)
class _Post:
    cluster: Cluster
    jobs: Sequence[Job]
    seconds: float
    waiting: deque[int] = field(init=False)
    under_way: dict[Any, tuple[int, float]] = field(default_factory=dict)
    """Future to position and the time at which patience ends."""
    staying: list[int] = field(default_factory=list)
    """Positions of what cannot travel."""
    _shared: dict[Path | None, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.waiting = deque(range(len(self.jobs)))

    def send(self) -> None:
        """Keep every thread of the cluster busy."""
        while self.waiting and len(self.under_way) < _AHEAD * max(1, self.cluster.threads):
            position = self.waiting.popleft()
            job = self.jobs[position]
            try:
                parcel, shared = packed(job), self._shared_of(job)
            except NotSendableError:
                self.staying.append(position)
                continue
            future = self.cluster.client.submit(worked_from_parcel, parcel, shared, pure=False)
            self.under_way[future] = (position, monotonic() + _AHEAD * self.seconds)

    def arrived(self) -> list[tuple[int, bytes | Ended]]:
        """Wait until something has come back, or patience with an item ends."""
        from distributed import wait  # noqa: PLC0415 - an extra

        if not self.under_way:
            return []
        soonest = min(deadline for _, deadline in self.under_way.values())
        with suppress(TimeoutError), self.cluster.client.as_current():
            wait(list(self.under_way), timeout=max(0.01, soonest - monotonic()), return_when="FIRST_COMPLETED")
        done = [future for future in self.under_way if future.done()]
        late = [future for future, (_, end) in self.under_way.items() if end <= monotonic() and not future.done()]
        return [self._outcome(future) for future in done] + [self._abandoned(future) for future in late]

    def give_up(self) -> None:
        """Let go of what is under way and of the cluster."""
        with suppress(OSError, TimeoutError):
            self.cluster.client.cancel(list(self.under_way))
            self.cluster.client.close()

    def _shared_of(self, job: Job) -> Any:  # noqa: ANN401 - a future of an extra
        root = job.item.root if job.item.kind.value == "datei" else None
        if root not in self._shared:
            tree = shared_tree(job)
            self._shared[root] = self.cluster.client.scatter(tree, broadcast=True, hash=False) if tree.files else tree
        return self._shared[root]

    def _outcome(self, future: Any) -> tuple[int, bytes | Ended]:  # noqa: ANN401 - of an extra
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        position, _ = self.under_way.pop(future)
        failure = future.exception()
        if failure is None:
            return position, future.result()
        if isinstance(failure, KilledWorker | MemoryError):
            return position, Ended(EndKind.DIED)
        return position, Ended(EndKind.DEFECT, where_it_failed(failure.with_traceback(future.traceback())))

    def _abandoned(self, future: Any) -> tuple[int, Ended]:  # noqa: ANN401 - of an extra
        position, _ = self.under_way.pop(future)
        client = self.cluster.client
        busy = [worker for worker, keys in client.processing().items() if future.key in keys]
        with suppress(OSError, TimeoutError, ValueError):
            client.cancel([future])
            # Cancelling does not end a thread; a new process does.
            client.restart_workers(busy, timeout=_PATIENCE_S, raise_for_error=False)
        return position, Ended(EndKind.TOO_LONG)
