"""Faults of the operating system, injected at the k-th call that changes something on the disk.

Every call through which Python changes files counts: opening to write, writing, flushing, closing, fsync, exchange,
deletion, new folders. Which one fails is only a number, so that a test can take 1, 2, 3 ... until a run passes.
"""

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self
from unittest import mock

KILLED = 9
_OS_CALLS = ("replace", "rename", "unlink", "remove", "rmdir", "mkdir", "fsync", "write", "ftruncate")
_NEED_NO_SPACE = frozenset({"unlink", "remove", "rmdir"})
_WRITING = frozenset("wxa+")
_COUNTED_WRITES = 2


@dataclass
class Fault:
    """What happens at call number ``at``, and whether it lasts."""

    kind: str
    """full, denied, ctrl-c, ctrl-c after the call, kill, kill in the middle of a write."""
    at: int
    lasting: bool = False
    calls: list[str] = field(default_factory=list)

    @property
    def happened(self) -> bool:
        """Whether the run got as far as the fault."""
        return len(self.calls) >= self.at

    def _is_now(self) -> bool:
        return len(self.calls) == self.at or (self.lasting and self.happened)

    def around(self, name: str, call: Callable[[], Any], torn: Callable[[], Any] | None = None) -> Any:
        """Do a call, or what takes its place."""
        self.calls.append(name)
        if not self._is_now() or (self.kind == "full" and name in _NEED_NO_SPACE):
            return call()
        if self.kind == "kill":
            os._exit(KILLED)
        if self.kind == "kill in the middle":
            if torn is not None:
                torn()
            os._exit(KILLED)
        if name == "close":
            # A file system that reports the full disk only at the end has let the handle go all the same.
            call()
        if self.kind == "ctrl-c":
            raise KeyboardInterrupt
        if self.kind == "ctrl-c after":
            with suppress(OSError), _closed_if_file(call()):
                pass
            raise KeyboardInterrupt
        raise _os_error(self.kind)


@contextmanager
def _closed_if_file(opened: Any) -> Iterator[None]:
    """Close what the interrupted caller never got to hold: otherwise Python complains about it later."""
    yield
    if isinstance(opened, _CountedFile):
        opened._stream.close()


def _os_error(kind: str) -> OSError:
    if kind == "denied":
        return PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _CountedFile:
    """A file opened to write whose calls count; of many writes in a row only the first two."""

    def __init__(self, stream: Any, fault: Fault) -> None:
        self._stream = stream
        self._fault = fault
        self._writes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def write(self, content: Any) -> Any:
        self._writes += 1
        if self._writes > _COUNTED_WRITES:
            return self._stream.write(content)
        return self._fault.around("file.write", lambda: self._stream.write(content), lambda: self._half(content))

    def flush(self) -> Any:
        return self._fault.around("file.flush", self._stream.flush)

    def close(self) -> None:
        if not self._stream.closed:
            self._fault.around("close", self._stream.close)

    def _half(self, content: Any) -> None:
        self._stream.write(content[: len(content) // 2])
        self._stream.flush()


@contextmanager
def injected(fault: Fault) -> Iterator[Fault]:
    """Calls that change files pass through ``fault`` while this is open."""
    real_open, real_os_open = io.open, os.open

    def counted_open(file: Any, mode: str = "r", *args: Any, **keywords: Any) -> Any:
        if not _WRITING & set(mode) or file == os.devnull:
            return real_open(file, mode, *args, **keywords)
        return fault.around("open", lambda: _CountedFile(real_open(file, mode, *args, **keywords), fault))

    def counted_os_open(path: Any, flags: int, *args: Any, **keywords: Any) -> int:
        if not flags & os.O_CREAT:
            return real_os_open(path, flags, *args, **keywords)
        handle: int = fault.around("os.open", lambda: real_os_open(path, flags, *args, **keywords))
        return handle

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)
        return lambda *args, **keywords: fault.around(name, lambda: real(*args, **keywords))

    with (
        mock.patch.multiple(os, open=counted_os_open, **{name: counted(name) for name in _OS_CALLS}),
        mock.patch.object(io, "open", counted_open),
        mock.patch.object(builtins, "open", counted_open),
    ):
        yield fault
