"""Exit codes: what scripts and CI jobs rely on (docs/befehle.md, section „Rückgabewerte“)."""

from enum import IntEnum


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
