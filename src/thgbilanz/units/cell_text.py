"""Text as people leave it in cells: invisible characters at the ends, several kinds of blank."""

import re
import unicodedata

BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""The blanks of Unicode (general category Zs), among them no-break, narrow no-break, figure and thin space."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff"
"""Soft hyphen, zero-width characters, left-to-right mark, byte order mark: they come with copied text."""

_EDGES = BLANKS + "\t\r\n" + _INVISIBLE
_BLANK_RUN = re.compile(rf"[{BLANKS}\t\r\n]+")


def trimmed(text: str) -> str:
    r"""The text without blanks and invisible characters at both ends (faults.md 83).

    >>> trimmed("\ufeff 12,5\u00a0\u200b")
    '12,5'
    """
    return text.strip(_EDGES)


def folded(text: str) -> str:
    r"""The text for look-ups in closed tables: Unicode NFC, trimmed, every run of blanks one blank.

    >>> folded("Tsd.\u00a0 kWh ")
    'Tsd. kWh'
    """
    return _BLANK_RUN.sub(" ", trimmed(unicodedata.normalize("NFC", text)))


def shown(text: str, limit: int = 40) -> str:
    r"""The text in German quotation marks, cut, with invisible characters made visible.

    >>> shown("12\x1b[31m")
    '„12\\x1b[31m“'
    """
    head = text if len(text) <= limit else text[: limit - 1] + "…"
    return "„" + "".join(map(_visible, head)) + "“"


def _visible(character: str) -> str:
    if character.isprintable() or character in BLANKS:
        return character
    return character.encode("unicode_escape").decode("ascii")
