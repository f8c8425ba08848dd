"""Ctrl-C is never lost: not in a callback whose exceptions Python drops, not in a module that hides them.

Python prints and forgets an exception in ``__del__`` or in the callback of a weak reference, which imports use; and
compiled modules turn whatever happens while they load into an ``ImportError``.
"""

import _thread
import signal
import sys
import time
from types import FrameType
from typing import Any

_AFTER_THE_CALLBACK_S = 0.01
_seen: list[int] = []


def keep_interrupts() -> None:
    """Note every Ctrl-C from now on, and raise it again where it was dropped."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _noted)
        sys.unraisablehook = _raised_again


def was_interrupted() -> bool:
    """Whether there was a Ctrl-C, whatever became of it."""
    return bool(_seen)


def forget_interrupts() -> None:
    """All is written: Ctrl-C while Python tears itself down would only spoil the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _noted(number: int, _frame: FrameType | None) -> None:
    _seen.append(number)
    raise KeyboardInterrupt


def _raised_again(dropped: Any) -> None:  # noqa: ANN401 - sys.UnraisableHookArgs exists for type checkers only
    if issubclass(dropped.exc_type, KeyboardInterrupt):
        # Here it would be dropped once more: another thread raises it a moment later.
        _thread.start_new_thread(_interrupt_later, ())
    else:
        sys.__unraisablehook__(dropped)


def _interrupt_later() -> None:
    time.sleep(_AFTER_THE_CALLBACK_S)
    _thread.interrupt_main()
