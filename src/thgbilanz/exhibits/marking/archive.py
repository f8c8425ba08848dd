"""The bytes of a copy: the same input gives the same bytes, and formulas keep their stored results.

openpyxl writes formulas without results. Excel computes them anew, but not in the protected view of a mail, and other
readers show nothing: the results are put back from the original.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from openpyxl.writer.excel import ExcelWriter

_CORE: Final = "docProps/core.xml"
_TYPES: Final = "[Content_Types].xml"
_STAMP: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_CLOCK: Final = rb"\g<1>1980-01-01T00:00:00Z"
_DEFAULT: Final = re.compile(rb"<Default [^>]*/>")
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))<v(?:\s*/>|></v>)', re.ASCII
)

Results = Mapping[str, Mapping[str, tuple[str, object]]]
"""Part of a sheet to cell to type and value of the stored result."""


def saved(workbook: Any, original: bytes, results: Mapping[str, Mapping[str, tuple[str, object]]]) -> bytes:  # noqa: ANN401
    """The workbook as bytes. ``results`` are the stored results of formulas by title of the sheet.

    The properties of the document are the user's own and stay as they are, to the byte.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # ``Workbook.save`` would note the time of day as the moment of change.
        ExcelWriter(workbook, archive).save()
    by_part = {sheet.path.lstrip("/"): results.get(sheet.title, {}) for sheet in workbook.worksheets}
    return _rewritten(buffer.getvalue(), _core(original), by_part)


def _core(original: bytes) -> bytes | None:
    with zipfile.ZipFile(BytesIO(original)) as archive:
        return archive.read(_CORE) if _CORE in archive.namelist() else None


def _rewritten(data: bytes, core: bytes | None, results: Results) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        # openpyxl takes the parts of macros from a set, whose order changes from run to run.
        for name in sorted(set(source.namelist()), key=lambda name: (name != _TYPES, name)):
            content = source.read(name)
            if name == _TYPES:
                content = _sorted_defaults(content)
            elif name == _CORE:
                content = core if core is not None else _STAMP.sub(_NO_CLOCK, content)
            elif results.get(name):
                content = _with_results(content, results[name])
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return buffer.getvalue()


def _sorted_defaults(content: bytes) -> bytes:
    defaults = iter(sorted(_DEFAULT.findall(content)))
    return _DEFAULT.sub(lambda _: next(defaults), content)


def _with_results(content: bytes, results: Mapping[str, tuple[str, object]]) -> bytes:
    def cell(match: re.Match[bytes]) -> bytes:
        stored = results.get(match[1].decode("ascii"))
        if stored is None:
            return match[0]
        kind, value = stored
        text = str(int(value)) if isinstance(value, bool) else str(value)
        type_ = "" if kind == "n" else f' t="{"str" if kind == "s" else kind}"'
        head = b'<c r="' + match[1] + b'"' + match[2] + type_.encode("ascii") + b">"
        return head + match[3] + b"<v>" + escape(text).encode("utf-8") + b"</v>"

    return _FORMULA.sub(cell, content)
