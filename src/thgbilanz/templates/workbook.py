"""The template workbook as bytes: the same arguments give the same bytes, on any day and in any time zone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO

from thgbilanz.templates.data_sheet import SheetContent, write_data_sheet
from thgbilanz.templates.definition import INSTRUCTION_SHEET, LIST_SHEET, MASTER_SHEET, SHEETS, TEMPLATE_VERSION
from thgbilanz.templates.instruction_sheet import write_instructions
from thgbilanz.templates.lists import DropdownLists
from thgbilanz.templates.master_sheet import write_master_sheet
from thgbilanz.templates.style import styles

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Creation date in the file's properties: fixed, because the clock is no input."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def template_bytes(  # noqa: PLR0913 - the signature is agreed between the packages
    sheets: Sequence[str],
    organisation: str,
    name: str,
    year: int,
    *,
    kind: str = "",
    master: Mapping[str, object] = {},
    rows: Mapping[str, Sequence[Mapping[str, object]]] = {},
    with_examples: bool = True,
    organisations: Sequence[tuple[str, str]] = (),
) -> bytes:
    """An .xlsx file with instructions, master data and the named data sheets, empty or filled.

    ``sheets`` are ids of ``SHEETS``; the workbook keeps the order of the definition. ``rows`` and ``master`` go
    by tidy key and hold tidy values (``erdgas``), the cells show labels (``Erdgas``). ``organisations`` are
    id and name of the group's organisations for dropdowns and instructions.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - late: the command line must start fast

    unknown = sorted((set(sheets) | set(rows)) - set(SHEETS))
    if unknown or not set(rows) <= set(sheets):
        msg = f"unknown or missing template sheets: {unknown or sorted(set(rows) - set(sheets))}"
        raise ValueError(msg)
    chosen = [sheet for sheet in SHEETS.values() if sheet.id in set(sheets)]
    known = {"organisation": organisation, "name": name, "art": kind, "jahr": year}
    ids = tuple(organisation_id for organisation_id, _ in organisations)

    buffer = BytesIO()
    workbook = Workbook(buffer, _OPTIONS)
    workbook.set_properties({"title": "Vorlage Treibhausgasbilanz", "author": "thgbilanz", "created": _CREATED})
    look = styles(workbook)
    instructions = workbook.add_worksheet(INSTRUCTION_SHEET)
    master_sheet = workbook.add_worksheet(MASTER_SHEET)
    data_sheets = [(workbook.add_worksheet(sheet.sheet), sheet) for sheet in chosen]
    list_sheet = workbook.add_worksheet(LIST_SHEET)
    list_sheet.hide()
    lists = DropdownLists(list_sheet)

    write_instructions(instructions, chosen, look, name=name, year=year, organisations=organisations)
    write_master_sheet(master_sheet, {**known, **master, "vorlage_version": TEMPLATE_VERSION}, lists, look, ids)
    for worksheet, sheet in data_sheets:
        content = SheetContent(year, rows.get(sheet.id, ()), ids, with_examples)
        write_data_sheet(worksheet, sheet, content, lists, look)
    workbook.close()
    return buffer.getvalue()
