"""Factor tables of a git revision, copied to a folder of their own; the working tree is never touched."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path, PurePosixPath

from thgbilanz.cli.german import refuse

_SECONDS = 60
_MOST_BYTES = 64 * 1024 * 1024
"""Far above any factor tables; a revision of a stranger's pull request must not fill the disk."""

_ASK_FOR_FOLDERS = "ALT und NEU als Ordner mit Faktortabellen angeben"


def revision_tables(repository: Path, revision: str, folder: str, target: Path) -> Path:
    """Write the CSV files of ``folder`` (relative to ``repository``) as of a revision below ``target``.

    Returns the folder with the tables. Raises UsageProblem if git, the repository, the revision or the folder in it
    is missing.
    """
    program = shutil.which("git")
    if program is None:
        refuse(f"„{revision}“ ist kein Ordner, und Git ist nicht installiert", _ASK_FOR_FOLDERS)
    if _git(program, repository, "rev-parse", "--git-dir") is None:
        refuse(f"„{revision}“ ist kein Ordner, und hier ist kein Git-Repository", _ASK_FOR_FOLDERS)
    name = f"{revision}^{{commit}}"
    found = _git(program, repository, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    commit = (found or b"").decode("ascii", "replace").strip()
    if not commit:
        refuse(
            f"„{revision}“ ist weder ein Ordner noch eine Git-Revision",
            "Zweige und Tags zeigt: git branch --all; git tag",
        )
    packed = _git(program, repository, "archive", "--format=tar", commit, "--", folder)
    if packed is None:
        refuse(f"In „{revision}“ gibt es den Ordner „{folder}“ nicht", "Ordner mit --tabellen nennen")
    tables = target / PurePosixPath(folder).name
    _unpack(packed, folder, tables, revision)
    return tables


def _git(program: str, repository: Path, *arguments: str) -> bytes | None:
    """Output of git, or None if it refused. Nothing is handed to a shell."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments; the revision is verified before it is used
            [program, "--literal-pathspecs", "-C", str(repository), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        refuse(f"Git antwortet seit {_SECONDS} Sekunden nicht", _ASK_FOR_FOLDERS)
    except (OSError, ValueError):
        return None
    return done.stdout if done.returncode == 0 else None


def _unpack(packed: bytes, folder: str, tables: Path, revision: str) -> None:
    """Regular CSV files only: a link in a repository must not lead out of the folder."""
    root = PurePosixPath(folder)
    total = 0
    with tarfile.TarFile(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            path = PurePosixPath(member.name)
            if not member.isreg() or path.suffix != ".csv" or not path.is_relative_to(root) or ".." in path.parts:
                continue
            total += member.size
            if total > _MOST_BYTES:
                refuse(f"Die Faktortabellen von „{revision}“ sind zu groß", "höchstens 64 MB")
            content = archive.extractfile(member)
            if content is not None:
                target = tables / path.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
