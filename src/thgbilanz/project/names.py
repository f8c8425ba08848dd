"""File names from labels: people may call an organisation ``CON`` or ``../../x``; files may not be called so."""

import re
from hashlib import sha256
from unicodedata import normalize

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 60
_WINDOWS_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
)


def slug(label: str) -> str:
    """Lower-case ASCII words of a label, 60 characters at most; may be empty.

    >>> slug("Stadtwerke Mühlheim & Söhne")
    'stadtwerke-muehlheim-soehne'
    """
    text = normalize("NFC", label).casefold().translate(_UMLAUTS)
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _OTHER.sub("-", plain).strip("-")[:_LONGEST].strip("-")


def file_stem(label: str) -> str:
    """A file name without suffix for a label: slug and six digits of its hash, so that two labels never collide.

    >>> file_stem("CON"), file_stem("a/b") == file_stem("a.b")
    ('con-a3dbc4', False)
    """
    return f"{slug(label) or 'ohne-namen'}-{sha256(normalize('NFC', label).encode()).hexdigest()[:6]}"


def is_plain_name(name: str) -> bool:
    """Whether a name is a file name on every system: no folder, no reserved word, no blank or dot at the end.

    >>> is_plain_name("bilanz.xlsx"), is_plain_name("../bilanz.xlsx"), is_plain_name("con.json")
    (True, False, False)
    """
    if not name or name in {".", ".."} or name != name.strip() or name.endswith("."):
        return False
    if any(character in '<>:"/\\|?*' or not character.isprintable() for character in name):
        return False
    return name.partition(".")[0].casefold() not in _WINDOWS_RESERVED
