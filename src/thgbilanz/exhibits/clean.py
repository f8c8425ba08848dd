"""Text of users made safe for the place it goes to; nothing a cell says may steer a reader's program.

Sources of the rules: OWASP ASVS 5.0 1.2.10 (formula injection in CSV), Excel's limits of a cell (32,767
UTF-16 units), GitHub's workflow command escapes.
"""

import re
from typing import Final

CELL_LIMIT: Final = 32_767
"""Most UTF-16 code units that Excel keeps in a cell; it calls longer ones a damaged file."""

_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\ufeff")
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_PLAIN_NUMBER = re.compile(r"^[+-]?[0-9]+(?:[.,][0-9]+)*$")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def visible(text: str) -> str:
    r"""One line without characters that could steer a terminal or turn the reading direction.

    Line ends and tabs become a space, other control characters their picture, soft hyphens and zero-width
    characters vanish, everything else that cannot be printed becomes the replacement character.

    >>> visible("Rathaus\n\x1b[31mNord")
    'Rathaus ␛[31mNord'
    """
    if text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    if char.isspace():
        return " "
    if char in _DROPPED:
        return ""
    code = ord(char)
    if code < 0x20:  # noqa: PLR2004 - C0 controls; Unicode has a picture for each
        return chr(0x2400 + code)
    return "␡" if char == "\x7f" else "�"


def utf8_text(text: str) -> str:
    r"""Text that encodes as UTF-8: halves of surrogate pairs (broken file names) become U+FFFD.

    >>> utf8_text("z\udce4hler")
    'z�hler'
    """
    return text if text.isascii() else _SURROGATE.sub("�", text)


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters, with an ellipsis where something is missing; never used on figures.

    >>> shortened("Rathaus am Markt", 8)
    'Rathaus…'
    """
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def cell_text(text: str) -> str:
    """Text that Excel keeps as it is: printable, one line, at most 32,767 UTF-16 units."""
    shown = visible(text)
    if len(shown) <= CELL_LIMIT // 2:
        return shown
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return shown
    return units[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"


def csv_text(text: str) -> str:
    """One line that no spreadsheet program takes for a formula; plain numbers stay as they are.

    >>> csv_text("=1+1"), csv_text("-5,2"), csv_text("-5+A1")
    ("'=1+1", '-5,2', "'-5+A1")
    """
    shown = visible(text)
    is_start = text.startswith(_FORMULA_START) or shown.startswith(_FORMULA_START)
    return f"'{shown}" if is_start and not _PLAIN_NUMBER.match(shown) else shown


def github_data(text: str) -> str:
    """Message of a workflow command: a line end would start a new command."""
    return utf8_text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def github_property(text: str) -> str:
    """Property of a workflow command, where colon and comma separate as well."""
    return github_data(text).replace(":", "%3A").replace(",", "%2C")
