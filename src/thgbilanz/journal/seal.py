"""What a sealed year is on disk: names, schema and check sum, shared by who writes a seal and who reads it.

A check sum is no signature: it finds what was changed by hand or by accident, not who replaces everything on purpose.
Whoever needs that keeps ``abschluss/`` in a version control system with signed commits.
"""

import gzip
import json
import zlib
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Final

SEAL_FOLDER: Final = "abschluss"
SCHEMA_ID: Final = "thgbilanz.abschluss/1"
CHECKSUM: Final = "pruefsumme"

_MOST_BYTES: Final = 4_000_000_000
"""More than a journal of a million postings; a small file that unpacks to more is no journal of ours."""


def seal_name(year: int) -> str:
    """File name of a year's seal.

    >>> seal_name(2019), sealed_journal_name(2019)
    ('2019.json', '2019.csv.gz')
    """
    return f"{year}.json"


def sealed_journal_name(year: int) -> str:
    """File name of the journal beside the seal."""
    return f"{year}.csv.gz"


def checksum(document: Mapping[str, object]) -> str:
    """SHA-256 over everything that a seal says but its own check sum; order and layout of the file do not count.

    >>> checksum({"a": 1, "pruefsumme": "x"}) == checksum({"a": 1})
    True
    """
    said = {key: value for key, value in document.items() if key != CHECKSUM}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def packed(content: bytes) -> bytes:
    """A journal as it lies beside its seal: small, and the same bytes for the same journal."""
    stream = BytesIO()
    # no name and no time in the header: they would change the bytes
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, compresslevel=6, mtime=0) as archive:
        archive.write(content)
    return stream.getvalue()


def unpacked(content: bytes) -> bytes | None:
    """The journal in a packed file, None if it is damaged or unpacks to more than any journal."""
    reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        data = reader.decompress(content, _MOST_BYTES)
    except zlib.error:
        return None
    return data if reader.eof and not reader.unused_data else None


def content_hash(content: bytes) -> str:
    """SHA-256 of a journal as it is before packing: the packer of another system may give other bytes."""
    return sha256(content).hexdigest()
