"""What a command knows about the world: streams, terminal, today, environment. Tests replace it.

Nothing else in the package asks for the clock, the terminal or environment variables.
"""

import errno
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, AnyStr, BinaryIO, TextIO

_DEFAULT_WIDTH = 80
_NARROWEST = 40
_FIRST_RELEASE = date(2026, 1, 1)
_READER_GONE = frozenset({errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN})
"""What a closed pipe reports: EPIPE, and EINVAL on Windows."""


class OutputStreamError(Exception):
    """Standard output cannot be written, for example because it goes to a full disk."""


@dataclass(slots=True)
class Environment:
    """Streams and facts of one call."""

    stdout: TextIO | None
    """None if the caller closed it."""
    stderr: TextIO | None
    variables: Mapping[str, str]
    today: date
    is_terminal: bool = False
    error_is_terminal: bool = False
    width: int = _DEFAULT_WIDTH
    folder: Path = field(default_factory=Path)
    """Working directory."""

    @property
    def colour(self) -> bool:
        """Whether decoration by colour is welcome (https://no-color.org)."""
        return self.is_terminal and self._colour_allowed()

    @property
    def error_colour(self) -> bool:
        """The same for standard error."""
        return self.error_is_terminal and self._colour_allowed()

    def _colour_allowed(self) -> bool:
        return not self.variables.get("NO_COLOR") and self.variables.get("TERM") != "dumb"

    @property
    def encoding(self) -> str:
        """Encoding of standard output: decides which signs an exhibit may use."""
        return getattr(self.stdout, "encoding", None) or "utf-8"

    @property
    def error_encoding(self) -> str:
        """The same for standard error."""
        return getattr(self.stderr, "encoding", None) or "utf-8"

    def out(self, text: str) -> None:
        """Write to standard output: the result and nothing else. A reader that has gone away ends it quietly."""
        if self.stdout is not None and text and not _written(self.stdout, text):
            self.stdout = None

    def data(self, text: str) -> None:
        """Write JSON or CSV to standard output: UTF-8 with plain line ends, whatever encoding a pipe or file has.

        A redirected stream on Windows is in the code page of the system, which would turn names into ``?``.
        """
        buffer: BinaryIO | None = getattr(self.stdout, "buffer", None)
        if buffer is None or self.is_terminal:
            self.out(text)
        elif not _written(buffer, text.encode("utf-8")):
            self.stdout = None

    def err(self, text: str) -> None:
        """Write to standard error: findings, progress, what was written. Never fails."""
        try:
            if self.stderr is not None and text and not _written(self.stderr, text):
                self.stderr = None
        except OutputStreamError:
            self.stderr = None


def _written(stream: IO[AnyStr], content: AnyStr) -> bool:
    """Write and flush; False once nobody reads the stream any more."""
    try:
        stream.write(content)
        stream.flush()
    except OSError as failure:
        if failure.errno not in _READER_GONE:
            raise OutputStreamError(failure.strerror or str(failure.errno)) from failure
        _silence(stream)
        return False
    except ValueError:
        # A stream that was closed under us.
        return False
    return True


def _silence(stream: IO[AnyStr]) -> None:
    """Lead a broken pipe to nowhere: otherwise Python complains when it flushes at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def system_environment() -> Environment:
    """The real one: streams replace what they cannot encode instead of failing (faults.md 147)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return Environment(
        stdout=sys.stdout,
        stderr=sys.stderr,
        variables=os.environ,
        today=_today(os.environ),
        is_terminal=is_terminal,
        error_is_terminal=sys.stderr is not None and sys.stderr.isatty(),
        width=_width(os.environ, is_terminal=is_terminal),
        folder=_working_directory(),
    )


def _today(variables: Mapping[str, str]) -> date:
    """Today, or the day of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/).

    A clock that shows a day before this program existed is wrong, and must not forbid the years since (faults.md 146).
    """
    return max(_clock(variables), _FIRST_RELEASE)


def _clock(variables: Mapping[str, str]) -> date:
    stated = variables.get("SOURCE_DATE_EPOCH", "")
    if stated.isdecimal():
        try:
            return datetime.fromtimestamp(int(stated), tz=UTC).date()
        except (OverflowError, OSError, ValueError):
            pass
    return datetime.now(tz=UTC).date()


def _width(variables: Mapping[str, str], *, is_terminal: bool) -> int:
    stated = variables.get("COLUMNS", "")
    if stated.isdecimal() and int(stated):
        return max(int(stated), _NARROWEST)
    if not is_terminal:
        return _DEFAULT_WIDTH
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        columns = 0
    return max(columns or _DEFAULT_WIDTH, _NARROWEST)


def _working_directory() -> Path:
    try:
        return Path.cwd()
    except OSError:
        # The folder was deleted under us; commands with --projekt still work.
        return Path()
