"""XML parts as a stream of start tags: expat with every document type refused.

Names come without their namespace prefix, as the cell reader compares them too: a part that says ``<x:c>`` must
not mean one thing to the guard and another to the reader.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from thgbilanz.intake.refusal import refuse, refuse_damaged

Attributes = dict[str, str]

_DOCTYPE = b"<!DOCTYPE"
_ENCODING = re.compile(rb"""^<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']""")
_UTF8_NAMES = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_HEAD_BYTES = 1000
"""An XML declaration has less than a hundred; one that is longer hides what it declares."""
_BOM = b"\xef\xbb\xbf"
_XML_SUFFIXES = (".xml", ".rels", ".vml")


def checked_xml(name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The chunks of a part, unchanged; parts that are no XML pass.

    Raises ``RefusedFileError`` at a document type (faults.md 17-19) and for text that is not UTF-8, in which such a
    declaration could hide and which the cell reader takes for an empty sheet.
    """
    tail = b""
    is_xml = None
    for chunk in chunks:
        if is_xml is None:
            head = chunk[:_HEAD_BYTES].removeprefix(_BOM).lstrip()
            is_xml = name.casefold().endswith(_XML_SUFFIXES) or head.startswith(b"<")
            if is_xml:
                _must_be_utf8(name, head)
        if is_xml and (_DOCTYPE in chunk or _DOCTYPE in tail + chunk[: len(_DOCTYPE)]):
            refuse(
                "THG010",
                f"Teil „{name}“ enthält eine Dokumenttyp-Deklaration (DOCTYPE)",
                expected="eine Arbeitsmappe, wie Excel oder LibreOffice sie speichert",
                hint="Solche Deklarationen dienen Angriffen auf Leseprogramme: Herkunft der Datei klären "
                "und die Daten in eine neue Mappe übertragen",
            )
        tail = chunk[-len(_DOCTYPE) + 1 :]
        yield chunk


def walk(name: str, chunks: Iterable[bytes], on_start: Callable[[str, Attributes], None], **handlers: object) -> None:
    """Call ``on_start`` for every start tag with its name and attributes as written; ``local_name`` removes a prefix.

    ``handlers`` may hold ``on_end`` (name) and ``on_text`` (text). Raises ``RefusedFileError`` for XML that is not
    well-formed.
    """
    # What the part declares does not count: everything here is read as UTF-8, like the cell reader does.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = on_start
    if callable(on_end := handlers.get("on_end")):
        parser.EndElementHandler = on_end
    if callable(on_text := handlers.get("on_text")):
        parser.CharacterDataHandler = on_text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        refuse_damaged(f"der Teil „{name}“ ist fehlerhaft geschrieben")


def local_name(name: str) -> str:
    """A tag or attribute name without its namespace prefix.

    >>> local_name("x:c"), local_name("c")
    ('c', 'c')
    """
    return name.rpartition(":")[2]


def start_tags(name: str, xml: bytes, most: int) -> list[tuple[str, Attributes]]:
    """All start tags of a small part: local name and attributes with their prefixes removed.

    Raises ``RefusedFileError`` for broken XML and for more tags than ``most``.
    """
    tags: list[tuple[str, Attributes]] = []

    def on_start(tag: str, attributes: Attributes) -> None:
        if len(tags) >= most:
            refuse(
                "THG009",
                f"Teil „{name}“ hat zu viele Einträge",
                expected=f"höchstens {most}",
                hint="Nur die Blätter der Vorlage in eine neue Mappe kopieren",
            )
        tags.append((local_name(tag), {local_name(key): value for key, value in attributes.items()}))

    walk(name, checked_xml(name, [xml]), on_start)
    return tags


def _must_be_utf8(name: str, head: bytes) -> None:
    declared = _ENCODING.match(head)
    if (
        b"\0" in head
        or head.startswith((b"\xff\xfe", b"\xfe\xff"))
        or (declared and declared[1].lower() not in _UTF8_NAMES)
        or (head.startswith(b"<?xml") and b"?>" not in head and len(head) > _HEAD_BYTES // 2)
    ):
        refuse_damaged(f"der Teil „{name}“ ist nicht in UTF-8 geschrieben")


def _refuse_doctype(*_: object) -> None:
    refuse_damaged("es enthält eine Dokumenttyp-Deklaration")
