"""A progress bar on standard error: only on a terminal, and only if the work takes longer than a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Protocol

from thgbilanz.cli.environment import Environment

_PATIENCE_S = 1.0


class Progress(Protocol):
    """Told how many of how many are done."""

    def __call__(self, done: int, whole: int, /) -> None:
        """Show it."""


@contextmanager
def progress_bar(environment: Environment, what: str, *, quiet: bool) -> Iterator[Progress]:
    """A bar that appears after a second; nothing at all where nobody watches. Leaves no line behind."""
    if quiet or not environment.error_is_terminal or environment.stderr is None:
        yield lambda _done, _whole, /: None
        return
    from rich.console import Console  # noqa: PLC0415 - only who watches pays for it
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    console = Console(file=environment.stderr, no_color=not environment.error_colour, highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars = Bars(*columns, console=console, transient=True)
    task = bars.add_task(what, total=None)
    started, is_shown = monotonic(), False

    def show(done: int, whole: int, /) -> None:
        nonlocal is_shown
        bars.update(task, completed=done, total=whole)
        if not is_shown and monotonic() - started > _PATIENCE_S:
            bars.start()
            is_shown = True

    try:
        yield show
    finally:
        if is_shown:
            bars.stop()
