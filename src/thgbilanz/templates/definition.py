"""Every template in one place: the tables, where things stand in a sheet, and how titles and labels are compared.

The workbook, the reader's checks, the handbook page and the JSON schema of a row are all made from here.
"""

import re
import unicodedata
from functools import cache, lru_cache

from thgbilanz.templates.contract_sheet import CONTRACTS
from thgbilanz.templates.correction_sheet import CORRECTIONS
from thgbilanz.templates.energy_sheets import ELECTRICITY, FLEET, HEAT
from thgbilanz.templates.lease_sheet import LEASED
from thgbilanz.templates.master import MASTER_FIELDS
from thgbilanz.templates.mobility_sheets import COMMUTING, TRAVEL
from thgbilanz.templates.model import Choice, ColumnKind, MasterField, SheetTemplate, TemplateColumn
from thgbilanz.templates.overview_sheets import ACTIVITIES, TERRITORIAL
from thgbilanz.templates.plant_sheets import DELIVERIES, PLANTS
from thgbilanz.templates.purchase_sheet import PURCHASES
from thgbilanz.templates.resource_sheets import REFRIGERANTS, WASTE, WATER
from thgbilanz.templates.tidy import TIDY, TIDY_COLUMNS

__all__ = [
    "EARLIEST_YEAR",
    "EXAMPLE_MARK",
    "FIRST_DATA_ROW",
    "HEADER_ROW",
    "INSTRUCTION_SHEET",
    "KNOWN_SHEETS",
    "LIST_SHEET",
    "MASTER_FIELDS",
    "MASTER_FIRST_ROW",
    "MASTER_SHEET",
    "MASTER_VERSION_CELL",
    "REQUIRED_MARK",
    "SHEETS",
    "SHEET_VERSION_CELL",
    "TEMPLATE_VERSION",
    "TIDY",
    "TIDY_COLUMNS",
    "TOTAL_LABEL",
    "TOTAL_ROW",
    "Choice",
    "ColumnKind",
    "MasterField",
    "SheetTemplate",
    "TemplateColumn",
    "chosen_value",
    "column_titled",
    "field_titled",
    "header_title",
    "normal_text",
    "normal_title",
    "sheet_note",
    "sheet_version",
]

TEMPLATE_VERSION = 1
"""Version of the workbook as a whole, written into the field ``vorlage_version`` of the master data."""

SHEETS: dict[str, SheetTemplate] = {
    sheet.id: sheet
    for sheet in (
        *(ELECTRICITY, HEAT, FLEET, CONTRACTS, PLANTS, REFRIGERANTS, LEASED),
        *(TRAVEL, COMMUTING, WASTE, WATER, PURCHASES),
        *(DELIVERIES, ACTIVITIES, CORRECTIONS, TERRITORIAL),
    )
}
"""All data sheets by id, in the order of the workbook."""

INSTRUCTION_SHEET = "Anleitung"
MASTER_SHEET = "Stammdaten"
LIST_SHEET = "Listen"
"""Hidden on purpose: it feeds the dropdowns and holds no data."""

KNOWN_SHEETS: tuple[str, ...] = (
    INSTRUCTION_SHEET,
    MASTER_SHEET,
    *(sheet.sheet for sheet in SHEETS.values()),
    LIST_SHEET,
)

HEADER_ROW = 6
"""Row of the titles in data sheets as written, from 1; the reader searches for the titles all the same."""
FIRST_DATA_ROW = HEADER_ROW + 1
TOTAL_ROW = 3
"""Row of the optional control total in data sheets as written; the reader searches for the label above the titles."""
TOTAL_LABEL = "Kontrollsumme"
"""Label of a control total; the figure stands to its right and the unit beside it."""
SHEET_VERSION_CELL = "A3"
"""Cell of a data sheet whose text ``sheet_version`` understands; it travels along when a sheet is copied."""
MASTER_FIRST_ROW = 5
"""First line of the master data; title in column A, value in column B."""
MASTER_VERSION_CELL = f"B{MASTER_FIRST_ROW + [field.key for field in MASTER_FIELDS].index('vorlage_version')}"
EARLIEST_YEAR = 1990
"""First year of a balance (faults.md 103)."""

REQUIRED_MARK = " *"
"""Stands behind the title of a required column; ``normal_title`` removes it."""
EXAMPLE_MARK = "Beispiel: "
"""Begins the first cell of an example row. Example rows stand above the header and are never data."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def normal_text(text: str) -> str:
    r"""Text as labels are compared: Unicode NFC, no invisible characters, single blanks, casefolded.

    >>> normal_text(" Heizo\u0308l\u00a0EL ")
    'heizöl el'
    """
    return _remembered_normal_text(text) if len(text) <= _LONGEST_REMEMBERED else _normal_text(text)


def _normal_text(text: str) -> str:
    visible = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return " ".join(visible.split()).casefold()


# Titles and entries of lists come again in every sheet and file; long texts are remarks, which do not.
_LONGEST_REMEMBERED = 80
_remembered_normal_text = lru_cache(maxsize=4096)(_normal_text)


def normal_title(text: str) -> str:
    r"""A title as titles are compared: like ``normal_text``, without the mark of required columns.

    >>> normal_title("Verbrauch\n*")
    'verbrauch'
    """
    return normal_text(text).rstrip("*").rstrip()


def header_title(column: TemplateColumn | MasterField) -> str:
    """The title as it stands in the workbook."""
    return column.title + (REQUIRED_MARK if column.required else "")


def column_titled(columns: tuple[TemplateColumn, ...], title: str) -> TemplateColumn | None:
    """The column with this title or synonym, or None."""
    wanted = normal_title(title)
    return next((c for c in columns if wanted in map(normal_title, (c.title, *c.synonyms))), None)


def field_titled(title: str) -> MasterField | None:
    """The field of the master data with this title or synonym, or None."""
    return _fields_by_title().get(normal_title(title))


@cache
def _fields_by_title() -> dict[str, MasterField]:
    fields: dict[str, MasterField] = {}
    for field in MASTER_FIELDS:
        for title in (field.title, *field.synonyms):
            fields.setdefault(normal_title(title), field)
    return fields


def chosen_value(choices: tuple[Choice, ...], text: str) -> str | None:
    """The tidy value of a label or of the value itself, or None.

    >>> chosen_value(TIDY["notation"].choices, "nicht erhoben")
    'nicht_erhoben'
    """
    wanted = normal_text(text)
    return next((c.value for c in choices if wanted in (normal_text(c.label), normal_text(c.value))), None)


_SHEET_VERSION = re.compile(r"^Vorlage ([a-z_]+), Version ([0-9]{1,4})\b")


def sheet_note(sheet: SheetTemplate) -> str:
    """The small line above the examples: which template this is, and how to read it."""
    return (
        f"Vorlage {sheet.id}, Version {sheet.version} · * Pflichtspalte · Erklärungen: Mauszeiger auf einen Titel · "
        "Beispiele in Grau werden nicht gelesen"
    )


def sheet_version(text: str) -> tuple[str, int] | None:
    """Template id and version of a data sheet from the text in ``SHEET_VERSION_CELL``, or None.

    >>> sheet_version(sheet_note(SHEETS["strom"]))
    ('strom', 1)
    """
    match = _SHEET_VERSION.match(text.strip())
    return (match[1], int(match[2])) if match else None
