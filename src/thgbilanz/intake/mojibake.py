"""Text whose letters were lost on the way: UTF-8 read as Windows-1252, or replaced by question marks."""

import re

# UTF-8 sequences as Windows-1252 shows them: "Ã¤" for "ä", "ÃŸ" for "ß", "â€ž" for "„", "Â²" for "²".
_DOUBLE = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â(?:€|‚)")
_LOST = "\ufffd"


def is_mojibake(text: str) -> bool:
    r"""Whether a text shows the traces of a wrong character set (faults.md 57).

    >>> is_mojibake("EnergietrÃ¤ger"), is_mojibake("m\ufffd"), is_mojibake("Energieträger"), is_mojibake("São Paulo")
    (True, True, False, False)
    """
    return _LOST in text or bool(_DOUBLE.search(text))


def repaired(text: str) -> str:
    """The text as it was meant, if it can be known; else the text itself.

    >>> repaired("EnergietrÃ¤ger")
    'Energieträger'
    """
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
