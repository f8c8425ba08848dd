"""Compact marks of the rows of many files, so that rows can be compared across files that nobody holds at once.

A file is read in one process and compared in another, possibly years later from a store. A mark is a hash of what the
checks across files compare (``cross_checks``); what a finding has to say about a row is kept packed, and is only
unpacked for files that have something in common.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from thgbilanz.core.activity import ActivityTable
from thgbilanz.core.diagnostic import Diagnostic
from thgbilanz.core.place import Place
from thgbilanz.intake.cross_checks import (
    IDENTITY,
    MeteredRow,
    counted_again,
    meter_counted_again,
    metered_rows,
    repeated_row,
    repeats,
)
from thgbilanz.intake.finding_groups import FindingGroups

_ROW_BYTES = 16
_METER_BYTES = 8


@dataclass(frozen=True, slots=True)
class RowMarks:
    """The rows of one item."""

    rows: bytes = b""
    """16 bytes per row."""
    meters: bytes = b""
    """8 bytes per row that names a meter."""
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


def row_marks(table: ActivityTable, renamed: Callable[[str], str] = str) -> RowMarks:
    """Marks of the rows of a table; ``renamed`` turns its file names into those of the findings."""
    if not len(table):
        return NO_MARKS
    columns = table.columns
    wheres = list(zip(columns["file"], columns["sheet"], columns["column"], columns["column_title"], strict=True))
    numbers = {where: number for number, where in enumerate(dict.fromkeys(wheres))}
    hash_of_file = dict(zip(columns["file"], columns["file_sha256"], strict=True))
    metered = metered_rows(table)
    details = {
        "wheres": [[renamed(file), hash_of_file[file], *rest] for file, *rest in numbers],
        "where": [numbers[where] for where in wheres],
        "row": columns["row"],
        "meters": [[entry.row, columns["meter"][entry.row], entry.meter, entry.start, entry.end] for entry in metered],
    }
    return RowMarks(
        _hashes(_identity_texts(table), _ROW_BYTES),
        _hashes(["\x1f".join(entry.meter) for entry in metered], _METER_BYTES),
        zlib.compress(json.dumps(details, separators=(",", ":")).encode("ascii"), 1),
    )


def _identity_texts(table: ActivityTable) -> Iterable[str]:
    columns = (table.columns[name] for name in IDENTITY)
    texts = [column if set(map(type, column)) == {str} else list(map(repr, column)) for column in columns]
    return map("\x1f".join, zip(*texts, strict=True))


def _hashes(texts: Iterable[str], size: int) -> bytes:
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    return b"".join([blake2b(text, digest_size=size).digest() for text in encoded])


def findings_across(
    items: Sequence[RowMarks], same_bytes: Callable[[Place, Place], Diagnostic]
) -> list[list[Diagnostic]]:
    """For every item the findings that it shares with an earlier one: equal files, equal rows, the same meter.

    Files with equal bytes are one finding (``same_bytes``), not one per row.
    """
    unpacked: dict[int, _Unpacked] = {}

    def details(item: int) -> _Unpacked:
        if item not in unpacked:
            unpacked[item] = _Unpacked(json.loads(zlib.decompress(items[item].packed)))
        return unpacked[item]

    rows = _shared([marks.rows for marks in items], _ROW_BYTES)
    meters = _shared([marks.meters for marks in items], _METER_BYTES)
    across = _Across([FindingGroups() for _ in items], details, same_bytes)
    again = across.repeated(rows)
    across.metered(meters, again)
    return [groups.diagnostics() for groups in across.groups]


class _Unpacked:
    def __init__(self, details: dict[str, Any]) -> None:
        self._wheres, self._where, self._rows = details["wheres"], details["where"], details["row"]
        self._meters = details["meters"]

    def file_hash(self, row: int) -> str:
        """SHA-256 of the file that a row stands in."""
        return str(self._wheres[self._where[row]][1])

    def place(self, row: int, *, whole_file: bool = False) -> Place:
        """The cell of the amount, or the file."""
        file, _, sheet, letter, title = self._wheres[self._where[row]]
        return Place(file) if whole_file else Place(file, sheet, f"{letter}{self._rows[row]}", title)

    def metered(self, number: int) -> tuple[int, str, tuple[str, ...], str, str]:
        """Row, meter as written, key, first and last day of a metered row."""
        row, written, key, start, end = self._meters[number]
        return row, written, tuple(key), start, end


_At = tuple[int, int]
"""Item and position in it."""


@dataclass(slots=True)
class _Across:
    groups: list[FindingGroups]
    details: Callable[[int], _Unpacked]
    same_bytes: Callable[[Place, Place], Diagnostic]

    def repeated(self, shared: list[tuple[bytes, _At]]) -> set[_At]:
        """Rows that stood in an earlier item already."""
        told, again = set(), set()
        for position, first in repeats(mark for mark, _ in shared):
            (item, row), (other, original) = shared[position][1], shared[first][1]
            if item == other:
                continue
            again.add((item, row))
            mine, theirs = self.details(item), self.details(other)
            if mine.file_hash(row) != theirs.file_hash(original):
                self.groups[item].add(repeated_row(mine.place(row), theirs.place(original)))
                continue
            files = mine.place(row, whole_file=True), theirs.place(original, whole_file=True)
            if files not in told:
                told.add(files)
                self.groups[item].add(self.same_bytes(*files))
        return again

    def metered(self, shared: list[tuple[bytes, _At]], known: set[_At]) -> None:
        """Meters whose days an earlier item has counted already."""
        entries: list[MeteredRow] = []
        for number, (_, (item, position)) in enumerate(shared):
            row, _, key, start, end = self.details(item).metered(position)
            if (item, row) not in known:
                entries.append(MeteredRow(number, key, start, end))
        for later, earlier in counted_again(entries):
            (item, position), (other, original) = shared[later][1], shared[earlier][1]
            if item != other:
                mine, theirs = self.details(item), self.details(other)
                row, written, *_ = mine.metered(position)
                place = theirs.place(theirs.metered(original)[0])
                self.groups[item].add(meter_counted_again(written, mine.place(row), place))


def _shared(columns: Sequence[bytes], size: int) -> list[tuple[bytes, _At]]:
    """Marks that stand in more than one item, with their positions, item by item."""
    seen: set[bytes] = set()
    several: set[bytes] = set()
    for marks in columns:
        own = set(_marks(marks, size))
        several |= own & seen
        seen |= own
    return (
        [
            (mark, (item, position))
            for item, marks in enumerate(columns)
            for position, mark in enumerate(_marks(marks, size))
            if mark in several
        ]
        if several
        else []
    )


def _marks(marks: bytes, size: int) -> Iterator[bytes]:
    return (marks[begin : begin + size] for begin in range(0, len(marks), size))
