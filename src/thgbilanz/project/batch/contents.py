"""Content hashes: what decides the result of an item, so that an unchanged one need not be worked on again."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path

import thgbilanz
from thgbilanz.balance.batch import ItemKind
from thgbilanz.factors.load import shipped_folder
from thgbilanz.project.batch.items import Item
from thgbilanz.project.discovery import (
    DATA_FOLDER,
    OUTPUT_FOLDER,
    degree_day_file,
    is_data_file,
    place_name,
    year_folder,
)

_LIBRARIES = ("numpy", "pandas", "pydantic", "python-calamine")
"""What a figure or a message may depend on, beside ourselves."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What holds for every item of a batch."""

    year: int
    latest_year: int
    program: str = ""
    """``program_key`` of whoever began the batch: asked once, not in every process."""


class ContentKeys:
    """Hashes of everything that decides the result of an item.

    A single file: its name and bytes, what lies in its project beside the data, the data of the year before, which it
    is compared with, and the table of degree days. A project: everything in it.
    What a project holds beside its data is looked at once, so make one of these per run.
    """

    def __init__(self, base: Path, options: BatchOptions) -> None:
        self._base, self._options = base, options
        self._settings: dict[Path, bytes] = {}

    def of(self, item: Item) -> str:
        """The key of an item as it is now; empty if something of it cannot be read."""
        try:
            if item.kind is ItemKind.PROJECT:
                return self._key(item, _tree_hash(item.path, without=(OUTPUT_FOLDER,)))
            return self.of_bytes(item, sha256(item.path.read_bytes()).hexdigest())
        except (OSError, ValueError):
            return ""

    def of_bytes(self, item: Item, file_sha256: str) -> str:
        """The key of a single file whose bytes have this hash."""
        root = item.root
        if root is not None and root not in self._settings:
            degree_days = degree_day_file(root)
            self._settings[root] = b"".join(
                (
                    _tree_hash(root, without=(OUTPUT_FOLDER, DATA_FOLDER)),
                    _tree_hash(year_folder(root, self._options.year - 1)),
                    sha256(degree_days.read_bytes()).digest() if degree_days.exists() else b"",
                )
            )
        return self._key(item, file_sha256.encode("ascii") + (b"-" if root is None else self._settings[root]))

    def _key(self, item: Item, content: bytes) -> str:
        options = self._options
        root = "" if item.root is None else project_name(self._base, item.root)
        digest = blake2b(content, digest_size=32)
        for part in (options.program, item.name, item.kind.value, root, str(options.year), str(options.latest_year)):
            digest.update(f"\0{part}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def project_name(base: Path, root: Path) -> str:
    """How findings of a batch call a project's folder."""
    return place_name(base, root) if root.is_relative_to(base) else root.name


def project_files(root: Path, *, without: Iterable[str]) -> Iterator[Path]:
    """Files of a project in a fixed order, hidden ones and some folders at its top left out."""
    names = set(without)
    for folder, below, files in os.walk(root):
        below[:] = sorted(name for name in below if not name.startswith("."))
        if Path(folder) == root:
            below[:] = [name for name in below if name not in names]
        yield from (Path(folder) / name for name in sorted(files) if not name.startswith("."))


def _tree_hash(root: Path, *, without: Iterable[str] = ()) -> bytes:
    digest = blake2b(digest_size=32)
    for path in project_files(root, without=without):
        name = place_name(root, path)
        # Companions (bills, mails) are never read, only named.
        content = sha256(path.read_bytes()).hexdigest() if is_data_file(path) else ""
        digest.update(f"{name}\0{content}\0".encode("utf-8", "surrogatepass"))
    return digest.digest()


def program_key() -> str:
    """Hash of this program, its tables and the libraries that figures go through.

    The version alone would not do: who works on the program changes it without a new one.
    """
    from importlib.metadata import version  # noqa: PLC0415 - only who begins a batch asks for versions

    digest = blake2b(digest_size=16)
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    digest.update(f"{thgbilanz.__version__}\0".encode())
    package = Path(thgbilanz.__file__).parent
    for folder in (package, shipped_folder()):
        for path in project_files(folder, without=()):
            if path.suffix in {".py", ".csv", ".toml"}:
                status = path.stat()
                digest.update(f"{path.name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode())
    return digest.hexdigest()
