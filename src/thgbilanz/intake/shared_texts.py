"""Sizes of the shared texts of a workbook: one long text may stand in a million cells (faults.md 15)."""

import re
from collections.abc import Iterable, Sequence
from typing import NoReturn

from thgbilanz.intake.budget import BUDGET, Budget
from thgbilanz.intake.refusal import refuse

_ITEM = re.compile(rb"<(?:\w+:)?si[\s/>]")
_USE = re.compile(rb' t="s"[^>]*><v>([0-9]+)</v>')
_MARK = b"<si>"
_LONGEST_TEXT = 1 << 22


def text_sizes(chunks: Iterable[bytes], budget: Budget = BUDGET) -> list[int]:
    """Size of each shared text in bytes, its markup included. Raises ``RefusedFileError`` above the budget.

    >>> text_sizes([b"<sst><si><t>ab</t></si><s", b"i><t/></si></sst>"])
    [14, 15]
    """
    sizes: list[int] = []
    carry, total = b"", 0
    for chunk in chunks:
        total += len(chunk)
        pieces = _ITEM.split(carry + chunk)
        sizes.extend(map(len, pieces[1:-1]))
        carry = _MARK + pieces[-1] if len(pieces) > 1 else pieces[0]
        if total > budget.text_bytes or len(sizes) > budget.shared_texts or len(carry) > _LONGEST_TEXT:
            refuse_too_much_text()
    return [*sizes, len(carry) - len(_MARK)] if carry.startswith(_MARK) else sizes


def used_text_bytes(chunks: Iterable[bytes], sizes: Sequence[int]) -> int:
    """Size of all shared texts that the cells of a plainly written sheet refer to, each as often as it is used."""
    total, carry = 0, b""
    for chunk in chunks:
        block = carry + chunk
        cut = max(block.rfind(b"<c "), 0)
        carry = block[cut:]
        total += _used(block[:cut], sizes)
    return total + _used(carry, sizes)


def _used(block: bytes, sizes: Sequence[int]) -> int:
    count = len(sizes)
    return sum(sizes[index] for index in map(int, _USE.findall(block)) if index < count)


def refuse_too_much_text() -> NoReturn:
    """More text than any table of a municipality holds."""
    refuse(
        "THG009",
        "Blatt enthält zu viel Text",
        expected=f"höchstens {BUDGET.text_bytes // 1_000_000} MB Text je Blatt",
        hint="Lange Bemerkungen kürzen oder die Daten auf mehrere Dateien verteilen",
    )
