"""Paths on the command line: files, folders and patterns, with the nearest names for one that does not exist."""
# ruff: noqa: PLC0415 - see main: help stays fast

import errno
from collections.abc import Iterator
from pathlib import Path

from thgbilanz.cli.environment import Environment
from thgbilanz.cli.exit_codes import ExitCode
from thgbilanz.cli.german import near, refuse
from thgbilanz.cli.stop import Stop
from thgbilanz.core.diagnostic import Diagnostic, error
from thgbilanz.core.place import Place

_PATTERN = "*?["
_SHOWN = 60


def stated_files(environment: Environment, paths: list[str], output_format: str) -> list[Path]:
    """The files that paths name, without repeats; a folder stands for the data files in it.

    The Windows command line hands patterns on as they are, so they are expanded here. Raises Stop with THG540 if a
    path does not exist.
    """
    files: dict[Path, None] = {}
    missing = []
    for stated in paths:
        found = list(_files_of(environment, stated))
        if not found:
            missing.append(_missing(environment.folder, stated))
        files.update(dict.fromkeys(found))
    missing += [_not_regular(path) for path in files if path.exists() and not path.is_file()]
    if missing:
        raise Stop(ExitCode.USAGE, tuple(missing), output_format)
    return list(files)


def stated_items(environment: Environment, paths: list[str], output_format: str) -> list[Path]:
    """The files and folders that paths name, folders as they are. Raises Stop with THG540 if one does not exist."""
    found: dict[Path, None] = {}
    missing = []
    for stated in paths:
        path = stated_path(environment, stated)
        here = [path] if path.is_dir() else list(_files_of(environment, stated))
        if not here:
            missing.append(_missing(environment.folder, stated))
        found.update(dict.fromkeys(here))
    missing += [_not_regular(path) for path in found if path.exists() and not path.is_file() and not path.is_dir()]
    if missing:
        raise Stop(ExitCode.USAGE, tuple(missing), output_format)
    return list(found)


def stated_path(environment: Environment, stated: str) -> Path:
    """A path of the command line, counted from the working directory; raises UsageProblem if it cannot be one."""
    path = environment.folder / stated
    hint = "Pfade dürfen nicht zu lang sein und keine Steuerzeichen enthalten"
    try:
        path.stat()
    except ValueError:
        refuse(f"„{stated[:_SHOWN]}“ kann kein Pfad sein", hint)
    except OSError as failure:
        # Whether it exists and may be read is for others to say.
        if failure.errno in {errno.ENAMETOOLONG, errno.EINVAL}:
            refuse(f"„{stated[:_SHOWN]}“ kann kein Pfad sein", hint)
    return path


def _files_of(environment: Environment, stated: str) -> Iterator[Path]:
    from thgbilanz.project.discovery import files_in

    path = stated_path(environment, stated)
    if path.is_dir():
        yield from files_in(path)
    elif path.exists() or path.is_symlink():
        yield path
    elif any(sign in path.name for sign in _PATTERN) and path.parent.is_dir():
        yield from sorted(found for found in path.parent.glob(path.name) if not found.is_dir())


def _missing(folder: Path, stated: str) -> Diagnostic:
    path = folder / stated
    if path.is_dir():
        hint = "Ordner eines Jahres nennen, etwa daten/2019; ohne Pfad wird das ganze Projekt geprüft"
        return error(
            "THG541", f"Im Ordner „{stated}“ liegt keine Mappe und keine CSV-Tabelle", Place(stated), hint=hint
        )
    names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    hint = near(path.name, names) or "Pfad prüfen; er gilt ab dem aktuellen Ordner"
    return error("THG540", f"„{stated}“ gibt es nicht", Place(stated), hint=hint)


def _not_regular(path: Path) -> Diagnostic:
    text = f"„{path.name}“ ist ein Gerät oder eine Pipe, keine Datei"
    return error("THG542", text, Place(path.as_posix()), hint="Eine Mappe, eine CSV-Tabelle oder einen Ordner nennen")
