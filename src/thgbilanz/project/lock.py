"""One writer per output folder: a lock that the operating system lets go when its process ends.

A lock file with a process id alone is not enough: after a crash nobody removes it, and on Windows
``os.kill(pid, 0)`` does not ask whether a process lives, it sends Ctrl-C. The file therefore carries a lock of the
system (``msvcrt.locking``, ``fcntl.flock``), which ends with the process; the process id in it is only told to
people.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK_NAME = ".thg-sperre"

_PATIENCE_S = 20.0
_PAUSE_S = 0.05

if sys.platform == "win32":
    import msvcrt

    # Byte ranges locked on Windows cannot be read by others: lock one far behind the text.
    _LOCKED_BYTE = 1 << 20

    def _take(handle: int) -> None:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LockedError(Exception):
    """Another run holds the lock; ``holder`` is its process id as text, or empty."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def locked(folder: Path, patience_s: float = _PATIENCE_S) -> Iterator[None]:
    """Hold the lock of an output folder; waits for another run, then gives up.

    Raises ``LockedError`` if another run still holds it after ``patience_s`` seconds, ``OSError`` if the lock file
    cannot be made.
    """
    path = folder / LOCK_NAME
    handle = _acquired(path, patience_s)
    try:
        yield
    finally:
        # Windows refuses to delete an open file, so there the file stays and the next run uses it again.
        if sys.platform != "win32":
            with suppress(OSError):
                path.unlink()
        os.close(handle)


def _acquired(path: Path, patience_s: float) -> int:
    deadline = time.monotonic() + patience_s
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _take(handle)
        except (BlockingIOError, PermissionError):
            os.close(handle)
        except OSError:
            # Some network drives know no locks. Writing is safe without: each file is replaced whole.
            return handle
        else:
            if _is_still(path, handle):
                _sign(handle)
                return handle
            os.close(handle)
        if time.monotonic() >= deadline:
            raise LockedError(_holder(path))
        time.sleep(_PAUSE_S)


def _is_still(path: Path, handle: int) -> bool:
    """Whether the locked file is the one at ``path``: its last holder may have deleted it meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _sign(handle: int) -> None:
    # The lock holds without the process id: a full disk shall be told by the file that does not fit.
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, f"{os.getpid()}\n".encode("ascii"))


def _holder(path: Path) -> str:
    try:
        text = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
    return text if text.isdigit() else ""
