"""The marked copy of ``thg pruefen --kopie``: the user's own workbook with its findings, unchanged in content.

The sheets, values, formulas, formats and validations stay as they are; cells with findings get a fill and a comment,
and a sheet "Prüfbericht" stands in front (docs/befehle.md). What the writer cannot carry over is returned in words.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from thgbilanz.core.diagnostic import Diagnostic, in_order


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A copy and what it does not hold."""

    content: bytes
    lost: tuple[str, ...]
    """Parts of the original that are missing or simplified, in German."""


def marked_copy(
    data: bytes, file: str, findings: Iterable[Diagnostic], *, macros: bool = False, made_by: str = "thgbilanz"
) -> MarkedCopy | None:
    """Mark a workbook; ``file`` is its name in findings, ``macros`` whether it may carry macros (.xlsm).

    Returns None for a workbook that openpyxl cannot read or write. ``data`` must have passed the guard of the intake.
    """
    from openpyxl.utils.exceptions import IllegalCharacterError, InvalidFileException  # noqa: PLC0415 - see findings

    unfit = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, SyntaxError, TypeError, ValueError)
    try:
        return _marked(data, file, in_order(findings), macros=macros, made_by=made_by)
    except (*unfit, zipfile.BadZipFile, IllegalCharacterError, InvalidFileException) as failure:
        # openpyxl raises whatever happens to break first in a file that strays from its idea of the format. It
        # writes through temporary files too: a full disk is no fault of the workbook.
        if getattr(failure, "errno", None):
            raise
        return None


def _marked(data: bytes, file: str, findings: list[Diagnostic], *, macros: bool, made_by: str) -> MarkedCopy | None:
    # openpyxl takes longer to import than a check takes: only who wants a copy pays for it
    from thgbilanz.exhibits.marking.archive import saved  # noqa: PLC0415
    from thgbilanz.exhibits.marking.cells import fit_comments, mark_cells  # noqa: PLC0415
    from thgbilanz.exhibits.marking.losses import lost_parts  # noqa: PLC0415
    from thgbilanz.exhibits.marking.reading import read_workbook, spans_too_much  # noqa: PLC0415
    from thgbilanz.exhibits.marking.report_sheet import add_report_sheet  # noqa: PLC0415

    if spans_too_much(data):
        return None
    workbook = read_workbook(data, macros=macros)
    pictures = sum(len(sheet._images) for sheet in workbook.worksheets)  # noqa: SLF001
    lost = lost_parts(data, pictures_kept=pictures, macros_kept=macros)
    results = _results(data, workbook)
    mark_cells(workbook, findings, file)
    fit_comments(workbook)
    add_report_sheet(workbook, findings, file, made_by, lost)
    return MarkedCopy(saved(workbook, data, results), lost)


def _results(data: bytes, workbook: Any) -> dict[str, dict[str, tuple[str, object]]]:  # noqa: ANN401
    """Stored results of all formulas, by title of the sheet and cell."""
    from thgbilanz.exhibits.marking.reading import read_workbook  # noqa: PLC0415

    formulas = {
        sheet.title: [key for key, cell in sheet._cells.items() if cell.data_type == "f"]  # noqa: SLF001
        for sheet in workbook.worksheets
    }
    if not any(formulas.values()):
        return {}
    values = read_workbook(data, macros=False, values=True)
    return {
        title: {
            cell.coordinate: (cell.data_type, cell.value)
            for cell in (values[title]._cells[key] for key in keys)  # noqa: SLF001
            if cell.value is not None
        }
        for title, keys in formulas.items()
    }
