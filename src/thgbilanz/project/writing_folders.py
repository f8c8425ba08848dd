"""New files in several folders, all or none: what was made goes away again if a later folder cannot be written.

Only for files that are new or unchanged: nothing is replaced, so taking back means deleting. A killed run leaves the
mark of ``writing`` beside the folders until the next run has written everything.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.project.os_findings import os_finding
from thgbilanz.project.writing import MARK_NAME, write_all

_MARK_TEXT = """\
Ein Lauf von thg wurde beim Schreiben abgebrochen: Es fehlen Dateien.
Den letzten Befehl noch einmal ausführen; danach ist dieser Hinweis weg.
"""


def create_in_folders(root: Path, files: Mapping[str, bytes], marked: Path) -> list[Diagnostic]:
    """Write new files, named by their paths below ``root``; the mark stands in ``marked`` meanwhile.

    Returns findings of the operating system (THG530–THG534); with any, nothing is left behind.
    """
    made: list[Path] = []
    mark = marked / MARK_NAME
    current = mark
    try:
        marked.mkdir(parents=True, exist_ok=True)
        mark.write_bytes(_MARK_TEXT.encode("utf-8"))
        # the deepest folders first: writing into the marked one ends with taking the mark away
        for folder, contents in sorted(_by_folder(files).items(), reverse=True):
            # noted before the step: Ctrl-C may arrive between the exchange and the next line
            made += [root / folder / name for name in contents if not (root / folder / name).exists()]
            result = write_all(root / folder, contents)
            if result.findings:
                _take_back(made, mark)
                return list(result.findings)
        if mark.exists():
            mark.unlink()
    except OSError as failure:
        _take_back(made, mark)
        return [os_finding(failure, current)]
    except BaseException:
        _take_back(made, mark)
        raise
    return []


def _by_folder(files: Mapping[str, bytes]) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for name, content in files.items():
        path = PurePosixPath(name)
        found.setdefault(str(path.parent), {})[path.name] = content
    return found


def _take_back(made: list[Path], mark: Path) -> None:
    """Delete what was made; the mark stays if that fails, because then it tells the truth."""
    try:
        for path in made:
            path.unlink(missing_ok=True)
    except OSError:
        return
    with suppress(OSError):
        mark.unlink(missing_ok=True)
