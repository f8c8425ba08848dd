"""Items as parcels: everything that work on an item reads, as bytes, for machines that share no disk with this one."""

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from threading import Lock

import thgbilanz
from thgbilanz.balance.batch import ItemKind
from thgbilanz.factors.load import shipped_folder
from thgbilanz.project.batch.contents import project_files
from thgbilanz.project.batch.items import Item
from thgbilanz.project.batch.job import Job
from thgbilanz.project.batch.jobs import worked
from thgbilanz.project.discovery import DATA_FOLDER, OUTPUT_FOLDER, degree_day_file, is_data_file, year_folder

_LARGEST_FILE_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Tree:
    """Folders and files by their path from a common top."""

    folders: tuple[str, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Parcel:
    """One job with the files that only it needs; paths count from the top."""

    job: Job
    top: Path
    """Folder on the sender's machine that the paths count from."""
    own: Tree


class NotSendableError(Exception):
    """A link, a device, an unreadable or too large file: what is said about it depends on this machine."""


def packed(job: Job) -> Parcel:
    """A job as a parcel, without what it shares with other jobs of its project (``shared_tree``).

    Raises NotSendableError.
    """
    item = job.item
    top = Path(os.path.commonpath([job.base, item.path, item.root or job.base])).parent
    if item.kind is ItemKind.PROJECT:
        return Parcel(job, top, _tree(top, item.path, without=(OUTPUT_FOLDER,)))
    return Parcel(job, top, Tree((), (_file(top, item.path),)))


def shared_tree(job: Job) -> Tree:
    """What single files of a project are worked on with: all but the data of its years, and the year before."""
    root = job.item.root
    if root is None or job.item.kind is ItemKind.PROJECT:
        return Tree()
    top = Path(os.path.commonpath([job.base, job.item.path, root])).parent
    beside = _tree(top, root, without=(OUTPUT_FOLDER, DATA_FOLDER))
    before = year_folder(root, job.options.year - 1)
    earlier = _tree(top, before) if before.is_dir() else Tree()
    degree_days = [_file(top, path) for path in (degree_day_file(root),) if path.exists()]
    return Tree((*beside.folders, *earlier.folders), (*beside.files, *earlier.files, *degree_days))


def identity() -> str:
    """Hash of the program and its tables: sender and receiver must be the same to give the same bytes."""
    digest = blake2b(thgbilanz.__version__.encode(), digest_size=16)
    for folder in (Path(thgbilanz.__file__).parent, shipped_folder()):
        for path in project_files(folder, without=()):
            if path.suffix in {".py", ".csv", ".toml"}:
                digest.update(f"{path.name}\0".encode() + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def worked_from_parcel(parcel: Parcel, shared: Tree) -> bytes:
    """Unpack into a folder that is gone afterwards, and work there."""
    # Threads of one process share what it has loaded; the work itself holds the interpreter anyway.
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="thg-") as folder:
        here = Path(folder)
        for tree in (shared, parcel.own):
            _unpack(here, tree)
        return worked(_moved(parcel, here))


_ONE_AT_A_TIME = Lock()


def _moved(parcel: Parcel, here: Path) -> Job:
    def moved(path: Path) -> Path:
        return here / path.relative_to(parcel.top)

    job, item = parcel.job, parcel.job.item
    moved(job.base).mkdir(parents=True, exist_ok=True)
    root = None if item.root is None else moved(item.root)
    return Job(Item(item.name, item.kind, moved(item.path), root), moved(job.base), job.options)


def _unpack(here: Path, tree: Tree) -> None:
    for folder in tree.folders:
        (here / folder).mkdir(parents=True, exist_ok=True)
    for name, content in tree.files:
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(content)


def _tree(top: Path, folder: Path, *, without: Iterable[str] = ()) -> Tree:
    names = set(without)
    folders = [
        path for path in _folders(folder) if path.relative_to(folder).parts[:1] not in {(name,) for name in names}
    ]
    files = [_file(top, path) for path in project_files(folder, without=names)]
    return Tree(tuple(path.relative_to(top).as_posix() for path in [folder, *folders]), tuple(files))


def _folders(folder: Path) -> Iterator[Path]:
    for above, names, _ in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in names:
            path = Path(above) / name
            if path.is_symlink():
                raise NotSendableError(path)
            yield path


def _file(top: Path, path: Path) -> tuple[str, bytes]:
    """A file with its bytes; those of companions (bills, mails), which are only named, stay here."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST_FILE_BYTES:
            raise NotSendableError(path)
        content = path.read_bytes() if is_data_file(path) else b""
    except (OSError, ValueError) as failure:
        raise NotSendableError(path) from failure
    return path.relative_to(top).as_posix(), content
