"""Peak memory of this process, on every system that tells it."""

import sys


def peak_bytes() -> int | None:
    """Largest resident memory so far in bytes; None where the system has no such figure for us."""
    if sys.platform == "win32":
        return None
    import resource  # noqa: PLC0415

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
