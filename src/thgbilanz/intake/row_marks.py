"""Compact marks of the rows of many files, so that rows can be compared across files that nobody holds at once.

A file is read in one process and compared in another, possibly years later from a store. A mark is a hash of what the
checks across files compare (``cross_checks``); what a finding has to say about a row is kept packed, and is only
unpacked for files that have something in common.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any
from zlib import crc32

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
from thgbilanz.intake.marks import NO_MARKS, RowMarks

_ROW_BYTES = 16
_METER_BYTES = 4
_SEPARATOR = "\x1f"
"""Unit separator: no sheet can hold it."""


def row_marks(table: ActivityTable, renamed: Callable[[str], str] = str) -> RowMarks:
    """Marks of the rows of a table; ``renamed`` turns its file names into those of the findings."""
    if not len(table):
        return NO_MARKS
    columns = table.columns
    wheres = list(zip(columns["file"], columns["sheet"], columns["column"], columns["column_title"], strict=True))
    numbers = {where: number for number, where in enumerate(dict.fromkeys(wheres))}
    hash_of_file = dict(zip(columns["file"], columns["file_sha256"], strict=True))
    metered = metered_rows(table)
    keys = [_SEPARATOR.join(entry.meter) for entry in metered]
    details = {
        "wheres": [[renamed(file), hash_of_file[file], *rest] for file, *rest in numbers],
        "where": [numbers[where] for where in wheres],
        "row": columns["row"],
        "metered": [entry.row for entry in metered],
        "meter": [columns["meter"][entry.row] for entry in metered],
        "key": keys,
        "start": [entry.start for entry in metered],
        "end": [entry.end for entry in metered],
    }
    return RowMarks(
        b"".join([blake2b(text, digest_size=_ROW_BYTES).digest() for text in _encoded(_identity_texts(table))]),
        b"".join([crc32(key).to_bytes(_METER_BYTES, "big") for key in _encoded(keys)]),
        zlib.compress(json.dumps(details, separators=(",", ":")).encode("ascii"), 1),
    )


def _identity_texts(table: ActivityTable) -> Iterable[str]:
    columns = (table.columns[name] for name in IDENTITY)
    texts = [column if set(map(type, column)) == {str} else list(map(repr, column)) for column in columns]
    return map(_SEPARATOR.join, zip(*texts, strict=True))


def _encoded(texts: Iterable[str]) -> list[bytes]:
    return [text.encode("utf-8", "surrogatepass") for text in texts]


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
        self._details = details

    def file_hash(self, row: int) -> str:
        """SHA-256 of the file that a row stands in."""
        return str(self._where(row)[1])

    def place(self, row: int, *, whole_file: bool = False) -> Place:
        """The cell of the amount, or the file."""
        file, _, sheet, letter, title = self._where(row)
        return Place(file) if whole_file else Place(file, sheet, f"{letter}{self._details['row'][row]}", title)

    def metered(self, number: int) -> MeteredRow:
        """A metered row by its number."""
        details = self._details
        key = tuple(details["key"][number].split(_SEPARATOR))
        return MeteredRow(details["metered"][number], key, details["start"][number], details["end"][number])

    def written_meter(self, number: int) -> str:
        """Its meter as it is written."""
        return str(self._details["meter"][number])

    def _where(self, row: int) -> list[str]:
        where: list[str] = self._details["wheres"][self._details["where"][row]]
        return where


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
            entry = self.details(item).metered(position)
            if (item, entry.row) not in known:
                entries.append(entry._replace(row=number))
        for later, earlier in counted_again(entries):
            (item, position), (other, original) = shared[later][1], shared[earlier][1]
            if item != other:
                mine, theirs = self.details(item), self.details(other)
                place, other_place = mine.place(mine.metered(position).row), theirs.place(theirs.metered(original).row)
                self.groups[item].add(meter_counted_again(mine.written_meter(position), place, other_place))


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
