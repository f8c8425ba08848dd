"""A defect of ours: one line for the user, and a report file that holds nothing of the user's data.

The report names version, system, kind of exception and the lines of our own code that were running. It leaves out
the message of the exception, local values, paths and arguments: any of them may quote a cell.
"""

import platform
import sys
import tempfile
import traceback
from hashlib import sha256
from pathlib import Path

from thgbilanz import __version__

_PACKAGE = Path(__file__).resolve().parent.parent


def crash_report(failure: BaseException) -> str:
    """Text of the report."""
    frames = [
        f"  {Path(frame.filename).resolve().relative_to(_PACKAGE).as_posix()}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(failure.__traceback__)
        if Path(frame.filename).resolve().is_relative_to(_PACKAGE)
    ]
    return "\n".join(
        [
            f"thgbilanz {__version__}",
            f"Python {platform.python_version()} ({sys.implementation.name}), {platform.system()} {platform.machine()}",
            f"Ausnahme: {type(failure).__module__}.{type(failure).__qualname__}",
            "Aufrufe in thgbilanz, der letzte zuletzt:",
            *frames,
            "",
        ]
    )


def crash_message(failure: BaseException) -> str:
    """The one line for standard error; writes the report beside it if the temporary folder allows."""
    report = crash_report(failure)
    name = f"thg-fehlerbericht-{sha256(report.encode()).hexdigest()[:8]}.txt"
    try:
        path = Path(tempfile.gettempdir()) / name
        path.write_text(report, encoding="utf-8", newline="\n")
    except OSError:
        where = f"in {report.splitlines()[-1].strip()}"
    else:
        where = f"Bericht ohne Ihre Daten: {path}"
    return f"Interner Fehler von thg ({type(failure).__name__}), Ihre Daten sind unverändert. {where}\n"
