"""Where text is shown: which characters its encoding has, whether it has colour. No terminal is asked."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from thgbilanz.exhibits.clean import visible

_BOLD, _DIM, _RED, _GREEN, _YELLOW, _BLUE = "1", "2", "31", "32", "33", "34"

_SPELLED: Final = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "ß": "ss",
        "„": '"',
        "“": '"',
        "”": '"',
        "‚": "'",
        "‘": "'",
        "’": "'",
        "›": ">",
        "‹": "<",
        "·": "|",
        "–": "-",
        "−": "-",
        "…": "...",
        "₂": "2",
        "²": "2",
        "³": "3",
        "≠": "<>",
        "×": "x",
        "÷": "/",
        "±": "+/-",
        "├": "|",
        "└": "`",
        "→": "->",
        "●": "x",
        "◐": "~",
        "○": "-",
        "✓": "ok",
        "✗": "!!",
        "€": "EUR",
        "═": "=",
        "─": "-",
        "█": "#",
        "▏": "",
        "\u00a0": " ",
    }
)
"""How we spell our own characters where an encoding lacks them; anything else becomes ``?``."""


@lru_cache(maxsize=1024)
def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Medium:
    """A text medium. Colour is decoration only: words carry the meaning."""

    colour: bool = False
    encoding: str = "utf-8"

    def fit(self, text: str) -> str:
        """The text in characters that this medium has; done before layout, so that columns stay aligned."""
        shown = visible(text)
        if _has(self.encoding, shown):
            return shown
        return "".join(self._spelled(char, shown[position + 1 :][:1]) for position, char in enumerate(shown))

    def own(self, text: str) -> str:
        """Like ``fit`` for a text of ours: CO2 gets its subscript where the medium has one; names of users do not."""
        return self.fit(text.replace("CO2", "CO₂"))

    def _spelled(self, char: str, following: str) -> str:
        if _has(self.encoding, char):
            return char
        spelled = char.translate(_SPELLED)
        if not _has(self.encoding, spelled):
            return "?"
        return spelled.upper() if char.isupper() and following.isupper() else spelled

    @property
    def heavy(self) -> str:
        """Character of a heavy rule."""
        return self.fit("═")

    @property
    def light(self) -> str:
        """Character of a light rule."""
        return self.fit("─")

    def bar(self, share: float | None, width: int) -> str:
        """A bar of at most ``width`` characters for a share of 0 to 1; any share above 0 shows something."""
        if share is None or share <= 0 or width < 1:
            return ""
        if not _has(self.encoding, "▏▎▍▌▋▊▉"):
            return self.fit("█") * max(1, round(min(share, 1.0) * width))
        eighths = max(1, round(min(share, 1.0) * width * 8))
        return "█" * (eighths // 8) + "▏▎▍▌▋▊▉"[eighths % 8 - 1] * (eighths % 8 > 0)

    def _sgr(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text

    def bold(self, text: str) -> str:
        """Headlines and sums."""
        return self._sgr(text, _BOLD)

    def dim(self, text: str) -> str:
        """Rules, notes and units."""
        return self._sgr(text, _DIM)

    def alarm(self, text: str) -> str:
        """What stands between the reader and a final figure."""
        return self._sgr(text, f"{_BOLD};{_RED}")

    def warn(self, text: str) -> str:
        """What a reader should look at."""
        return self._sgr(text, _YELLOW)

    def good(self, text: str) -> str:
        """What holds."""
        return self._sgr(text, _GREEN)

    def accent(self, text: str) -> str:
        """Bars."""
        return self._sgr(text, _BLUE)


def text_width(text: str) -> int:
    """Columns that a text takes in a terminal; wide characters take two, combining ones none.

    >>> text_width("Müll"), text_width("水")
    (4, 2)
    """
    if text.isascii():
        return len(text)
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most ``width`` columns; ``first`` and ``rest`` are the indents of the first and later lines.

    Words longer than a line are broken, because a name without blanks may be longer than the terminal.

    >>> wrapped("Offene Zeilen stehen unten", 14, "- ", "  ")
    ['- Offene', '  Zeilen', '  stehen unten']
    """
    lines: list[str] = []
    line, indent = "", first
    for word in _pieces(text, max(1, width - max(text_width(first), text_width(rest)))):
        candidate = f"{line} {word}" if line else word
        if line and text_width(indent + candidate) > width:
            lines.append(indent + line)
            line, indent = word, rest
        else:
            line = candidate
    lines.append((indent + line).rstrip())
    return lines


def sentences(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Like ``wrapped``, with figures and their units kept on one line.

    >>> sentences("Summe: 1.440 t CO₂e", 16)
    ['Summe:', '1.440 t CO₂e']
    """
    held = _FIGURE_AND_UNIT.sub(lambda match: match[0].replace(" ", _NO_BREAK), text)
    return [line.replace(_NO_BREAK, " ") for line in wrapped(held, width, first, rest)]


_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_FIGURE_AND_UNIT: Final = re.compile(r"[0-9] (?:%|(?:MWh|kWh|[kg]?g|t)\b(?: CO[2₂]e)?)")


def _pieces(text: str, limit: int) -> Iterator[str]:
    # a no-break space is no place to break: it holds a figure and its unit together
    for word in filter(None, text.split(" ")):
        rest = word
        while text_width(rest) > limit:
            cut = _break_at(rest, limit)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest


def _break_at(word: str, limit: int) -> int:
    """Where to break a word that is too long: after the last hyphen or slash that fits, else where it must."""
    columns = must = may = 0
    for position, char in enumerate(word, start=1):
        columns += _char_width(char)
        if columns > limit:
            break
        must = position
        may = position if char in "-/" else may
    return may or max(1, must)


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Text filled with blanks to a width, flush left or right."""
    gap = " " * max(0, width - text_width(text))
    return gap + text if right else text + gap
