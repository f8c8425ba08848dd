"""Results kept from run to run: an item whose content key is unchanged is not worked on again.

One file per item and year, with the key and a hash of its own content. Whatever is not exactly what was written is
worth nothing: the item is worked on again. The folder may be deleted at any time.
"""

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from thgbilanz.project.batch.outcome import Outcome, outcome_of

FOLDER = ".zwischenstand"
_TEMPORARY = ".thg-neu-"
_SEPARATOR = b"\n"


class Store:
    """The kept outcomes of one batch folder."""

    def __init__(self, folder: Path, year: int) -> None:
        self._folder, self._year, self._is_made = folder, year, False

    def kept(self, name: str, key: str) -> Outcome | None:
        """The outcome of an item under this key, or None if there is none that can be trusted."""
        try:
            head, _, data = self._path(name).read_bytes().partition(_SEPARATOR)
        except OSError:
            return None
        if not key or head != _head(key, data):
            return None
        try:
            return outcome_of(data)
        except (ValueError, KeyError, TypeError):
            return None

    def keep(self, name: str, key: str, data: bytes) -> None:
        """Keep an outcome; a folder that cannot be written costs the next run time, nothing else."""
        path = self._path(name)
        temporary = path.with_name(f"{_TEMPORARY}{os.getpid()}-{path.name}")
        try:
            if not self._is_made:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._is_made = True
            # No fsync: what a crash leaves half-written does not have its hash and is done again.
            temporary.write_bytes(_head(key, data) + _SEPARATOR + data)
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()

    def clean(self) -> None:
        """Remove what killed runs left."""
        with suppress(OSError):
            for path in sorted(self._folder.glob(f"{_TEMPORARY}*")):
                path.unlink()

    def _path(self, name: str) -> Path:
        digest = blake2b(f"{self._year}\0{name}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return self._folder / f"{digest}.json"


def _head(key: str, data: bytes) -> bytes:
    return f"{key} {blake2b(data, digest_size=16).hexdigest()}".encode("ascii")
