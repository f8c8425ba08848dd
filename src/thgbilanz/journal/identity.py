"""The identity of a posting: what it is about and where it stands, not how much it is.

Amount and factor are left out on purpose: two journals then pair the same posting before and after a
correction or a new factor edition, and the difference can be explained (architecture.md, "The posting").
The hash is spelt out here (BLAKE2b per distinct text, multiplication and the finaliser of splitmix64 to
combine), so that ids of a sealed year stay the same with any later version of a library.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def text_hashes(texts: Sequence[str]) -> Hashes:
    """A 64 bit hash for each text."""
    digests = b"".join(blake2b(text.encode("utf-8"), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def combined_hashes(size: int, parts: Iterable[Hashes]) -> Hashes:
    """One hash per row from several columns of hashes; the order of the columns matters.

    A part of length one counts for all ``size`` rows. Parts are taken one at a time, so that a generator keeps
    the memory of a million rows small.
    """
    state = np.array([_STEP], dtype=np.uint64)
    for part in parts:
        state = np.bitwise_xor(state, part, out=state if len(state) >= len(part) else None)
        state *= _STEP
    state = np.repeat(state, size) if len(state) != size else state
    _mix(state)
    return state


def _mix(state: Hashes) -> None:
    """The finaliser of splitmix64, in place: every bit of the state moves every bit of the result."""
    for shift, factor in ((30, _MIX_1), (27, _MIX_2)):
        state ^= state >> np.uint64(shift)
        state *= factor
    state ^= state >> np.uint64(31)


def posting_id_text(posting_id: int) -> str:
    """The printed form of a posting id: 16 hexadecimal digits.

    >>> posting_id_text(255)
    '00000000000000ff'
    """
    return f"{posting_id:016x}"
