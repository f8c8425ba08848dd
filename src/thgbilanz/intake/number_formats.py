"""Cell styles that make a number look like another one: scaling commas, unit texts, percent, struck through."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from thgbilanz.intake.xml_events import Attributes

# Formats 9 and 10 are built in and stand in no file (ECMA-376 part 1, 18.8.30).
_BUILT_IN = {9: "0%", 10: "0.00%"}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_SCALING_COMMA = re.compile(r"[0#?],+(?![0#?,])")
_CURRENCY = re.compile(r"\b(?:eur|euro|usd|chf|gbp)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class CellStyles:
    """Style numbers (attribute ``s`` of a cell) that deserve a word."""

    misleading: dict[int, str] = field(default_factory=dict)
    """Style number to number format code, for formats that show another number than the cell holds (faults.md 93)."""
    struck: frozenset[int] = frozenset()
    """Styles with struck-through text (faults.md 94)."""


def cell_styles(tags: Iterable[tuple[str, Attributes]]) -> CellStyles:
    """The styles of a workbook from the start tags of its style part."""
    codes = dict(_BUILT_IN)
    struck_fonts: set[int] = set()
    misleading: dict[int, str] = {}
    struck: set[int] = set()
    section, font, style = "", -1, -1
    for tag, attributes in tags:
        if tag in {"fonts", "fills", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            section = tag
        elif tag == "numFmt" and section != "dxfs":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "font" and section == "fonts":
            font += 1
        elif tag == "strike" and section == "fonts" and attributes.get("val", "1") not in {"0", "false"}:
            struck_fonts.add(font)
        elif tag == "xf" and section == "cellXfs":
            style += 1
            code = codes.get(_number(attributes.get("numFmtId")), "")
            if is_misleading(code):
                misleading[style] = code
            if _number(attributes.get("fontId")) in struck_fonts:
                struck.add(style)
    return CellStyles(misleading, frozenset(struck))


def is_misleading(code: str) -> bool:
    r"""Whether a number format shows another number, or a unit beside it. Currencies are harmless.

    >>> is_misleading("#,##0.00"), is_misleading("#,##0,"), is_misleading('0.0" MWh"'), is_misleading("0%")
    (False, True, True, True)
    >>> is_misleading('#,##0.00\\ "€"'), is_misleading("dd.mm.yyyy")
    (False, False)
    """
    positive = code.split(";", 1)[0]
    literals = "".join(match[1] or match[2] or "" for match in _LITERAL.finditer(positive))
    bare = _LITERAL.sub("", positive)
    has_unit = bool(_LETTER.search(_CURRENCY.sub("", literals))) and bool(re.search("[0#?]", bare))
    return has_unit or "%" in bare or bool(_SCALING_COMMA.search(bare))


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004
