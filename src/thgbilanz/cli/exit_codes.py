"""Exit codes: what scripts and CI jobs rely on (docs/befehle.md, section „Rückgabewerte“)."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Protocol


class ExitCode(IntEnum):
    """How a command ended."""

    FINE = 0
    FINDINGS = 1
    """Findings of severity Fehler (with ``--streng`` also Warnung): the report is complete, nothing was written."""
    USAGE = 2
    """Wrong usage, no project, or problems in thg.toml."""
    UNREADABLE = 3
    """An input file could not be read at all."""
    OUTPUT = 4
    """A result could not be written."""
    DEFECT = 70
    """A defect of ours (EX_SOFTWARE of sysexits)."""
    INTERRUPTED = 130
    """Ctrl-C."""


class _Report(Protocol):
    @property
    def provisional(self) -> bool: ...


class _Run(Protocol):
    @property
    def report(self) -> _Report | None: ...

    @property
    def unreadable(self) -> bool: ...


class _Written(Protocol):
    @property
    def findings(self) -> Sequence[object]: ...


def code_of(run: _Run, written: _Written | None = None) -> ExitCode:
    """How a command ends that has computed balances: what could not be written first, then what could not be read.

    No report at all counts as a Fehler.
    """
    if written is not None and written.findings:
        return ExitCode.OUTPUT
    if run.unreadable:
        return ExitCode.UNREADABLE
    return ExitCode.FINDINGS if run.report is None or run.report.provisional else ExitCode.FINE
