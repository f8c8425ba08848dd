"""What a refused cell is answered with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cell yields no number: code of the page, headline, what would be right, how to repair."""

    code: str
    text: str
    expected: str
    hint: str
