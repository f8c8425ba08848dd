"""What openpyxl cannot carry over into a copy: told to the user, never lost in silence."""

import re
import zipfile
from io import BytesIO
from typing import Final

_PARTS: Final = (
    (r"xl/charts/chart", "Diagramme (erhalten, aber vereinfacht gestaltet)"),
    (r"xl/diagrams/", "SmartArt-Grafiken"),
    (r"xl/embeddings/", "eingebettete Objekte"),
    (r"xl/threadedComments/", "Antworten in Kommentaren (ihr Text bleibt als Notiz)"),
    (r"xl/(slicers|slicerCaches|timelines|timelineCaches)/", "Datenschnitte und Zeitachsen"),
    (r"xl/(ctrlProps|activeX)/", "Steuerelemente (Schaltflächen, Kontrollkästchen)"),
    (r"xl/(connections\.xml|queryTables/|model/)", "Datenverbindungen und Abfragen"),
    (r"xl/(richData/|metadata\.xml)", "dynamische Matrixformeln (sie werden zu festen Matrixformeln) und Datentypen"),
    (r"xl/webextensions/|xl/customUI|customUI/", "Add-ins und Anpassungen des Menübands"),
    (r"_xmlsignatures/", "digitale Signatur"),
)
_SHEETS: Final = (
    (rb"<\w+:dataValidations\b", "Auswahllisten im Format von Excel 2010 und neuer"),
    (rb"<\w+:conditionalFormattings\b", "bedingte Formate im Format von Excel 2010 und neuer"),
    (rb"<\w+:sparklineGroups\b", "Sparklines"),
)
_SHAPES: Final = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]")
_MACROS: Final = "xl/vbaProject.bin"


def lost_parts(data: bytes, *, pictures_kept: int, macros_kept: bool) -> tuple[str, ...]:
    """What a workbook holds and its copy will not, in words for people."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        lost = [what for pattern, what in _PARTS if any(re.match(pattern, name) for name in names)]
        if sum(name.startswith("xl/media/") for name in names) > pictures_kept:
            lost.append("Bilder")
        if _MACROS in names and not macros_kept:
            lost.append("Makros")
        drawings = [name for name in names if re.match(r"xl/drawings/drawing[^/]*\.xml$", name)]
        if any(_SHAPES.search(archive.read(name)) for name in drawings):
            lost.append("Formen und Textfelder")
        sheets = [archive.read(name) for name in names if re.match(r"xl/worksheets/[^/]*\.xml$", name)]
    lost += [what for pattern, what in _SHEETS if any(_has_extension(sheet, pattern) for sheet in sheets)]
    return tuple(lost)


def _has_extension(sheet: bytes, pattern: bytes) -> bool:
    # Some writers prefix every element: only what stands in the list of extensions is one.
    head = sheet.find(b"extLst")
    return head >= 0 and re.search(pattern, sheet[head:]) is not None
