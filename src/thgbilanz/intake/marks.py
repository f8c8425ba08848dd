"""The compact marks of an item's rows, without what makes and compares them (``row_marks``)."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RowMarks:
    """The rows of one item."""

    rows: bytes = b""
    """16 bytes per row: equal rows, nothing else, have equal ones."""
    meters: bytes = b""
    """4 bytes per row that names a meter. Different meters may share them: the packed keys decide."""
    packed: bytes = b""
    """Where the rows stand and what their meters say; empty without rows."""

    def as_text(self) -> list[str]:
        """The marks as plain ASCII."""
        return [b64encode(part).decode("ascii") for part in (self.rows, self.meters, self.packed)]

    @classmethod
    def from_text(cls, parts: Sequence[str]) -> "RowMarks":
        """The marks again."""
        rows, meters, packed = (b64decode(part) for part in parts)
        return cls(rows, meters, packed)


NO_MARKS = RowMarks()
"""The marks of an item without rows."""
